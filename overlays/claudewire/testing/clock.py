"""The server's own clock, which a test can set forward."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, Final

from claudewire.testing.errors import InvalidScript

#: The year 9000; later times leave no room for expiry dates.
_FARTHEST: Final = 221_845_392_000.0


class Clock:
    """Seconds since 1970, plus the seconds that `advance` added."""

    def __init__(self) -> None:
        self._offset = 0.0

    def now(self) -> float:
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Set the clock forward: batches end, files expire, rate limits refill.

        Raises:
            InvalidScript: `seconds` is negative, not a finite number, or leads beyond the year 9000.
        """
        amount: Any = seconds  # from JSON it can be anything
        if isinstance(amount, bool) or not isinstance(amount, (int, float)) or not 0 <= amount <= _FARTHEST:
            raise InvalidScript(f"the clock can be advanced by a number of seconds, not negative, not by {seconds!r}")
        if self.now() + amount > _FARTHEST:
            raise InvalidScript("the clock cannot be advanced beyond the year 9000")
        self._offset += amount


def timestamp(seconds: float) -> str:
    """Format a time as the API does: RFC 3339 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def whole_seconds(seconds: float) -> str:
    """Format a time as the rate-limit headers do: RFC 3339 in UTC, without fractions."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
