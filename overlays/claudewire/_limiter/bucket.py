"""One rate as a token bucket, as the API documents its limits: it refills continuously, up to its capacity. Pure."""

from __future__ import annotations

from math import inf
from typing import Final

#: Share of a minute's limit that may be sent at once. The rest covers requests whose way to the server takes longer than that of others.
BURST: Final = 0.95
#: Units by which sums of floats may be wrong.
TOLERANCE: Final = 1e-6


class Bucket:
    """A rate of `limit` units per minute. Its level may become negative: whoever comes next waits for it.

    Attributes:
        limit: Units per minute; None if there is no limit, or none is known.
        level: Units that may be taken now.
    """

    __slots__ = ("level", "limit")

    def __init__(self, limit: float | None = None) -> None:
        self.limit = limit
        self.level = 0.0 if limit is None else self.capacity

    @property
    def capacity(self) -> float:
        """The level of the full bucket."""
        return inf if self.limit is None else max(1.0, self.limit * BURST)

    def refill(self, seconds: float, share: float = 1.0) -> None:
        """Let time pass. `share` is the part of the limit that is used."""
        if self.limit is not None:
            self.level = min(self.capacity, self.level + seconds * share * self.limit / 60.0)

    def take(self, units: float) -> None:
        """Take units, also more than there are."""
        if self.limit is not None:
            self.level -= units

    def put_back(self, units: float) -> None:
        """Return units that were not used; take more if the number is negative."""
        if self.limit is not None:
            self.level = min(self.capacity, self.level + units)

    def wait(self, units: float, before: float = 0.0, share: float = 1.0) -> float:
        """Return the seconds until `units` can be taken, behind others that take `before` units.

        Units beyond the capacity count as the capacity: the bucket never holds more.
        """
        if self.limit is None:
            return 0.0
        missing = before + min(units, self.capacity) - self.level
        return 0.0 if missing <= TOLERANCE else missing * 60.0 / (self.limit * share)

    def set_limit(self, limit: float) -> None:
        """Change the rate. A bucket that had none is full."""
        known = self.limit is not None
        self.limit = limit
        self.level = min(self.level, self.capacity) if known else self.capacity
