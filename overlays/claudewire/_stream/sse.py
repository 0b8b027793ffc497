"""Splits streamed responses into server-sent events or JSON lines. Bytes in, values out; no I/O and no clock.

`EventDecoder` implements the HTML standard ("9.2.6 Interpreting an event stream"). The events do not depend on how the bytes
are cut into chunks. The work is linear in the number of bytes: no byte is scanned again because more bytes arrived.
"""

from __future__ import annotations

import re
from itertools import starmap
from typing import Final, NamedTuple

from claudewire._errors.base import StreamLimitExceeded

#: 16 MiB: far above the largest event of the API, and small enough for the memory of a process.
DEFAULT_LIMIT: Final = 16 * 1024 * 1024

_BOM: Final = b"\xef\xbb\xbf"
_CR: Final = 13
_LF: Final = 10
_LARGE: Final = 1024 * 1024
#: Lines of an event of the usual form: its name, its data, the blank line.
_LINES: Final = 3

# One match is a complete event of the usual form (optional `event: x`, one `data: y`, blank line), or else one line. The
# matches follow each other without a gap, so `findall` is a tokenizer. The repeats are possessive: no line is scanned backwards.
_TOKENS: Final = re.compile(r"(?:event: (.++)\n)?data: (.++)\n\n|(.*+)\n").findall

# An event of the usual form and nothing else: what one read of a connection gives while a model writes.
_ONE_EVENT: Final = re.compile(r"event: ([^\r\n]++)\ndata: ([^\r\n]++)\n\n").fullmatch

_DIGITS: Final = re.compile(r"[0-9]+").fullmatch
# `int()` raises an error for more digits (4300 by default).
_MAX_RETRY_DIGITS: Final = 4000


class ServerSentEvent(NamedTuple):
    """One dispatched event.

    Args:
        event: The type; `message` if the stream does not name one.
        data: The data lines, joined by newlines.
        id: The last event id that the stream has set.
        retry: The reconnection time that the stream has set, in milliseconds; None if it has not.
    """

    event: str
    data: str
    id: str = ""
    retry: int | None = None


#: The fields of a `ServerSentEvent` as a plain tuple. The last one or two may be missing if they have their default.
EventTuple = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, int | None]


class _LineBuffer:
    """Joins chunks into complete lines, each of at most `limit` bytes."""

    __slots__ = ("limit", "unfinished")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        #: The last line, while its end is missing. A bytearray grows in place: appending does not copy the line.
        self.unfinished = bytearray()

    def take(self, chunk: bytes) -> tuple[bytes | bytearray, StreamLimitExceeded | None]:
        """Return the lines that `chunk` completes, as one string of bytes, and an error if the line after them is too long."""
        end = chunk.rfind(b"\n") + 1
        if not end:
            self.unfinished += chunk
            return b"", _too_long(self.limit) if len(self.unfinished) > self.limit else None
        complete: bytes | bytearray = chunk if end == len(chunk) else chunk[:end]
        if self.unfinished:
            self.unfinished += complete
            complete, self.unfinished = self.unfinished, bytearray()
        if end < len(chunk):
            self.unfinished += chunk[end:]
        if len(complete) > self.limit:
            start = 0
            while (stop := complete.find(b"\n", start)) >= 0:
                if stop - start > self.limit:
                    return complete[:start], _too_long(self.limit)
                start = stop + 1
        return complete, _too_long(self.limit) if len(self.unfinished) > self.limit else None


def _too_long(limit: int) -> StreamLimitExceeded:
    return StreamLimitExceeded(f"The stream has a line of more than {limit:,} bytes.")


