"""One response: from the bytes of a connection to status, headers and chunks of the body.

Parsers of HTTP disagree on odd heads (llhttp and h11 on 39 of 241), and a client should not depend on which one is installed. The rules
are those of RFC 9112 for a client. What can smuggle is refused: two lengths, a length that is no number, a coding that is not understood,
NUL and bare CR. What gateways send is taken: LF as the end of a line, folded headers, control characters in a value, one length said
twice. A content-length beside `transfer-encoding: chunked` does not count, and costs the connection.
"""

from __future__ import annotations

import re
from typing import Final

from claudewire._http.exceptions import LocalProtocolError, RemoteProtocolError
from claudewire._http.request import HeadBytes, Request

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
#: A whole chunk without extensions.
_WHOLE_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,7})\r\n(.+)\r\n", re.DOTALL).fullmatch
#: The lines behind the last chunk, as llhttp takes them. They are not used. A length, folded lines and control characters are refused.
_TRAILERS: Final = re.compile(rb"(?:(?!(?i:content-length):)" + _TOKEN + rb"++:[\t -~\x80-\xff]*+\r\n)*+\r\n")


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
        fault: What is wrong with the bytes behind `chunks`; to be raised when these are read. None if nothing is.
    """

    __slots__ = (
        "_buffer",
        "_chunked",
        "_framing",
        "_head",
        "_left",
        "chunks",
        "fault",
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
        self.fault: RemoteProtocolError | None = None
        self._head: HeadReader | None = HeadReader()
        self._chunked = False
        #: Bytes of the body, or of the current chunk, that are still to come; None if the body ends with the connection.
        self._left: int | None = None
        #: Received bytes of a line that is not complete.
        self._buffer = b""
        #: Bytes of framing that may still come.
        self._framing = MAX_FRAMING_BYTES

    def feed(self, data: bytes) -> None:
        """Parse bytes from the server; b"" when it closed the connection. Not called after `message_complete` or `fault`.

        Raises:
            RemoteProtocolError: the bytes are not a valid response, or the response ends too early. If body stands in front of what
                is wrong, the error is in `fault`, and nothing is raised.
        """
        try:
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
        except RemoteProtocolError as error:
            if not self.chunks:
                raise
            self.fault = error

    def whole_chunk(self, data: bytes) -> bytes:
        """Return the content of a chunk that came whole and by itself, as events of a slow stream do. b"" for other data: `feed` it."""
        if self._chunked and not (self._left or self._buffer) and self._framing == MAX_FRAMING_BYTES:
            chunk = _WHOLE_CHUNK(data)
            if chunk is not None:
                content = chunk[2]
                if len(content) == int(chunk[1], 16):
                    return content
        return b""

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


#: Largest response head, in bytes, with the interim responses before it.
MAX_HEAD_BYTES: Final = 100 * 1024


#: Interim responses (1xx) before a response, at most.
MAX_INTERIM_RESPONSES: Final = 20


_END: Final = re.compile(rb"\r?\n\r?\n")


_STATUS_LINE: Final = re.compile(rb"HTTP/(1\.[01]) ([1-9][0-9]{2})(?: [^\0\r\n]*)?\r?\n")


#: Fields without folded lines, up to the empty line.
_FIELDS: Final = re.compile(rb"(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\0\r\n]*\r?\n)*\r?\n")


#: Possessive quantifiers: a value of blanks takes linear time.
_FIELD: Final = re.compile(rb"([^:\r\n]++):[ \t]*+((?:[^\r\n \t]++|[ \t]++(?=[^\r\n \t]))*+)[ \t]*+\r?\n")


_FOLD: Final = re.compile(rb"\r?\n[ \t]+")


_MAX_LENGTH_DIGITS: Final = 18


_NO_BODY: Final = frozenset({204, 304})


class Head:
    """A parsed response head.

    Attributes:
        status: Status code.
        version: Such as `HTTP/1.1`.
        headers: Pairs of name and value, as received; folded lines are joined.
        length: Length of the body in bytes; None if it is chunked, or ends with the connection.
        chunked: Whether the body is chunked.
        keep_alive: Whether the connection may be used again after the body.
    """

    __slots__ = ("chunked", "headers", "keep_alive", "length", "status", "version")

    def __init__(self, version: bytes, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        self.version, self.status, self.headers = version, status, headers
        self.length: int | None = None
        self.chunked = False
        self.keep_alive = version == b"HTTP/1.1"
        framing = [(name, value) for name, value in headers if len(name) in _FRAMING_LENGTHS]
        if framing:
            self._read_framing(framing)
        if status in _NO_BODY:
            self.length, self.chunked = 0, False
        elif self.length is None and not self.chunked:
            self.keep_alive = False  # the body ends with the connection

    def _read_framing(self, headers: list[tuple[bytes, bytes]]) -> None:
        lengths: set[bytes] = set()
        codings: list[bytes] = []
        for name, value in headers:
            lower = name.lower()
            if lower == b"content-length":
                lengths.update(part.strip(b" \t") for part in value.split(b","))
            elif lower == b"transfer-encoding":
                codings += [part.strip(b" \t").lower() for part in value.split(b",")]
            elif lower == b"connection" and b"close" in [part.strip(b" \t").lower() for part in value.split(b",")]:
                self.keep_alive = False
        if codings:
            if codings != [b"chunked"]:
                raise RemoteProtocolError(f"The transfer-encoding {b', '.join(codings)!r} is not supported.")
            self.chunked = True
        if lengths:
            length = lengths.pop()
            if lengths or not length.isdigit() or len(length) > _MAX_LENGTH_DIGITS:
                raise RemoteProtocolError("The content-length is not one number.")
            if self.chunked:
                self.keep_alive = False
            else:
                self.length = int(length)


#: Lengths of `connection`, `content-length` and `transfer-encoding`: most names have others.
_FRAMING_LENGTHS: Final = frozenset({10, 14, 17})


class HeadReader:
    """Collects bytes until the head of a final response is there. Interim responses (1xx) are passed over."""

    __slots__ = ("_buffer", "_interim", "_size")

    def __init__(self) -> None:
        self._buffer = bytearray()
        #: Bytes of heads so far, and number of interim responses.
        self._size = self._interim = 0

    def feed(self, data: bytes) -> tuple[Head, bytes] | None:
        """Return the head and the bytes behind it, or None as long as it is not complete.

        Raises:
            RemoteProtocolError: it is not the head of an HTTP/1.1 response, or too long.
        """
        if not data:
            raise RemoteProtocolError("Server disconnected without sending a response.")
        place = 0
        if self._buffer:
            place = max(len(self._buffer) - 3, 0)
            self._buffer += data
            data = bytes(self._buffer) if _END.search(self._buffer, place) else b""
            if not data:
                self._check(self._buffer)
                return None
        while True:
            if data[:1] in (b"\r", b"\n"):  # empty lines before a response
                size = len(data)
                data, place = data.lstrip(b"\r\n"), 0
                self._size += size - len(data)
            end = _END.search(data, place)
            if end is None:
                self._buffer[:] = data
                self._check(self._buffer)
                return None
            self._check(data[: end.end()])
            self._size += end.end()
            head = parse(data[: end.end()])
            data, place = data[end.end() :], 0
            if head.status >= 200:
                self._buffer.clear()
                return head, data
            self._interim += 1
            if head.status == 101:
                raise RemoteProtocolError("The server switches to another protocol.")
            if self._interim > MAX_INTERIM_RESPONSES:
                raise RemoteProtocolError(f"There are more than {MAX_INTERIM_RESPONSES} interim responses.")

    def _check(self, data: bytes | bytearray) -> None:
        if self._size + len(data) > MAX_HEAD_BYTES:
            raise RemoteProtocolError(f"The response headers are longer than {MAX_HEAD_BYTES:,} bytes.")
        if not data.startswith(b"HTTP/1."[: len(data)]):
            raise RemoteProtocolError("The response does not begin with HTTP/1.")


def parse(data: bytes) -> Head:
    """Return the head in `data`, which ends with an empty line. Raises RemoteProtocolError."""
    line = _STATUS_LINE.match(data)
    if line is None:
        raise RemoteProtocolError("The status line is not one of HTTP/1.1.")
    place = line.end()
    if not _FIELDS.fullmatch(data, place):
        # Folded lines follow another field: the first one may not be folded.
        data, place = (
            (data[place:], 0) if data[place : place + 1] in (b" ", b"\t") else (_FOLD.sub(b" ", data[place:]), 0)
        )
        if not _FIELDS.fullmatch(data):
            raise RemoteProtocolError("A header line is invalid.")
    return Head(b"HTTP/" + line[1], int(line[2]), _FIELD.findall(data, place))
