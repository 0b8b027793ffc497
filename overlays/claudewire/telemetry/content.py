"""Messages in the form of the conventions: a role and parts. Pure. Used only if a program asks for content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from .attributes import as_json
from .names import INPUT_MESSAGES, OUTPUT_MESSAGES, SYSTEM_INSTRUCTIONS, TOOL_DEFINITIONS

#: The finish reasons of the conventions, by stop reason.
_FINISH: Final = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "pause_turn": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_call",
    "refusal": "content_filter",
}
_MODALITY: Final = {"image": "image", "document": "document"}


def request_content(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a request: instructions, messages, definitions of tools."""
    out: dict[str, Any] = {}
    if params.get("system"):
        out[SYSTEM_INSTRUCTIONS] = _parts(as_json(params["system"]))
    if params.get("messages"):
        out[INPUT_MESSAGES] = [
            {"role": str(message.get("role", "")), "parts": _parts(message.get("content"))}
            for message in as_json(list(params["messages"]))
        ]
    if params.get("tools"):
        out[TOOL_DEFINITIONS] = [_definition(tool) for tool in as_json(list(params["tools"]))]
    return out


def response_content(message: Any, *, failed: bool = False) -> dict[str, Any]:
    """Return the content of a message, which may be incomplete."""
    if message is None:
        return {}
    fields = as_json(message)
    reason = fields.get("stop_reason")
    out: dict[str, Any] = {"role": str(fields.get("role") or "assistant"), "parts": _parts(fields.get("content"))}
    out["finish_reason"] = "error" if failed else _FINISH.get(reason, str(reason or "stop"))
    return {OUTPUT_MESSAGES: [out]}


def as_attributes(content: Mapping[str, Any]) -> dict[str, str]:
    """Return content as attributes of a span, which hold no objects: as JSON."""
    return {name: json.dumps(value, ensure_ascii=False, default=str) for name, value in content.items()}


def _definition(tool: Mapping[str, Any]) -> dict[str, Any]:
    if "input_schema" not in tool:  # defined by the API
        return {"type": str(tool.get("type", "")), "name": str(tool.get("name", ""))}
    out = {"type": "function", "name": tool.get("name"), "parameters": tool["input_schema"]}
    return out | ({"description": tool["description"]} if tool.get("description") else {})


def _parts(content: Any) -> list[dict[str, Any]]:
    if content is None:
        return []
    if isinstance(content, str):
        return [{"type": "text", "content": content}]
    return [_part(cast("dict[str, Any]", block)) for block in content if isinstance(block, dict)]


def _part(block: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(block.get("type", ""))
    if kind == "text":
        return {"type": "text", "content": block.get("text", "")}
    if kind == "thinking":
        return {"type": "reasoning", "content": block.get("thinking", "")}
    if kind in ("tool_use", "server_tool_use", "mcp_tool_use"):
        return {"type": "tool_call", "id": block.get("id"), "name": block.get("name"), "arguments": block.get("input")}
    if kind.endswith("tool_result"):
        return {"type": "tool_call_response", "id": block.get("tool_use_id"), "response": block.get("content")}
    source: Any = block.get("source")
    if kind in _MODALITY and isinstance(source, dict):
        return _file(_MODALITY[kind], cast("dict[str, Any]", source))
    return {"type": kind}  # what the conventions do not know: without its data


def _file(modality: str, source: Mapping[str, Any]) -> dict[str, Any]:
    kind, media_type = source.get("type"), source.get("media_type")
    base = {"modality": modality} | ({"mime_type": media_type} if media_type else {})
    if kind == "url":
        return {"type": "uri", **base, "uri": source.get("url")}
    if kind == "file":
        return {"type": "file", **base, "file_id": source.get("file_id")}
    if kind == "text":
        return {"type": "text", "content": source.get("data", "")}
    return {"type": "blob", **base, "content": source.get("data", "")}
