"""The head of a response: from bytes to status, headers, and how long the body is.

Parsers of HTTP disagree on odd heads (llhttp and h11 on 39 of 241), and a client should not depend on which one is installed. The rules
are those of RFC 9112 for a client. What can smuggle is refused: two lengths, a length that is no number, a coding that is not understood,
NUL and bare CR. What gateways send is taken: LF as the end of a line, folded headers, control characters in a value, one length said
twice. A content-length beside `transfer-encoding: chunked` does not count, and costs the connection.
"""

from __future__ import annotations

import re
from typing import Final

from claudewire._http.exceptions import RemoteProtocolError

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
                data, place = data.lstrip(b"\r\n"), 0
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
