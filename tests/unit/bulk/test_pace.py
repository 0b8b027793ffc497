"""How many requests are in flight, and in which order they start: simulated, without a clock."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable

import pytest

from claudewire.bulk.cost.budget import Budget, Meter, estimate_input
from claudewire.bulk.cost.prices import Prices, Usage
from claudewire.bulk.loops.pace import Concurrency, Window, cache_prefix


def simulate(
    pace: Concurrency, *, servers: int | None = None, per_minute: float | None = None, requests: int = 4_000,
    service: Callable[[random.Random], float] = lambda dice: 0.1 * dice.uniform(0.5, 1.5),
) -> float:  # fmt: skip
    """Return the seconds until the last request begins: so many servers with a queue in front of them, or a limit that the client keeps."""
    now, started, begin = 0.0, 0, 0.0
    free = [0.0] * (servers or 0)
    ends: list[float] = []
    waits: list[float] = []
    dice = random.Random(1)
    turn = 0.0 if per_minute is None else -0.95 * 60  # a full bucket: so far behind its first turn
    while started < requests or ends:
        while started < requests and pace.allows(now, len(ends)):
            begin = now
            if servers is not None:
                begin = max(now, heapq.heappop(free))
            if per_minute is not None:
                turn = max(turn + 60 / per_minute, now - 0.95 * 60)
                begin = max(now, turn)
                heapq.heappush(waits, begin)
            end = begin + service(dice)
            if servers is not None:
                heapq.heappush(free, end)
            heapq.heappush(ends, end)
            started += 1
            pace.started(len(ends))
        now = heapq.heappop(ends)
        while waits and waits[0] <= now:
            heapq.heappop(waits)
        pace.held_back(len(waits))
        pace.succeeded(now)
    return begin


@pytest.mark.parametrize("servers", [1, 4, 20, 60])
def test_concurrency_finds_the_level_of_the_service(servers):
    """The throughput is nine tenths of what is possible, and the queue in front of the service stays short."""
    pace = Concurrency(most=512)
    requests = 400 * servers if servers < 20 else 12_000

    seconds = simulate(pace, servers=servers, requests=requests)

    assert requests / seconds >= 0.88 * servers / 0.1
    assert pace.limit <= max(16, 4 * servers)


RESPONSES = {
    "quick": lambda dice: 0.01,
    "two_seconds": lambda dice: 2.0,
    "very_different": lambda dice: dice.choice([0.5, 0.5, 1.0, 2.0, 20.0]),
}


@pytest.mark.parametrize("responses", RESPONSES)
def test_concurrency_uses_the_limit_that_is_allowed(responses):
    """15,000 requests within 5,000 a minute: 95 % of a full bucket, and of what comes in since."""
    pace = Concurrency(most=1_000)
    pace.expect(5_000)

    seconds = simulate(pace, per_minute=5_000, requests=15_000, service=RESPONSES[responses])

    assert 15_000 / (5_000 * (1 + seconds / 60)) >= 0.94


def test_level_stays_while_calls_wait_for_the_limiter():
    """Fewer at once would do as well while responses are quick, and too few when they are slow again."""
    pace = Concurrency(most=1_000)
    pace.expect(5_000)

    simulate(pace, per_minute=5_000, requests=10_000, service=RESPONSES["quick"])

    assert pace.limit >= 500


def test_concurrency_climbs_although_durations_differ():
    """One slow response in a measurement does not end the climb."""
    pace = Concurrency(most=1_000)

    simulate(pace, requests=6_000, service=RESPONSES["very_different"])

    assert pace.limit >= 200


def test_expected_rate_is_no_level_for_a_fixed_number_or_beyond_the_highest():
    fixed, low = Concurrency(4), Concurrency(most=10)
    for pace in (fixed, low):
        pace.expect(100_000)
        pace.expect(None)

    assert (fixed.limit, low.limit) == (4, 10)


def test_concurrency_gives_way_to_a_throttle():
    pace = Concurrency(most=512)
    simulate(pace, servers=40, requests=1_000)
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
    simulate(pace, servers=100, requests=500)
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
