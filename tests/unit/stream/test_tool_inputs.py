"""Inputs of tools that JSON cannot carry back: they are noted on the block."""

from __future__ import annotations

import json
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


class TestInputOfAWholeMessageThatCannotGoBack:
    """The same without a stream: the number is infinite once the body was read."""

    @pytest.mark.parametrize(
        "text",
        ['{"b": 1e400}', '{"b": [{"c": -1E+999}], "text": "1e400"}', '{"b": 1' + "0" * 400 + ".0}"],
        ids=["a number beyond the range", "a negative one", "one with many digits"],
    )
    def test_it_is_noted_on_the_block_which_can_be_sent_back(self, text: str) -> None:
        good = {"type": "tool_use", "id": "t1", "name": "n", "input": {"a": 1e308}}
        bad = {"type": "tool_use", "id": "t2", "name": "n", "input": "INPUT"}
        message = {**MESSAGE, "content": [good, bad]}
        body = json.dumps(message).replace('"INPUT"', text)
        sent: list[Any] = []

        def respond(request: httpx.Request) -> httpx.Response:
            sent.append(json.loads(request.content))
            return httpx.Response(200, text=body, headers={"content-type": "application/json"})

        with mocked_client(respond) as client:
            first, second = client.messages.create(**HELLO).content
            turns: list[Any] = [*HELLO["messages"], {"role": "assistant", "content": [first, second]}]
            client.messages.create(**{**HELLO, "messages": turns})

        assert first.input == {"a": 1e308}
        assert getattr(first, "input_error", None) is None
        assert (second.input, second.input_json) == ({}, text)
        assert "beyond the range" in second.input_error
        json.dumps(sent[-1], allow_nan=False)

    def test_a_line_of_batch_results_is_noted_too(self) -> None:
        tool = {"type": "tool_use", "id": "t", "name": "n", "input": {"a": "INPUT"}}
        result = {"custom_id": "a", "result": {"type": "succeeded", "message": {**MESSAGE, "content": [tool]}}}
        line = json.dumps(result).replace('"INPUT"', "1e400")
        with mocked_client(lambda _: httpx.Response(200, text=line + "\n")) as client:
            (found,) = client.messages.batches.results("msgbatch_1")

        assert found.result.message.content[0].input_json == '{"a": 1e400}'
