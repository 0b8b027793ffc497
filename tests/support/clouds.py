"""Clients of other platforms whose responses come from a function."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import trio

import claudewire
from claudewire.platforms.amazon.event_stream import encode_frame

MESSAGE: dict[str, Any] = {
    "id": "msg_bdrk_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-haiku-4-5-20251001",
    "content": [{"type": "text", "text": "hi"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}
HELLO: dict[str, Any] = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
#: Obviously no key of anybody.
KEYS = {"access_key": "AKIDEXAMPLE", "secret_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
#: One client of each surface, by its number.
SURFACES: dict[str, tuple[str, dict[str, Any]]] = {
    "P1": ("ClaudeBedrock", {"region": "us-east-1", **KEYS}),
    "P2": ("ClaudeBedrock", {"region": "us-east-1", "endpoint": "messages", **KEYS}),
    "P3": ("ClaudeBedrock", {"region": "us-east-1", "endpoint": "mantle", **KEYS}),
    "P4": ("ClaudeOnAWS", {"region": "us-east-1", "workspace_id": "wrkspc_1", **KEYS}),
    "P5": ("ClaudeVertex", {"region": "us-east5", "project": "p", "access_token": "token-of-a-test"}),
    "P6": ("ClaudeOnGoogleCloud", {"project": "p", "workspace_id": "w", "token_provider": "token-of-a-test"}),
    "P7": ("ClaudeFoundry", {"resource": "res", "api_key": "key-of-a-test"}),
}
Respond = Callable[[httpx.Request], httpx.Response]


def cloud_client(name: str, respond: Respond, **arguments: Any) -> Any:
    """Return a client of class `name` whose responses come from `respond`. It does not retry by default."""
    http = httpx.AsyncClient if name.startswith("Async") else httpx.Client
    mocked = http(transport=httpx.MockTransport(respond))
    return getattr(claudewire, name)(**{"http_client": mocked, "max_retries": 0, **arguments})


def message_events(text: str = "hi") -> list[dict[str, Any]]:
    start = {**MESSAGE, "content": [], "stop_reason": None}
    return [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 2},
        },
        {"type": "message_stop", "amazon-bedrock-invocationMetrics": {"inputTokenCount": 1, "invocationLatency": 42}},
    ]


def chunk(event: Any) -> bytes:
    """Return an event as a frame of Bedrock."""
    payload = {"bytes": base64.b64encode(json.dumps(event, separators=(",", ":")).encode()).decode(), "p": "abc"}
    headers = {":event-type": "chunk", ":content-type": "application/json", ":message-type": "event"}
    return encode_frame(headers, json.dumps(payload).encode())


def exception(name: str, **fields: Any) -> bytes:
    """Return an exception frame of Bedrock."""
    headers = {":exception-type": name, ":content-type": "application/json", ":message-type": "exception"}
    return encode_frame(headers, json.dumps(fields).encode())


def frames(body: bytes, **headers: str) -> httpx.Response:
    return httpx.Response(
        200,
        content=body,
        headers={"content-type": "application/vnd.amazon.eventstream", "x-amzn-requestid": "r1", **headers},
    )


def run(library: str, steps: Callable[[], Any]) -> Any:
    """Run a coroutine function on asyncio or trio."""
    return anyio.run(steps) if library == "asyncio" else trio.run(steps)
