"""Fallbacks against the local server: which model is asked, with what, and what the program gets."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from claudewire import (
    AttemptFacts,
    BadRequestError,
    ConfigurationError,
    DeadlineExpired,
    Middleware,
    OverloadedError,
    tool,
)
from claudewire._outputs.seams import clean_history
from claudewire.fallbacks import BetaFallbackState, BetaRefusalFallbackMiddleware, Fallbacks, FallbackState
from claudewire.fallbacks.chain import Chain
from claudewire.testing import LocalServer, api_error, tool_use
from claudewire.testing import turn as turn_with
from tests.unit.fallbacks.declined import M0, M1, M2, PARAMS, QUICK, client_of, models, refusal


def test_fallback_has_retries_of_its_own_with_the_same_token(server: LocalServer) -> None:
    """B-1 and B-7: primary, hop, hop; then the next call begins at the hop."""
    server.script([refusal(), api_error(529), "Hi", "Again"])
    state = FallbackState()
    with client_of(server, Fallbacks(M1, state=state), retry=QUICK) as client:
        message = client.messages.create(**PARAMS)
        again = client.messages.create(**PARAMS)

    assert message.content[-1].text == "Hi"
    assert again.content[0].text == "Again"
    assert models(server) == [M0, M1, M1, M1]
    tokens = [(request.body.get("fallback_credit_token") or {}).get("token") for request in server.requests]
    assert tokens == [None, "T1", "T1", None]


@pytest.mark.parametrize("stream", [False, True])
def test_deadline_is_shared_by_all_models(server: LocalServer, stream: bool) -> None:
    server.script([turn_with(refusal(), delay=0.3), turn_with("late", delay=5)])

    def create() -> Any:
        if not stream:
            return client.messages.create(**PARAMS)
        with client.messages.stream(**PARAMS) as open_stream:
            return open_stream.get_final_message()

    with client_of(server, Fallbacks(M1, outage=False), deadline=1.0) as client, pytest.raises(DeadlineExpired):
        create()

    assert models(server) == [M0, M1]


def test_call_with_fallbacks_of_its_own_is_left_to_the_api(server: LocalServer) -> None:
    server.script([refusal()])
    with client_of(server, Fallbacks(M1)) as client:
        message = client.messages.create(**PARAMS, fallbacks=[{"model": M1}])

    assert message.stop_reason == "refusal"
    assert server.requests[0].body["fallbacks"] == [{"model": M1}]


def test_other_operations_and_an_empty_list_are_left_alone(server: LocalServer) -> None:
    server.script([refusal()])
    with client_of(server, Fallbacks()) as client:
        assert client.messages.create(**PARAMS).stop_reason == "refusal"
    with client_of(server, Fallbacks(M1)) as client:
        assert client.messages.count_tokens(model=M0, messages=PARAMS["messages"]).input_tokens > 0
        assert client.models.list().data

    assert all("anthropic-beta" not in request.headers for request in server.requests)


def test_raw_response_and_raw_stream_are_whole(server: LocalServer) -> None:
    server.script([refusal("a"), "b", refusal("a"), "b"])
    with client_of(server, Fallbacks(M1)) as client:
        raw = client.messages.with_raw_response.create(**PARAMS)
        with client.messages.with_streaming_response.create(**PARAMS, stream=True) as response:
            text = b"".join(response.iter_bytes()).decode()

    assert [block.type for block in raw.parse().content] == ["text", "fallback", "text"]
    assert [block["type"] for block in raw.json()["content"]] == ["text", "fallback", "text"]
    assert text.count("event: message_stop") == 1
    assert '"index":2' in text


def test_typed_output_is_read_from_the_model_that_answered(server: LocalServer) -> None:
    server.script([refusal("No."), "[1, 2]", refusal("No."), "[3]"])
    with client_of(server, Fallbacks(M1)) as client:
        parsed = client.messages.parse(**PARAMS, output_format=list[int])
        with client.messages.stream(**PARAMS, output_format=list[int]) as stream:
            streamed = stream.get_final_message()

    assert parsed.output == [1, 2]
    assert streamed.output == [3]


@pytest.mark.parametrize("stream", [False, True])
def test_run_executes_only_the_calls_of_the_model_that_answered(server: LocalServer, stream: bool) -> None:
    @tool
    def echo(text: str) -> str:
        ran.append(text)
        return text

    ran: list[str] = []
    server.script([refusal("Hm.", tool_use("echo", {"text": "no"})), [tool_use("echo", {"text": "yes"})], "done"])
    with client_of(server, Fallbacks(M1)) as client:
        runner = client.messages.tool_runner(**PARAMS, tools=[echo], stream=stream, run_tools_eagerly=False)
        message = runner.until_done()

    assert message.content[0].text == "done"
    assert ran == ["yes"]
    history = server.requests[-1].body["messages"]
    assert [block["type"] for block in history[1]["content"]] == ["text", "fallback", "tool_use"]
    assert "server-side-fallback-2026-07-01" in server.requests[-1].headers["anthropic-beta"]


@pytest.mark.parametrize("eager", [False, True])
def test_call_that_was_made_before_the_model_declined_keeps_its_result(server: LocalServer, eager: bool) -> None:
    """With a fallback of the API, in one stream: the call before the mark may have run when the mark comes."""

    @tool
    def echo(text: str) -> str:
        ran.append(text)
        return text

    ran: list[str] = []
    seam = {
        "type": "fallback",
        "from": {"model": M0},
        "to": {"model": M1},
        "trigger": {"type": "refusal", "category": None},
    }
    content = [tool_use("echo", {"text": "a"}), seam, tool_use("echo", {"text": "c"})]
    server.script([{"type": "message", "content": content, "stop_reason": "tool_use"}, "done"])
    with client_of(server) as client:
        runner = client.messages.tool_runner(**PARAMS, tools=[echo], stream=True, run_tools_eagerly=eager)
        message = runner.until_done()

    results = server.requests[-1].body["messages"][-1]["content"]
    assert message.content[0].text == "done"
    assert sorted(ran) == (["a", "c"] if eager else ["c"])
    assert [block["content"] for block in results] == (["a", "c"] if eager else ["c"])


def test_history_is_sent_without_thinking_and_unanswered_calls_of_the_model_that_declined() -> None:
    seam = {"type": "fallback", "from": {"model": "a"}, "to": {"model": "b"}}
    call = {"type": "tool_use", "id": "t1", "name": "x", "input": {}}
    answered = {"type": "tool_use", "id": "t2", "name": "x", "input": {}}
    thinking = {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}
    text = {"type": "text", "text": "x"}
    results = {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t2", "content": "1"}]}
    question = {"role": "user", "content": "Go"}

    cleaned = clean_history(
        [
            question,
            {"role": "assistant", "content": [thinking, text, call, answered, seam, thinking, text]},
            results,
            {"role": "assistant", "content": [thinking, seam]},
            {"role": "assistant", "content": [seam]},
            {"role": "assistant", "content": [thinking, text]},
        ]
    )

    assert cleaned == [
        question,
        {"role": "assistant", "content": [text, answered, seam, thinking, text]},
        results,
        {"role": "assistant", "content": [thinking, text]},
    ]


def test_fast_form_is_left_out_where_the_next_model_has_no_room_for_it(server: LocalServer) -> None:
    server.script([refusal(), api_error(529), "Hi"])
    with client_of(server, Fallbacks(M1)) as client:
        client.messages.create(**PARAMS, speed="fast")

    assert [request.body.get("speed") for request in server.requests] == ["fast", "fast", None]


def test_fast_form_that_an_entry_asks_for_stays(server: LocalServer) -> None:
    server.script([refusal(), api_error(529)])
    with client_of(server, Fallbacks({"model": M1, "speed": "fast"})) as client:
        assert client.messages.create(**PARAMS, speed="fast").stop_details.recommended_model == M1


def test_thinking_between_tools_is_off_for_the_next_model() -> None:
    params = {"model": M0, "messages": [], "thinking": {"type": "between_tools"}, "output_config": {"effort": "high"}}
    chain = Chain(
        params=params,
        entries=(
            {"model": M1},
            {"model": M2, "thinking": None, "output_config": {"effort": None, "format": {"type": "x"}}},
            {"model": M2, "output_config": {"effort": None}},
        ),
    )
    first = chain.request()
    bodies: list[dict[str, Any]] = []
    for _ in chain.entries:
        chain.advance()
        bodies.append(chain.request())

    assert first == params
    assert bodies[0] == {**params, "model": M1, "thinking": {"type": "disabled"}}
    assert bodies[1] == {"model": M2, "messages": [], "output_config": {"format": {"type": "x"}}}
    assert "output_config" not in bodies[2]


@pytest.mark.parametrize("stream", [False, True])
def test_fields_of_the_message_that_answered_are_kept(server: LocalServer, stream: bool) -> None:
    """A part that is joined has no beginning of its own: what stood there comes at the end."""
    answer = {"type": "message", "content": [{"type": "text", "text": "b"}], "stop_reason": "end_turn"}
    server.script([refusal("a"), {**answer, "container": {"id": "box", "expires_at": "2026-11-27T00:00:00Z"}}])
    with client_of(server, Fallbacks(M1)) as client:
        if stream:
            with client.messages.stream(**PARAMS) as open_stream:
                message = open_stream.get_final_message()
        else:
            message = client.messages.create(**PARAMS)

    assert message.container is not None
    assert message.container.id == "box"
    assert message.model == M1


def test_state_is_seen_by_the_calls_inside_its_block_only(server: LocalServer) -> None:
    server.reply("Hi", times=None)
    outer, inner = FallbackState(0), FallbackState(1)
    with client_of(server, Fallbacks(M1, M2)) as client:
        client.messages.create(**PARAMS)
        with outer:
            client.messages.create(**PARAMS)
            with inner:
                client.messages.create(**PARAMS)
                other = threading.Thread(target=lambda: client.messages.create(**PARAMS))
                other.start()
                other.join()
            with outer:
                client.messages.create(**PARAMS)
            client.messages.create(**PARAMS)
        client.messages.create(**PARAMS)

    assert models(server) == [M0, M1, M2, M0, M1, M1, M0]


def test_state_of_another_list_is_refused(server: LocalServer) -> None:
    with (
        client_of(server, Fallbacks(M1, state=FallbackState(3))) as client,
        pytest.raises(ConfigurationError, match="names entry 3 of the fallbacks, and there are 1"),
    ):
        client.messages.create(**PARAMS)

    assert server.requests == []


@pytest.mark.parametrize("entry", [{}, {"model": ""}, {"max_tokens": 5}, 5, None])
def test_entry_without_a_model_is_refused(entry: Any) -> None:
    with pytest.raises(ConfigurationError, match="a fallback is a model"):
        Fallbacks(entry)


def test_official_names_do_what_they_did(server: LocalServer) -> None:
    server.script([refusal(), "Hi", api_error(529)])
    state = BetaFallbackState()
    with client_of(server, BetaRefusalFallbackMiddleware([{"model": M1}], betas=[])) as client:
        with state:
            message = client.beta.messages.create(**PARAMS)
        with pytest.raises(OverloadedError):
            client.beta.messages.create(**PARAMS)

    assert message.content[-1].text == "Hi"
    assert state.index == 0
    assert models(server) == [M0, M1, M0]
    assert "anthropic-beta" not in server.requests[0].headers


def test_middleware_inside_sees_each_model_and_middleware_outside_one_message(server: LocalServer) -> None:
    seen: list[str] = []
    ends: list[AttemptFacts] = []

    def outside(call: Any) -> Any:
        message = yield call
        seen.append(f"whole {len(message.content)}")
        return message

    class Inside(Middleware):
        def around(self, call: Any) -> Any:
            seen.append(call.params["model"])
            return (yield call)

        def on_attempt(self, facts: AttemptFacts) -> None:
            if facts.event == "end":
                ends.append(facts)

    server.script([refusal("a"), "b", refusal("a"), "b"])
    with client_of(server, outside, Fallbacks(M1), Inside()) as client:
        client.messages.create(**PARAMS)
        created = list(seen)
        with client.with_options(middleware=[Fallbacks(M1), Inside()]).messages.stream(**PARAMS) as stream:
            stream.until_done()

    assert created == [M0, M1, "whole 3"]
    assert [len(facts.result.content) for facts in ends] == [1] * 4
    assert all(facts.usage is not None for facts in ends)
    assert not any(facts.left for facts in ends)


def test_key_is_not_in_what_is_logged(server: LocalServer, caplog: pytest.LogCaptureFixture) -> None:
    server.script([refusal(token="sk-ant-token-obviously-fake"), api_error(529)])
    with client_of(server, Fallbacks(M1)) as client:
        client.messages.create(**PARAMS)

    assert "the fallback claude-opus-4-8 failed: OverloadedError" in caplog.text
    assert "obviously-fake" not in caplog.text


def test_request_with_what_the_first_model_wrote_is_sent_again_without_it_if_the_api_refuses_it(
    server: LocalServer,
) -> None:
    """A 400 to a request without such text is the caller's."""
    refused = api_error(400, message="the last message must be of the user")
    server.script([refusal("a", claim=True), refused, "b"])
    with client_of(server, Fallbacks(M1)) as client:
        assert client.messages.create(**PARAMS).text.endswith("b")

    second, third = server.requests[1:]
    assert second.body["messages"][-1]["role"] == "assistant"
    assert third.body["messages"] == PARAMS["messages"]

    server.script([refusal(), refused])
    with client_of(server, Fallbacks(M1)) as client, pytest.raises(BadRequestError):
        client.messages.create(**PARAMS)
