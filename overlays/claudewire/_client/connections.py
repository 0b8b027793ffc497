"""`SharedPool`: the connections of a client and of its copies, made when they are first needed."""

from __future__ import annotations

from typing import Any

from claudewire._call.retry import RetryBudget
from claudewire._config import KEEPALIVE_EXPIRY, Config
from claudewire._errors.base import ConfigurationError
from claudewire._json import optional_import
from claudewire_api._call import omit


class SharedPool:
    """The connection pool, made when it is first needed, and the retry budget. Copies of a client share them."""

    def __init__(self, config: Config, http_client: Any, *, is_async: bool) -> None:
        self._config = config
        self.http_client = http_client
        self._is_async = is_async
        self._pools: list[Any] = []
        self.budget = RetryBudget(config.retry.budget) if config.retry.budget is not None else None
        self.closed = False

    @property
    def pool(self) -> Any:
        """The pool, or what takes its place."""
        # Two threads may both make one. The first in the list counts, and the other has no connections yet.
        if not self._pools:
            pool = self._make()
            pool.closed = self.closed
            self._pools.append(pool)
        return self._pools[0]

    def _make(self) -> Any:
        if self.http_client is not None:
            from claudewire._http.httpx_client import AsyncHttpxClient, HttpxClient

            name = "AsyncClient" if self._is_async else "Client"
            library = library_of_client(self.http_client, name) or "httpx"
            return (AsyncHttpxClient if self._is_async else HttpxClient)(self.http_client, library)
        from claudewire._http.pool import ConnectionPool, PoolOptions

        config = self._config
        options = PoolOptions(
            base_url=config.base_url,
            proxy=config.proxy,
            max_connections=config.max_connections,
            keepalive_expiry=KEEPALIVE_EXPIRY,
            via_httpx=config.transport == "httpx",
            parser="python" if optional_import("httptools") is None else "llhttp",
        )
        if not self._is_async:
            return ConnectionPool(options)
        from claudewire._http.async_pool import AsyncConnectionPool

        return AsyncConnectionPool(options)

    def close(self) -> Any:
        """Accept no more calls. Returns the pool that the caller closes, if there is one."""
        self.closed = True
        return self.pool if self._pools or self.http_client is not None else None


def check_client(client: Any, *, is_async: bool) -> None:
    """Check a client that the caller gives.

    Raises:
        ConfigurationError: it is no client of httpx or httpx2, or none of this kind.
    """
    expected = "AsyncClient" if is_async else "Client"
    if library_of_client(client, expected) is None:
        kind = client.__class__
        raise ConfigurationError(
            f"http_client must be an httpx.{expected} or an httpx2.{expected}, not {kind.__module__.partition('.')[0]}.{kind.__name__}"
        )


def timeout_of_client(client: Any) -> Any:
    """Return the timeout of the caller's client, unless it is httpx' default."""
    given = client.timeout.as_dict()
    return omit if set(given.values()) == {5.0} else given


def library_of_client(client: Any, name: str) -> str | None:
    """Return `httpx` or `httpx2`, whichever a client is of; None if it is of neither. Loads none of them.

    Args:
        client: Any object, also one that is wrapped in a proxy.
        name: What the class is called there: `Client` or `AsyncClient`.
    """
    for cls in getattr(client, "__class__", object).__mro__:
        library = cls.__module__.partition(".")[0]
        if cls.__name__ == name and library in ("httpx", "httpx2"):
            return str(library)
    return None
