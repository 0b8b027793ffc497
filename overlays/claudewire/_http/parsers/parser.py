"""One response: from the bytes of a connection to status, headers and chunks of the body."""

from __future__ import annotations

import re
from typing import Final

from claudewire._http.exceptions import LocalProtocolError, RemoteProtocolError
from claudewire._http.request import HeadBytes, Request

from .head import Head, HeadReader

#: Bytes of framing (sizes and extensions of chunks, trailers) that a body may have beyond `FRAMING_RATIO` times its own.
MAX_FRAMING_BYTES: Final = 16 * 1024
#: A chunk of one byte has five bytes of framing.
FRAMING_RATIO: Final = 16
_TOKEN: Final = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]"
_QUOTED: Final = rb'"(?:[^"\\\0-\x08\x0a-\x1f\x7f]|\\[^\0-\x1f\x7f])*+"'
#: Size and extensions of a chunk, as llhttp takes them.
_CHUNK: Final = re.compile(
    rb"0*([0-9A-Fa-f]{1,15})[ \t]*+(?:;(?!\r)" + _TOKEN + rb"*+(?:=" + _TOKEN + rb"*+(?:" + _QUOTED + rb")?+)?+)*+\r\n"
)
#: The lines behind the last chunk. They are not used, and a length among them is refused.
_TRAILERS: Final = re.compile(
    rb"(?:(?!(?i:content-length):)" + _TOKEN + rb"++:[^\r\n]*+\r\n(?:[ \t][^\r\n]*+\r\n)*+)*+\r\n"
)


def encode_request(request: Request) -> bytes:
    """Return the head of a request.

    Raises:
        LocalProtocolError: a header has a line break. The caller has checked them, and a smuggled request costs too much to rely on it.
    """
    lines = [b"%b %b HTTP/1.1" % (request.method, request.target)]
    lines += [b"%b: %b" % header for header in request.headers]
    data = b"\r\n".join(lines) + b"\r\n\r\n"
    if data.count(b"\n") != len(lines) + 1 or data.count(b"\r") != len(lines) + 1 or b"\0" in data:
        raise LocalProtocolError("A line break in a header")
    return HeadBytes(data)


class ResponseParser:
    """Parser of one response.

    Attributes:
        headers_complete: The response headers are there.
        message_complete: The body is complete as well.
        trailing_data: The server sent more than this response.
        keep_alive: The connection may be used for another request.
        chunks: Chunks of the body that were not read yet.
    """

    __slots__ = (
        "_buffer",
        "_chunked",
        "_framing",
        "_head",
        "_left",
        "chunks",
        "headers",
        "headers_complete",
        "keep_alive",
        "message_complete",
        "status",
        "trailing_data",
        "version",
    )

    def __init__(self) -> None:
        self.status = 0
        self.version = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.chunks: list[bytes] = []
        self.headers_complete = self.message_complete = False
        self.trailing_data = False
        self.keep_alive = False
        self._head: HeadReader | None = HeadReader()
        self._chunked = False
        #: Bytes of the body, or of the current chunk, that are still to come; None if the body ends with the connection.
        self._left: int | None = None
        #: Received bytes of a line that is not complete.
        self._buffer = b""
        #: Bytes of framing that may still come.
        self._framing = MAX_FRAMING_BYTES

    def feed(self, data: bytes) -> None:
        """Parse bytes from the server; b"" when it closed the connection. Not called after `message_complete`.

        Raises:
            RemoteProtocolError: the bytes are not a valid response, or the response ends too early.
        """
        if self._head is not None:
            found = self._head.feed(data)
            if found is None:
                return
            self._head = None
            head, data = found
            self._start(head)
            if not data and self._left != 0:
                return
        if self._chunked:
            if not data:
                raise RemoteProtocolError("Server disconnected in the middle of the response.")
            self._feed_chunked(data)
        elif self._left is None:
            if data:
                self.chunks.append(data)
            else:
                self.message_complete = True
        else:
            self._feed_sized(data, self._left)

    def _start(self, head: Head) -> None:
        self.status, self.version, self.headers = head.status, head.version, head.headers
        self.keep_alive, self._chunked, self._left = head.keep_alive, head.chunked, head.length
        self.headers_complete = True

    def _feed_sized(self, data: bytes, left: int) -> None:
        if not data and left:
            raise RemoteProtocolError("Server disconnected in the middle of the response.")
        if len(data) < left:
            self._left = left - len(data)
            self.chunks.append(data)
            return
        if left:
            self.chunks.append(data[:left] if len(data) > left else data)
        self._finish(data[left:])

    def _finish(self, rest: bytes) -> None:
        self.message_complete = True
        self.trailing_data = bool(rest.strip(b"\r\n"))

    def _feed_chunked(self, data: bytes) -> None:
        received, body = len(data), 0
        place, left = 0, self._left or 0
        if self._buffer:
            data = self._buffer + data
            self._buffer = b""
        size = len(data)
        while True:
            if left > 2:  # data of a chunk, and its line end
                part = data[place : place + left - 2] if place or size - place > left - 2 else data
                if part:
                    self.chunks.append(part)
                    body += len(part)
                    place += len(part)
                    left -= len(part)
                if left > 2:
                    break
            if left == 2:
                if data.startswith(b"\r\n", place):
                    place, left = place + 2, 0
                elif b"\r\n".startswith(data[place:]):
                    break
                else:
                    raise RemoteProtocolError("A chunk is longer than its size.")
            line = _CHUNK.match(data, place)
            if line is None:
                if data.find(b"\n", place) >= 0:
                    raise RemoteProtocolError("The size of a chunk is invalid.")
                break
            left = int(line[1], 16) + 2
            if left == 2:
                end = _TRAILERS.match(data, line.end())
                if end is None:
                    if data.find(b"\r\n\r\n", line.end() - 2) >= 0:
                        raise RemoteProtocolError("The trailers are invalid.")
                    left = 0
                    break
                self._finish(data[end.end() :])
                return
            place = line.end()
        self._left, self._buffer = left, data[place:]
        self._count_framing(received, body)

    def _count_framing(self, received: int, body: int) -> None:
        """Note that of `received` bytes, `body` were content. Extensions and trailers could go on for ever."""
        self._framing = min(self._framing + (FRAMING_RATIO + 1) * body - received, MAX_FRAMING_BYTES)
        if self._framing < 0:
            raise RemoteProtocolError("The body has more framing than content.")

    def pop_body(self) -> bytes:
        """Return the body received since the last call, as one chunk. Events that arrived together are read together."""
        chunks = self.chunks
        data = chunks[0] if len(chunks) == 1 else b"".join(chunks)
        chunks.clear()
        return data

    def close(self) -> None:
        """Break reference cycles, so that nothing waits for the garbage collector."""
