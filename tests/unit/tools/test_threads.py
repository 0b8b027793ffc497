"""`tool_runner(thread=True)`: the API keeps the conversation, and the loop goes on without it where the API does not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from claudewire import APIStatusError, AsyncClaude, BadRequestError, Claude, Run, tool
from claudewire.testing import LocalServer, api_error, tool_use

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "system": "Be brief.",
    "messages": [{"role": "user", "content": "Go"}],
}


@tool
def echo(text: str) -> str:
    return text


def sent(server: LocalServer) -> list[tuple[str | None, int]]:
    """Kind of the thread and number of messages, for each request."""
    return [
        ((request.body.get("thread") or {}).get("type"), len(request.body["messages"])) for request in server.requests
    ]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_each_request_sends_only_what_is_new(server: LocalServer, mode: str, stream: bool) -> None:
    script = server.script([tool_use("echo", {"text": "a"}), tool_use("echo", {"text": "b"}), "done"])
    given: dict[str, Any] = {**BASE, "tools": [echo], "thread": True, "stream": stream}
    options: dict[str, Any] = {"base_url": server.url, "api_key": "sk-ant-local"}

    async def main() -> Any:
        async with AsyncClaude(**options) as client:
            runner = client.messages.tool_runner(**given)
            await runner.until_done()
            return runner.run

    if mode == "sync":
        with Claude(**options) as client:
            runner = client.messages.tool_runner(**given)
            runner.until_done()
            run = runner.run
    else:
        run = asyncio.run(main())

    assert sent(server) == [("create", 1), ("continue", 1), ("continue", 1)]
    assert all("system" not in request.body and "tools" not in request.body for request in server.requests[1:])
    assert [len(body["messages"]) for body in script.requests] == [1, 3, 5]
    assert len(run.messages) == 6


@pytest.mark.parametrize(
    "error",
    [
        api_error(400, "thread: Extra inputs are not permitted"),
        api_error(400, "Unexpected value(s) `message-threads-2026-08-12` for the `anthropic-beta` header"),
        api_error(404, "no such feature: thread"),
    ],
    ids=["field", "beta", "missing"],
)
def test_api_without_threads_gets_plain_requests_and_is_not_asked_again(
    client: Claude, server: LocalServer, error: Any
) -> None:
    server.script([error, tool_use("echo", {"text": "a"}), "done", "again"])

    client.messages.tool_runner(**BASE, tools=[echo], thread=True).until_done()
    client.beta.messages.tool_runner(**BASE, tools=[echo], thread=True).until_done()

    assert sent(server) == [("create", 1), (None, 1), (None, 3), (None, 1)]


def test_thread_that_is_lost_goes_on_with_the_whole_conversation(client: Claude, server: LocalServer) -> None:
    runner = client.messages.tool_runner(**BASE, tools=[echo], thread=True)
    server.script([tool_use("echo", {"text": "a"})])
    next(runner)
    server.reset()  # the server forgets its threads
    server.script(["done", "other run"])
    runner.until_done()
    client.messages.tool_runner(**BASE, tools=[echo], thread=True).until_done()

    assert sent(server) == [("continue", 1), (None, 3), ("create", 1)]


def test_refusal_and_changed_tools_begin_a_new_thread(client: Claude, server: LocalServer) -> None:
    @tool
    def late() -> str:
        return "late"

    server.script([{"canned": "refusal"}, tool_use("echo", {"text": "a"}), "done"])
    runner = client.messages.tool_runner(**BASE, tools=[echo], thread=True)
    runner.until_done()
    runner.append_messages({"role": "user", "content": "Once more"})
    next(runner)
    runner.set_messages_params(lambda params: {**params, "system": "Be kind."})
    runner.until_done()

    assert [kind for kind, _ in sent(server)] == ["create", "create", "create"]


def test_other_errors_are_raised_and_the_run_can_be_resumed(client: Claude, server: LocalServer) -> None:
    server.script([tool_use("echo", {"text": "a"}), api_error(400, "max_tokens: too many"), "done"])

    with pytest.raises(BadRequestError) as caught:
        client.messages.tool_runner(**BASE, tools=[echo], thread=True).until_done()
    run = Run.from_json(caught.value.run.to_json())  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.messages.resume(run, tools=[echo], thread=True).until_done()

    assert isinstance(caught.value, APIStatusError)
    assert sent(server) == [("create", 1), ("continue", 1), ("create", 3)]


def test_summary_is_asked_of_the_whole_conversation(client: Claude, server: LocalServer) -> None:
    server.script([tool_use("echo", {"text": "a"}), {"canned": "compaction"}, "done"])
    runner = client.messages.tool_runner(**BASE, tools=[echo], thread=True)
    next(runner)
    runner.compact_before_next_turn()
    runner.until_done()

    assert sent(server)[1] == (None, 3)
    assert sent(server)[2][0] == "create"
