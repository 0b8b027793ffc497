"""Recorded streams that are cut: always StreamTruncated, with the message of the complete events."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from claudewire._errors import APIError, StreamTruncated
from claudewire._stream.async_stream import AsyncMessageStream, AsyncStream
from claudewire._stream.stream import MessageStream, Stream
from tests.support.streams import CALL, AsyncScriptedResponse, Mode, ScriptedResponse
from tests.traffic.recorded import FOLDER as TRAFFIC
from tests.traffic.recorded import MISSING


@pytest.mark.skipif(not TRAFFIC.is_dir(), reason=MISSING)
def test_a_recorded_stream_that_is_cut_anywhere_is_truncated() -> None:
    """20 recorded streams: always StreamTruncated, with the message of the events that are complete.

    Cuts at a sample of places; with CLAUDEWIRE_EVERY_BYTE=1, at every byte.
    """
    every = bool(os.environ.get("CLAUDEWIRE_EVERY_BYTE"))
    chance, cuts = random.Random(3), 0
    for body in recorded(20):
        end = body.index(b"\n\n", body.rindex(b"message_stop"))  # from here on, nothing of the message is missing
        places = range(end) if every else sorted(chance.sample(range(end), 25))
        for name in ("sync", "asyncio", "trio"):
            mode = Mode(name)
            if name == "sync":
                for place in places:
                    cuts += 1
                    check_cut(
                        body[:place],
                        lambda data: MessageStream(Stream(CALL, ScriptedResponse(data))).get_final_message(),
                    )
                continue

            async def steps(body: bytes = body, places: Any = places) -> None:
                for place in places:
                    try:
                        await AsyncMessageStream(
                            AsyncStream(CALL, AsyncScriptedResponse(body[:place]))
                        ).get_final_message()
                    except StreamTruncated as error:
                        check_partial(body[:place], error)
                    else:
                        pytest.fail("a silent truncation")

            mode.run(steps)
            cuts += len(places)
    print(f"{cuts} cuts")


def check_cut(data: bytes, read: Callable[[bytes], Any]) -> None:
    with pytest.raises(StreamTruncated) as raised:
        read(data)
    check_partial(data, raised.value)


def check_partial(data: bytes, error: APIError) -> None:
    keys = ("text", "thinking", "input_json")
    content: list[dict[str, str]] = []
    for block in data.decode("utf-8", "replace").split("\n\n")[:-1]:
        event = json.loads(block.partition("data: ")[2])
        if event["type"] == "content_block_start":
            start = event["content_block"]
            content.append({key: start.get(key) or "" for key in keys})
        elif event["type"] == "content_block_delta":
            for key, field in (("text", "text"), ("thinking", "thinking"), ("input_json", "partial_json")):
                content[event["index"]][key] += event["delta"].get(field, "")
        elif event["type"] == "content_block_stop":
            content[event["index"]]["input_json"] = ""
    partial = error.partial_message.content if error.partial_message else []
    assert [{key: getattr(block, key, None) or "" for key in keys} for block in partial] == content


def recorded(number: int) -> list[bytes]:
    """Streams of many shapes, none of them very long."""
    shapes: dict[tuple[str, ...], bytes] = {}
    for file in sorted(TRAFFIC.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                body = record["response"].get("body") or ""
                if not body.startswith("event: message_start\ndata: ") or "\r" in body or len(body) > 6000:
                    continue
                if (
                    record["response"]["fidelity"] != "wire"
                    or not body.endswith("\n\n")
                    or body.count("message_start") != 2
                ):
                    continue
                kinds = {
                    word
                    for word in ("thinking_delta", "input_json_delta", "citations", "redacted", "server_tool_use")
                    if word in body
                }
                shapes.setdefault((record["source_repo"], *sorted(kinds)), body.encode())
    assert len(shapes) >= number
    return random.Random(5).sample(sorted(shapes.values()), number)
