"""The page at `/`, and the directions from another process."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer


def test_the_page_shows_what_is_served_and_the_last_requests(server: LocalServer, http: httpx.Client) -> None:
    http.get("/v1/models/<script>")
    server.fault("overloaded")
    page = http.get("/").text
    assert "there is no model behind it" in page
    assert all(operation.path in page for operation in server.state.document.operations)
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "overloaded" in page


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
