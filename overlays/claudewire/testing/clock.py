"""The server's own time: it runs like any clock, and a test can push it forward."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970, plus what `advance` added."""

    def __init__(self) -> None:
        self._offset = 0.0

    def now(self) -> float:
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Let time pass at once: batches end, files expire, rate limits refill."""
        self._offset += seconds


def timestamp(seconds: float) -> str:
    """A moment as the API writes it: RFC 3339 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def whole_seconds(seconds: float) -> str:
    """The same without fractions, as the rate-limit headers have it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
