"""A queue that threads, tasks and finalizers use at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from functools import partial
from math import inf
from threading import RLock
from typing import Any

from claudewire._errors.base import RateLimitTimeout

from .queue import Cost, RateQueue, Ticket
from .waiters import Waiter

#: One change of a queue: takes the time.
_Step = Callable[[float], None]


class Gate:
    """Runs the steps of a queue one after the other.

    A finalizer may come in the middle of a step of its own thread: it finds the lock, which is re-entrant, and leaves its step to the one
    that is at work. A step stays in `_steps` until it is done, so an interrupt loses none: joining and leaving twice is the same as once.

    Args:
        make: Returns a new queue; it takes the time.
        clock: Seconds, never less than before.
    """

    def __init__(self, make: Callable[[float], RateQueue], clock: Callable[[], float]) -> None:
        self._make = make
        self._clock = clock
        self._reset()

    def _reset(self) -> None:
        self._pid = os.getpid()
        self.queue: RateQueue = self._make(self._clock())
        self._steps: deque[_Step] = deque()
        self._lock = RLock()
        self._is_working = False

    def run(self, step: _Step) -> None:
        """Do one step, and admit whoever may start then."""
        if self._pid != os.getpid():
            self._reset()  # the threads that wait belong to the parent
        self._steps.append(step)
        with self._lock:
            if self._is_working:
                return
            try:
                self._is_working = True
                while self._steps:
                    try:
                        self._steps[0](self._clock())
                    except Exception:
                        self._steps.popleft()
                        raise
                    self._steps.popleft()
                    self.queue.admit(self._clock())
            finally:
                self._is_working = False

    async def acquire(self, cost: Cost, waiter: Waiter, timeout: float | None) -> None:
        """Wait until a call may start.

        Args:
            cost: What it will probably take.
            waiter: How the caller sleeps.
            timeout: Seconds until the deadline of the call; None for no limit.

        Raises:
            RateLimitTimeout: the call cannot start before its deadline. This is said as soon as it is known.
        """
        deadline = inf if timeout is None else self._clock() + timeout
        ticket = Ticket(cost, waiter.wake, deadline)
        try:
            self.run(partial(self._join, ticket))
            while ticket.state in ("new", "waiting"):
                seconds = max(0.0, min(ticket.due, deadline) - self._clock())
                await waiter.wait(seconds)
                self.run(partial(self._look, ticket))
        except BaseException:
            self.run(partial(self._leave, ticket))
            raise
        if ticket.state == "refused":
            raise _refusal(ticket.wait, timeout)

    # Methods of the queue of this process: `queue` may be replaced after a fork.

    def _join(self, ticket: Ticket, now: float) -> None:
        self.queue.join(ticket, now)

    def _look(self, ticket: Ticket, now: float) -> None:
        self.queue.look(ticket, now)

    def _leave(self, ticket: Ticket, now: float) -> None:
        self.queue.leave(ticket, now)


def _refusal(wait: float, timeout: Any) -> RateLimitTimeout:
    return RateLimitTimeout(
        f"The rate limiter of this client cannot start the call before its deadline: {wait:.1f} s to wait, "
        f"{max(0.0, timeout):.1f} s left. The request was not sent.",
        retry_after=wait,
        attempts=0,
    )
