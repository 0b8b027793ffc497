"""Continuing an interrupted message: what is kept, what is left out, and how the model is asked to continue."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import claudewire_api.endpoints.messages as endpoints
from claudewire._call.requests.request import encode
from claudewire._errors import APIConnectionError, APIError, RequestInvalid, StreamTruncated
from claudewire._stream.continuation import continuation, model_version
from claudewire._stream.stream import Stream
from tests.support.streams import REQUEST, TEXT, TOOL, Event, Mode, ScriptedResponse, vector, wire


@pytest.fixture(params=["sync", "asyncio"])
def mode(request: pytest.FixtureRequest) -> Mode:
    return Mode(request.param)


class TestResumeParams:
    """`resume_params()` of an error, and `continuation()`."""

    def broken(self, events: list[Event], **request: Any) -> APIError:
        call = endpoints.create(**{**REQUEST, **request}, stream=True)
        with pytest.raises(StreamTruncated) as raised:
            list(Stream(call, ScriptedResponse(wire(*events))))
        return raised.value

    def test_older_models_continue_a_prefill(self) -> None:
        error = self.broken([*TEXT[:5], *TEXT[6:7]], model="claude-sonnet-4-5")
        params = error.resume_params()
        assert params["messages"][1:] == [{"role": "assistant", "content": [{"type": "text", "text": "Hello world"}]}]
        assert "stream" not in params
        assert params["max_tokens"] == 9

    def test_newer_models_are_asked_to_continue(self) -> None:
        params = self.broken(TEXT[:5]).resume_params()
        assert [turn["role"] for turn in params["messages"]] == ["user", "assistant", "user"]
        assert "Hello" in params["messages"][2]["content"]

    def test_models_that_think_are_asked_to_continue(self) -> None:
        thinking = {"type": "enabled", "budget_tokens": 1024}
        params = self.broken(TEXT[:5], model="claude-sonnet-4-5", thinking=thinking).resume_params()
        assert len(params["messages"]) == 3

    def test_interrupted_thinking_and_tool_calls_are_left_out(self) -> None:
        whole = vector("thinking and its signature")
        tool = vector("tool input that breaks off")
        blocks = [*whole[:9], {**tool[1], "index": 2}, {**tool[2], "index": 2}]
        error = self.broken(blocks)
        plan = continuation(REQUEST, error.partial_message)
        assert (plan.way, plan.kept, plan.dropped) == ("ask", "Yes.", ("tool_use",))
        assert [block["type"] for block in plan.params["messages"][1]["content"]] == ["thinking", "text"]

    def test_without_usable_text_the_request_is_repeated(self) -> None:
        for events in ([], TEXT[:1], vector("thinking and its signature")[:3]):
            plan = continuation({**REQUEST, "stream": True}, self.broken(events).partial_message)
            assert (plan.way, plan.params, plan.kept) == ("repeat", REQUEST, "")

    def test_a_message_with_a_complete_tool_call_cannot_be_continued(self) -> None:
        with pytest.raises(RequestInvalid, match="get_weather"):
            self.broken(TOOL[:-1]).resume_params()

    def test_a_tool_without_input_is_called_when_its_block_is_complete(self) -> None:
        tool = vector("a tool without input")
        with pytest.raises(RequestInvalid, match="tool_result"):
            self.broken(tool[:4]).resume_params()
        plan = continuation(REQUEST, self.broken(tool[:2]).partial_message)
        assert (plan.way, plan.dropped) == ("repeat", ("tool_use",))

    def test_a_message_that_lacks_only_message_stop_cannot_be_continued(self) -> None:
        with pytest.raises(RequestInvalid, match="end_turn"):
            self.broken(TEXT[:-1]).resume_params()

    def test_continue_from_of_a_stream_equals_resume_params(self, mode: Mode) -> None:
        """For what the stream has read, or for a partial message that the program has kept."""
        stream = mode.message_stream(wire(*TEXT))
        error = self.broken(TEXT[:4])
        assert stream.continue_from(error.partial_message).params == error.resume_params()
        assert stream.continue_from() == continuation(REQUEST, None)
        assert stream.continue_from().way == "repeat"

    def test_notes_on_a_block_are_not_sent_back(self) -> None:
        """The API rejects fields that it does not know."""
        error = self.broken(vector("tool input that breaks off")[:3])
        assert error.partial_message.content[0].input_error
        call = endpoints.create(
            **{**REQUEST, "messages": [{"role": "assistant", "content": error.partial_message.content}]}
        )
        assert b"input_error" not in encode(dict(call.body or {}))
        assert b"input_json" not in encode({"messages": [error.partial_message]})

    def test_white_space_at_the_end_of_a_prefill_is_not_sent(self) -> None:
        events = [*TEXT[:3], {**TEXT[3], "delta": {"type": "text_delta", "text": "One \n"}}]
        error = self.broken(events, model="claude-opus-4-1")
        assert error.resume_params()["messages"][1]["content"][0]["text"] == "One"

    def test_other_errors_and_unpickled_errors_cannot_be_continued(self) -> None:
        error = self.broken(TEXT[:5])
        for other in (APIConnectionError("x"), pickle.loads(pickle.dumps(error))):
            with pytest.raises(RequestInvalid):
                other.resume_params()

    @pytest.mark.parametrize(
        ("model", "version"),
        [
            ("claude-3-5-sonnet-20241022", (3, 5)),
            ("claude-3-haiku-20240307", (3, 0)),
            ("claude-sonnet-4-20250514", (4, 0)),
            ("claude-opus-4-5-20251101", (4, 5)),
            ("claude-opus-4-6", (4, 6)),
            ("claude-2.1", (2, 1)),
            ("claude-fable-5", (5, 0)),
            ("us.anthropic.claude-sonnet-4-5-v1:0", (4, 5)),
            ("claude-opus-4-1@20250805", (4, 1)),
            ("my-model", None),
        ],
    )
    def test_model_version_reads_the_name_of_a_model(self, model: str, version: tuple[int, int] | None) -> None:
        assert model_version(model) == version
