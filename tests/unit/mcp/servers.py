"""MCP servers in memory, and runs with their tools."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import anyio
import mcp
import mcp.types as types
from mcp.server.lowlevel import Server

from claudewire import AsyncClaude
from claudewire.mcp import (
    mcp_tools,
)
from claudewire.testing import LocalServer

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(16)).decode()


BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [{"role": "user", "content": "Go"}],
}


def definition(name: str, schema: dict[str, Any] | None = None, **fields: Any) -> types.Tool:
    return types.Tool.model_validate({"name": name, "inputSchema": schema or {"type": "object"}, **fields})


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "text": value}


def make_server(
    tools: list[types.Tool], result: Callable[[str, dict[str, Any]], dict[str, Any]], page: int = 100
) -> Server[Any]:
    """Returns a server that lists its tools in pages, and answers a call with what `result` makes of it."""

    async def list_tools(context: Any, params: Any) -> types.ListToolsResult:
        start = int(getattr(params, "cursor", None) or 0)
        following = str(start + page) if start + page < len(tools) else None
        return types.ListToolsResult(tools=tools[start : start + page], next_cursor=following)

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return types.CallToolResult.model_validate(result(params.name, dict(params.arguments or {})))

    return Server("test", on_list_tools=list_tools, on_call_tool=call_tool)


def run_async(server: LocalServer, servers: list[Server[Any]], **options: Any) -> tuple[list[str], Any]:
    """Runs a loop with all tools of MCP servers, and returns their names and the run."""

    async def main() -> tuple[list[str], Any]:
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(
                AsyncClaude(base_url=server.url, api_key="sk-ant-local", max_retries=0)
            )
            return await drive(client, [await stack.enter_async_context(mcp.Client(one)) for one in servers])

    async def drive(client: AsyncClaude, sessions: list[Any]) -> tuple[list[str], Any]:
        tools = await mcp_tools(*sessions, **options)
        runner = client.messages.tool_runner(**BASE, tools=tools)
        await runner.until_done()
        return [found.name for found in tools], runner.run

    return anyio.run(main)


def results(server: LocalServer, turn: int = -1) -> list[Any]:
    blocks = server.requests[turn].body["messages"][-1]["content"]
    return [block["content"] for block in blocks if block["type"] == "tool_result"]
