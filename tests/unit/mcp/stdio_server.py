"""An MCP server over standard input and output, for the tests of the bridge."""

from __future__ import annotations

import anyio
import mcp.types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

TOOL = types.Tool.model_validate(
    {
        "name": "say/hello",
        "description": "Greets.",
        "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
)


async def list_tools(context: object, params: object) -> types.ListToolsResult:
    return types.ListToolsResult(tools=[TOOL])


async def call_tool(context: object, params: types.CallToolRequestParams) -> types.CallToolResult:
    text = f"Hello, {(params.arguments or {})['name']}"
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)])


async def main() -> None:
    server = Server("greeter", on_list_tools=list_tools, on_call_tool=call_tool)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


if __name__ == "__main__":
    anyio.run(main)
