"""The queue behind `RateLimiter`, against numbered vectors, and its properties for any sequence of calls."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire._call.permit import used_by
from claudewire._http.network.sync_stream import run_blocking
from claudewire._limiter.bucket import BURST
from claudewire._limiter.queue import PROBES, Cost, RateQueue, Reported, Ticket
from claudewire._limiter.waiters import SyncWaiter

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "limiter.json").read_text("utf-8"))["cases"]


def spent(value):
    return value if isinstance(value, list) else [value, 0, 0]


class Replay:
    """A queue, and its tickets by name."""

    def __init__(self, case):
        self.queue = RateQueue(
            Cost(*case.get("limits", [None, None, None])), adaptive=case.get("adaptive", False), now=0
        )
        self.tickets = {}
        if "spent" in case:
            self.queue.settle(Cost(0, 0, 0), Cost(*spent(case["spent"])), 0)

    def join(self, name, step):
        cost = Cost(*step.get("cost", [1, 0, 0]))
        ticket = self.tickets.setdefault(name, Ticket(cost, lambda: None, step.get("deadline", inf)))
        self.queue.join(ticket, step["at"])
        self.queue.admit(step["at"])

    def act(self, step):
        queue, now = self.queue, step["at"]
        if "join" in step:
            self.join(step["join"], step)
        elif "joins" in step:
            for number in range(step["joins"]):
                self.join(f"c{number}", step)
        elif "leave" in step:
            queue.leave(self.tickets[step["leave"]], now)
        elif "look" in step:
            queue.look(self.tickets[step["look"]], now)
        elif "throttle" in step:
            queue.throttle(step["throttle"], now)
        elif "settle" in step:
            queue.settle(Cost(*step["settle"][0]), Cost(*step["settle"][1]), now)
        elif "answered" in step:
            queue.answered(tuple(Reported(*pair) for pair in step["answered"]), now)
        elif "succeeded" in step:
            queue.succeeded(now)
        elif "unanswered" in step:
            queue.unanswered(now)
        else:
            assert "tick" in step
        queue.admit(now)

    def names(self, state):
        return [name for name, ticket in self.tickets.items() if ticket.state == state]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['name']}")
def test_the_queue_does_what_the_vector_says(case):
    replay = Replay(case)
    for step in case["steps"]:
        replay.act(step)
        if "admitted" in step:
            assert replay.names("admitted") == step["admitted"], step
        if "refused" in step:
            refused = {name: replay.tickets[name].wait for name in replay.names("refused")}
            assert refused == pytest.approx(step["refused"]), step
        if "due" in step:
            first = replay.names("waiting")[0]
            assert replay.tickets[first].due == pytest.approx(step["due"], abs=1e-5), step


def test_every_vector_has_its_own_number_and_a_check():
    assert [case["id"] for case in CASES] == list(range(1, len(CASES) + 1))
    for case in CASES:
        assert any({"admitted", "refused", "due"} & set(step) for step in case["steps"]), case["name"]


ACTIONS = st.lists(
    st.tuples(
        st.floats(0, 30),  # seconds since the action before
        st.sampled_from(["join", "join", "join", "leave", "throttle", "settle"]),
        st.integers(0, 400),
    ),
    max_size=80,
)


@given(actions=ACTIONS, limit=st.integers(1, 300))
def test_calls_start_in_order_and_never_above_the_rate(actions, limit):
    """In no stretch of time start more than the bucket holds and what flows into it meanwhile."""
    queue = RateQueue(Cost(limit, None, None), adaptive=False, now=0)
    tickets, starts, now = [], [], 0.0

    def note():
        for number, ticket in enumerate(tickets):
            if ticket.state == "admitted" and number not in dict(starts):
                starts.append((number, now))

    for seconds, action, number in actions:
        now += seconds
        if action == "join":
            ticket = Ticket(Cost(1, 0, 0), lambda: None)
            tickets.append(ticket)
            queue.join(ticket, now)
        elif action == "leave" and tickets and tickets[number % len(tickets)].state == "waiting":
            queue.leave(tickets[number % len(tickets)], now)
        elif action == "throttle":
            queue.throttle(number / 10, now)
        elif action == "settle":
            queue.settle(Cost(1, number, number), Cost(None, 0, None), now)
        queue.admit(now)
        note()

    assert [number for number, _ in starts] == sorted(number for number, _ in starts)
    capacity = max(1.0, limit * BURST)
    for index, (_, begin) in enumerate(starts):
        for last in range(index, len(starts)):
            assert last - index + 1 <= capacity + (starts[last][1] - begin) * limit / 60 + 1e-3


@given(actions=ACTIONS, limit=st.integers(1, 300))
def test_who_waits_always_starts_when_the_clock_reaches_what_the_queue_says(actions, limit):
    queue = RateQueue(Cost(limit, 50 * limit, None), adaptive=False, now=0)
    tickets, now = [], 0.0
    for seconds, action, number in actions:
        now += seconds
        if action == "join":
            tickets.append(Ticket(Cost(1, number, 0), lambda: None))
            queue.join(tickets[-1], now)
        elif action == "throttle":
            queue.throttle(None, now)
        queue.admit(now)

    for _ in range(4 * len(tickets)):
        waiting = [ticket for ticket in tickets if ticket.state == "waiting"]
        if not waiting:
            break
        assert now < waiting[0].due < inf
        now = waiting[0].due
        queue.admit(now)
    assert all(ticket.state == "admitted" for ticket in tickets)
    assert len(queue) == 0


def test_share_of_a_throttled_queue_recovers_within_two_minutes():
    """A 429 cuts the rate; without another one, the queue is back at its full rate after 120 seconds."""
    queue = RateQueue(Cost(60, None, None), adaptive=True, now=0)
    queue.answered((Reported(60, 0), Reported(None, None), Reported(None, None)), 0)
    queue.throttle(0, 0)
    cut = queue._share
    assert cut < 1

    for now in (6, 12):
        queue.succeeded(now)
        queue.unanswered(now)
    assert cut < queue._share < 1
    queue.unanswered(200)
    assert queue._share == 1


def test_call_that_ended_without_headers_makes_room_for_the_next_probe():
    """A queue that knows no limits has few calls under way."""
    queue = RateQueue(Cost(None, None, None), adaptive=True, now=0)
    tickets = [Ticket(Cost(1, 0, 0), lambda: None, inf) for _ in range(PROBES + 1)]
    for ticket in tickets:
        queue.join(ticket, 0)
    queue.admit(0)
    assert [ticket.state for ticket in tickets].count("admitted") == PROBES

    queue.unanswered(1)
    queue.admit(1)
    assert tickets[-1].state == "admitted"


def test_waiter_returns_after_its_seconds_when_it_is_not_woken():
    run_blocking(SyncWaiter().wait(0.001))


@pytest.mark.parametrize(
    ("usage", "input_tokens", "output_tokens"),
    [
        ({"input_tokens": 5, "output_tokens": 2}, 5, 2),
        ({"input_tokens": 5, "output_tokens": 2, "cache_creation_input_tokens": None}, 5, 2),
        (
            {"input_tokens": 5, "output_tokens": 2, "cache_creation_input_tokens": 3, "cache_read_input_tokens": 90},
            8,
            2,
        ),
        ({"output_tokens": 0}, None, 0),
        ({"input_tokens": 0}, 0, None),
    ],
)
def test_tokens_of_a_usage_that_count_against_the_limits(usage, input_tokens, output_tokens):
    """Tokens that are read from the cache do not count."""
    assert used_by(SimpleNamespace(**usage)) == Cost(None, input_tokens, output_tokens)
    assert used_by(None) == Cost(None, None, None)
