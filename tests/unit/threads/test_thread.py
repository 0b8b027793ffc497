"""`client.messages.thread(…)`: turns, streams, the loop of tools, forks, and what goes wrong. Each test runs blocking and on asyncio."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from claudewire import (
    APIConnectionError,
    AsyncClaude,
    BadRequestError,
    Claude,
    OutputInvalid,
    OverloadedError,
    RequestInvalid,
    StreamTruncated,
    tool,
)
from claudewire.testing import LocalServer, api_error, tool_use

BASE: dict[str, Any] = {"model": "claude-sonnet-5-5", "max_tokens": 200, "system": "Be brief."}


@tool
def echo(text: str) -> str:
    """Says it again."""
    return text


@dataclass
class Person:
    name: str


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def sent(server: LocalServer) -> list[tuple[str | None, int]]:
    """Kind of the thread and number of messages, for each request."""
    return [
        ((request.body.get("thread") or {}).get("type"), len(request.body["messages"])) for request in server.requests
    ]


class Driver:
    """A thread of one kind of client, with blocking methods."""

    def __init__(self, kind: str, server: LocalServer, run: Callable[[Any], Any], **arguments: Any) -> None:
        self.kind, self._run = kind, run
        options: dict[str, Any] = {"base_url": server.url, "api_key": "sk-ant-local", "max_retries": 0}
        self.client: Any = Claude(**options) if kind == "sync" else AsyncClaude(**options)
        self.thread: Any = self.client.beta.messages.thread(**{**BASE, **arguments})

    def of(self, thread: Any) -> Driver:
        other = object.__new__(Driver)
        other.kind, other._run, other.client, other.thread = self.kind, self._run, self.client, thread
        return other

    def send(self, *messages: Any, **overrides: Any) -> Any:
        return self._done(self.thread.send(*messages, **overrides))

    def parse(self, *messages: Any) -> Any:
        return self._done(self.thread.parse(*messages))

    def until_done(self, **arguments: Any) -> Any:
        return self._done(self.thread.tool_runner(**arguments).until_done())

    def read(self, *messages: Any, events: int | None = None) -> Any:
        """Reads a stream to its end, or leaves it after some events."""
        if self.kind == "sync":
            with self.thread.stream(*messages) as stream:
                for _ in zip(range(events), stream, strict=False) if events is not None else ():
                    pass
                return stream.get_final_message() if events is None else None
        return self._run(self._read_async(messages, events))

    async def _read_async(self, messages: Any, events: int | None) -> Any:
        async with self.thread.stream(*messages) as stream:
            for _ in range(events or 0):
                await anext(stream)
            return await stream.get_final_message() if events is None else None

    def _done(self, value: Any) -> Any:
        return value if self.kind == "sync" else self._run(value)

    def close(self) -> None:
        self._done(self.client.close())


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest, server: LocalServer) -> Iterator[Callable[..., Driver]]:
    with asyncio.Runner() as runner:
        made: list[Driver] = []

        def make(**arguments: Any) -> Driver:
            made.append(Driver(request.param, server, runner.run, **arguments))
            return made[-1]

        yield make
        for driver in made:
            driver.close()


@contextmanager
def unchanged(driver: Driver) -> Iterator[None]:
    before = driver.thread.messages
    yield
    assert driver.thread.messages == before


def test_each_turn_sends_only_its_new_messages(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive(tools=[echo], messages=[user("Seed")])
    assert driver.thread.previous_message_id is None

    first = driver.send()
    assert driver.thread.previous_message_id == first.id
    second = driver.read(user("Two"))
    driver.thread.append(user("Three"))
    third = driver.send(user("Four"))

    assert sent(server) == [("create", 1), ("continue", 1), ("continue", 2)]
    assert server.requests[1].body["thread"]["previous_message_id"] == first.id
    assert [{"system", "tools"} & request.body.keys() for request in server.requests[1:]] == [set(), set()]
    assert all("message-threads-2026-08-12" in request.headers["anthropic-beta"] for request in server.requests)
    assert [turn["role"] for turn in driver.thread.messages] == ["user", "assistant"] * 2 + [
        "user",
        "user",
        "assistant",
    ]
    outputs = [message.usage.output_tokens for message in (first, second, third)]
    assert driver.thread.usage["output_tokens"] == sum(outputs)


def test_loop_of_tools_continues_the_thread(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive(tools=[echo])
    driver.send(user("Hi"))
    server.script([tool_use("echo", {"text": "a"}), "done", tool_use("echo", {"text": "b"}), "again", "bye"])

    driver.thread.append(user("Call it"))
    assert driver.until_done().content[0].text == "done"
    driver.thread.append(user("Once more"))
    assert driver.until_done(stream=True).content[0].text == "again"
    driver.send(user("Bye"))

    assert sent(server) == [("create", 1), *[("continue", 1)] * 5]


def test_limit_of_a_loop_counts_from_its_beginning_and_the_thread_goes_on(
    drive: Callable[..., Driver], server: LocalServer
) -> None:
    driver = drive(tools=[echo])
    driver.send(user("Hi"))
    server.script([tool_use("echo", {"text": "a"}), tool_use("echo", {"text": "b"}), "done"])
    driver.thread.append(user("Call it"))

    assert driver.until_done(max_iterations=2).stop_reason == "tool_use"
    with pytest.raises(RequestInvalid, match=r"no result: echo"), unchanged(driver):
        driver.send(user("And now?"))
    assert driver.until_done().content[0].text == "done"
    assert sent(server)[1:] == [("continue", 1)] * 3


def test_results_that_the_program_sends_answer_the_calls(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive(tools=[echo.to_dict()])
    server.script([tool_use("echo", {"text": "a"}), "done"])
    call = driver.send(user("Call it")).content[0]

    result = {"type": "tool_result", "tool_use_id": call.id, "content": "a"}
    assert (
        driver.send({"role": "user", "content": [result, {"type": "text", "text": "Well?"}]}).content[0].text == "done"
    )

    assert [block["type"] for block in server.requests[-1].body["messages"][0]["content"]] == ["tool_result", "text"]


def test_failed_turn_takes_its_messages_back(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    driver.send(user("One"))
    driver.thread.append(user("Appended"))
    server.script([api_error(529, "busy"), "fine"])

    with pytest.raises(OverloadedError), unchanged(driver):
        driver.send(user("Two"))
    driver.send(user("Two"))

    assert sent(server)[1:] == [("continue", 2), ("continue", 2)]


@pytest.mark.parametrize("how", ["broken", "left"])
def test_stream_that_does_not_end_takes_its_messages_back(
    drive: Callable[..., Driver], server: LocalServer, how: str
) -> None:
    driver = drive()
    driver.send(user("One"))
    with unchanged(driver):
        if how == "broken":
            server.fault("truncate")
            with pytest.raises((StreamTruncated, APIConnectionError)):
                driver.read(user("Two"))
        else:
            driver.read(user("Two"), events=2)
    driver.send(user("Two"))

    assert sent(server)[-1] == ("create", 3)  # the API may have the response that was not read


def test_turn_while_another_is_in_progress_is_refused(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    inner = driver.thread.stream(user("One"))
    turn = inner._turn
    with turn, pytest.raises(RequestInvalid, match="in progress"):
        driver.send(user("Two"))
    driver.send(user("Three"))

    assert sent(server) == [("create", 1)]


def test_refused_turn_is_no_part_of_the_conversation(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    driver.send(user("One"))
    server.script([{"canned": "refusal"}, "fine"])
    with unchanged(driver):
        assert driver.send(user("Bad")).stop_reason == "refusal"
    driver.send(user("Good"))

    assert sent(server) == [("create", 1), ("continue", 1), ("create", 3)]


def test_lost_thread_begins_anew_with_the_whole_conversation(drive: Callable[..., Driver], server: LocalServer) -> None:
    marked = {"type": "text", "text": "One", "cache_control": {"type": "ephemeral"}}
    driver = drive()
    driver.send({"role": "user", "content": [marked]})
    server.reset()  # the server forgets its threads
    driver.send({"role": "user", "content": [marked]})
    driver.send(user("Three"))

    assert sent(server) == [("continue", 1), ("create", 3), ("continue", 1)]
    blocks = [block for turn in server.requests[1].body["messages"] for block in turn["content"]]
    assert ["cache_control" in block for block in blocks] == [False, False, True]  # a request takes four of them


@pytest.mark.parametrize("behavior", ["error", "continue_unthreaded"])
def test_thread_that_is_lost_twice_in_a_row_is_not_tried_again_if_wanted(
    drive: Callable[..., Driver], server: LocalServer, behavior: str
) -> None:
    driver = drive(unsupported_request_behavior=behavior)
    lost = api_error(404, "thread: it is gone", code="thread_not_found")
    server.script(["one", lost, "two", lost, "three", "four"])
    for number in range(4):
        driver.send(user(str(number)))

    last = [("create", 5), ("continue", 1)] if behavior == "error" else [(None, 5), (None, 7)]
    assert sent(server) == [("create", 1), ("continue", 1), ("create", 3), ("continue", 1), *last]


def test_response_of_a_fallback_model_begins_a_new_thread(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    server.reply("Hi.", usage={"iterations": [{"type": "fallback_message", "input_tokens": 1, "output_tokens": 1}]})  # type: ignore[dict-item]
    driver.send(user("One"))
    driver.send(user("Two"))

    assert sent(server) == [("create", 1), ("create", 3)]


@pytest.mark.parametrize("thread", [{"type": "create"}, "yes", 1])
def test_loop_takes_a_bool_as_thread(drive: Callable[..., Driver], thread: Any) -> None:
    with pytest.raises(RequestInvalid, match="True or False"):
        drive().client.messages.tool_runner(**BASE, messages=[user("Hi")], tools=[echo], thread=thread)


UNSUPPORTED = api_error(400, "thread: this request cannot be threaded", code="thread_unsupported_request")


def test_api_without_threads_is_an_error_by_default(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    server.script([UNSUPPORTED, "fine"])
    with pytest.raises(BadRequestError, match="cannot be threaded"), unchanged(driver):
        driver.send(user("One"))
    driver.send(user("One"))

    assert sent(server) == [("create", 1), ("create", 1)]


def test_continue_unthreaded_goes_on_with_plain_requests(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive(unsupported_request_behavior="continue_unthreaded")
    server.script([UNSUPPORTED, "fine", "fine", "fine"])
    driver.send(user("One"))
    driver.send(user("Two"))
    fork = driver.of(driver.thread.fork())
    fork.send(user("Three"))

    assert sent(server) == [("create", 1), (None, 1), (None, 3), (None, 5)]


def test_forks_go_on_independently(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive(tools=[echo])
    driver.send(user("One"))
    fork = driver.of(driver.thread.fork())
    fork.send(user("Left"))
    driver.send(user("Right"))
    other = driver.of(driver.client.messages.thread(**{**fork.thread.params, "system": "Be long."}))
    other.send(user("New system"))

    assert sent(server) == [("create", 1), ("create", 3), ("continue", 1), ("create", 5)]
    assert len(driver.thread.messages) == len(fork.thread.messages) == 4
    assert server.requests[-1].body["system"] == "Be long."
    assert server.requests[-1].body["tools"] == server.requests[0].body["tools"]


def test_overrides_are_for_one_turn_and_updates_for_all(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    driver.send(user("One"), max_tokens=50, extra_headers={"x-one": "1"})
    driver.thread.update(max_tokens=60)
    driver.send(user("Two"))

    assert [request.body["max_tokens"] for request in server.requests] == [50, 60]
    assert ["x-one" in request.headers for request in server.requests] == [True, False]


@pytest.mark.parametrize(
    "change", [{"system": "Be long."}, {"tools": [{"name": "t", "input_schema": {"type": "object"}}]}]
)
def test_system_and_tools_of_a_thread_cannot_change(
    drive: Callable[..., Driver], server: LocalServer, change: dict[str, Any]
) -> None:
    driver = drive()
    driver.send(user("One"))
    with pytest.raises(RequestInvalid, match=f"keeps the {next(iter(change))}"), unchanged(driver):
        driver.send(user("Two"), **change)
    driver.thread.update(**change)
    with pytest.raises(RequestInvalid, match="created with"):
        driver.send(user("Two"))

    assert len(server.requests) == 1


def test_system_of_the_first_turn_stays_with_the_thread(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    driver.send(user("One"), system="Be kind.")
    driver.send(user("Two"))

    assert sent(server) == [("create", 1), ("continue", 1)]
    assert driver.thread.params["system"] == "Be kind."


def test_output_format_gives_values_in_turns_streams_and_loops(
    drive: Callable[..., Driver], server: LocalServer
) -> None:
    driver = drive(output_format=Person, tools=[echo])
    good = json.dumps({"name": "Ada"})
    server.script([good, good, tool_use("echo", {"text": "a"}), good, "Nobody."])

    assert driver.parse(user("Who?")).output == Person("Ada")
    assert driver.read(user("Who?")).output == Person("Ada")
    driver.thread.append(user("Who?"))
    assert driver.until_done().output == Person("Ada")
    with pytest.raises(OutputInvalid):
        driver.parse(user("Who?"))

    assert all(request.body["output_config"]["format"] for request in server.requests)
    assert driver.thread.messages[-1]["role"] == "assistant"  # the turn was made all the same


def test_pause_is_continued_with_no_messages(drive: Callable[..., Driver], server: LocalServer) -> None:
    driver = drive()
    server.script([{"canned": "pause_turn"}, "Found."])
    driver.send(user("Search"))
    driver.send()

    assert sent(server) == [("create", 1), ("continue", 0)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"thread": True}, "takes no thread"),
        ({"stream": True}, "takes no stream"),
        ({"unsupported_request_behavior": "x"}, "'x'"),
        ({"extra_body": {"thread": {"type": "create"}}}, "takes no thread"),
        ({"output_format": {"type": "json_schema"}}, "takes a type"),
    ],
)
def test_wrong_arguments_are_refused_at_construction(
    drive: Callable[..., Driver], wrong: dict[str, Any], words: str
) -> None:
    with pytest.raises(RequestInvalid, match=words):
        drive(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"thread": {"type": "create"}}, {"stream": True}, {"messages": []}, {"extra_body": {"thread": 1}}]
)
def test_wrong_arguments_of_a_turn_are_refused_before_it(
    drive: Callable[..., Driver], server: LocalServer, wrong: dict[str, Any]
) -> None:
    driver = drive()
    for use in (driver.send, driver.thread.stream, driver.thread.update):
        with pytest.raises(RequestInvalid, match="takes no"):
            use(**wrong)
    driver.send(user("Hi"))

    assert sent(server) == [("create", 1)]
