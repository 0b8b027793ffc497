"""What a call on a platform ends with, for given responses: the numbered rows of tests/vectors/platform_calls.json."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from struct import pack
from typing import Any
from zlib import crc32

import httpx
import pytest

import claudewire
from claudewire.platforms.amazon.event_stream import encode_frame
from tests.support.clouds import HELLO, SURFACES, chunk, cloud_client, exception, frames, message_events

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/platform_calls.json").read_text("utf-8"))["vectors"]
EVENTS = message_events()


def events_of(items: list[Any]) -> list[Any]:
    """Return the items of a stream: `first 3` and `last 3` are events of the short message."""
    out: list[Any] = []
    for item in items:
        if isinstance(item, str):
            end, count = item.split()
            out += EVENTS[: int(count)] if end == "first" else EVENTS[-int(count) :]
        else:
            out.append(item)
    return out


def frame_of(item: dict[str, Any]) -> bytes:
    if "exception" in item:
        return exception(item["exception"], **item["fields"])
    if "headers" in item:
        return encode_frame(item["headers"], item["payload"].encode())
    if "prelude" in item:
        lengths = pack(">II", *item["prelude"])
        return lengths + pack(">I", crc32(lengths)) + bytes(64)
    if "base64" in item:
        data = bytearray(base64.b64decode(item["base64"]))
        if "flip" in item:
            data[item["flip"]] ^= 1
        return bytes(data[: item.get("cut")])
    return chunk(item.get("event", item))


def response_of(spec: dict[str, Any]) -> httpx.Response:
    if "frames" in spec:
        return frames(b"".join(map(frame_of, events_of(spec["frames"]))))
    if "events" in spec:
        text = "".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n" for e in events_of(spec["events"]))
        return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})
    status, headers = spec.get("status", 200), spec.get("headers")
    if "text" in spec:
        return httpx.Response(status, content=spec["text"].encode(), headers=headers)
    return httpx.Response(status, json=spec["json"], headers=headers)


def use(client: Any, call: dict[str, Any]) -> Any:
    arguments = {**HELLO, **call}
    if arguments.pop("count", False):
        del arguments["max_tokens"]
        return client.messages.count_tokens(**arguments)
    if arguments.pop("stream", False):
        with client.messages.stream(**arguments) as stream:
            return stream.get_final_message()
    return client.messages.create(**arguments)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['n']} {vector['name']}")
def test_call_ends_as_the_vector_says(vector: dict[str, Any]) -> None:
    left = [response_of(spec) for spec in vector["responses"]]
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return left.pop(0)

    name, arguments = SURFACES[vector["surface"]]
    policy = claudewire.RetryPolicy(initial_delay=0.0, max_retries=vector.get("client", {}).get("max_retries", 0))
    client = cloud_client(name, respond, **{**arguments, "retry": policy, **vector.get("client", {})})
    expect = vector["expect"]

    if "error" not in expect:
        result = use(client, vector.get("call", {}))
        assert result.to_dict() == expect.get("result", result.to_dict())
        assert expect.get("text") in (None, *(block.text for block in getattr(result, "content", ())))
        assert result._response.metrics == expect.get("metrics", result._response.metrics)
    else:
        with pytest.raises(claudewire.APIError, match=expect.get("message")) as caught:
            use(client, vector.get("call", {}))
        error: Any = caught.value
        assert type(error).__name__ == expect["error"]
        for field in ("status_code", "error_type", "error_code", "request_id", "retry_status"):
            assert getattr(error, field, None) == expect.get(field, getattr(error, field, None))
        assert expect.get("details", {}).items() <= (getattr(error, "details", None) or {}).items()
        if "partial" in expect:
            assert error.partial_message.content[0].text == expect["partial"]
    assert len(requests) == expect.get("requests", 1)
