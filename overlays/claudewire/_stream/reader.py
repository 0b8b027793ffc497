"""Turns the bytes of a streamed response into payloads (the JSON values of its events or lines). No I/O; `state` passes the bytes in."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final, cast

from claudewire._errors import APIStatusError, StreamDataInvalid, StreamTruncated, excerpt, from_error_event
from claudewire._json import loads, parse, parse_all

from .accumulator import JSON, Accumulator
from .sse import EventDecoder, EventTuple, LineDecoder

_SPECIAL: Final = frozenset({"ping", "error", "message_stop"})
#: Events after which a failure is not retried: the caller has seen content.
_CONTENT: Final = frozenset({"content_block_start", "content_block_delta", "message_delta", "message_stop"})
#: Bytes that are parsed together. The values of more do not fit into the processor's caches.
_PARSE_BYTES: Final = 16 * 1024
_NAME: Final = itemgetter(0)
_DATA: Final = itemgetter(1)
_JSON_ERRORS: Final = (ValueError, RecursionError)


Payloads = Generator[Any, None, None]


class Reader:
    """Reads the stream of one attempt.

    Args:
        headers: The response headers; errors carry them.
    """

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self.headers = headers
        #: Whether a payload was yielded. After that, a failure is not retried.
        self.has_emitted = False
        #: Whether the stream is complete. Bytes that follow are ignored.
        self.complete = False
        #: Events (pings included) or lines up to here.
        self.events_seen: int = 0
        self._pings = 0

    @property
    def progress(self) -> int:
        """The number of events without pings. A stream whose progress does not change is stalled."""
        return self.events_seen - self._pings

    def feed(self, chunk: bytes) -> Payloads:
        """Yield the payloads that `chunk` completes. Raises an APIError after the payloads that precede the fault."""
        raise NotImplementedError

    def feed_eof(self) -> Payloads:
        """Yield the payloads that the end of the bytes completes. Raises StreamTruncated if the stream is incomplete."""
        raise NotImplementedError


class EventReader(Reader):
    """Reads server-sent events of an operation without an event grammar. The stream is complete if it ends between two events."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self._decoder = EventDecoder()

    def feed(self, chunk: bytes) -> Payloads:
        for event in self._decoder.feed_tuples(chunk):
            self.events_seen += 1
            name = event[0]
            payload = self._parse(name, event[1])
            if name == "error" or payload.get("type") == "error":
                raise from_error_event(payload, headers=self.headers)
            if name == "ping":
                self._pings += 1
                continue
            self.has_emitted = True
            yield payload

    def feed_eof(self) -> Payloads:
        if self._decoder.finish():
            raise StreamTruncated("The stream ended in the middle of an event.")
        self.complete = True
        yield from ()

    def _parse(self, name: str, data: str) -> JSON:
        try:
            payload = parse(data)
            if isinstance(payload, dict):
                return cast("JSON", payload)
        except _JSON_ERRORS as error:
            raise self._invalid(name, data) from error
        raise self._invalid(name, data)

    def _invalid(self, name: str, data: str) -> StreamDataInvalid | APIStatusError:
        if name == "error":  # sent by a proxy that knows the SSE format, but not the API's JSON
            return from_error_event(data, headers=self.headers)
        return StreamDataInvalid(f"The payload of an event is not a JSON object: {excerpt(data)}")


class MessageReader(EventReader):
    """Reads the event stream of a message. Only `message_stop` completes it. Pings are not yielded.

    Events that precede the content are kept until content arrives. Until then the request can be retried, and the caller must
    not see the beginning of two messages.
    """

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self.accumulator = Accumulator()
        self._pending: list[JSON] = []

    def feed(self, chunk: bytes) -> Payloads:
        feed = self.accumulator.feed
        for start in range(0, len(chunk), _PARSE_BYTES):
            for payload in self._parse_many(self._decoder.feed_tuples(chunk[start : start + _PARSE_BYTES])):
                self.events_seen += 1
                feed(payload)
                event_type = payload["type"]
                if event_type in _SPECIAL:
                    if event_type == "ping":
                        self._pings += 1
                        continue
                    if event_type == "error":
                        raise from_error_event(payload, headers=self.headers)
                    self.complete = True
                if self.has_emitted:
                    yield payload
                else:
                    yield from self._flush(payload)
                if self.complete:
                    return

    def _parse_many(self, events: list[EventTuple]) -> Iterable[Any]:
        if len(events) > 1 and "error" not in map(_NAME, events):
            try:
                return parse_all(map(_DATA, events))
            except _JSON_ERRORS:
                pass
        return self._parse_each(events)  # yields the payloads that precede an invalid one

    def _parse_each(self, events: list[EventTuple]) -> Iterator[Any]:
        for name, data, *_ in events:
            try:
                payload = parse(data)
            except _JSON_ERRORS as error:
                raise self._invalid(name, data) from error
            if name == "error":
                raise from_error_event(payload, headers=self.headers)
            yield payload

    def _flush(self, payload: JSON) -> Payloads:
        self._pending.append(payload)
        if payload["type"] in _CONTENT:
            self.has_emitted = True
            yield from self._pending

    def feed_eof(self) -> Payloads:
        inside_event = self._decoder.finish()
        try:
            self.accumulator.finish()
        except StreamTruncated as error:
            if inside_event:
                error.message += " The last event is incomplete."
            raise
        yield from ()


class LineReader(Reader):
    """Reads JSON lines. The stream is complete if its last line is."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self._decoder = LineDecoder()

    def feed(self, chunk: bytes) -> Payloads:
        for line in self._decoder.feed(chunk):
            try:
                value = loads(line)
            except _JSON_ERRORS as error:
                raise self._invalid(line) from error
            yield self._checked(value, line)

    def feed_eof(self) -> Payloads:
        if (line := self._decoder.finish()) is not None:
            try:
                value = loads(line)
            except _JSON_ERRORS as error:
                raise StreamTruncated(f"The stream ended in the middle of line {self.events_seen + 1}.") from error
            yield self._checked(value, line)
        self.complete = True

    def _checked(self, value: Any, line: bytes) -> JSON:
        if type(value) is not dict:
            raise self._invalid(line)
        self.events_seen += 1
        self.has_emitted = True
        return cast("JSON", value)

    def _invalid(self, line: bytes) -> StreamDataInvalid:
        return StreamDataInvalid(f"Line {self.events_seen + 1} is not a JSON object: {excerpt(line)}")
