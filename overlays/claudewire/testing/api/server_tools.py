"""Canned results of the tools that the API runs itself. No code is run, nothing is searched or fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from claudewire.testing.replies import canned, tokens
from claudewire.testing.replies.canned import Block
from claudewire.testing.state import State

from . import files

_NOWHERE: Final = "https://example.com/"
#: Input tokens from which on a conversation is summarized, if the request does not say.
_COMPACT_AT: Final = 150_000


def run_server_tools(state: State, body: Mapping[str, Any]) -> list[Block]:
    """Return one canned use of each server tool in the request; code execution leaves a file that can be downloaded."""
    if canned.tool_results(body):
        return []
    return [block for tool in body.get("tools") or () for block in _use(state, tool, body)]


def compact(body: Mapping[str, Any]) -> tuple[list[Block], bool]:
    """Return the summary that the request asks for at its size, and whether the response stops there."""
    config: Mapping[str, Any] = body.get("context_management") or {}
    for edit in config.get("edits") or ():
        if edit["type"] == "compact_20260112":
            trigger: Mapping[str, Any] = edit.get("trigger") or {}
            if tokens.of_request(body) >= trigger.get("value", _COMPACT_AT):
                summary = f"A canned summary of {len(body['messages'])} messages: {canned.DISCLAIMER}"
                return [{"type": "compaction", "content": summary}], bool(edit.get("pause_after_compaction"))
    return [], False


def family(tool: Mapping[str, Any]) -> str:
    """Return the type of a tool without its date: `code_execution` for `code_execution_20250825`."""
    kind: str = tool.get("type") or "custom"
    name, _, date = kind.rpartition("_")
    return name if date.isdigit() else kind


def _use(state: State, tool: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Block]:
    match family(tool):
        case "code_execution":
            old = tool["type"] == "code_execution_20250522"
            name = "code_execution" if old else "bash_code_execution"
            sent = {"code": "print('canned')"} if old else {"command": "echo canned > canned.txt"}
            file = files.keep(state, "canned.txt", f"{canned.DISCLAIMER}\n".encode(), "text/plain", downloadable=True)
            output = {"type": f"{name}_output", "file_id": file["id"]}
            ran = {"stdout": "canned\n", "stderr": "", "return_code": 0, "content": [output]}
            yield from _called(state, name, sent, f"{name}_tool_result", {"type": f"{name}_result", **ran})
        case "web_search":
            hit = {
                "type": "web_search_result",
                "title": "Not a search result: claudewire's local server searches nothing",
                "url": _NOWHERE,
                "encrypted_content": canned.SIGNATURE,
                "page_age": None,
            }
            yield from _called(state, "web_search", {"query": "canned"}, "web_search_tool_result", [hit])
        case "web_fetch":
            words = "Not a page: claudewire's local server fetches nothing."
            page = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": words}}
            fetched = {"type": "web_fetch_result", "url": _NOWHERE, "content": page, "retrieved_at": None}
            yield from _called(state, "web_fetch", {"url": _NOWHERE}, "web_fetch_tool_result", fetched)
        case "tool_search_tool_regex" | "tool_search_tool_bm25" as name:
            found = [
                {"type": "tool_reference", "tool_name": other["name"]}
                for other in body["tools"]
                if other.get("defer_loading")
            ]
            result = {"type": "tool_search_tool_search_result", "tool_references": found}
            sent = {"pattern": "."} if name.endswith("regex") else {"query": "canned"}
            yield from _called(state, name, sent, "tool_search_tool_result", result)
        case "advisor":
            advice = {"type": "advisor_result", "text": f"No advice. {canned.DISCLAIMER}"}
            yield from _called(state, "advisor", {}, "advisor_tool_result", advice)
        case "mcp_toolset":
            call = state.ids.new("mcptoolu_01")
            server, name = tool["mcp_server_name"], _mcp_tool(tool)
            yield {"type": "mcp_tool_use", "id": call, "name": name, "server_name": server, "input": {}}
            said = [canned.text("Not a result: claudewire's local server asks no MCP server.")]
            yield {"type": "mcp_tool_result", "tool_use_id": call, "is_error": False, "content": said}
        case _:
            return


def _called(state: State, name: str, sent: Block, kind: str, content: Any) -> Iterator[Block]:
    call: Block = {"type": "server_tool_use", "id": state.ids.new("srvtoolu_01"), "name": name, "input": sent}
    yield call
    yield {"type": kind, "tool_use_id": call["id"], "content": content}


def _mcp_tool(toolset: Mapping[str, Any]) -> str:
    """Return a tool that the request names: the server is not asked for its tools."""
    configs: Mapping[str, Any] = toolset.get("configs") or {}
    return next(iter(configs), "canned_tool")
