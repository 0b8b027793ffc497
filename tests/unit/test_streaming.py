"""Streams as a program sees them, blocking, on asyncio, on trio: what arrives, what is raised, what is closed."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import pickle
import random
import time
import warnings
from pathlib import Path
from typing import Any

import pytest
import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire import _errors, _sources
from claudewire._errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    DeadlineExpired,
    OverloadedError,
    StreamDataInvalid,
    StreamLimitExceeded,
    StreamOrderError,
    StreamStalled,
    StreamTruncated,
)
from claudewire._reading import MessageReader
from claudewire._streaming import AsyncMessageStream, AsyncStream, MessageStream, Stream
from claudewire_api.models import Message
from tests.streams import (
    CALL,
    LINES,
    OTHER,
    TEXT,
    TOOL,
    VECTORS,
    Awaited,
    Blocking,
    Way,
    vector,
    vector_message,
    wire,
)

EXAMPLES = Path(__file__).parents[2] / "spec/examples"


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def way(request: pytest.FixtureRequest) -> Way:
    return Way(request.param)


class TestWhatArrives:
    def test_raw_events_are_the_payloads_without_pings(self, way: Way) -> None:
        connection = way.connection(wire(*TEXT))
        assert [event.to_dict() for event in way.events(connection)] == [e for e in TEXT if e["type"] != "ping"]
        assert connection.closed

    @pytest.mark.parametrize("size", [1, 7, 64])
    def test_the_cut_into_chunks_does_not_matter(self, way: Way, size: int) -> None:
        data = wire(*TOOL)
        connection = way.connection(*[data[i : i + size] for i in range(0, len(data), size)])
        assert [event.to_dict() for event in way.events(connection)] == [e for e in TOOL if e["type"] != "ping"]

    @pytest.mark.parametrize("item", [v for v in VECTORS if "message" in v], ids=lambda v: v["name"])
    def test_vectors_give_their_message(self, way: Way, item: dict[str, Any]) -> None:
        message = way.stream(way.connection(wire(*item["events"])), "get_final_message")
        notes = ("input_error", "input_json")  # said of a broken input on the block itself, and not sent back with it
        content = [{key: block[key] for key in block if key not in notes} for block in item["message"]["content"]]
        assert message.to_dict() == {**item["message"], "content": content}
        for block, expected in zip(message.content, item["message"]["content"], strict=True):
            assert [getattr(block, note, None) for note in notes] == [expected.get(note) for note in notes]
        assert message._response.request_id == "req_1"

    def test_derived_events_follow_their_raw_ones(self, way: Way) -> None:
        events = way.stream(way.connection(wire(*TEXT)), "events")
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

    def test_derived_events_of_every_kind(self, way: Way) -> None:
        events = [
            event
            for name in (
                "thinking and its signature",
                "citations, a list that starts empty",
                "a compaction, in one delta",
            )
            for event in way.stream(way.connection(wire(*vector(name))), "events")
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

    def test_input_json_is_partial_when_read_on_the_way(self) -> None:
        data, seen = wire(*TOOL), []
        with MessageStream(Stream(CALL, Blocking(data))) as stream:
            seen = [copy.deepcopy(event.snapshot) for event in stream if event.type == "input_json"]
        assert seen == [{}, {}, {}, {"city": "Parisé"}, {"city": "Parisé", "n": [1, 2]}]

    def test_text_stream_and_final_text(self, way: Way) -> None:
        assert way.stream(way.connection(wire(*TEXT)), "text_stream") == ["Hel", "lo", "", " world"]
        assert way.stream(way.connection(wire(*TEXT)), "get_final_text") == "Hello world"
        assert way.stream(way.connection(wire(*TEXT)), "until_done") is None
        with pytest.raises(RuntimeError, match="no text; it holds tool_use"):
            way.stream(way.connection(wire(*vector("a tool without input"))), "get_final_text")

    def test_snapshots_keep_step_with_the_events(self) -> None:
        """Also when all events came in one chunk."""
        stream: Any = MessageStream(Stream(CALL, Blocking(wire(*TEXT))))
        with pytest.raises(RuntimeError, match="has not begun"):
            _ = stream.current_message_snapshot
        texts = [stream.current_message_snapshot.content[0].text for event in stream if event.type == "text"]
        assert texts == ["Hel", "Hello", "Hello", "Hello world"]
        assert stream.current_message_snapshot is stream.current_message_snapshot
        assert stream.get_final_message() is stream.get_final_message()

    def test_reading_can_change_its_form_on_the_way(self) -> None:
        stream = MessageStream(Stream(CALL, Blocking(wire(*TEXT))))
        assert [next(stream).type, next(stream).type] == ["message_start", "content_block_start"]
        assert next(stream.text_stream) == "Hel"
        assert stream.get_final_text() == "Hello world"
        assert list(stream) == []
        assert stream.request_id == "req_1"
        assert stream.response.organization_id == "org_1"

    def test_unknown_events_blocks_and_deltas_are_passed_on(self, way: Way) -> None:
        strange = {"type": "mood", "level": 3}
        events = way.events(way.connection(wire(*TEXT[:3], strange, *TEXT[3:])))
        assert strange in [event.to_dict() for event in events]
        assert strange in [
            e.to_dict()
            for e in way.stream(way.connection(wire(*TEXT[:3], strange, *TEXT[3:])), "events")
            if e.type == "mood"
        ]

    def test_json_lines(self, way: Way) -> None:
        assert way.events(way.connection(b'{"a": 1}\n{"b"', b': 2}\n\n{"c": 3}'), LINES) == [
            {"a": 1},
            {"b": 2},
            {"c": 3},
        ]
        assert way.events(way.connection(), LINES) == []

    def test_events_whose_order_is_not_known(self, way: Way) -> None:
        assert way.events(way.connection(b'data: {"type": "a"}\n\n: x\n\nevent: b\ndata: {}\n\n'), OTHER) == [
            {"type": "a"},
            {},
        ]


class TestWhatIsRaised:
    @pytest.mark.parametrize("use", ["events", "text_stream", "get_final_message", "get_final_text", "until_done"])
    def test_a_clean_end_at_every_event_is_an_error(self, way: Way, use: str) -> None:
        for place in range(len(TEXT)):
            if any(event["type"] == "message_stop" for event in TEXT[:place]):
                break
            with pytest.raises(StreamTruncated) as raised:
                way.stream(way.connection(wire(*TEXT[:place])), use)
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
    def test_whatever_goes_wrong_is_ours_and_has_what_came(self, way: Way, broken: Any, error: type[APIError]) -> None:
        seen: list[Any] = []
        connection = way.connection(wire(*TEXT[:5]), broken)
        with pytest.raises(error) as raised:
            way.events(connection, seen=seen)
        assert [event.to_dict() for event in seen] == [e for e in TEXT[:5] if e["type"] != "ping"]
        assert raised.value.partial_message.content[0].text == "Hello"
        assert raised.value.request_id == "req_1"
        assert connection.closed
        copied = pickle.loads(pickle.dumps(raised.value))
        assert (type(copied), str(copied)) == (type(raised.value), str(raised.value))
        assert copied.partial_message.to_dict() == raised.value.partial_message.to_dict()

    @pytest.mark.parametrize("kind", sorted(_errors.BY_TYPE))
    def test_an_error_event_is_the_error_of_its_status(self, way: Way, kind: str) -> None:
        event = {"type": "error", "error": {"type": kind, "message": "no"}, "request_id": "req_2"}
        with pytest.raises(APIStatusError) as raised:
            way.events(way.connection(wire(*TEXT[:4], event)))
        assert type(raised.value) is _errors.BY_TYPE[kind]
        assert raised.value.status_code == _errors.BY_TYPE[kind].STATUS
        assert raised.value.partial_message.content[0].text == "Hel"

    def test_after_an_error_the_stream_is_over_and_the_message_says_why(self) -> None:
        stream = MessageStream(Stream(CALL, Blocking(wire(*TEXT[:5]))))
        with pytest.raises(StreamTruncated):
            list(stream)
        assert list(stream) == []
        with pytest.raises(StreamTruncated, match="before the message was complete"):
            stream.get_final_message()

    def test_a_closed_stream_gives_nothing_more_and_no_message(self, way: Way) -> None:
        if way.name == "blocking":
            stream = MessageStream(Stream(CALL, Blocking(wire(*TEXT))))
            next(stream)
            stream.close()
            stream.close()
            assert list(stream.text_stream) == []
            with pytest.raises(StreamTruncated) as raised:
                stream.get_final_message()
        else:

            async def steps() -> None:
                stream = AsyncMessageStream(AsyncStream(CALL, Awaited(wire(*TEXT))))
                await stream.__anext__()
                await stream.close()
                await stream.close()
                assert [text async for text in stream.text_stream] == []
                await stream.get_final_message()

            with pytest.raises(StreamTruncated) as raised:
                way.run(steps)
        assert raised.value.partial_message is not None

    def test_bytes_behind_the_end_are_of_no_interest(self, way: Way) -> None:
        for rest in (b"data: [DONE]\n\n", b"\xff" * 100_000, wire(*TEXT), APIConnectionError("reset"), b"data: x"):
            message = way.stream(way.connection(wire(*TEXT), rest), "get_final_message")
            assert message.content[0].text == "Hello world"

    def test_a_connection_that_stays_open_behind_the_end_is_left(
        self, way: Way, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_sources, "_PATIENCE", 0.05)
        start = time.monotonic()
        way.stream(way.connection(wire(*TEXT), 30), "get_final_message")
        assert time.monotonic() - start < 10

    def test_lines_that_break_off_or_are_no_json(self, way: Way) -> None:
        for script, error in (
            ((b'{"a": 1}\n{"b": ',), StreamTruncated),
            ((b'{"a": 1}\nx\n',), StreamDataInvalid),
            ((b'{"a": 1}\n[]\n',), StreamDataInvalid),
            ((b'{"a": 1}\n[]',), StreamDataInvalid),
        ):
            seen: list[Any] = []
            with pytest.raises(error, match=r"[Ll]ine 2") as raised:
                way.events(way.connection(*script), LINES, seen)
            assert seen == [{"a": 1}]
            assert raised.value.events_seen == 1

    def test_other_events_that_break_off(self, way: Way) -> None:
        with pytest.raises(StreamTruncated):
            way.events(way.connection(b"data: {}\n\ndata: {}"), OTHER)
        with pytest.raises(OverloadedError):
            way.events(way.connection(wire({"type": "error", "error": {"type": "overloaded_error"}})), OTHER)
        for bad in (b"data: x\n\n", b"data: []\n\n"):
            with pytest.raises(StreamDataInvalid):
                way.events(way.connection(bad), OTHER)


class TestSecondAttempts:
    OVERLOADED = wire({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})

    @pytest.mark.parametrize("events", [0, 1, 2], ids=["nothing", "message_start", "and a ping"])
    @pytest.mark.parametrize(
        "broken", [APIConnectionError("reset"), OVERLOADED, b""], ids=["reset", "error event", "end"]
    )
    def test_before_any_content_nobody_notices(self, way: Way, events: int, broken: Any) -> None:
        second = way.connection(wire(*TEXT))
        first = way.connection(wire(*TEXT[:events]), broken, then=second)
        assert [event.to_dict() for event in way.events(first)] == [e for e in TEXT if e["type"] != "ping"]
        assert len(first.failures) == 1
        assert first.closed
        assert second.closed

    @pytest.mark.parametrize("events", [3, 4, 8])
    @pytest.mark.parametrize("use", ["events", "get_final_message"])
    def test_after_content_there_is_none(self, way: Way, events: int, use: str) -> None:
        first = way.connection(wire(*TEXT[:events]), APIConnectionError("reset"), then=way.connection(wire(*TEXT)))
        with pytest.raises(APIConnectionError, match="reset"):
            way.stream(first, use)
        assert first.failures == []

    def test_the_last_failure_is_raised(self, way: Way) -> None:
        third = way.connection(APIConnectionError("third"))
        second = way.connection(APIConnectionError("second"), then=third)
        with pytest.raises(APIConnectionError, match="third"):
            way.events(way.connection(APIConnectionError("first"), then=second))
        assert third.closed

    def test_what_is_not_worth_it_is_not_repeated(self, way: Way) -> None:
        error = wire({"type": "error", "error": {"type": "invalid_request_error", "message": "no"}})
        with pytest.raises(_errors.BadRequestError):
            way.events(way.connection(error, then=way.connection(wire(*TEXT))))

    def test_lines_before_the_first_one(self, way: Way) -> None:
        assert way.events(way.connection(APIConnectionError("x"), then=way.connection(b"{}\n")), LINES) == [{}]


class Clock:
    """A clock that stands, and is put forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Streams look at it, and a watch looks often: what a busy machine delays is no stall."""
    clock = Clock()
    monkeypatch.setattr(_sources, "monotonic", clock)
    monkeypatch.setattr(_sources, "_TICK", 0.001)
    return clock


class TestStalls:
    def test_pings_do_not_count(self, way: Way) -> None:
        ping = wire({"type": "ping"})
        script = [item for _ in range(100) for item in (0.05, ping)]
        with pytest.raises(StreamStalled) as raised:
            way.stream(way.connection(wire(*TEXT[:4]), *script, stall_timeout=0.2), "get_final_message")
        assert raised.value.partial_message.content[0].text == "Hel"
        assert raised.value.is_retryable

    def test_silence_ends(self, way: Way) -> None:
        start = time.monotonic()
        with pytest.raises(StreamStalled):
            way.stream(way.connection(wire(*TEXT[:4]), 30, stall_timeout=0.1), "text_stream")
        assert time.monotonic() - start < 10

    def test_events_start_the_clock_again(self, way: Way, clock: Clock) -> None:
        """Three seconds in front of each of twelve events, and time for a watch to notice."""
        script = [item for event in TEXT for item in (lambda: clock.passes(3), 0.02, wire(event))]
        assert way.stream(way.connection(*script, stall_timeout=10), "get_final_text") == "Hello world"

    def test_the_callers_own_time_does_not_count(self, way: Way, clock: Clock) -> None:
        script = [item for event in TEXT for item in (wire(event), 0.02)]

        def own_time() -> None:
            clock.passes(60)
            time.sleep(0.02)

        events = way.stream(way.connection(*script, stall_timeout=10), "events", meanwhile=own_time)
        assert events[-1].type == "message_stop"

    def test_before_content_a_stall_is_tried_again(self, way: Way) -> None:
        first = way.connection(wire(*TEXT[:1]), 30, then=way.connection(wire(*TEXT)), stall_timeout=0.1)
        assert way.stream(first, "get_final_text") == "Hello world"


class TestWhatIsClosed:
    def test_break_and_drop(self) -> None:
        gc.disable()  # no collection may be needed
        try:
            for number in range(100):
                connection = Blocking(wire(*TEXT))
                stream: Any = Stream(CALL, connection)
                if number % 2:
                    stream = MessageStream(stream)
                for _ in stream:
                    break
                del stream
                assert connection.closed, number
        finally:
            gc.enable()

    def test_an_iterator_outlives_its_stream(self) -> None:
        events = iter(MessageStream(Stream(CALL, Blocking(wire(*TEXT)))))
        gc.collect()
        assert len(list(events)) == len([e for e in TEXT if e["type"] != "ping"]) + 4

    @pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, SystemExit])
    def test_exceptions_in_the_block_and_in_the_read(self, way: Way, failure: type[BaseException]) -> None:
        connection = way.connection(wire(*TEXT[:4]), failure("x"))
        with pytest.raises(failure):
            way.events(connection)
        assert connection.closed
        if way.name == "blocking":
            connection = way.connection(wire(*TEXT))
            with pytest.raises(failure), Stream(CALL, connection):
                raise failure("x")
            assert connection.closed

    def test_async_blocks(self, way: Way) -> None:
        if way.name == "blocking":
            return
        connection = Awaited(wire(*TEXT))

        async def steps() -> None:
            async with AsyncStream(CALL, connection) as stream:
                async for _ in stream:
                    break

        way.run(steps)
        assert connection.closed

    def test_cancellation(self) -> None:
        async def on_asyncio() -> Any:
            connection = Awaited(wire(*TEXT[:4]), 30)

            async def read() -> None:
                async for _ in AsyncStream(CALL, connection):
                    pass

            task = asyncio.create_task(read())
            await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return connection

        async def on_trio() -> Any:
            connection = Awaited(wire(*TEXT[:4]), 30)
            with trio.move_on_after(0.02) as scope:
                async for _ in AsyncStream(CALL, connection):
                    pass
            assert scope.cancelled_caught
            return connection

        assert asyncio.run(on_asyncio()).closed
        assert trio.run(on_trio).closed

    def test_no_warnings_when_async_streams_are_dropped(self) -> None:
        async def steps() -> None:
            for _ in range(20):
                async for _ in AsyncMessageStream(AsyncStream(CALL, Awaited(wire(*TEXT)))).text_stream:
                    break
            gc.collect()
            await asyncio.sleep(0)

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            asyncio.run(steps())


#: Beside the events of a message: JSON that is written in an unusual way, and what is no JSON, or no event.
UNUSUAL = [' {"type": "ping"}', '{"type": "ping"} ', '{"type": "x", "n": NaN}', '{"type": "x", "s": "\\ud83d"}']
ODD = [*UNUSUAL, "{} {}", "{", "[1", "2]", "[]", "", "x", "1"]


@given(st.lists(st.integers(0, len(TOOL) - 1) | st.sampled_from(ODD), max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_events_that_come_together_are_read_as_if_they_came_one_by_one(more: list[Any], chance: random.Random) -> None:
    events: list[Any] = [json.dumps(event) for event in TOOL]
    for item in more:
        events.insert(chance.randint(0, len(events)), item if isinstance(item, str) else events[item])
    chunks = [f"event: {chance.choice(['a'] * 20 + ['error'])}\ndata: {event}\n\n".encode() for event in events]

    def read(*chunks: bytes) -> list[str]:
        reader, seen = MessageReader(), []
        try:
            for chunk in chunks:
                for payload in reader.payloads(chunk):
                    seen.append(json.dumps(payload))
                if reader.complete:
                    break
        except APIError as error:
            seen.append(f"{error!r} {error.__cause__!r}")
        return [*seen, str(reader.events_seen), str(reader.progress), json.dumps(reader.accumulator.partial())]

    assert read(b"".join(chunks)) == read(*chunks)


class TestTheDocument:
    @pytest.mark.parametrize("file", sorted(EXAMPLES.glob("stream_*.json")), ids=lambda file: file.stem)
    def test_example_streams_add_up_to_the_example_messages(self, way: Way, file: Path) -> None:
        events = json.loads(file.read_text("utf-8"))
        connection = way.connection(wire(*events))
        if file.stem == "stream_error":
            with pytest.raises(APIStatusError):
                way.stream(connection, "get_final_message")
        else:
            whole = json.loads(file.with_stem(file.stem.replace("stream_", "message_")).read_text("utf-8"))
            assert way.stream(connection, "get_final_message").to_dict() == whole
