"""The calls in an open stream: which of them may start before the response is complete (no I/O)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class EarlyCalls:
    """Reads the events of one stream after another, and finds the calls that may start.

    Args:
        enabled: Whether calls start early at all.
    """

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        #: Ids of calls that the program does not want to start early.
        self.deferred: set[str] = set()
        #: The blocks of the last stream that `deferred` names.
        self.held_back: list[Mapping[str, Any]] = []
        self._last: Mapping[str, Any] | None = None

    def begin(self) -> None:
        """A stream was opened."""
        self.held_back = []
        self._last = None

    def take(self, payload: Mapping[str, Any], block: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Return the block of a call that may start now: it is complete, and something follows it.

        Args:
            payload: The event.
            block: For `content_block_stop`, the block that is complete.
        """
        if not self._enabled:
            return None
        kind, ready = payload["type"], None
        delta: dict[str, Any] = payload.get("delta") or {}
        begun: dict[str, Any] = payload.get("content_block") or {}
        if kind in ("content_block_start", "message_delta") and self._last is not None:
            if kind == "content_block_start" or delta.get("stop_reason") == "tool_use":
                ready = self._last
            self._last = None
        if begun.get("type") == "fallback":
            self._enabled = False  # another model goes on, and its calls are not these
        if kind == "content_block_stop" and block is not None and block.get("type") == "tool_use":
            self._last = block
        if ready is not None and ready.get("id") in self.deferred:
            self.held_back.append(ready)
            return None
        return ready
