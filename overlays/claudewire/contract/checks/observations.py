"""What recordings touched of the document, and what they hold beyond it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import field, frozen


@frozen
class Unknown:
    """Something that was seen and is not in the document."""

    operation: str
    #: `request`, `response`, `error`, `event`, `line`
    part: str
    #: `field`, `literal`, `member`, `status`, `header`, `query`, `beta`; `value` for one that an open list need not have
    kind: str
    #: The schema (or response) that it would belong to.
    owner: str
    name: str


@frozen
class Observations:
    """What the recordings touched of the document, and what they hold beyond it."""

    #: By operation and part, how often each statement was touched.
    seen: dict[tuple[str, str], Counter[str]] = field(factory=dict[tuple[str, str], Counter[str]])
    unknown: Counter[Unknown] = field(factory=Counter[Unknown])
    #: Up to five values of each unknown thing, and where the first one stands.
    examples: dict[Unknown, list[Any]] = field(factory=dict[Unknown, list[Any]])
    places: dict[Unknown, str] = field(factory=dict[Unknown, str])

    def counter(self, operation: str, part: str) -> Counter[str]:
        """The counter of one part of one operation."""
        return self.seen.setdefault((operation, part), Counter())
