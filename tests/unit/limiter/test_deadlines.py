"""Calls that do not get their turn: deadlines, cancellation, interrupts, event loops and processes that end."""

from __future__ import annotations

import asyncio
import gc
import linecache
import os
import sys
import threading

import anyio
import httpx
import pytest

from claudewire import (
    AsyncClaude,
    DeadlineExpired,
    OverloadedError,
    RateLimiter,
    RateLimitTimeout,
    RetryPolicy,
)
from tests.support.limited import Responses, fails, ok
from tests.support.loops import LOOPS, run_on
from tests.support.requests import HELLO


def test_a_call_that_cannot_start_before_its_deadline_fails_at_once():
    with Responses(ok, limiter=RateLimiter(requests_per_minute=1)) as setup:
        setup.client.messages.create(**HELLO)
        with pytest.raises(RateLimitTimeout, match=r"(59|60)\.\d s to wait, (29|30)\.\d s left") as raised:
            setup.client.messages.create(**HELLO, deadline=30.0)

    error = raised.value
    assert isinstance(error, DeadlineExpired)
    assert error.retry_after == pytest.approx(60, abs=5)
    assert error.attempts == 0
    assert setup.sent == 1


def test_a_retry_without_a_turn_before_the_deadline_raises_the_error_of_the_attempt():
    def overloaded(_):
        return httpx.Response(529, json={"type": "error", "error": {"type": "overloaded_error", "message": "later"}})

    limiter = RateLimiter(requests_per_minute=1)
    with (
        Responses(overloaded, limiter=limiter, retry=RetryPolicy(initial_delay=0.0)) as setup,
        pytest.raises(OverloadedError) as raised,
    ):
        setup.client.messages.create(**HELLO, deadline=30.0)
    assert raised.value.attempts == 1
    assert raised.value.__cause__ is None
    assert setup.sent == 1


def test_after_a_refusal_the_next_client_of_or_else_is_asked():
    limiter = RateLimiter(requests_per_minute=1)
    with Responses(ok, limiter=limiter) as first, Responses(ok, limiter=None) as second:
        client = first.client.or_else(second.client)
        client.messages.create(**HELLO, deadline=30.0)
        client.messages.create(**HELLO, deadline=30.0)
    assert (first.sent, second.sent) == (1, 1)


@pytest.mark.parametrize("loop", LOOPS)
def test_a_cancelled_call_gives_its_place_back(loop):
    """Ten calls wait, nine are cancelled: the tenth starts as if they had never been there."""
    now = [0.0]
    limiter = RateLimiter(requests_per_minute=60, clock=lambda: now[0])
    sent = []

    async def respond(request):
        sent.append(request)
        return ok(request)

    async def main():
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
            client = AsyncClaude(api_key="k", http_client=http, rate_limit=limiter)
            for _ in range(57):
                await client.messages.create(**HELLO)
            async with anyio.create_task_group() as tasks:
                with anyio.CancelScope() as scope:
                    async with anyio.create_task_group() as cancelled:
                        for _ in range(9):
                            cancelled.start_soon(_create, client)
                        await anyio.wait_all_tasks_blocked()
                        assert limiter.waiting == 9
                        scope.cancel()
                assert limiter.waiting == 0
                tasks.start_soon(_create, client)
                await anyio.wait_all_tasks_blocked()
                assert limiter.waiting == 1
                now[0] = 1.0
                limiter.gate("").run(lambda _: None)
            assert limiter.waiting == 0

    run_on(loop, main)
    assert len(sent) == 58


async def _create(client):
    await client.messages.create(**HELLO)


def test_an_event_loop_that_ended_holds_up_nobody():
    """A coroutine that was never finished stands in front; its loop is gone."""
    now = [0.0]
    limiter = RateLimiter(requests_per_minute=1, clock=lambda: now[0])

    async def main():
        async with httpx.AsyncClient(transport=httpx.MockTransport(ok)) as http:
            client = AsyncClaude(api_key="k", http_client=http, rate_limit=limiter)
            await client.messages.create(**HELLO)
            waiting = client.messages.create(**HELLO)
            task = asyncio.ensure_future(waiting)
            await asyncio.sleep(0)
            task.cancel()

    asyncio.run(main())
    gc.collect()
    assert limiter.waiting == 0
    now[0] = 60.0
    with Responses(ok, limiter=limiter) as setup:
        setup.client.messages.create(**HELLO)
    assert setup.sent == 1


class Alarm(BaseException):
    pass


def test_an_interrupt_at_any_line_leaves_no_call_in_the_queue():
    """An exception before each line that the limiter runs: afterwards the queue is empty and serves the next call."""
    line = 0
    while True:
        line += 1
        now = [0.0]
        limiter = RateLimiter(requests_per_minute=60, clock=lambda now=now: now[0])
        if not _interrupted(limiter, line):
            break
        sys.settrace(None)
        now[0] += 3600.0
        with Responses(ok, limiter=limiter) as setup:
            setup.client.messages.create(**HELLO, deadline=5.0)
        assert setup.sent == 1, line
        assert limiter.waiting == 0, line
    assert line > 40


def _can_be_interrupted(frame):
    """CPython looks for signals at calls and at jumps back: not where a block begins, and not before the first step of its cleanup."""
    file, line = frame.f_code.co_filename, frame.f_lineno
    this, before = linecache.getline(file, line).strip(), linecache.getline(file, line - 1).strip()
    return not this.startswith(("try:", "with ")) and not before.startswith(("finally:", "except "))


def _interrupted(limiter, line):
    """Whether line number `line` that the limiter runs exists. An Alarm is raised there."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if "_limiter" not in frame.f_code.co_filename:
            return trace if event == "call" else None
        if event == "line" and _can_be_interrupted(frame):
            count += 1
            if count == line:
                raise Alarm
        return trace

    with Responses(ok, limiter=limiter) as setup:
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            setup.client.messages.create(**HELLO)
        except Alarm:
            return True
        finally:
            sys.settrace(before)
    return count >= line


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_child_process_does_not_wait_for_the_calls_of_its_parent():
    """The parent's threads do not exist in the child; a call of theirs stands in front of the queue."""
    limiter = RateLimiter(requests_per_minute=1)
    with Responses(ok, limiter=limiter) as setup:
        setup.client.messages.create(**HELLO)
        gate = limiter.gate("")
        waiting = threading.Thread(target=lambda: fails(setup.client.with_options(deadline=300.0)), daemon=True)
        waiting.start()
        while not len(gate.queue):
            pass
        child = os.fork()
        if not child:
            code = 1
            try:
                setup.client.messages.create(**HELLO, deadline=5.0)
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        assert status == 0
        gate.run(lambda now: gate.queue.settle(_cost(1), _cost(0), now))  # lets the parent's call start
        waiting.join()


def _cost(requests):
    from claudewire._limiter.queue import Cost

    return Cost(requests, 0.0, 0.0)
