"""Clients with a rate limiter against the local server, whose clock the limiter shares: nobody really waits."""

from __future__ import annotations

import asyncio
import copy
import gc
import linecache
import os
import pickle
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from math import inf

import anyio
import httpx
import pytest

from claudewire import (
    AsyncClaude,
    Claude,
    ConfigurationError,
    DeadlineExpired,
    Middleware,
    OverloadedError,
    RateLimiter,
    RateLimitError,
    RateLimitTimeout,
    RetryPolicy,
)
from claudewire._limiter.waiters import AsyncWaiter, SyncWaiter
from claudewire.testing import LocalServer
from claudewire.testing.state import Limits
from tests.support.loops import LOOPS, run_on
from tests.support.requests import HELLO

ASK = {**HELLO, "model": "claude-sonnet-4-5"}
CALLS = 200
NO_RETRIES = RetryPolicy(max_retries=0)


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


def statuses(server):
    return Counter(request.status for request in server.requests)


#: Arguments of a `RateLimiter`.
KINDS = {"fixed": {"requests_per_minute": 60}, "adaptive": {"adaptive": True}}


# -- 200 calls at once against 60 a minute -------------------------------------------------------------------------------


def test_without_a_limiter_many_calls_fail(server):
    with (
        Claude(api_key="k", base_url=server.url, retry=NO_RETRIES) as client,
        ThreadPoolExecutor(CALLS) as threads,
    ):
        failures = list(threads.map(lambda _: _fails(client), range(CALLS)))
    assert sum(failures) >= CALLS - 70


def _fails(client):
    try:
        client.messages.create(**ASK)
    except RateLimitError:
        return True
    return False


@pytest.mark.parametrize("kind", KINDS)
def test_threads_finish_one_after_another(server, clock, kind):
    limiter = clock.limiter(**KINDS[kind])
    with (
        Claude(api_key="k", base_url=server.url, rate_limit=limiter, retry=NO_RETRIES) as client,
        ThreadPoolExecutor(CALLS) as threads,
    ):
        done = list(threads.map(lambda _: client.messages.create(**ASK).id, range(CALLS)))

    assert len(done) == CALLS
    assert statuses(server) == {200: CALLS}
    assert clock.passed >= (CALLS - 60) * 1.0
    assert limiter.waiting == 0


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("kind", KINDS)
def test_tasks_finish_one_after_another(server, clock, loop, kind):
    limiter = clock.limiter(**KINDS[kind])
    order = []

    async def main():
        async with AsyncClaude(api_key="k", base_url=server.url, rate_limit=limiter, retry=NO_RETRIES) as client:

            async def ask(number):
                await client.messages.create(**ASK)
                order.append(number)

            async with anyio.create_task_group() as tasks:
                for number in range(CALLS):
                    tasks.start_soon(ask, number)

    run_on(loop, main)
    assert len(order) == CALLS
    assert statuses(server) == {200: CALLS}
    assert clock.passed >= (CALLS - 60) * 1.0


def test_sync_and_async_clients_share_one_limiter(server, clock):
    limiter = clock.limiter(requests_per_minute=60)

    async def main():
        async with AsyncClaude(api_key="k", base_url=server.url, rate_limit=limiter, retry=NO_RETRIES) as client:
            await asyncio.gather(*(client.messages.create(**ASK) for _ in range(50)))

    with Claude(api_key="k", base_url=server.url, rate_limit=limiter, retry=NO_RETRIES) as client:
        other = threading.Thread(target=lambda: asyncio.run(main()))
        other.start()
        with ThreadPoolExecutor(50) as threads:
            list(threads.map(lambda _: client.messages.create(**ASK), range(50)))
        other.join()
    assert statuses(server) == {200: 100}
    assert clock.passed >= 40.0


def test_streams_wait_for_their_turn_and_their_usage_counts(server, clock):
    limiter = clock.limiter(output_tokens_per_minute=600)
    with Claude(api_key="k", base_url=server.url, rate_limit=limiter, retry=NO_RETRIES) as client:
        used = 0
        for _ in range(20):
            with client.messages.stream(**{**ASK, "max_tokens": 500}) as stream:
                used += stream.get_final_message().usage.output_tokens
    assert statuses(server) == {200: 20}
    queue = limiter.gate("").queue
    assert queue.expected_output(500) <= max(1.0, used / 10)  # learned from the streams, not max_tokens


# -- deadlines and cancellation ------------------------------------------------------------------------------------------


def ok(_):
    usage = {"input_tokens": 3, "output_tokens": 2}
    message = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [],
        "stop_reason": "end_turn",
        "usage": usage,
    }
    return httpx.Response(200, json=message)  # fmt: skip


class Responses:
    """A client whose responses are functions, in order; the last one repeats."""

    def __init__(self, *responses, limiter, **options):
        self._left, self.sent = list(responses), 0
        self.http = httpx.Client(transport=httpx.MockTransport(self))
        self.client = Claude(api_key="k", http_client=self.http, rate_limit=limiter, **options)

    def __call__(self, request):
        self.sent += 1
        return (self._left.pop(0) if len(self._left) > 1 else self._left[0])(request)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()


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


# -- what comes back -----------------------------------------------------------------------------------------------------


