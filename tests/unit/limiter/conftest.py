"""A local server that admits 60 requests a minute, and a clock that a limiter shares with it: nobody really waits."""

from __future__ import annotations

import threading
import time
from math import inf

import anyio
import pytest

from claudewire import (
    RateLimiter,
)
from claudewire._limiter.waiters import AsyncWaiter, SyncWaiter
from claudewire.testing import LocalServer
from claudewire.testing.state import Limits


class Time:
    """The clock of a server. Whoever waits for a time sets it forward, as soon as no request is under way."""

    def __init__(self, server):
        self._server, self._lock = server, threading.Lock()
        self.start = self.now()

    def now(self):
        return self._server.state.clock.now()

    @property
    def passed(self):
        return self.now() - self.start

    def limiter(self, **options):
        self._limiter = RateLimiter(**options, clock=self.now)
        return self._limiter

    @property
    def is_busy(self):
        return any(gate.queue._unanswered for gate in list(self._limiter._gates.values()))

    def skip(self, seconds):
        with self._lock:
            self._server.advance(seconds)


@pytest.fixture
def server():
    with LocalServer(limits=Limits(requests=60)) as server:
        yield server


@pytest.fixture
def clock(server, monkeypatch):
    """Waits end at once, and the clock of server and limiter then stands where they would have ended.

    A call that is woken while others are under way does not wait for them: it may have been admitted, and is under way itself.
    """
    clock = Time(server)
    really_wait, really_await = SyncWaiter.wait, AsyncWaiter.wait

    async def wait(waiter, seconds):
        if seconds == inf:
            await really_wait(waiter, seconds)
        else:
            while clock.is_busy:
                if not waiter._calls.empty():
                    await really_wait(waiter, 0)
                    return
                time.sleep(0.001)
            clock.skip(seconds)

    async def wait_async(waiter, seconds):
        if seconds == inf:
            await really_await(waiter, seconds)
        else:
            while clock.is_busy:
                if waiter._event.is_set():
                    await really_await(waiter, inf)
                    return
                await anyio.sleep(0.001)
            clock.skip(seconds)
            await anyio.lowlevel.checkpoint()

    monkeypatch.setattr(SyncWaiter, "wait", wait)
    monkeypatch.setattr(AsyncWaiter, "wait", wait_async)
    return clock
