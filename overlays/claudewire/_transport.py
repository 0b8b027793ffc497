"""The one module that talks to httpx.

A *lane* is one connection: httpcore's own (see `_connection`), or, behind a proxy and for whoever mocks or records httpx, a stock httpx
transport with room for one. A request takes a lane for itself, from before its first byte until its response is closed, and a gate bounds
their number. This is why:

* httpcore's pool looks through all its connections for every request; here there is one to look at, or no pool at all.
* It can be left with connections that are neither free nor gone when requests are cancelled (encode/httpcore#1093).
  A lane on which anything went wrong is thrown away with all it holds.
* Its lock is not re-entrant: a stream that the garbage collector closes while the pool is at work stops the thread for ever.
  Nobody works on the lane of an open stream but its reader.
* Mocks and recorders for httpx (respx, pytest-httpx, vcrpy) replace the stock transports' methods. They go on working: as long as
  somebody does, requests take stock transports.

After a fork, the child forgets its parent's lanes and does not close them: the sockets belong to both. An async client has separate lanes
for each event loop. Nothing here takes a lock: finalizers run through this code, at any moment, in any thread.
"""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from queue import Empty, SimpleQueue
from threading import Timer
from traceback import clear_frames
from typing import Any, Final, NoReturn, cast

import httpcore
import httpx

from ._config import KEEPALIVE_EXPIRY, Config
from ._connection import Bounded, Connection, Origin, replaced
from ._decoding import Body
from ._errors import APIConnectionError, APIError, APITimeoutError, ConfigurationError, DeadlineExpired
from ._fast import library
from ._multipart import Multipart
from ._request import Request
from ._wire import Answer

#: Seconds that a cancelled request may spend on closing its socket.
FAREWELL: Final = 1.0
_URLS_KEPT: Final = 64

_TIMEOUTS = (httpx.TimeoutException, httpcore.TimeoutException)
_NOT_SENT = tuple(
    getattr(module, name)
    for module in (httpx, httpcore)
    for name in ("ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "ProxyError")
)
_TRANSPORT_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError)
_TRANSPORT_MODULES = frozenset({"anyio", "h11", "h2", "httpcore", "socksio", "trio"})

Raw = list[tuple[bytes, bytes]]
#: From a connection of our own, or from a stock transport.
Response = httpcore.Response | httpx.Response


# -- what connections are made with ------------------------------------------------------------------------------------

_contexts: dict[tuple[str | None, str | None], ssl.SSLContext] = {}


def ssl_context() -> ssl.SSLContext:
    """The context that all clients of this process share: to load the certificates takes longer than a request.

    `SSL_CERT_FILE` and `SSL_CERT_DIR` choose other certificates. Nothing in the environment turns the verification off.
    """
    key = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    context = _contexts.get(key)
    if context is None:
        context = _contexts[key] = httpx.create_ssl_context()
    return context


def socket_options() -> list[tuple[int, int, int]]:
    """Keep-alive probes: long answers are silent for minutes, and firewalls forget silent connections."""
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPALIVE", 60), ("TCP_KEEPINTVL", 60), ("TCP_KEEPCNT", 5)):
        if name == "TCP_KEEPALIVE" and hasattr(socket, "TCP_KEEPIDLE"):
            continue  # the name of the same thing on macOS
        if (number := getattr(socket, name, None)) is not None:
            options.append((socket.IPPROTO_TCP, number, value))
    return options


