"""Limits of a run, and responses that `max_tokens` cuts."""

from __future__ import annotations

import time
from typing import Any

import pytest

from claudewire import (
    Claude,
    RunExhausted,
    TurnsExhausted,
    tool,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolCallCut
from tests.support.runs import BASE, echo, noting


def test_limit_of_turns_raises_before_tools_run_and_can_be_extended(client: Claude, server: LocalServer) -> None:
    """R-4."""
    note, executed = noting()
    for text in ("a", "b"):
        server.reply(tool_use("note", {"text": text}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[note], max_turns=2)

    with pytest.raises(TurnsExhausted) as caught:
        runner.until_done()

    assert (len(server.requests), executed) == (2, ["a"])
    run = caught.value.run
    assert run.status == "exhausted"
    run.extend(max_turns=1)
    assert client.messages.resume(run, tools=[note]).until_done().content[0].text == "done"
    assert executed == ["a", "b"]


def test_max_iterations_ends_quietly_and_shows_it(client: Claude, server: LocalServer) -> None:
    """R4 of the official SDK: the tools of the last turn are not executed for nothing."""
    note, executed = noting()
    server.reply(tool_use("note", {"text": "a"}), times=None)
    runner = client.beta.messages.tool_runner(**BASE, tools=[note], max_iterations=2)
    message = runner.until_done()

    assert message.stop_reason == "tool_use"
    assert (executed, runner.run.status, runner.run.limit) == (["a"], "exhausted", "max_turns")


def test_cut_call_is_not_silently_done(client: Claude, server: LocalServer) -> None:
    """R-13."""
    server.reply(["Let me", tool_use("echo", {"text": "x"})], stop_reason="max_tokens")
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    *_, done = runner.events()
    assert done.reason == "max_tokens"  # type: ignore[union-attr]
    assert runner.run.is_cut

    server.reply(tool_use("echo", {"text": "x"}), stop_reason="max_tokens")
    with pytest.raises(ToolCallCut) as caught:
        client.messages.tool_runner(**BASE, tools=[echo]).until_done()
    assert caught.value.run.reason == "max_tokens"

    server.reply(tool_use("echo", {"text": "x"}), stop_reason="max_tokens")
    assert client.messages.tool_runner(**BASE, tools=[echo], on_cut="stop").until_done().stop_reason == "max_tokens"


THINKING = {"type": "thinking", "thinking": "A call.", "signature": "s"}


CALL = tool_use("echo", {"text": "x"})


@pytest.mark.parametrize(
    "content", [[], [THINKING], [CALL], [THINKING, CALL], [CALL, CALL], ["", CALL], ["  ", CALL]], ids=range(7)
)
@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_response_that_is_cut_before_any_text_raises(content: Any, stream: bool) -> None:
    blocks = [{"type": "text", "text": item} if isinstance(item, str) else item for item in content]
    message = {"type": "message", "role": "assistant", "content": blocks, "stop_reason": "max_tokens"}
    with LocalServer() as server, Claude(base_url=server.url, api_key="sk-ant-local") as client:
        server.reply(message)
        server.script(["done"])
        runner = client.messages.tool_runner(**BASE, tools=[echo], stream=stream, run_tools_eagerly=False)
        with pytest.raises(ToolCallCut, match=r"max_tokens \(200\)") as caught:
            runner.until_done()
        assert caught.value.last_message.stop_reason == "max_tokens"

        caught.value.run.extend(max_tokens=100)
        assert client.messages.resume(caught.value.run, tools=[echo]).until_done().content[0].text == "done"
        assert (server.requests[-1].body["max_tokens"], len(server.requests[-1].body["messages"])) == (300, 1)


def test_request_that_max_tokens_ends_without_a_lost_call_raises_nothing(client: Claude, server: LocalServer) -> None:
    warm = client.messages.tool_runner(**{**BASE, "max_tokens": 0}, tools=[echo]).until_done()
    assert (warm.content, warm.stop_reason) == ([], "max_tokens")

    server.reply("x" * 2000)
    runner = client.messages.tool_runner(**{**BASE, "max_tokens": 5}, tools=[echo])
    assert runner.until_done().stop_reason == "max_tokens"
    runner.run.extend(max_tokens=1000)
    assert runner.run.status == "ready"
    assert runner.run.messages == BASE["messages"]  # the response that was cut is asked for again


def test_limits_of_calls_tokens_and_seconds_stop_before_tools(client: Claude, server: LocalServer) -> None:
    @tool
    def slow(n: int) -> int:
        time.sleep(0.2)
        return n

    server.reply(tool_use("slow", {"n": 1}), times=None, usage={"input_tokens": 1, "output_tokens": 50})
    for limit, value in (("max_tool_calls", 1), ("max_output_tokens", 60), ("max_seconds", 0.3)):
        with pytest.raises(RunExhausted) as caught:
            client.messages.tool_runner(**BASE, tools=[slow], **{limit: value}).until_done()  # type: ignore[arg-type]
        assert caught.value.limit == limit
        assert caught.value.run.limit == limit


def test_slow_request_ends_at_the_limit_of_seconds(client: Claude, server: LocalServer) -> None:
    server.fault("delay", seconds=5)
    server.reply("late")
    with pytest.raises(RunExhausted) as caught:
        client.messages.tool_runner(**BASE, tools=[echo], max_seconds=0.3).until_done()

    assert caught.value.limit == "max_seconds"
    assert caught.value.__cause__ is not None
