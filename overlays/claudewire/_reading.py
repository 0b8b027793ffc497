"""From the bytes of a streamed answer to its payloads. No I/O: the drivers in `_streaming` bring the bytes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final, cast

from ._errors import APIStatusError, StreamDataInvalid, StreamTruncated, excerpt, from_error_event
from ._json import loads, parse, parse_all
from ._sse import Block, EventDecoder, LineDecoder
from ._stream import JSON, Accumulator

_SPECIAL: Final = frozenset({"ping", "error", "message_stop"})
#: Bytes whose values are held at once: what is made of more does not fit into the caches.
_AT_ONCE: Final = 16 * 1024
_NAME: Final = itemgetter(0)
_DATA: Final = itemgetter(1)
_NO_JSON: Final = (ValueError, RecursionError)


Payloads = Generator[Any, None, None]


class Reader:
    """One attempt to read a stream. `headers` are those of the response."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self.headers = headers
        #: Whether something has been handed out. After that, no other attempt is made.
        self.committed = False
        #: Nothing is missing. What follows is of no interest.
        self.complete = False
        self.events_seen: int = 0
        self._pings = 0

    @property
    def progress(self) -> int:
        """Events without pings: what a stall is measured by."""
        return self.events_seen - self._pings

    def payloads(self, chunk: bytes) -> Payloads:
        """What `chunk` completes. Raises our errors, each behind the payloads that came before it."""
        raise NotImplementedError

    def end(self) -> Payloads:
        """The same at the end of the bytes. Raises StreamTruncated if something is missing."""
        raise NotImplementedError


class EventReader(Reader):
    """Server-sent events whose order the document does not describe: complete if they end between two events."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self._decoder = EventDecoder()

    def payloads(self, chunk: bytes) -> Payloads:
        for block in self._decoder.blocks(chunk):
            self.events_seen += 1
            name = block[0]
            payload = self._parse(name, block[1])
            if name == "error" or payload.get("type") == "error":
                raise from_error_event(payload, headers=self.headers)
            if name == "ping":
                self._pings += 1
                continue
            self.committed = True
            yield payload

    def end(self) -> Payloads:
        if self._decoder.finish():
            raise StreamTruncated("The stream ended in the middle of an event.")
        self.complete = True
        yield from ()

    def _parse(self, name: str, data: str) -> JSON:
        try:
            payload = parse(data)
            if isinstance(payload, dict):
                return cast("JSON", payload)
        except _NO_JSON as error:
            raise self._invalid(name, data) from error
        raise self._invalid(name, data)

    def _invalid(self, name: str, data: str) -> StreamDataInvalid | APIStatusError:
        if name == "error":  # from something on the way, that knows the form and not the content
            return from_error_event(data, headers=self.headers)
        return StreamDataInvalid(f"The payload of an event is not a JSON object: {excerpt(data)}")


class MessageReader(EventReader):
    """The event stream of a message: complete with `message_stop`, and never else. Pings are not handed out.

    What comes before any content is held back until there is some: another attempt is possible until then, and nobody
    is to see two beginnings.
    """

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self.accumulator = Accumulator()
        self._held: list[JSON] = []

    def payloads(self, chunk: bytes) -> Payloads:
        feed = self.accumulator.feed
        for start in range(0, len(chunk), _AT_ONCE):
            for payload in self._values(self._decoder.blocks(chunk[start : start + _AT_ONCE])):
                self.events_seen += 1
                feed(payload)
                kind = payload["type"]
                if kind in _SPECIAL:
                    if kind == "ping":
                        self._pings += 1
                        continue
                    if kind == "error":
                        raise from_error_event(payload, headers=self.headers)
                    self.complete = True
                if self.committed:
                    yield payload
                else:
                    yield from self._release(payload)
                if self.complete:
                    return

    def _values(self, blocks: list[Block]) -> Iterable[Any]:
        if len(blocks) > 1 and "error" not in map(_NAME, blocks):
            try:
                return parse_all(map(_DATA, blocks))
            except _NO_JSON:
                pass
        return self._one_by_one(blocks)  # what precedes the one at fault is handed out first

    def _one_by_one(self, blocks: list[Block]) -> Iterator[Any]:
        for name, data, *_ in blocks:
            try:
                payload = parse(data)
            except _NO_JSON as error:
                raise self._invalid(name, data) from error
            if name == "error":
                raise from_error_event(payload, headers=self.headers)
            yield payload

    def _release(self, payload: JSON) -> Payloads:
        self._held.append(payload)
        if payload["type"] in _CONTENT:
            self.committed = True
            yield from self._held

    def end(self) -> Payloads:
        unfinished = self._decoder.finish()
        try:
            self.accumulator.finish()
        except StreamTruncated as error:
            if unfinished:
                error.message += " The last event is not whole."
            raise
        yield from ()


_CONTENT: Final = frozenset({"content_block_start", "content_block_delta", "message_delta", "message_stop"})


class LineReader(Reader):
    """JSON lines: complete when the last one is."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self._decoder = LineDecoder()

    def payloads(self, chunk: bytes) -> Payloads:
        for line in self._decoder.feed(chunk):
            try:
                value = loads(line)
            except _NO_JSON as error:
                raise self._invalid(line) from error
            if type(value) is not dict:
                raise self._invalid(line)
            self.events_seen += 1
            self.committed = True
            yield value

    def end(self) -> Payloads:
        if (line := self._decoder.finish()) is not None:
            try:
                loads(line)
            except _NO_JSON as error:
                raise StreamTruncated(f"The stream ended in the middle of line {self.events_seen + 1}.") from error
            yield from self.payloads(line + b"\n")
        self.complete = True

    def _invalid(self, line: bytes) -> StreamDataInvalid:
        return StreamDataInvalid(f"Line {self.events_seen + 1} is not a JSON object: {excerpt(line)}")
