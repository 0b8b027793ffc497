"""From events to the message: vectors, generated streams, wrong orders, cuts, and all recorded streams."""

from __future__ import annotations

import copy
import json
import os
import re
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire import _errors
from claudewire._errors import StreamDataInvalid, StreamOrderError, StreamTruncated
from claudewire._stream.accumulator import Accumulator, TextBuffer, message_grammar
from claudewire._stream.partial_json import PartialJSON, copy_json
from tests import strategies
from tests.counting import growth, steps
from tests.support.event_streams import accumulate, outcome, unknown
from tests.support.streams import Event

ROOT = Path(__file__).parents[3]


VECTORS = json.loads((ROOT / "tests/vectors/streams.json").read_text("utf-8"))["vectors"]


def legal(events: list[Event]) -> bool:
    """Return whether the order is legal: the event grammar written again, as a plain loop."""
    place, open_block, blocks, ended = "start", None, 0, False
    deltas = {"text": {"text_delta", "citations_delta"}, "thinking": {"thinking_delta", "signature_delta"}}
    deltas |= {"tool_use": {"input_json_delta"}, "server_tool_use": {"input_json_delta"}}
    deltas["compaction"] = {"compaction_delta"}
    for event in events:
        kind = event["type"]
        if kind == "message_start" and place == "start":
            place = "body"
        elif kind == "content_block_start" and place == "body" and open_block is None and event["index"] == blocks:
            open_block, ended = event["content_block"]["type"], False
        elif kind == "content_block_delta" and open_block is not None and event["index"] == blocks:
            delta = event["delta"]["type"]
            if delta == "delta_of_tomorrow":
                continue
            if ended or (open_block != "block_of_tomorrow" and delta not in deltas.get(open_block, ())):
                return False
            ended = (open_block == "thinking" and delta == "signature_delta") or delta == "compaction_delta"
        elif kind == "content_block_stop" and open_block is not None and event["index"] == blocks:
            open_block, blocks = None, blocks + 1
        elif kind == "message_delta" and place in ("body", "tail") and open_block is None:
            place = "tail"
        elif kind == "message_stop" and place == "tail":
            place = "end"
        elif kind not in ("ping", "vertex_event", "from_the_future"):
            return False
    return place == "end"


def plain(events: list[Event]) -> list[Event]:
    """Return the content blocks, made by plain concatenation."""
    content: list[Event] = []
    for event in events:
        if event["type"] == "content_block_start":
            content.append(copy.deepcopy(event["content_block"]))
        elif event["type"] == "content_block_delta":
            block, delta = content[event["index"]], event["delta"]
            match delta["type"]:
                case "text_delta":
                    block["text"] += delta["text"]
                case "thinking_delta":
                    block["thinking"] += delta["thinking"]
                case "signature_delta":
                    block["signature"] = delta["signature"]
                case "citations_delta":
                    block["citations"] = [*(block.get("citations") or []), delta["citation"]]
                case "input_json_delta":
                    block["raw"] = block.get("raw", "") + delta["partial_json"]
                case "compaction_delta":
                    block |= {key: value for key, value in delta.items() if key != "type"}
        elif event["type"] == "content_block_stop" and (raw := content[event["index"]].pop("raw", "")):
            content[event["index"]]["input"] = json.loads(raw)
    return content


@pytest.mark.parametrize("vector", VECTORS, ids=[f"{v['id']}: {v['name']}" for v in VECTORS])
def test_the_vector_gives_its_message_or_its_error(vector: dict[str, Any]) -> None:
    events, before = vector["events"], copy.deepcopy(vector["events"])
    accumulator = Accumulator()

    def read() -> Event:
        for event in events:
            accumulator.feed(event)
            accumulator.snapshot()  # reading in between must change nothing
        return accumulator.finish()

    if "error" in vector:
        with pytest.raises(getattr(_errors, vector["error"])) as raised:
            read()
        assert raised.value.partial_message == vector.get("partial")
        assert vector.get("says", "") in str(raised.value)
    else:
        assert read() == vector["message"]
        assert unknown(events) == [events[place] for place in vector.get("unknown", [])]
    assert events == before, "an event was changed"


def test_vectors_are_numbered() -> None:
    assert [vector["id"] for vector in VECTORS] == list(range(1, len(VECTORS) + 1))


@given(strategies.streams())
@settings(max_examples=200, deadline=None)
def test_a_legal_stream_gives_its_message(stream: tuple[list[Event], Event]) -> None:
    events, message = stream
    accumulator = Accumulator()
    for event in events:
        assert not accumulator.complete or event["type"] not in message_grammar().event_types
        accumulator.feed(event)
    assert accumulator.finish() == message


