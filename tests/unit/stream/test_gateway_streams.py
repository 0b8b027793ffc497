"""Streams of gateways that leave out fields, name the stop reason in advance, end as other APIs do, or send a body that is no stream."""

from __future__ import annotations

import copy
import json
from typing import Any, ClassVar

import pytest

from claudewire import ClaudeError, continuation, tool
from claudewire._errors import APIStatusError, OverloadedError, StreamDataInvalid, StreamOrderError, StreamTruncated
from claudewire._stream.reader import MessageReader
from claudewire._stream.stream import MessageStream, Stream
from tests.support.clients import mocked_client
from tests.support.event_streams import END, START, block, event_stream
from tests.support.requests import HELLO
from tests.support.streams import CALL, TEXT, VECTORS, Event, Mode, ScriptedResponse, vector, vector_message, wire

MISSING = object()


def changed(event: Event, path: tuple[Any, ...], value: Any) -> Event:
    """Return a copy of an event with another value at `path`, or without the field."""
    out: Any = copy.deepcopy(event)
    inner = out
    for name in path[:-1]:
        inner = inner[name]
    if value is MISSING:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = value
    return out


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, item in items for found in ((*path, name), *paths(item, (*path, name)))]


class TestFieldsThatAreLeftOut:
    @pytest.mark.parametrize("value", [MISSING, None], ids=["missing", "null"])
    @pytest.mark.parametrize("name", ["text", "tool input in fragments", "thinking and its signature"])
    def test_events_without_numbers_belong_to_the_open_block(self, mode: Mode, name: str, value: Any) -> None:
        events = [changed(event, ("index",), value) if "index" in event else event for event in vector(name)]
        assert mode.stream(mode.response(wire(*events)), "get_final_message").to_dict() == vector_message(name)
        stops = [e for e in mode.stream(mode.response(wire(*events)), "events") if e.type == "content_block_stop"]
        assert [stop.index for stop in stops] == list(range(len(stops)))
        raw = [event.to_dict() for event in mode.events(mode.response(wire(*events)))]
        assert raw == [event for event in events if event["type"] != "ping"]

    @pytest.mark.parametrize("value", [MISSING, None], ids=["missing", "null"])
    def test_a_raw_event_says_which_field_is_missing(self, mode: Mode, value: Any) -> None:
        events = [changed(event, ("index",), value) if "index" in event else event for event in TEXT]
        start = mode.events(mode.response(wire(*events)))[1]
        if value is None:
            assert start.index is None
        else:
            with pytest.raises(ClaudeError, match=r"RawContentBlockStartEvent\.index: the server did not send"):
                _ = start.index

    @pytest.mark.parametrize("wrong", [7, -1, "0", "x", 1.5, 10**30, [], {}])
    def test_a_wrong_number_is_an_error(self, mode: Mode, wrong: Any) -> None:
        """What has the number of another block may belong to it."""
        for place in (i for i, event in enumerate(TEXT) if "index" in event):
            events = [changed(e, ("index",), wrong) if i == place else e for i, e in enumerate(TEXT)]
            with pytest.raises(StreamOrderError):
                mode.stream(mode.response(wire(*events)), "until_done")

    @pytest.mark.parametrize("value", [MISSING, None, {}], ids=["missing", "null", "empty"])
    def test_a_message_delta_without_its_delta_brings_its_usage(self, mode: Mode, value: Any) -> None:
        usage = {"type": "message_delta", "usage": {"output_tokens": 9}}
        events = [*TEXT[:-1], usage if value is MISSING else {**usage, "delta": value}, TEXT[-1]]
        message = mode.stream(mode.response(wire(*events)), "get_final_message")
        assert message.usage.output_tokens == 9
        assert message.stop_reason == "end_turn"

    @pytest.mark.parametrize("value", [MISSING, None], ids=["missing", "null"])
    def test_a_block_without_its_beginning_keeps_its_content(self, mode: Mode, value: Any) -> None:
        events = [changed(e, ("content_block",), value) if "content_block" in e else e for e in TEXT]
        message = mode.stream(mode.response(wire(*events)), "get_final_message")
        assert message.to_dict()["content"] == [{"text": "Hello world"}]
        assert message.stop_reason == "end_turn"
        assert "".join(mode.stream(mode.response(wire(*events)), "text_stream")) == "Hello world"

    @pytest.mark.parametrize("usage", [MISSING, None, 5, "x", []], ids=["missing", "null", "number", "text", "array"])
    def test_an_odd_usage_does_not_end_the_message(self, mode: Mode, usage: Any) -> None:
        for place, path in ((0, ("message", "usage")), (-2, ("usage",))):
            events = list(TEXT)
            events[place] = changed(events[place], path, usage)
            assert mode.stream(mode.response(wire(*events)), "get_final_text") == "Hello world"

    def test_citations_and_fallbacks_of_another_type_do_not_end_the_message(self, mode: Mode) -> None:
        citation = {"type": "char_location", "cited_text": "x"}
        for first in (5, "abc", True, {}):
            start = {"type": "text", "text": "", "citations": first}
            events = block(
                start, {"type": "citations_delta", "citation": citation}, {"type": "text_delta", "text": "a"}
            )
            message = mode.stream(mode.response(wire(*events)), "get_final_message")
            assert message.to_dict()["content"][0]["citations"] == [citation]
            message = mode.stream(mode.response(wire(*block({"type": "fallback", "to": first}))), "get_final_message")
            assert message.model == "m"

    def test_a_block_of_no_known_type_keeps_its_text(self, mode: Mode) -> None:
        for odd in ({}, {"type": None}, {"type": 5}, {"type": []}, {"type": {}}, {"type": "new"}):
            events = block(odd, {"type": "text_delta", "text": "a"}, {"type": "text_delta", "text": "b"})
            message = mode.stream(mode.response(wire(*events)), "get_final_message")
            assert message.to_dict()["content"] == [{**odd, "text": "ab"}]

    def test_each_field_of_each_event_missing_or_odd_gives_a_message_or_an_error_of_ours(self) -> None:
        """One at a time, over all streams of the vectors: never another exception, and no content that is lost in silence."""
        for found in (found for found in VECTORS if "error" not in found):
            for place, event in enumerate(found["events"]):
                for path in paths(event):
                    if isinstance(path[-1], int) or path == ("message", "content"):
                        continue
                    for value in (MISSING, None, 5, []):
                        events = [*found["events"]]
                        events[place] = changed(event, path, value)
                        reader = MessageReader()
                        try:
                            body = b"".join(f"data: {json.dumps(one)}\n\n".encode() for one in events)
                            list(reader.feed(body))
                            content = reader.accumulator.finish()["content"]
                        except ClaudeError:
                            continue
                        assert len(content) == len(found["message"]["content"]), (found["name"], path, value)


