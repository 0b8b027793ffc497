"""Requests for scripted models, what a response says, and turns that are none."""

from __future__ import annotations

from typing import Any

import httpx

Body = dict[str, Any]


def said(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    return " ".join(block["text"] for block in response.json()["content"] if block["type"] == "text")


def ask(http: httpx.Client, hello: Body, **changes: Any) -> httpx.Response:
    return http.post("/v1/messages", json={**hello, **changes})


INVALID: list[Any] = [
    123,
    None,
    True,
    b"bytes",
    {},
    {"colour": 1},
    {"text": 1},
    {"text": "x", "colour": 1},
    {"type": "text"},
    {"type": "text", "text": 5},
    {"type": "tool_use", "name": "x", "input": []},
    {"type": "tool_use"},
    {"type": 5},
    [1],
    ["ok", {"no": "type"}],
    {"input": {}},
    {"error": []},
    {"error": 200},
    {"error": {"status": "x"}},
    {"error": 500, "text": "both"},
    {"fault": "no_such_fault"},
    {"fault": {"name": "overloaded", "times": "x"}},
    {"text": "x", "delay": -1},
    {"text": "x", "delay": float("nan")},
    {"text": "x", "usage": {"output_tokens": -1}},
    {"text": "x", "usage": []},
    {"text": "x", "stop_reason": 5},
    {"message": []},
    {"type": "message", "content": 5},
    {"blocks": "x"},
    "a\ud83d b",
    {"type": "text", "text": "\ud800"},
    {"type": "tool_use", "name": "x", "input": {"nan": float("nan")}},
    {"type": "tool_use", "name": "x", "input": {"object": object()}},
]
