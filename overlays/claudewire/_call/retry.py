"""Whether a failed attempt is repeated: a pure decision, and the retry budget.

`decide` takes one failed attempt and returns `Wait` or `Stop`, each with its reason. The rules, in order:

1. No more than `max_retries` further attempts.
2. `x-should-retry` decides. Without it, 408, 409, 429, every 5xx and lost connections are repeated.
3. The wait is `retry-after-ms` or `retry-after` where the server sends one, and never less than the backoff. A wait beyond
   `max_retry_after` or beyond the deadline does not start: the error is raised immediately and carries `retry_after`.
4. The backoff is random between 0 and `initial_delay · 2ⁿ`, at most `max_delay` (full jitter).
5. Each retry costs tokens of a budget that all calls of a client share. An outage drains it; then every call is sent once.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import field, frozen

from claudewire._config import RETRY_BUDGET, RetryPolicy
from claudewire._errors.base import APIError
from claudewire._errors.bodies import retryable
from claudewire._errors.statuses import APIStatusError

#: Costs in budget tokens. A throttled request costs the server little, a failed one may have cost it much.
RETRY_COST: Final = 14
THROTTLE_COST: Final = 5
_THROTTLED: Final = (429, 529)


@frozen
class Outcome:
    """How one attempt failed.

    Attributes:
        status: Status of the response; None if there was no response.
        headers: Headers of the response.
        sent: Whether the request may have reached the server.
        retryable: Whether a failure without a status is worth another attempt.
        rewindable: Whether the body can be sent again: one that was read from an iterator cannot.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(factory=dict[str, str])
    sent: bool = True
    retryable: bool = True
    rewindable: bool = True


@frozen
class Wait:
    """Attempt again after `seconds`, for `cost` budget tokens."""

    seconds: float
    reason: str
    cost: int = 0


@frozen
class Stop:
    """Raise the error."""

    reason: str
    retry_after: float | None = None


Decision: TypeAlias = Wait | Stop


def decide(
    *,
    attempt: int,
    outcome: Outcome,
    policy: RetryPolicy,
    tokens: int | None,
    now: float,
    random: float,
    remaining: float | None = None,
    max_retries: int | None = None,
    safe: bool = True,
) -> Decision:
    """Decide whether a failed attempt is repeated.

    Args:
        attempt: Number of the attempt that failed, from 1.
        outcome: How it failed.
        policy: The policy of the client.
        tokens: Tokens left in the budget; None for no budget.
        now: Seconds since the epoch, for dates in `retry-after`.
        random: A number from 0 up to (not including) 1.
        remaining: Seconds until the deadline of the call; None for no deadline.
        max_retries: Number of retries that the call itself asks for; None takes that of the policy.
        safe: Whether the operation can be repeated without doing its work twice.
    """
    server_delay = retry_after(outcome.headers, now)
    reason = _reason(outcome)
    if not (retryable(outcome.status, outcome.headers) if outcome.status is not None else outcome.retryable):
        return Stop(f"{reason} is final", server_delay)
    if attempt > (policy.max_retries if max_retries is None else max_retries):
        return Stop("no retries left", server_delay)
    if not outcome.rewindable:
        return Stop("the body cannot be sent twice", server_delay)
    if outcome.status is None and outcome.sent and not safe and not policy.repeat_unsafe:
        return Stop("the work may have been done", server_delay)
    if server_delay is not None and server_delay > policy.max_retry_after:
        return Stop("retry-after is beyond the limit", server_delay)
    delay = max(backoff(attempt, policy, random), server_delay or 0.0)
    if remaining is not None and delay >= remaining:
        return Stop("the deadline would pass", server_delay)
    cost = cost_of(outcome.status) if tokens is not None else 0
    if tokens is not None and tokens < cost:
        return Stop("the retry budget is spent", server_delay)
    return Wait(delay, f"{reason}, retry-after" if server_delay is not None and delay == server_delay else reason, cost)


def backoff(attempt: int, policy: RetryPolicy, random: float) -> float:
    """Return a random delay in seconds, from 0 to the upper bound of this attempt (full jitter)."""
    return random * min(policy.max_delay, policy.initial_delay * 2.0 ** min(attempt - 1, 62))


def cost_of(status: int | None) -> int:
    """Return the budget tokens that a retry after this status costs."""
    return THROTTLE_COST if status in _THROTTLED else RETRY_COST


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds in `retry-after-ms` or `retry-after`; None if the header is absent or unreadable.

    Of several values of one header, the longest wait counts.
    """
    if (text := headers.get("retry-after-ms")) is not None and (ms := _number(text)) is not None:
        return ms / 1000
    if (text := headers.get("retry-after")) is None:
        return None
    seconds = _number(text)
    if seconds is None:
        seconds = _date(text, now)
    return seconds


def _number(text: str) -> float | None:
    longest: float | None = None
    for part in text.split(","):
        try:
            value = float(part)
        except ValueError:
            return None
        if not math.isnan(value) and value > 0:
            longest = max(value, longest or 0.0)
    return longest


def _date(text: str, now: float) -> float | None:
    from email.utils import parsedate_to_datetime  # a slow import for a rare header

    try:
        timestamp = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return timestamp - now if timestamp > now else None


def _reason(outcome: Outcome) -> str:
    if outcome.status is None:
        return "connection"
    verdict = outcome.headers.get("x-should-retry")
    return f"status {outcome.status}" + (f", x-should-retry: {verdict}" if verdict in ("true", "false") else "")


def outcome_of(error: APIError, *, sent: bool = True, rewindable: bool = True) -> Outcome:
    """Return the outcome of an attempt that raised `error`."""
    if isinstance(error, APIStatusError):
        return Outcome(error.retry_status or error.status_code, error.headers, sent, error.is_retryable, rewindable)
    return Outcome(None, error.headers, sent, error.is_retryable, rewindable)


class RetryBudget:
    """Tokens for retries, shared by all calls of a client.

    No lock: a finalizer may return tokens while the same thread is in here, and a lock would deadlock.
    A bounded deque is the counter; its operations are atomic.
    """

    __slots__ = ("_tokens", "size")

    def __init__(self, size: int = RETRY_BUDGET) -> None:
        self.size = size
        self._tokens: deque[None] = deque([None] * size, maxlen=size)

    @property
    def tokens(self) -> int:
        """Number of tokens left."""
        return len(self._tokens)

    def acquire(self, cost: int) -> bool:
        """Take the tokens for a retry. Returns False, and takes none, if there are not enough."""
        taken = 0
        try:
            while taken < cost:
                self._tokens.pop()
                taken += 1
        except IndexError:
            self.release(taken)
            return False
        return True

    def release(self, tokens: int = 1) -> None:
        """Return tokens after a success: those of its retry, or 1. The budget never exceeds its size."""
        self._tokens.extend([None] * tokens)
