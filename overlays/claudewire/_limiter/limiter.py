"""`RateLimiter`: what programs give to their clients."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from claudewire._errors.base import ConfigurationError

from .gate import Gate
from .queue import Cost, RateQueue


class RateLimiter:
    """Lets calls wait for their turn, so that the client stays within rates: first come, first served.

    Give one limiter to several clients, sync and async, to share it between them: `Claude(rate_limit=limiter)`. It counts requests that
    create messages, each attempt by itself; other operations have limits of their own and do not wait.

    Args:
        requests_per_minute: Requests; None for no limit.
        input_tokens_per_minute: Input tokens, without those that are read from the cache. Before a call they are estimated from its size.
        output_tokens_per_minute: Output tokens. Before a call the mean of the calls before is taken, and `max_tokens` for the first ones.
        adaptive: Learn the limits of each model from response headers and 429s. The numbers above are then upper bounds.
        clock: Returns seconds, never less than before. For tests.

    Raises:
        ConfigurationError: a limit is not a positive number, or there is none.
    """

    def __init__(
        self,
        *,
        requests_per_minute: float | None = None,
        input_tokens_per_minute: float | None = None,
        output_tokens_per_minute: float | None = None,
        adaptive: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = Cost(
            _check("requests_per_minute", requests_per_minute),
            _check("input_tokens_per_minute", input_tokens_per_minute),
            _check("output_tokens_per_minute", output_tokens_per_minute),
        )
        if not adaptive and not any(self._limits):
            raise ConfigurationError("RateLimiter needs at least one limit, or adaptive=True")
        self._adaptive = bool(adaptive)
        self._clock = clock
        #: By model, if limits are learned: each model has its own. Else one for all.
        self._gates: dict[str, Gate] = {}

    @property
    def waiting(self) -> int:
        """Number of calls that wait now."""
        return sum(len(gate.queue) for gate in list(self._gates.values()))

    @property
    def requests_per_minute(self) -> float | None:
        """The limit of requests: as it was given, or the highest that a model was found to have; None if none is known."""
        found = [gate.queue.requests_per_minute for gate in list(self._gates.values())]
        known = [limit for limit in found if limit is not None]
        return max(known) if known else self._limits.requests

    def gate(self, model: str) -> Gate:
        """Return the queue of a model.

        Args:
            model: ID of the model.
        """
        key = model if self._adaptive else ""
        gate = self._gates.get(key)
        if gate is None:
            made = Gate(partial(_make, self._limits, self._adaptive), self._clock)
            gate = self._gates.setdefault(key, made)
        return gate

    def __repr__(self) -> str:
        names = ("requests_per_minute", "input_tokens_per_minute", "output_tokens_per_minute")
        given = [f"{name}={limit:g}" for name, limit in zip(names, self._limits, strict=True) if limit is not None]
        if self._adaptive:
            given.append("adaptive=True")
        return f"RateLimiter({', '.join(given)})"

    # A copy in another process has the same limits, and a queue of its own.
    def __reduce__(self) -> tuple[Any, ...]:
        return _from_pickle, (self._limits, self._adaptive)


def _make(limits: Cost, adaptive: bool, now: float) -> RateQueue:
    return RateQueue(limits, adaptive=adaptive, now=now)


def _from_pickle(limits: Cost, adaptive: bool) -> RateLimiter:
    requests, input_tokens, output_tokens = limits
    return RateLimiter(
        requests_per_minute=requests,
        input_tokens_per_minute=input_tokens,
        output_tokens_per_minute=output_tokens,
        adaptive=adaptive,
    )


def _check(name: str, value: Any) -> float | None:
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        raise ConfigurationError(f"{name} must be a positive number, or None, not {value!r}")
    return float(value)
