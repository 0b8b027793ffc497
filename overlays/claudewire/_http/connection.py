"""One HTTP/1.1 connection: when to read, when to stop, and whether it can be used again.

A `ResponseParser` decides what the bytes of a response mean.

The methods are coroutines. Over a blocking stream they never suspend, and `run_blocking` drives them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum
from math import inf
from typing import Any, Final, Protocol, TypeAlias

from .exceptions import LocalProtocolError, WriteError
from .network.origin import Origin
from .network.sync_stream import SyncStream
from .parsers.parser import ResponseParser, encode_request
from .request import AsyncIter, Request

READ_BYTES: Final = 64 * 1024
#: A chunk of the request body up to this size, in bytes, is written together with what precedes it.
MAX_COALESCED_WRITE: Final = 64 * 1024


class NetworkStream(Protocol):
    """A connected socket. `SyncStream`, `AsyncioStream` and `TrioStream` are ones."""

    #: Reads and writes of a blocking stream end at this time of the monotonic clock. On event loops a cancel scope ends them.
    deadline: float

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        """Return data as soon as there is some; b"" at the end. Raises ReadTimeout, ReadError."""
        ...

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        """Send all of `buffer`. Raises WriteTimeout, WriteError."""
        ...

    async def aclose(self) -> None: ...

    def abort(self) -> None:
        """Close the socket without waiting. May be called from any thread; a pending read ends."""
        ...

    def is_readable(self) -> bool:
        """Whether an idle connection has data to read, or has been closed by the server."""
        ...


#: Connect to an origin: seconds for it (None: no limit), deadline on the monotonic clock. Raises ConnectTimeout, ConnectError.
Connect: TypeAlias = "Callable[[Origin, float | None, float], Awaitable[NetworkStream]]"


class ConnectionState(Enum):
    """What a connection is doing."""

    NEW = "new"
    ACTIVE = "active"
    IDLE = "idle"
    CLOSED = "closed"


class HTTPConnection:
    """One keep-alive connection to one origin. Connects on first use, and again after the server has closed it."""

    __slots__ = ("_connect", "_origin", "_parser", "_requests", "_state", "_stream", "idle_since")

    #: Requests pass through no other library, such as httpx.
    library = None

    def __init__(self, origin: Origin, parser: type[ResponseParser], connect: Connect) -> None:
        self._origin = origin
        self._parser = parser
        self._connect = connect
        self._state = ConnectionState.NEW
        self._requests = 0
        #: The socket; None before the first request and after `aclose`.
        self._stream: Any = None
        #: When the pool took the connection back, on the monotonic clock.
        self.idle_since = 0.0

    def __repr__(self) -> str:
        return (
            f"<HTTPConnection {self._origin.host}:{self._origin.port} {self._state.value}, {self._requests} requests>"
        )

    def is_reusable(self) -> bool:
        """Whether the next request can be sent over this socket.

        An idle socket that is readable has been closed by the server, or is about to be: without a request there is no response.
        """
        return self._state is ConnectionState.IDLE and not self._stream.is_readable()

    async def handle_request(self, request: Request) -> HTTPResponse:
        """Send a request and return the response when its headers have arrived. After an exception, close the connection."""
        deadline = inf if request.deadline is None else request.deadline
        if not self.is_reusable():
            await self.aclose()
            self._requests = 0
            self._stream = await self._connect(self._origin, request.timeouts["connect"], deadline)
        stream = self._stream
        stream.deadline = deadline
        self._state = ConnectionState.ACTIVE
        self._requests += 1
        request.target = self._origin.target(request.url)
        timeouts, parser, request_sent = request.timeouts, self._parser(), True
        try:
            try:
                await self._send(request, encode_request(request), timeouts["write"])
            except WriteError:
                request_sent = False  # a server may send a response, and stop reading, before it has the full request
            read_timeout = timeouts["read"]
            while not parser.headers_complete:
                parser.feed(await stream.read(READ_BYTES, read_timeout))
        except BaseException:
            parser.close()
            raise
        return HTTPResponse(self, stream, parser, read_timeout, request_sent=request_sent, reused=self._requests > 1)

    async def _send(self, request: Request, head: bytes, timeout: float | None) -> None:
        chunked, left = False, 0
        for name, value in request.headers:
            if name == b"content-length":
                left = int(value)
            elif name == b"transfer-encoding":
                chunked = True
        value = data = b""  # what a caller's iterator sees of this frame holds no header
        pending, stream = head, self._stream
        body: Any = request.body
        async for chunk in AsyncIter(body) if isinstance(stream, SyncStream) else body:
            if chunked:
                data = b"%x\r\n%b\r\n" % (len(chunk), chunk) if chunk else b""
            else:
                data, left = chunk, left - len(chunk)
                if left < 0:
                    raise LocalProtocolError("Too much data for declared Content-Length")
            if pending and len(data) <= MAX_COALESCED_WRITE:
                data, pending = pending + data, b""
            elif pending:
                await stream.write(pending, timeout)
                pending = b""
            await stream.write(data, timeout)
            data = b""
        if left > 0:
            raise LocalProtocolError("Too little data for declared Content-Length")
        if chunked:
            pending += b"0\r\n\r\n"
        if pending:
            await stream.write(pending, timeout)

    async def response_closed(self, *, keep_alive: bool) -> None:
        """Make the connection idle after its response, or close it."""
        if keep_alive:
            self._state = ConnectionState.IDLE
        else:
            await self.aclose()

    def abort(self) -> None:
        """Close the socket at once. May be called from any thread."""
        if self._stream is not None:
            self._stream.abort()

    async def aclose(self) -> None:
        """Close the socket. May be called any number of times."""
        self._state = ConnectionState.CLOSED
        stream = self._stream
        if stream is not None:
            try:
                await stream.aclose()
            finally:
                self._stream = None


class HTTPResponse:
    """A response whose headers have arrived. The body is read by `read_chunk`."""

    __slots__ = (
        "_closed",
        "_connection",
        "_parser",
        "_request_sent",
        "_stream",
        "_timeout",
        "connection_reused",
        "headers",
        "http_version",
        "status",
    )

    def __init__(
        self,
        connection: HTTPConnection,
        stream: Any,
        parser: ResponseParser,
        timeout: float | None,
        *,
        request_sent: bool,
        reused: bool,
    ) -> None:
        self.connection_reused = reused
        self._connection, self._parser, self._timeout, self._request_sent = connection, parser, timeout, request_sent
        self._closed = False
        self.status, self.headers = parser.status, parser.headers
        self.http_version = "HTTP/1.1" if parser.version == b"HTTP/1.1" else parser.version.decode("ascii", "replace")
        self._stream = stream

    async def read_chunk(self) -> bytes | None:
        """Return what has arrived since the last call, at least one byte; None after the last byte."""
        chunk = self._parsed()
        while chunk == b"":
            chunk = self._parse(await self._stream.read(READ_BYTES, self._timeout))
        return chunk

    def wait_for_data(self) -> Awaitable[None] | None:
        """Return what to await before `take_chunk`; None if `read_chunk` has to be called. It raises nothing itself.

        One awaited object for each event of a slow stream costs half as much as the coroutines down to the socket.
        """
        parser = self._parser
        if parser.chunks or parser.message_complete or parser.fault or self._closed:
            return None
        waiting: Awaitable[None] | None = self._stream.wait_for_data(self._timeout)
        return waiting

    def take_chunk(self) -> bytes:
        """Return the content of a chunk that has come whole and by itself; b"" for anything else: `read_chunk` reads it."""
        data = self._stream.peek()
        content = self._parser.whole_chunk(data) if data else b""
        if content:
            self._stream.take()
        return content

    def can_wait_for_data(self) -> bool:
        """Whether `wait_for_data` and `take_chunk` can be used: not over each kind of stream."""
        return hasattr(self._stream, "wait_for_data")

    def receive(self) -> bytes | None:
        """Do what `read_chunk` does, over a blocking stream, without coroutines."""
        chunk = self._parsed()
        while chunk == b"":
            chunk = self._parse(self._stream.receive(READ_BYTES, self._timeout))
        return chunk

    def _parsed(self) -> bytes | None:
        """Return the content that was parsed and not returned yet; b"" if more has to be read, None if there is no more."""
        parser = self._parser
        if parser.chunks:
            return parser.pop_body()
        if parser.fault is not None:
            raise parser.fault
        return None if parser.message_complete or self._closed else b""

    def _parse(self, data: bytes) -> bytes | None:
        parser = self._parser
        content = parser.whole_chunk(data)
        if content:
            return content
        parser.feed(data)
        return self._parsed()

    def is_reusable_after_body(self) -> bool:
        """Whether the body has been read and the connection can take another request. Then `aclose` does not suspend."""
        parser = self._parser
        return parser.message_complete and parser.keep_alive and not parser.trailing_data and self._request_sent

    async def aclose(self) -> None:
        """Release the connection. It is closed if a part of the body was not read."""
        if self._closed:
            return
        self._closed = True
        self._parser.close()
        await self._connection.response_closed(keep_alive=self.is_reusable_after_body())

    def set_read_deadline(self, deadline: float) -> None:
        """Blocking reads end at this time of the monotonic clock."""
        self._stream.deadline = deadline

    def abort(self) -> None:
        """Close the socket at once. May be called from any thread."""
        self._stream.abort()
