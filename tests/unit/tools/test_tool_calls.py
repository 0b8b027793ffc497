"""Tools in a run: inputs, results, exceptions, context."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import logging
import time
from typing import Any

import pytest

from claudewire import Claude, RequestInvalid, ToolContext, ToolError, ValueInvalid, tool
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import BaseTool
from tests.support.runs import BASE, PNG, Row, results, weather


def test_bad_input_names_place_and_types(client: Claude, server: LocalServer) -> None:
    """F-3."""
    (result,) = results(client, server, [weather], tool_use("weather", {"city": 5, "day": 1}))

    assert result["is_error"] is True
    assert "/city: expected string, got integer 5" in result["content"]
    assert "/day: is not a known key; known are: city, days" in result["content"]


def test_results_of_each_type_are_accepted_by_the_server(client: Claude, server: LocalServer) -> None:
    """F-4."""
    values: list[Any] = [5, {"a": 1}, None, [1], Row(1, dt.date(2026, 1, 2)), PNG, ""]

    @tool
    def give(n: int) -> Any:
        return values[n]

    found = results(client, server, [give], *(tool_use("give", {"n": n}) for n in range(len(values))))

    assert [result["content"] for result in found[:5]] == [
        "5",
        '{"a":1}',
        "(no output)",
        "[1]",
        '{"id":1,"at":"2026-01-02"}',
    ]
    assert found[5]["content"][0]["type"] == "image"


def test_images_of_an_error_follow_the_results(client: Claude, server: LocalServer) -> None:
    """F-5: with `is_error` the API takes only text, and not an empty one."""

    @tool
    def fail(empty: bool) -> str:
        raise ToolError("" if empty else [{"type": "text", "text": "see the picture"}, PNG])

    first, second, image = results(
        client, server, [fail], tool_use("fail", {"empty": False}), tool_use("fail", {"empty": True})
    )

    assert (first["content"], first["is_error"]) == ("see the picture", True)
    assert (second["content"], second["is_error"]) == ("(failed)", True)
    assert image["type"] == "image"


def test_text_of_an_exception_stays_in_the_program(
    client: Claude, server: LocalServer, caplog: pytest.LogCaptureFixture
) -> None:
    """F-6: the model reads reasons that are about the call, and only the class of all others."""
    errors = [
        RuntimeError("key sk-ant-api03-CANARY-canary in /srv/app"),
        ValueError("no such city"),
        KeyError("Oslo"),
        ValueError("see /home/me/app.py with sk-ant-api03-CANARY-canary\nsecond line"),
        ValueError("x" * 1000),
        OSError(2, "No such file", "/etc/passwd"),
    ]
    seen: list[Any] = []

    @tool
    def fail(n: int) -> str:
        raise errors[n]

    server.reply([tool_use("fail", {"n": n}) for n in range(len(errors))])
    server.reply("done")
    with caplog.at_level(logging.WARNING, logger="claudewire"):
        for event in client.messages.tool_runner(**BASE, tools=[fail]).events():
            if event.type == "tool_finished":
                seen.append(event.error)

    texts = [block["content"] for block in server.requests[-1].body["messages"][2]["content"]]
    assert texts[:4] == [
        "the tool failed (RuntimeError)",
        "no such city",
        "not found: Oslo",
        "see [path] with [redacted] second line",
    ]
    assert len(texts[4]) == 301
    assert texts[5] == "the tool failed (FileNotFoundError)"
    assert {id(error) for error in seen} == {id(error) for error in errors}
    assert "the tool fail failed: RuntimeError" in caplog.text
    assert "CANARY" not in caplog.text


def test_on_error_replaces_the_text_or_stops_the_run(client: Claude, server: LocalServer) -> None:
    from claudewire.tools import ToolFailed

    @tool(on_error=lambda error, ctx: f"{ctx.name} says {error}" if isinstance(error, OSError) else None)
    def fail(n: int) -> str:
        raise OSError("disk") if n == 0 else RuntimeError("boom")

    def run_handler(error: Exception, context: Any) -> str | None:
        if context.deps == "strict":
            raise error
        return "run handler"

    found = results(
        client, server, [fail], tool_use("fail", {"n": 0}), tool_use("fail", {"n": 1}), on_error=run_handler
    )
    assert [result["content"] for result in found] == ["fail says disk", "run handler"]

    server.reply(tool_use("fail", {"n": 1}))
    with pytest.raises(ToolFailed) as caught:
        client.messages.tool_runner(**BASE, tools=[fail], on_error=run_handler, deps="strict").until_done()
    assert isinstance(caught.value.__cause__, RuntimeError)
    assert caught.value.run.status == "tools"


def test_context_is_injected_and_hidden(client: Claude, server: LocalServer) -> None:
    """F-9."""
    seen: list[ToolContext[Any]] = []

    @tool(timeout=30)
    def orders(ctx: ToolContext[dict[str, str]], status: str) -> str:
        seen.append(ctx)
        return ctx.deps["user"] + status

    (result,) = results(client, server, [orders], tool_use("orders", {"status": "!"}), deps={"user": "me"})

    assert list(orders.input_schema["properties"]) == ["status"]
    assert result["content"] == "me!"
    (context,) = seen
    assert (context.name, context.turn, context.call_id) == ("orders", 1, result["tool_use_id"])
    assert context.run is not None
    assert context.deadline is not None
    assert not context.cancelled


def test_two_tools_of_one_name_are_refused_before_sending(client: Claude, server: LocalServer) -> None:
    """F-10."""
    definition: Any = {"name": "weather", "input_schema": {"type": "object"}}
    with pytest.raises(RequestInvalid, match="weather"):
        client.messages.tool_runner(**BASE, tools=[weather, definition])
    assert server.requests == []


def test_coroutine_functions_run_in_a_blocking_loop(client: Claude, server: LocalServer) -> None:
    """F-11: all of them in one event loop, so they can share what belongs to a loop."""
    loops: set[int] = set()

    @tool
    async def slow(n: int) -> int:
        loops.add(id(asyncio.get_running_loop()))
        await asyncio.sleep(0)
        return n

    found = results(client, server, [slow], tool_use("slow", {"n": 1}), tool_use("slow", {"n": 2}))

    assert [result["content"] for result in found] == ["1", "2"]
    assert len(loops) == 1


def test_call_that_takes_too_long_is_answered_and_the_run_goes_on(client: Claude, server: LocalServer) -> None:
    """F-14."""
    contexts: list[ToolContext[Any]] = []

    @tool(timeout=0.1)
    def slow(ctx: ToolContext[None]) -> str:
        contexts.append(ctx)
        end = time.monotonic() + 5
        while time.monotonic() < end and not ctx.cancelled:
            time.sleep(0.005)
        return "late"

    @tool(timeout=0.1)
    async def slow_async() -> str:
        await asyncio.sleep(5)
        return "late"

    found = results(client, server, [slow, slow_async], tool_use("slow"), tool_use("slow_async"))

    assert [result["content"] for result in found] == ["the tool timed out after 0.1 s"] * 2
    assert all(result["is_error"] for result in found)
    assert contexts[0].cancelled


def test_unknown_tool_is_answered_with_the_known_names(client: Claude, server: LocalServer) -> None:
    """F-15: no warning (the suite makes warnings errors)."""
    server.reply(tool_use("unknown"))
    server.reply("done")
    definition: Any = {"name": "unknown", "input_schema": {"type": "object"}}

    runner = client.messages.tool_runner(**BASE, tools=[weather])
    runner.set_messages_params(lambda params: {**params, "tools": [*params["tools"], definition]})
    runner.until_done()

    (result,) = runner.run.messages[2]["content"]
    assert result["content"] == "There is no tool 'unknown'. Known tools: weather."
    assert result["is_error"] is True


def test_tool_of_the_api_is_a_subclass(client: Claude, server: LocalServer) -> None:
    class Bash(BaseTool):
        closed = 0

        def to_dict(self) -> dict[str, Any]:
            return {"type": "bash_20250124", "name": "bash"}

        def call(self, input: Any) -> str:
            return f"$ {input['command']}"

        def close(self) -> None:
            self.closed += 1

    bash = Bash()
    server.reply(tool_use("bash", {"command": "ls"}))
    server.reply("done")

    with client.messages.tool_runner(**BASE, tools=[bash]) as runner:
        runner.until_done()
    runner.close()

    assert runner.run.messages[2]["content"][0]["content"] == "$ ls"
    assert bash.closed == 1


def test_strict_tools_are_counted_before_sending(client: Claude, server: LocalServer) -> None:
    def make(n: int) -> Any:
        return tool(name=f"t{n}", strict=True)(weather.func)

    client.messages.tool_runner(**BASE, tools=[make(n) for n in range(20)])
    with pytest.raises(RequestInvalid, match="20 strict tools"):
        client.messages.tool_runner(**BASE, tools=[make(n) for n in range(21)])
    many = dataclasses.make_dataclass("Many", [(f"f{n}", int, 0) for n in range(13)])

    @tool(strict=True)
    def one(value: many) -> None: ...  # type: ignore[valid-type]

    @tool(strict=True)
    def two(value: many) -> None: ...  # type: ignore[valid-type]

    with pytest.raises(RequestInvalid, match="at most 24 optional"):
        client.messages.tool_runner(**BASE, tools=[one, two])
    assert server.requests == []


def test_text_of_other_alphabets_reaches_the_model_as_it_is(client: Claude, server: LocalServer) -> None:
    values: list[Any] = [{"city": "Zürich"}, [PNG, {"city": "Zürich"}]]

    @tool
    def give(n: int) -> Any:
        return values[n]

    plain, mixed = results(client, server, [give], *(tool_use("give", {"n": n}) for n in range(2)))

    assert plain["content"] == '{"city":"Zürich"}'
    assert mixed["content"][1] == {"type": "text", "text": '{"city": "Zürich"}'}


def test_error_of_a_tool_has_no_text_by_default() -> None:
    assert (ToolError().content, str(ToolError())) == ("", "")
    assert ToolError({"type": "text", "text": "a"}).content == [{"type": "text", "text": "a"}]
    assert str(ToolError(["a", {"type": "text", "text": "b"}, PNG])) == "a\nb"


def test_input_that_does_not_fit_keeps_the_error_of_the_type_as_cause() -> None:
    @dataclasses.dataclass
    class Pair:
        n: int

        def __post_init__(self) -> None:
            raise UnicodeError("no such pair")

    @tool
    def take(pair: Pair) -> str:
        return ""

    with pytest.raises(ValueInvalid, match="no such pair") as raised:
        take.call({"pair": {"n": 1}})
    assert isinstance(raised.value.__cause__, UnicodeError)
