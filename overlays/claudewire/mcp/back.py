"""The other direction: a tool of this package as one that an MCP server offers, its result as contents of MCP. Pure functions."""

from __future__ import annotations

from typing import Any, Final

from claudewire._schema.problems import ValueInvalid
from claudewire.tools.errors import ToolError
from claudewire.tools.failures import ToolOutcome, bad_input, failed, succeeded
from claudewire.tools.functions.base import BaseTool

_DATA: Final = "data"


def tool_to_mcp(tool: BaseTool) -> dict[str, Any]:
    """Returns the definition of a tool as `tools/list` has it: `mcp.types.Tool.model_validate(…)` takes it.

    Args:
        tool: The tool.
    """
    definition = tool.to_dict()
    fields = {"name": definition["name"], "inputSchema": definition["input_schema"]}
    return fields if not definition.get("description") else {**fields, "description": definition["description"]}


def result_to_mcp(value: Any) -> dict[str, Any]:
    """Returns what a tool returned, or the exception that it raised, as `tools/call` has it.

    An exception becomes the text that a model would read: without tracebacks, paths and secrets.

    Args:
        value: What the tool returned, or the exception.

    Raises:
        ToolResultInvalid: the value has no form as a result.
    """
    outcome = _outcome(value)
    content: Any = outcome.content
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    return {"content": [_content(block) for block in blocks], "isError": outcome.is_error}


def _outcome(value: Any) -> ToolOutcome:
    if isinstance(value, ValueInvalid) and value.problems:
        return bad_input(value.problems, value)
    return failed(value) if isinstance(value, (ToolError, Exception)) else succeeded(value)


def _content(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] == "text":
        return {"type": "text", "text": block["text"]}
    source: dict[str, Any] = block.get("source") or {}
    if block["type"] == "image" and source.get("type") == "base64":
        return {"type": "image", "data": source[_DATA], "mimeType": source["media_type"]}
    if block["type"] == "document" and source.get("type") == "text":
        return {"type": "text", "text": source[_DATA]}
    if block["type"] == "document" and source.get("type") == "base64":
        resource = {"uri": "attachment:document.pdf", "mimeType": source["media_type"], "blob": source[_DATA]}
        return {"type": "resource", "resource": resource}
    return {"type": "text", "text": f"({block['type']})"}
