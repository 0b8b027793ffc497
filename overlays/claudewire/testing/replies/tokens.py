"""A rough count of tokens, by a rule that anybody can check: one token for every four bytes of UTF-8, rounded up.

An image counts 1,600, the most that one costs; a document given as base64 counts a token for every hundred of its
characters. Every message costs 4 more, every tool 20, and thinking blocks of earlier turns nothing. It is not the API's
own count.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final

PER_MESSAGE: Final = 4
PER_TOOL: Final = 20
PER_IMAGE: Final = 1_600


def of_text(text: str) -> int:
    return math.ceil(len(text.encode()) / 4)


def of_json(value: Any) -> int:
    return of_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def of_content(content: Any) -> int:
    """Count the tokens of a message's content: text, or blocks, which may contain blocks."""
    if isinstance(content, str):
        return of_text(content)
    return sum(of_block(block) for block in content or ())


def of_block(block: Mapping[str, Any]) -> int:
    match block.get("type"):
        case "text":
            return of_text(block["text"])
        case "image":
            return PER_IMAGE
        case "document":
            return _document(block["source"])
        case "thinking" | "redacted_thinking":
            return 0
        case "tool_use" | "server_tool_use" | "mcp_tool_use":
            return PER_TOOL + of_text(block["name"]) + of_json(block["input"])
        case "tool_result":
            return PER_TOOL + of_content(block.get("content"))
        case _:
            return of_json(block)


def of_tool(tool: Mapping[str, Any]) -> int:
    return PER_TOOL + of_json(tool)


def of_request(body: Mapping[str, Any]) -> int:
    """Count the input tokens of a message request."""
    total = of_content(body.get("system")) + sum(of_tool(tool) for tool in body.get("tools") or ())
    total += sum(PER_MESSAGE + of_content(message["content"]) for message in body["messages"])
    schema = output_schema(body)
    return total + (of_json(schema) if schema else 0)


def output_schema(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the JSON schema that the response has to follow, or None."""
    config: Mapping[str, Any] = body.get("output_config") or {}
    format_: Mapping[str, Any] = config.get("format") or body.get("output_format") or {}
    schema: Mapping[str, Any] | None = format_.get("schema")
    return schema


def _document(source: Mapping[str, Any]) -> int:
    match source.get("type"):
        case "text":
            return of_text(source["data"])
        case "content":
            return of_content(source["content"])
        case "base64":
            return math.ceil(len(source["data"]) / 100)
        case _:
            return PER_IMAGE
