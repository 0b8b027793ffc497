"""Response parser over llhttp, the parser of Node.js, in its strict mode: `claudewire[fast]`, through its binding `httptools`."""

from __future__ import annotations

from typing import Any

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from .connection import MAX_HEAD_BYTES, ResponseParser
from .exceptions import LocalProtocolError, RemoteProtocolError
from .request import Request


class LlhttpParser(ResponseParser):
    """Parses one response with llhttp, which calls the methods whose names begin with `on_`."""

    __slots__ = ("_head_bytes", "_parser", "on_body")

    def __init__(self) -> None:
        super().__init__()
        self.on_body = self.chunks.append
        self._head_bytes = 0
        self._parser: Any = HttpResponseParser(self)

    def on_message_begin(self) -> None:
        if self.message_complete:
            self.trailing_data = True
            raise RemoteProtocolError  # it only stops the parser

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.headers_complete:  # else it is a trailer
            # llhttp strips blanks before a value, and keeps those after it
            self.headers.append((name, value.rstrip(b" \t")))

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()
        self.version = b"HTTP/" + self._parser.get_http_version().encode()
        self.headers_complete = True

    def on_message_complete(self) -> None:
        if self.status < 200:  # a 1xx precedes the response
            self.headers_complete = False
            self.headers.clear()
        else:
            self.message_complete = True
            self.keep_alive = self._parser.should_keep_alive() and self.version == b"HTTP/1.1"

    def encode_request(self, request: Request) -> bytes:
        lines = [b"%b %b HTTP/1.1" % (request.method, request.target)]
        lines += [b"%b: %b" % header for header in request.headers]
        data = b"\r\n".join(lines) + b"\r\n\r\n"
        if (
            data.count(b"\n") != len(lines) + 1
        ):  # the caller has checked the headers; a smuggled request costs too much to rely on it
            raise LocalProtocolError("A line break in a header")
        return data

    def feed(self, data: bytes) -> None:
        if not data:
            self._feed_eof()
            return
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            raise RemoteProtocolError("The server switches to another protocol.") from None
        except HttpParserError as error:
            # The binding catches what a callback raises. An interrupt that arrives in one has to go on.
            if (raised := error.__context__) is not None and not isinstance(raised, RemoteProtocolError):
                raise raised from None
            if not self.trailing_data:
                raise RemoteProtocolError(str(error)) from error
        if not self.headers_complete:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                raise RemoteProtocolError(f"The response headers are longer than {MAX_HEAD_BYTES:,} bytes.")

    def _feed_eof(self) -> None:
        if not self.headers_complete:
            raise RemoteProtocolError("Server disconnected without sending a response.")
        if not {name.lower() for name, _ in self.headers}.isdisjoint((b"content-length", b"transfer-encoding")):
            raise RemoteProtocolError("Server disconnected in the middle of the response.")
        self.message_complete = True  # this body ends with the connection

    def close(self) -> None:
        self._parser = None  # it refers to this object
