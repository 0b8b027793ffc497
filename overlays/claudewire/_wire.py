"""One HTTP/1.1 connection: when to read, when to stop, and whether it can be used again.

What the bytes of an answer mean is for a parser to say: h11 (`_h11`), or llhttp where `claudewire[fast]` is installed (`_llhttp`). httpcore
has connections over h11, too; half of what they cost is not h11's doing.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from ._config import KEEPALIVE_EXPIRY
from ._faults import LocalProtocolError, names_of
from ._outgoing import Outgoing
from ._pipeline import run
from ._socket import Socket

_READ: Final = 64 * 1024
#: The head of an answer must not be longer, in bytes.
LONGEST_HEAD: Final = 100 * 1024
#: A part of a body up to this size goes out together with what precedes it.
_JOINED: Final = 64 * 1024


class Answer:
    """One answer, while it is read. Each parser has a subclass."""

    __slots__ = ("body", "complete", "excess", "headed", "headers", "reusable", "status", "version")

    def __init__(self) -> None:
        self.status = 0
        self.version = b""
        self.headers: list[tuple[bytes, bytes]] = []
        #: Parts of the body that nobody has taken yet.
        self.body: list[bytes] = []
        #: The head is there; everything is.
        self.headed = self.complete = False
        #: Something followed that nobody had asked for.
        self.excess = False
        #: Whether the connection survives this answer.
        self.reusable = False

    def ask(self, request: Outgoing) -> bytes:
        """The head of the request that this answers, as it is sent.

        Raises:
            LocalProtocolError: there is no such request.
        """
        raise NotImplementedError

    def receive(self, data: bytes) -> None:
        """What came over the wire; nothing at the end of it. Not called again when the answer is complete.

        Raises:
            RemoteProtocolError: it is no answer, or not a whole one.
        """
        raise NotImplementedError

    def taken(self) -> bytes:
        """The parts of the body so far, as one. Events that arrived together are read together."""
        body = self.body
        data = body[0] if len(body) == 1 else b"".join(body)
        body.clear()
        return data

    def forget(self) -> None:
        """No more is read. Nothing here is to wait for the garbage collector."""


class HTTP:
    """One connection. Its steps are coroutines; over a `Socket` they never suspend, and `run` drives them."""

    def __init__(self, stream: Any, parser: type[Answer]) -> None:
        self._parser = parser
        self.stream = stream
        self._free = True
        self._idle_since = time.monotonic()

    def is_available(self) -> bool:
        return self._free

    def has_expired(self) -> bool:
        """Whether the server has closed the connection, or is about to: it says nothing else when it is not asked."""
        stale = time.monotonic() - self._idle_since > KEEPALIVE_EXPIRY
        return stale or bool(self.stream.get_extra_info("is_readable"))

    def handle_request(self, request: Outgoing) -> Response:
        return run(self.handle_async_request(request))

    async def handle_async_request(self, request: Outgoing) -> Response:
        """Send a request and read the head of its answer. After an error, close this."""
        timeouts: dict[str, float | None] = request.extensions["timeout"]
        answer, whole = self._parser(), True
        self._free = False
        try:
            try:
                await self._send(request, answer.ask(request), timeouts["write"])
            except Exception as error:
                if "WriteError" not in names_of(error):
                    raise
                whole = False  # a server may answer, and stop to listen, before it has heard everything
            while not answer.headed:
                answer.receive(await self.stream.read(_READ, timeouts["read"]))
        except BaseException:
            answer.forget()
            raise
        return Response(self, answer, timeouts["read"], whole=whole)

    async def _send(self, request: Outgoing, waiting: bytes, timeout: float | None) -> None:
        fields = dict(request.headers)
        chunked, left = b"transfer-encoding" in fields, int(fields.get(b"content-length", 0))
        parts: Any = request.stream
        async for part in _each(parts) if isinstance(self.stream, Socket) else parts:
            if chunked:
                data = b"%x\r\n%b\r\n" % (len(part), part) if part else b""
            else:
                data, left = part, left - len(part)
                if left < 0:
                    raise LocalProtocolError("Too much data for declared Content-Length")
            if waiting and len(data) <= _JOINED:
                data, waiting = waiting + data, b""
            elif waiting:
                await self.stream.write(waiting, timeout)
                waiting = b""
            await self.stream.write(data, timeout)
        if left > 0:
            raise LocalProtocolError("Too little data for declared Content-Length")
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


class Response:
    """An answer whose head has arrived, in the form in which httpcore has them. The body is read while somebody iterates over it."""

    __slots__ = ("_answer", "_closed", "_http", "_timeout", "_whole", "extensions", "headers", "status")

    def __init__(self, http: HTTP, answer: Answer, timeout: float | None, *, whole: bool) -> None:
        self._http, self._answer, self._timeout, self._whole = http, answer, timeout, whole
        self._closed = False
        self.status, self.headers = answer.status, answer.headers
        self.extensions: dict[str, Any] = {"http_version": answer.version, "network_stream": http.stream}

    @property
    def stream(self) -> Response:
        return self

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        """What has come since the last time, at least something."""
        answer = self._answer
        while not answer.body:
            if answer.complete or self._closed:
                raise StopAsyncIteration
            answer.receive(await self._http.stream.read(_READ, self._timeout))
        return answer.taken()

    def __iter__(self) -> Iterator[bytes]:
        try:
            while True:
                yield run(self.__anext__())
        except StopAsyncIteration:
            pass

    @property
    def over(self) -> bool:
        """Whether all has been read, and the connection is good for another request. Then closing this does not wait."""
        answer = self._answer
        return answer.complete and answer.reusable and not answer.excess and self._whole

    async def aclose(self) -> None:
        """Done with it. If something is left, the connection is closed."""
        if self._closed:
            return
        self._closed = True
        self._answer.forget()
        if not self._http.released(reusable=self.over):
            await self._http.aclose()

    def close(self) -> None:
        run(self.aclose())


async def _each(parts: Any) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
