"""A message as the events of a stream."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, Final

from claudewire.testing.responses.steps import Event, Pause, Step, dumps

from . import tokens

#: Blocks whose input is written as fragments of JSON.
_CALLS: Final = ("tool_use", "server_tool_use", "mcp_tool_use")


def stream(message: dict[str, Any], tokens_per_second: float | None = None) -> Iterator[Step]:
    """Yield events in legal order, with the pauses of a writer of that speed."""
    for payload in payloads(message):
        yield Event(payload["type"], payload)
        if tokens_per_second and payload["type"] == "content_block_delta":
            yield Pause(tokens.of_json(payload["delta"]) / tokens_per_second)


def payloads(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the payloads of the events. The same message is always cut into the same fragments."""
    chance = Random(message["id"])  # noqa: S311 - repeatable, not secret
    usage = message["usage"]
    head: dict[str, Any] = {**message, "content": [], "stop_reason": None, "stop_sequence": None, "stop_details": None}
    yield {
        "type": "message_start",
        "message": {**head, "usage": {**usage, "output_tokens": min(1, usage["output_tokens"])}},
    }
    for index, block in enumerate(message["content"]):
        start, deltas = _parts(block, chance)
        yield {"type": "content_block_start", "index": index, "content_block": start}
        if index == 0:
            yield {"type": "ping"}
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    delta = {key: message.get(key) for key in ("stop_reason", "stop_sequence", "stop_details")}
    if message.get("container"):
        delta["container"] = message["container"]
    totals = {key: value for key, value in usage.items() if key.endswith("_tokens") or key == "server_tool_use"}
    yield {"type": "message_delta", "delta": delta, "usage": totals}
    yield {"type": "message_stop"}


def _parts(block: dict[str, Any], chance: Random) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """Return the start of a block, and the deltas that complete it."""
    kind = block["type"]
    if kind == "text":
        start: dict[str, Any] = {**block, "text": ""} | ({"citations": []} if block.get("citations") else {})
        return start, _text(block, chance)
    if kind == "thinking":
        return {**block, "thinking": "", "signature": ""}, _thinking(block, chance)
    if kind in _CALLS:
        return {**block, "input": {}}, _input(block, chance)
    if kind == "compaction":
        return {**block, "content": None}, iter([{"type": "compaction_delta", "content": block["content"]}])
    return block, iter(())


def _text(block: dict[str, Any], chance: Random) -> Iterator[dict[str, Any]]:
    for fragment in _fragments(block["text"], chance):
        yield {"type": "text_delta", "text": fragment}
    for citation in block.get("citations") or ():
        yield {"type": "citations_delta", "citation": citation}


def _thinking(block: dict[str, Any], chance: Random) -> Iterator[dict[str, Any]]:
    for fragment in _fragments(block["thinking"], chance):
        yield {"type": "thinking_delta", "thinking": fragment}
    yield {"type": "signature_delta", "signature": block["signature"]}


def _input(block: dict[str, Any], chance: Random) -> Iterator[dict[str, Any]]:
    """Yield fragments of JSON. As from the API, the first is empty, and so is the input of a call without arguments."""
    yield {"type": "input_json_delta", "partial_json": ""}
    if block["input"]:
        for fragment in _fragments(dumps(block["input"]).decode(), chance):
            yield {"type": "input_json_delta", "partial_json": fragment}


def _fragments(text: str, chance: Random) -> Iterator[str]:
    """Recorded streams begin with a word or less and go on with anything from one character to a sentence."""
    place, size = 0, chance.randint(1, 6)
    while place < len(text):
        yield text[place : place + size]
        place, size = place + size, chance.choice((1, 4, 9, 17, 28, 45))
