"""Servers of the Model Context Protocol: their tools, prompts and resources as ours, and our tools as theirs.

    from claudewire.mcp import mcp_tools

    async with mcp.Client(server) as session:
        client.messages.tool_runner(tools=await mcp_tools(session), …)

`fields` reads objects of any version of `mcp`, `names` makes valid names, `content` converts contents, `back` is the other direction
(all pure); `tools` are the tools of a session, `bridge` holds one for a blocking program. Public: the names below. Nothing here needs
`mcp` to be installed, but the session of the caller does. The package knows tools; it knows no client and no loop.
"""

from __future__ import annotations

from .back import result_to_mcp, tool_to_mcp
from .bridge import McpBridge
from .content import (
    mcp_content,
    mcp_contents,
    mcp_message,
    mcp_resource_to_content,
    mcp_resource_to_contents,
    mcp_resource_to_file,
)
from .fields import UnsupportedMCPValueError
from .tools import MCPTool, async_mcp_tool, mcp_tool, mcp_tools

__all__ = [
    "MCPTool",
    "McpBridge",
    "UnsupportedMCPValueError",
    "async_mcp_tool",
    "mcp_content",
    "mcp_contents",
    "mcp_message",
    "mcp_resource_to_content",
    "mcp_resource_to_contents",
    "mcp_resource_to_file",
    "mcp_tool",
    "mcp_tools",
    "result_to_mcp",
    "tool_to_mcp",
]
