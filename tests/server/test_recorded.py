"""Answers from recordings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer

STREAM = (
    'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_recorded"}}\n\n'
    'event: ping\ndata: {"type": "ping"}\n\n'
    'event: message_stop\ndata: {"type":"message_stop"}\n\n'
)


def interaction(method: str, path: str, status: int, body: str, media: str = "application/json") -> dict[str, Any]:
    request = {
        "method": method,
        "uri": f"https://api.anthropic.com{path}",
        "headers": {"anthropic-version": ["2023-06-01"]},
    }
    headers = {"Content-Type": [media], "Retry-After": ["9"], "request-id": ["req_recorded"]}
    response = {"status": {"code": status, "message": ""}, "headers": headers, "body": {"string": body}}
    return {"request": {**request, "body": None}, "response": response}


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    interactions = [
        interaction("POST", "/v1/messages", 200, '{"id":"msg_1"}'),
        interaction("POST", "/v1/messages", 529, '{"type":"error"}'),
        interaction("GET", "/v1/models/x", 200, '{"id":"x"}'),
        interaction("POST", "/v1/messages", 200, STREAM, "text/event-stream; charset=utf-8"),
        interaction("GET", "/elsewhere", 200, "{}"),
    ]
    path = tmp_path / "cassette.json"
    path.write_text(json.dumps({"version": 1, "interactions": interactions}))
    return path


def test_each_answer_is_given_once_and_in_order(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any], cassette: Path
) -> None:
    server.replay(cassette)
    assert http.post("/v1/messages", json=hello).json() == {"id": "msg_1"}
    overloaded = http.post("/v1/messages", json=hello)
    assert (overloaded.status_code, overloaded.headers["retry-after"]) == (529, "9")
    assert overloaded.headers["request-id"] != "req_recorded"
    assert http.get("/v1/models/anything").json() == {"id": "x"}
    assert http.post("/v1/messages", json={**hello, "stream": True}).text == STREAM
    assert "canned" in http.post("/v1/messages", json=hello).text


def test_a_fault_strikes_a_recorded_stream_too(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any], cassette: Path
) -> None:
    server.replay(cassette).fault("cut", after=2, after_events=1)
    texts = [http.post("/v1/messages", json=hello).text for _ in range(3)]
    assert texts[2] == STREAM[: STREAM.index("event: ping")]


def test_a_request_is_checked_all_the_same(server: LocalServer, http: httpx.Client, cassette: Path) -> None:
    server.replay(cassette)
    assert http.post("/v1/messages", json={}).status_code == 400


def test_a_folder_without_recordings(server: LocalServer, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no recorded response"):
        server.replay(tmp_path)


def test_exchanges_of_other_services_in_a_cassette_are_not_replayed(
    server: LocalServer, http: httpx.Client, tmp_path: Path
) -> None:
    """Other APIs have `/v1/models`, too."""
    ours = interaction("GET", "/v1/models/x", 200, '{"id":"ours"}')
    other = interaction("GET", "/v1/models/x", 200, '{"id":"other"}')
    other["request"] |= {"uri": "https://api.example.com/v1/models/x", "headers": {}}
    path = tmp_path / "both.json"
    path.write_text(json.dumps({"interactions": [other, ours]}))

    server.replay(path)

    assert http.get("/v1/models/x").json() == {"id": "ours"}


def test_reset_forgets_the_recording(server: LocalServer, http: httpx.Client, cassette: Path) -> None:
    server.replay(cassette)
    assert server.state.recorded.paths

    server.reset()

    assert server.state.recorded.paths == []
    assert http.get("/v1/models/x").status_code == 404