def environment_proxy(url: httpx.URL) -> str | None:
    """The proxy that `HTTP(S)_PROXY`, `ALL_PROXY` and `NO_PROXY` name for this URL."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(url.host if url.port is None else f"{url.host}:{url.port}"):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def origin_of(config: Config) -> Origin | None:
    """Where connections of our own go to; None if they have to go through a proxy."""
    url = httpx.URL(config.base_url)
    if config.proxy or environment_proxy(url):
        return None
    context = None
    if url.scheme == "https":
        context = ssl_context()
        context.set_alpn_protocols(["http/1.1"])
    return Origin(
        prefix=f"{config.base_url}/",
        host=url.raw_host,
        port=url.port or (80 if context is None else 443),
        context=context,
        socket_options=socket_options(),
        parser=parser(),
    )


def parser() -> type[Answer]:
    """What reads the answers that come over connections of our own."""
    if library("httptools") is None:
        from ._h11 import H11Answer

        return H11Answer
    from ._llhttp import LLHTTPAnswer

    return LLHTTPAnswer


def transport_options(config: Config) -> dict[str, Any]:
    url = httpx.URL(config.base_url)
    proxy = config.proxy or environment_proxy(url)
    secure = url.scheme == "https" or (proxy or "").startswith("https")
    return {
        "verify": ssl_context() if secure else _plain_context(),
        "trust_env": False,
        "limits": httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEEPALIVE_EXPIRY),
        "proxy": proxy,
        "socket_options": socket_options(),
    }


def _plain_context() -> ssl.SSLContext:
    """For http:// no certificate is ever looked at."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


# -- failures ----------------------------------------------------------------------------------------------------------


def connection_error(error: BaseException, *, deadline: float | None = None, **known: Any) -> APIError:
    """Our error for what httpx raised."""
    said = str(error) or type(error).__name__
    if deadline is not None and time.monotonic() >= deadline:
        out: APIConnectionError = DeadlineExpired("The deadline of the call passed.", is_retryable=False, **known)
    elif isinstance(error, _TIMEOUTS):
        step = type(error).__name__.removesuffix("Timeout").lower()
        out = APITimeoutError(f"Request timed out ({step}).", **known)
    else:
        out = APIConnectionError(f"Connection error: {said}", **known)
    out.sent = not isinstance(error, _NOT_SENT)
    return out


def cause_of(error: BaseException) -> BaseException:
    """The error of httpx for one of httpcore, whose names it shares: programs look for it in `__cause__`."""
    cls = getattr(httpx, type(error).__name__, None) if type(error).__module__.startswith("httpcore") else None
    if cls is None:
        return error
    out: BaseException = cls(str(error))
    out.__cause__ = error
    return out


def is_transport_error(error: BaseException) -> bool:
    """Whether the connection raised it, and not the caller's code or a recorder that stands in for the connection."""
    if not isinstance(error, Exception):
        return False  # a cancellation, which trio has in a module of its own
    return isinstance(error, _TRANSPORT_ERRORS) or type(error).__module__.partition(".")[0] in _TRANSPORT_MODULES


def raise_ours(error: Exception, request: Request, deadline: float | None) -> NoReturn:
    body = request.body
    if isinstance(body, Multipart) and body.error is error:
        raise error  # the caller's own: a file that can not be read, an iterator that failed
    if not is_transport_error(error):
        raise error
    raise connection_error(error, deadline=deadline) from cause_of(error)


# -- requests as httpx wants them --------------------------------------------------------------------------------------