def test_after_a_429_nobody_is_sent_before_the_server_said():
    def throttled(_):
        error = {"type": "rate_limit_error", "message": "slow down"}
        return httpx.Response(429, json={"type": "error", "error": error}, headers={"retry-after": "20"})

    now = [0.0]
    limiter = RateLimiter(requests_per_minute=6000, clock=lambda: now[0])
    with Responses(throttled, ok, limiter=limiter, retry=NO_RETRIES) as setup:
        with pytest.raises(RateLimitError):
            setup.client.messages.create(**HELLO)
        with pytest.raises(RateLimitTimeout) as raised:
            setup.client.messages.create(**HELLO, deadline=19.0)
        assert raised.value.retry_after == pytest.approx(20.0)
        now[0] = 20.1
        setup.client.messages.create(**HELLO, deadline=19.0)
    assert setup.sent == 2


def test_an_outage_is_not_amplified():
    """Once the retry budget is spent, a call is one request, with a limiter as without."""

    def overloaded(_):
        return httpx.Response(529, json={"type": "error", "error": {"type": "overloaded_error", "message": "later"}})

    limiter = RateLimiter(requests_per_minute=10**9, adaptive=True)
    with Responses(overloaded, limiter=limiter, retry=RetryPolicy(initial_delay=0.0)) as setup:
        for _ in range(200):
            with pytest.raises(OverloadedError):
                setup.client.messages.create(**HELLO)
        before = setup.sent
        for _ in range(1000):
            with pytest.raises(OverloadedError):
                setup.client.messages.create(**HELLO)
    assert (setup.sent - before) / 1000 <= 1.01


def test_only_requests_for_messages_wait(server):
    with Claude(api_key="k", base_url=server.url, rate_limit=RateLimiter(requests_per_minute=1)) as client:
        client.messages.create(**ASK)
        for _ in range(5):
            client.models.list()
            client.messages.count_tokens(model=ASK["model"], messages=ASK["messages"])
        with pytest.raises(RateLimitTimeout):
            client.post("/v1/messages", body=ASK, cast_to=dict, deadline=1.0)


def test_each_model_has_learned_limits_of_its_own():
    def limited(request):
        headers = {
            f"anthropic-ratelimit-requests-{name}": value for name, value in (("limit", "60"), ("remaining", "0"))
        }
        return httpx.Response(200, json=ok(request).json(), headers=headers)

    with Responses(limited, limiter=RateLimiter(adaptive=True)) as setup:
        setup.client.messages.create(**HELLO)
        with pytest.raises(RateLimitTimeout):
            setup.client.messages.create(**HELLO, deadline=0.5)
        setup.client.messages.create(**{**HELLO, "model": "other"}, deadline=0.5)


def test_a_large_image_counts_as_an_image():
    """By its bytes it would be a hundred thousand tokens."""
    data = "QUJD" * 100_000
    image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}
    limiter = RateLimiter(input_tokens_per_minute=10_000, clock=lambda: 0.0)
    with Responses(ok, limiter=limiter) as setup:
        for _ in range(3):  # each gives back what it did not use
            setup.client.messages.create(
                model="m", max_tokens=1, messages=[{"role": "user", "content": [image]}], deadline=1.0
            )
    assert setup.sent == 3


def test_listeners_of_the_program_hear_the_attempts_and_their_rate_limits(server):
    heard = []

    class Log(Middleware):
        def on_attempt(self, facts):
            heard.append((facts.event, facts.response and facts.response.rate_limits.requests.limit))

    limiter = RateLimiter(requests_per_minute=600)
    with Claude(api_key="k", base_url=server.url, rate_limit=limiter, middleware=[Log()]) as client:
        client.messages.create(**ASK)
    assert heard == [("start", None), ("response", 60), ("end", 60)]


# -- values --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [60, "fast", True, {}, object()])
def test_a_rate_limit_of_another_kind_is_refused(value):
    with pytest.raises(ConfigurationError, match="rate_limit must be a RateLimiter"):
        Claude(api_key="k", rate_limit=value)


@pytest.mark.parametrize("limit", [0, -1, True, "60", float("inf"), float("nan")])
@pytest.mark.parametrize("name", ["requests_per_minute", "input_tokens_per_minute", "output_tokens_per_minute"])
def test_a_limit_that_is_no_positive_number_is_refused(name, limit):
    with pytest.raises(ConfigurationError, match=name):
        RateLimiter(**{name: limit})


def test_a_limiter_without_any_limit_is_refused():
    with pytest.raises(ConfigurationError, match="at least one limit"):
        RateLimiter()


def test_copies_of_a_client_share_its_limiter_and_can_have_another():
    limiter = RateLimiter(requests_per_minute=60)
    client = Claude(api_key="k", rate_limit=limiter)
    assert client.with_options(timeout=1.0)._config.rate_limit is limiter
    assert client.with_options(rate_limit=None)._config.rate_limit is None
    assert client.with_options(rate_limit="adaptive")._config.rate_limit is not limiter


def test_a_pickled_limiter_has_the_same_limits_and_a_queue_of_its_own():
    limiter = RateLimiter(requests_per_minute=60, adaptive=True)
    for other in (pickle.loads(pickle.dumps(limiter)), copy.deepcopy(limiter)):
        assert repr(other) == repr(limiter) == "RateLimiter(requests_per_minute=60, adaptive=True)"
        assert other.gate("m") is not limiter.gate("m")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_child_process_does_not_wait_for_the_calls_of_its_parent():
    """The parent's threads do not exist in the child; a call of theirs stands in front of the queue."""
    limiter = RateLimiter(requests_per_minute=1)
    with Responses(ok, limiter=limiter) as setup:
        setup.client.messages.create(**HELLO)
        gate = limiter.gate("")
        waiting = threading.Thread(target=lambda: _fails(setup.client.with_options(deadline=300.0)), daemon=True)
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
