"""The credential of a client that signs in with access tokens: what its configuration holds, and what adds the token to an attempt."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve

from claudewire._call.shared_value import NEVER, SharedValue
from claudewire._checks import check_base_url, header_value
from claudewire._config import KEY_VARIABLES, Config
from claudewire._errors.base import ConfigurationError
from claudewire._errors.statuses import APIStatusError
from claudewire._secrets import RedactedHeaders, Secret

from .errors import CredentialsError, WorkloadIdentityError
from .exchange import Exchange
from .files import ConfigFiles, config_folder
from .grants import OAUTH_BETA
from .profiles import CredentialsFile, InMemoryConfig, ProfileTokens
from .resolve import Resolution, resolve
from .sources import (
    EnvToken,
    FunctionSource,
    Source,
    Wanted,
    WorkloadIdentityCredentials,
    blocking_exchange,
    identity_provider,
    source_of,
)
from .tokens import EARLY, MARGIN, AccessToken

#: Sources that hold no token: they can go to another process.
_PICKLED: Final = (ProfileTokens, FunctionSource, EnvToken, WorkloadIdentityCredentials)


class TokenCredentials:
    """Access tokens of a source, shared by a client and its copies.

    Args:
        source: Where tokens come from.
        base_url: That of the client.
        headers: Headers of every API request.
        use_cache: Whether tokens on disk may be used.
        default_url: The base URL of the client without its profile, which has named this one; None if the user has chosen it.
    """

    def __init__(
        self,
        source: Source,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        use_cache: bool = True,
        default_url: str | None = None,
    ) -> None:
        self.source: Source = source
        self.base_url: str = base_url
        self.headers: dict[str, str] = dict(headers or {})
        self.default_url: str | None = default_url
        self._use_cache = use_cache
        self.token: SharedValue[AccessToken] = SharedValue(early=EARLY, margin=MARGIN)

    #: Beta values of every API request.
    betas: tuple[str, ...] = (OAUTH_BETA,)

    def __repr__(self) -> str:
        return f"<{type(self.source).__name__}>"

    def for_pickle(self) -> TokenCredentials | None:
        """Return the credentials for a client in another process, without a token; None if they cannot leave this one."""
        return self if isinstance(self.source, _PICKLED) else None

    def __copy__(self) -> TokenCredentials:
        """Return credentials that share the token."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.source, self.base_url, self.headers, self._use_cache, self.default_url)

    def at(self, base_url: str) -> TokenCredentials:
        """Return the credentials for a copy of the client at another base URL.

        The tokens of a federation belong to the deployment that gave them, so it gets others. The login of a person, and a profile that
        names its own base URL, stay what they are.
        """
        source = self.source
        pinned = isinstance(source, ProfileTokens) and (source.settings.base_url or source.settings.client_id)
        if base_url == self.base_url or pinned:
            same = copy.copy(self)
            same.default_url = None
            return same
        return TokenCredentials(source, base_url, headers=self.headers, use_cache=False)

    async def load(self, exchange: Exchange, *, refused: bool) -> tuple[AccessToken, float]:
        """Return a token, and when it expires."""
        wanted = Wanted(base_url=self.base_url, last=self.token.value, refused=refused, use_cache=self._use_cache)
        token = await self.source.load(exchange, wanted)
        return token, NEVER if token.expires_at is None else float(token.expires_at)

    def authorizer(self, pool: Any, *, is_async: bool) -> TokenAuthorizer:
        """Return what adds the token to each attempt over these connections."""
        exchange = exchange_on_a_loop(pool) if is_async else blocking_exchange(pool)
        return TokenAuthorizer(self, exchange, is_async=is_async)


def _restored(
    source: Source, base_url: str, headers: Mapping[str, str], use_cache: bool, default_url: str | None
) -> TokenCredentials:
    return TokenCredentials(source, base_url, headers=headers, use_cache=use_cache, default_url=default_url)


