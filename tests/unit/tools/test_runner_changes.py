"""Messages, tools and arguments that a program changes between two requests of a loop."""

from __future__ import annotations

from typing import Any

import pytest

from claudewire import (
    Claude,
    tool,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import RunInvalid
from tests.support.runs import BASE, echo, noting, user_turns


def test_appended_message_follows_the_results(client: Claude, server: LocalServer) -> None:
    """R-12."""
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    next(runner)
    runner.append_messages({"role": "user", "content": "and hurry"})
    runner.until_done()

    result, text = server.requests[-1].body["messages"][2]["content"]
    assert (result["type"], text["text"]) == ("tool_result", "and hurry")


def test_official_pattern_of_appending_runs_each_tool_once(client: Claude, server: LocalServer) -> None:
    note, executed = noting()
    server.reply(tool_use("note", {"text": "x"}))
    server.reply("done")
    runner = client.beta.messages.tool_runner(**BASE, tools=[note])
    responses: list[Any] = []
    for message in runner:
        response = runner.generate_tool_call_response()
        assert response == runner.generate_tool_call_response()
        responses.append(response)
        if response is not None:
            runner.append_messages(message, response)

    assert executed == ["x"]
    assert [block["content"] for block in responses[0]["content"]] == ["x"]
    assert responses[1:] == [None]
    assert len(server.requests[-1].body["messages"]) == 3


def test_replaced_turn_executes_nothing(client: Claude, server: LocalServer) -> None:
    note, executed = noting()
    server.reply(tool_use("note", {"text": "x"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[note])
    next(runner)
    runner.append_messages({"role": "user", "content": "never mind"}, replace=True)
    runner.until_done()

    assert executed == []
    assert [turn["role"] for turn in server.requests[-1].body["messages"]] == ["user", "user"]


def test_tool_that_is_added_takes_the_place_of_one_with_its_name(client: Claude, server: LocalServer) -> None:
    """Also for a call that the model has made before."""

    @tool(name="echo")
    def newer(text: str) -> str:
        return f"new {text}"

    server.script([tool_use("echo", {"text": "a"}), tool_use("echo", {"text": "b"}), "done"])
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    next(runner)
    runner.add_tools(newer)
    runner.until_done()
    before = client.messages.tool_runner(**BASE, tools=[echo])
    before.add_tools({"name": "echo", "input_schema": {"type": "object"}})

    assert [turn[0]["content"] for turn in user_turns(runner.run)[1:]] == ["new a", "new b"]
    assert [found["input_schema"] for found in before.run.params["tools"]] == [{"type": "object"}]


def test_tool_added_in_the_middle_can_be_used_in_the_next_turn(client: Claude, server: LocalServer) -> None:
    """R-16: as a block, so the cached prompt stays; the beta header is derived."""

    @tool
    def later(n: int) -> int:
        return n

    server.reply(tool_use("echo", {"text": "x"}))
    server.reply(tool_use("later", {"n": 1}))
    server.reply("done")
    runner = client.messages.tool_runner(**{**BASE, "model": "claude-opus-5-5"}, tools=[echo])
    next(runner)
    runner.add_tools(later)
    runner.until_done()

    second = server.requests[1]
    assert second.body["messages"][-1]["role"] == "system"
    assert second.body["messages"][-1]["content"][0]["type"] == "tool_addition"
    assert "mid-conversation-tool-changes-2026-07-01" in second.headers["anthropic-beta"]
    assert len(second.body["tools"]) == 1
    assert user_turns(runner.run)[2][0]["content"] == "1"


def test_removed_tool_is_unknown(client: Claude, server: LocalServer) -> None:
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply(tool_use("echo", {"text": "y"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    next(runner)
    runner.generate_tool_call_response()
    runner.remove_tools(echo)
    runner.until_done()

    assert "There is no tool" in user_turns(runner.run)[2][0]["content"]
    with pytest.raises(RunInvalid):
        runner.remove_tools("echo")


def test_conversation_goes_on_after_the_end(client: Claude, server: LocalServer) -> None:
    server.reply("one")
    server.reply("two")
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    assert runner.until_done().content[0].text == "one"
    runner.append_messages({"role": "user", "content": "again"})

    assert runner.until_done().content[0].text == "two"
    assert [turn["role"] for turn in server.requests[-1].body["messages"]] == ["user", "assistant", "user"]


def test_compaction_replaces_the_conversation(client: Claude, server: LocalServer) -> None:
    """R-15: the request for the summary counts."""
    usage = {"input_tokens": 10, "output_tokens": 5}
    server.reply(tool_use("echo", {"text": "x"}), usage=usage)
    server.reply({"type": "compaction", "content": "so far"}, stop_reason="compaction", usage=usage)
    server.reply("done", usage=usage)
    runner = client.messages.tool_runner(**{**BASE, "model": "claude-opus-5-5"}, tools=[echo], stop_sequences=["X"])
    next(runner)
    runner.compact_before_next_turn({"instructions": "short"})
    runner.until_done()

    summary, last = server.requests[1:]
    assert summary.body["compaction"] == {"type": "summarize", "instructions": "short"}
    assert "stop_sequences" not in summary.body
    assert [turn["role"] for turn in last.body["messages"]] == ["assistant", "user"]
    assert last.body["messages"][0]["content"][0]["content"] == "so far"
    assert runner.usage["output_tokens"] == 15
    assert runner.run.turns == 2


def test_changed_arguments_reach_the_next_request(client: Claude, server: LocalServer) -> None:
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    next(runner)
    runner.set_messages_params(lambda params: {**params, "max_tokens": 77})
    runner.until_done()

    assert server.requests[-1].body["max_tokens"] == 77
    assert len(server.requests[-1].body["messages"]) == 3
