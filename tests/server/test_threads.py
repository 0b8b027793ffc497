"""Message threads: the server keeps the conversation, and each request sends only what is new."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer

BETA = {"anthropic-beta": "message-threads-2026-08-12"}
Body = dict[str, Any]


def ask(http: httpx.Client, hello: Body, thread: Body | None, **changes: Any) -> httpx.Response:
    return http.post("/v1/messages", json={**hello, "thread": thread, **changes}, headers=BETA)


def continued(message_id: str) -> Body:
    return {"type": "continue", "previous_message_id": message_id}


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["details"]["error_code"]


def test_thread_continues_with_what_was_said_before(server: LocalServer, http: httpx.Client, hello: Body) -> None:
    script = server.script(["One", "Two", "Three"])

    first = ask(http, hello, {"type": "create"}, system="Be brief.").json()
    second = ask(http, hello, continued(first["id"])).json()
    ask(http, hello, continued(second["id"]))

    assert [len(body["messages"]) for body in script.requests] == [1, 3, 5]
    assert script.requests[2]["system"] == "Be brief."
    assert [block["text"] for block in script.requests[2]["messages"][3]["content"]] == ["Two"]


def test_tool_result_alone_is_enough(server: LocalServer, http: httpx.Client, hello: Body) -> None:
    server.script([{"tool": "look"}, "Done"])
    tool = {"name": "look", "input_schema": {"type": "object"}}

    first = ask(http, hello, {"type": "create"}, tools=[tool]).json()
    result = {"type": "tool_result", "tool_use_id": first["content"][0]["id"], "content": "seen"}
    second = ask(http, hello, continued(first["id"]), messages=[{"role": "user", "content": [result]}])

    assert second.json()["content"][0]["text"] == "Done"


def test_thread_that_is_not_there_is_a_404(http: httpx.Client, hello: Body) -> None:
    assert code(ask(http, hello, continued("msg_none"))) == (404, "thread_not_found")


def test_message_is_continued_once(http: httpx.Client, hello: Body) -> None:
    first = ask(http, hello, {"type": "create"}).json()
    assert ask(http, hello, continued(first["id"])).status_code == 200
    assert code(ask(http, hello, continued(first["id"]))) == (400, "thread_already_continued")


@pytest.mark.parametrize(
    "changes", [{"system": "Another."}, {"tools": [{"name": "new", "input_schema": {"type": "object"}}]}]
)
def test_fields_of_the_creation_can_not_change(http: httpx.Client, hello: Body, changes: Body) -> None:
    first = ask(http, hello, {"type": "create"}, system="Be brief.").json()
    assert code(ask(http, hello, continued(first["id"]), **changes)) == (400, "thread_fingerprint_mismatch")


def test_failed_turn_can_be_sent_again(server: LocalServer, http: httpx.Client, hello: Body) -> None:
    server.script(["One", {"error": 529}, "Two"])
    first = ask(http, hello, {"type": "create"}).json()

    assert ask(http, hello, continued(first["id"])).status_code == 529
    assert ask(http, hello, continued(first["id"])).status_code == 200


def test_message_without_a_thread_can_not_be_continued(http: httpx.Client, hello: Body) -> None:
    message = ask(http, hello, None).json()
    assert code(ask(http, hello, continued(message["id"]))) == (404, "thread_not_found")


def test_thread_needs_its_beta_value(http: httpx.Client, hello: Body) -> None:
    response = http.post("/v1/messages", json={**hello, "thread": {"type": "create"}})
    assert response.json()["error"]["message"] == "thread: Extra inputs are not permitted"
