"""How many requests are in flight, and in which order they start: simulated, without a clock."""

from __future__ import annotations

import heapq
import random

import pytest

from claudewire.bulk.budget import Budget, Meter, estimate_input
from claudewire.bulk.pace import Concurrency, Window, cache_prefix
from claudewire.bulk.prices import Prices, Usage


def simulate(pace: Concurrency, *, servers: int, seconds: float, service: float = 0.1) -> tuple[int, float]:
    """Return the finished requests, and the time, of a service with so many servers and a queue in front of them."""
    now, done = 0.0, 0
    free = [0.0] * servers
    ends: list[float] = []
    dice = random.Random(1)
    while now < seconds:
        while pace.allows(now, len(ends)):
            begin = max(now, heapq.heappop(free))
            end = begin + service * dice.uniform(0.5, 1.5)
            heapq.heappush(free, end)
            heapq.heappush(ends, end)
            pace.started(len(ends))
        now = heapq.heappop(ends)
        done += 1
        pace.succeeded(now)
    return done, now


@pytest.mark.parametrize("servers", [1, 4, 20, 60])
def test_concurrency_finds_the_level_of_the_service(servers):
    """The throughput is nine tenths of what is possible, and the queue in front of the service stays short."""
    pace = Concurrency(most=512)

    done, seconds = simulate(pace, servers=servers, seconds=200)

    assert done / seconds >= 0.9 * servers / 0.1
    assert pace.limit <= max(16, 4 * servers)


def test_concurrency_gives_way_to_a_throttle():
    pace = Concurrency(most=512)
    simulate(pace, servers=40, seconds=20)
    before = pace.limit

    pace.failed(21.0)

    assert pace.limit < before


def test_concurrency_tries_one_request_at_a_time_while_nothing_succeeds():
    pace = Concurrency(4)
    for _ in range(5):
        pace.failed(10.0)

    assert not pace.allows(10.0, 0)
    assert pace.allows(pace.paused_until, 0)
    assert not pace.allows(pace.paused_until, 1)
    pace.succeeded(100.0)
    assert pace.allows(100.0, 3)


def test_pause_never_exceeds_a_minute():
    pace = Concurrency(1)
    for _ in range(100):
        pace.failed(0.0)

    assert pace.paused_until <= 60.0


def test_fixed_concurrency_stays():
    pace = Concurrency(7)
    simulate(pace, servers=100, seconds=20)
    pace.failed(21.0)

    assert pace.limit == 7


def params(prefix: str, question: str) -> dict[str, object]:
    system = [{"type": "text", "text": prefix, "cache_control": {"type": "ephemeral"}}]
    return {"model": "m", "system": system, "messages": [{"role": "user", "content": question}]}


def test_cache_prefix_ends_at_the_last_mark():
    assert cache_prefix(params("a", "x")) == cache_prefix(params("a", "y"))
    assert cache_prefix(params("a", "x")) != cache_prefix(params("b", "x"))
    assert cache_prefix({**params("a", "x"), "model": "n"}) != cache_prefix(params("a", "x"))
    assert cache_prefix({"model": "m", "system": "a", "messages": []}) is None


def test_window_sends_the_first_of_a_prefix_alone_and_then_the_others_together():
    window: Window[str] = Window(100)
    for name in ("a1", "b1", "a2", "b2"):
        window.push(name, name[0].encode())

    assert [window.pop(), window.pop(), window.pop()] == ["a1", "b1", None]
    window.written(b"a")
    assert [window.pop(), window.pop()] == ["a2", None]
    window.written(b"b")
    assert window.pop() == "b2"


def test_window_keeps_the_order_of_requests_without_a_prefix():
    window: Window[int] = Window(10)
    for number in range(5):
        window.push(number, None)

    assert [window.pop() for _ in range(6)] == [0, 1, 2, 3, 4, None]


def test_budget_counts_what_is_in_flight_with_the_most_that_it_may_use():
    meter = Meter(Budget.of("1000 tokens"), Prices.load())
    request = {"model": "claude-haiku-4-5", "max_tokens": 300, "messages": [{"role": "user", "content": "Hello"}]}
    first = meter.reserve(request)
    meter.start(first)
    meter.start(second := meter.reserve(request))

    assert not meter.allows(meter.reserve(request))
    meter.finish(first, Usage(10, 5), None)
    assert meter.allows(meter.reserve(request))
    meter.finish(second, None, None)
    assert meter.tokens == 15


def test_estimate_of_the_input_counts_images_by_piece():
    image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "A" * 100_000}}

    assert 1_600 < estimate_input({"messages": [{"role": "user", "content": [image]}]}) < 2_000
    assert estimate_input({"messages": [{"role": "user", "content": "word " * 3_000}]}) >= 3_000
