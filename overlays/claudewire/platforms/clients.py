"""What the clients of all platforms share: construction, copies, pickles."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Self, TypedDict

from attrs import evolve

from claudewire._client import AsyncClaude, Claude
from claudewire._client.attributes import forgets_arguments
from claudewire._client.base import BaseClient
from claudewire._client.connections import SharedPool
from claudewire._config import Config, RetryPolicy
from claudewire._platform import DIRECT, Platform
from claudewire_api._call import Omit

#: Arguments that say how calls are authorized. Their values are not kept in the client, except functions, which are no secrets.
_AUTH: Final = frozenset(
    {
        "access_key", "access_token", "api_key", "credential", "credentials", "secret_key", "session_token",
        "skip_auth", "token_provider",
    }
)  # fmt: skip


class ClientOptions(TypedDict, total=False):
    """Arguments that all clients have; see `Claude`."""

    api_version: str
    timeout: Any
    max_retries: int
    retry: RetryPolicy
    deadline: float | None
    stall_timeout: float | None
    default_headers: Mapping[str, str | Omit]
    default_query: Mapping[str, object]
    betas: Sequence[str]
    http_client: Any
    proxy: str | None
    max_connections: int
    max_response_bytes: int
    stream_long_requests: bool
    allow_http: bool
    middleware: Sequence[Any]
    rate_limit: Any
    webhook_key: str | bytes | None


_OPTIONS: Final = frozenset(ClientOptions.__annotations__)


class PlatformClient(BaseClient):
    """Mixin before `Claude` and `AsyncClaude`.

    A client is made from the arguments of its platform, which `_make` turns into a platform and a base URL, and from those that all
    clients have. `with_options` takes both kinds.
    """

    #: Names that a copy may change, with `base_url`.
    _NAMES: ClassVar[frozenset[str]]
    #: Arguments of which one replaces the other.
    _EITHER: ClassVar[tuple[str, ...]] = ()
    _KEEPS_VERSION: ClassVar[bool] = True
    _arguments: dict[str, Any]

    @classmethod
    def _make(cls, **arguments: Any) -> tuple[Platform, str]:
        raise NotImplementedError

    def _start(self, arguments: dict[str, Any], options: Mapping[str, Any]) -> None:
        """Initialize the client. Raises ConfigurationError; TypeError for an unknown argument."""
        _check_options(type(self).__name__, options)
        given = {name: value for name, value in arguments.items() if value is not None}
        platform, url = self._make(**given)
        platform.authorizer(is_async=self._IS_ASYNC)  # refuses a credential that needs an event loop
        super().__init__(base_url=url, **options)
        self._arguments = _without_secrets(given)
        self._config = evolve(self._config, platform=platform)

    def _environment(self) -> Mapping[str, str]:
        """Return what all clients read of the environment: no key and no URL of the Claude API."""
        name = "ANTHROPIC_CUSTOM_HEADERS"
        return {name: os.environ[name]} if name in os.environ else {}

    @forgets_arguments
    def copy(self, **changes: Any) -> Self:
        """Return a client with other options, of the platform or of all clients. It shares connections and credentials.

        The host follows the region, unless `base_url` was given.

        Args:
            changes: Arguments of the client, with their new values.

        Raises:
            ConfigurationError: the options cannot work, or contradict each other.
        """
        mine = {name: changes.pop(name) for name in list(changes) if name in self._NAMES or name == "base_url"}
        _check_options(type(self).__name__, changes, more=("set_default_headers", "set_default_query"))
        if not mine:
            return super().copy(**changes)
        arguments = self._arguments
        if _AUTH.isdisjoint(mine) and "profile" not in mine:
            platform_now: Any = self._config.platform
            auth: Any = platform_now.auth
        else:
            auth = None
            arguments = {name: value for name, value in arguments.items() if name not in _AUTH}
            if arguments.pop("profile", None) is not None:  # its region stays
                arguments.setdefault("region", getattr(self._config.platform, "region", None))
        if any(name in mine for name in self._EITHER):
            arguments = {name: value for name, value in arguments.items() if name not in self._EITHER}
        arguments = {**arguments, **mine}
        platform, url = self._make(**arguments, auth=auth)
        platform.authorizer(is_async=self._IS_ASYNC)
        if url != self._config.base_url:
            changes["base_url"] = url
        client = super().copy(**changes)
        client._arguments = _without_secrets(arguments)
        client._config = evolve(client._config, platform=platform)
        return client

    with_options = copy

    def _clone(self, config: Config, shared: SharedPool) -> Self:
        client = super()._clone(config, shared)
        client._arguments = self._arguments
        return client

    def __reduce__(self) -> tuple[Any, ...]:
        _, (cls, config) = super().__reduce__()
        return _from_pickle, (cls, self._arguments, evolve(config, platform=DIRECT))


def _check_options(client: str, options: Mapping[str, Any], more: tuple[str, ...] = ()) -> None:
    unknown = [name for name in options if name not in _OPTIONS and name not in more]
    if unknown:
        raise TypeError(f"{client} got an unexpected keyword argument {unknown[0]!r}")


def _without_secrets(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name not in _AUTH or callable(value) or value is True}


def _from_pickle(cls: Any, arguments: dict[str, Any], config: Config) -> Any:
    """Return a client from a pickle. It holds no secret, so the credential is taken from the environment."""
    platform, url = cls._make(**arguments)
    config = evolve(config, platform=platform, base_url=url)
    client: Any = object.__new__(cls)
    client._init(config, SharedPool(config, None, is_async=client._IS_ASYNC))
    client._arguments = arguments
    return client


__all__ = ["AsyncClaude", "Claude", "ClientOptions", "PlatformClient"]