class EventDecoder:
    """Decodes a `text/event-stream`.

    Bytes that are not UTF-8 become U+FFFD. Only a limit makes the decoder fail.

    Args:
        max_line: Longest line, in bytes.
        max_event: Most data of one event, in characters.
    """

    __slots__ = (
        "_data", "_error", "_fast_path_ok", "_has_fields", "_head", "_id", "_lines", "_size", "_skip_lf", "_small", "_type",
        "max_event", "retry",
    )  # fmt: skip

    def __init__(self, *, max_line: int = DEFAULT_LIMIT, max_event: int = DEFAULT_LIMIT) -> None:
        self.max_event = max_event
        self._small = min(max_line, max_event)
        # Whether the fast path gives the right events: no id or reconnection time to copy into them, no byte to skip.
        self._fast_path_ok = False
        self._lines = _LineBuffer(max_line)
        self._head: bytes | None = b""  # the first bytes, until it is clear whether they are a byte order mark
        self._skip_lf = False  # the last byte was a CR; an LF that follows is part of the same line end
        self._has_fields = False  # whether a field was read since the last blank line
        self._type = ""
        self._data: list[str] = []
        self._size = 0
        self._id = ""
        self._error: StreamLimitExceeded | None = None
        #: Milliseconds to wait before reconnecting; None if the stream has not set it.
        self.retry: int | None = None

    @property
    def error(self) -> StreamLimitExceeded | None:
        """What is too long: `feed` raises this after the events that precede it."""
        return self._error

    @property
    def metrics(self) -> None:
        """None: server-sent events carry no figures of a platform."""

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """Return the events that `chunk` completes.

        Raises:
            StreamLimitExceeded: a line or an event is too long. If `chunk` also completes events, they are returned, and the
                next call raises the error.
        """
        return list(starmap(ServerSentEvent, self.feed_tuples(chunk)))

    def feed_tuples(self, chunk: bytes) -> list[EventTuple]:
        """Return the events as plain tuples. Making named tuples would take a third of the time of decoding."""
        if self._error is not None:
            raise self._error
        small = self._fast_path_ok and len(chunk) <= self._small
        out: list[EventTuple] = []
        if small and b"\r" not in chunk:
            # The unfinished event ends at the first blank line. From there to the last blank line, all events are complete.
            start = chunk.find(b"\n\n") + 2 if self._has_fields or self._lines.unfinished else 0
            end = chunk.rfind(b"\n\n") + 2
            if start < end > 1:
                if start:
                    self._decode_slow(chunk[:start], out)
                text = chunk[start:end].decode("utf-8", "replace")
                tokens = _TOKENS(text)
                # A token has at most three lines, and then it is a complete event that has a type. If all tokens have three,
                # they are the events.
                if text.count("\n") == 3 * len(tokens) and self._fast_path_ok:
                    out += tokens
                    start = end
                chunk = chunk[start:]
        if chunk and self._error is None:
            self._decode_slow(chunk, out)
        if self._error is not None and not out:
            raise self._error
        return out

    def one_event(self, chunk: bytes) -> re.Match[str] | None:
        """Return type and data of an event that came by itself and whole. None for other bytes: `feed_tuples` decodes them."""
        if not self._fast_path_ok or self._has_fields or self._lines.unfinished or chunk.count(b"\n") != _LINES:
            return None
        return _ONE_EVENT(chunk.decode("utf-8", "replace")) if len(chunk) <= self._small else None

    def _decode_slow(self, chunk: bytes, out: list[EventTuple]) -> None:
        """Decode everything that the standard allows."""
        if self._head is not None:
            chunk = self._without_bom(chunk)
        if self._skip_lf and chunk:
            self._skip_lf = False
            if chunk[0] == _LF:
                chunk = chunk[1:]
        if b"\r" in chunk:
            self._skip_lf = chunk[-1] == _CR
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines, self._error = self._lines.take(chunk)
        try:
            if len(lines) > _LARGE:
                self._large_lines(lines, out)
            elif lines:
                # The lines end with an ASCII character, so no UTF-8 sequence is cut.
                self._tokens(lines.decode("utf-8", "replace"), out)
        except StreamLimitExceeded as error:
            self._error = error
        copies_fields = self._id or self.retry is not None
        self._fast_path_ok = not (copies_fields or self._skip_lf or self._head is not None or self._error is not None)

    def finish(self) -> bool:
        """Call this at the end of the bytes. Returns True if they end inside an event, which the standard says to discard.

        Raises:
            StreamLimitExceeded: the last chunk hit a limit.
        """
        if self._error is not None:
            raise self._error
        return self._has_fields or bool(self._lines.unfinished) or bool(self._head)

    def unfinished_event(self) -> EventTuple | None:
        """Return the event at the end of the bytes that lacks only its blank line, or the end of its data line; None if there is none.

        Call it after `finish`, which says that the standard discards this event.
        """
        if self._data and self._lines.unfinished:
            return None  # another line of the event is incomplete
        out: list[EventTuple] = []
        self._decode_slow(b"\n\n", out)
        return out[0] if out else None

    def _without_bom(self, chunk: bytes) -> bytes:
        """Remove a byte order mark at the beginning. Keeps up to two bytes back until it is clear whether they belong to one."""
        head = (self._head or b"") + chunk
        if len(head) < len(_BOM) and _BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head.removeprefix(_BOM)

    def _tokens(self, text: str, out: list[EventTuple]) -> None:
        limit = self.max_event
        for name, data, line in _TOKENS(text):
            if data:
                if not self._has_fields and len(data) <= limit:  # a complete event
                    out.append((name or "message", data, self._id, self.retry))
                    continue
                if name:
                    self._type = name
                self._append(data)
                self._dispatch(out)
            elif line:
                self._field(line)
            else:
                self._dispatch(out)

    def _large_lines(self, lines: bytes | bytearray, out: list[EventTuple]) -> None:
        """Variant of `_tokens` for many bytes: it copies each line once. At this size, allocating memory takes most of the time."""
        start = 0
        with memoryview(lines) as view:
            while (stop := lines.find(b"\n", start)) >= 0:
                if stop == start:
                    self._dispatch(out)
                elif lines.startswith(b"data: ", start):
                    self._has_fields = True
                    self._append(str(view[start + 6 : stop], "utf-8", "replace"))
                else:
                    self._field(str(view[start:stop], "utf-8", "replace"))
                start = stop + 1

    def _field(self, line: str) -> None:
        name, colon, value = line.partition(":")
        if colon and not name:  # a comment
            return
        self._has_fields = True
        value = value.removeprefix(" ")
        if name == "data":
            self._append(value)
        elif name == "event":
            self._type = value
        elif name == "id":
            if "\0" not in value:
                self._id = value
        elif name == "retry" and _DIGITS(value) and len(value) <= _MAX_RETRY_DIGITS:
            self.retry = int(value)

    def _append(self, value: str) -> None:
        self._size += len(value) + bool(self._data)
        if self._size > self.max_event:
            raise StreamLimitExceeded(f"The stream has an event of more than {self.max_event:,} characters.")
        self._data.append(value)

    def _dispatch(self, out: list[EventTuple]) -> None:
        """End the event at a blank line. Without data, there is no event; its id stays set."""
        if self._data:
            data = "\n".join(self._data)
            out.append((self._type or "message", data, self._id, self.retry))
            self._data.clear()
            self._size = 0
        self._type = ""
        self._has_fields = False