class _Bytes(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in one piece. Its iterators are no generators: a cancelled request drops them unfinished."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[bytes]:
        return iter((self._data,)) if self._data else iter(())

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces(iter(self))


class _Pieces:
    __slots__ = ("_pieces",)

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> _Pieces:
        return self

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


class _Form(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that is read while it is sent."""

    def __init__(self, form: Multipart) -> None:
        self._form = form
        self._reading: Any = None

    def __iter__(self) -> Iterator[bytes]:
        if self._form.is_async:
            raise ConfigurationError("an async iterator can only be uploaded by an async client")
        return iter(self._form)

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._reading = self._form.__aiter__()
        return cast("AsyncIterator[bytes]", self._reading)

    async def aclose(self) -> None:
        """Files are closed when sending them broke off, too."""
        if self._reading is not None:
            await self._reading.aclose()


_EMPTY = _Bytes(b"")


class Requests:
    """Makes the requests that lanes take. URLs come again and again, and take long to parse."""

    def __init__(self) -> None:
        self._urls: dict[str, tuple[httpx.URL, httpcore.URL]] = {}

    def make(
        self, request: Request, auth: Mapping[bytes, bytes], timeouts: Mapping[str, float | None], *, stock: bool
    ) -> Any:
        """The request for a stock transport of httpx, or for a connection of our own."""
        urls = self._urls.get(request.url)
        if urls is None:
            url = httpx.URL(request.url)
            urls = url, httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
            if len(self._urls) < _URLS_KEPT:
                self._urls[request.url] = urls
        body = request.body
        stream = _EMPTY if body is None else _Bytes(body) if isinstance(body, bytes) else _Form(body)
        headers, extensions = [*request.headers.items(), *auth.items()], {"timeout": dict(timeouts)}
        if stock:
            return httpx.Request(request.method, urls[0], headers=headers, stream=stream, extensions=extensions)
        out = httpcore.Request(request.method, urls[1], content=stream, extensions=extensions)
        out.headers = headers  # they are bytes already, and were checked
        return out


def clamped(timeouts: Mapping[str, float | None], deadline: float | None) -> Mapping[str, float | None]:
    """The timeouts, none longer than what is left until the deadline."""
    if deadline is None:
        return timeouts
    left = max(deadline - time.monotonic(), 0.001)
    return {name: left if value is None else min(value, left) for name, value in timeouts.items()}


# -- blocking ----------------------------------------------------------------------------------------------------------


class Incoming:
    """A response whose head has arrived."""

    __slots__ = ("_deadline", "_done", "_release", "_response", "_watch", "http_version", "raw_headers", "status")

    def __init__(
        self, response: Response, release: Callable[[bool], None], deadline: float | None, watch: _Watch | None
    ) -> None:
        self._response = response
        self._release = release
        self._deadline = deadline
        self._watch = watch
        self._done = False
        self.status, self.raw_headers = head_of(response)
        self.http_version = http_version(response)

    def iter_raw(self) -> Iterator[bytes]:
        """The body as it comes off the wire. Raises our errors."""
        deadline = self._deadline
        try:
            for chunk in cast("httpx.SyncByteStream", self._response.stream):
                yield chunk
                if deadline is not None and time.monotonic() >= deadline:
                    raise DeadlineExpired("The deadline of the call passed.", is_retryable=False)
        except GeneratorExit:
            self.close()
            raise
        except BaseException as error:
            self._finish(False)
            if is_transport_error(error):
                raise connection_error(error, deadline=deadline) from cause_of(error)
            raise
        if deadline is not None and time.monotonic() >= deadline:
            raise DeadlineExpired("The deadline of the call passed.", is_retryable=False)
        self.close()

    async def read(self, body: Body) -> bytes:
        """The whole body. A coroutine in form only."""
        for chunk in self.iter_raw():
            body.add(chunk)
        return body.whole()

    def close(self) -> None:
        """Give the connection back, or close it if there is something left to read. Any number of times."""
        self._finish(True)

    async def aclose(self) -> None:
        """The same, as a coroutine in form only."""
        self._finish(True)

    def abort(self) -> None:
        """Break the connection from another thread: whoever reads it wakes up with an error."""
        _shut_down(self._response)

    def read_until(self, moment: float | None) -> bool:
        """Reads give up at this moment, on the monotonic clock. False if only `abort` can end them."""
        stream = self._response.extensions.get("network_stream")
        if isinstance(stream, Bounded):
            stream.until = moment
        return stream is None or isinstance(stream, Bounded)  # without one, the body is in memory

    def _finish(self, reusable: bool) -> None:
        if self._done:
            return
        self._done = True
        if self._watch is not None:
            self._watch.stop()
        try:
            self._response.close()
        except Exception:
            reusable = False
        self._release(reusable)

    def __del__(self) -> None:
        self._finish(True)


class _Watch:
    """Breaks a connection when the deadline passes. A blocking read has no other end before its own timeout."""

    def __init__(self, deadline: float) -> None:
        self._stream: Any = None
        self._expired = False
        self._timer = Timer(max(deadline - time.monotonic(), 0.0), self._expire)
        self._timer.daemon = True
        self._timer.start()

    def follow(self, stream: Any) -> None:
        self._stream = stream
        if self._expired:
            _shut(stream)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Httpcore tells of a new connection through this hook, long before there is a response."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self.follow(info.get("return_value"))

    def _expire(self) -> None:
        self._expired = True
        if self._stream is not None:
            _shut(self._stream)

    def stop(self) -> None:
        self._timer.cancel()
        self._stream = None


def _shut_down(response: Response) -> None:
    if (stream := response.extensions.get("network_stream")) is not None:
        _shut(stream)


def _shut(stream: Any) -> None:
    raw = stream.get_extra_info("socket")
    try:
        # Past the TLS layer: its own shutdown is not made for a second thread.
        socket.socket.shutdown(raw, socket.SHUT_RDWR) if isinstance(raw, socket.socket) else raw.shutdown(
            socket.SHUT_RDWR
        )
    except (OSError, AttributeError):
        pass  # it is closed already


def head_of(response: Response) -> tuple[int, Raw]:
    """Status and headers."""
    if isinstance(response, httpcore.Response):
        return response.status, list(response.headers)
    return response.status_code, response.headers.raw


def http_version(response: Response) -> str:
    version: bytes = response.extensions.get("http_version", b"HTTP/1.1")
    return "HTTP/1.1" if version == b"HTTP/1.1" else version.decode("ascii", "replace")  # one copy for all results


class Lane:
    __slots__ = ("idle_since", "stock", "stream", "transport")

    def __init__(self, transport: Any, *, stock: bool) -> None:
        self.transport = transport
        #: Whether it is a stock transport of httpx, and not a connection of our own.
        self.stock = stock
        self.idle_since = 0.0
        #: The socket of the last response: the next request will probably use it.
        self.stream: Any = None


class _Lanes:
    """Idle lanes, the latest used on top, and permits for all lanes together."""

    def __init__(self, size: int) -> None:
        self.pid = os.getpid()
        self.idle: deque[Lane] = deque()
        #: Held here, a socket outlives a garbage collection that finds its response, and is closed in order.
        self.busy: set[Lane] = set()
        self.permits: SimpleQueue[None] = SimpleQueue()  # its put() may be called from a finalizer
        for _ in range(size):
            self.permits.put(None)

    def expired(self, now: float) -> Iterator[Lane]:
        """Idle lanes that are too old, taken out."""
        try:
            while now - self.idle[0].idle_since > KEEPALIVE_EXPIRY:
                yield self.idle.popleft()
        except IndexError:
            return

    def take(self) -> Lane | None:
        try:
            return self.idle.pop()
        except IndexError:
            return None


class Making:
    """What lanes are made from. Found out when it is first needed."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._options: dict[str, Any] | None = None
        self._origin: Origin | None = None
        self._asked = False

    def stock(self, request: Request) -> bool:
        """Whether a request has to take a stock transport of httpx."""
        if not self._asked:
            self._origin, self._asked = origin_of(self._config), True
        return self._origin is None or replaced() or not request.url.startswith(self._origin.prefix)

    @property
    def origin(self) -> Origin:
        """What connections of our own are made from, where a request does not need a stock transport."""
        assert self._origin is not None
        return self._origin

    @property
    def options(self) -> dict[str, Any]:
        """Those of a stock transport."""
        if self._options is None:
            self._options = transport_options(self._config)
        return self._options


class Transport:
    """Blocking requests over lanes."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._requests = Requests()
        self._making = Making(config)
        self._lanes = _Lanes(config.max_connections)
        self.closed = False

    async def open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> Incoming:
        """Send a request and wait for the head of the response. A coroutine in form only: it never suspends.

        Raises:
            APIConnectionError: there was no response.
        """
        lanes = self._current()
        timeouts = clamped(request.timeouts, deadline)
        self._wait(lanes, timeouts["pool"], deadline)
        lane: Lane | None = None
        watch: _Watch | None = None
        try:
            stock = self._making.stock(request)
            # What can be sent only once does not go over a connection that may have died meanwhile.
            lane = lanes.take() if request.repeatable else None
            if lane is not None and lane.stock != stock:
                _discard(lane)
                lane = None
            if lane is None:
                making = self._making
                lane = Lane(httpx.HTTPTransport(**making.options) if stock else Connection(making.origin), stock=stock)
            lanes.busy.add(lane)
            out = self._requests.make(request, auth, timeouts, stock=stock)
            if deadline is not None:
                watch = _Watch(deadline)
                if lane.stream is not None:
                    watch.follow(lane.stream)
                out.extensions["trace"] = watch.trace
            response = lane.transport.handle_request(out)
        except BaseException as error:
            clear_frames(error.__traceback__)  # they hold headers
            if watch is not None:
                watch.stop()
            if lane is not None:
                lanes.busy.discard(lane)
                _discard(lane)
            lanes.permits.put(None)
            if isinstance(error, Exception):
                raise_ours(error, request, deadline)
            raise
        lane.stream = response.extensions.get("network_stream")
        if watch is not None:
            watch.follow(lane.stream)
        return Incoming(response, _Release(lanes, lane), deadline, watch)

    def _current(self) -> _Lanes:
        if self.closed:
            raise ConfigurationError("the client is closed")
        lanes = self._lanes
        if lanes.pid != os.getpid():
            lanes = self._lanes = _Lanes(self._config.max_connections)
        return lanes

    def _wait(self, lanes: _Lanes, timeout: float | None, deadline: float | None) -> None:
        try:
            lanes.permits.get_nowait()
        except Empty:
            try:
                lanes.permits.get(timeout=timeout)
            except Empty:
                raise no_lane(deadline) from None

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        self.closed = True
        if self._lanes.pid == os.getpid():
            while (lane := self._lanes.take()) is not None:
                _discard(lane)

    def __del__(self) -> None:
        self.close()

    @property
    def idle(self) -> int:
        """Connections that wait for their next request."""
        return len(self._lanes.idle)


class _Release:
    """Gives a lane back. Not a closure: a response must not be part of a cycle."""

    __slots__ = ("_lane", "_lanes")

    def __init__(self, lanes: _Lanes, lane: Lane) -> None:
        self._lanes, self._lane = lanes, lane

    def __call__(self, reusable: bool) -> None:
        lanes, lane = self._lanes, self._lane
        if lanes.pid != os.getpid():
            return  # opened by the parent of this process, and still its own
        lanes.busy.discard(lane)
        if reusable:
            lane.idle_since = now = time.monotonic()
            lanes.idle.append(lane)
            for old in lanes.expired(now):
                _discard(old)
        else:
            _discard(lane)
        lanes.permits.put(None)


def _discard(lane: Lane) -> None:
    try:
        lane.transport.close()
    except Exception:
        pass  # what can not be closed is let go


def no_lane(deadline: float | None) -> APIError:
    if deadline is not None and time.monotonic() >= deadline:
        error: APIConnectionError = DeadlineExpired("The deadline of the call passed.", is_retryable=False)
    else:
        error = APITimeoutError(
            "Request timed out (pool): all connections are in use; raise max_connections or the timeout."
        )
    error.sent = False
    return error


class ClientTransport(Transport):
    """Blocking requests over an `httpx.Client` of the caller: its hooks, cookies, mounts and limits stay in force."""

    def __init__(self, config: Config, client: httpx.Client) -> None:
        super().__init__(config)
        self._client = client

    def __del__(self) -> None:
        pass  # it is the caller's

    async def open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> Incoming:
        watch = None if deadline is None else _Watch(deadline)
        try:
            out = build(self._client, request, auth, clamped(request.timeouts, deadline))
            if watch is not None:
                out.extensions["trace"] = watch.trace
            response = self._client.send(out, stream=True, follow_redirects=False)
        except BaseException as error:
            clear_frames(error.__traceback__)
            if watch is not None:
                watch.stop()
            if isinstance(error, Exception):
                raise_ours(error, request, deadline)
            raise
        if watch is not None:
            watch.follow(response.extensions.get("network_stream"))
        return Incoming(response, _nothing, deadline, watch)

    def close(self) -> None:
        self.closed = True
        self._client.close()


def build(
    client: httpx.Client | httpx.AsyncClient,
    request: Request,
    auth: Mapping[bytes, bytes],
    timeouts: Mapping[str, float | None],
) -> httpx.Request:
    """The request as a client of the caller makes it."""
    body = request.body
    content: Any = body
    if isinstance(body, Multipart):
        content = iter(body) if isinstance(client, httpx.Client) else body.__aiter__()
    return client.build_request(
        request.method,
        request.url,
        headers=[*request.headers.items(), *auth.items()],
        content=content,
        timeout=httpx.Timeout(**timeouts),
    )


def _nothing(reusable: bool) -> None:
    pass
