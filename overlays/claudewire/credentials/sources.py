"""Where access tokens come from: fixed values, functions, federation, profiles.

A source has `load`: a coroutine that returns a token, over the connections of the client that needs it. Sources with an official name
are also functions, which return a token over a connection of their own.
"""

from __future__ import annotations

import copy
import inspect
import os
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Protocol, Self, cast

from attrs import frozen

from claudewire._callbacks import call_back
from claudewire._checks import shown
from claudewire._config import BASE_URL
from claudewire._errors.base import ConfigurationError
from claudewire._http.network.sync_stream import run_blocking
from claudewire._secrets import Secret

from .errors import CredentialsError
from .exchange import Exchange, check_endpoint
from .files import read_identity_token
from .grants import federation_grant
from .profile import FEDERATION, Profile
from .tokens import AccessToken, AccessTokenProvider, AsyncAccessTokenProvider, IdentityTokenProvider, check_token


@frozen(kw_only=True)
class Wanted:
    """What a client wants of a source.

    Attributes:
        base_url: That of the client.
        last: The token that is replaced; None for the first one.
        refused: Whether the API has refused it.
        use_cache: Whether a token on disk may be used: not one that another deployment gave.
    """

    base_url: str
    last: AccessToken | None = None
    refused: bool = False
    use_cache: bool = True


class Source(Protocol):
    """Loads tokens for clients."""

    async def load(self, exchange: Exchange, wanted: Wanted) -> AccessToken:
        """Return a token.

        Raises:
            CredentialsError: it cannot be had.
            APIError: the token endpoint gave none.
        """
        ...


class StaticToken:
    """A token that does not change.

    Args:
        token: The token.
    """

    def __init__(self, token: str) -> None:
        self._token = AccessToken(token)

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:  # noqa: ARG002
        """Return the token.

        Args:
            force_refresh: Whether the last token was refused; the token is the same.
        """
        return self._token

    async def load(self, exchange: Exchange, wanted: Wanted) -> AccessToken:  # noqa: ARG002
        """Return the token.

        Args:
            exchange: Where and how requests for tokens are sent.
            wanted: What the client knows: its base URL, the last token, and whether that was refused.

        Raises:
            CredentialsError: there is no token.
        """
        return check_token(self._token, "StaticToken")


class EnvToken:
    """A token in an environment variable, read each time.

    Args:
        env_var: Name of the variable.
    """

    def __init__(self, env_var: str = "ANTHROPIC_AUTH_TOKEN") -> None:
        self._variable = env_var

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:  # noqa: ARG002
        """Return the token. Raises CredentialsError if the variable is not set.

        Args:
            force_refresh: Whether the last token was refused, so that a stored one is of no use.

        Raises:
            CredentialsError: there is no token.
        """
        token = os.environ.get(self._variable)
        if not token:
            raise CredentialsError(f"the environment variable {self._variable} is not set")
        return AccessToken(token)

    async def load(self, exchange: Exchange, wanted: Wanted) -> AccessToken:  # noqa: ARG002
        """Return the token.

        Args:
            exchange: Where and how requests for tokens are sent.
            wanted: What the client knows: its base URL, the last token, and whether that was refused.

        Raises:
            CredentialsError: there is no token.
        """
        return check_token(self(), self._variable)


