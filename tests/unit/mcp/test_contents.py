"""Contents, prompts and resources of MCP as blocks, and blocks as contents."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mcp.types as types
import pytest

from claudewire.mcp import (
    UnsupportedMCPValueError,
    mcp_content,
    mcp_contents,
    mcp_message,
    mcp_resource_to_content,
    mcp_resource_to_contents,
    mcp_resource_to_file,
    result_to_mcp,
)
from tests.unit.mcp.servers import PNG, text

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "vectors" / "mcp.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: json.dumps(vector["content"])[:60])
def test_content_of_every_kind_becomes_a_block(vector: dict[str, Any]) -> None:
    block = mcp_content(vector["content"])

    source = block.get("source", {})
    value = block.get("text") or (source.get("data") if source.get("type") == "text" else source.get("media_type"))
    assert [block["type"], value] == vector["block"]


def snake(value: Any) -> Any:
    """An object with the fields of a dictionary in snake case, as `mcp` 2 has them."""
    if isinstance(value, dict):
        names = {"mimeType": "mime_type", "isError": "is_error", "structuredContent": "structured_content"}
        return SimpleNamespace(**{names.get(str(key), str(key)): snake(item) for key, item in value.items()})
    return [snake(item) for item in value] if isinstance(value, list) else value


def camel(value: Any) -> Any:
    """The same in camel case, as `mcp` 1 has them."""
    if isinstance(value, dict):
        return SimpleNamespace(**{str(key): camel(item) for key, item in value.items()})
    return [camel(item) for item in value] if isinstance(value, list) else value


def test_objects_of_both_versions_of_mcp_give_the_same() -> None:
    """P-7."""
    contents = [
        text("a"),
        {"type": "image", "data": PNG, "mimeType": "image/png"},
        {"type": "audio", "data": "AAAA", "mimeType": "audio/wav"},
        {"type": "resource", "resource": {"uri": "file:///a.txt", "mimeType": "text/plain", "text": "b"}},
        {"type": "resource_link", "name": "l", "uri": "file:///l", "mimeType": "text/plain"},
    ]
    models = types.CallToolResult.model_validate({"content": contents}).content

    assert (
        mcp_contents(snake(contents)) == mcp_contents(camel(contents)) == mcp_contents(contents) == mcp_contents(models)
    )


def test_prompt_becomes_messages() -> None:
    message = types.PromptMessage.model_validate({"role": "assistant", "content": text("hi")})

    assert mcp_message(message) == {"role": "assistant", "content": [text("hi")]}
    assert mcp_message({"role": "user", "content": [text("a"), text("b")]}, cache_control={"type": "ephemeral"}) == {
        "role": "user",
        "content": [text("a"), {**text("b"), "cache_control": {"type": "ephemeral"}}],
    }


def test_resource_gives_all_contents_the_first_and_a_file() -> None:
    result = types.ReadResourceResult.model_validate(
        {
            "contents": [
                {"uri": "file:///x/a%20b.zip?x=1", "mimeType": "application/zip", "blob": "AA=="},
                {"uri": "file:///c.txt", "mimeType": "text/plain", "text": "c"},
            ]
        }
    )

    assert [block["type"] for block in mcp_resource_to_contents(result)] == ["text", "document"]
    assert mcp_resource_to_content(result)["source"]["data"] == "c"
    assert mcp_resource_to_file(result) == ("a b.zip", b"\x00", "application/zip")
    for function in (mcp_resource_to_contents, mcp_resource_to_content, mcp_resource_to_file):
        with pytest.raises(UnsupportedMCPValueError, match="at least one item"):
            function({"contents": []})


def test_blocks_become_contents_of_mcp() -> None:
    png = base64.b64decode(PNG)
    contents = result_to_mcp(
        ["a", png, {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "b"}}]
    )

    assert contents["isError"] is False
    assert [content["type"] for content in contents["content"]] == ["text", "image", "text"]
    assert result_to_mcp(b"%PDF-1.7")["content"][0]["resource"]["mimeType"] == "application/pdf"
    types.CallToolResult.model_validate(contents)
