"""Framing of answers that come in parts: server-sent events and JSON lines. Bytes in, values out; no I/O and no clock.

`EventDecoder` is the algorithm of the HTML standard ("9.2.6 Interpreting an event stream"). The same bytes give the
same events however they are cut into chunks, and the work is linear in their number: no byte is looked at again because
more bytes arrived.
"""

from __future__ import annotations

import re
from itertools import starmap
from typing import Final, NamedTuple

from ._errors import StreamLimitExceeded

#: 16 MiB: far above any event the API sends, far below what would hurt the process.
DEFAULT_LIMIT: Final = 16 * 1024 * 1024

_BOM: Final = b"\xef\xbb\xbf"
_CR: Final = 13
_LF: Final = 10
_LARGE: Final = 1024 * 1024

# One ordinary block (optional `event: x`, one `data: y`, blank line) in one match, or else one line. Nothing in between
# is skipped, so `findall` is a tokenizer. Possessive repeats: a line that fits no block is not scanned backwards.
_TOKENS: Final = re.compile(r"(?:event: (.++)\n)?data: (.++)\n\n|(.*+)\n").findall

_DIGITS: Final = re.compile(r"[0-9]+").fullmatch
# `int()` refuses more digits than this by default; such a reconnection time means nothing anyway.
_MAX_RETRY_DIGITS: Final = 4000


class ServerSentEvent(NamedTuple):
    """One dispatched event.

    Args:
        event: Its type; `message` where the stream names none.
        data: Its data lines, joined by newlines.
        id: The last event id in force.
        retry: The reconnection time in force, in milliseconds; None while the stream has set none.
    """

    event: str
    data: str
    id: str = ""
    retry: int | None = None


#: An event as a plain tuple, its parts in the same order. Where no id and no time is in force, they may be left out.
Block = tuple[str, str, str] | tuple[str, str, str, int | None]


class _Lines:
    """Cuts chunks into whole lines, each of at most `limit` bytes."""

    __slots__ = ("limit", "rest")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        #: The unfinished last line. A bytearray grows in place: nothing is joined, or copied, again and again.
        self.rest = bytearray()

    def take(self, chunk: bytes) -> tuple[bytes | bytearray, StreamLimitExceeded | None]:
        """The lines that `chunk` completes, and an error if the line behind them is too long."""
        end = chunk.rfind(b"\n") + 1
        if not end:
            self.rest += chunk
            return b"", _too_long(self.limit) if len(self.rest) > self.limit else None
        whole: bytes | bytearray = chunk if end == len(chunk) else chunk[:end]
        if self.rest:
            self.rest += whole
            whole, self.rest = self.rest, bytearray()
        if end < len(chunk):
            self.rest += chunk[end:]
        if len(whole) > self.limit:
            start = 0
            while (stop := whole.find(b"\n", start)) >= 0:
                if stop - start > self.limit:
                    return whole[:start], _too_long(self.limit)
                start = stop + 1
        return whole, _too_long(self.limit) if len(self.rest) > self.limit else None


def _too_long(limit: int) -> StreamLimitExceeded:
    return StreamLimitExceeded(f"The stream holds a line of more than {limit:,} bytes.")


