"""Rate limits of an organization, from response headers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen


@frozen
class RateLimit:
    """One limit: its size, what is left of it, and when it is full again (aware datetime)."""

    limit: int | None = None
    remaining: int | None = None
    reset: datetime | None = None


@frozen(kw_only=True)
class RateLimits:
    """Rate limits in the headers of a response.

    `tokens` is the most restrictive limit in force; the API rounds remaining tokens to thousands.
    """

    requests: RateLimit | None = None
    tokens: RateLimit | None = None
    input_tokens: RateLimit | None = None
    output_tokens: RateLimit | None = None
    priority_input_tokens: RateLimit | None = None
    priority_output_tokens: RateLimit | None = None
    #: Of requests with `speed="fast"`, which have limits of their own.
    fast_input_tokens: RateLimit | None = None
    fast_output_tokens: RateLimit | None = None
    #: Headers of the family that no field holds, by name.
    other: Mapping[str, str] = field(factory=dict[str, str])

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> RateLimits:
        """Read the limits from the headers of a response; headers that cannot be read count as missing."""
        found: dict[str, dict[str, str]] = {}
        other: dict[str, str] = {}
        for name, value in headers.items():
            if name.startswith("anthropic-ratelimit-"):
                family, _, part = name.removeprefix("anthropic-ratelimit-").rpartition("-")
            elif name.startswith(("anthropic-priority-", "anthropic-fast-")):
                family, _, part = name.removeprefix("anthropic-").rpartition("-")
            else:
                continue
            family = family.replace("-", "_")
            if family in _FAMILIES and part in ("limit", "remaining", "reset"):
                found.setdefault(family, {})[part] = value
            else:
                other[name] = value
        limits = {
            family: RateLimit(_number(parts.get("limit")), _number(parts.get("remaining")), _moment(parts.get("reset")))
            for family, parts in found.items()
        }
        return cls(other=other, **limits)


_FAMILIES = (
    "requests",
    "tokens",
    "input_tokens",
    "output_tokens",
    "priority_input_tokens",
    "priority_output_tokens",
    "fast_input_tokens",
    "fast_output_tokens",
)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and text.isascii() else None


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
