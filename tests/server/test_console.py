"""The page at `/`, and the directions from another process."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer


def test_page_shows_what_is_served_and_loads_nothing_from_elsewhere(server: LocalServer, http: httpx.Client) -> None:
    response = http.get("/")

    assert "there is no model behind it" in response.text
    assert all(operation.path in response.text for operation in server.state.document.operations)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", response.text)
    assert "<script>" not in response.text
    assert not re.search(r" (on\w+|style)=", response.text)


@pytest.mark.parametrize("name", ["console.js", "console.css"])
def test_files_of_the_page_are_served(http: httpx.Client, name: str) -> None:
    response = http.get(f"/-/static/{name}")
    assert response.status_code == 200
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["none.js", "..%2fpage.py", "console.html"])
def test_other_files_are_not_served(http: httpx.Client, name: str) -> None:
    assert http.get(f"/-/static/{name}").status_code in (404, 401)


def test_log_gives_what_has_changed(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    http.post("/v1/messages", json=hello)
    first = http.get("/-/log").json()
    http.get("/v1/models/none")
    second = http.get(f"/-/log?after={first['revision']}").json()

    assert [request["operation"] for request in first["requests"]] == ["messages.create"]
    assert [(request["operation"], request["status"]) for request in second["requests"]] == [("models.retrieve", 404)]
    assert second["count"] == 2


def test_request_of_the_log_opens_with_headers_body_and_events(http: httpx.Client, hello: dict[str, Any]) -> None:
    http.post("/v1/messages", json={**hello, "stream": True})
    request_id = http.get("/-/requests").json()[0]["request_id"]

    opened = http.get(f"/-/requests/{request_id}").json()

    assert opened["headers"]["x-api-key"] == "(not kept)"
    assert opened["body"]["stream"] is True
    events = opened["response"]["events"]
    assert [event["event"] for event in events][0 :: len(events) - 1] == ["message_start", "message_stop"]
    assert [event["seconds"] for event in events] == sorted(event["seconds"] for event in events)
    assert http.get("/-/requests/none").status_code == 404


def test_long_response_is_kept_in_part(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    server.reply("x" * 200_000)
    http.post("/v1/messages", json={**hello, "max_tokens": 64_000})
    kept = http.get("/-/requests/" + http.get("/-/requests").json()[0]["request_id"]).json()["response"]
    assert kept["cut"]
    assert len(kept["body"]) == 64 * 1024


def test_the_page_is_not_a_request_of_the_api(server: LocalServer, http: httpx.Client) -> None:
    http.get("/")
    assert server.requests == []


def test_a_fault_a_reply_and_the_clock_by_http(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    assert http.post("/-/faults", json={"name": "overloaded", "times": 1}).json() == {"ok": True}
    http.post("/-/replies", json={"answer": ["Scripted", {"type": "tool_use", "name": "a"}]})
    before = server.state.clock.now()
    http.post("/-/clock", json={"advance": 60})
    assert server.state.clock.now() >= before + 60
    assert http.post("/v1/messages", json=hello).status_code == 529
    assert http.post("/v1/messages", json=hello).json()["content"][0]["text"] == "Scripted"
    assert [request["status"] for request in http.get("/-/requests").json()] == [529, 200]
    http.post("/-/reset")
    assert http.get("/-/requests").json() == []


@pytest.mark.parametrize(
    ("path", "body"),
    [("faults", {"name": "x"}), ("faults", {"colour": 1}), ("replies", {}), ("clock", {}), ("clock", [])],
)
def test_directions_that_make_no_sense(http: httpx.Client, path: str, body: Any) -> None:
    assert http.post(f"/-/{path}", json=body).status_code == 400


def test_a_web_page_may_not_direct(http: httpx.Client) -> None:
    assert http.post("/-/reset", headers={"origin": "http://evil.example"}).status_code == 403