class TestAStopReasonInAdvance:
    @pytest.mark.parametrize("reason", ["end_turn", "", "new_reason", 5])
    @pytest.mark.parametrize("name", ["text", "tool input in fragments", "thinking and its signature"])
    def test_the_content_that_follows_is_read(self, mode: Mode, name: str, reason: Any) -> None:
        events = vector(name)
        events = [changed(events[0], ("message", "stop_reason"), reason), *events[1:]]
        assert mode.stream(mode.response(wire(*events)), "get_final_message").to_dict() == vector_message(name)

    def test_the_message_may_end_without_a_message_delta(self, mode: Mode) -> None:
        start = changed(START, ("message", "stop_reason"), "end_turn")
        events = block({"type": "text", "text": "a"})
        with pytest.raises(StreamOrderError):  # nothing says that the content is complete
            mode.stream(mode.response(wire(start, *events[1:-2], END[1])), "until_done")
        assert mode.stream(mode.response(wire(start, END[1])), "get_final_message").stop_reason == "end_turn"

    def test_a_cut_is_an_error_as_ever(self, mode: Mode) -> None:
        events = [changed(TEXT[0], ("message", "stop_reason"), "end_turn"), *TEXT[1:]]
        for count in range(len(events)):
            with pytest.raises(StreamTruncated):
                mode.stream(mode.response(wire(*events[:count])), "until_done")


class TestTheEndMarkOfOtherAPIs:
    DONE = b"data: [DONE]\n\n"

    def test_it_is_passed_over(self, mode: Mode) -> None:
        events = [wire(event) for event in TEXT]
        for place in range(len(TEXT) + 1):
            body = b"".join([*events[:place], self.DONE, *events[place:]])
            assert mode.stream(mode.response(body), "get_final_text") == "Hello world"

    def test_it_is_no_message_stop(self, mode: Mode) -> None:
        with pytest.raises(StreamTruncated) as raised:
            mode.stream(mode.response(wire(*TEXT[:-1]) + self.DONE), "until_done")
        assert raised.value.partial_message.content[0].text == "Hello world"

    @pytest.mark.parametrize("odd", [7, [], {}, True])
    def test_an_unknown_event_with_an_odd_type_is_passed_over(self, mode: Mode, odd: Any) -> None:
        body = wire(*TEXT[:3]) + f"event: new\ndata: {json.dumps({'type': odd})}\n\n".encode() + wire(*TEXT[3:])
        assert mode.stream(mode.response(body), "get_final_text") == "Hello world"
        with pytest.raises(StreamDataInvalid):
            mode.stream(mode.response(body.replace(b"event: new\n", b"")), "until_done")


OVERLOADED = {"type": "overloaded_error", "message": "Overloaded"}


