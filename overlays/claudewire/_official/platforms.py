"""The clients of the official SDK for other platforms. Each class is one of ours with other names for its arguments.

Tracers that know the official classes replace `client.request` of these, too, so they have it in the official form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self
from warnings import warn

from claudewire._errors.base import ConfigurationError
from claudewire.platforms.amazon.clients import AsyncClaudeBedrock, AsyncClaudeOnAWS, ClaudeBedrock, ClaudeOnAWS
from claudewire.platforms.google.clients import (
    AsyncClaudeOnGoogleCloud,
    AsyncClaudeVertex,
    ClaudeOnGoogleCloud,
    ClaudeVertex,
)
from claudewire.platforms.microsoft.clients import AsyncClaudeFoundry, ClaudeFoundry

from .requests import Requests


class _Renamed:
    """Mixin that renames arguments, for the constructor and for `with_options`."""

    #: Name in the official SDK → ours.
    _RENAMED: ClassVar[Mapping[str, str]] = {}
    #: Argument that the official SDK prefers → the one that it then ignores.
    _PREFERRED: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**self._ours(arguments))

    def copy(self, **changes: Any) -> Self:
        """Return a client with other options; see `with_options` of ours.

        Args:
            changes: Arguments of the client, with their new values.
        """
        client: Self = super().copy(**self._ours(changes))  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        return client  # pyright: ignore[reportUnknownVariableType]

    with_options = copy

    def _ours(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        # In the official SDK, None means: not given.
        given = {
            name: value for name, value in arguments.items() if value is not None or name in ("timeout", "middleware")
        }
        if given.pop("_strict_response_validation", False):
            warn(
                "_strict_response_validation has no effect: a missing field is an error when it is read, and "
                "`claudewire contract check` compares recorded responses with the document",
                UserWarning,
                stacklevel=4,
            )
        for name, ignored in self._PREFERRED.items():
            if name in given:
                given.pop(ignored, None)
        renamed: dict[str, Any] = {}
        for name, value in given.items():
            ours = self._RENAMED.get(name, name)
            if ours in renamed:
                others = " and ".join(other for other in given if self._RENAMED.get(other, other) == ours)
                raise ConfigurationError(f"{others} say the same: give one of them")
            renamed[ours] = value
        return renamed

    def __getattr__(self, name: str) -> Any:
        """Return the official attribute: what the arguments have said. Secrets are not kept."""
        ours = self._RENAMED.get(name)
        if ours is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self, ours, None) if hasattr(type(self), ours) else self.__dict__["_arguments"].get(ours)


class _AWS(_Renamed):
    _RENAMED: ClassVar = {
        "aws_access_key": "access_key",
        "aws_secret_key": "secret_key",
        "aws_session_token": "session_token",
        "aws_region": "region",
        "aws_profile": "profile",
    }


class _Bedrock(_AWS):
    def __init__(
        self,
        aws_secret_key: str | None = None,
        aws_access_key: str | None = None,
        aws_region: str | None = None,
        aws_profile: str | None = None,
        aws_session_token: str | None = None,
        api_key: str | None = None,
        **options: Any,
    ) -> None:
        """Make a client for Amazon Bedrock with the arguments of the official SDK, in its order; see `ClaudeBedrock`."""
        super().__init__(
            aws_secret_key=aws_secret_key,
            aws_access_key=aws_access_key,
            aws_region=aws_region,
            aws_profile=aws_profile,
            aws_session_token=aws_session_token,
            api_key=api_key,
            **options,
        )


class _Mantle(_AWS):
    def __init__(self, **options: Any) -> None:
        """Make a client for the mantle endpoint with the arguments of the official SDK; see `ClaudeBedrock`."""
        super().__init__(**{"endpoint": "mantle", **options})


class _OnAWS(_AWS):
    #: A bearer token is what the platform takes a key as.
    _RENAMED: ClassVar = {**_AWS._RENAMED, "auth_token": "api_key"}


class _Vertex(_Renamed):
    _RENAMED: ClassVar = {"project_id": "project"}


class _Foundry(_Renamed):
    _RENAMED: ClassVar = {"azure_ad_token_provider": "token_provider"}
    _PREFERRED: ClassVar = {"azure_ad_token_provider": "api_key"}


class AnthropicBedrock(Requests, _Bedrock, ClaudeBedrock):
    """`ClaudeBedrock` with the arguments of the official SDK."""


class AsyncAnthropicBedrock(Requests, _Bedrock, AsyncClaudeBedrock):
    """`AsyncClaudeBedrock` with the arguments of the official SDK."""


class AnthropicBedrockMantle(Requests, _Mantle, ClaudeBedrock):
    """`ClaudeBedrock(endpoint="mantle")` with the arguments of the official SDK."""


class AsyncAnthropicBedrockMantle(Requests, _Mantle, AsyncClaudeBedrock):
    """`AsyncClaudeBedrock(endpoint="mantle")` with the arguments of the official SDK."""


class AnthropicAWS(Requests, _OnAWS, ClaudeOnAWS):
    """`ClaudeOnAWS` with the arguments of the official SDK."""


class AsyncAnthropicAWS(Requests, _OnAWS, AsyncClaudeOnAWS):
    """`AsyncClaudeOnAWS` with the arguments of the official SDK."""


class AnthropicVertex(Requests, _Vertex, ClaudeVertex):
    """`ClaudeVertex` with the arguments of the official SDK."""


class AsyncAnthropicVertex(Requests, _Vertex, AsyncClaudeVertex):
    """`AsyncClaudeVertex` with the arguments of the official SDK."""


class AnthropicGoogleCloud(Requests, _Renamed, ClaudeOnGoogleCloud):
    """`ClaudeOnGoogleCloud` with the arguments of the official SDK."""


class AsyncAnthropicGoogleCloud(Requests, _Renamed, AsyncClaudeOnGoogleCloud):
    """`AsyncClaudeOnGoogleCloud` with the arguments of the official SDK."""


class AnthropicFoundry(Requests, _Foundry, ClaudeFoundry):
    """`ClaudeFoundry` with the arguments of the official SDK."""


class AsyncAnthropicFoundry(Requests, _Foundry, AsyncClaudeFoundry):
    """`AsyncClaudeFoundry` with the arguments of the official SDK."""