class LineDecoder:
    """Splits JSON lines: one value per line. Blank lines are skipped; the last line needs no newline.

    Args:
        max_line: Longest line, in bytes.
    """

    __slots__ = ("_blank", "_error", "_lines")

    def __init__(self, *, max_line: int = DEFAULT_LIMIT) -> None:
        self._lines = _LineBuffer(max_line)
        #: Bytes of blank lines since the last value.
        self._blank = 0
        self._error: StreamLimitExceeded | None = None

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the lines that `chunk` completes, without their newlines.

        Raises:
            StreamLimitExceeded: a line is too long, or as many bytes are blank lines. If `chunk` also completes lines before it,
                they are returned, and the next call raises the error.
        """
        if self._error is not None:
            raise self._error
        complete, self._error = self._lines.take(chunk)
        lines = [line for line in bytes(complete).split(b"\n") if line and not line.isspace()]
        self._blank = 0 if lines else self._blank + len(complete)
        if self._blank > self._lines.limit:
            raise StreamLimitExceeded(f"The stream has more than {self._lines.limit:,} bytes of blank lines.")
        if self._error is not None and not lines:
            raise self._error
        return lines

    def finish(self) -> bytes | None:
        """Call this at the end of the bytes. Returns the last line if it had no newline: it may be incomplete.

        Raises:
            StreamLimitExceeded: the last chunk hit the limit.
        """
        if self._error is not None:
            raise self._error
        line = bytes(self._lines.unfinished)
        self._lines.unfinished.clear()
        return line if line and not line.isspace() else None