class TokenAuthorizer:
    """Adds an access token to each attempt."""

    def __init__(self, credentials: TokenCredentials, exchange: Exchange, *, is_async: bool) -> None:
        self._credentials, self._exchange, self._is_async = credentials, exchange, is_async

    async def setup(self) -> None:
        """Do nothing: the URL does not depend on the token."""

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the header with the token.

        Raises:
            CredentialsError: there is no token.
            APIError: the token endpoint gave none.
        """
        held = self._credentials.token
        token = await held.get(is_async=self._is_async, load=self._load, deadline=request.deadline)
        request.credential = token
        return RedactedHeaders({b"authorization": header_value("authorization", f"Bearer {token.token}").encode()})

    async def _load(self, refused: bool) -> tuple[AccessToken, float]:
        return await self._credentials.load(self._exchange, refused=refused)

    async def renew(self, error: APIStatusError, request: Any) -> bool:
        """Have the token replaced after a 401, if it is still the one that was refused."""
        if error.status_code != 401 or isinstance(error, WorkloadIdentityError) or request.credential is None:
            return False
        self._credentials.token.refuse(request.credential)
        return True

    def secrets(self) -> tuple[Secret, ...]:
        """Return the last token."""
        token = self._credentials.token.value
        return () if token is None else (Secret(token.token),)


def exchange_on_a_loop(pool: Any) -> Exchange:
    """Return the exchange of an async client."""
    from anyio import sleep
    from anyio.to_thread import run_sync

    async def run(function: Callable[[], Any]) -> Any:
        return await run_sync(function)

    return Exchange(pool, sleep=sleep, run=run)


def find_credentials(
    arguments: Mapping[str, Any], environ: Mapping[str, str], base_url: str | None, default_url: str, *, is_async: bool
) -> tuple[TokenCredentials | None, Resolution]:
    """Return the access tokens that arguments, environment and files lead to, if there are any; and why it is them.

    Args:
        arguments: `credentials`, `config` and `profile` of the client.
        environ: The environment.
        base_url: The base URL that the user has chosen; None leaves it to the profile.
        default_url: The base URL otherwise.
        is_async: Whether an event loop runs the calls of the client.

    Raises:
        CredentialsError: what the user asked for cannot be used.
    """
    folder = config_folder(environ)
    found = resolve(arguments, environ, ConfigFiles(folder))
    if found.kind == "provider":
        provider = arguments["credentials"]
        bind = getattr(provider, "for_base_url", None)  # a provider that wants to know the deployment
        source = source_of(bind(base_url or default_url) if callable(bind) else provider, is_async=is_async)
        profile = source.settings if isinstance(source, ProfileTokens) else None
    elif (profile := found.profile) is None:
        return None, found
    elif profile.name is not None:
        source = CredentialsFile.of(profile, folder)
    elif found.kind == "profile":
        source = InMemoryConfig(arguments["config"])
    else:
        source = WorkloadIdentityCredentials(
            identity_token_provider=identity_provider(profile),
            federation_rule_id=profile.federation_rule_id or "",
            organization_id=profile.organization_id or "",
            service_account_id=profile.service_account_id,
            workspace_id=profile.workspace_id,
            scope=profile.scope,
        )
    headers = profile.headers() if profile is not None else {}
    own_url = profile.base_url if profile is not None else None
    url = base_url or own_url or default_url
    return TokenCredentials(source, url, headers=headers, default_url=None if base_url else default_url), found


def sign_in(config: Config, arguments: Mapping[str, Any], base_url: str | None, *, is_async: bool) -> Config:
    """Return the configuration of a client with its access tokens; unchanged if there are none.

    Args:
        config: The configuration, without a key.
        arguments: `credentials`, `config` and `profile` of the client.
        base_url: The base URL that the user has chosen, if there is one besides `ANTHROPIC_BASE_URL`.
        is_async: Whether an event loop runs the calls of the client.

    Raises:
        CredentialsError: what the user asked for cannot be used.
    """
    environ: Mapping[str, str] = os.environ
    if arguments:
        environ = {name: value for name, value in environ.items() if name not in KEY_VARIABLES}
    chosen = config.base_url if base_url or environ.get("ANTHROPIC_BASE_URL") else None
    found, _ = find_credentials(arguments, environ, chosen, config.base_url, is_async=is_async)
    if found is None:
        return config
    try:
        url = check_base_url(found.base_url, allow_http=config.allow_http)
    except ConfigurationError as error:
        raise CredentialsError(f"the base URL of the profile: {error}") from None
    return evolve(config, credentials=found, base_url=url)


def resolution_of(environ: Mapping[str, str] | None = None, **arguments: Any) -> Resolution:
    """Return which credential a client would use, and why. It is not loaded, and nothing of it is shown.

    Args:
        environ: The environment. Default: that of this process.
        arguments: Those of the client: `api_key`, `auth_token`, `credentials`, `config` or `profile`.

    Raises:
        CredentialsError: what the user asks for cannot be used; `steps` of the error lists what was looked at.
    """
    environ = os.environ if environ is None else environ
    return resolve(arguments, environ, ConfigFiles(config_folder(environ)))
