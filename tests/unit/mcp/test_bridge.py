"""Sessions of MCP in blocking programs, and our tools in an MCP server."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import mcp
import mcp.types as types
import pytest
from mcp.server.lowlevel import Server

from claudewire import Claude, ClaudeError, RunError, tool
from claudewire.mcp import (
    McpBridge,
    MCPTool,
    mcp_tool,
    mcp_tools,
    result_to_mcp,
    tool_to_mcp,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolError
from tests.unit.mcp.servers import BASE, definition, results, text


def test_bridge_over_stdio_serves_a_blocking_program(client: Claude, server: LocalServer) -> None:
    """P-1."""
    program = str(Path(__file__).with_name("stdio_server.py"))
    parameters = mcp.StdioServerParameters(command=sys.executable, args=[program])
    before = set(threading.enumerate())
    server.script([[tool_use("say_hello", {"name": "Ada"}), tool_use("say_hello", {"name": "Bo"})], "done"])

    with McpBridge(lambda: mcp.Client(parameters)) as bridge:
        tools = bridge.tools()
        client.messages.tool_runner(**BASE, tools=tools).until_done()
        listed = bridge.list_tools()

    assert [found.mcp_name for found in tools] == ["say/hello"]
    assert [answer[0]["text"] for answer in results(server)] == ["Hello, Ada", "Hello, Bo"]
    assert listed.tools[0].name == "say/hello"
    assert set(threading.enumerate()) <= before
    with pytest.raises(ClaudeError, match="inside its with block"):
        bridge.list_tools()


def test_bridge_that_cannot_connect_raises_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    bridge = McpBridge(lambda: mcp.Client(mcp.StdioServerParameters(command="/nonexistent/server")))

    with pytest.raises(OSError, match="nonexistent"), bridge:
        pass

    assert set(threading.enumerate()) <= before


def test_session_of_another_event_loop_stops_the_run_with_the_way_out(client: Claude, server: LocalServer) -> None:
    async def main() -> MCPTool:
        async def call_tool(name: str, arguments: Any) -> Any:
            raise AssertionError

        return mcp_tool(definition("x"), SimpleNamespace(call_tool=call_tool))

    found = asyncio.run(main())

    async def elsewhere() -> Any:
        return found.call({})

    with pytest.raises(RunError, match="hold it with McpBridge"):
        asyncio.run(elsewhere())


def test_our_tool_is_offered_by_an_mcp_server_and_called() -> None:
    @tool
    def weather(city: str) -> str:
        """Returns the weather of a city."""
        if city == "Nowhere":
            raise RuntimeError("key sk-ant-obviously-fake in /srv/app")
        return f"{city}: sun"

    async def list_tools(context: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[types.Tool.model_validate(tool_to_mcp(weather))])

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            value = weather.call(params.arguments or {})
        except Exception as error:
            value = error
        return types.CallToolResult.model_validate(result_to_mcp(value))

    async def main() -> list[Any]:
        async with mcp.Client(Server("ours", on_list_tools=list_tools, on_call_tool=call_tool)) as session:
            found = (await mcp_tools(session))[0]
            out: list[Any] = [found.to_dict()]
            for arguments in ({"city": "Oslo"}, {"city": "Nowhere"}, {"city": 5}):
                try:
                    out.append(await found.call(arguments))
                except ToolError as error:
                    out.append(str(error))
            return out

    described, sun, failed, wrong = anyio.run(main)

    assert described == weather.to_dict()
    assert sun == [text("Oslo: sun")]
    assert failed == "the tool failed (RuntimeError)"
    assert "/city" in wrong


def test_nothing_here_needs_mcp_to_be_installed() -> None:
    program = "import sys; sys.modules['mcp'] = None; import claudewire.mcp; print('mcp.types' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
