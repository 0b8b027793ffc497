"""The streams of several models as one: events in, bytes of one event stream out. Pure.

One message begins and ends; indices rise over all parts; a part that declined has no end of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final, cast

from claudewire import _json
from claudewire._errors.base import StreamError
from claudewire._stream.accumulator import Accumulator

from .chain import JSON, Chain, is_refusal

_BLOCK_EVENTS: Final = frozenset({"content_block_start", "content_block_delta", "content_block_stop"})


class StreamSplicer:
    """Splices the parts of one call.

    Args:
        chain: The call.
        make_decoder: Returns the decoder of a part, with the interface of `EventDecoder`.

    Attributes:
        goes_on: Whether the part that ended declined, and another model is left.
        is_complete: Whether the whole has ended.
    """

    def __init__(self, chain: Chain, make_decoder: Callable[[], Any]) -> None:
        self._chain, self._make_decoder = chain, make_decoder
        self.goes_on: bool = False
        self.is_complete: bool = False
        self._is_open = False
        #: Which part the beginning of the whole is from.
        self._opened_by: int | None = None
        self._emitted = 0
        self._hidden = 0
        self._first: JSON | None = None
        self.begin()

    def begin(self) -> None:
        """Begins a part: the first, the next, or one that is sent again."""
        self.goes_on = False
        self._decoder = self._make_decoder()
        self._accumulator = Accumulator()
        self._start: JSON | None = None
        #: Ends that are held back until it is known whether the part declined: payloads, and their bytes.
        self._held: list[tuple[JSON, bytes]] = []
        self._offset: int | None = 0 if not self._chain.parts else None

    def feed(self, chunk: bytes) -> bytes:
        """Takes bytes of the part and returns bytes of the whole.

        Raises:
            StreamError: the part is not a valid stream.
        """
        out: list[bytes] = []
        for name, data, *_ in self._decoder.feed_tuples(chunk):
            if self.goes_on or self.is_complete:
                break
            out += self._event(name, data)
        return b"".join(out)

    def feed_eof(self) -> bytes:
        """Returns what was held back of a part that ended before its end: the reader says what is missing."""
        held, self._held = self._held, []
        return b"".join([*(self._opened() if held else ()), *(raw for _, raw in held)])

    def _event(self, name: str, data: str) -> list[bytes]:
        raw = _frame(name, data)
        try:
            found: Any = _json.loads(data.encode())
        except ValueError:
            return [raw]
        payload: JSON = cast("JSON", found) if isinstance(found, dict) else {}
        if not isinstance(payload.get("type"), str):
            return [raw]
        try:
            self._accumulator.feed(payload)
        except StreamError:
            return [*self._opened(), raw]  # the reader finds the same fault
        kind: str = payload["type"]
        if kind == "message_start":
            return self._message_start(payload)
        if kind in _BLOCK_EVENTS:
            return [*self._opened(), self._shifted(payload, raw)]
        if kind == "message_delta":
            self._held.append((payload, raw))
            return []
        return self._message_stop(raw) if kind == "message_stop" else [raw]

    def _message_start(self, payload: JSON) -> list[bytes]:
        """Holds the beginning back until there is content: the model may decline without any."""
        self._first = self._first or payload
        self._start = {**payload, "message": {**payload["message"], "id": self._first["message"].get("id")}}
        return []

    def _opened(self) -> list[bytes]:
        """Returns what stands before the content of a part: the beginning of the whole, and `fallback` blocks."""
        out: list[bytes] = []
        if not self._is_open and self._start is not None:
            self._is_open = True
            self._opened_by = len(self._chain.parts)
            out.append(_event(self._start))
        if self._offset is None and self._is_open:
            for seam in self._chain.pending_seams(shown=self._hidden):
                out.append(_event({"type": "content_block_start", "index": self._emitted, "content_block": seam}))
                out.append(_event({"type": "content_block_stop", "index": self._emitted}))
                self._emitted += 1
            self._offset, self._hidden = self._emitted, 0
        return out

    def _shifted(self, payload: JSON, raw: bytes) -> bytes:
        offset = self._offset or 0
        if payload["type"] == "content_block_stop":
            self._emitted += 1
        index = payload.get("index")  # without one, it is the block that is open
        return raw if offset == 0 or index is None else _event({**payload, "index": index + offset})

    def _message_stop(self, raw: bytes) -> list[bytes]:
        message = self._accumulator.finish()
        out = [] if is_refusal(message) else self._opened()
        self.goes_on = self._chain.take(message)
        self._hidden += 1
        if self.goes_on:
            return out
        if len(self._chain.parts) > 1:
            return [*out, *self._end()]
        self.is_complete = True
        return [*out, *self._opened(), *(held for _, held in self._held), raw]

    def give_up(self) -> bytes:
        """Returns the end of the whole if no other model could be reached: that of the first refusal."""
        return b"".join(self._end())

    def _end(self) -> list[bytes]:
        self.is_complete, self.goes_on = True, False
        out: list[bytes] = []
        if not self._is_open and self._first is not None:
            self._is_open = True
            out.append(_event(self._first))
        delta: JSON = {}
        if not is_refusal(self._chain.parts[-1].message):
            delta = self._held[-1][0] if self._held else {}
            out += [raw for _, raw in self._held[:-1]]
        carried = {} if self._opened_by == len(self._chain.parts) - 1 else self._chain.carried()
        ending = {**delta.get("delta", {}), **self._chain.ending()}
        usage = self._chain.usage()
        return [
            *out,
            _event({**carried, **delta, "type": "message_delta", "delta": ending, "usage": usage}),
            _event({"type": "message_stop"}),
        ]


def _frame(name: str, data: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"event: {name}\n{lines}\n".encode()


def _event(payload: JSON) -> bytes:
    return f"event: {payload['type']}\ndata: {json.dumps(payload, separators=(',', ':'))}\n\n".encode()
