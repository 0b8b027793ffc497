"""Conversations that the server keeps, and who pays for a request."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer

THREADS = {"anthropic-beta": "message-threads-2026-08-12"}
BILLING = {"anthropic-beta": "user-profiles-billing-2026-10-01"}


def ask(http: httpx.Client, body: dict[str, Any], **changes: Any) -> httpx.Response:
    return http.post("/v1/messages", json={**body, **changes}, headers=THREADS)


def error(response: httpx.Response) -> tuple[int, str | None]:
    return response.status_code, response.json()["error"].get("details", {}).get("error_code")


@pytest.fixture
def started(http: httpx.Client, hello: dict[str, Any]) -> dict[str, Any]:
    """The first answer of a thread."""
    return ask(http, hello, thread={"type": "create"}).json()


def test_a_thread_goes_on_without_its_earlier_messages(
    http: httpx.Client, hello: dict[str, Any], started: dict[str, Any]
) -> None:
    """The whole conversation is counted as input, although only the new message is sent."""
    second = ask(http, hello, thread={"type": "continue", "previous_message_id": started["id"]})

    assert second.status_code == 200
    assert second.json()["usage"]["input_tokens"] > started["usage"]["input_tokens"]


def test_a_tool_result_finds_its_call_in_the_thread(http: httpx.Client, hello: dict[str, Any]) -> None:
    tool = {"name": "get_weather", "input_schema": {"type": "object", "properties": {}}}
    first = ask(http, hello, tools=[tool], tool_choice={"type": "any"}, thread={"type": "create"}).json()
    call = next(block for block in first["content"] if block["type"] == "tool_use")
    result = {"type": "tool_result", "tool_use_id": call["id"], "content": "12 degrees"}

    second = ask(
        http,
        hello,
        tools=[tool],
        messages=[{"role": "user", "content": [result]}],
        thread={"type": "continue", "previous_message_id": first["id"]},
    )

    assert second.status_code == 200, second.text


def test_an_answer_is_continued_once(http: httpx.Client, hello: dict[str, Any], started: dict[str, Any]) -> None:
    thread = {"type": "continue", "previous_message_id": started["id"]}
    latest = ask(http, hello, thread=thread).json()

    assert error(ask(http, hello, thread=thread)) == (400, "thread_already_continued")
    again = {"type": "continue", "previous_message_id": latest["id"]}
    assert ask(http, hello, thread=again).status_code == 200


def test_an_unknown_thread_is_not_found(http: httpx.Client, hello: dict[str, Any]) -> None:
    plain = ask(http, hello).json()

    for name in ("msg_none", plain["id"]):
        response = ask(http, hello, thread={"type": "continue", "previous_message_id": name})
        assert error(response) == (404, "thread_not_found")


def test_a_thread_needs_its_beta_value(http: httpx.Client, hello: dict[str, Any]) -> None:
    response = http.post("/v1/messages", json={**hello, "thread": {"type": "create"}})

    assert response.status_code == 400
    assert response.json()["error"]["message"] == "thread: Extra inputs are not permitted"


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/messages/count_tokens"])
def test_billing_a_customer_needs_the_profile(http: httpx.Client, hello: dict[str, Any], path: str) -> None:
    body = {**hello, "billing_policy": {"type": "billing_policy", "bill_to": "user_profile"}}
    if path.endswith("count_tokens"):
        del body["max_tokens"]

    assert error(http.post(path, json=body, headers=BILLING)) == (400, "user_profile_required")
    named = {**BILLING, "anthropic-user-profile-id": "uprof_1"}
    assert http.post(path, json=body, headers=named).status_code == 200


def test_a_batch_can_not_bill_a_customer(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    """The other requests of the batch are answered."""
    policy = {"type": "billing_policy", "bill_to": "user_profile"}
    requests = [
        {"custom_id": "mine", "params": {**hello, "billing_policy": {**policy, "bill_to": "self"}}},
        {"custom_id": "theirs", "params": {**hello, "billing_policy": policy}},
    ]

    batch = http.post("/v1/messages/batches", json={"requests": requests}, headers=BILLING).json()
    server.advance(3600)
    lines = http.get(f"/v1/messages/batches/{batch['id']}/results").text.splitlines()

    kinds = {line["custom_id"]: line["result"]["type"] for line in map(json.loads, lines)}
    assert kinds == {"mine": "succeeded", "theirs": "errored"}