class EventDecoder:
    """Decodes a `text/event-stream`.

    Bytes that are not UTF-8 become U+FFFD; nothing but a limit makes it fail.

    Args:
        max_line: Longest line, in bytes.
        max_event: Most data in one event, in characters.
    """

    __slots__ = (
        "_data", "_error", "_head", "_id", "_lines", "_open", "_ordinary", "_size", "_skip_lf", "_small", "_type",
        "comments", "last_event_id", "max_event", "retry",
    )  # fmt: skip

    def __init__(self, *, max_line: int = DEFAULT_LIMIT, max_event: int = DEFAULT_LIMIT) -> None:
        self.max_event = max_event
        self._small = min(max_line, max_event)
        self._ordinary = False  # there is nothing that blocks would have to take over, or to wait for
        self._lines = _Lines(max_line)
        self._head: bytes | None = b""  # the first bytes, while they may still be a byte order mark
        self._skip_lf = False  # the last byte was a CR: an LF that follows belongs to it
        self._open = False  # a field has been seen since the last blank line
        self._type = ""
        self._data: list[str] = []
        self._size = 0
        self._id = ""
        self._error: StreamLimitExceeded | None = None
        #: Comment lines so far. Servers send them to keep the connection open.
        self.comments = 0
        #: The id that the last finished block left in force.
        self.last_event_id = ""
        #: Milliseconds to wait before reconnecting, if the stream said so.
        self.retry: int | None = None

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """The events that `chunk` completes.

        Raises:
            StreamLimitExceeded: a line or an event is too long. Events in front of it are given first, the error comes
                with the next call.
        """
        return list(starmap(ServerSentEvent, self.blocks(chunk)))

    def blocks(self, chunk: bytes) -> list[Block]:
        """The same as plain tuples: to make a named one takes a third of the time that it takes to find its parts."""
        if self._error is not None:
            raise self._error
        out: list[Block] = []
        if self._ordinary and b"\r" not in chunk and len(chunk) <= self._small:
            # What is under way ends at the first blank line. Up to the last one there are whole blocks.
            start = chunk.find(b"\n\n") + 2 if self._open or self._lines.rest else 0
            end = chunk.rfind(b"\n\n") + 2
            if start < end > 1:
                if start:
                    self._general(chunk[:start], out)
                text = chunk[start:end].decode("utf-8", "replace")
                tokens = _TOKENS(text)
                # A token of three lines is a named block; there are none of more.
                if text.count("\n") == 3 * len(tokens) and self._ordinary:
                    out += tokens
                    start = end
                chunk = chunk[start:]
        if chunk and self._error is None:
            self._general(chunk, out)
        if self._error is not None and not out:
            raise self._error
        return out

    def _general(self, chunk: bytes, out: list[Block]) -> None:
        """Whatever the standard allows."""
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
                self._tokens(lines.decode("utf-8", "replace"), out)  # lines end in ASCII: no character is cut
        except StreamLimitExceeded as error:
            self._error = error
        in_force = self._id or self.retry is not None
        self._ordinary = not (in_force or self._skip_lf or self._head is not None or self._error is not None)

    def finish(self) -> bool:
        """Call at the end of the bytes. True if they end inside a block: the standard says to drop it.

        Raises:
            StreamLimitExceeded: the last chunk hit a limit.
        """
        if self._error is not None:
            raise self._error
        return self._open or bool(self._lines.rest) or bool(self._head)

    def _without_bom(self, chunk: bytes) -> bytes:
        """Holds back the first bytes until they are, or are not, a byte order mark."""
        head = (self._head or b"") + chunk
        if len(head) < len(_BOM) and _BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head.removeprefix(_BOM)

    def _tokens(self, text: str, out: list[Block]) -> None:
        limit = self.max_event
        for name, data, line in _TOKENS(text):
            if data:
                if not self._open and len(data) <= limit:  # the ordinary block, all there
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

    def _large_lines(self, lines: bytes | bytearray, out: list[Block]) -> None:
        """The same for many bytes: one copy of each line, because at this size touching new memory is what costs."""
        start = 0
        with memoryview(lines) as view:
            while (stop := lines.find(b"\n", start)) >= 0:
                if stop == start:
                    self._dispatch(out)
                elif lines.startswith(b"data: ", start):
                    self._open = True
                    self._append(str(view[start + 6 : stop], "utf-8", "replace"))
                else:
                    self._field(str(view[start:stop], "utf-8", "replace"))
                start = stop + 1

    def _field(self, line: str) -> None:
        name, colon, value = line.partition(":")
        if colon and not name:
            self.comments += 1
            return
        self._open = True
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
            raise StreamLimitExceeded(f"The stream holds an event of more than {self.max_event:,} characters.")
        self._data.append(value)

    def _dispatch(self, out: list[Block]) -> None:
        """A blank line: the block is whole. Without data it is no event, but its id counts."""
        self.last_event_id = self._id
        if self._data:
            data = "\n".join(self._data)
            out.append((self._type or "message", data, self._id, self.retry))
            self._data.clear()
            self._size = 0
        self._type = ""
        self._open = False


class LineDecoder:
    """Cuts JSON lines: one value per line. Blank lines are skipped, and the last line needs no newline.

    Args:
        max_line: Longest line, in bytes.
    """

    __slots__ = ("_error", "_limit", "_rest")

    def __init__(self, *, max_line: int = DEFAULT_LIMIT) -> None:
        self._limit = max_line
        #: The unfinished last line. A bytearray grows in place.
        self._rest = bytearray()
        self._error: StreamLimitExceeded | None = None

    def feed(self, chunk: bytes) -> list[bytes]:
        """The lines that `chunk` completes, without their ends.

        Raises:
            StreamLimitExceeded: a line is too long. Lines in front of it are given first, the error comes with the
                next call.
        """
        if self._error is not None:
            raise self._error
        first, *lines = chunk.split(b"\n")
        self._rest += first
        if lines:
            last = lines.pop()
            lines.insert(0, bytes(self._rest))
            self._rest = bytearray(last)
        if max(len(chunk), len(self._rest), len(lines[0]) if lines else 0) > self._limit:
            lines = self._within_limit(lines)
        lines = [line for line in lines if line and not line.isspace()]
        if self._error is not None and not lines:
            raise self._error
        return lines

    def _within_limit(self, lines: list[bytes]) -> list[bytes]:
        """The lines in front of the one that is too long, if there is one."""
        for number, line in enumerate([*lines, self._rest]):
            if len(line) > self._limit:
                self._error = _too_long(self._limit)
                return lines[:number]
        return lines

    def finish(self) -> bytes | None:
        """Call at the end of the bytes: the last line, if it had no newline. Only its content tells if it is whole.

        Raises:
            StreamLimitExceeded: the last chunk hit the limit.
        """
        if self._error is not None:
            raise self._error
        line = bytes(self._rest)
        self._rest.clear()
        return line if line and not line.isspace() else None