class TestUnknownEvents:
    """Events, deltas and blocks that the document does not know leave the message unchanged."""

    @pytest.mark.parametrize(
        "event",
        [
            {"type": "mood", "level": 3},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "delta_of_tomorrow"}},
        ],
        ids=["event", "delta"],
    )
    def test_unknown_events_are_not_kept_in_memory(self, event: Event) -> None:
        class Watched(dict[str, Any]):
            """A dict that can be referred to weakly."""

        accumulator = accumulate(START)
        before = accumulator.snapshot()
        watched = Watched(event)
        reference = weakref.ref(watched)

        accumulator.feed(watched)
        del watched

        assert reference() is None
        assert accumulator.snapshot() == before


@given(strategies.streams(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_cut_is_always_an_error_with_the_prefix(stream: tuple[list[Event], Event], data: st.DataObject) -> None:
    """The partial message does not depend on how often snapshots were read."""
    events, message = stream
    end = next(n for n, event in enumerate(events) if event["type"] == "message_stop")
    place = data.draw(st.integers(0, end))
    accumulator = Accumulator()
    for event in events[:place]:
        accumulator.feed(event)
        if data.draw(st.booleans()):
            accumulator.snapshot()
    with pytest.raises(StreamTruncated) as raised:
        accumulator.finish()
    partial = raised.value.partial_message
    if partial is None:
        assert not any(event["type"] == "message_start" for event in events[:place])
        return
    came = plain(events[:place])
    assert len(partial["content"]) == len(came)
    for got, want, whole in zip(partial["content"], came, message["content"], strict=False):
        if "input_error" in got:
            assert got is partial["content"][-1]
            assert got["input_json"] == want.pop("raw", "")
            assert got["input_error"]
            assert got["input"].items() <= {**whole["input"], **got["input"]}.items()
        else:
            assert got == want


@given(strategies.streams(with_noise=False), st.data())
@settings(max_examples=int(os.environ.get("CLAUDEWIRE_STREAM_ORDERS", "500")), deadline=None)
def test_a_changed_order_gives_its_message_or_our_error(stream: tuple[list[Event], Event], data: st.DataObject) -> None:
    """Events swapped, moved, doubled, dropped: a legal order gives what that order means, any other gives our error."""
    events = copy.deepcopy(stream[0])
    for _ in range(data.draw(st.integers(1, 2))):
        a, b = data.draw(st.integers(0, len(events) - 1)), data.draw(st.integers(0, len(events) - 1))
        match data.draw(st.sampled_from(["swap", "move", "double", "drop", "number"])):
            case "swap":
                events[a], events[b] = events[b], events[a]
            case "move":
                events.insert(b, events.pop(a))
            case "double":
                events.insert(b, copy.deepcopy(events[a]))
            case "drop" if len(events) > 1:
                del events[a]
            case _:
                if "index" in events[a]:
                    events[a] = {**events[a], "index": data.draw(st.integers(-1, 4))}
    message, error = outcome(events)
    if error is not None:
        assert isinstance(error, StreamOrderError | StreamTruncated)
        assert not legal(events), error
        return
    content = copy.deepcopy(message["content"])
    for block in content:
        if block.pop("input_error", None):  # the parts of one input in another order
            block["input"] = block.pop("input_json")
    if legal(events):
        try:
            assert mended(content) == mended(plain(events))
        except json.JSONDecodeError:
            assert "input_error" in json.dumps(message["content"])
    else:  # the one slip that is allowed: a block that begins with the number of the one before
        place = 0
        for event in events:
            if event["type"] == "content_block_start":
                assert event["index"] in (place - 1, place)
                event["index"], place = place, place + 1
        assert legal(events)


def mended(value: Any) -> Any:
    """Replace halves of characters, which cannot be sent, as streams do."""
    return json.loads(re.sub("[\ud800-\udfff]", "\ufffd", json.dumps(value, ensure_ascii=False)))


class TestNoEvent:
    @pytest.mark.parametrize(
        "bad",
        [
            None,
            [],
            "ping",
            7,
            {},
            {"type": None},
            {"type": ["ping"]},
            {"type": "content_block_delta"},
            {"type": "content_block_delta", "index": 0},
            {"type": "content_block_delta", "index": 0, "delta": None},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta"}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": None}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": ["a"]}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "citations_delta"}},
            {"type": "content_block_stop", "index": "0"},
        ],
    )
    def test_an_invalid_event_is_our_error_and_keeps_the_partial_message(self, bad: Any) -> None:
        accumulator = accumulate(START)
        with pytest.raises((StreamDataInvalid, StreamOrderError)) as raised:
            accumulator.feed(bad)
        assert raised.value.partial_message["content"] == [{"type": "text", "text": "Hel"}]

    @pytest.mark.parametrize("message", [None, [], "x", {"content": "x"}])
    def test_a_message_start_without_a_message_is_our_error(self, message: Any) -> None:
        with pytest.raises(StreamDataInvalid):
            Accumulator().feed({"type": "message_start", "message": message})


START: list[Event] = [
    {"type": "message_start", "message": {"id": "msg_1", "content": [], "stop_reason": None, "usage": {}}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
]


def test_a_snapshot_is_the_same_object_until_the_next_event() -> None:
    accumulator = accumulate(START)
    first = accumulator.snapshot()
    assert accumulator.snapshot() is first
    accumulator.feed({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "lo"}})
    assert accumulator.snapshot() is not first
    assert first["content"][0]["text"] == "Hel"  # type: ignore[index]
    assert accumulator.snapshot()["content"][0]["text"] == "Hello"  # type: ignore[index]


def test_snapshots_of_an_open_block_do_not_grow() -> None:
    """Citations and input are copied, so a snapshot never changes."""
    accumulator = accumulate(START)
    cite = {"type": "content_block_delta", "index": 0, "delta": {"type": "citations_delta", "citation": {"n": 1}}}
    accumulator.feed(cite)
    first = accumulator.snapshot()
    accumulator.feed(cite)
    assert first["content"][0]["citations"] == [{"n": 1}]  # type: ignore[index]


def tool_stream(text: str, step: int) -> Iterator[Event]:
    yield START[0]
    block = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    for place in range(0, len(text), step):
        delta = {"type": "input_json_delta", "partial_json": text[place : place + step]}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}


