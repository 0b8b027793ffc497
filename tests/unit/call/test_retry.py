"""The retry decision, against numbered vectors; the budget, to the token."""

import copy
import json
import pickle
import sys
import threading
from pathlib import Path
from random import Random

import pytest

from claudewire._call.retry import Outcome, RetryBudget, Wait, backoff, decide, outcome_of, retry_after
from claudewire._config import RetryPolicy
from claudewire._errors import APIConnectionError, OverloadedError
from claudewire._errors.responses import from_status

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "retry.json").read_text("utf-8"))


def answer(case):
    outcome = Outcome(
        case.get("status"),
        case.get("headers", {}),
        case.get("sent", True),
        case.get("retryable", True),
        case.get("rewindable", True),
    )
    return decide(
        attempt=case.get("attempt", 1),
        outcome=outcome,
        policy=RetryPolicy(**case.get("policy", {})),
        tokens=case.get("tokens", 500),
        now=VECTORS["now"],
        random=case.get("random", 0.5),
        remaining=case.get("remaining"),
        max_retries=case.get("max_retries"),
        safe=case.get("safe", True),
    )


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['id']}-{case['name']}")
def test_decision(case):
    decision, expected = answer(case), case["expect"]
    if "wait" in expected:
        assert isinstance(decision, Wait), decision
        assert decision.seconds == pytest.approx(expected["wait"], abs=1e-6)
        assert (decision.reason, decision.cost) == (expected["reason"], expected["cost"])
    else:
        assert not isinstance(decision, Wait), decision
        after = expected.get("retry_after")
        assert decision.reason == expected["stop"]
        assert decision.retry_after == (None if after is None else pytest.approx(float(after)))


def test_there_are_enough_vectors():
    assert len(VECTORS["cases"]) >= 120


def test_no_hostile_header_makes_anybody_sleep_beyond_the_ceiling():
    policy = RetryPolicy()
    waits = [answer(case) for case in VECTORS["cases"] if "policy" not in case]
    waits = [decision.seconds for decision in waits if isinstance(decision, Wait)]
    assert len(waits) > 30
    assert max(waits) <= policy.max_retry_after


def test_jitter_is_uniform_and_bounded():
    random, policy = Random(7), RetryPolicy()
    samples = [backoff(3, policy, random.random()) for _ in range(10_000)]
    assert max(samples) < 2.0
    tenths = [sum(1 for s in samples if i / 5 <= s < (i + 1) / 5) for i in range(10)]
    assert all(900 <= count <= 1100 for count in tenths), tenths


def test_backoff_survives_any_attempt_number():
    assert backoff(10**9, RetryPolicy(), 1.0) == 8.0


@pytest.mark.parametrize("value", [-1, None, 1.5, "2"])
def test_max_retries_must_be_a_number_of_retries(value):
    with pytest.raises(TypeError, match="max_retries"):
        RetryPolicy(max_retries=value)


def test_a_policy_is_a_value():
    policy = RetryPolicy(max_retries=5)
    assert pickle.loads(pickle.dumps(policy)) == policy == copy.deepcopy(policy)


class TestBudget:
    def test_a_retry_takes_and_a_success_gives_back(self):
        budget = RetryBudget(500)
        assert budget.acquire(14)
        assert budget.tokens == 486
        budget.release(14)
        assert budget.tokens == 500

    def test_it_never_grows_above_its_size(self):
        budget = RetryBudget(20)
        budget.release(100)
        assert budget.tokens == 20

    def test_what_is_not_enough_is_not_taken(self):
        budget = RetryBudget(13)
        assert not budget.acquire(14)
        assert budget.tokens == 13

    def test_an_outage_drains_it_after_35_failures(self):
        budget = RetryBudget(500)
        assert sum(budget.acquire(14) for _ in range(1000)) == 35
        assert budget.tokens == 10

    def test_it_refills_by_one_for_each_success(self):
        budget = RetryBudget(500)
        while budget.acquire(14):
            pass
        for _ in range(4):
            budget.release()
        assert budget.acquire(14)
        assert budget.tokens == 0

    def test_threads_never_spend_more_than_there_is(self):
        budget, taken = RetryBudget(1000), []
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        try:
            threads = [
                threading.Thread(target=lambda: taken.append(sum(budget.acquire(7) for _ in range(100))))
                for _ in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            sys.setswitchinterval(interval)
        assert sum(taken) * 7 + budget.tokens == 1000


def test_the_outcome_of_a_status_error_is_its_status():
    error = from_status(529, {"retry-after": "3"}, {"type": "error", "error": {"type": "overloaded_error"}})
    assert isinstance(error, OverloadedError)
    assert outcome_of(error) == Outcome(529, {"retry-after": "3"}, True, True, True)


def test_the_outcome_of_a_lost_connection_has_no_status():
    assert outcome_of(APIConnectionError("gone"), sent=False).status is None


def test_retry_after_is_none_without_the_header():
    assert retry_after({}, 0.0) is None
