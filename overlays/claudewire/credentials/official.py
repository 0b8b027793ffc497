"""Functions of the official SDK around credentials."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from claudewire._call.shared_value import NEVER, SharedValue
from claudewire._config import BASE_URL
from claudewire._http.network.sync_stream import run_blocking
from claudewire._secrets import Secret, reveal

from .client import find_credentials
from .sources import EnvToken, FunctionSource, StaticToken, Wanted, WorkloadIdentityCredentials, blocking_exchange
from .tokens import EARLY, MARGIN, AccessToken, AccessTokenProvider, AsyncAccessTokenProvider


@frozen
class CredentialResult:
    """What `default_credentials` has found.

    Attributes:
        provider: Returns access tokens; also for `Claude(credentials=…)`.
        extra_headers: Headers of every API request.
        base_url: The base URL that the profile names.
    """

    provider: Any
    extra_headers: dict[str, str] = field(factory=dict[str, str])
    base_url: str | None = None


def default_credentials(*, base_url: str = BASE_URL) -> CredentialResult | None:
    """Return the credential of the environment, in the official order; None for an API key, or if there is nothing.

    Args:
        base_url: URL of the API that the tokens are for.

    Raises:
        CredentialsError: what the environment asks for cannot be used.
    """
    environ: Mapping[str, str] = os.environ
    found, why = find_credentials({}, environ, None, base_url, is_async=False)
    if why.kind == "auth_token":
        return CredentialResult(StaticToken(EnvToken()().token))
    if found is None:
        return None
    provider: Any = found.source
    provider.bind_base_url(base_url)
    return CredentialResult(provider, found.headers, getattr(provider, "resolved_base_url", None))


def exchange_federation_assertion(
    *,
    assertion: str | Secret,
    federation_rule_id: str,
    organization_id: str,
    service_account_id: str | None = None,
    workspace_id: str | None = None,
    base_url: str | None = None,
    http_client: Any = None,
) -> AccessToken:
    """Exchange one identity token for an access token.

    Args:
        assertion: The identity token, a JWT of the workload.
        federation_rule_id: ID of the federation rule.
        organization_id: ID of the organization.
        service_account_id: ID of the service account; None if the rule names one.
        workspace_id: ID of the workspace; None for the default one.
        base_url: URL of the API; None for the default one.
        http_client: An `httpx.Client` to send with; None for a connection of its own.

    Raises:
        WorkloadIdentityError: the token endpoint refused.
        APIConnectionError: there was no response.
    """
    secret = assertion = Secret(assertion) if isinstance(assertion, str) else assertion  # no traceback shows it
    federation = WorkloadIdentityCredentials(
        identity_token_provider=lambda: reveal(secret),
        federation_rule_id=federation_rule_id,
        organization_id=organization_id,
        service_account_id=service_account_id,
        workspace_id=workspace_id,
        http_client=http_client,
    )
    if base_url is not None:
        federation.bind_base_url(base_url)
    return federation()


class TokenCache:
    """Keeps the token of a provider until shortly before it expires. A client has one by itself.

    Args:
        provider: Returns access tokens.
        advisory_refresh_seconds: Seconds before the expiry at which it is asked again, in the background.
        mandatory_refresh_seconds: Seconds before the expiry at which callers wait for another token.
        time_source: The clock: seconds since 1970.
    """

    def __init__(
        self,
        provider: AccessTokenProvider | AsyncAccessTokenProvider,
        *,
        advisory_refresh_seconds: float = EARLY,
        mandatory_refresh_seconds: float = MARGIN,
        time_source: Callable[[], float] = time.time,
    ) -> None:
        self._source = FunctionSource(provider, is_async=True)
        self._shared: SharedValue[AccessToken] = SharedValue(
            early=advisory_refresh_seconds, margin=mandatory_refresh_seconds, now=time_source
        )

    def get_token(self) -> str:
        """Return a token. Raises what the provider raises; RuntimeError for a coroutine function.

        Raises:
            RuntimeError: the provider is a coroutine function.
        """
        if self._source.suspends:
            raise RuntimeError("the provider is a coroutine function: await async_get_token()")
        return run_blocking(self._shared.get(is_async=False, load=self._load)).token

    async def async_get_token(self) -> str:
        """Return a token, under an event loop."""
        return (await self._shared.get(is_async=True, load=self._load_on_a_loop)).token

    def invalidate(self) -> None:
        """Have the token replaced: it was refused."""
        self._shared.refuse(self._shared.value)

    async def _load(self, refused: bool) -> tuple[AccessToken, float]:
        return _with_expiry(await self._source.load(blocking_exchange(None), self._wanted(refused)))

    async def _load_on_a_loop(self, refused: bool) -> tuple[AccessToken, float]:
        from .client import exchange_on_a_loop

        return _with_expiry(await self._source.load(exchange_on_a_loop(None), self._wanted(refused)))

    def _wanted(self, refused: bool) -> Wanted:
        return Wanted(base_url=BASE_URL, last=self._shared.value, refused=refused)


def _with_expiry(token: AccessToken) -> tuple[AccessToken, float]:
    return token, NEVER if token.expires_at is None else float(token.expires_at)
