"""Tools, prompts and resources of real MCP sessions in memory, and of one over stdio. The numbers are those of the cases (P-1 …)."""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import mcp
import mcp.types as types
import pytest
from mcp.server.lowlevel import Server

from claudewire import AsyncClaude, Claude, ClaudeError, Deny, RunError, tool
from claudewire.mcp import (
    McpBridge,
    MCPTool,
    UnsupportedMCPValueError,
    async_mcp_tool,
    mcp_content,
    mcp_contents,
    mcp_message,
    mcp_resource_to_content,
    mcp_resource_to_contents,
    mcp_resource_to_file,
    mcp_tool,
    mcp_tools,
    result_to_mcp,
    tool_to_mcp,
)
from claudewire.testing import LocalServer, tool_use
from claudewire.tools import ToolError

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(16)).decode()
VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "vectors" / "mcp.json").read_text())
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


# -- names ---------------------------------------------------------------------------------------------------------------


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


# -- results -------------------------------------------------------------------------------------------------------------


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


# -- schemas, errors, options --------------------------------------------------------------------------------------------


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


# -- blocking programs ---------------------------------------------------------------------------------------------------


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


# -- the other direction -------------------------------------------------------------------------------------------------


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


def test_blocks_become_contents_of_mcp() -> None:
    png = base64.b64decode(PNG)
    contents = result_to_mcp(
        ["a", png, {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "b"}}]
    )

    assert contents["isError"] is False
    assert [content["type"] for content in contents["content"]] == ["text", "image", "text"]
    assert result_to_mcp(b"%PDF-1.7")["content"][0]["resource"]["mimeType"] == "application/pdf"
    types.CallToolResult.model_validate(contents)


def test_nothing_here_needs_mcp_to_be_installed() -> None:
    program = "import sys; sys.modules['mcp'] = None; import claudewire.mcp; print('mcp.types' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
