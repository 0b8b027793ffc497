"""Tool loops: one trace, with the tokens on the calls only."""

from __future__ import annotations

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from claudewire import Allow, Claude, OverloadedError, RunPaused, ToolError, tool
from claudewire.telemetry import instrument
from tests.support.traced_calls import MESSAGE, SECRET, ok, overloaded
from tests.unit.telemetry.conftest import KEY

QUESTION = {"model": "m", "max_tokens": 100, "messages": [{"role": "user", "content": "What is the weather?"}]}
SEEN = []


@tool
def weather(city: str) -> str:
    """The weather in a city."""
    SEEN.append(trace.get_current_span().get_span_context().span_id)
    return f"{SECRET} in {city}"


@tool
async def hour(city: str) -> str:
    """The time in a city."""
    SEEN.append(trace.get_current_span().get_span_context().span_id)
    return f"noon in {city}"


@tool
def broken(city: str) -> str:
    """Always fails."""
    raise ToolError(f"{SECRET}: no weather in {city}")


def asks(*names):
    content = [{"type": "tool_use", "id": f"toolu_{name}", "name": name, "input": {"city": SECRET}} for name in names]
    return ok({**MESSAGE, "stop_reason": "tool_use", "content": content})


def loop(call, *tools, until=None, **more):
    """A function that runs a loop with `tools` to its end."""

    def run(client):
        with client.messages.tool_runner(tools=tools, **(QUESTION | more)) as runner:
            if until is not None:
                return until(runner)
            runner.until_done()
            return runner.run

    async def run_async(client):
        async with client.messages.tool_runner(tools=tools, **(QUESTION | more)) as runner:
            if until is not None:
                return await anext(aiter(runner))
            await runner.until_done()
            return runner.run

    return run_async if call.is_async else run


def named(recorded, beginning):
    return [span for span in recorded.spans if span.name.startswith(beginning)]


def test_a_loop_of_two_turns_and_two_tools_is_one_trace(call, recorded):
    """O-4"""
    SEEN.clear()
    empty = ok({**MESSAGE, "content": []})
    run = call([asks("weather", "hour"), empty], loop(call, weather, hour), telemetry={"agent_name": "meteorologist"})

    (agent,) = named(recorded, "invoke_agent")
    chats, tools = named(recorded, "chat"), named(recorded, "execute_tool")
    assert (agent.name, agent.kind) == ("invoke_agent meteorologist", SpanKind.INTERNAL)
    assert agent.attributes["gen_ai.operation.name"] == "invoke_agent"
    assert agent.attributes["claudewire.run.turns"] == 2
    assert [chat.attributes["gen_ai.response.finish_reasons"] for chat in chats] == [("tool_use",), ("end_turn",)]
    assert {span.name for span in tools} == {"execute_tool weather", "execute_tool hour"}
    assert {span.attributes["gen_ai.tool.call.id"] for span in tools} == {"toolu_weather", "toolu_hour"}
    assert {span.attributes["gen_ai.tool.type"] for span in tools} == {"function"}
    assert {span.parent.span_id for span in (*chats, *tools)} == {agent.context.span_id}
    assert {span.context.trace_id for span in recorded.spans} == {agent.context.trace_id}
    assert set(SEEN) == {span.context.span_id for span in tools}, "a tool runs inside its span"

    with_usage = [span for span in recorded.spans if any("usage" in name for name in span.attributes)]
    assert with_usage == chats
    usage = run.usage
    tokens = {
        point.attributes["gen_ai.token.type"]: point.sum for point in recorded.metrics["gen_ai.client.token.usage"]
    }
    assert tokens["output"] == usage["output_tokens"] == 14
    assert (
        tokens["input"]
        == usage["input_tokens"] + usage["cache_read_input_tokens"] + usage["cache_creation_input_tokens"]
        == 480
    )
    assert SECRET not in recorded.everything()


