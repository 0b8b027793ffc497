"""What proxies and compatible servers do to event streams: halves of characters, events that carry nothing, errors of another
shape, an end without its blank line, numbers that no JSON text can hold; and what a program does: it leaves early.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire._errors import (
    APIStatusError,
    OverloadedError,
    StreamDataInvalid,
    StreamLimitExceeded,
    StreamTruncated,
)
from claudewire._stream import reader
from claudewire._stream.reader import MessageReader
from claudewire._stream.stream import MessageStream, Stream
from claudewire_api.models import UnknownMessageStreamEvent
from tests.support.clients import mocked_client
from tests.support.event_streams import block, event_stream
from tests.support.requests import HELLO
from tests.support.streams import (
    CALL,
    TEXT,
    TOOL,
    Event,
    Mode,
    ScriptedResponse,
    vector_message,
    wire,
)


def texts(*fragments: str, first: str = "") -> list[Event]:
    return block({"type": "text", "text": first}, *({"type": "text_delta", "text": text} for text in fragments))


def strings(value: Any) -> list[str]:
    """Return all strings in a JSON value."""
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in strings(part)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


class TestJoinedHalves:
    """JSON can write a character as two escapes, and a server can send each in an event of its own."""

    CASES: ClassVar[list[Any]] = [
        (["a\ud83d", "\ude00b"], ["a", "\U0001f600b"]),
        (["\ud83d", "\ude00"], ["", "\U0001f600"]),
        (["\ud83d", "", "\ude00"], ["", "", "\U0001f600"]),
        (["\ud83d\ude00\ud83d", "\ude00\ud83d", "\ude00"], ["\U0001f600", "\U0001f600", "\U0001f600"]),
        (["a\ud83d", "b"], ["a", "\ufffdb"]),
        (["a", "\ude00b"], ["a", "\ufffdb"]),
        (["\ud83d", "\ud83d", "\ude00"], ["", "\ufffd", "\U0001f600"]),
        (["a\ud83db\ude00"], ["a\ufffdb\ufffd"]),
        (["a\ud83d"], ["a", "\ufffd"]),
        (["caf\xe9\u4e2d\uffff"], ["caf\xe9\u4e2d\uffff"]),
    ]  # fmt: skip

    @pytest.mark.parametrize(("sent", "expected"), CASES)
    @pytest.mark.parametrize("in_one_chunk", [True, False])
    def test_two_halves_are_one_character_and_a_lone_half_is_replaced(
        self, mode: Mode, sent: list[str], expected: list[str], in_one_chunk: bool
    ) -> None:
        events = texts(*sent)
        chunks = [wire(*events)] if in_one_chunk else [wire(event) for event in events]
        assert mode.stream(mode.response(*chunks), "text_stream") == expected
        assert mode.stream(mode.response(*chunks), "get_final_text") == "".join(expected)
        raw = mode.events(mode.response(*chunks))
        assert [event.delta.text for event in raw if event.type == "content_block_delta"] == expected
        derived = [event for event in mode.stream(mode.response(*chunks), "events") if event.type == "text"]
        assert [event.text for event in derived] == expected
        assert [event.snapshot for event in derived] == ["".join(expected[: n + 1]) for n in range(len(expected))]

    def test_a_snapshot_never_has_a_half(self) -> None:
        events = texts("a\ud83d", "\ude00b")
        stream: Any = MessageStream(Stream(CALL, ScriptedResponse(*(wire(event) for event in events))))
        seen = [stream.current_message_snapshot.content[0].text for event in stream if event.type == "text"]
        assert seen == ["a", "a\U0001f600b"]

    @pytest.mark.parametrize("first", ["a\ud83d", "\ud83d"])
    def test_the_first_half_may_be_in_the_start_of_the_block(self, mode: Mode, first: str) -> None:
        response = mode.response(wire(*texts("\ude00b", first=first)))
        assert mode.stream(response, "get_final_text") == f"{first[:-1]}\U0001f600b"

    def test_thinking_and_tool_input_are_joined_likewise(self, mode: Mode) -> None:
        thinking = block(
            {"type": "thinking", "thinking": "", "signature": ""},
            {"type": "thinking_delta", "thinking": "a\ud83d"},
            {"type": "thinking_delta", "thinking": "\ude00"},
            {"type": "signature_delta", "signature": "c2ln"},
        )
        assert mode.stream(mode.response(wire(*thinking)), "get_final_message").content[0].thinking == "a\U0001f600"
        tool = block(
            {"type": "tool_use", "id": "t", "name": "n", "input": {}},
            {"type": "input_json_delta", "partial_json": '{"a": "\ud83d'},
            {"type": "input_json_delta", "partial_json": '\ude00", "b": "\\ud83d", "c": "\\ud83d\\ude00"}'},
        )
        found = mode.stream(mode.response(wire(*tool)), "get_final_message").content[0]
        assert found.input == {"a": "\U0001f600", "b": "\ufffd", "c": "\U0001f600"}
        assert getattr(found, "input_error", None) is None
        derived = [event for event in mode.stream(mode.response(wire(*tool)), "events") if event.type == "input_json"]
        assert derived[-1].snapshot == found.input

    def test_halves_in_other_fields_are_replaced(self, mode: Mode) -> None:
        events = block(
            {"type": "text", "text": "", "citations": None},
            {"type": "citations_delta", "citation": {"type": "char_location", "cited_text": "x\ud83d", "document_title": "\ud83d\ude00"}},
            {"type": "new_delta", "value": ["\ude00"]},
            {"type": "text_delta", "text": "a"},
        )  # fmt: skip
        message = mode.stream(mode.response(wire(*events)), "get_final_message")
        json.dumps(message.to_dict(), ensure_ascii=False).encode()
        assert message.content[0].citations[0].cited_text == "x\ufffd"
        assert message.content[0].citations[0].document_title == "\U0001f600"

    def test_a_half_at_a_cut_is_left_out(self, mode: Mode) -> None:
        with pytest.raises(StreamTruncated) as raised:
            mode.stream(mode.response(wire(*texts("a\ud83d")[:3])), "until_done")
        assert raised.value.partial_message.content[0].text == "a"

    @pytest.mark.parametrize("payload", ["x\ud83d", {"type": "error", "error": {"type": "x", "message": "x\ud83d"}}])
    def test_the_text_of_an_error_can_be_printed(self, mode: Mode, payload: Any) -> None:
        with pytest.raises(APIStatusError) as raised:
            mode.events(mode.response(f"event: error\ndata: {json.dumps(payload)}\n\n".encode()))
        str(raised.value).encode()
        (raised.value.api_message or "").encode()

    @given(st.lists(st.text(st.sampled_from("a\xe9\ud83d\ude00\udfff\ud800"), max_size=4), max_size=6), st.booleans())
    @settings(max_examples=200, deadline=None)
    def test_the_text_is_what_all_fragments_together_say(self, fragments: list[str], in_one_chunk: bool) -> None:
        whole = "".join(fragments).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        events = texts(*fragments)
        found, messages = MessageReader(), []
        for chunk in [wire(*events)] if in_one_chunk else [wire(event) for event in events]:
            messages += found.feed(chunk)
        assert found.accumulator.finish()["content"][0]["text"] == whole
        assert "".join(event["delta"]["text"] for event in messages if event["type"] == "content_block_delta") == whole
        for text in strings(messages):
            text.encode()


NOTHING = {
    "a ping without data": b"event: ping\ndata: \n\n",
    "a keep-alive without data": b"event: keepalive\ndata: \n\n",
    "data without a name": b"data:\n\n",
    "an empty ping": b"event: ping\ndata: {}\n\n",
    "an object without a type": b'event: x\ndata: {"foo": 1}\n\n',
    "a ping that is text": b"event: ping\ndata: still here\n\n",
    "a ping that is a list": b"event: ping\ndata: [1, 2]\n\n",
    "a ping with another type": b'event: ping\ndata: {"type": "message_stop"}\n\n',
    "a ping that is broken JSON": b"event: ping\ndata: {\n\n",
    "an empty object": b"data: {}\n\n",
    "an empty object under a known name": b"event: content_block_delta\ndata: {}\n\n",
    "no data under a known name": b"event: message_start\ndata:\n\n",
    "blanks": b"event: x\ndata:    \n\n",
    "two empty data lines": b"event: x\ndata:\ndata:\n\n",
    "null": b"data: null\n\n",
    "an unnamed object without a type": b'data: {"foo": {"bar": [1]}}\n\n',
    "a type that is null": b'event: x\ndata: {"type": null}\n\n',
    "text under an unknown name": b"event: heartbeat\ndata: 2026-11-26T21:00:00Z\n\n",
    "a number under an unknown name": b"event: heartbeat\ndata: 17\n\n",
    "a list under an unknown name": b"event: heartbeat\ndata: []\n\n",
    "an error that is null": b'event: x\ndata: {"error": null}\n\n',
    "a comment": b": keep-alive\n\n",
    "an id and nothing else": b"id: 7\n\n",
}


class TestEventsThatCarryNothing:
    @pytest.mark.parametrize("nothing", NOTHING.values(), ids=NOTHING.keys())
    @pytest.mark.parametrize("in_one_chunk", [True, False])
    def test_they_are_passed_over_at_every_place(self, mode: Mode, nothing: bytes, in_one_chunk: bool) -> None:
        events = [wire(event) for event in TEXT]
        for place in range(len(TEXT)):
            chunks = [*events[:place], nothing, *events[place:]]
            if in_one_chunk:
                chunks = [b"".join(chunks)]
            assert mode.stream(mode.response(*chunks), "get_final_message").to_dict() == vector_message("text")
            raw = mode.events(mode.response(*chunks))
            assert [event.to_dict() for event in raw] == [event for event in TEXT if event["type"] != "ping"]

    def test_they_do_not_end_a_stall(self) -> None:
        found = MessageReader()
        list(found.feed(wire(*TEXT[:4])))
        before = found.progress
        for nothing in NOTHING.values():
            assert list(found.feed(nothing)) == []
        assert found.progress == before

    def test_an_unknown_event_with_a_type_is_yielded(self, mode: Mode) -> None:
        events = mode.events(mode.response(wire(*TEXT[:3]), b'event: x\ndata: {"type": "y"}\n\n', wire(*TEXT[3:])))
        assert [event.raw for event in events if isinstance(event, UnknownMessageStreamEvent)] == [{"type": "y"}]

    def test_an_event_without_a_type_has_that_of_its_name(self, mode: Mode) -> None:
        body = b"".join(
            f"event: {event['type']}\ndata: {json.dumps({k: v for k, v in event.items() if k != 'type'})}\n\n".encode()
            for event in TEXT
        )
        assert mode.stream(mode.response(body), "get_final_message").to_dict() == vector_message("text")

    @pytest.mark.parametrize(
        "broken",
        [
            b"event: content_block_delta\ndata: {\n\n",
            b"event: content_block_delta\ndata: 7\n\n",
            b"data: {\n\n",
            b"data: []\n\n",
            b'data: "x"\n\n',
            b'event: content_block_delta\ndata: {"index": 0}\n\n',
            b'data: {"type": 7}\n\n',
        ],
    )
    def test_an_event_that_may_have_carried_something_is_an_error(self, mode: Mode, broken: bytes) -> None:
        """Broken JSON under the name of content, or without a name, may be a lost part of the message."""
        for more in (b"", wire({"type": "ping"})):
            with pytest.raises(StreamDataInvalid) as raised:
                mode.stream(mode.response(wire(*TEXT[:4]), more + broken), "until_done")
            assert raised.value.partial_message.content[0].text == "Hel"

    def test_events_before_any_content_are_bounded(self, mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
        """They are kept until content arrives, so an endless number of them must not fill the memory."""
        monkeypatch.setattr(reader, "DEFAULT_LIMIT", 10_000)
        unknown = wire({"type": "new_event", "value": "x" * 100})
        with pytest.raises(StreamLimitExceeded, match="before any content"):
            mode.stream(mode.response(wire(*TEXT[:2]), *[unknown] * 100), "until_done")
        few = mode.response(wire(*TEXT[:2]), *[unknown] * 50, wire(*TEXT[2:]), *[unknown] * 100)
        assert mode.stream(few, "get_final_text") == "Hello world"


ERRORS: dict[str, tuple[bytes, str]] = {
    "text": (b"event: error\ndata: upstream connect error\n\n", "upstream connect error"),
    "HTML": (b"event: error\ndata: <h1>502 Bad Gateway</h1>\n\n", "502 Bad Gateway"),
    "a JSON text": (b'event: error\ndata: "no healthy upstream"\n\n', "no healthy upstream"),
    "a list": (b'event: error\ndata: ["a", "b"]\n\n', "['a', 'b']"),
    "a number": (b"event: error\ndata: 502\n\n", "502"),
    "a text in the place of the object": (b'event: error\ndata: {"error": "too busy"}\n\n', "too busy"),
    "a message alone": (b'event: error\ndata: {"message": "too busy", "code": 7}\n\n', "too busy"),
    "an object without a type": (b'event: error\ndata: {"error": {"message": "too busy"}}\n\n', "too busy"),
    "no data": (b"event: error\ndata:\n\n", "error in the stream"),
    "null": (b"event: error\ndata: null\n\n", "error in the stream"),
    "broken JSON": (b'event: error\ndata: {"type": "err\n\n', '{"type": "err'),
    "an unknown type": (b'event: error\ndata: {"type": "error", "error": {"type": "x_error", "message": "hm"}}\n\n', "hm"),
    "no name and no type": (b'data: {"error": {"message": "too busy"}}\n\n', "too busy"),
    "another name and no type": (b'event: failure\ndata: {"error": "too busy"}\n\n', "too busy"),
    "a type only in the payload": (b'event: x\ndata: {"type": "error", "error": {"message": "too busy"}}\n\n', "too busy"),
}  # fmt: skip


class TestErrorsOfAnotherShape:
    @pytest.mark.parametrize(("event", "text"), ERRORS.values(), ids=ERRORS.keys())
    @pytest.mark.parametrize("alone", [True, False])
    def test_they_are_errors_of_the_api_without_a_status(
        self, mode: Mode, event: bytes, text: str, alone: bool
    ) -> None:
        with pytest.raises(APIStatusError) as raised:
            mode.stream(mode.response(wire(*TEXT[:4]), event if alone else wire(TEXT[4]) + event), "until_done")
        error = raised.value
        assert type(error) is APIStatusError
        assert error.status_code is None
        assert text in error.message
        assert error.partial_message.content[0].text == ("Hel" if alone else "Hello")
        assert not error.is_retryable
        assert pickle.loads(pickle.dumps(error)).status_code is None

    @pytest.mark.parametrize(
        "event",
        [
            b'data: {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}\n\n',
            b'data: {"error": {"type": "overloaded_error", "message": "Overloaded"}}\n\n',
            b'event: x\ndata: {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}\n\n',
            b'event: error\ndata: {"type": "overloaded_error", "message": "Overloaded"}\n\n',
        ],
        ids=["no name", "no name and no type", "another name", "the inner object alone"],
    )
    def test_a_known_type_gives_its_class_in_any_shape(self, mode: Mode, event: bytes) -> None:
        with pytest.raises(OverloadedError, match="overloaded_error in the stream: Overloaded") as raised:
            mode.stream(mode.response(wire(*TEXT[:4]) + event), "until_done")
        assert raised.value.status_code == 529

    def test_a_client_raises_them_before_and_after_content(self) -> None:
        for before in (0, 1, 4):
            body = wire(*TEXT[:before]) + b"event: error\ndata: upstream connect error\n\n"
            with (
                mocked_client(lambda _, body=body: event_stream(body)) as client,
                pytest.raises(APIStatusError, match="upstream connect error") as raised,
                client.messages.stream(**HELLO) as stream,
            ):
                stream.until_done()
            assert raised.value.status_code is None


@pytest.mark.parametrize(
    "read",
    [
        lambda client: list(client.messages.create(**HELLO, stream=True)),
        lambda client: client.messages.create(**{**HELLO, "max_tokens": 64_000}),
    ],
    ids=["a stream", "a message that is requested as a stream"],
)
def test_a_client_gives_the_same_for_each_input_of_this_module(read: Callable[[Any], Any]) -> None:
    """From the HTTP response to the program."""
    for odd in NOTHING.values():
        body = wire(*TOOL[:3]) + odd + wire(*TOOL[3:])
        with mocked_client(lambda _, body=body: event_stream(body)) as client:
            assert read(client)
    for odd, text in ERRORS.values():
        body = wire(*TOOL[:3]) + odd + wire(*TOOL[3:])
        with mocked_client(lambda _, body=body: event_stream(body)) as client, pytest.raises(APIStatusError) as raised:
            read(client)
        assert text in raised.value.message