def test_partial_input_has_complete_values_only() -> None:
    accumulator, seen = Accumulator(), []
    for event in tool_stream('{"city": "Pa\\"ris", "n": [12, 3], "deep": {"a": {}}}', 5):
        accumulator.feed(event)
        if accumulator.block:
            seen.append(copy_json(accumulator.block.partial_input()))
    assert seen == [
        {},
        {},
        {},
        {},
        {"city": 'Pa"ris'},
        {"city": 'Pa"ris'},
        {"city": 'Pa"ris', "n": [12]},
        {"city": 'Pa"ris', "n": [12, 3]},
        {"city": 'Pa"ris', "n": [12, 3]},
        {"city": 'Pa"ris', "n": [12, 3], "deep": {}},
        {"city": 'Pa"ris', "n": [12, 3], "deep": {"a": {}}},
        {"city": 'Pa"ris', "n": [12, 3], "deep": {"a": {}}},
    ]


class TestLinearWork:
    """Four times as much takes four times the work; a quadratic step would take sixteen times."""

    @staticmethod
    def tool_input(size: int, *, read: bool) -> None:
        text = json.dumps({f"key {n}": "some words" for n in range(size // 22)})
        accumulator = Accumulator()
        for event in tool_stream(text, 20):
            accumulator.feed(event)
            if read and accumulator.block:
                accumulator.block.partial_input()
        accumulator.feed({"type": "content_block_stop", "index": 0})

    @pytest.mark.parametrize("read", [False, True], ids=["read at the end", "read at each delta"])
    def test_the_steps_for_tool_input_grow_linearly(self, read: bool) -> None:
        assert growth(lambda size: steps(lambda: self.tool_input(size, read=read)), 10_000) < 4.1

    def test_input_that_is_read_at_each_delta_is_parsed_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """But for the little that could not be read without what followed it."""
        seen = 0
        original = PartialJSON._read

        def counted(reader: PartialJSON, text: str) -> None:
            nonlocal seen
            seen += len(text)
            original(reader, text)

        monkeypatch.setattr(PartialJSON, "_read", counted)
        self.tool_input(40_000, read=True)
        assert 40_000 <= seen < 1.5 * 40_000

    def test_the_steps_for_text_grow_linearly(self) -> None:
        def deltas(count: int) -> None:
            accumulator = accumulate(START)
            for _ in range(count):
                accumulator.feed(START[2])
            accumulator.snapshot()

        assert growth(lambda count: steps(lambda: deltas(count)), 1000) < 4.1

    def test_text_that_is_read_at_each_delta_is_joined_once(self) -> None:
        """A part is not looked at again once it is in the text."""

        class Counted(list[str]):
            handed_over = 0

            def __getitem__(self, key: Any) -> Any:
                part = super().__getitem__(key)
                Counted.handed_over += len(part)
                return part

        buffer = TextBuffer()
        buffer.fragments = Counted()
        for _ in range(1000):
            buffer.fragments.append("word ")
            buffer.text()
        assert Counted.handed_over == 1000
