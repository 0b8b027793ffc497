"""HTTP/1.1, the part that is about bytes: the head of a request, and an answer as it comes. No I/O.

What nearly every server sends is read here, by a regular expression for the head and one for each chunk: that is a tenth of the
work of a general parser in Python. A head that is written in any other way is given to h11, which accepts or refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import h11
import httpcore

Raw = list[tuple[bytes, bytes]]

#: The head of an answer, and the line in front of a chunk, must not be longer.
HEAD: Final = 100 * 1024
_LINE: Final = 4096

_TOKEN: Final = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_VALUE: Final = rb"[^\x00-\x08\n-\x1f\x7f]*+"
_HEAD: Final = re.compile(
    rb"HTTP/1\.1 ([1-5][0-9]{2})(?: %b)?\r\n((?:%b:%b\r\n)*+)\r\n" % (_VALUE, _TOKEN, _VALUE)
).fullmatch
_FIELDS: Final = re.compile(rb"([^:\r\n]++):[ \t]*+([^\r\n]*+)\r\n").findall
_BLANK_LINE: Final = re.compile(rb"\n\r?\n").search
_TRAILER: Final = re.compile(rb"(?:%b:%b\r\n)*+\r\n" % (_TOKEN, _VALUE)).match
_TRAILER_END: Final = re.compile(rb"(?:\A|\n)\r?\n").search
_LENGTH: Final = re.compile(rb"[0-9]{1,18}").fullmatch
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,15})(?:;[^\r\n]*+)?[ \t]*+\r\n").match

#: Headers that say where a body ends, and whether another answer may follow.
_ABOUT_FRAMING: Final = frozenset({b"content-length", b"transfer-encoding", b"connection"})


def request_head(method: bytes, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The head of a request, with the headers in this order.

    Raises:
        httpcore.LocalProtocolError: it would end somewhere else.
    """
    lines = [b"%b %b HTTP/1.1" % (method, target)]
    lines += [b"%b: %b" % header for header in headers]
    data = b"\r\n".join(lines) + b"\r\n\r\n"
    if (
        data.count(b"\n") != len(lines) + 1
    ):  # all of it was checked when the request was made; this is too dangerous to rely on that
        raise httpcore.LocalProtocolError("A line break in the head of a request")
    return data


