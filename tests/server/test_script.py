"""Scripted models, in Python: turns in order, their conditions and end, and what no script can be."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire import ClaudeError
from claudewire.testing import (
    Fault,
    InvalidScript,
    LocalServer,
    Script,
    api_error,
    text,
    thinking,
    tool_use,
    turn,
)

from .scripts import INVALID, Body, ask, said


class TestTurns:
    def test_turns_are_used_in_their_order(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        script = server.script(["One", [thinking("Hm."), "Two", tool_use("look")], {"text": "Three"}])

        messages = [ask(http, hello).json() for _ in range(3)]

        assert [[block["type"] for block in message["content"]] for message in messages] == [
            ["text"],
            ["thinking", "text", "tool_use"],
            ["text"],
        ]
        assert [message["stop_reason"] for message in messages] == ["end_turn", "tool_use", "end_turn"]
        script.assert_finished()

    def test_script_keeps_the_requests_that_it_answered(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        script = server.script(["One", "Two"])

        ask(http, hello)
        ask(http, {**hello, "system": "Be brief."})

        assert [body.get("system") for body in script.requests] == [None, "Be brief."]
        assert (script.used, script.left) == (2, 0)

    def test_function_makes_every_turn(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        script = server.script(lambda body: f"{len(body['messages'])} messages")

        assert [said(ask(http, hello)) for _ in range(2)] == ["1 messages", "1 messages"]
        assert script.used == 2
        script.assert_finished()

    def test_function_in_a_list_makes_one_turn(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.script([lambda body: tool_use("look", {"model": body["model"]}), "Done"])

        assert ask(http, hello).json()["content"][0]["input"] == {"model": hello["model"]}
        assert said(ask(http, hello)) == "Done"

    def test_error_turn_has_status_type_message_and_headers(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        server.script([api_error(429, "Slow down.", retry_after=2, should_retry=True), "Now."])

        response = ask(http, hello)

        assert (response.status_code, response.headers["retry-after"], response.headers["x-should-retry"]) == (
            429,
            "2",
            "true",
        )
        assert response.json()["error"] == {"type": "rate_limit_error", "message": "Slow down."}
        assert said(ask(http, hello)) == "Now."

    @pytest.mark.parametrize("stream", [False, True])
    def test_fault_turn_damages_its_own_response(
        self, server: LocalServer, http: httpx.Client, hello: Body, stream: bool
    ) -> None:
        server.script([Fault(name="stream_error", after_events=1), "Whole"])

        first = ask(http, hello, stream=stream)

        assert "overloaded_error" in first.text
        assert said(ask(http, hello)) == "Whole"

    def test_options_of_a_turn(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.script([turn("No.", stop_reason="refusal", usage={"output_tokens": 7}, delay=0.01)])

        message = ask(http, hello).json()

        assert (message["stop_reason"], message["usage"]["output_tokens"]) == ("refusal", 7)

    def test_errors_faults_and_messages_can_all_be_late(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        server.script(
            [{"error": 529, "delay": 0.05}, {"text": "Hi", "delay": 0.05}, turn(Fault(name="html"), delay=0.05)]
        )

        for _ in range(3):
            assert ask(http, hello).elapsed.total_seconds() >= 0.05

    def test_message_is_taken_as_it_is(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        recorded = {"type": "message", "id": "msg_recorded", "content": [text("Hi")], "stop_reason": "pause_turn"}
        server.script([recorded])

        message = ask(http, hello).json()

        assert (message["id"], message["stop_reason"], message["content"]) == (
            "msg_recorded",
            "pause_turn",
            [text("Hi")],
        )

    def test_stream_and_message_say_the_same(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.script([[tool_use("look", {"at": "ünï"}, id="toolu_1")]] * 2)

        whole, stream = ask(http, hello), ask(http, hello, stream=True)

        deltas = [json.loads(line[6:]) for line in stream.text.splitlines() if line.startswith("data: ")]
        pieces = [event["delta"]["partial_json"] for event in deltas if event["type"] == "content_block_delta"]
        assert json.loads("".join(pieces)) == whole.json()["content"][0]["input"]
        assert "toolu_1" in stream.text


class TestEnd:
    def test_request_after_the_last_turn_is_an_error_that_is_not_retried(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        script = server.script(["One"])
        ask(http, hello)

        response = ask(http, hello)

        assert (response.status_code, response.headers["x-should-retry"]) == (400, "false")
        assert response.json()["error"]["message"] == "The script has no turn left: all 1 were used."
        with pytest.raises(AssertionError, match="no turn left"):
            script.assert_finished()

    def test_script_can_repeat_its_last_turn_or_hand_over(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        server.script(["One", "Two"], then="repeat")
        assert [said(ask(http, hello)) for _ in range(4)] == ["One", "Two", "Two", "Two"]

        server.reset()
        server.script(["One"], then="canned")
        assert said(ask(http, hello)) == "One"
        assert "canned" in said(ask(http, hello))

    def test_turns_that_are_left_fail_the_check(self, server: LocalServer) -> None:
        with pytest.raises(AssertionError, match="2 of 2 turns"):
            server.script(["One", "Two"]).assert_finished()

    def test_second_script_follows_the_first(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.script(["One"])
        server.script(["Two"])

        assert [said(ask(http, hello)) for _ in range(2)] == ["One", "Two"]

    def test_failing_function_is_a_500_that_is_not_retried_and_is_kept(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        def fail(body: Body) -> str:
            assert body["messages"][-1]["content"] == "Goodbye", "wrong request"
            return "never"

        script = server.script([fail])
        response = ask(http, hello)

        assert (response.status_code, response.headers["x-should-retry"]) == (500, "false")
        assert "wrong request" in response.json()["error"]["message"]
        with pytest.raises(AssertionError) as caught:
            script.assert_finished()
        assert isinstance(caught.value.__cause__, AssertionError)

    def test_function_that_returns_no_turn_is_reported(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        server.script([lambda _: 123])  # type: ignore[arg-type,return-value]

        assert "not int" in ask(http, hello).json()["error"]["message"]


class TestConditions:
    def test_two_scripts_play_two_models(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.script(["planner 1", "planner 2"], when={"system": "PLAN"})
        server.script(["worker 1", "worker 2"], when=lambda body: "system" not in body)

        answers = [
            said(ask(http, hello, **({"system": "You plan."} if plans else {}))) for plans in (True, False, False, True)
        ]

        assert answers == ["planner 1", "worker 1", "worker 2", "planner 2"]

    @pytest.mark.parametrize(
        ("condition", "fits"),
        [
            ({"model": "claude-sonnet-*"}, True),
            ({"model": "claude-opus-*"}, False),
            ({"user": "HELLO"}, True),
            ({"user": "/^Hel+o$/"}, True),
            ({"user": "/^hello$/"}, False),
            ({"user": "/^hello$/i"}, True),
            ({"tools": ["look"]}, False),
            ({"turn": 1}, True),
            ({"turn": 2}, False),
            ({}, True),
        ],
    )
    def test_conditions_of_a_request(
        self, server: LocalServer, http: httpx.Client, hello: Body, condition: Body, fits: bool
    ) -> None:
        server.reply("Yes", when=condition)

        assert (said(ask(http, hello)) == "Yes") is fits

    def test_tools_tool_results_and_turns_are_conditions(
        self, server: LocalServer, http: httpx.Client, hello: Body
    ) -> None:
        tool = {"name": "look", "input_schema": {"type": "object"}}
        server.reply("Second", when={"turn": 2, "tool_result": "rain", "tools": "look"})
        dialogue = [
            hello["messages"][0],
            {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "Rain"}]},
        ]

        assert said(ask(http, hello, messages=dialogue, tools=[tool])) == "Second"


class TestInvalid:
    @pytest.mark.parametrize("value", INVALID, ids=range(len(INVALID)))
    def test_turn_that_is_not_one_is_refused_at_once(self, server: LocalServer, value: Any) -> None:
        for give in (server.reply, lambda turns: server.script(["fine", turns])):
            with pytest.raises(InvalidScript) as caught:
                give(value)
            assert isinstance(caught.value, ClaudeError)
            assert isinstance(caught.value, (TypeError, ValueError))
        assert len(server.state.replies) == 0

    def test_turn_that_is_nested_too_deeply_is_refused(self, server: LocalServer) -> None:
        deep: Any = "x"
        for _ in range(100_000):
            deep = [deep]

        with pytest.raises(InvalidScript, match="nested"):
            server.reply(tool_use("x", {"deep": deep}))

    def test_refusal_names_the_turn(self, server: LocalServer) -> None:
        with pytest.raises(InvalidScript, match=r"^turn 2: delay: "):
            server.script(["fine", {"text": "x", "delay": "soon"}])

    @pytest.mark.parametrize("turns", ["text", {"text": "x"}, 5, None])
    def test_script_that_is_no_list_is_refused(self, turns: Any) -> None:
        with pytest.raises(InvalidScript, match="a script is a list"):
            Script(turns)

    @pytest.mark.parametrize("times", [-1, 1.5, "x", True, 10**9])
    def test_times_that_is_no_count_is_refused(self, server: LocalServer, times: Any) -> None:
        with pytest.raises(InvalidScript, match="times"):
            server.reply("x", times=times)

    @pytest.mark.parametrize(
        "when", [5, {"colour": 1}, {"user": "/(/"}, {"turn": "x"}, {"tools": 5}, {"model": 5}, {"system": []}]
    )
    def test_condition_that_is_none_is_refused(self, server: LocalServer, when: Any) -> None:
        with pytest.raises(InvalidScript, match="match"):
            server.reply("x", when=when)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["type", "text", "error", "tool", "input", "blocks", "usage", "fault", "message"]),
                    inner,
                )
            ),
            max_leaves=8,
        )
    )
    def test_any_value_is_a_turn_or_an_error_of_ours(self, value: Any) -> None:
        with suppress(InvalidScript):
            assert Script([value]).left == 1
