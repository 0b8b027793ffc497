"""The second half of `make tools-compare`: memory, MCP and fallbacks, in claudewire and in the official SDK."""

from __future__ import annotations

import asyncio
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import mcp.types

from claudewire.testing import LocalServer, api_error, tool_use

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 2_000,
    "messages": [{"role": "user", "content": "Go"}],
}

ROWS = {
    "edits": "memory: of 20 edits of different lines at the same time, kept",
    "memory_errors": "memory: of 6 bad commands, raised to the program in place of an answer for the model",
    "memory_view": "memory: characters of a 5 MB file that a view sends to the model",
    "memory_paths": "memory: of 3 paths outside `/memories`, accepted",
    "mcp_blocking": "MCP: a tool of a session is called in a blocking program",
    "mcp_kept": "MCP: of the 3 contents of a result (text, audio, link), kept",
    "mcp_names": "MCP: of 3 tools with odd or equal names, with a name of their own that the API accepts",
    "mcp_refused": "MCP: of 3 failed or empty results, refused by the API",
    "fallback_requests": "fallbacks: requests after a refusal and a 529 of the second model (3 is right)",
    "fallback_doors": "fallbacks: of 4 ways (`messages` and `beta`, plain and stream), answered by the second model",
}
BAD_COMMANDS: list[dict[str, Any]] = [
    {"command": "str_replace", "path": "/memories/b.txt", "old_str": "x"},
    {"command": "insert", "path": "/memories/b.txt", "insert_line": 0},
    {"command": "view"},
    {"command": "erase", "path": "/memories/a.txt"},
    {"command": "view", "path": "/memories/a\0b"},
    {"command": "view", "path": "/memories/b.txt", "view_range": ["a"]},
]
OUTSIDE = ("/memoriesX/b.txt", "/memories/../b.txt", "/etc/passwd")


def measure_memory(library: str) -> dict[str, Any]:
    if library == "official":
        from anthropic.tools import BetaLocalFilesystemMemoryTool as Memory
    else:
        from claudewire.memory import BetaLocalFilesystemMemoryTool as Memory
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        memory: Any = Memory(folder)

        def call(**command: Any) -> Any:
            return memory.call(command)

        lines = [f"line {n:02} old" for n in range(20)]
        call(command="create", path="/memories/a.txt", file_text="\n".join(lines))
        with ThreadPoolExecutor(20) as pool:
            edits = [
                pool.submit(
                    call, command="str_replace", path="/memories/a.txt", old_str=line, new_str=line[:-3] + "new"
                )
                for line in lines
            ]
            for edit in edits:
                edit.exception()
        found["edits"] = next(Path(folder).rglob("a.txt")).read_text().count("new")

        def raises(command: dict[str, Any]) -> bool:
            try:
                memory.call(command)
            except Exception as error:  # noqa: BLE001  # what it raises is what is measured
                return type(error).__name__ != "ToolError"
            return False

        call(command="create", path="/memories/b.txt", file_text="x")
        found["memory_errors"] = sum(raises(command) for command in BAD_COMMANDS)
        big = "x" * 99 + "\n"
        next(Path(folder).rglob("a.txt")).write_text(big * 50_000)
        try:
            found["memory_view"] = f"{len(str(call(command='view', path='/memories/a.txt'))):,}"
        except Exception as error:  # noqa: BLE001
            found["memory_view"] = f"{len(str(error)):,}"

        def accepted(path: str) -> bool:
            try:
                answer = str(call(command="create", path=path, file_text="x"))
            except Exception:  # noqa: BLE001
                return False
            return not answer.startswith("Error")

        found["memory_paths"] = sum(accepted(path) for path in OUTSIDE)
    return found


class Session:
    """A session of an MCP server that has these tools, and answers every call with this result."""

    def __init__(self, *names: str, result: Any = None) -> None:
        self.names, self.result = names, result

    async def list_tools(self, *given: Any, **options: Any) -> Any:  # noqa: ARG002
        schema: Any = {"type": "object", "properties": {}}
        tools = [mcp.types.Tool.model_validate({"name": name, "inputSchema": schema}) for name in self.names]
        return mcp.types.ListToolsResult(tools=tools)

    async def call_tool(self, *given: Any, **options: Any) -> Any:  # noqa: ARG002
        return self.result


def _result(*content: dict[str, Any], is_error: bool = False) -> Any:
    return mcp.types.CallToolResult.model_validate({"content": list(content), "isError": is_error})


