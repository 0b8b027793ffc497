"""Middleware around tool loops: generators around each tool, and watchers of runs."""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager

import anyio
import httpx
import pytest

from claudewire import AsyncClaude, Claude, Middleware, RunWatcher, ToolError, tool

QUESTION = {"model": "m", "max_tokens": 100, "messages": [{"role": "user", "content": "?"}]}
USAGE = {"input_tokens": 1, "output_tokens": 1}


def reply(*blocks, reason="end_turn"):
    message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "stop_reason": reason, "usage": USAGE}
    return httpx.Response(200, json={**message, "content": list(blocks)})


def asks(name):
    return reply({"type": "tool_use", "id": "t1", "name": name, "input": {"x": 2}}, reason="tool_use")


@tool
def double(x: int) -> str:
    """Doubles a number."""
    return str(2 * x)


@tool
async def double_later(x: int) -> str:
    """Doubles a number."""
    await anyio.sleep(0)
    return str(2 * x)


@tool
def broken(x: int) -> str:
    """Fails."""
    raise ToolError(f"no {x}")


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(request):
    """Run a loop with one tool and a middleware; returns what the model read of the tool."""

    def run(function, *middleware):
        left, sent = [asks(function.name), reply({"type": "text", "text": "done"})], []

        def respond(request):
            sent.append(request)
            return left.pop(0)

        transport = httpx.MockTransport(respond)
        if request.param == "sync":
            with httpx.Client(transport=transport) as http:
                client = Claude(api_key="k", http_client=http, middleware=middleware)
                client.messages.tool_runner(tools=[function], **QUESTION).until_done()
        else:

            async def main():
                async with httpx.AsyncClient(transport=transport) as http:
                    client = AsyncClaude(api_key="k", http_client=http, middleware=middleware)
                    await client.messages.tool_runner(tools=[function], **QUESTION).until_done()

            anyio.run(main, backend=request.param)
        (result,) = json.loads(sent[1].content)["messages"][-1]["content"]
        return result

    return run


class Around(Middleware):
    """Applies a generator function around each tool."""

    def __init__(self, generator):
        self._generator = generator

    def around_tool(self, call):
        return self._generator(call)


FUNCTIONS = pytest.mark.parametrize("function", [double, double_later], ids=["function", "coroutine"])


@FUNCTIONS
def test_a_generator_around_tools_sees_the_call_and_its_result(run, function):
    seen = []

    def log(call):
        seen.append((call.name, call.arguments))
        result = yield call
        seen.append(result)
        return result

    assert run(function, Around(log))["content"] == "4"
    assert seen == [(function.name, {"x": 2}), "4"]


@FUNCTIONS
def test_it_can_change_the_result(run, function):
    def louder(call):
        return (yield call) + "!"

    assert run(function, Around(louder))["content"] == "4!"


@FUNCTIONS
def test_it_can_answer_without_the_tool(run, function):
    def cached(_):
        return "cached"
        yield

    assert run(function, Around(cached))["content"] == "cached"


def test_it_sees_the_exception_of_a_tool_and_can_answer_it(run):
    def rescue(call):
        try:
            return (yield call)
        except ToolError as error:
            return f"rescued: {error}"

    result = run(broken, Around(rescue))
    assert result["content"] == "rescued: no 2"
    assert not result.get("is_error")


@FUNCTIONS
def test_the_first_middleware_is_the_outermost_around_tools_too(run, function):
    def adds(text):
        def generator(call):
            return (yield call) + text

        return Around(generator)

    assert run(function, adds("1"), adds("2"))["content"] == "421"


@pytest.mark.parametrize("generator", [lambda _: 1, lambda call: iter_twice(call)], ids=["function", "yields twice"])
def test_what_is_no_such_generator_is_reported_as_a_failed_tool(run, generator, caplog):
    with caplog.at_level(logging.WARNING, "claudewire"):
        assert run(double, Around(generator))["is_error"]
    assert "around_tool" in caplog.text


def iter_twice(call):
    yield call
    yield call


class Watch(Middleware):
    """Notes what a watcher hears."""

    def __init__(self):
        self.heard = []

    def watch_run(self, run):
        heard = self.heard
        heard.append(("start", run.turns))

        class Watcher(RunWatcher):
            @contextmanager
            def step(self):
                heard.append("step")
                yield

            def end(self, message, error):
                heard.append(("end", message.stop_reason, error))

        return Watcher()


def test_a_watcher_hears_of_each_step_and_of_the_end_once(run):
    watch = Watch()
    run(double, watch)
    assert watch.heard[0] == ("start", 0)
    assert watch.heard[-1] == ("end", "end_turn", None)
    assert watch.heard.count(("end", "end_turn", None)) == 1
    assert "step" in watch.heard


def test_a_watcher_that_fails_is_logged_and_changes_nothing(run, caplog):
    class Failing(Middleware):
        def watch_run(self, run):
            class Watcher(RunWatcher):
                def step(self):
                    raise ValueError("oops")

                def end(self, message, error):
                    raise ValueError("oops")

            return Watcher()

    with caplog.at_level(logging.WARNING, "claudewire"):
        assert run(double, Failing())["content"] == "4"
    assert "the run goes on" in caplog.text
