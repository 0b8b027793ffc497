"""Chunked bodies through llhttp, the parser of Node.js: `claudewire[fast]`, through its binding `httptools`.

The binding calls back for what it finds, and drops what a callback raises, an interrupt as well. So all callbacks are functions in C, in
which no interrupt can arrive.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from httptools import HttpParserError, HttpResponseParser

from claudewire._http.exceptions import RemoteProtocolError

from .parser import FRAMING_RATIO, Head, ResponseParser

_CANONICAL_HEAD: Final = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


class LlhttpParser(ResponseParser):
    """Parses one response; llhttp parses its chunks."""

    __slots__ = (
        "_incomplete",
        "_open",
        "_parser",
        "on_body",
        "on_chunk_complete",
        "on_chunk_header",
        "on_message_begin",
        "on_message_complete",
    )

    def __init__(self) -> None:
        super().__init__()
        self._parser: Any = None

    def _start(self, head: Head) -> None:
        super()._start(head)
        if head.chunked:
            #: Emptied when the response is complete.
            self._incomplete = [True]
            self.on_body = self.chunks.append
            self.on_message_begin = [None].pop  # fails, and stops the parser, where another response begins
            self.on_message_complete = self._incomplete.clear
            #: Holds something from the size line of a chunk to its end.
            self._open: list[None] = []
            self.on_chunk_header = partial(self._open.append, None)
            self.on_chunk_complete = self._open.clear
            self._parser = HttpResponseParser(self)
            # Gateways put blanks behind the size of a chunk.
            self._parser.set_dangerous_leniencies(lenient_spaces_after_chunk_size=True)
            self._parser.feed_data(_CANONICAL_HEAD)

    def _feed_chunked(self, data: bytes) -> None:
        parts = len(self.chunks)
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            if self._incomplete:
                raise RemoteProtocolError(str(error)) from error
            self.trailing_data = True
        if not self._incomplete:
            self.message_complete = True
            return
        # Between two chunks llhttp has no state, and `whole_chunk` may take one. A size line that is not complete has no line end.
        self._left = 0 if data.endswith(b"\n") and not self._open else 1
        chunks = self.chunks
        if len(chunks) == parts or len(chunks[-1]) * FRAMING_RATIO < len(data):
            self._count_framing(len(data), sum(map(len, chunks[parts:])))

    def close(self) -> None:
        self._parser = None  # it refers to this object
