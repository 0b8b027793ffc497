"""Clients with a rate limiter whose responses are functions."""

from __future__ import annotations

import httpx

from claudewire import Claude, RateLimitError, RetryPolicy
from tests.support.requests import HELLO

ASK = {**HELLO, "model": "claude-sonnet-4-5"}
NO_RETRIES = RetryPolicy(max_retries=0)


def fails(client):
    """Whether a call of a client ends in a RateLimitError."""
    try:
        client.messages.create(**ASK)
    except RateLimitError:
        return True
    return False


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
