"""HTTP/1.1 over a stream of httpcore's: when to write and when to read, and whether the connection can be used again.

It takes the place of httpcore's own HTTP/1.1 connections, with the same methods and the same errors, in a fifth of the time: they
have a lock, a trace and a context for errors around every step, and h11 below them. What the bytes mean is decided in `_http1`.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final, cast

import httpcore

from ._config import KEEPALIVE_EXPIRY
from ._http1 import Answer, request_head
from ._pipeline import run

_READ: Final = 64 * 1024
#: A part of a body up to this size goes out together with what precedes it.
_JOINED: Final = 64 * 1024


class HTTP:
    """One connection over a stream of httpcore's. Its steps are coroutines; over a blocking stream they never suspend."""

    def __init__(self, stream: Any) -> None:
        self._given = stream
        self._blocking = isinstance(stream, httpcore.NetworkStream)
        self.stream: Any = _Blocking(stream) if self._blocking else stream
        self._free = True
        self._idle_since = time.monotonic()

    def usable(self) -> bool:
        """Whether the next request can go out: nothing is under way, and the server has not closed the connection."""
        if not self._free or time.monotonic() - self._idle_since > KEEPALIVE_EXPIRY:
            return False
        return not self.stream.get_extra_info(
            "is_readable"
        )  # a server says nothing, but farewell, when it is not asked

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        return run(self.handle_async_request(request))

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request and read the head of its answer. After an error, close this."""
        timeouts: dict[str, float | None] = cast("Any", request).extensions["timeout"]
        answer, whole = Answer(), True
        self._free = False
        try:
            await self._send(request, timeouts["write"])
        except httpcore.WriteError:
            whole = False  # a server may answer, and stop to listen, before it has heard everything
        while not answer.headed:
            answer.receive(await self.stream.read(_READ, timeouts["read"]))
        body = Body(self, answer, timeouts["read"], whole=whole)
        extensions = {"http_version": answer.version, "network_stream": self._given}
        response = httpcore.Response(answer.status, content=body, extensions=extensions)
        response.headers = answer.headers  # as they are: to check them again takes longer than to read them
        return response

    async def _send(self, request: httpcore.Request, timeout: float | None) -> None:
        fields = dict(request.headers)
        chunked, left = b"transfer-encoding" in fields, int(fields.get(b"content-length", 0))
        waiting = request_head(request.method, request.url.target, request.headers)
        parts: Any = request.stream
        async for part in _each(parts) if self._blocking else parts:
            if chunked:
                data = b"%x\r\n%b\r\n" % (len(part), part) if part else b""
            else:
                data, left = part, left - len(part)
                if left < 0:
                    raise httpcore.LocalProtocolError("Too much data for declared Content-Length")
            if waiting and len(data) <= _JOINED:
                data, waiting = waiting + data, b""
            elif waiting:
                await self.stream.write(waiting, timeout)
                waiting = b""
            await self.stream.write(data, timeout)
        if left > 0:
            raise httpcore.LocalProtocolError("Too little data for declared Content-Length")
        if chunked:
            waiting += b"0\r\n\r\n"
        if waiting:
            await self.stream.write(waiting, timeout)

    def released(self, *, reusable: bool) -> bool:
        """The answer has been read, or nobody wants the rest. False if the connection is of no use any more."""
        self._free, self._idle_since = reusable, time.monotonic()
        return reusable

    def close(self) -> None:
        run(self.aclose())

    async def aclose(self) -> None:
        self._free = False
        await self.stream.aclose()


class Body:
    """The body of an answer, read when it is asked for. A stream as httpcore has them, for `for` and for `async for`."""

    __slots__ = ("_answer", "_closed", "_http", "_timeout", "_whole")

    def __init__(self, http: HTTP, answer: Answer, timeout: float | None, *, whole: bool) -> None:
        self._http, self._answer, self._timeout, self._whole = http, answer, timeout, whole
        self._closed = False

    async def chunk(self) -> bytes | None:
        """What has come since the last time, at least something; None at the end."""
        answer, stream = self._answer, self._http.stream
        while not answer.body:
            if answer.complete or self._closed:
                return None
            answer.receive(await stream.read(_READ, self._timeout))
        return answer.taken()

    def _next(self) -> bytes | None:
        return run(self.chunk())

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._next, None)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self.chunk()
        if chunk is None:
            raise StopAsyncIteration
        return chunk

    async def aclose(self) -> None:
        """Done with it. If something is left, the connection is closed."""
        if self._closed:
            return
        self._closed = True
        answer = self._answer
        if not self._http.released(reusable=answer.complete and answer.reusable and self._whole):
            await self._http.aclose()

    def close(self) -> None:
        run(self.aclose())


class _Blocking:
    """A blocking stream. Its methods are coroutines in form only."""

    __slots__ = ("_stream", "get_extra_info")

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self.get_extra_info = stream.get_extra_info

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        return self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        # httpcore cuts off what was sent, again and again; of a view that is no copy.
        self._stream.write(memoryview(buffer), timeout)  # type: ignore[arg-type]

    async def aclose(self) -> None:
        self._stream.close()


async def _each(parts: Any) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
