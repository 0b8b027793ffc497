"""Token buckets that refill continuously, and the headers that report them."""

from __future__ import annotations

import math
from typing import Any, Final

from attrs import field, frozen, mutable

from claudewire.testing.clock import Clock, whole_seconds
from claudewire.testing.errors import InvalidScript
from claudewire.testing.responses.errors import APIErrorResponse


@frozen(kw_only=True)
class Limits:
    """Units per minute. The defaults are higher than a test needs.

    Raises:
        InvalidScript: a limit is not a whole number from 1.
    """

    #: Requests in a minute.
    requests: int = 50_000
    #: Input tokens in a minute.
    input_tokens: int = 20_000_000
    #: Output tokens in a minute.
    output_tokens: int = 4_000_000

    def __attrs_post_init__(self) -> None:
        for name in ("requests", "input_tokens", "output_tokens"):
            value: Any = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise InvalidScript(f"limits: {name} should be a whole number from 1, not {value!r}")


@mutable
class Bucket:
    """A bucket of `limit` units, which refills continuously by that many in a minute."""

    limit: int
    room: float = field(init=False)
    seen: float

    def __attrs_post_init__(self) -> None:
        self.room = float(self.limit)

    def refill(self, now: float) -> None:
        self.room = min(float(self.limit), self.room + max(0.0, now - self.seen) * self.limit / 60)
        self.seen = now

    def wait(self, units: float) -> float:
        """Return the seconds until there is room for so many units, or until the bucket is full if it never holds so many."""
        return max(0.0, (min(units, self.limit) - self.room) * 60 / self.limit)


class RateLimits:
    """The three buckets of an organization."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._clock = clock
        now = clock.now()
        self._buckets: Final = {
            "requests": Bucket(limits.requests, now),
            "input-tokens": Bucket(limits.input_tokens, now),
            "output-tokens": Bucket(limits.output_tokens, now),
        }

    def admit(self, input_tokens: int = 0) -> None:
        """Take one request and its input tokens out of the buckets.

        Raises:
            APIErrorResponse: 429 with `retry-after`, and nothing is taken.
        """
        self._refill()
        needs = {"requests": 1, "input-tokens": input_tokens, "output-tokens": 1 if input_tokens else 0}
        waits = {name: self._buckets[name].wait(units) for name, units in needs.items()}
        worst = max(waits, key=waits.__getitem__)
        if waits[worst] > 0:
            unit = worst.replace("-", " ")
            raise APIErrorResponse(
                429,
                f"This request would exceed the rate limit of {self._buckets[worst].limit:,} {unit} per minute for "
                "your organization; see the response headers for current usage.",
                headers={"retry-after": str(max(1, math.ceil(waits[worst])))},
            )
        self._buckets["requests"].room -= 1
        self._buckets["input-tokens"].room -= input_tokens

    def spend(self, output_tokens: int) -> None:
        """Take output tokens out of the bucket. It may become negative; then the next request waits."""
        self._buckets["output-tokens"].room -= output_tokens

    def headers(self) -> dict[str, str]:
        """Return the `anthropic-ratelimit-…` headers. `tokens` sums up both kinds; what is left is rounded to thousands."""
        self._refill()
        now = self._clock.now()
        headers: dict[str, str] = {}
        for name, bucket in self._buckets.items():
            left = max(0, int(bucket.room))
            headers |= _family(
                name, bucket.limit, left if name == "requests" else round(left, -3), now + bucket.wait(bucket.limit)
            )
        both = (self._buckets["input-tokens"], self._buckets["output-tokens"])
        left = sum(max(0, int(bucket.room)) for bucket in both)
        reset = now + max(bucket.wait(bucket.limit) for bucket in both)
        return headers | _family("tokens", sum(bucket.limit for bucket in both), round(left, -3), reset)

    def _refill(self) -> None:
        now = self._clock.now()
        for bucket in self._buckets.values():
            bucket.refill(now)


def _family(name: str, limit: int, left: int, reset: float) -> dict[str, str]:
    prefix = f"anthropic-ratelimit-{name}"
    return {
        f"{prefix}-limit": str(limit),
        f"{prefix}-remaining": str(min(left, limit)),
        f"{prefix}-reset": whole_seconds(reset),
    }
