"""Inputs of tools that JSON cannot carry back: they are noted on the block."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from claudewire._stream.stream import MessageStream, Stream
from tests.support.clients import mocked_client
from tests.support.clouds import MESSAGE
from tests.support.event_streams import block, event_stream
from tests.support.requests import HELLO
from tests.support.streams import (
    CALL,
    ScriptedResponse,
    wire,
)

BAD_INPUTS = {
    "a number beyond the range": '{"b": 1e400}',
    "a negative one": '{"b": [{"c": -1e400}]}',
    "one with many digits": '{"b": 1' + "0" * 400 + ".0}",
    "NaN": '{"b": NaN}',
    "Infinity": '{"b": -Infinity}',
    "too many digits": '{"b": ' + "9" * 5000 + "}",
    "too deep": '{"b":' * 20_000 + "1" + "}" * 20_000,
    "too deep to be sent": '{"b":' * 700 + "1" + "}" * 700,
    "no object": "[1]",
    "no JSON": '{"b": ',
}


GOOD_INPUTS = {
    "a large number": '{"b": 1e308}',
    "a tiny number": '{"b": 1e-400}',
    "a long integer": '{"b": ' + "9" * 400 + "}",
    "deep": '{"b":' * 200 + "1" + "}" * 200,
    "half a character": '{"b\\ud83d": "\\ude00"}',
    "nothing": "",
}


class TestInputThatCannotGoBack:
    def content(self, text: str) -> list[Any]:
        """Return the content of a response whose tool input is `text`, sent back in another request."""
        tool = {"type": "tool_use", "id": "t", "name": "n", "input": {}}
        body = wire(*block(tool, {"type": "input_json_delta", "partial_json": text}))
        sent: list[Any] = []

        def respond(request: httpx.Request) -> httpx.Response:
            sent.append(json.loads(request.content))
            return event_stream(body)

        with mocked_client(respond) as client:
            with client.messages.stream(**HELLO) as stream:
                found = stream.get_final_message()
            turns: list[Any] = [*HELLO["messages"], {"role": "assistant", "content": found.content}]
            with client.messages.stream(**{**HELLO, "messages": turns}) as stream:
                stream.until_done()
        json.dumps(sent[-1], ensure_ascii=False, allow_nan=False).encode()
        return found.content

    @pytest.mark.parametrize("text", BAD_INPUTS.values(), ids=BAD_INPUTS.keys())
    def test_it_is_noted_on_the_block_which_can_be_sent_back(self, text: str) -> None:
        (found,) = self.content(text)
        assert found.input_error
        assert found.input_json == text
        assert found.input == {}

    @pytest.mark.parametrize("text", GOOD_INPUTS.values(), ids=GOOD_INPUTS.keys())
    def test_input_that_can_go_back_has_no_note(self, text: str) -> None:
        (found,) = self.content(text)
        assert getattr(found, "input_error", None) is None

    @pytest.mark.parametrize("text", ['{"a": 1, "b": 1e400, "c": 2}', '{"a": 1, "b": NaN, "c": 2}'])
    def test_a_snapshot_has_what_precedes_it(self, text: str) -> None:
        tool = {"type": "tool_use", "id": "t", "name": "n", "input": {}}
        deltas = [{"type": "input_json_delta", "partial_json": part} for part in text]
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(*block(tool, *deltas)))))
        assert [event.snapshot for event in stream if event.type == "input_json"][-1] == {"a": 1}


#: Inputs that come as a value, not as text: `BAD_INPUTS`, but for those that are no JSON and those that break the whole text.
BAD_VALUES = {
    **{name: text for name, text in BAD_INPUTS.items() if name not in ("too deep", "no JSON", "no object")},
    "many digits and an exponent": '{"b": ' + "1" * 250 + "e99}",
    "an exponent with zeros": '{"b": 1e0400}',
    "an infinity in an array": "[1e400]",
    "NaN alone": "NaN",
    "blanks and a second key": '{ "b" : [ 1e400 ] , "text" : "1e400" }',
}
NO_OBJECTS = {"an array": "[1]", "a string": '"x"', "null": "null", "a number": "7", "a boolean": "true"}
CALLS = ["tool_use", "server_tool_use", "mcp_tool_use"]
TOOL_USE = {"type": "tool_use", "id": "t", "name": "n", "input": "INPUT"}


def whole(block: dict[str, Any]) -> list[bytes]:
    return [json.dumps({**MESSAGE, "content": [{"type": "text", "text": "a"}, block]}).encode()]


def batch_line(block: dict[str, Any]) -> list[bytes]:
    message = {**MESSAGE, "content": [block]}
    return [json.dumps({"custom_id": "a", "result": {"type": "succeeded", "message": message}}).encode() + b"\n"]


def block_start(found: dict[str, Any]) -> list[bytes]:
    return [wire(event) for event in block(found)]


def message_start(block: dict[str, Any]) -> list[bytes]:
    start = {"type": "message_start", "message": {**MESSAGE, "content": [block]}}
    return [wire(start), wire({"type": "message_stop"})]


def read(make: Callable[[dict[str, Any]], list[bytes]], found: dict[str, Any], text: str, size: int | None) -> Any:
    """Return the block `found`, with `text` as its input, as a client reads it where `make` puts it."""
    body = b"".join(make(found)).replace(b'"INPUT"', text.encode())
    chunks = [body] if size is None else [body[at : at + size] for at in range(0, len(body), size)]
    if make in (block_start, message_start):
        return MessageStream(Stream(CALL, ScriptedResponse(*chunks))).get_final_message().content[-1]
    with mocked_client(lambda _: httpx.Response(200, content=body)) as client:
        if make is whole:
            return client.messages.create(**HELLO).content[-1]
        return next(iter(client.messages.batches.results("msgbatch_1"))).result.message.content[-1]


def send_back(content: list[Any]) -> Any:
    """Return the message with this content as it is sent."""
    sent: list[Any] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json=MESSAGE)

    with mocked_client(respond) as client:
        client.messages.create(**{**HELLO, "messages": [*HELLO["messages"], {"role": "assistant", "content": content}]})
    json.dumps(sent[-1], ensure_ascii=False, allow_nan=False).encode()
    return sent[-1]["messages"][-1]


@pytest.mark.parametrize("make", [whole, batch_line, block_start, message_start])
class TestInputThatArrivesAsAValue:
    """Not as the text of deltas: in a whole message, a line of batch results, or the first event of a block or a message."""

    @pytest.mark.parametrize("text", BAD_VALUES.values(), ids=BAD_VALUES.keys())
    @pytest.mark.parametrize("kind", CALLS)
    def test_input_that_cannot_go_back_is_noted_as_it_was_written(self, make: Any, text: str, kind: str) -> None:
        for size in (None, 1000):
            found = read(make, {**TOOL_USE, "type": kind}, text, size)
            assert found.input_error
            assert (found.input, found.input_json) == ({}, text)
            json.dumps(found.to_dict(), allow_nan=False)
            assert send_back([found])["content"] == [found.to_dict()]

    @pytest.mark.parametrize(("name", "text"), NO_OBJECTS.items())
    def test_input_that_is_no_object_is_noted_and_stays(self, make: Any, name: str, text: str) -> None:
        found = read(make, TOOL_USE, text, None)
        assert found.input_error == f"not an object but {name}"
        assert found.input_json == text
        assert found.to_dict() == {**TOOL_USE, "input": json.loads(text)}

    @pytest.mark.parametrize(
        "text", [t for t in GOOD_INPUTS.values() if t], ids=[n for n, t in GOOD_INPUTS.items() if t]
    )
    def test_input_that_can_go_back_has_no_note(self, make: Any, text: str) -> None:
        found = read(make, TOOL_USE, text, None)
        assert getattr(found, "input_error", None) is None
        send_back([found])

    def test_the_input_of_a_block_without_calls_may_be_anything(self, make: Any) -> None:
        found = read(make, {**TOOL_USE, "type": "new_block"}, "[1]", None)
        assert found.to_dict() == {**TOOL_USE, "type": "new_block", "input": [1]}
        assert not hasattr(found, "input_error")
        assert read(make, {**TOOL_USE, "type": "new_block"}, "[NaN]", None).to_dict()["input"] == {}

    def test_no_text_has_half_of_a_character(self, make: Any) -> None:
        r"""A half alone cannot be printed; in a response that arrives in one piece it is U+FFFD, too."""
        found = read(make, {"type": "text", "text": "INPUT"}, r'"a\ud83d, \uDE00b, \ud83d\ude00, \\ud83d"', None)
        assert found.text == "a\ufffd, \ufffdb, \U0001f600, \\ud83d"


def test_fragments_take_the_place_of_the_input_at_the_start() -> None:
    fragment = {"type": "input_json_delta", "partial_json": '{"a": 1}'}
    events = wire(*block({"type": "tool_use", "id": "t", "name": "n", "input": "INPUT"}, fragment))
    for first in (b"null", b"[]", b"NaN"):
        response = ScriptedResponse(events.replace(b'"INPUT"', first))
        found: Any = MessageStream(Stream(CALL, response)).get_final_message().content[0]
        assert found.input == {"a": 1}
        assert not hasattr(found, "input_error")


def test_a_raw_response_has_no_half_of_a_character_either() -> None:
    with mocked_client(lambda _: httpx.Response(200, text=r'{"id": "\ud83d"}')) as client:
        assert client.messages.with_raw_response.create(**HELLO).json() == {"id": "\ufffd"}
