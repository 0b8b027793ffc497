"""claudewire and the official SDK, side by side on the same scripted model: typed responses, tools, the loop, memory, MCP, fallbacks.

    make tools-compare

Each library runs in a process of its own. Times are the best of three; everything else is counted.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import tools_compare_stores as stores
from pydantic import BaseModel

from claudewire.testing import LocalServer, tool_use

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 2_000,
    "messages": [{"role": "user", "content": "Go"}],
}
SECRET = "sk-ant-api03-CANARY-canary"
ROWS = {
    "lost": "responses lost (refusal, cut, prose before a call, two blocks, `false`)",
    "leaked": "of 3 exceptions with a key or a path, sent to the model",
    "parallel": "3 tools of 0.3 s, blocking (s)",
    "parallel_async": "3 tools of 0.3 s, asyncio (s)",
    "usage": "output tokens of the run that the loop knows, of 15",
    "resumed": "a 529 at turn 3: the run goes on / tools executed (2 is right)",
    "exhausted": "a limit of 2 turns: tools executed for nothing",
    "decorated": "100 decorated functions (ms)",
    "snapshots": "snapshots of 2,500 deltas, 50 KB (s)",
}


class Person(BaseModel):
    name: str
    age: int


class Items(BaseModel):
    items: list[Person]


def best(measure: Any) -> float:
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        measure()
        times.append(time.perf_counter() - begin)
    return round(min(times), 3)


def measure(library: str) -> dict[str, Any]:
    """Returns the figures of one library."""
    if library == "official":
        import anthropic as sdk
        from anthropic import beta_async_tool as async_tool
        from anthropic import beta_tool as tool

        extra: dict[str, Any] = {"thread": False}
        make, make_async = sdk.Anthropic, sdk.AsyncAnthropic
    else:
        import claudewire as sdk
        from claudewire import tool

        async_tool, extra = tool, {}
        make, make_async = sdk.Claude, sdk.AsyncClaude
    found: dict[str, Any] = {}
    with LocalServer() as server:
        client = make(base_url=server.url, api_key="sk-ant-local", max_retries=0)

        def runner(tools: list[Any], **more: Any) -> Any:
            return client.beta.messages.tool_runner(**{**BASE, **extra, **more}, tools=tools)

        # -- responses that an exception takes away

        lost = 0
        tools: list[Any] = [{"name": "look", "input_schema": {"type": "object"}}]
        cases: list[tuple[Any, dict[str, Any], dict[str, Any]]] = [
            ("I cannot", {"stop_reason": "refusal"}, {"output_format": Person}),
            ('{"name":"A', {"stop_reason": "max_tokens"}, {"output_format": Person}),
            (["Let me look.", tool_use("look")], {}, {"output_format": Person, "tools": tools}),
            (["Here it is:", '{"name":"A","age":1}'], {}, {"output_format": Person}),
            ("false", {}, {"output_format": bool}),
        ]
        for content, how, arguments in cases:
            server.reply(content, **how)
            try:
                message = client.beta.messages.parse(**BASE, **arguments)
                lost += content == "false" and message.parsed_output is not False
            except Exception as error:  # noqa: BLE001  # what it raises is what is measured
                lost += getattr(getattr(error, "message", None), "usage", None) is None
        found["lost"] = f"{lost} of {len(cases)}"

        # -- exceptions

        errors = [
            RuntimeError(f"key {SECRET}"),
            OSError(2, "No such file", "/srv/app/secret.txt"),
            ValueError(f"bad {SECRET}"),
        ]

        @tool
        def fail(n: int) -> str:
            """Fails."""
            raise errors[n]

        server.reply([tool_use("fail", {"n": n}) for n in range(3)])
        server.reply("done")
        runner([fail]).until_done()
        texts = [block["content"] for block in server.requests[-1].body["messages"][-1]["content"]]
        found["leaked"] = sum("CANARY" in text or "/srv/" in text for text in map(str, texts))

        # -- time

        @tool
        def slow(n: int) -> str:
            """Waits."""
            time.sleep(0.3)
            return str(n)

        @async_tool
        async def slow_async(n: int) -> str:
            """Waits."""
            await asyncio.sleep(0.3)
            return str(n)

        def blocking() -> None:
            server.reply([tool_use("slow", {"n": n}) for n in range(3)])
            server.reply("done")
            runner([slow]).until_done()

        async def waiting() -> None:
            server.reply([tool_use("slow_async", {"n": n}) for n in range(3)])
            server.reply("done")
            async with make_async(base_url=server.url, api_key="sk-ant-local") as other:
                await other.beta.messages.tool_runner(**{**BASE, **extra}, tools=[slow_async]).until_done()

        found["parallel"] = best(blocking)
        found["parallel_async"] = best(lambda: asyncio.run(waiting()))

        # -- usage, an error at turn 3, a limit

        executed: list[int] = []

        @tool
        def note(n: int) -> str:
            """Notes."""
            executed.append(n)
            return str(n)

        usage = {"input_tokens": 10, "output_tokens": 5}
        for answer in (tool_use("note", {"n": 1}), tool_use("note", {"n": 2}), "done"):
            server.reply(answer, usage=usage)
        run = runner([note])
        last = run.until_done()
        known = getattr(run, "usage", None)
        found["usage"] = known["output_tokens"] if known else last.usage.output_tokens

        executed.clear()
        for answer in (tool_use("note", {"n": 1}), tool_use("note", {"n": 2}), "done"):
            server.reply(answer)
        server.fault("overloaded", after=2)
        run = runner([note])
        goes_on = "no"
        try:
            run.until_done()
        except sdk.APIStatusError:
            try:
                goes_on = "yes" if run.until_done().stop_reason == "end_turn" else "no: an older message"
            except Exception as error:  # noqa: BLE001  # what it raises is what is measured
                goes_on = f"no: {type(error).__name__}"
        found["resumed"] = f"{goes_on} / {len(executed)}"
        server.reset()

        executed.clear()
        server.reply(tool_use("note", {"n": 1}), times=None)
        run = runner([note], max_iterations=2)
        run.until_done()
        found["exhausted"] = len(executed) - 1
        server.reset()

        # -- decoration and snapshots

        source = "\n".join(
            f"@tool\ndef f{n}(city: str, days: int = 3) -> str:\n    '''Returns the weather.'''\n    return city"
            for n in range(100)
        )
        code = compile(source, "tools", "exec")
        found["decorated"] = round(1000 * best(lambda: exec(code, {"tool": tool, "__name__": "__main__"})), 1)

        text = '{"items":[' + ",".join('{"name":"abcdefgh","age":12}' for _ in range(1780)) + "]}"

        def snapshots() -> None:
            server.reply(text)
            with client.beta.messages.stream(**{**BASE, "max_tokens": 60_000}, output_format=Items) as stream:
                begin, count, spent = time.perf_counter(), 0, 0.0
                for event in stream:
                    if event.type == "text":
                        begin = time.perf_counter()
                        event.parsed_snapshot()
                        spent += time.perf_counter() - begin
                        count += 1
            spans.append((spent / count * 2500, count))

        spans: list[tuple[float, int]] = []
        for _ in range(3):
            snapshots()
        found["snapshots"] = round(min(span for span, _ in spans), 3)
        server.reset()
        found |= stores.measure_more(library, server)
    return found


def main() -> None:
    """Measures both, and prints the table."""
    if len(sys.argv) > 1:
        warnings.simplefilter("ignore")
        print(json.dumps(measure(sys.argv[1])))
        return
    import anthropic

    both: dict[str, dict[str, Any]] = {}
    for library in ("official", "claudewire"):
        done = subprocess.run(
            [sys.executable, __file__, library], check=False, capture_output=True, text=True, timeout=500
        )
        if done.returncode:
            sys.exit(done.stderr)
        both[library] = json.loads(done.stdout.splitlines()[-1])
    table = [f"| | anthropic {anthropic.__version__} | claudewire |", "|---|---|---|"]
    table += [
        f"| {text} | {both['official'][key]} | {both['claudewire'][key]} |"
        for key, text in {**ROWS, **stores.ROWS}.items()
    ]
    print("\n".join(table))
    Path("build").mkdir(exist_ok=True)
    Path("build/tools-compare.md").write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
