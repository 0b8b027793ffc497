"""The vectors of `Run` (tests/vectors/runs.json): by hand, and through each driver over a scripted resource."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import trio

from claudewire import OverloadedError
from claudewire.tools import Allow, ApprovalNeeded, BaseTool, Defer, Deny, ResultsNeeded, Run, RunError, RunExhausted
from claudewire.tools.runner import AsyncToolRunner, ToolRunner, async_runner, blocking_runner
from claudewire.tools.state.steps import Ask, Done, Execute, Exhausted, Send, ToolRules, Wait
from claudewire_api.models import Message

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "runs.json").read_text(encoding="utf-8")
)
BASE = {"model": "claude-sonnet-5-5", "max_tokens": 100}


def message(response: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {"id": f"msg_{number}", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5", **response}


def verdict(given: Mapping[str, Any]) -> Allow | Deny | Defer:
    if "allow" in given:
        return Allow(given["allow"])
    return Deny(given["deny"]) if "deny" in given else Defer()


def assert_ended(run: Run, vector: dict[str, Any]) -> None:
    for name, value in vector.get("end", {}).items():
        found = getattr(run, name)
        assert {key: found[key] for key in value} == value if name == "params" else found == value, name
    if "messages" in vector:
        run.step()
        assert run.messages == vector["messages"]


# -- the value by itself -------------------------------------------------------------------------------------------------


def play(vector: dict[str, Any]) -> tuple[list[str], Run, list[dict[str, Any]]]:
    """Feeds a run what the vector says, through JSON between all steps; returns the steps, the run and the requests."""
    run = Run.start(
        {**BASE, **vector.get("params", {}), "messages": [{"role": "user", "content": "go"}]},
        rules={name: ToolRules(**rules) for name, rules in vector["tools"].items()},
        approve_all=vector.get("approve_all", False),
        keep_tool_choice=vector.get("keep_tool_choice", False),
        **vector.get("limits", {}),
    )
    responses, extensions = iter(vector["responses"]), iter(vector.get("extend", ()))
    follow_ups, outside = iter(vector.get("follow_up", ())), vector.get("outside", {})
    steps: list[str] = []
    requests: list[dict[str, Any]] = []
    while True:
        run = Run.from_json(run.to_json())
        step = run.step()
        assert step == run.step()
        match step:
            case Send(params):
                steps.append("send")
                requests.append(params)
                response = next(responses)
                if "error" in response:
                    run.feed_error(OverloadedError("overloaded"))
                    continue
                run.feed_message(message(response, run.turns))
                run.append(*vector.get("append", {}).get(str(run.turns), ()))
            case Execute(calls):
                steps.append(f"execute {' '.join(call.id for call in calls)}")
                known = {call.id: call for call in calls}
                for key in sorted(known, key=vector.get("order", list(known)).index):
                    assert known[key].arguments == vector.get("inputs", {}).get(key, known[key].input)
                    run.feed_result(key, **vector.get("results", {}).get(key, {"content": "ok"}))
            case Ask(calls):
                steps.append(f"ask {' '.join(call.id for call in calls)}")
                given = [call for call in calls if call.id in vector.get("verdicts", {})]
                if not given:
                    return steps, run, requests
                for call in given:
                    run.feed_verdict(call.id, verdict(vector["verdicts"][call.id]))
            case Wait(calls):
                steps.append(f"wait {' '.join(call.id for call in calls)}")
                if not outside:
                    return steps, run, requests
                for call in calls:
                    run.feed_result(call.id, **outside[call.id])
            case Exhausted(limit):
                steps.append(f"exhausted {limit}")
                if (more := next(extensions, None)) is None:
                    return steps, run, requests
                run.extend(**more)
            case Done(_, reason):
                steps.append(f"done {reason}")
                if (content := next(follow_ups, None)) is None:
                    return steps, run, requests
                run.follow_up(content)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_run_takes_the_steps_of_the_vector(vector: dict[str, Any]) -> None:
    """R-3 and R-19."""
    steps, run, requests = play(vector)

    assert steps == vector["steps"]
    assert_ended(run, vector)
    for name, value in vector.get("last_request", {}).items():
        assert requests[-1][name] == value


# -- the drivers ---------------------------------------------------------------------------------------------------------


class Scripted:
    """A resource that returns the responses of a vector, and keeps the requests."""

    def __init__(self, vector: dict[str, Any]) -> None:
        self.requests: list[dict[str, Any]] = []
        self._responses = iter(vector["responses"])

    def create(self, **params: Any) -> Message:
        self.requests.append(params)
        response = next(self._responses)
        if "error" in response:
            raise OverloadedError("overloaded")
        found = message(response, len(self.requests))
        return Message.from_dict(found)


class AsyncScripted(Scripted):
    async def create(self, **params: Any) -> Message:  # type: ignore[override]
        return super().create(**params)


class VectorTool(BaseTool):
    """Returns what the vector says, and keeps the inputs."""

    def __init__(self, name: str, rules: dict[str, Any], vector: dict[str, Any], seen: dict[str, Any]) -> None:
        self._name, self._vector, self._seen = name, vector, seen
        self.approve, self.sequential = rules.get("approve", False), rules.get("sequential", False)
        self.max_uses = rules.get("max_uses")

    def to_dict(self) -> dict[str, Any]:
        return {"name": self._name, "input_schema": {"type": "object"}}

    def call(self, input: Mapping[str, Any]) -> Any:
        raise AssertionError

    def invoke(self, input: Mapping[str, Any], context: Any) -> Any:
        from claudewire.tools import ToolError

        self._seen[context.call_id] = input
        result = self._vector.get("results", {}).get(context.call_id, {"content": "ok"})
        if result.get("is_error"):
            raise ToolError(result["content"])
        return result["content"]


def arguments(vector: dict[str, Any], seen: dict[str, Any]) -> dict[str, Any]:
    tools: list[Any] = []
    for name, rules in vector["tools"].items():
        if rules.get("external"):
            tools.append({"name": name, "input_schema": {"type": "object"}})
        else:
            tools.append(VectorTool(name, rules, vector, seen))
    given: dict[str, Any] = {
        **BASE,
        **vector.get("params", {}),
        **vector.get("limits", {}),
        "messages": [{"role": "user", "content": "go"}],
        "tools": tools,
    }
    if vector.get("keep_tool_choice"):
        given["keep_tool_choice"] = True
    if vector.get("approve_all"):
        given["approve"] = True
    if "verdicts" in vector and not vector.get("approve_all"):
        given["approve"] = None
    return given


def answers(vector: dict[str, Any], runner: Any) -> Callable[[Any], None]:
    """Returns what the program does between two items of a runner: verdicts, results from outside, messages."""

    def answer(item: Any) -> None:
        if isinstance(item, ApprovalNeeded):
            for call in item.calls:
                if call.id in vector.get("verdicts", {}):
                    runner.run.feed_verdict(call.id, verdict(vector["verdicts"][call.id]))
        elif isinstance(item, ResultsNeeded):
            for call in item.calls:
                if call.id in vector.get("outside", {}):
                    runner.run.feed_result(call.id, **vector["outside"][call.id])
        else:
            runner.append_messages(*vector.get("append", {}).get(str(runner.run.turns), ()))

    return answer


def after_error(vector: dict[str, Any], runner: Any, error: Exception, extensions: Iterator[dict[str, Any]]) -> bool:
    """Goes on after an error as the program would. Returns whether it goes on."""
    if isinstance(error, OverloadedError):
        assert error.run is runner.run  # type: ignore[attr-defined]
        return True
    if isinstance(error, RunExhausted) and (more := next(extensions, None)):
        runner.run.extend(**more)
        return True
    assert type(error).__name__ == vector["stops"]
    return False


def drive(vector: dict[str, Any], runner: ToolRunner) -> None:
    answer, extensions, follow_ups = (
        answers(vector, runner),
        iter(vector.get("extend", ())),
        iter(vector.get("follow_up", ())),
    )
    while True:
        try:
            for item in runner:
                answer(item)
            runner.until_done()
        except (RunError, OverloadedError) as error:
            if not after_error(vector, runner, error, extensions):
                return
            continue
        if (content := next(follow_ups, None)) is None:
            return
        runner.append_messages({"role": "user", "content": content})


async def drive_async(vector: dict[str, Any], runner: AsyncToolRunner) -> None:
    answer, extensions, follow_ups = (
        answers(vector, runner),
        iter(vector.get("extend", ())),
        iter(vector.get("follow_up", ())),
    )
    while True:
        try:
            async for item in runner:
                answer(item)
            await runner.until_done()
        except (RunError, OverloadedError) as error:
            if not after_error(vector, runner, error, extensions):
                return
            continue
        if (content := next(follow_ups, None)) is None:
            return
        runner.append_messages({"role": "user", "content": content})


DRIVEN = [vector for vector in VECTORS if not vector.get("pure")]


@pytest.mark.parametrize("mode", ["sync", "asyncio", "trio"])
@pytest.mark.parametrize("vector", DRIVEN, ids=[vector["name"] for vector in DRIVEN])
def test_driver_sends_the_requests_of_the_vector(vector: dict[str, Any], mode: str) -> None:
    """A driver adds nothing to what the run says: the same requests, the same end."""
    _, run, requests = play(vector)
    seen: dict[str, Any] = {}
    given = arguments(vector, seen)

    if mode == "sync":
        resource = Scripted(vector)
        runner: Any = blocking_runner(resource, given)
        drive(vector, runner)
    else:
        resource = AsyncScripted(vector)
        runner = async_runner(resource, given)
        start: Any = asyncio.run if mode == "asyncio" else trio.run
        start(drive_async(vector, runner)) if mode == "asyncio" else start(drive_async, vector, runner)

    assert [request["messages"] for request in resource.requests] == [request["messages"] for request in requests]
    assert runner.run.status == run.status
    assert_ended(runner.run, vector)
    assert {key: seen[key] for key in vector.get("inputs", {})} == vector.get("inputs", {})