def test_a_loop_has_metrics(call, recorded):
    call([asks("weather"), ok()], loop(call, weather))
    metrics = recorded.metrics
    assert metrics["gen_ai.invoke_agent.duration"][0].count == 1
    assert metrics["gen_ai.invoke_agent.inference_calls"][0].sum == 2
    assert metrics["gen_ai.invoke_agent.tool_calls"][0].sum == 1
    (tool_duration,) = metrics["gen_ai.execute_tool.duration"]
    assert tool_duration.attributes["gen_ai.tool.name"] == "weather"


def test_streams_of_a_loop_are_in_its_trace(call, recorded):
    from tests.support.traced_calls import events

    def read(client):
        with client.messages.tool_runner(tools=[weather], stream=True, **QUESTION) as runner:
            return [event.type for event in runner.events()]

    async def read_async(client):
        async with client.messages.tool_runner(tools=[weather], stream=True, **QUESTION) as runner:
            return [event.type async for event in runner.events()]

    call([events()], read_async if call.is_async else read)
    (agent,), (chat,) = named(recorded, "invoke_agent"), named(recorded, "chat")
    assert chat.parent.span_id == agent.context.span_id
    assert chat.attributes["gen_ai.request.stream"] is True


def test_a_tool_that_fails_is_marked_and_the_loop_is_not(call, recorded):
    call([asks("broken"), ok()], loop(call, broken))
    (failed,), (agent,) = named(recorded, "execute_tool"), named(recorded, "invoke_agent")
    assert failed.status.status_code is StatusCode.ERROR
    assert failed.attributes["error.type"] == "ToolError"
    assert agent.status.status_code is StatusCode.UNSET
    assert [event.event_name for event in recorded.events] == ["gen_ai.execute_tool.exception"]
    assert SECRET not in recorded.everything()


def test_a_loop_whose_request_fails_is_marked(call, recorded):
    with pytest.raises(OverloadedError):
        call([asks("weather"), overloaded()], loop(call, weather))
    (agent,) = named(recorded, "invoke_agent")
    assert agent.attributes["error.type"] == "OverloadedError"
    assert len(named(recorded, "chat")) == 2


def test_a_loop_that_the_program_leaves_ends_its_span(call, recorded):
    call([asks("weather"), ok()], loop(call, weather, until=next))
    assert len(named(recorded, "invoke_agent")) == 1
    assert named(recorded, "invoke_agent")[0].status.status_code is StatusCode.UNSET


def test_a_loop_that_waits_for_approval_ends_its_span_and_goes_on_in_another(recorded):
    left = [asks("weather"), ok()]
    with httpx.Client(transport=httpx.MockTransport(lambda _: left.pop(0))) as http:
        client = instrument(Claude(api_key=KEY, http_client=http), **recorded.options)
        runner = client.messages.tool_runner(tools=[weather], approve=True, **QUESTION)
        with pytest.raises(RunPaused):
            runner.until_done()
        assert len(named(recorded, "invoke_agent")) == 1
        run = runner.run
        for waiting in run.calls:
            run.feed_verdict(waiting.id, Allow())
        client.messages.resume(run, tools=[weather]).until_done()
    first, second = named(recorded, "invoke_agent")
    assert [span.attributes["claudewire.run.turns"] for span in (first, second)] == [1, 1]
    assert first.attributes["claudewire.run.id"] == second.attributes["claudewire.run.id"]
    assert named(recorded, "execute_tool")[0].parent.span_id == second.context.span_id


def test_arguments_and_results_are_recorded_only_if_asked(call, recorded):
    call([asks("weather"), ok()], loop(call, weather), telemetry={"content": "attributes"})
    (span,) = named(recorded, "execute_tool")
    assert SECRET in span.attributes["gen_ai.tool.call.arguments"]
    assert span.attributes["gen_ai.tool.call.result"] == f'"{SECRET} in {SECRET}"'