class IdentityTokenFile:
    """The identity token of a workload in a file, read each time, because its platform replaces it.

    Args:
        path: The file. Default: `ANTHROPIC_IDENTITY_TOKEN_FILE`.

    Raises:
        CredentialsError: there is no path.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        given = path if path is not None else os.environ.get("ANTHROPIC_IDENTITY_TOKEN_FILE")
        if not given:
            raise CredentialsError(
                "no file with an identity token: pass its path, or set ANTHROPIC_IDENTITY_TOKEN_FILE"
            )
        self.path: Path = Path(given)

    def __call__(self) -> str:
        """Return the token. Raises IdentityTokenFileError."""
        return read_identity_token(self.path)


class IdentityTokenVariable:
    """The identity token of a workload in an environment variable, read each time."""

    def __init__(self, variable: str) -> None:
        self._variable = variable

    def __call__(self) -> str:
        """Return the token. Raises CredentialsError."""
        token = os.environ.get(self._variable, "").strip()
        if not token:
            raise CredentialsError(
                f"the environment variable {self._variable} is not set, and an identity token was in it before"
            )
        return token


def identity_provider(profile: Profile) -> IdentityTokenProvider:
    """Return where the identity token of a federation comes from.

    Raises:
        CredentialsError: nothing says it.
    """
    if profile.identity_token_path:
        return IdentityTokenFile(Path(profile.identity_token_path).expanduser())
    if profile.identity_token_variable:
        return IdentityTokenVariable(profile.identity_token_variable)
    raise CredentialsError(
        f"{profile.where} names no identity token: add `authentication.identity_token`, or set ANTHROPIC_IDENTITY_TOKEN_FILE"
    )


class WorkloadIdentityCredentials:
    """Federation: the identity token of a workload is exchanged for an access token.

    Args:
        identity_token_provider: Returns the identity token, a JWT. It is called for each exchange.
        federation_rule_id: The rule of the organization that accepts the token.
        organization_id: ID of the organization.
        service_account_id: Who the workload acts as.
        workspace_id: The workspace of the token; needed if the rule covers several.
        scope: Not sent: the rule decides.
        http_client: An `httpx.Client` for calls of this object as a function. A client uses its own connections.

    Raises:
        CredentialsError: an argument is missing, or is of another type.
    """

    def __init__(
        self,
        *,
        identity_token_provider: IdentityTokenProvider,
        federation_rule_id: str,
        organization_id: str,
        service_account_id: str | None = None,
        workspace_id: str | None = None,
        scope: str | None = None,
        http_client: Any = None,
    ) -> None:
        if not callable(identity_token_provider):
            raise CredentialsError(
                "identity_token_provider must be a function that returns an identity token, "
                f"not {type(identity_token_provider).__name__}"
            )
        for name, value, is_needed in (
            ("federation_rule_id", federation_rule_id, True),
            ("organization_id", organization_id, True),
            ("service_account_id", service_account_id, False),
            ("workspace_id", workspace_id, False),
        ):
            if not (isinstance(value, str) and value) and (is_needed or value is not None):
                raise CredentialsError(f"{name} must be a string that is not empty, not {shown(value)}")
        self.scope = scope
        self._identity = identity_token_provider
        self._http_client = http_client
        self._base_url: str | None = None
        self._profile = Profile(
            name=None,
            where="WorkloadIdentityCredentials",
            kind=FEDERATION,
            federation_rule_id=federation_rule_id,
            organization_id=organization_id,
            service_account_id=service_account_id,
            workspace_id=workspace_id,
            scope=scope,
        )

    async def load(self, exchange: Exchange, wanted: Wanted) -> AccessToken:
        """Exchange the identity token of now.

        Args:
            exchange: Where and how requests for tokens are sent.
            wanted: What the client knows: its base URL, the last token, and whether that was refused.

        Raises:
            CredentialsError: there is no token.
        """
        inline = isinstance(self._identity, (IdentityTokenFile, IdentityTokenVariable))
        given = _hidden(self._identity()) if inline else await exchange.run(lambda: _hidden(self._identity()))
        if not given:
            raise CredentialsError("the function for the identity token returned no text")
        granted = await exchange.send(federation_grant(self._profile, given), wanted.base_url)
        return granted.token

    def for_base_url(self, base_url: str) -> Self:
        """Return the object for a client at this base URL: itself, or a copy if it serves another one.

        Args:
            base_url: URL of the API.
        """
        if self._base_url in (None, check_endpoint(base_url)):
            self.bind_base_url(base_url)
            return self
        other = copy.copy(self)
        other.bind_base_url(base_url)
        return other

    def bind_base_url(self, base_url: str) -> None:
        """Exchange at this deployment when the object is called as a function. Raises CredentialsError for http.

        Args:
            base_url: URL of the API.

        Raises:
            CredentialsError: the URL begins with `http:` and is not on this machine.
        """
        self._base_url = check_endpoint(base_url)

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        """Exchange the identity token, over a connection of this object.

        Args:
            force_refresh: Whether the last token was refused, so that a stored one is of no use.

        Raises:
            CredentialsError: there is no token.
        """
        return call_alone(self, self._base_url, force_refresh, self._http_client)

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _hidden(text: Any) -> Secret:
    """Return an identity token so that no traceback shows it; an empty one, if it is no text."""
    return Secret(text.strip() if isinstance(text, str) else "")


class FunctionSource:
    """A provider of the caller: a function that returns an `AccessToken`, also a coroutine function."""

    def __init__(self, provider: AccessTokenProvider | AsyncAccessTokenProvider, *, is_async: bool) -> None:
        target: Any = getattr(provider, "func", provider)
        kind: Any = target.__class__
        called = getattr(kind, "__call__", None)  # noqa: B004  # it is not called, its kind is asked for
        self.suspends = inspect.iscoroutinefunction(target) or inspect.iscoroutinefunction(called)
        if self.suspends and not is_async:
            raise ConfigurationError(
                "a coroutine function was given as credentials to a sync client: pass a function, or use AsyncClaude"
            )
        self._provider = provider
        self._takes_force = _takes_force(provider)

    async def load(self, exchange: Exchange, wanted: Wanted) -> AccessToken:
        """Call the function; one that may block runs in a thread under an event loop."""
        call: Callable[[], Any] = self._provider
        if self._takes_force:
            call = partial(self._provider, force_refresh=wanted.refused)
        name = "the function for credentials"
        if self.suspends:
            value = await cast("Coroutine[Any, Any, Any]", call_back(name, call))
        else:
            value = await exchange.run(partial(call_back, name, call))
        return check_token(value, name)


def _takes_force(provider: Any) -> bool:
    try:
        parameters = inspect.signature(provider).parameters.values()
    except (TypeError, ValueError):
        return True
    return any(p.name == "force_refresh" or p.kind is p.VAR_KEYWORD for p in parameters)


def source_of(credentials: Any, *, is_async: bool) -> Source:
    """Return what a client was given as `credentials` as a source.

    Raises:
        ConfigurationError: it is neither a source nor a function.
    """
    if hasattr(credentials, "load") and inspect.iscoroutinefunction(credentials.load):
        return cast("Source", credentials)
    if isinstance(credentials, AccessToken):
        return StaticToken(credentials.token)
    if not callable(credentials):
        raise ConfigurationError(
            f"credentials must be a function that returns an AccessToken, or an object of claudewire.credentials, not a "
            f"{type(credentials).__name__}"
        )
    return FunctionSource(cast("Any", credentials), is_async=is_async)


def call_alone(source: Source, base_url: str | None, refused: bool, http_client: Any = None) -> AccessToken:
    """Return a token of a source without a client, over a connection that is closed afterwards."""
    from claudewire._http.httpx_client import HttpxClient
    from claudewire._http.pool import ConnectionPool, PoolOptions

    url = base_url or BASE_URL
    pool: Any = HttpxClient(http_client) if http_client is not None else ConnectionPool(PoolOptions(base_url=url))
    try:
        return run_blocking(source.load(blocking_exchange(pool), Wanted(base_url=url, refused=refused)))
    finally:
        if http_client is None:
            pool.close()


def blocking_exchange(pool: Any) -> Exchange:
    """Return the exchange of a blocking client."""
    return Exchange(pool, sleep=_block, run=_call)


async def _block(seconds: float) -> None:
    time.sleep(seconds)


async def _call(function: Callable[[], Any]) -> Any:
    return function()
