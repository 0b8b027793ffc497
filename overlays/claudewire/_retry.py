"""When to try again: a pure decision, and the two things that bound it.

`decide` looks at one failed attempt and answers `Wait` or `Stop`, each with its reason. The rules, in order:

1. No more than `max_retries` further attempts.
2. The server's word (`x-should-retry`) is final; without it, 408, 409, 429, every 5xx and lost connections are worth another attempt.
3. The wait is `retry-after-ms` or `retry-after` where the server names one, and never less than the back-off; a wait beyond
   `max_retry_after` or beyond the deadline is not begun: the error comes at once and carries `retry_after`.
4. The back-off is drawn between 0 and `initial_delay · 2ⁿ`, at most `max_delay` (full jitter).
5. Each retry is paid from a budget that all calls of a client share. An outage drains it, and from then on every call is sent once.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from ._errors import APIError, APIStatusError, retryable

#: Prices in budget tokens. A throttled request costs the server little, a failed one may have cost it much.
BUDGET: Final = 500
RETRY_COST: Final = 14
THROTTLE_COST: Final = 5
_THROTTLED: Final = (429, 529)


@frozen(kw_only=True)
class RetryPolicy:
    """How a client retries.

    Attributes:
        max_retries: Attempts after the first one; 0 turns retrying off.
        initial_delay: Upper bound of the first wait, in seconds. It doubles with each attempt.
        max_delay: Upper bound of every wait that the server did not ask for, in seconds.
        max_retry_after: The longest `retry-after` that is waited for, in seconds.
        budget: Tokens that all calls of the client share; a retry takes 14 (5 after 429 and 529), a success gives them back, and a
            success at the first attempt gives 1. None for no budget.
        repeat_unsafe: Whether a call that might do its work twice is sent again after a connection was lost with the request on it.
        on_retry: Called with a `Retry` before each wait. What it raises ends the call.
    """

    max_retries: int = 2
    initial_delay: float = 0.5
    max_delay: float = 8.0
    max_retry_after: float = 60.0
    budget: int | None = BUDGET
    repeat_unsafe: bool = True
    on_retry: Callable[[Retry], Any] | None = None

    def __attrs_post_init__(self) -> None:
        number: Any = self.max_retries
        if not isinstance(number, int) or number < 0:
            raise TypeError(f"max_retries must be a whole number from 0, not {number!r}; 0 turns retrying off")


@frozen(kw_only=True)
class Retry:
    """What `on_retry` is told."""

    #: The attempt that failed, from 1.
    attempt: int
    #: Seconds until the next.
    delay: float
    #: Why there is a next.
    reason: str
    error: APIError
    operation: str


@frozen
class Outcome:
    """What became of one attempt.

    Attributes:
        status: The status of the answer; None if there was none.
        headers: Its headers.
        sent: Whether the request may have reached the server.
        retryable: What the failure says of itself, where there is no status to go by.
        repeatable: Whether the request can be sent again at all: a body that was read from an iterator can not.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(factory=dict[str, str])
    sent: bool = True
    retryable: bool = True
    repeatable: bool = True


@frozen
class Wait:
    seconds: float
    reason: str
    cost: int = 0


@frozen
class Stop:
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
    """Whether to try again after a failed attempt.

    Args:
        attempt: Number of the attempt that failed, from 1.
        outcome: How it failed.
        policy: The policy of the client.
        tokens: What is left of the budget; None for no budget.
        now: Seconds since the epoch, for dates in `retry-after`.
        random: A number from 0 up to 1.
        remaining: Seconds until the deadline of the call; None for no deadline.
        max_retries: What the call itself said about the number of retries.
        safe: Whether the operation can be repeated without doing its work twice.
    """
    asked = retry_after(outcome.headers, now)
    why = _reason(outcome)
    if not (retryable(outcome.status, outcome.headers) if outcome.status is not None else outcome.retryable):
        return Stop(f"{why} is final", asked)
    if attempt > (policy.max_retries if max_retries is None else max_retries):
        return Stop("no retries left", asked)
    if not outcome.repeatable:
        return Stop("the body can not be sent twice", asked)
    if outcome.status is None and outcome.sent and not safe and not policy.repeat_unsafe:
        return Stop("the work may have been done", asked)
    if asked is not None and asked > policy.max_retry_after:
        return Stop("retry-after is beyond the limit", asked)
    delay = max(backoff(attempt, policy, random), asked or 0.0)
    if remaining is not None and delay >= remaining:
        return Stop("the deadline would pass", asked)
    cost = cost_of(outcome.status) if tokens is not None else 0
    if tokens is not None and tokens < cost:
        return Stop("the retry budget is spent", asked)
    return Wait(delay, f"{why}, retry-after" if asked is not None and delay == asked else why, cost)


def backoff(attempt: int, policy: RetryPolicy, random: float) -> float:
    """Full jitter: anything from 0 to the bound of this attempt."""
    return random * min(policy.max_delay, policy.initial_delay * 2.0 ** min(attempt - 1, 62))


def cost_of(status: int | None) -> int:
    return THROTTLE_COST if status in _THROTTLED else RETRY_COST


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the server asks to wait; None if it does not, or not in words that make sense.

    A header that came twice holds both values: the longer wait counts.
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
    from email.utils import parsedate_to_datetime  # a slow import, and a rare header

    try:
        moment = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment - now if moment > now else None


def _reason(outcome: Outcome) -> str:
    if outcome.status is None:
        return "connection"
    word = outcome.headers.get("x-should-retry")
    return f"status {outcome.status}" + (f", x-should-retry: {word}" if word in ("true", "false") else "")


def outcome_of(error: APIError, *, sent: bool = True, repeatable: bool = True) -> Outcome:
    """The outcome that an error stands for."""
    if isinstance(error, APIStatusError):
        return Outcome(error.status_code, error.headers, sent, error.is_retryable, repeatable)
    return Outcome(None, error.headers, sent, error.is_retryable, repeatable)


class Budget:
    """The tokens that retries are paid from.

    No lock: a finalizer may give tokens back while the same thread is in here, and a lock would then wait for itself.
    A deque of a bounded length is the counter; its operations are atomic.
    """

    __slots__ = ("_coins", "size")

    def __init__(self, size: int = BUDGET) -> None:
        self.size = size
        self._coins: deque[None] = deque([None] * size, maxlen=size)

    @property
    def tokens(self) -> int:
        return len(self._coins)

    def take(self, cost: int) -> bool:
        """Pay for a retry. False, and nothing taken, if there is not enough."""
        taken = 0
        try:
            while taken < cost:
                self._coins.pop()
                taken += 1
        except IndexError:
            self.give(taken)
            return False
        return True

    def give(self, tokens: int = 1) -> None:
        """Tokens for a success: what its retry cost, or 1. Never above the size."""
        self._coins.extend([None] * tokens)
