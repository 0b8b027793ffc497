"""Limits: as arguments, as the server reports them, shared by copies of a client."""

from __future__ import annotations

import copy
import pickle

import httpx
import pytest

from claudewire import (
    Claude,
    ConfigurationError,
    Middleware,
    OverloadedError,
    RateLimiter,
    RateLimitError,
    RateLimitTimeout,
    RetryPolicy,
)
from tests.support.limited import ASK, NO_RETRIES, Responses, ok
from tests.support.requests import HELLO


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
