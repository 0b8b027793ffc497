"""HTTP/1.1 as llhttp reads it, the parser of Node.js, in its strict mode: `claudewire[fast]`, by its binding `httptools`."""

from __future__ import annotations

from typing import Any

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from ._faults import LocalProtocolError, RemoteProtocolError
from ._outgoing import Outgoing
from ._wire import LONGEST_HEAD, Answer


class LLHTTPAnswer(Answer):
    """llhttp calls the methods whose names begin with `on_`."""

    __slots__ = ("_parser", "_size", "on_body")

    def __init__(self) -> None:
        super().__init__()
        self.on_body = self.body.append
        self._size = 0
        self._parser: Any = HttpResponseParser(self)

    def on_message_begin(self) -> None:
        if self.complete:
            self.excess = True
            raise RemoteProtocolError  # it only stops the parser

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.headed:  # else it is a trailer
            # llhttp takes away what is in front of a value, and leaves what is behind it
            self.headers.append((name, value.rstrip(b" \t")))

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()
        self.version = b"HTTP/" + self._parser.get_http_version().encode()
        self.headed = True

    def on_message_complete(self) -> None:
        if self.status < 200:  # it announces the answer
            self.headed = False
            self.headers.clear()
        else:
            self.complete = True
            self.reusable = self._parser.should_keep_alive() and self.version == b"HTTP/1.1"

    def ask(self, request: Outgoing) -> bytes:
        lines = [b"%b %b HTTP/1.1" % (request.method, request.target)]
        lines += [b"%b: %b" % header for header in request.headers]
        data = b"\r\n".join(lines) + b"\r\n\r\n"
        if data.count(b"\n") != len(lines) + 1:  # checked when the request was made, and too dangerous to trust that
            raise LocalProtocolError("A line break in a header")
        return data

    def receive(self, data: bytes) -> None:
        if not data:
            self._end()
            return
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            raise RemoteProtocolError("The server switches to another protocol.") from None
        except HttpParserError as error:
            if not self.excess:
                raise RemoteProtocolError(str(error)) from error
        if not self.headed:
            self._size += len(data)
            if self._size > LONGEST_HEAD:
                raise RemoteProtocolError(f"The head of the answer is longer than {LONGEST_HEAD:,} bytes.")

    def _end(self) -> None:
        if not self.headed:
            raise RemoteProtocolError("Server disconnected without sending a response.")
        if not {name.lower() for name, _ in self.headers}.isdisjoint((b"content-length", b"transfer-encoding")):
            raise RemoteProtocolError("Server disconnected in the middle of the response.")
        self.complete = True  # this body has no other end

    def forget(self) -> None:
        self._parser = None  # it refers to this object