class TestABodyThatIsNoStream:
    """With the content type of a stream."""

    BODIES = (
        {"type": "error", "error": OVERLOADED, "request_id": "req_9"},
        {"error": OVERLOADED},
        {"error": {"error": OVERLOADED}},
        {"error": {"type": "error", "error": OVERLOADED}},
    )

    @pytest.mark.parametrize("body", BODIES)
    @pytest.mark.parametrize("form", ["%s", "\ufeff%s", "\n%s\r\n", "[%s]"])
    def test_the_body_of_an_error_is_that_error(self, mode: Mode, body: Any, form: str) -> None:
        if form == "[%s]":
            with pytest.raises(OverloadedError):
                mode.events(mode.response(b"event: error\ndata: [" + json.dumps(body).encode() + b"]\n\n"))
            return
        data = (form % json.dumps(body)).encode()
        for chunks in ([data], [data[at : at + 1] for at in range(len(data))]):
            with pytest.raises(OverloadedError, match="Overloaded"):
                mode.events(mode.response(*chunks))

    @pytest.mark.parametrize("data", [json.dumps(body) for body in BODIES])
    def test_an_error_event_in_the_body_of_a_gateway_has_its_class(self, mode: Mode, data: str) -> None:
        with pytest.raises(OverloadedError, match="Overloaded"):
            mode.events(mode.response(wire(*TEXT[:3]) + f"event: error\ndata: {data}\n\n".encode()))

    @pytest.mark.parametrize(
        "body", ["upstream connect error", "<html><h1>502 Bad Gateway</h1></html>", '{"type": "err']
    )
    def test_any_other_body_is_quoted(self, mode: Mode, body: str) -> None:
        with pytest.raises(StreamTruncated, match="not a stream of events") as raised:
            mode.stream(mode.response(body.encode()), "until_done")
        assert body[:20] in raised.value.message

    @pytest.mark.parametrize(
        "body", [b"", b"eve", b"event: message_start", b"data: {", b": comment", b"\n\n", b"id: 5\n"]
    )
    def test_the_beginning_of_a_stream_is_not(self, mode: Mode, body: bytes) -> None:
        with pytest.raises(StreamTruncated) as raised:
            mode.stream(mode.response(body), "until_done")
        assert "not a stream" not in raised.value.message

    def test_a_client_raises_it_for_a_message_that_is_requested_as_a_stream(self) -> None:
        body = json.dumps({"error": OVERLOADED}).encode()
        with mocked_client(lambda _: event_stream(body)) as client:
            for call in (
                lambda: client.messages.create(**{**HELLO, "max_tokens": 64_000}),
                lambda: list(client.messages.create(**HELLO, stream=True)),
            ):
                with pytest.raises(APIStatusError, match="Overloaded"):
                    call()


class TestWhatFollowsAnOddStream:
    CONTENTS: ClassVar[list[Any]] = [
        [5, None, "x", [], {"text": "a"}],
        [{"type": [], "text": "a"}],
        [{"type": "text", "text": 5}],
        [{"type": "text", "text": None}],
        [{"type": "text"}],
        [{"type": "text", "text": "a"}, {"type": {}, "text": "b"}, {"type": "text", "text": []}],
    ]

    @pytest.mark.parametrize("content", CONTENTS, ids=range(len(CONTENTS)))
    def test_an_interrupted_message_with_odd_content_is_continued(self, content: list[Any]) -> None:
        start = changed(START, ("message", "content"), content)
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(start))))
        with pytest.raises(StreamTruncated) as raised:
            stream.until_done()
        for made in (stream.continue_from(), continuation(CALL.body or {}, raised.value.partial_message)):
            assert made.way in ("repeat", "prefill", "ask")
            for turn in made.params["messages"][1:]:
                assert all(isinstance(part, str) or isinstance(part["text"], str) for part in turn["content"])
        repr(raised.value.partial_message)

    @pytest.mark.parametrize("given", [[1], None, "x", float("nan"), float("inf"), {"a": 1e400}])
    @pytest.mark.parametrize("numbered", [True, False])
    def test_a_loop_sends_back_an_input_that_the_api_takes(self, given: Any, numbered: bool) -> None:
        @tool
        def add(a: int) -> str:
            """Add.

            Args:
                a: A number.
            """
            return str(a)

        call = block({"type": "tool_use", "id": "t", "name": "add", "input": given})
        call[-2] = changed(call[-2], ("delta", "stop_reason"), "tool_use")
        if not numbered:
            call = [changed(event, ("index",), MISSING) for event in call]
        answers, sent = iter([call, block({"type": "text", "text": "done"})]), list[Any]()

        def respond(request: Any) -> Any:
            sent.append(json.loads(request.content))
            return event_stream(wire(*next(answers)))

        with mocked_client(respond) as client:
            for stream in client.messages.tool_runner(**HELLO, tools=[add], stream=True):
                stream.until_done()

        (use,), (result,) = (turn["content"] for turn in sent[-1]["messages"][1:])
        assert use["input"] == {}
        assert result["is_error"]
        assert "not valid JSON" in result["content"]
