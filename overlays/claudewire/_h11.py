"""HTTP/1.1 as h11 reads it: the parser of the default installation."""

from __future__ import annotations

import h11

from ._faults import LocalProtocolError, RemoteProtocolError
from ._outgoing import Outgoing
from ._wire import LONGEST_HEAD, Answer


class H11Answer(Answer):
    __slots__ = ("_connection",)

    def __init__(self) -> None:
        super().__init__()
        self._connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=LONGEST_HEAD)

    def ask(self, request: Outgoing) -> bytes:
        try:
            event = h11.Request(method=request.method, target=request.target, headers=request.headers)
            return self._connection.send(event) or b""
        except h11.LocalProtocolError as error:
            raise LocalProtocolError(str(error)) from error

    def receive(self, data: bytes) -> None:
        connection = self._connection
        try:
            connection.receive_data(data)
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    return
                if isinstance(event, h11.Data):
                    self.body.append(bytes(event.data))
                elif isinstance(event, h11.EndOfMessage):
                    self.complete = True
                    self.excess = bool(connection.trailing_data[0])
                    self.reusable = connection.their_state is h11.DONE and bool(data)
                    return
                elif isinstance(event, h11.Response):
                    self.status, self.version = event.status_code, b"HTTP/" + event.http_version
                    self.headers, self.headed = event.headers.raw_items(), True
                elif not isinstance(event, h11.InformationalResponse):  # which announces the answer
                    raise RemoteProtocolError("Server disconnected without sending a response.")
        except h11.RemoteProtocolError as error:
            raise RemoteProtocolError(str(error)) from error
