"""A connection to one server, made when it is first needed, and anew when the server has closed it meanwhile.

It speaks through `_wire`, over a `Socket` or over a stream of an event loop. What is missing is the pool that httpx puts around its
connections: it locks, searches and copies for every request, to choose among one.
"""

from __future__ import annotations

import sys
from math import inf
from types import FunctionType
from typing import Any, Final

from ._origin import Origin
from ._outgoing import Outgoing
from ._socket import Socket, connect
from ._wire import HTTP, Response


class Connection:
    """Blocking. Raises what `_faults` has."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._stream: Socket | None = None
        self._http: HTTP | None = None

    def open(self, request: Outgoing) -> Response:
        """Send a request and wait for the head of the answer."""
        http, origin = self._http, self._origin
        until = inf if request.deadline is None else request.deadline
        if http is None or not _usable(http):
            self.close()
            self._stream = self._connect(request.extensions["timeout"]["connect"], until)
            http = self._http = HTTP(self._stream, origin.parser)
        assert self._stream is not None
        self._stream.until = until
        request.target = origin.target(request.url)
        return http.handle_request(request)

    def _connect(self, timeout: float | None, until: float) -> Socket:
        origin = self._origin
        stream = connect(**origin.address, timeout=timeout)
        stream.until = until
        if origin.context is not None:
            stream.start_tls(origin.context, origin.host, timeout)
        return stream

    def close(self) -> None:
        http, self._http = self._http, None
        if http is not None:
            http.close()


class AsyncConnection:
    """The same, awaited."""

    def __init__(self, origin: Origin, backend: Any) -> None:
        self._origin = origin
        self._backend = backend
        self._http: HTTP | None = None

    async def open(self, request: Outgoing) -> Response:
        """Send a request and wait for the head of the answer."""
        http, origin = self._http, self._origin
        if http is None or not _usable(http):
            await self.aclose()
            http = self._http = HTTP(await self._connect(request.extensions["timeout"]["connect"]), origin.parser)
        request.target = origin.target(request.url)
        return await http.handle_async_request(request)

    async def _connect(self, timeout: float | None) -> Any:
        origin = self._origin
        stream: Any = await self._backend.connect_tcp(**origin.address, timeout=timeout)
        if origin.context is not None:
            stream = await stream.start_tls(origin.context, origin.host, timeout)
        return stream

    async def aclose(self) -> None:
        http, self._http = self._http, None
        if http is not None:
            await http.aclose()


def _usable(http: HTTP) -> bool:
    return http.is_available() and not http.has_expired()


# -- mocks and recorders -----------------------------------------------------------------------------------------------

#: What respx, pytest-httpx, vcrpy and instrumentations put something else in the place of.
_METHODS: Final = {
    "httpx": (("HTTPTransport", "handle_request"), ("AsyncHTTPTransport", "handle_async_request")),
    "httpcore": (("ConnectionPool", "handle_request"), ("AsyncConnectionPool", "handle_async_request")),
}
#: By library, once it has been seen as it is: class, name of the method, and the method.
_originals: dict[str, list[tuple[Any, str, Any]]] = {}


def replaced() -> bool:
    """Whether somebody wants to see the requests of httpx. Then they have to go through its stock transports."""
    for library in _METHODS:  # asked for every request: hence no any(), which takes twice as long
        if library in _originals:
            for cls, name, original in _originals[library]:
                if getattr(cls, name) is not original:
                    return True
        elif library in sys.modules and not _seen_as_it_is(library):
            return True
    return False


def _seen_as_it_is(library: str) -> bool:
    """Whether all methods are the library's own. They are remembered."""
    module = sys.modules[library]
    found: list[tuple[Any, str, Any]] = []
    for name, method in _METHODS[library]:
        cls = getattr(module, name, None)
        if cls is None:
            return True  # another thread is still loading it
        own = getattr(cls, method)
        if not isinstance(own, FunctionType) or not own.__globals__["__name__"].startswith(f"{library}."):
            return False
        found.append((cls, method, own))
    _originals[library] = found
    return True
