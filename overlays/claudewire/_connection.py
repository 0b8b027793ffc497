"""A connection to one server, made when it is first needed, and anew when the server has closed it meanwhile.

It speaks through `_wire`, over httpcore's network streams. What is missing is the pool that httpx puts around its connections: it locks,
searches and copies for every request, to choose among one.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping, Sequence
from types import FunctionType
from typing import Any, Final, NamedTuple, cast

import httpcore
import httpx

from ._wire import HTTP, Answer

#: Seconds. A timeout of zero would mean something else to a socket.
_AT_ONCE: Final = 0.001


class Origin(NamedTuple):
    """Where connections go to, and how.

    Attributes:
        prefix: What all its URLs begin with, slash included.
        context: For https; None for http.
        socket_options: What every socket is set to.
        parser: What reads the answers.
    """

    prefix: str
    host: bytes
    port: int
    context: ssl.SSLContext | None
    socket_options: Sequence[tuple[int, int, int]]
    parser: type[Answer]

    @property
    def address(self) -> dict[str, Any]:
        return {"host": self.host.decode("ascii"), "port": self.port, "socket_options": self.socket_options}


class Bounded(httpcore.NetworkStream):
    """A blocking stream whose reads end at a given moment at the latest, whatever their own timeout: no thread has to watch them."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        #: On the monotonic clock.
        self.until: float | None = None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self.until is not None:
            left = max(self.until - time.monotonic(), _AT_ONCE)
            timeout = left if timeout is None else min(left, timeout)
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Connection:
    """Blocking. Raises what httpcore raises."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._stream: Bounded | None = None
        self._http: HTTP | None = None

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request and wait for the head of the response."""
        http = self._http
        if http is None or not _usable(http):
            self.close()
            self._stream = Bounded(self._connect(_options(request)))
            http = self._http = HTTP(self._stream, self._origin.parser)
        assert self._stream is not None
        self._stream.until = None
        response = http.handle_request(request)
        cast("Any", response).extensions["network_stream"] = self._stream
        return response

    def _connect(self, extensions: Mapping[str, Any]) -> httpcore.NetworkStream:
        origin, timeout, trace = self._origin, extensions["timeout"]["connect"], extensions.get("trace")
        stream = httpcore.SyncBackend().connect_tcp(**origin.address, timeout=timeout)
        if trace is not None:
            trace("connection.connect_tcp.complete", {"return_value": stream})
        if origin.context is not None:
            stream = stream.start_tls(origin.context, origin.host.decode("ascii"), timeout)
            if trace is not None:
                trace("connection.start_tls.complete", {"return_value": stream})
        return stream

    def close(self) -> None:
        http, self._http = self._http, None
        if http is not None:
            http.close()


class AsyncConnection:
    """The same, awaited."""

    def __init__(self, origin: Origin, backend: httpcore.AsyncNetworkBackend) -> None:
        self._origin = origin
        self._backend = backend
        self._http: HTTP | None = None

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request and wait for the head of the response."""
        http = self._http
        if http is None or not _usable(http):
            await self.aclose()
            http = self._http = HTTP(await self._connect(_options(request)), self._origin.parser)
        return await http.handle_async_request(request)

    async def _connect(self, extensions: Mapping[str, Any]) -> httpcore.AsyncNetworkStream:
        origin, timeout = self._origin, extensions["timeout"]["connect"]
        stream = await self._backend.connect_tcp(**origin.address, timeout=timeout)
        if origin.context is not None:
            stream = await stream.start_tls(origin.context, origin.host.decode("ascii"), timeout)
        return stream

    async def aclose(self) -> None:
        http, self._http = self._http, None
        if http is not None:
            await http.aclose()


def _options(request: httpcore.Request) -> Mapping[str, Any]:
    options: Mapping[str, Any] = cast("Any", request).extensions
    return options


def _usable(http: HTTP) -> bool:
    return http.is_available() and not http.has_expired()


# -- mocks and recorders -----------------------------------------------------------------------------------------------


def _original(cls: type[Any], name: str) -> Any:
    """The method, if it is the library's own; None if somebody was here before us."""
    method = getattr(cls, name)
    own = isinstance(method, FunctionType) and method.__globals__["__name__"].startswith(("httpx.", "httpcore."))
    return method if own else None


#: What respx, pytest-httpx, vcrpy and instrumentations put something else in the place of.
_METHODS: Final = tuple(
    (cls, name, _original(cls, name))
    for cls, name in (
        (httpx.HTTPTransport, "handle_request"),
        (httpx.AsyncHTTPTransport, "handle_async_request"),
        (httpcore.ConnectionPool, "handle_request"),
        (httpcore.AsyncConnectionPool, "handle_async_request"),
    )
)


def replaced() -> bool:
    """Whether somebody wants to see the requests of httpx. Then they have to go through its stock transports."""
    for cls, name, original in _METHODS:  # noqa: SIM110 - asked for every request, and any() takes twice as long
        if getattr(cls, name) is not original:
            return True
    return False
