"""Runs in which a request or a tool fails, or that are cancelled: what is kept, and what is not done twice."""

from __future__ import annotations

import asyncio
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
from claudewire.tools import ToolResultInvalid
from tests.support.runs import BASE, echo, noting, user_turns


def test_failed_request_is_resumed_without_running_tools_again(client: Claude, server: LocalServer) -> None:
    """R-6."""
    note, executed = noting()
    server.reply(tool_use("note", {"text": "a"}))
    server.reply(tool_use("note", {"text": "b"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[note])
    items = iter(runner)
    next(items)
    next(items)
    server.fault("overloaded")
    with pytest.raises(OverloadedError) as caught:
        next(items)
    before = len(server.requests)

    stored = caught.value.run.to_json()  # type: ignore[attr-defined]
    message = client.messages.resume(Run.from_json(stored), tools=[note]).until_done()

    assert message.content[0].text == "done"
    assert executed == ["a", "b"]
    assert len(server.requests) == before + 1
    server.reply("more")
    assert runner.until_done().content[0].text == "more", "the runner itself goes on, too"


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
def test_cancelled_run_keeps_results_and_runs_the_rest(server: LocalServer, mode: str) -> None:
    """R-7."""
    server.reply([tool_use("work", {"n": n}) for n in range(3)])
    server.reply("done")

    async def main() -> None:
        executed: list[int] = []
        may_finish = False

        @tool
        async def work(n: int) -> int:
            executed.append(n)
            if n != 1 and not may_finish:
                await anyio.sleep_forever()
            return n

        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            runner = client.messages.tool_runner(**BASE, tools=[work])
            with anyio.CancelScope() as scope:
                async for event in runner.events():
                    if event.type == "tool_finished":
                        scope.cancel()
            assert [call.status for call in runner.run.pending] == ["ready", "done", "ready"]
            assert sorted(executed) == [0, 1, 2]

            may_finish = True
            resumed = client.messages.resume(Run.from_json(runner.run.to_json()), tools=[work])
            await resumed.until_done()
            assert sorted(executed) == [0, 0, 1, 2, 2]
            assert [block["content"] for block in user_turns(resumed.run)[1]] == ["0", "1", "2"]

    asyncio.run(main()) if mode == "asyncio" else trio.run(main)


def test_cancellation_from_outside_a_wait_leaves_a_run_that_goes_on(server: LocalServer) -> None:
    """R-7: `asyncio.timeout` around the loop."""
    server.reply([tool_use("work", {"n": n}) for n in range(2)])
    server.reply("done")

    async def main() -> None:
        hang = True

        @tool
        async def work(n: int) -> int:
            if hang and n:
                await anyio.sleep_forever()
            return n

        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            runner = client.messages.tool_runner(**BASE, tools=[work])
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await runner.until_done()
            hang = False
            message = await runner.until_done()
            assert message.content[0].text == "done"

    asyncio.run(main())


def test_three_failures_of_one_turn_cost_one_request(client: Claude, server: LocalServer) -> None:
    """R-11."""

    @tool
    def fail(n: int) -> str:
        raise RuntimeError

    server.reply([tool_use("echo", {"text": 5}), tool_use("fail", {"n": 1}), tool_use("fail", {})])
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[echo, fail])
    runner.until_done()

    assert [block["is_error"] for block in user_turns(runner.run)[1]] == [True, True, True]
    assert len(server.requests) == 2


def test_refusal_ends_the_run(client: Claude, server: LocalServer) -> None:
    """R-18."""
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("I will not", stop_reason="refusal")
    runner = client.messages.tool_runner(**BASE, tools=[echo])

    assert runner.until_done().stop_reason == "refusal"
    assert runner.run.reason == "refusal"


def test_result_without_a_form_stops_the_run_and_keeps_the_others(client: Claude, server: LocalServer) -> None:
    @tool(sequential=True)
    def bad(n: int) -> Any:
        return object()

    server.reply([tool_use("echo", {"text": "x"}), tool_use("bad", {"n": 1})])
    server.reply("done")
    with pytest.raises(ToolResultInvalid) as caught:
        client.messages.tool_runner(**BASE, tools=[echo, bad]).until_done()

    run = caught.value.run
    assert [call.status for call in run.pending] == ["done", "ready"]
    run.feed_result(run.pending[1].id, "mended")
    assert client.messages.resume(run, tools=[echo, bad]).until_done().content[0].text == "done"


def test_interrupt_in_a_tool_passes(client: Claude, server: LocalServer) -> None:
    @tool
    def stop(n: int) -> int:
        raise KeyboardInterrupt

    server.reply([tool_use("stop", {"n": 1}), tool_use("echo", {"text": "x"})])
    runner = client.messages.tool_runner(**BASE, tools=[stop, echo])
    with pytest.raises(KeyboardInterrupt):
        runner.until_done()
    assert runner.run.pending[0].status == "ready"
