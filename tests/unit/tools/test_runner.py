"""Loops of calls and results, blocking and on both event loops. The numbers are those of the cases (R-1 …)."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from typing import Any

import anyio
import pytest
import trio

from claudewire import (
    AsyncClaude,
    Claude,
    OutputInvalid,
    Run,
    omit,
    tool,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolFinished
from tests.support.runs import BASE, echo, user_turns


def test_call_result_and_answer_take_two_requests(client: Claude, server: LocalServer) -> None:
    """R-1."""
    server.reply(["Let me see.", tool_use("echo", {"text": "x"})])
    server.reply("done")

    runner = client.messages.tool_runner(**BASE, tools=[echo])
    message = runner.until_done()

    assert message.content[0].text == "done"
    first, second = server.requests
    assert [turn["role"] for turn in first.body["messages"]] == ["user"]
    assert [turn["role"] for turn in second.body["messages"]] == ["user", "assistant", "user"]
    assert second.body["messages"][2]["content"][0]["type"] == "tool_result"


@pytest.mark.parametrize("mode", ["sync", "asyncio", "trio"])
def test_calls_of_a_turn_overlap(server: LocalServer, mode: str) -> None:
    """R-2, without a clock: each of three calls waits until all three are running."""
    server.reply([tool_use("meet", {"n": n}) for n in range(3)])
    server.reply("done")

    if mode == "sync":
        barrier = threading.Barrier(3, timeout=20)

        @tool(name="meet")
        def meet(n: int) -> int:
            barrier.wait()
            return n

        with Claude(base_url=server.url, api_key="sk-ant-local") as client:
            runner: Any = client.messages.tool_runner(**BASE, tools=[meet])
            runner.until_done()
    else:
        arrived = 0

        async def main() -> Any:
            everybody = anyio.Event()

            @tool(name="meet")
            async def meet(n: int) -> int:
                nonlocal arrived
                arrived += 1
                if arrived == 3:
                    everybody.set()
                with anyio.fail_after(20):
                    await everybody.wait()
                return n

            async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
                runner = client.messages.tool_runner(**BASE, tools=[meet])
                await runner.until_done()
                return runner

        runner = asyncio.run(main()) if mode == "asyncio" else trio.run(main)

    assert [result["content"] for result in user_turns(runner.run)[1]] == ["0", "1", "2"]


@pytest.mark.parametrize("mode", ["sync", "asyncio", "trio"])
def test_blocking_and_coroutine_tools_work_in_each_runner(server: LocalServer, mode: str) -> None:
    """F-11 and R-17: the same tools, the same requests."""

    @tool
    def blocking(n: int) -> int:
        time.sleep(0)
        return n

    @tool
    async def waiting(n: int) -> int:
        await anyio.sleep(0)
        return n

    server.reply([tool_use("blocking", {"n": 1}), tool_use("waiting", {"n": 2})])
    server.reply("done")
    given: dict[str, Any] = {**BASE, "tools": [blocking, waiting]}

    async def main() -> Any:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            async with client.messages.tool_runner(**given) as runner:
                await runner.until_done()
            return runner

    if mode == "sync":
        with (
            Claude(base_url=server.url, api_key="sk-ant-local") as client,
            client.messages.tool_runner(**given) as runner,
        ):
            runner.until_done()
    else:
        runner = asyncio.run(main()) if mode == "asyncio" else trio.run(main)

    assert [result["content"] for result in user_turns(runner.run)[1]] == ["1", "2"]


def test_one_tool_at_a_time_runs_in_the_thread_of_the_caller(client: Claude, server: LocalServer) -> None:
    """`parallel=1` is for tools that hold something of a thread, such as a connection of SQLite."""
    threads: list[Any] = []

    @tool
    def where(n: int) -> int:
        threads.append(threading.current_thread())
        return n

    server.reply([tool_use("where", {"n": 1}), tool_use("where", {"n": 2})])
    server.reply("done")
    client.messages.tool_runner(**BASE, tools=[where], parallel=1).until_done()

    assert threads == [threading.current_thread()] * 2


def test_forced_choice_is_released(client: Claude, server: LocalServer) -> None:
    """R-5."""
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")

    client.messages.tool_runner(**BASE, tools=[echo], tool_choice={"type": "tool", "name": "echo"}).until_done()

    assert [request.body["tool_choice"]["type"] for request in server.requests] == ["tool", "auto"]


def test_pause_is_sent_again_with_its_container(client: Claude, server: LocalServer) -> None:
    """R-8."""
    use = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "x"}}
    search: Any = {"type": "web_search_20250305", "name": "web_search"}
    server.reply([use], stop_reason="pause_turn")
    server.reply([{**use, "id": "srvtoolu_2"}], stop_reason="pause_turn")
    server.reply("done")

    runner = client.messages.tool_runner(**BASE, tools=[search])
    runner.until_done()

    assert [len(request.body["messages"]) for request in server.requests] == [1, 2, 3]


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_async_runner_needs_no_library_but_the_declared_ones(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    """anyio has no longer brought sniffio along since 4.12."""
    monkeypatch.setitem(sys.modules, "sniffio", None)
    server.script([tool_use("echo", {"text": "x"}), "done"])

    async def main() -> Any:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            return await client.messages.tool_runner(**BASE, tools=[echo]).until_done()

    message = asyncio.run(main()) if library == "asyncio" else trio.run(main)

    assert message.content[0].text == "done"


def test_async_runner_returns_the_results_on_demand(server: LocalServer) -> None:
    server.script([[tool_use("echo", {"text": "a"}), tool_use("none", {})], "done"])

    async def main() -> list[Any]:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            runner = client.messages.tool_runner(**BASE, tools=[echo])
            return [await runner.generate_tool_call_response() async for _ in runner]

    first, last = asyncio.run(main())

    assert [block.get("is_error") for block in first["content"]] == [None, True]
    assert last is None


def test_usage_is_the_sum_over_requests(client: Claude, server: LocalServer) -> None:
    """R-15."""
    usage = {"input_tokens": 10, "output_tokens": 5, "cache_read_input_tokens": 3, "cache_creation_input_tokens": 2}
    server.reply(tool_use("echo", {"text": "x"}), usage=usage)
    server.reply("done", usage=usage)
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    runner.until_done()

    assert {name: runner.usage[name] for name in usage} == {name: 2 * value for name, value in usage.items()}


def test_definition_without_a_function_waits_for_its_result(client: Claude, server: LocalServer) -> None:
    definition: Any = {"name": "browser", "input_schema": {"type": "object"}}
    server.reply([tool_use("browser"), tool_use("echo", {"text": "x"})])
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[definition, echo])
    _, needed = list(runner)

    assert [call.name for call in needed.calls] == ["browser"]
    runner.run.feed_result(needed.calls[0].id, {"page": 1})
    runner.until_done()
    assert [block["content"] for block in user_turns(runner.run)[1]] == ['{"page":1}', "x"]


def test_typed_answer_at_the_end_of_a_loop(client: Claude, server: LocalServer) -> None:
    """Text before the call is not read as the answer."""
    server.reply(["Let me look.", tool_use("echo", {"text": "x"})])
    server.reply("[1,2]")
    runner = client.messages.tool_runner(**BASE, tools=[echo], output_format=list[int])
    assert runner.until_done().output == [1, 2]

    server.reply("prose")
    with pytest.raises(OutputInvalid) as caught:
        client.messages.tool_runner(**BASE, tools=[echo], output_format=list[int]).until_done()
    assert caught.value.run.status == "done"  # type: ignore[attr-defined]


def test_events_tell_the_whole_run(client: Claude, server: LocalServer) -> None:
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("well done")
    events = list(client.messages.tool_runner(**BASE, tools=[echo]).events())

    assert [event.type for event in events] == [
        "turn_started", "message_done", "tool_called", "tool_finished", "turn_started", "message_done", "run_done",
    ]  # fmt: skip
    finished = events[3]
    assert isinstance(finished, ToolFinished)
    assert (finished.call.content, finished.error) == ("x", None)

    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("well done")
    streamed = list(client.messages.tool_runner(**BASE, tools=[echo], stream=True).events())
    assert "".join(event.text for event in streamed if event.type == "text") == "well done"


def test_methods_of_other_classes_and_left_out_arguments_are_taken(client: Claude, server: LocalServer) -> None:
    class Database:
        def rows(self, table: str) -> list[str]:
            """Returns rows."""
            return [table]

        async def count(self, table: str) -> int:
            """Counts rows."""
            return len(table)

    async def approve(call: Any, run: Run) -> bool:
        await asyncio.sleep(0)
        return bool(call.name == "rows")

    database = Database()
    server.reply([tool_use("rows", {"table": "x"}), tool_use("count", {"table": "x"})])
    server.reply("done")
    runner = client.messages.tool_runner(
        **BASE, system=omit, tools=[database.rows, database.count], approve=approve, output_config=omit
    )
    runner.until_done()

    assert [block["content"] for block in user_turns(runner.run)[1]] == ['["x"]', "This call was denied."]
    assert "system" not in server.requests[0].body


def test_classes_take_the_one_argument_of_the_official_classes() -> None:
    from claudewire.tools import BetaFunctionTool, BetaToolRunner, Tool, ToolRunner

    official: Any = BetaToolRunner
    function: Any = BetaFunctionTool

    assert official[None] is ToolRunner
    assert function[Any] is Tool
    assert function[[int], str].__origin__ is Tool
