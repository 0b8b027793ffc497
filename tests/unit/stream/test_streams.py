"""`Stream` and `MessageStream`, sync, on asyncio and on trio: events, errors, retries, stalls, closing."""

from __future__ import annotations

import copy
import json
import pickle
import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire import _errors
from claudewire._errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    DeadlineExpired,
    OverloadedError,
    StreamDataInvalid,
    StreamLimitExceeded,
    StreamOrderError,
    StreamTruncated,
)
from claudewire._stream import state
from claudewire._stream.reader import MessageReader
from claudewire._stream.stream import MessageStream, Stream
from claudewire_api.models import Message
from tests.support.streams import (
    CALL,
    LINES,
    OTHER,
    TEXT,
    TOOL,
    VECTORS,
    Mode,
    ScriptedResponse,
    vector,
    vector_message,
    wire,
)

EXAMPLES = Path(__file__).parents[3] / "spec/examples"


class TestEvents:
    def test_raw_events_are_the_payloads_without_pings(self, mode: Mode) -> None:
        response = mode.response(wire(*TEXT))
        assert [event.to_dict() for event in mode.events(response)] == [e for e in TEXT if e["type"] != "ping"]
        assert response.closed

    @pytest.mark.parametrize("size", [1, 7, 64])
    def test_events_are_the_same_in_any_chunks(self, mode: Mode, size: int) -> None:
        data = wire(*TOOL)
        response = mode.response(*[data[i : i + size] for i in range(0, len(data), size)])
        assert [event.to_dict() for event in mode.events(response)] == [e for e in TOOL if e["type"] != "ping"]

    @pytest.mark.parametrize("item", [v for v in VECTORS if "message" in v or "error" in v], ids=lambda v: v["name"])
    def test_events_that_come_by_themselves_mean_what_they_mean_together(
        self, mode: Mode, item: dict[str, Any]
    ) -> None:
        events = [wire(event) for event in item["events"] if isinstance(event, dict)]
        outcomes: list[Any] = []
        for script in ([b"".join(events)], events):
            seen: list[Any] = []
            try:
                mode.events(mode.response(*script), seen=seen)
            except APIError as error:
                partial = error.partial_message and error.partial_message.to_dict()
                outcomes.append((type(error), str(error), partial, error.events_seen, list(map(repr, seen))))
            else:
                outcomes.append(list(map(repr, seen)))
        assert outcomes[0] == outcomes[1]

    @pytest.mark.parametrize(
        "odd",
        [
            {"type": "content_block_delta", "index": 7, "delta": {"type": "text_delta", "text": "x"}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": 1}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "\ud83d"}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "é\u2028"}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "newer_delta", "x": 1}},
            {"type": "content_block_delta", "index": 0},
            {"type": "error", "error": {"type": "overloaded_error", "message": "busy"}},
            {"type": "newer_event"},
            {"type": "ping"},
        ],
        ids=lambda event: f"{event['type']} {event.get('delta', '')!r:.60}".strip(),
    )
    @pytest.mark.parametrize("name", [None, "content_block_delta"])
    def test_an_odd_event_by_itself_means_what_it_means_among_others(
        self, mode: Mode, odd: dict[str, Any], name: str | None
    ) -> None:
        one = b"event: %b\ndata: %b\n\n" % ((name or odd["type"]).encode(), json.dumps(odd).encode())
        events = [*map(wire, TEXT[:4]), one, *map(wire, TEXT[4:])]
        outcomes: list[Any] = []
        for script in ([b"".join(events)], events):
            seen: list[Any] = []
            try:
                mode.events(mode.response(*script), seen=seen)
            except APIError as error:
                seen += [type(error), str(error), error.events_seen]
            outcomes.append(list(map(repr, seen)))
        assert outcomes[0] == outcomes[1]

    @pytest.mark.parametrize("item", [v for v in VECTORS if "message" in v], ids=lambda v: v["name"])
    def test_vectors_give_their_message(self, mode: Mode, item: dict[str, Any]) -> None:
        message = mode.stream(mode.response(wire(*item["events"])), "get_final_message")
        notes = ("input_error", "input_json")  # said of a broken input on the block itself, and not sent back with it
        content = [{key: block[key] for key in block if key not in notes} for block in item["message"]["content"]]
        assert message.to_dict() == {**item["message"], "content": content}
        for block, expected in zip(message.content, item["message"]["content"], strict=True):
            assert [getattr(block, note, None) for note in notes] == [expected.get(note) for note in notes]
        assert message._response.request_id == "req_1"

    def test_a_derived_event_follows_the_event_of_the_api(self, mode: Mode) -> None:
        events = mode.stream(mode.response(wire(*TEXT)), "events")
        assert [event.type for event in events] == [
            "message_start",
            "content_block_start",
            *["content_block_delta", "text"] * 4,
            "content_block_stop",
            "message_delta",
            "message_stop",
        ]
        texts = [event for event in events if event.type == "text"]
        assert [event.text for event in texts] == ["Hel", "lo", "", " world"]
        assert [event.snapshot for event in texts] == ["Hel", "Hello", "Hello", "Hello world"]
        assert events[-3].content_block.text == "Hello world"
        assert events[-1].message.to_dict() == vector_message("text")
        assert texts[0].to_dict() == {"type": "text", "text": "Hel", "snapshot": "Hel"}
        assert repr(texts[0]) == "TextEvent(text='Hel', snapshot='Hel')"

    def test_every_type_of_delta_has_a_derived_event(self, mode: Mode) -> None:
        events = [
            event
            for name in (
                "thinking and its signature",
                "citations, a list that starts empty",
                "a compaction, in one delta",
            )
            for event in mode.stream(mode.response(wire(*vector(name))), "events")
        ]
        by_type: dict[str, list[Any]] = {}
        for event in events:
            by_type.setdefault(event.type, []).append(event)
        assert [event.snapshot for event in by_type["thinking"]] == ["Hm, ", "Hm, yes."]
        assert by_type["signature"][0].signature == "c2ln"
        assert [len(event.snapshot) for event in by_type["citation"]] == [1, 2]
        assert by_type["citation"][1].citation.start_char_index == 1
        assert by_type["compaction"][0].content == "So far: nothing."
        assert by_type["compaction"][0].encrypted_content == "ZW5j"

    def test_the_snapshot_of_input_json_has_the_complete_values(self) -> None:
        data, seen = wire(*TOOL), []
        with MessageStream(Stream(CALL, ScriptedResponse(data))) as stream:
            seen = [copy.deepcopy(event.snapshot) for event in stream if event.type == "input_json"]
        assert seen == [{}, {}, {}, {"city": "Parisé"}, {"city": "Parisé", "n": [1, 2]}]

    def test_text_stream_and_final_text_give_the_text_of_the_message(self, mode: Mode) -> None:
        assert mode.stream(mode.response(wire(*TEXT)), "text_stream") == ["Hel", "lo", "", " world"]
        assert mode.stream(mode.response(wire(*TEXT)), "get_final_text") == "Hello world"
        assert mode.stream(mode.response(wire(*TEXT)), "until_done") is None
        with pytest.raises(RuntimeError, match="no text; it holds tool_use"):
            mode.stream(mode.response(wire(*vector("a tool without input"))), "get_final_text")

    def test_a_message_snapshot_has_the_events_read_up_to_now(self) -> None:
        """Also when all events came in one chunk."""
        stream: Any = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT))))
        with pytest.raises(RuntimeError, match="has not begun"):
            _ = stream.current_message_snapshot
        texts = [stream.current_message_snapshot.content[0].text for event in stream if event.type == "text"]
        assert texts == ["Hel", "Hello", "Hello", "Hello world"]
        assert stream.current_message_snapshot is stream.current_message_snapshot
        assert stream.get_final_message() is stream.get_final_message()

    def test_iteration_text_stream_and_final_text_can_be_mixed(self) -> None:
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT))))
        assert [next(stream).type, next(stream).type] == ["message_start", "content_block_start"]
        assert next(stream.text_stream) == "Hel"
        assert stream.get_final_text() == "Hello world"
        assert next(stream, None) is None
        assert stream.request_id == "req_1"
        assert stream.response.organization_id == "org_1"

    def test_unknown_events_are_yielded(self, mode: Mode) -> None:
        strange = {"type": "mood", "level": 3}
        events = mode.events(mode.response(wire(*TEXT[:3], strange, *TEXT[3:])))
        assert strange in [event.to_dict() for event in events]
        assert strange in [
            e.to_dict()
            for e in mode.stream(mode.response(wire(*TEXT[:3], strange, *TEXT[3:])), "events")
            if e.type == "mood"
        ]

    def test_json_lines_are_yielded_as_objects(self, mode: Mode) -> None:
        assert mode.events(mode.response(b'{"a": 1}\n{"b"', b': 2}\n\n{"c": 3}'), LINES) == [
            {"a": 1},
            {"b": 2},
            {"c": 3},
        ]
        assert mode.events(mode.response(), LINES) == []

    def test_events_without_a_grammar_are_yielded(self, mode: Mode) -> None:
        assert mode.events(mode.response(b'data: {"type": "a"}\n\n: x\n\nevent: b\ndata: {}\n\n'), OTHER) == [
            {"type": "a"},
            {},
        ]


