"""Requests through the transports of httpx or httpx2, for proxies, mocks and recorders. Loaded only when a request needs it.

A transport is limited to one connection, so that a pool counts it like an `HTTPConnection`.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from math import inf
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Final, cast
from weakref import finalize

from .network.origin import socket_options, split_url, ssl_context
from .network.sync_stream import abort_socket
from .request import Request

if TYPE_CHECKING:
    import httpx

#: Chunks that a closed response may still have in its buffers.
_MAX_LEFTOVER_CHUNKS: Final = 64


class Watchdog:
    """Breaks a blocking connection of httpx at a deadline. A read of httpx has no other end before its own timeout."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._deadline = inf
        self._stream: Any = None
        self._thread: Thread | None = None

    def set_deadline(self, deadline: float) -> None:
        """Abort the connection at this time of the monotonic clock. After `stop` there is none to abort."""
        with self._changed:
            if self._deadline == -inf:
                return
            self._deadline = deadline
            if self._thread is None and deadline != inf:
                self._thread = Thread(target=self._run, name="claudewire-watchdog", daemon=True)
                self._thread.start()
            self._changed.notify()

    def follow(self, stream: Any) -> None:
        """Watch this connection: an httpcore network stream, or None."""
        with self._changed:
            self._stream = stream
            self._changed.notify()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Follow new connections: httpcore reports them through this hook, before there is a response."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self.follow(info.get("return_value"))

    def stop(self) -> None:
        """End the thread."""
        with self._changed:
            self._deadline, self._stream = -inf, None
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while self._deadline != -inf:
                left = self._deadline - time.monotonic()
                if left > 0:
                    self._changed.wait(None if left == inf else left)
                    continue
                if self._stream is not None:
                    abort_socket(self._stream.get_extra_info("socket"))
                self._changed.wait()


class HttpxResponse:
    """A blocking response of httpx, with the methods of `HTTPResponse`."""

    #: httpx does not tell.
    connection_reused: bool | None = None

    def __init__(self, response: httpx.Response, watchdog: Watchdog) -> None:
        self._response, self._watchdog = response, watchdog
        self._chunks: Iterator[bytes] | None = None
        #: Closes the response, at the latest when the program drops it.
        self._close = finalize(self, _close_response, response, watchdog)
        self.status = response.status_code
        self.headers = response.headers.raw
        self.http_version = _http_version(response)

    def receive(self) -> bytes | None:
        if self._chunks is None:
            self._chunks = iter(self._raw_stream())
        return next(self._chunks, None)

    def _raw_stream(self) -> Any:
        return self._response.stream

    def set_read_deadline(self, deadline: float) -> None:
        # Without a network stream the body is in memory: no read waits.
        self._watchdog.set_deadline(deadline)

    async def aclose(self) -> None:
        self._close()


def _close_response(response: httpx.Response, watchdog: Watchdog) -> None:
    watchdog.stop()
    _drop_trailing_data(response)
    response.close()


def _drop_trailing_data(response: httpx.Response) -> None:
    """Let the connection end with this response if the server sent more: httpcore would take the rest for the next response."""
    layer: Any = response.stream
    while layer is not None:
        if (parser := getattr(layer, "_h11_state", None)) is not None:
            if parser.trailing_data[0].strip(b"\r\n"):
                parser.send_failed()  # httpcore closes a connection in this state
            return
        names = ("_stream", "_httpcore_stream", "_connection")
        layer = next((inner for name in names if (inner := getattr(layer, name, None)) is not None), None)


class AsyncHttpxResponse:
    """A response of httpx for event loops, with the methods of `HTTPResponse`."""

    #: httpx does not tell.
    connection_reused: bool | None = None

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._chunks: AsyncIterator[bytes] | None = None
        self.status = response.status_code
        self.headers = response.headers.raw
        self.http_version = _http_version(response)

    async def read_chunk(self) -> bytes | None:
        if self._chunks is None:
            stream: Any = self._response.stream
            self._chunks = aiter(stream)
        try:
            return await self._chunks.__anext__()
        except StopAsyncIteration:
            self._chunks = None
            return None

    def is_reusable_after_body(self) -> bool:
        """False: closing a response of httpx may always suspend."""
        return False

    async def aclose(self) -> None:
        _drop_trailing_data(self._response)
        await self._response.aclose()
        chunks, self._chunks = self._chunks, None
        if chunks is not None:
            await _finish_generators(chunks)

    def abort(self) -> None:
        """Close the socket at once. Called on the event loop of the response."""
        _abort_stream(self._response.extensions.get("network_stream"))
        chunks, self._chunks = self._chunks, None
        if chunks is not None:
            _spawn(_finish_generators(chunks))


async def _finish_generators(chunks: AsyncIterator[bytes]) -> None:
    """Let the generators under a closed response end.

    httpx and httpcore nest them. Closing the outer one leaves the inner ones to the garbage collector, which trio reports.
    """
    try:
        for _ in range(_MAX_LEFTOVER_CHUNKS):
            await chunks.__anext__()
    except (StopAsyncIteration, Exception):
        pass


#: asyncio holds its tasks only weakly.
_closing_tasks: set[asyncio.Task[None]] = set()


