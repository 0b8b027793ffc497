"""One call and the rate limiter of its client: what the call will take, its turn before each attempt, and what became of it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from claudewire._errors.base import RateLimitTimeout
from claudewire._errors.statuses import APIStatusError
from claudewire._limiter.queue import Cost, Reported
from claudewire._limiter.waiters import AsyncWaiter, SyncWaiter
from claudewire_api._call import Call

from .requests.request import PreparedRequest

if TYPE_CHECKING:
    from claudewire._limiter.gate import Gate
    from claudewire._limiter.limiter import RateLimiter

    from .attempts import AttemptFacts
    from .responses.ratelimits import RateLimit, RateLimits

#: The path of the requests that are limited. Batches, files and token counts have limits of their own.
_PATH: Final = "/v1/messages"
#: Bytes of JSON per input token, about.
_BYTES_PER_TOKEN: Final = 4
#: Images and documents: their size says little about their tokens.
_BASE64: Final = re.compile(rb'"data": ?"[A-Za-z0-9+/=]{512,}"')
_TOKENS_OF_FILE: Final = 1600
_NOTHING: Final = Reported(None, None)


def permit_for(limiter: RateLimiter, call: Call[Any], request: PreparedRequest, *, is_async: bool) -> Permit | None:
    """Return what asks the limiter for a call; None if the call is of a kind that is not limited."""
    if call.operation.path != _PATH or call.operation.method != "POST":
        return None
    fields: object = call.body if call.body is not None else call.content
    body: Mapping[str, Any] = {}
    if isinstance(fields, Mapping):
        body = cast("Mapping[str, Any]", fields)
    model = str(body.get("model", ""))
    is_fast = body.get("speed") == "fast"  # it has limits of its own
    max_tokens = body.get("max_tokens")
    return Permit(
        limiter.gate(f"{model} (fast)" if is_fast else model),
        input_tokens=estimate_input(request.body if isinstance(request.body, bytes) else b""),
        max_tokens=max_tokens if isinstance(max_tokens, int) else 0,
        is_fast=is_fast,
        is_async=is_async,
    )


def estimate_input(body: bytes) -> int:
    """Return the input tokens of a request, from the size of its body. The response will say how many they were."""
    text, files = _BASE64.subn(b"", body)
    return len(text) // _BYTES_PER_TOKEN + files * _TOKENS_OF_FILE


class Permit:
    """Waits before each attempt of one call. As a listener to its attempts it tells the limiter what became of them."""

    def __init__(self, gate: Gate, *, input_tokens: int, max_tokens: int, is_fast: bool, is_async: bool) -> None:
        self._gate = gate
        self._input_tokens, self._max_tokens = float(input_tokens), float(max_tokens)
        self._is_fast, self._is_async = is_fast, is_async
        self._cost = Cost()
        #: Whether it is our turn, and the attempt has not begun.
        self._has_turn = False
        #: Whether the attempt that runs has response headers.
        self._is_answered = True

    async def acquire(self, deadline: float | None) -> None:
        """Wait for the turn of the next attempt. `deadline` is that of the call, on the monotonic clock.

        Raises:
            RateLimitTimeout: the turn would come after the deadline.
        """
        if self._has_turn:
            return
        output = self._gate.queue.expected_output(self._max_tokens)
        self._cost = Cost(1.0, self._input_tokens, output)
        waiter = AsyncWaiter() if self._is_async else SyncWaiter()
        await self._gate.acquire(self._cost, waiter, None if deadline is None else deadline - time.monotonic())
        self._has_turn = True

    async def has_turn(self, deadline: float | None) -> bool:
        """Wait for the turn of a further attempt. Returns False at once if it would come after the deadline."""
        try:
            await self.acquire(deadline)
        except RateLimitTimeout:
            return False
        return True

    def on_attempt(self, facts: AttemptFacts) -> None:
        """Tell the limiter what is known of an attempt."""
        if facts.event == "start":
            self._has_turn = self._is_answered = False
        elif facts.event == "response" and facts.response is not None:
            self._note_answer(facts.response.rate_limits)
        elif facts.event == "end":
            self._note_end(facts)

    def _note_answer(self, limits: RateLimits) -> None:
        if self._is_answered:  # a redirect came before
            return
        self._is_answered = True
        families = (limits.requests, limits.input_tokens, limits.output_tokens)
        if self._is_fast:
            families = (limits.requests, limits.fast_input_tokens, limits.fast_output_tokens)
        first, second, third = map(_reported, families)
        self._gate.run(lambda now: self._gate.queue.answered((first, second, third), now))

    def _note_end(self, facts: AttemptFacts) -> None:
        queue, cost, error = self._gate.queue, self._cost, facts.error
        if not self._is_answered:
            self._is_answered = True
            self._gate.run(queue.unanswered)
        status = error.status_code if isinstance(error, APIStatusError) else None
        if status == 429:
            retry_after = None if error is None else error.retry_after
            self._gate.run(lambda now: queue.throttle(retry_after, now))
        if error is None and not facts.left:
            self._gate.run(queue.succeeded)
        used = used_by(facts.usage)
        if status is not None and facts.usage is None:
            used = Cost(None, 0.0, 0.0)  # a refused request takes no tokens
        self._gate.run(lambda now: queue.settle(cost, used, now))


def used_by(usage: Any) -> Cost:
    """Return the tokens that count against the limits; None for unknown ones. Tokens read from the cache do not count."""
    names = ("input_tokens", "cache_creation_input_tokens", "output_tokens")
    fresh, written, output = (getattr(usage, name, None) for name in names)
    return Cost(
        None,
        float(fresh + (written if isinstance(written, int) else 0)) if isinstance(fresh, int) else None,
        float(output) if isinstance(output, int) else None,
    )


def _reported(limit: RateLimit | None) -> Reported:
    return _NOTHING if limit is None else Reported(limit.limit, limit.remaining)