class Answer:
    """One answer, while it is received."""

    __slots__ = ("_left", "_rest", "_step", "body", "complete", "headed", "headers", "reusable", "status", "version")

    def __init__(self) -> None:
        self.status = 0
        self.version = b"HTTP/1.1"
        self.headers: Raw = []
        #: Parts of the body that nobody has taken yet.
        self.body: list[bytes] = []
        #: The head is there; everything is.
        self.headed = self.complete = False
        #: Whether another answer may follow on the same connection.
        self.reusable = True
        self._rest = b""  # what can not be read without what follows it
        self._left = 0  # bytes to the end of the body, or of a chunk and the line end behind it
        # A function and not a method: that would be a cycle, and nothing here is to wait for the garbage collector.
        self._step: Callable[[Answer, bytes], None] = Answer._head

    def receive(self, data: bytes) -> None:
        """What came over the wire; nothing at the end of it.

        Raises:
            httpcore.RemoteProtocolError: it is no answer, or not a whole one.
        """
        if not data:
            self._end()
        elif self._rest:
            data, self._rest = self._rest + data, b""
            self._step(self, data)
        else:
            self._step(self, data)

    def taken(self) -> bytes:
        """The parts of the body so far, as one: events that came together are read together."""
        body = self.body
        data = body[0] if len(body) == 1 else b"".join(body)
        body.clear()
        return data

    # -- head ----------------------------------------------------------------------------------------------------------

    def _head(self, data: bytes) -> None:
        blank = _BLANK_LINE(data)
        if blank is None or blank.end() > HEAD:
            if len(data) > HEAD:
                raise httpcore.RemoteProtocolError(f"The head of the answer is longer than {HEAD:,} bytes.")
            self._rest = data
            return
        head, rest = data[: blank.end()], data[blank.end() :]
        ordinary = _HEAD(head)
        if ordinary is None:
            self._unusual(head)
        else:
            self.status, lines = int(ordinary[1]), ordinary[2]
            self.headers = _FIELDS(lines)
            if b" \r\n" in lines or b"\t\r\n" in lines:
                self.headers = [(name, value.rstrip(b" \t")) for name, value in self.headers]
        if self.status >= 200:
            self.headed = True
            self._step = self._framing()
        elif self.status == 101:
            raise httpcore.RemoteProtocolError("The server switches to another protocol.")
        if rest or self.complete:  # a status below 200 only announces the answer
            self._step(self, rest)

    def _unusual(self, head: bytes) -> None:
        reader = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD)
        reader.send(h11.Request(method="GET", target="/", headers=[("host", "-")]))
        reader.send(h11.EndOfMessage())
        reader.receive_data(head)
        try:
            event = reader.next_event()
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(str(error)) from error
        if not isinstance(event, (h11.Response, h11.InformationalResponse)):
            raise httpcore.RemoteProtocolError("The answer has no head.")
        self.status, self.version = event.status_code, b"HTTP/" + event.http_version
        self.headers = event.headers.raw_items()

    def _framing(self) -> Callable[[Answer, bytes], None]:
        """How the body ends (RFC 9112, 6.3), and what reads it."""
        lengths: set[bytes] = set()
        codings: list[bytes] = []
        for cased, value in self.headers:
            name = cased.lower()
            if name not in _ABOUT_FRAMING:
                continue
            items = [item.strip() for item in value.lower().split(b",")]
            if name == b"content-length":
                lengths.update(items)
            elif name == b"transfer-encoding":
                codings += items
            elif b"close" in items:
                self.reusable = False
        if self.version != b"HTTP/1.1":
            self.reusable = False
        if self.status in (204, 304):
            self.complete = True
            return Answer._excess
        if codings:
            if codings != [b"chunked"]:
                raise httpcore.RemoteProtocolError(f"Transfer-Encoding {b', '.join(codings)!r} is not supported.")
            if lengths:
                self.reusable = False
            return Answer._chunked
        if not lengths:
            self.reusable = False
            return Answer._until_closed
        if len(lengths) > 1 or not _LENGTH(length := lengths.pop()):
            raise httpcore.RemoteProtocolError("The answer has no single Content-Length.")
        self._left = int(length)
        self.complete = self._left == 0
        return Answer._excess if self.complete else Answer._sized

    # -- body ----------------------------------------------------------------------------------------------------------

    def _sized(self, data: bytes) -> None:
        if len(data) >= self._left:
            data, excess, self._left = data[: self._left], data[self._left :], 0
            self._finish(excess)
        else:
            self._left -= len(data)
        self.body.append(data)

    def _until_closed(self, data: bytes) -> None:
        self.body.append(data)

    def _chunked(self, data: bytes) -> None:
        position, end, body = 0, len(data), self.body
        while position < end:
            if not self._left:
                line = _CHUNK(data, position)
                if line is None:
                    if end - position > _LINE or b"\n" in data[position:]:
                        raise httpcore.RemoteProtocolError("A chunk of the answer has no size.")
                    break
                size, start = int(line[1], 16), line.end()
                if size == 0:
                    self._step = Answer._trailer
                    self._trailer(data[start:])
                    return
                if data.startswith(b"\r\n", start + size):  # all of it is there
                    body.append(data[start : start + size])
                    position = start + size + 2
                    continue
                position, self._left = start, size + 2
            if (part := data[position : position + self._left - 2]) != b"":
                body.append(part)
                position += len(part)
                self._left -= len(part)
            if self._left == 2:
                if end - position < 2:
                    break
                if not data.startswith(b"\r\n", position):
                    raise httpcore.RemoteProtocolError("A chunk of the answer is longer than its size.")
                position, self._left = position + 2, 0
        self._rest = data[position:]

    def _trailer(self, data: bytes) -> None:
        trailer = _TRAILER(data)
        if trailer is not None:
            self._finish(data[trailer.end() :])
        elif len(data) > HEAD or _TRAILER_END(data) is not None:
            raise httpcore.RemoteProtocolError("What follows the body of the answer is no trailer.")
        else:
            self._rest = data

    def _finish(self, excess: bytes) -> None:
        self.complete, self._step = True, Answer._excess
        self._excess(excess)

    def _excess(self, data: bytes) -> None:
        """What nobody asked for is no answer to the next request."""
        if data:
            self.reusable = False

    def _end(self) -> None:
        if not self.headed:
            raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
        if self._step is not Answer._until_closed and not self.complete:
            raise httpcore.RemoteProtocolError("peer closed connection without sending complete message body")
        self.complete = True