class TestErrors:
    @pytest.mark.parametrize("use", ["events", "text_stream", "get_final_message", "get_final_text", "until_done"])
    def test_a_clean_end_at_every_event_is_an_error(self, mode: Mode, use: str) -> None:
        for place in range(len(TEXT)):
            if any(event["type"] == "message_stop" for event in TEXT[:place]):
                break
            with pytest.raises(StreamTruncated) as raised:
                mode.stream(mode.response(wire(*TEXT[:place])), use)
            assert raised.value.events_seen == place
            assert raised.value.request_id == "req_1"
            assert raised.value.organization_id == "org_1"
            assert raised.value.is_retryable
            partial = raised.value.partial_message
            assert (partial is None) == (place == 0)
            assert partial is None or isinstance(partial, Message)

    @pytest.mark.parametrize(
        ("broken", "error"),
        [
            (b"event: message_stop\ndata: {}", StreamTruncated),
            (APIConnectionError("reset"), APIConnectionError),
            (DeadlineExpired("too late", is_retryable=False), DeadlineExpired),
            (b"data: {\n\n", StreamDataInvalid),
            (b"data: []\n\n", StreamDataInvalid),
            (b"data: " + b"[" * 99999 + b"\n\n", StreamDataInvalid),
            (wire({"type": "message_stop"}), StreamOrderError),
            (b"x" * (1 << 25), StreamLimitExceeded),
            (b"event: error\ndata: bad gateway\n\n", APIStatusError),
            (b"event: error\ndata: {}\n\n", APIStatusError),
        ],
        ids=[
            "cut",
            "reset",
            "deadline",
            "no JSON",
            "no object",
            "too deep",
            "order",
            "too long",
            "foreign error",
            "empty error",
        ],
    )
    def test_every_failure_is_our_error_with_the_partial_message(
        self, mode: Mode, broken: Any, error: type[APIError]
    ) -> None:
        seen: list[Any] = []
        response = mode.response(wire(*TEXT[:5]), broken)
        with pytest.raises(error) as raised:
            mode.events(response, seen=seen)
        assert [event.to_dict() for event in seen] == [e for e in TEXT[:5] if e["type"] != "ping"]
        assert raised.value.partial_message.content[0].text == "Hello"
        assert raised.value.request_id == "req_1"
        assert response.closed
        copied = pickle.loads(pickle.dumps(raised.value))
        assert (type(copied), str(copied)) == (type(raised.value), str(raised.value))
        assert copied.partial_message.to_dict() == raised.value.partial_message.to_dict()

    @pytest.mark.parametrize("kind", sorted(_errors.BY_TYPE))
    def test_an_error_event_is_the_error_of_its_status(self, mode: Mode, kind: str) -> None:
        event = {"type": "error", "error": {"type": kind, "message": "no"}, "request_id": "req_2"}
        with pytest.raises(APIStatusError) as raised:
            mode.events(mode.response(wire(*TEXT[:4], event)))
        assert type(raised.value) is _errors.BY_TYPE[kind]
        assert raised.value.status_code == _errors.BY_TYPE[kind].STATUS
        assert raised.value.partial_message.content[0].text == "Hel"

    def test_the_final_message_raises_the_error_that_ended_the_stream(self) -> None:
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT[:5]))))
        reads: list[Any] = [
            list,
            next,
            lambda s: list(s.text_stream),
            MessageStream.until_done,
            MessageStream.get_final_message,
        ]
        for read in reads:
            with pytest.raises(StreamTruncated, match="before the message was complete"):
                read(stream)

    def test_bytes_after_message_stop_are_ignored(self, mode: Mode) -> None:
        for rest in (b"data: [DONE]\n\n", b"\xff" * 100_000, wire(*TEXT), APIConnectionError("reset"), b"data: x"):
            message = mode.stream(mode.response(wire(*TEXT), rest), "get_final_message")
            assert message.content[0].text == "Hello world"

    def test_a_response_that_does_not_end_after_message_stop_is_closed(
        self, mode: Mode, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(state, "DRAIN_SECONDS", 0.05)
        start = time.monotonic()
        mode.stream(mode.response(wire(*TEXT), 30), "get_final_message")
        assert time.monotonic() - start < 10

    def test_incomplete_and_invalid_lines_are_our_errors(self, mode: Mode) -> None:
        for script, error in (
            ((b'{"a": 1}\n{"b": ',), StreamTruncated),
            ((b'{"a": 1}\nx\n',), StreamDataInvalid),
            ((b'{"a": 1}\n[]\n',), StreamDataInvalid),
            ((b'{"a": 1}\n[]',), StreamDataInvalid),
        ):
            seen: list[Any] = []
            with pytest.raises(error, match=r"[Ll]ine 2") as raised:
                mode.events(mode.response(*script), LINES, seen)
            assert seen == [{"a": 1}]
            assert raised.value.events_seen == 1

    def test_incomplete_and_invalid_events_without_a_grammar_are_our_errors(self, mode: Mode) -> None:
        with pytest.raises(StreamTruncated):
            mode.events(mode.response(b"data: {}\n\ndata: {}"), OTHER)
        with pytest.raises(OverloadedError):
            mode.events(mode.response(wire({"type": "error", "error": {"type": "overloaded_error"}})), OTHER)
        for bad in (b"data: x\n\n", b"data: []\n\n"):
            with pytest.raises(StreamDataInvalid):
                mode.events(mode.response(bad), OTHER)


class TestRetries:
    OVERLOADED = wire({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})

    @pytest.mark.parametrize("events", [0, 1, 2], ids=["nothing", "message_start", "and a ping"])
    @pytest.mark.parametrize(
        "broken", [APIConnectionError("reset"), OVERLOADED, b""], ids=["reset", "error event", "end"]
    )
    def test_a_failure_before_content_is_retried(self, mode: Mode, events: int, broken: Any) -> None:
        second = mode.response(wire(*TEXT))
        first = mode.response(wire(*TEXT[:events]), broken, then=second)
        assert [event.to_dict() for event in mode.events(first)] == [e for e in TEXT if e["type"] != "ping"]
        assert len(first.failures) == 1
        assert first.closed
        assert second.closed

    @pytest.mark.parametrize("events", [3, 4, 8])
    @pytest.mark.parametrize("use", ["events", "get_final_message"])
    def test_a_failure_after_content_is_raised(self, mode: Mode, events: int, use: str) -> None:
        first = mode.response(wire(*TEXT[:events]), APIConnectionError("reset"), then=mode.response(wire(*TEXT)))
        with pytest.raises(APIConnectionError, match="reset"):
            mode.stream(first, use)
        assert first.failures == []

    def test_the_last_failure_is_raised(self, mode: Mode) -> None:
        third = mode.response(APIConnectionError("third"))
        second = mode.response(APIConnectionError("second"), then=third)
        with pytest.raises(APIConnectionError, match="third"):
            mode.events(mode.response(APIConnectionError("first"), then=second))
        assert third.closed

    def test_an_error_that_is_not_retryable_is_raised(self, mode: Mode) -> None:
        error = wire({"type": "error", "error": {"type": "invalid_request_error", "message": "no"}})
        with pytest.raises(_errors.BadRequestError):
            mode.events(mode.response(error, then=mode.response(wire(*TEXT))))

    def test_a_failure_before_the_first_line_is_retried(self, mode: Mode) -> None:
        assert mode.events(mode.response(APIConnectionError("x"), then=mode.response(b"{}\n")), LINES) == [{}]


#: Beside the events of a message: JSON that is written in an unusual mode, and what is no JSON, or no event.
UNUSUAL = [' {"type": "ping"}', '{"type": "ping"} ', '{"type": "x", "n": NaN}', '{"type": "x", "s": "\\ud83d"}']


ODD = [*UNUSUAL, "{} {}", "{", "[1", "2]", "[]", "", "x", "1"]


@given(st.lists(st.integers(0, len(TOOL) - 1) | st.sampled_from(ODD), max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_events_in_one_chunk_are_read_like_events_in_many(more: list[Any], chance: random.Random) -> None:
    events: list[Any] = [json.dumps(event) for event in TOOL]
    for item in more:
        events.insert(chance.randint(0, len(events)), item if isinstance(item, str) else events[item])
    chunks = [f"event: {chance.choice(['a'] * 20 + ['error'])}\ndata: {event}\n\n".encode() for event in events]

    def read(*chunks: bytes) -> list[str]:
        reader, seen = MessageReader(), []
        try:
            for chunk in chunks:
                for payload in reader.feed(chunk):
                    seen.append(json.dumps(payload))
                if reader.complete:
                    break
        except APIError as error:
            seen.append(f"{error!r} {error.__cause__!r}")
        return [*seen, str(reader.events_seen), str(reader.progress), json.dumps(reader.accumulator.partial())]

    assert read(b"".join(chunks)) == read(*chunks)


class TestExamplesOfTheDocument:
    @pytest.mark.parametrize("file", sorted(EXAMPLES.glob("stream_*.json")), ids=lambda file: file.stem)
    def test_example_streams_add_up_to_the_example_messages(self, mode: Mode, file: Path) -> None:
        events = json.loads(file.read_text("utf-8"))
        response = mode.response(wire(*events))
        if file.stem == "stream_error":
            with pytest.raises(APIStatusError):
                mode.stream(response, "get_final_message")
        else:
            whole = json.loads(file.with_stem(file.stem.replace("stream_", "message_")).read_text("utf-8"))
            assert mode.stream(response, "get_final_message").to_dict() == whole
