"""Tools of real MCP sessions in memory: names, pages, results, errors. The numbers are those of the cases (P-1 …)."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import anyio
import mcp
import pytest

from claudewire import Deny
from claudewire.mcp import (
    MCPTool,
    async_mcp_tool,
    mcp_tool,
    mcp_tools,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolError
from tests.unit.mcp.servers import PNG, definition, make_server, results, run_async, text


def test_odd_and_equal_names_of_two_servers_are_valid_distinct_and_stable(server: LocalServer) -> None:
    """P-2."""
    first = make_server(
        [definition("a/b.c"), definition("a_b_c"), definition("look")], lambda n, a: {"content": [text(f"1 {n}")]}
    )
    second = make_server([definition("a/b.c"), definition("look")], lambda n, a: {"content": [text(f"2 {n}")]})

    def names_and_results() -> tuple[list[str], list[Any]]:
        server.reset()
        server.script([lambda body: [tool_use(found["name"], {}) for found in body["tools"]], "done"])
        names, _ = run_async(server, [first, second])
        return names, results(server)

    names, answers = names_and_results()

    assert names[1] == "a_b_c"  # valid, and so unchanged
    assert names[2] == "look"
    assert len(set(names)) == 5
    assert [answer[0]["text"] for answer in answers] == ["1 a/b.c", "1 a_b_c", "1 look", "2 a/b.c", "2 look"]
    assert names_and_results() == (names, answers)


def test_prefix_separates_servers_and_is_cut_before_the_name() -> None:
    async def main() -> list[list[str]]:
        long = "n" * 120
        server = make_server(
            [definition("look"), definition(long), definition("m" * 200)], lambda n, a: {"content": []}
        )
        async with mcp.Client(server) as session:
            return [
                [found.name for found in await mcp_tools(session, prefix="files.and more_")],
                [found.name for found in await mcp_tools(session, include=["look"])],
                [
                    found.name
                    for found in await mcp_tools(session, session, prefix=["a_", "b_"], exclude=[long, "m" * 200])
                ],
            ]

    prefixed, included, both = anyio.run(main)

    assert prefixed[0] == "files_and_more_look"
    assert prefixed[1] == "files_an" + "n" * 120
    assert len(prefixed[2]) == 128
    assert included == ["look"]
    assert both == ["a_look", "b_look"]


def test_pages_of_tools_are_all_read() -> None:
    """P-5."""
    tools = [definition(f"t{n}") for n in range(250)]

    async def main() -> list[MCPTool]:
        async with mcp.Client(make_server(tools, lambda n, a: {"content": []})) as client:
            through_client = await mcp_tools(client)
            assert len(await mcp_tools(client.session)) == 250
            return through_client

    found = anyio.run(main)

    assert [item.mcp_name for item in found] == [f"t{n}" for n in range(250)]


def test_server_that_repeats_a_page_does_not_hang() -> None:
    class Session:
        async def list_tools(self, cursor: str | None = None) -> Any:
            return {"tools": [{"name": "x", "inputSchema": {}}], "nextCursor": "again"}

    found = asyncio.run(mcp_tools(Session()))

    assert [item.name for item in found] == ["x", *(item.name for item in found[1:])]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (
            {
                "content": [
                    text("hello"),
                    {"type": "audio", "data": "AAAA", "mimeType": "audio/wav"},
                    {"type": "resource_link", "name": "a.txt", "uri": "file:///a.txt", "mimeType": "text/plain"},
                ]
            },
            ["hello", "(audio: audio/wav, 3 bytes)", "(resource link: a.txt, text/plain, file:///a.txt)"],
        ),
        ({"content": [text(""), text("x")]}, ["x"]),
        ({"content": []}, "(no output)"),
        ({"content": [text("")]}, "(no output)"),
        ({"content": [], "structuredContent": {"a": 1}}, '{"a": 1}'),
        ({"content": [text("x")], "structuredContent": {"a": 1}}, ["x"]),
        ({"content": [], "isError": True}, "(failed)"),
        ({"content": [text("")], "isError": True}, "(failed)"),
        ({"content": [text("bad"), {"type": "image", "data": PNG, "mimeType": "image/PNG"}], "isError": True}, "bad"),
        ({"content": [{"type": "image", "data": PNG, "mimeType": "image/PNG"}], "isError": True}, "(failed)"),
    ],
)  # fmt: skip
def test_result_of_every_form_is_accepted(server: LocalServer, result: dict[str, Any], expected: Any) -> None:
    """P-3 and P-4."""
    server.script([tool_use("x", {}), "done"])

    run_async(server, [make_server([definition("x")], lambda n, a: result)])

    answer = results(server)[0]
    assert (answer if isinstance(answer, str) else [block["text"] for block in answer]) == expected
    if result.get("isError") and "image" in json.dumps(result):
        assert server.requests[-1].body["messages"][-1]["content"][1]["type"] == "image"


def test_structured_content_is_added_on_demand() -> None:
    session = SimpleNamespace(
        call_tool=lambda name, arguments: {"content": [text("x")], "structuredContent": {"a": 1}, "isError": False}
    )

    always = mcp_tool(definition("x"), session, structured="always").call({})
    never = mcp_tool(definition("x"), session, structured="never").call({})

    assert always == [text("x"), text('{"a": 1}')]
    assert never == [text("x")]


def test_strict_schema_is_accepted_or_its_loss_is_named(server: LocalServer) -> None:
    """P-6."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "a": {"type": ["string", "null"]},
            "b": {"oneOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]},
            "c": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
        "required": ["a", "b", "c"],
    }
    recursive = {"type": "object", "properties": {"next": {"$ref": "#"}}}
    seen: list[Any] = []

    def result(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        seen.append(arguments)
        return {"content": [text("ok")]}

    server.script([tool_use("x", {"a": None, "b": 1, "c": [{"key": "k", "value": 2}]}), "done"])

    run_async(server, [make_server([definition("x", schema), definition("y", recursive)], result)], strict=True)

    sent = {found["name"]: found for found in server.requests[0].body["tools"]}
    assert sent["x"]["strict"] is True
    assert "strict" not in sent["y"]
    assert seen == [{"a": None, "b": 1, "c": {"k": 2}}]
    strict, open_one = (mcp_tool(definition("x", found), None, strict=True) for found in (schema, recursive))
    assert [loss.keyword for loss in strict.losses] == ["oneOf", "minimum"]
    assert open_one.losses[0].kept_as.startswith("not strict: ")


def test_errors_of_the_server_and_of_the_connection_are_one_clear_text(server: LocalServer) -> None:
    def result(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        raise mcp.MCPError(-32602, "no such city")

    server.script([tool_use("x", {}), "done"])
    run_async(server, [make_server([definition("x")], result)])
    assert results(server) == ["The MCP server refused the call: no such city"]

    async def lost(name: str, arguments: Any) -> Any:
        raise anyio.ClosedResourceError

    with pytest.raises(ToolError, match=r"^The connection to the MCP server is lost\.$"):
        asyncio.run(mcp_tool(definition("x"), SimpleNamespace(call_tool=lost)).call({}))


def test_call_needs_a_verdict_as_that_of_a_function_does(server: LocalServer) -> None:
    server.script([tool_use("x", {}), "done"])

    run_async(
        server, [make_server([definition("x")], lambda n, a: {"content": []})], approve=lambda call, run: Deny("No.")
    )

    assert results(server) == ["No."]


def test_definition_has_the_fields_of_the_api_and_no_empty_description() -> None:
    found = async_mcp_tool(definition("x"), None, cache_control={"type": "ephemeral"}, defer_loading=True)

    assert found.to_dict() == {
        "name": "x",
        "input_schema": {"type": "object"},
        "cache_control": {"type": "ephemeral"},
        "defer_loading": True,
    }
    with pytest.raises(TypeError, match="no option 'colour'"):
        mcp_tool(definition("x"), None, colour="red")