def _spawn(coroutine: Any) -> None:
    try:
        task = asyncio.get_running_loop().create_task(coroutine)
    except RuntimeError:
        import trio

        async def run() -> None:
            await coroutine

        trio.lowlevel.spawn_system_task(run)
    else:
        _closing_tasks.add(task)
        task.add_done_callback(_closing_tasks.discard)


def _abort_stream(stream: Any) -> None:
    """Close a connection of httpcore without waiting."""
    if stream is None:
        return
    inner: Any = getattr(stream, "_stream", None)
    transport: Any = getattr(getattr(inner, "transport_stream", inner), "_transport", None)
    if transport is not None:
        transport.abort()
    elif (raw := stream.get_extra_info("socket")) is not None:
        raw.close()


def _http_version(response: httpx.Response) -> str:
    version: bytes = response.extensions.get("http_version", b"HTTP/1.1")
    return version.decode("ascii", "replace")


# -- transports, in the place of connections ---------------------------------------------------------------------------


class HttpxTransport:
    """A blocking client of httpx or httpx2, with the methods of `HTTPConnection`: who has replaced a method of it sees the requests."""

    def __init__(self, library: str, *, base_url: str, proxy: str | None, keepalive_expiry: float) -> None:
        self.library = library
        self._module = import_module(library)
        transport = self._module.HTTPTransport(**_transport_options(self._module, base_url, proxy, keepalive_expiry))
        self._client = self._module.Client(transport=transport, trust_env=False)
        self._stream: Any = None
        self.idle_since = 0.0

    async def handle_request(self, request: Request) -> HttpxResponse:
        send = partial(self._client.send, stream=True, auth=_unchanged, follow_redirects=False)
        response, watchdog = send_with_deadline(send, _as_httpx(self._module, request), request.deadline, self._stream)
        self._stream = response.extensions.get("network_stream")
        return HttpxResponse(response, watchdog)

    async def aclose(self) -> None:
        self._client.close()


class AsyncHttpxTransport:
    """A client of httpx or httpx2 for event loops, with the methods of `HTTPConnection`."""

    def __init__(self, library: str, *, base_url: str, proxy: str | None, keepalive_expiry: float) -> None:
        self.library = library
        self._module = import_module(library)
        transport = self._module.AsyncHTTPTransport(
            **_transport_options(self._module, base_url, proxy, keepalive_expiry)
        )
        self._client = self._module.AsyncClient(transport=transport, trust_env=False)
        self._stream: Any = None
        self.idle_since = 0.0

    async def handle_request(self, request: Request) -> AsyncHttpxResponse:
        out = _as_httpx(self._module, request)
        response = await self._client.send(out, stream=True, auth=_unchanged, follow_redirects=False)
        self._stream = response.extensions.get("network_stream")
        return AsyncHttpxResponse(response)

    def abort(self) -> None:
        _abort_stream(self._stream)

    async def aclose(self) -> None:
        await self._client.aclose()


def _unchanged(request: httpx.Request) -> httpx.Request:
    """Return a request as it is, in the place of httpx's authentication: it would make one of a name in the URL."""
    return request


def send_with_deadline(
    send: Callable[[httpx.Request], httpx.Response], request: httpx.Request, deadline: float | None, stream: Any = None
) -> tuple[httpx.Response, Watchdog]:
    """Send a request; break its connection at the deadline. The connection will probably be `stream`, or a new one."""
    watchdog = Watchdog()
    if deadline is not None:
        watchdog.follow(stream)
        watchdog.set_deadline(deadline)
        request.extensions["trace"] = watchdog.trace
    try:
        response = send(request)
    except BaseException:
        watchdog.stop()
        raise
    watchdog.follow(response.extensions.get("network_stream"))
    return response, watchdog


def _transport_options(module: Any, base_url: str, proxy: str | None, keepalive_expiry: float) -> dict[str, Any]:
    secure = split_url(base_url)[0] == "https" or (proxy or "").startswith("https")
    return {
        # http:// needs no certificates.
        "verify": ssl_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        "trust_env": False,
        "limits": module.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=keepalive_expiry),
        "proxy": proxy,
        "socket_options": socket_options(),
    }


@cache
def _quiet(cls: type[Any]) -> type[Any]:
    """Return the class of requests of httpx or httpx2 whose representation shows no query: tracebacks show variables."""

    def show(self: Any) -> str:
        return f"<Request({self.method!r}, {str(self.url).partition('?')[0]!r})>"

    return type(cls.__name__, (cls,), {"__repr__": show})


def hide_query(request: Any) -> Any:
    """Return the request itself, whose representation shows no query any more: it may hold a key."""
    if request.url.query:
        request.__class__ = _quiet(cast("Any", type(request)))
    return request


def _as_httpx(module: Any, request: Request) -> Any:
    return hide_query(
        module.Request(
            request.method.decode(),
            request.url,
            headers=request.headers,
            stream=_stream_class(module)(request.body),
            extensions={"timeout": dict(request.timeouts)},
        )
    )


@cache
def _stream_class(module: Any) -> Any:
    """Return a class of bodies that is one of the library's own: it accepts no other."""
    return type("ByteStream", (_Body, module.SyncByteStream, module.AsyncByteStream), {})


class _Body:
    def __init__(self, body: Any) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)
