"""Hypothesis strategies for the streams of the Messages API."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

Event = dict[str, Any]

words = st.text(max_size=12)
scalars = (
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | words
)
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
)
json_objects = st.dictionaries(words, json_values, max_size=4)

#: What may stand anywhere, and has no effect.
noise: st.SearchStrategy[Event] = st.sampled_from(
    [{"type": "ping"}, {"type": "ping", "since": 3}, {"type": "vertex_event"}, {"type": "from_the_future", "index": 0}]
)


@st.composite
def pieces(draw: st.DrawFn, text: str) -> list[str]:
    """The text in parts, cut anywhere: inside escapes and surrogate pairs of its JSON form too, some of them empty."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Event, list[Event], Event]:
    """One block: how it starts, its deltas, and what it is at the end."""
    kind = draw(
        st.sampled_from(["text", "cited", "thinking", "tool_use", "server_tool_use", "whole", "compaction", "unknown"])
    )
    if kind in ("text", "cited"):
        text = draw(words)
        deltas = [{"type": "text_delta", "text": piece} for piece in draw(pieces(text))]
        if kind == "text":
            return {"type": "text", "text": ""}, deltas, {"type": "text", "text": text}
        citations = draw(st.lists(json_objects, min_size=1, max_size=3))
        for citation in citations:
            deltas.insert(draw(st.integers(0, len(deltas))), {"type": "citations_delta", "citation": citation})
        citations = [delta["citation"] for delta in deltas if "citation" in delta]
        start = {"type": "text", "text": "", **draw(st.sampled_from([{}, {"citations": None}, {"citations": []}]))}
        return start, deltas, {**start, "text": text, "citations": citations}
    if kind == "thinking":
        text, signature = draw(words), draw(words)
        deltas = [{"type": "thinking_delta", "thinking": piece} for piece in draw(pieces(text))]
        deltas = draw(st.sampled_from([deltas, []]))
        deltas.append({"type": "signature_delta", "signature": signature})
        end = {"type": "thinking", "thinking": text if len(deltas) > 1 else "", "signature": signature}
        return {"type": "thinking", "thinking": "", "signature": ""}, deltas, end
    if kind in ("tool_use", "server_tool_use"):
        value = draw(json_objects)
        text = json.dumps(value, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))
        start = {"type": kind, "id": "toolu_1", "name": "f", "input": {}}
        deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in draw(pieces(text))]
        return start, deltas, {**start, "input": value}
    if kind == "compaction":
        values = {"content": draw(words | st.none()), "encrypted_content": draw(words)}
        return (
            {"type": "compaction", "content": None},
            [{"type": "compaction_delta", **values}],
            {"type": "compaction", **values},
        )
    if kind == "unknown":
        text = draw(words)
        start = {"type": "block_of_tomorrow", "text": "", "more": [1]}
        deltas = [{"type": "text_delta", "text": text}, {"type": "delta_of_tomorrow", "text": "lost?"}]
        return start, deltas, {**start, "text": text}
    start = {
        "type": "web_search_tool_result",
        "tool_use_id": "srvtoolu_1",
        "content": draw(st.lists(json_objects, max_size=2)),
    }
    return start, [], start


@st.composite
def streams(draw: st.DrawFn, *, with_noise: bool = True) -> tuple[list[Event], Event]:
    """A legal stream, and the message it stands for."""
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-opus-4-6",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 3, "output_tokens": 1, "service_tier": "standard"},
    }
    events: list[Event] = [{"type": "message_start", "message": message}]
    content: list[Event] = []
    for index, (start, deltas, end) in enumerate(draw(st.lists(blocks(), max_size=4))):
        events.append({"type": "content_block_start", "index": index, "content_block": start})
        events += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        events.append({"type": "content_block_stop", "index": index})
        content.append(end)
    counts = sorted(draw(st.lists(st.integers(1, 999), min_size=1, max_size=3)))
    for count in counts:
        delta = {"stop_reason": "end_turn", "stop_sequence": None, "container": None}
        events.append(
            {"type": "message_delta", "delta": delta, "usage": {"output_tokens": count, "input_tokens": None}}
        )
    events.append({"type": "message_stop"})
    if with_noise:
        for _ in range(draw(st.integers(0, 3))):
            events.insert(draw(st.integers(0, len(events))), draw(noise))
    usage = {**message["usage"], "output_tokens": counts[-1]}
    return events, {**message, "content": content, "stop_reason": "end_turn", "container": None, "usage": usage}
