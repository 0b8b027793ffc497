"""Loops whose responses are streams."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import anyio
import pytest
import trio

from claudewire import (
    AsyncClaude,
    Claude,
    OverloadedError,
    Run,
    tool,
)
from claudewire.testing import LocalServer, tool_use
from tests.support.runs import BASE, echo, noting, user_turns


@pytest.mark.parametrize("mode", ["sync", "asyncio", "trio"])
def test_streamed_call_starts_before_the_next_one_is_complete(server: LocalServer, mode: str) -> None:
    """R-14: the first tool has run when the second call is complete, because the consumer waits for it there."""
    started = threading.Event()

    @tool
    def first(n: int) -> int:
        started.set()
        return n

    server.reply([tool_use("first", {"n": 1}), tool_use("echo", {"text": "x"})])
    server.reply("done")
    given: dict[str, Any] = {**BASE, "tools": [first, echo], "stream": True}
    seen: list[tuple[int, bool]] = []

    def look(event: Any) -> bool:
        if event.type != "content_block_stop":
            return False
        seen.append((event.index, started.is_set()))
        return event.index == 1

    if mode == "sync":
        with (
            Claude(base_url=server.url, api_key="sk-ant-local") as client,
            client.messages.tool_runner(**given) as runner,
        ):
            for stream in runner:
                for event in stream:
                    if event.type == "content_block_start" and event.index == 1:
                        assert started.wait(20)
                    look(event)
    else:

        async def main() -> Any:
            async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
                async with client.messages.tool_runner(**given) as runner:
                    async for stream in runner:
                        async for event in stream:
                            if event.type == "content_block_start" and event.index == 1:
                                with anyio.fail_after(20):
                                    while not started.is_set():
                                        await anyio.sleep(0.001)
                            look(event)
                return runner

        runner = asyncio.run(main()) if mode == "asyncio" else trio.run(main)

    assert seen[:2] == [(0, False), (1, True)]
    assert [block["content"] for block in user_turns(runner.run)[1]] == ["1", "x"]
    assert len(server.requests) == 2


def test_stream_that_nobody_reads_runs_to_its_end(client: Claude, server: LocalServer) -> None:
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[echo], stream=True)

    assert len(list(runner)) == 2
    assert runner.until_done().content[0].text == "done"


def test_broken_stream_keeps_the_results_of_finished_calls(client: Claude, server: LocalServer) -> None:
    """R-14: after an overload in the middle, the call that had run is not run again."""
    note, executed = noting()
    long = "b" * 2000  # so that the stream breaks inside the second call, however the server cuts it
    calls = [tool_use("note", {"text": "a"}), tool_use("note", {"text": long})]
    server.fault("stream_error", type="overloaded_error", after_events=24)
    server.reply(calls)
    server.reply(calls)
    server.reply("done")
    runner = client.messages.tool_runner(**{**BASE, "max_tokens": 9000}, tools=[note], stream=True)

    def read() -> None:
        for stream in runner:
            for event in stream:
                if event.type == "content_block_start" and event.index == 1:
                    while any(thread.name == "tool note" for thread in threading.enumerate()):
                        time.sleep(0.001)

    with pytest.raises(OverloadedError) as caught:
        read()

    assert executed == ["a"]
    run = caught.value.run  # type: ignore[attr-defined]
    assert caught.value.partial_message is not None
    assert run.status == "ready"
    client.messages.resume(Run.from_json(run.to_json()), tools=[note]).until_done()
    assert executed == ["a", long]


def test_deferred_call_of_a_stream_waits_for_the_message(client: Claude, server: LocalServer) -> None:
    order: list[str] = []
    held: list[list[Any]] = []

    @tool
    def note(text: str) -> str:
        order.append(text)
        return text

    server.reply([tool_use("note", {"text": "a"}), tool_use("note", {"text": "b"})])
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[note], stream=True)
    for stream in runner:
        for event in stream:
            if event.type == "content_block_start" and event.content_block.type == "tool_use":
                runner.defer_tool_call(event.content_block)
            if event.type == "message_stop":
                order.append("stop")
                held.append([block.input["text"] for block in runner.deferred_tool_calls])

    assert order[0] == "stop"
    assert sorted(order[1:-1]) == ["a", "b"]
    assert held == [["a", "b"], []]
    assert runner.deferred_tool_calls == []
