"""Turns the bytes of a streamed response into payloads (the JSON values of its events or lines). No I/O; `state` passes the bytes in."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import Any, Final, Protocol, cast

from claudewire._call.responses.tool_input import note_unsendable_input
from claudewire._errors.base import APIError, StreamDataInvalid, StreamError, StreamLimitExceeded, StreamTruncated
from claudewire._errors.bodies import excerpt
from claudewire._errors.responses import from_error_event
from claudewire._json import LIGHT, TooHeavy, check_weight, loads_whole, may_have_halves, parse, parse_all

from .accumulator import APPENDED, JSON, Accumulator, message_grammar
from .sse import DEFAULT_LIMIT, EventDecoder, EventTuple, LineDecoder
from .surrogates import SurrogateJoiner

_SPECIAL: Final = frozenset({"ping", "error", "message_stop"})
#: Events after which a failure is not retried: the caller has seen content.
_CONTENT: Final = frozenset({"content_block_start", "content_block_delta", "message_delta", "message_stop"})
#: Bytes that are parsed together. The values of more do not fit into the processor's caches.
_PARSE_BYTES: Final = 16 * 1024
_NAME: Final = itemgetter(0)
_DATA: Final = itemgetter(1)
_TYPE: Final = itemgetter("type")
_JSON_ERRORS: Final = (ValueError, RecursionError)
#: What a payload may raise that is no object with a type.
_NO_EVENT: Final = (*_JSON_ERRORS, KeyError, TypeError)
_DELTA: Final = "content_block_delta"
#: In the data of each event with the input of a tool.
_INPUT: Final = '"input"'
#: The name of an event that the stream does not name.
_UNNAMED: Final = "message"
#: Data that carry nothing. Servers of other APIs end each stream with `[DONE]`.
_EMPTY: Final = frozenset({"null", "[DONE]"})
#: Blanks, and the bytes of a byte order mark.
_BLANK: Final = b" \t\r\xef\xbb\xbf"
#: How the lines of a stream of events begin.
_FIELDS: Final = (b"event:", b"data:", b"id:", b"retry:", b":")
#: Bytes at the beginning of a stream that an error quotes.
_QUOTED: Final = 4096
#: What an event that carries nothing is read as.
_PING: Final = {"type": "ping"}


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

    def feed_delta(self, chunk: bytes) -> JSON | None:  # noqa: ARG002
        """Return the payload of a chunk that is one ordinary delta, as nearly all are of a slow stream. None for others: `feed` them."""
        return None

    def feed_eof(self) -> Payloads:
        """Yield the payloads that the end of the bytes completes. Raises StreamTruncated if the stream is incomplete."""
        raise NotImplementedError


class Decoder(Protocol):
    """Splits bytes into events: `EventDecoder`, or the decoder of a platform."""

    @property
    def error(self) -> APIError | None:
        """A fault of the stream. It is raised after the events that precede it."""
        ...

    def feed_tuples(self, chunk: bytes) -> list[EventTuple]:
        """Return type and data of the events that `chunk` completes."""
        ...

    def one_event(self, chunk: bytes) -> re.Match[str] | None:
        """Return type and data, as groups 1 and 2, if `chunk` is one event of the usual form and nothing else; else None."""
        ...

    def finish(self) -> bool:
        """Return whether the stream ended in the middle of an event."""
        ...

    def unfinished_event(self) -> EventTuple | None:
        """Return the event that lacks only its end; None if there is none. It is asked after `finish`."""
        ...

    @property
    def metrics(self) -> Mapping[str, Any] | None:
        """Figures that the platform sent with the events."""
        ...


class EventReader(Reader):
    """Reads the events of an operation without an event grammar. The stream is complete if it ends between two events.

    Events that carry nothing, `ping` with any payload and events without data, are passed over.

    Args:
        headers: The response headers.
        decoder: Splits the bytes into events. Default: they are server-sent events.
    """

    def __init__(self, headers: Mapping[str, str] | None = None, decoder: Decoder | None = None) -> None:
        super().__init__(headers)
        self._decoder: Decoder = decoder or EventDecoder()

    @property
    def metrics(self) -> Mapping[str, Any] | None:
        """Figures that the platform sent with the events; None if it sent none."""
        return self._decoder.metrics

    def _check(self) -> None:
        """Raise the fault that the decoder has found."""
        if (error := self._decoder.error) is not None:
            error.headers = self.headers or error.headers
            raise error

    def feed(self, chunk: bytes) -> Payloads:
        for name, data, *_ in self._decoder.feed_tuples(chunk):
            self.events_seen += 1
            payload = self._parse(name, data)
            if payload is _PING:
                self._pings += 1
                continue
            self.has_emitted = True
            yield payload
        self._check()

    def feed_eof(self) -> Payloads:
        if self._decoder.finish():
            raise StreamTruncated("The stream ended in the middle of an event.")
        self.complete = True
        yield from ()

    def _parse(self, name: str, data: str) -> JSON:
        """Return the payload of an event; `_PING` if the event carries nothing.

        Raises:
            APIStatusError: it is an `error` event, by its name or its type.
            StreamDataInvalid: the payload is not a JSON object.
        """
        if name == "ping" or (name != "error" and not data.strip()):
            return _PING
        try:
            _check_weight(data)
            payload = parse(data)
        except _JSON_ERRORS as error:
            if name == "error":  # sent by a proxy that knows the SSE format, but not the API's JSON
                raise from_error_event(data, headers=self.headers) from error
            return self._without_object(name, data, error)
        if name == "error":
            raise from_error_event(payload, headers=self.headers)
        if not isinstance(payload, dict):
            return self._without_object(name, data, None)
        event = cast("JSON", payload)
        event_type = event.get("type")
        if event_type == "error":
            raise from_error_event(event, headers=self.headers)
        return event if isinstance(event_type, str) else self._without_type(name, event)

    def _without_object(self, name: str, data: str, cause: Exception | None) -> JSON:  # noqa: ARG002
        """Return the payload of an event whose data is not a JSON object."""
        raise StreamDataInvalid(f"The payload of an event is not a JSON object: {excerpt(data)}") from cause

    def _without_type(self, name: str, payload: JSON) -> JSON:  # noqa: ARG002
        """Return the payload of an event whose object does not name its type."""
        return payload


class MessageReader(EventReader):
    """Reads the event stream of a message. Only `message_stop` completes it. Pings are not yielded.

    Events that precede the content are kept until content arrives. Until then the request can be retried, and the caller must
    not see the beginning of two messages.

    Proxies and compatible servers send more than the API does. An event that the document does not name is passed over if its
    payload is not an object with a type. An event that the document names, without a type in its payload, has the type of its name.
    """

    def __init__(self, headers: Mapping[str, str] | None = None, decoder: Decoder | None = None) -> None:
        super().__init__(headers, decoder)
        self.accumulator = Accumulator()
        self._joiner = SurrogateJoiner(APPENDED)
        self._known = message_grammar().event_types
        self._pending: list[JSON] = []
        self._pending_bytes = 0
        #: The beginning of the bytes, while no event has come.
        self._beginning = b""

    def feed(self, chunk: bytes) -> Payloads:
        feed = self.accumulator.feed
        for start in range(0, len(chunk), _PARSE_BYTES):
            part = chunk[start : start + _PARSE_BYTES]  # `chunk` itself, if it is small
            if not self.has_emitted:
                self._count_pending(part)
            for payload in self._parse_many(self._decoder.feed_tuples(part)):
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
            self._check()

    def feed_delta(self, chunk: bytes) -> JSON | None:
        if len(chunk) > _PARSE_BYTES or not self.has_emitted or self._joiner.half:
            return None
        event = self._decoder.one_event(chunk)
        if event is None or event[1] != _DELTA:
            return None
        text = event[2]
        if "\\u" in text and may_have_halves(text):
            return None
        try:
            payload: JSON = parse(text)
            if payload["type"] != _DELTA:
                return None
        except _NO_EVENT:
            return None
        self.events_seen += 1
        self.accumulator.feed(payload)
        return payload

    def _parse_many(self, events: list[EventTuple]) -> Iterable[JSON]:
        if events and len(events[0][1]) > LIGHT:  # only the first can be long: the others came whole in one small piece
            return self._parse_each(events)
        if len(events) > 1 and not self._joiner.half and self._known.issuperset(map(_NAME, events)):
            texts = list(map(_DATA, events))
            joined = "".join(texts)
            if _INPUT not in joined and not may_have_halves(joined):
                try:
                    payloads: list[JSON] = parse_all(texts)
                    deque(map(_TYPE, payloads), maxlen=0)
                except _NO_EVENT:
                    pass
                else:
                    return payloads
        return self._parse_each(events)  # yields the payloads that precede an invalid one

    def _parse_each(self, events: list[EventTuple]) -> Iterator[JSON]:
        joiner = self._joiner
        for name, data, *_ in events:
            payload = self._parse(name, data)
            if _INPUT in data:
                note_unsendable_input(payload, data)
            if joiner.half or may_have_halves(data):
                try:
                    joined = joiner.feed(payload)
                except RecursionError as error:
                    raise StreamDataInvalid(f"The payload of an event is nested too deeply: {excerpt(data)}") from error
                yield from joined
            else:
                yield payload

    def _without_object(self, name: str, data: str, cause: Exception | None) -> JSON:
        if data.strip() in _EMPTY or (name not in self._known and name != _UNNAMED):
            return _PING
        return super()._without_object(name, data, cause)

    def _without_type(self, name: str, payload: JSON) -> JSON:
        if payload.get("error"):  # the body of an error, without the name and the type of the event
            raise from_error_event(payload, headers=self.headers)
        if payload.get("type") is not None and (name in self._known or name == _UNNAMED):
            return payload  # its type is no text: the accumulator refuses it
        if name not in self._known or not (payload or name == "message_stop"):
            return _PING
        return {**payload, "type": name}

    def _count_pending(self, part: bytes) -> None:
        if not self.events_seen:
            self._beginning += part[: _QUOTED - len(self._beginning)]
        self._pending_bytes += len(part)
        if self._pending_bytes > DEFAULT_LIMIT:
            raise StreamLimitExceeded(f"The stream has more than {DEFAULT_LIMIT:,} bytes before any content.")

    def _flush(self, payload: JSON) -> Payloads:
        self._pending.append(payload)
        if payload["type"] in _CONTENT:
            self.has_emitted = True
            yield from self._pending
            self._pending.clear()

    def feed_eof(self) -> Payloads:
        """Yield `message_stop` if only the blank line after it is missing: nothing of the message was lost."""
        inside_event = self._decoder.finish()
        if inside_event and (last := self._unfinished_message_stop()) is not None:
            self.events_seen += 1
            self.complete = True
            yield from (last,) if self.has_emitted else self._flush(last)
            return
        try:
            self.accumulator.finish()
        except StreamTruncated as error:
            if body := self._other_body():
                error.message += f" The response is not a stream of events: {excerpt(body)}"
            elif inside_event:
                error.message += " The last event is incomplete."
            raise

    def _other_body(self) -> bytes:
        """Return the beginning of a body that has no event at all, but something else: the server or a proxy says what is wrong.

        Raises:
            APIStatusError: it is the body of an error.
        """
        body = b"" if self.events_seen else self._beginning.strip()
        if any(field.startswith(body[: len(field)]) for field in _FIELDS):
            return b""
        with suppress(*_JSON_ERRORS):
            value: Any = loads_whole(body)
            if isinstance(value, dict) and ("error" in value or cast("JSON", value).get("type") == "error"):
                raise from_error_event(value, headers=self.headers)
        return body

    def _unfinished_message_stop(self) -> JSON | None:
        event = self._decoder.unfinished_event()
        with suppress(*_NO_EVENT, StreamError):
            if event is not None and (payload := parse(event[1]))["type"] == "message_stop":
                self.accumulator.feed(payload)
                return cast("JSON", payload) if self.accumulator.complete else None
        return None


def _check_weight(text: str | bytes) -> None:
    if len(text) <= LIGHT:
        return
    try:
        check_weight(text)
    except TooHeavy as error:
        raise StreamLimitExceeded(f"An event or line is too large: {error}") from error


class LineReader(Reader):
    """Reads JSON lines. The stream is complete if its last line is."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(headers)
        self._decoder = LineDecoder()

    def feed(self, chunk: bytes) -> Payloads:
        for line in self._decoder.feed(chunk):
            try:
                _check_weight(line)
                value = loads_whole(line)
            except _JSON_ERRORS as error:
                if not line.strip(_BLANK):
                    continue
                raise self._invalid(line) from error
            yield self._checked(value, line)

    def feed_eof(self) -> Payloads:
        if (line := self._decoder.finish()) is not None and line.strip(_BLANK):
            try:
                _check_weight(line)
                value = loads_whole(line)
            except _JSON_ERRORS as error:
                raise StreamTruncated(
                    f"The stream ended in the middle of line {self.events_seen + 1}: {excerpt(line)}"
                ) from error
            yield self._checked(value, line)
        self.complete = True

    def _checked(self, value: Any, line: bytes) -> JSON:
        if type(value) is not dict:
            raise self._invalid(line)
        found = cast("JSON", value)
        if found.get("type") == "error" and "custom_id" not in found:
            raise from_error_event(found, headers=self.headers)
        self.events_seen += 1
        self.has_emitted = True
        note_unsendable_input(found, line)
        return found

    def _invalid(self, line: bytes) -> StreamDataInvalid:
        return StreamDataInvalid(f"Line {self.events_seen + 1} is not a JSON object: {excerpt(line)}")
