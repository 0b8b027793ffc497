r"""Joins characters whose two halves arrive separately. Pure functions and one small state machine; no I/O.

JSON can write a character beyond U+FFFF as two escapes, `\ud83d\ude00`: the halves of a surrogate pair. A server that counts in
UTF-16 can cut between them, so that each half arrives in an event of its own. A half alone is not text: printing or encoding it
raises UnicodeEncodeError.

The rule: two halves that follow each other in the text of one block are one character, also across events, and it is yielded with
its second half. A half that stays alone is yielded as U+FFFD. So no value of a stream contains a surrogate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from claudewire._json import REPLACEMENT, join_halves

JSON = dict[str, Any]


class SurrogateJoiner:
    """Applies the rule above to the events of a message.

    Args:
        appended: The deltas whose text is appended: delta type → the field of the delta, and of its block, that holds the text.
    """

    __slots__ = ("_appended", "_delta_type", "half")

    def __init__(self, appended: Mapping[str, str]) -> None:
        self._appended = appended
        #: The first half of a character, while the second half has not arrived; else empty.
        self.half = ""
        self._delta_type = ""

    def feed(self, event: JSON) -> list[JSON]:
        """Return the events to process in the place of `event`: itself without halves, after a delta for a half that stays alone."""
        event_type = event.get("type")
        if event_type == "content_block_delta" and isinstance(delta := event.get("delta"), dict):
            return self._delta(event, cast("JSON", delta))
        if event_type == "content_block_start" and isinstance(block := event.get("content_block"), dict):
            return [{**join_halves(event), "content_block": self._block_start(cast("JSON", block))}]
        before = self._flush(event) if event_type == "content_block_stop" else []
        return [*before, join_halves(event)]

    def _delta(self, event: JSON, delta: JSON) -> list[JSON]:
        delta_type = delta.get("type")
        field = self._appended.get(delta_type) if isinstance(delta_type, str) else None
        text = delta.get(field) if field is not None else None
        if not isinstance(text, str):
            return [join_halves(event)]
        before = self._flush(event) if self._delta_type != delta_type else []
        text = self._hold(str(delta_type), self.half + text)
        return [*before, {**join_halves(event), "delta": {**join_halves(delta), field: text}}]

    def _block_start(self, block: JSON) -> JSON:
        """Return the block without a half at the end of its text: the other half may be in the first delta."""
        self.half = ""
        out: JSON = join_halves(block)
        for delta_type, field in self._appended.items():
            if not self.half and isinstance(text := block.get(field), str):
                out[field] = self._hold(delta_type, text)
        return out

    def _hold(self, delta_type: str, text: str) -> str:
        """Return `text` without halves, and keep back a first half at its end."""
        self._delta_type = delta_type
        self.half = text[-1] if "\ud800" <= text[-1:] <= "\udbff" else ""
        joined: str = join_halves(text[:-1] if self.half else text)
        return joined

    def _flush(self, event: JSON) -> list[JSON]:
        """Return a delta for a half that stays alone, in the block that `event` names."""
        if not self.half:
            return []
        self.half = ""
        delta = {"type": self._delta_type, self._appended[self._delta_type]: REPLACEMENT}
        return [{"type": "content_block_delta", "index": event.get("index"), "delta": delta}]
