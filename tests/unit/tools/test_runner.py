"""The loop through the client. The numbers are those of the acceptance cases (R-1 …)."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import anyio
import pytest
import trio

from claudewire import (
    Allow,
    ApprovalNeeded,
    AsyncClaude,
    Claude,
    Deny,
    OutputInvalid,
    OverloadedError,
    Run,
    RunExhausted,
    RunPaused,
    TurnsExhausted,
    omit,
    tool,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import RunInvalid, ToolCallCut, ToolFinished, ToolResultInvalid

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [{"role": "user", "content": "Go"}],
}


@tool
def echo(text: str) -> str:
    return text


def user_turns(run: Run) -> list[Any]:
    return [message["content"] for message in run.messages if message["role"] == "user"]


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


def test_limit_of_turns_raises_before_tools_run_and_can_be_extended(client: Claude, server: LocalServer) -> None:
    """R-4."""
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

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
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

    server.reply(tool_use("note", {"text": "a"}), times=None)
    runner = client.beta.messages.tool_runner(**BASE, tools=[note], max_iterations=2)
    message = runner.until_done()

    assert message.stop_reason == "tool_use"
    assert (executed, runner.run.status, runner.run.limit) == (["a"], "exhausted", "max_turns")


def test_forced_choice_is_released(client: Claude, server: LocalServer) -> None:
    """R-5."""
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")

    client.messages.tool_runner(**BASE, tools=[echo], tool_choice={"type": "tool", "name": "echo"}).until_done()

    assert [request.body["tool_choice"]["type"] for request in server.requests] == ["tool", "auto"]


def test_failed_request_is_resumed_without_running_tools_again(client: Claude, server: LocalServer) -> None:
    """R-6."""
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

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


def test_async_runner_returns_the_results_on_demand(server: LocalServer) -> None:
    server.script([[tool_use("echo", {"text": "a"}), tool_use("none", {})], "done"])

    async def main() -> list[Any]:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            runner = client.messages.tool_runner(**BASE, tools=[echo])
            return [await runner.generate_tool_call_response() async for _ in runner]

    first, last = asyncio.run(main())

    assert [block.get("is_error") for block in first["content"]] == [None, True]
    assert last is None


def test_official_pattern_of_appending_runs_each_tool_once(client: Claude, server: LocalServer) -> None:
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

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
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

    server.reply(tool_use("note", {"text": "x"}))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=[note])
    next(runner)
    runner.append_messages({"role": "user", "content": "never mind"}, replace=True)
    runner.until_done()

    assert executed == []
    assert [turn["role"] for turn in server.requests[-1].body["messages"]] == ["user", "user"]


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
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

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


def test_usage_is_the_sum_over_requests(client: Claude, server: LocalServer) -> None:
    """R-15."""
    usage = {"input_tokens": 10, "output_tokens": 5, "cache_read_input_tokens": 3, "cache_creation_input_tokens": 2}
    server.reply(tool_use("echo", {"text": "x"}), usage=usage)
    server.reply("done", usage=usage)
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    runner.until_done()

    assert {name: runner.usage[name] for name in usage} == {name: 2 * value for name, value in usage.items()}


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


def test_conversation_goes_on_after_the_end(client: Claude, server: LocalServer) -> None:
    server.reply("one")
    server.reply("two")
    runner = client.messages.tool_runner(**BASE, tools=[echo])
    assert runner.until_done().content[0].text == "one"
    runner.append_messages({"role": "user", "content": "again"})

    assert runner.until_done().content[0].text == "two"
    assert [turn["role"] for turn in server.requests[-1].body["messages"]] == ["user", "assistant", "user"]


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


def test_options_of_the_call_are_sent_and_not_stored(client: Claude, server: LocalServer) -> None:
    server.reply(tool_use("echo", {"text": "x"}))
    server.reply("done")
    headers = {"x-secret": "sk-ant-api03-CANARY-canary"}
    runner = client.messages.tool_runner(**BASE, tools=[echo], extra_headers=headers, deadline=30.0)
    runner.until_done()

    assert [request.headers["x-secret"] for request in server.requests] == [headers["x-secret"]] * 2
    assert "CANARY" not in runner.run.to_json()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 99}',
        '{"version": "1"}',
        '{"version": 1}',
        '{"version": 1, "params": [], "messages": 1}',
        "\ufeff",
    ],
)
def test_json_that_is_not_of_a_run_is_refused(text: str) -> None:
    with pytest.raises(RunInvalid):
        Run.from_json(text)


def test_json_of_a_run_has_a_version_and_no_python() -> None:
    run = Run.start({**BASE, "system": "x"})
    data = json.loads(run.to_json())

    assert data["version"] == 1
    assert Run.from_json(run.to_json()) == run
    with pytest.raises(RunInvalid, match="99"):
        Run.from_json(json.dumps({**data, "version": 99}))


def test_steps_that_do_not_fit_are_refused() -> None:
    run = Run.start(BASE)
    with pytest.raises(RunInvalid, match="no call"):
        run.feed_result("x", "y")
    with pytest.raises(RunInvalid, match="ready"):
        run.follow_up("more")
    with pytest.raises(RunInvalid, match="at least 0"):
        Run.start(BASE, max_turns=-1)
    with pytest.raises(RunInvalid, match="no limit"):
        run.extend(max_fun=1)
    with pytest.raises(RunInvalid, match="messages of the model"):
        run.feed_message({"role": "user"})


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