IMAGE = {"type": "image", "data": "iVBORw0KGgo=", "mimeType": "image/png"}
KINDS = _result(
    {"type": "text", "text": "t"},
    {"type": "audio", "data": "AAAA", "mimeType": "audio/wav"},
    {"type": "resource_link", "uri": "file:///x", "name": "x"},
)
FAILED = (_result(IMAGE, is_error=True), _result(is_error=True), _result({"type": "text", "text": ""}))


def measure_mcp(library: str, server: LocalServer) -> dict[str, Any]:
    async def tools_of(*names: str, result: Any = None) -> list[Any]:
        sessions = [Session(name, result=result) for name in names]
        if library == "official":
            from anthropic.lib.tools.mcp import async_mcp_tool

            return [async_mcp_tool((await session.list_tools()).tools[0], session) for session in sessions]  # type: ignore[arg-type]
        from claudewire.mcp import mcp_tools

        return list(await mcp_tools(*sessions))

    def blocking() -> str:
        if library == "official":
            from anthropic.lib.tools.mcp import mcp_tool

            session = Session("look", result=KINDS)
            tool = mcp_tool(asyncio.run(session.list_tools()).tools[0], session)  # type: ignore[arg-type]
            tool.call({})
            return "yes"
        from contextlib import asynccontextmanager

        from claudewire.mcp import McpBridge

        @asynccontextmanager
        async def opened() -> Any:
            yield Session("look", result=KINDS)

        with McpBridge(opened) as bridge:
            bridge.tools()[0].call({})
        return "yes"

    found: dict[str, Any] = {}
    try:
        found["mcp_blocking"] = blocking()
    except Exception as error:  # noqa: BLE001
        found["mcp_blocking"] = f"no: {type(error).__name__}"

    async def call(result: Any) -> Any:
        return await (await tools_of("look", result=result))[0].call({})

    try:
        kept = asyncio.run(call(KINDS))
        found["mcp_kept"] = len(list(getattr(kept, "content", kept)))
    except Exception:  # noqa: BLE001
        found["mcp_kept"] = 0
    names = [tool.name for tool in asyncio.run(tools_of("a/b.c", "look", "look"))]
    found["mcp_names"] = len({name for name in names if re.fullmatch("[a-zA-Z0-9_-]{1,128}", name)})

    refused = 0
    for result in FAILED:
        server.reply(tool_use("look"))
        server.reply("done")
        tool = asyncio.run(tools_of("look", result=result))[0]
        try:
            asyncio.run(_run(library, server.url, tool))
        except Exception:  # noqa: BLE001
            refused += 1
        server.reset()
    found["mcp_refused"] = refused
    return found


async def _run(library: str, url: str, tool: Any) -> None:
    extra: dict[str, Any] = {}
    if library == "official":
        from anthropic import AsyncAnthropic as Client

        extra = {"thread": False}
    else:
        from claudewire import AsyncClaude as Client
    async with Client(base_url=url, api_key="sk-ant-local", max_retries=0) as client:
        await client.beta.messages.tool_runner(**BASE, **extra, tools=[tool]).until_done()


def measure_fallbacks(library: str, server: LocalServer) -> dict[str, Any]:
    if library == "official":
        from anthropic import Anthropic as Client
        from anthropic import BetaRefusalFallbackMiddleware as Fallbacks
    else:
        from claudewire import BetaRefusalFallbackMiddleware as Fallbacks
        from claudewire import Claude as Client

    def client() -> Any:
        middleware = [Fallbacks([{"model": "claude-haiku-4-5"}])]
        return Client(base_url=server.url, api_key="sk-ant-local", max_retries=2, middleware=middleware)

    refusal: Any = {"type": "message", "content": [], "stop_reason": "refusal"}
    found: dict[str, Any] = {}
    server.script([refusal, api_error(529, retry_after=0.01), "fine", "fine", "fine"])
    with client() as one:
        one.beta.messages.create(**BASE)
        found["fallback_requests"] = len(server.requests)
    answered = 0
    for door in ("messages", "beta"):
        for stream in (False, True):
            server.reset()
            server.script([refusal, "fine"])
            with client() as one:
                messages = one.messages if door == "messages" else one.beta.messages
                if stream:
                    with messages.stream(**BASE) as events:
                        last = events.get_final_message()
                else:
                    last = messages.create(**BASE)
                answered += last.stop_reason == "end_turn"
    found["fallback_doors"] = answered
    server.reset()
    return found


def measure_more(library: str, server: LocalServer) -> dict[str, Any]:
    """Returns the figures of one library."""
    return {**measure_memory(library), **measure_mcp(library, server), **measure_fallbacks(library, server)}
