"""What the log records of an attempt, a response and a retry say to machines: their `claudewire_` fields."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from claudewire import RetryPolicy
from tests.support.clients import mocked_client
from tests.support.requests import HELLO

MESSAGE: dict[str, Any] = {
    "id": "m", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": "end_turn",
    "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
}  # fmt: skip


def test_records_of_a_retried_call_have_all_their_fields(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "claudewire")
    responses = iter([httpx.Response(529, json={}), httpx.Response(200, json=MESSAGE, headers={"request-id": "req_2"})])
    retry = RetryPolicy(max_retries=1, initial_delay=0)

    with mocked_client(lambda _: next(responses), retry=retry) as client:
        client.messages.create(**HELLO)

    fields = [
        {
            name.removeprefix("claudewire_"): value
            for name, value in vars(record).items()
            if name.startswith("claudewire_")
        }
        for record in caplog.records
    ]
    sent, _, retried, again, answered = fields
    url = "https://api.anthropic.com/v1/messages"
    assert sent == {"operation": "messages.create", "method": "POST", "url": url, "attempt": 1}
    assert again == {**sent, "attempt": 2}
    assert retried["delay"] >= 0
    assert isinstance(retried["reason"], str)
    assert retried.keys() == {"operation", "attempt", "delay", "reason"}
    assert (retried["operation"], retried["attempt"]) == ("messages.create", 1)
    assert answered.keys() == {"operation", "status", "request_id", "attempt", "elapsed"}
    assert (answered["operation"], answered["status"]) == ("messages.create", 200)
    assert (answered["request_id"], answered["attempt"]) == ("req_2", 2)
    assert 0 <= answered["elapsed"] < 60
