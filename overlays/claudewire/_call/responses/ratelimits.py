"""Rate limits of an organization, from response headers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen


@frozen
class RateLimit:
    """One limit: its size, what is left of it, and when it is full again (aware datetime)."""

    #: Units in a minute; None if the response did not say.
    limit: int | None = None
    #: Units that are left; None if the response did not say.
    remaining: int | None = None
    #: When everything is left again, an aware datetime; None if the response did not say.
    reset: datetime | None = None


@frozen(kw_only=True)
class RateLimits:
    """Rate limits in the headers of a response.

    `tokens` is the most restrictive limit in force; the API rounds remaining tokens to thousands.
    """

    #: Requests in a minute.
    requests: RateLimit | None = None
    #: The most restrictive limit of tokens in force.
    tokens: RateLimit | None = None
    #: Input tokens in a minute.
    input_tokens: RateLimit | None = None
    #: Output tokens in a minute.
    output_tokens: RateLimit | None = None
    #: Input tokens of the priority tier.
    priority_input_tokens: RateLimit | None = None
    #: Output tokens of the priority tier.
    priority_output_tokens: RateLimit | None = None
    #: Of requests with `speed="fast"`, which have limits of their own.
    fast_input_tokens: RateLimit | None = None
    #: The same for output tokens.
    fast_output_tokens: RateLimit | None = None
    #: Headers of the family that no field holds, by name.
    other: Mapping[str, str] = field(factory=dict[str, str])

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> RateLimits:
        """Read the limits from the headers of a response; headers that cannot be read count as missing.

        Args:
            headers: Headers of a response, their names in lower case.
        """
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
