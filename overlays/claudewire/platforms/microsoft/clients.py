"""`ClaudeFoundry`: the client for Microsoft Foundry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Unpack

from claudewire._client.attributes import forgets_arguments
from claudewire._config import Credential
from claudewire._platform import Platform
from claudewire.platforms.clients import AsyncClaude, Claude, ClientOptions, PlatformClient

from .platform import Foundry, foundry


class _Foundry(PlatformClient):
    _NAMES: ClassVar = frozenset({"api_key", "check_features", "credential", "resource", "scope", "token_provider"})
    _EITHER: ClassVar = ("base_url", "resource")

    @forgets_arguments
    def __init__(
        self,
        *,
        resource: str | None = None,
        api_key: Credential | None = None,
        token_provider: Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
        credential: Any = None,
        scope: str | None = None,
        check_features: bool = True,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client for Microsoft Foundry. Arguments win over the environment, and an empty variable is an unset one.

        Args:
            resource: Name of the resource. Default: `ANTHROPIC_FOUNDRY_RESOURCE`.
            api_key: A key of the resource, or a function that returns it. Default: `ANTHROPIC_FOUNDRY_API_KEY`.
            token_provider: A function that returns a token of Entra ID, called before every attempt.
            credential: An object with `get_token(scope)`, such as those of azure-identity, or `"default"` for its
                `DefaultAzureCredential`, which needs `claudewire[foundry]`.
            scope: Scope of the tokens of `credential`. Default: `https://ai.azure.com/.default`.
            check_features: Refuse features that the platform does not have before anything is sent.
            base_url: URL in the place of `resource`, ending in `/anthropic`. Default: `ANTHROPIC_FOUNDRY_BASE_URL`.
            options: The arguments that all clients have; see `Claude`.

        Raises:
            ConfigurationError: the client cannot work; the message says why.
        """
        self._start(
            {
                "resource": resource,
                "api_key": api_key,
                "token_provider": token_provider,
                "credential": credential,
                "scope": scope,
                "check_features": check_features,
                "base_url": base_url,
            },
            options,
        )

    @classmethod
    def _make(cls, **arguments: Any) -> tuple[Platform, str]:
        return foundry(**arguments)

    @property
    def resource(self) -> str | None:
        """The resource; None with a `base_url`."""
        platform = self._config.platform
        assert isinstance(platform, Foundry)
        return platform.resource


class ClaudeFoundry(_Foundry, Claude):
    """Claude on Microsoft Foundry, blocking."""


class AsyncClaudeFoundry(_Foundry, AsyncClaude):
    """Claude on Microsoft Foundry, for asyncio and trio."""
