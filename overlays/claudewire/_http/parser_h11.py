"""Response parser over h11: the one of the default installation."""

from __future__ import annotations

import h11

from .connection import MAX_HEAD_BYTES, ResponseParser
from .exceptions import LocalProtocolError, RemoteProtocolError
from .request import Request


class H11Parser(ResponseParser):
    """Parses one response with h11."""

    __slots__ = ("_connection",)

    def __init__(self) -> None:
        super().__init__()
        self._connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)

    def encode_request(self, request: Request) -> bytes:
        try:
            event = h11.Request(method=request.method, target=request.target, headers=request.headers)
            return self._connection.send(event) or b""
        except h11.LocalProtocolError as error:
            raise LocalProtocolError(str(error)) from error

    def feed(self, data: bytes) -> None:
        connection = self._connection
        try:
            connection.receive_data(data)
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    return
                if isinstance(event, h11.Data):
                    self.chunks.append(bytes(event.data))
                elif isinstance(event, h11.EndOfMessage):
                    self.message_complete = True
                    self.trailing_data = bool(connection.trailing_data[0])
                    self.keep_alive = connection.their_state is h11.DONE and bool(data)
                    return
                elif isinstance(event, h11.Response):
                    self.status, self.version = event.status_code, b"HTTP/" + event.http_version
                    self.headers, self.headers_complete = event.headers.raw_items(), True
                elif not isinstance(event, h11.InformationalResponse):  # a 1xx precedes the response
                    raise RemoteProtocolError("Server disconnected without sending a response.")
        except h11.RemoteProtocolError as error:
            raise RemoteProtocolError(str(error)) from error
