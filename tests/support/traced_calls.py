"""Calls that the tests of telemetry trace: what is asked, and what the server answers."""

from __future__ import annotations

import json

import httpx

SECRET = "the secret of the user"


ASK = {
    "model": "claude-sonnet-5-5", "max_tokens": 100, "temperature": 0.5, "top_k": 40, "top_p": 1, "stop_sequences": ["END"],
    "system": f"System: {SECRET}", "messages": [{"role": "user", "content": SECRET}], "output_config": {"effort": "low"},
}  # fmt: skip


USAGE = {
    "input_tokens": 10, "output_tokens": 7, "cache_read_input_tokens": 200, "cache_creation_input_tokens": 30,
    "output_tokens_details": {"thinking_tokens": 4},
}  # fmt: skip


MESSAGE = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5-20260901", "stop_reason": "end_turn",
    "stop_sequence": None, "content": [{"type": "text", "text": f"Reply: {SECRET}"}], "usage": USAGE,
}  # fmt: skip


def ok(message=MESSAGE, **headers):
    return httpx.Response(200, json=message, headers={"request-id": "req_1", **headers})


def overloaded():
    error = {"type": "overloaded_error", "message": f"later: {SECRET}"}
    return httpx.Response(529, json={"type": "error", "error": error}, headers={"request-id": "req_0"})


def events(*, until=None):
    """A stream of `MESSAGE`, or its first events."""
    start = {"type": "message_start", "message": {**MESSAGE, "content": [], "stop_reason": None}}
    payloads = [
        start,
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": SECRET}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 7},
        },
        {"type": "message_stop"},
    ]
    text = "".join(f"event: {payload['type']}\ndata: {json.dumps(payload)}\n\n" for payload in payloads[:until])
    return httpx.Response(200, text=text, headers={"content-type": "text/event-stream", "request-id": "req_1"})


def create(client):
    return client.messages.create(**ASK)


def read_stream(call, **options):
    """A function that reads a stream to its end."""

    def read(client):
        with client.messages.stream(**(ASK | options)) as stream:
            return stream.get_final_message()

    async def read_async(client):
        async with client.messages.stream(**(ASK | options)) as stream:
            return await stream.get_final_message()

    return read_async if call.is_async else read


GOLDEN = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "anthropic",
    "gen_ai.request.model": "claude-sonnet-5-5",
    "gen_ai.request.max_tokens": 100,
    "gen_ai.request.temperature": 0.5,
    "gen_ai.request.top_k": 40,
    "gen_ai.request.top_p": 1.0,
    "gen_ai.request.stop_sequences": ("END",),
    "gen_ai.request.reasoning.level": "low",
    "gen_ai.response.id": "msg_1",
    "gen_ai.response.model": "claude-sonnet-5-5-20260901",
    "gen_ai.response.finish_reasons": ("end_turn",),
    "gen_ai.usage.input_tokens": 240,
    "gen_ai.usage.output_tokens": 7,
    "gen_ai.usage.cache_read.input_tokens": 200,
    "gen_ai.usage.cache_write.input_tokens": 30,
    "gen_ai.usage.cache_creation.input_tokens": 30,
    "gen_ai.usage.reasoning.output_tokens": 4,
    "server.address": "api.anthropic.com",
    "server.port": 443,
    "claudewire.request_id": "req_1",
}
