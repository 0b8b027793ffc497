"""Verdicts about calls, and runs that wait for them, also in another process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claudewire import (
    Allow,
    ApprovalNeeded,
    Claude,
    Deny,
    Run,
    RunPaused,
    tool,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import RunInvalid
from tests.support.runs import BASE, user_turns


def test_denied_and_edited_calls(client: Claude, server: LocalServer) -> None:
    """R-9."""
    seen: list[str] = []

    @tool
    def send(text: str) -> str:
        seen.append(text)
        return "sent"

    server.reply([tool_use("send", {"text": "a"}), tool_use("send", {"text": "b"}), tool_use("send", {"text": "c"})])
    server.reply("done")

    def approve(call: Any, run: Run) -> Any:
        assert run.turns == 1
        return {"a": Deny("not a"), "b": Allow({"text": "B"}), "c": True}[call.input["text"]]

    runner = client.messages.tool_runner(**BASE, tools=[send], approve=approve)
    runner.until_done()

    assert sorted(seen) == ["B", "c"]
    texts = [(block["content"], block.get("is_error", False)) for block in user_turns(runner.run)[1]]
    assert texts == [("not a", True), ("sent", False), ("sent", False)]
    assert runner.run.messages[1]["content"][1]["input"] == {"text": "b"}


def test_verdict_that_is_not_one_stops_the_run(client: Claude, server: LocalServer) -> None:
    """A handler that returns something else by mistake approves nothing."""
    executed: list[str] = []

    @tool(approve=lambda call, run: "yes")
    def send(text: str) -> str:
        executed.append(text)
        return "sent"

    server.reply(tool_use("send", {"text": "a"}))
    with pytest.raises(RunInvalid, match="yes"):
        client.messages.tool_runner(**BASE, tools=[send]).until_done()
    assert executed == []


def test_run_pauses_for_a_verdict_and_goes_on_in_another_process(
    client: Claude, server: LocalServer, tmp_path: Path
) -> None:
    """R-10."""

    @tool(approve=True)
    def send(text: str) -> str:
        return f"sent {text}"

    server.reply(tool_use("send", {"text": "a"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[send])
    _, needed = list(runner)
    assert isinstance(needed, ApprovalNeeded)
    assert needed.calls[0].input == {"text": "a"}
    with pytest.raises(RunPaused) as caught:
        runner.until_done()
    assert caught.value.calls == needed.calls
    (tmp_path / "run.json").write_text(runner.run.to_json())

    program = f"""
import pathlib, sys
from claudewire import Claude, Run, tool
@tool(approve=True)
def send(text: str) -> str:
    return f"sent {{text}}"
run = Run.from_json(pathlib.Path({str(tmp_path / "run.json")!r}).read_text())
run.feed_verdict(run.pending[0].id, True)
with Claude(base_url={server.url!r}, api_key="sk-ant-local") as client:
    print(client.messages.resume(run, tools=[send]).until_done().content[0].text)
"""
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)

    assert found.stdout.strip() == "done"
    assert server.requests[-1].body["messages"][2]["content"][0]["content"] == "sent a"


def test_same_process_goes_on_after_a_verdict(client: Claude, server: LocalServer) -> None:
    """R-10: the code of a terminal."""

    @tool(approve=True)
    def send(text: str) -> str:
        return f"sent {text}"

    server.reply(tool_use("send", {"text": "a"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[send])
    for item in runner:
        if isinstance(item, ApprovalNeeded):
            for call in item.calls:
                runner.run.feed_verdict(call.id, Allow())

    assert runner.until_done().content[0].text == "done"
