"""200 calls at once against 60 a minute, on the clock of the server."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from claudewire import (
    AsyncClaude,
    Claude,
    RateLimiter,
    RateLimitTimeout,
)
from tests.support.limited import ASK, NO_RETRIES, fails
from tests.support.loops import LOOPS, run_on

CALLS = 200


def statuses(server):
    return Counter(request.status for request in server.requests)


#: Arguments of a `RateLimiter`.
KINDS = {"fixed": {"requests_per_minute": 60}, "adaptive": {"adaptive": True}}


def test_without_a_limiter_many_calls_fail(server):
    with (
        Claude(api_key="k", base_url=server.url, retry=NO_RETRIES) as client,
        ThreadPoolExecutor(CALLS) as threads,
    ):
        failures = list(threads.map(lambda _: fails(client), range(CALLS)))
    assert sum(failures) >= CALLS - 70


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


def test_only_requests_for_messages_wait(server):
    with Claude(api_key="k", base_url=server.url, rate_limit=RateLimiter(requests_per_minute=1)) as client:
        client.messages.create(**ASK)
        for _ in range(5):
            client.models.list()
            client.messages.count_tokens(model=ASK["model"], messages=ASK["messages"])
        with pytest.raises(RateLimitTimeout):
            client.post("/v1/messages", body=ASK, cast_to=dict, deadline=1.0)
