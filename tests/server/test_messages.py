"""What the local server says, and how it says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest

from claudewire._stream.accumulator import Accumulator
from claudewire.testing import LocalServer, Settings, text, thinking, tool_use
from claudewire.testing.api.messages import write
from claudewire.testing.replies.canned import DISCLAIMER
from claudewire.testing.replies.streams import payloads
from claudewire.testing.state import State

WEATHER = {
    "name": "get_weather",
    "description": "Weather of a city.",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string", "examples": ["Oslo"]}, "days": {"type": "integer", "minimum": 2}},
        "required": ["city"],
    },
}
OUTPUT = {
    "type": "object",
    "properties": {"city": {"type": "string", "enum": ["Oslo"]}, "days": {"type": "integer"}},
    "required": ["city"],
    "additionalProperties": False,
}
SEARCH = {"type": "web_search_20250305", "name": "web_search"}
CODE = {"type": "code_execution_20250825", "name": "code_execution"}
FETCH = {"type": "web_fetch_20250910", "name": "web_fetch"}
FIND = {"type": "tool_search_tool_regex_20251119", "name": "tool_search_tool_regex"}
ADVISOR = {"type": "advisor_20260301", "name": "advisor", "model": "claude-opus-4-6"}
MCP = {
    "mcp_servers": [{"type": "url", "name": "calendar", "url": "https://example.com/mcp"}],
    "tools": [{"type": "mcp_toolset", "mcp_server_name": "calendar", "configs": {"list_events": {"enabled": True}}}],
}
COMPACT = {"type": "compact_20260112", "trigger": {"type": "input_tokens", "value": 1}}
DOCUMENT = {
    "type": "document",
    "title": "Facts",
    "source": {"type": "text", "media_type": "text/plain", "data": "Grass is green. " * 10},
    "citations": {"enabled": True},
}


def turn(content: Any, role: str = "user") -> dict[str, Any]:
    return {"role": role, "content": content}


#: Requests of every shape, by what they are for.
REQUESTS: dict[str, dict[str, Any]] = {
    "text": {},
    "tool": {"tools": [WEATHER]},
    "forced tool": {"tools": [WEATHER], "tool_choice": {"type": "tool", "name": "get_weather"}},
    "server tools": {"tools": [SEARCH, CODE]},
    "more server tools": {"tools": [FETCH, FIND, {**WEATHER, "defer_loading": True}, ADVISOR], "max_tokens": 1000},
    "an MCP server": MCP,
    "compaction": {"context_management": {"edits": [COMPACT]}},
    "thinking": {"thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": 3000},
    "hidden thinking": {"model": "claude-opus-5", "thinking": {"type": "adaptive", "display": "omitted"}},
    "citations": {"messages": [turn([DOCUMENT, {"type": "text", "text": "What is green?"}])]},
    "schema": {"output_config": {"format": {"type": "json_schema", "schema": OUTPUT}}},
    "cut short": {"max_tokens": 3},
    "cache warmer": {"max_tokens": 0},
    "stop sequence": {"stop_sequences": ["canned"]},
    "client tools of the API": {"tools": [{"type": "bash_20250124", "name": "bash"}]},
}


def posted(http: httpx.Client, hello: dict[str, Any], **changes: Any) -> dict[str, Any]:
    response = http.post("/v1/messages", json={**hello, **changes})
    assert response.status_code == 200, response.text
    return response.json()


def refused(http: httpx.Client, hello: dict[str, Any], **changes: Any) -> str:
    response = http.post("/v1/messages", json={**hello, **changes})
    assert response.status_code == 400
    return response.json()["error"]["message"]


@pytest.fixture(scope="module")
def state() -> Iterator[State]:
    made = State(Settings(seed=1))
    yield made
    made.store.close()


class TestContent:
    def test_text_says_that_no_model_wrote_it(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        assert posted(http, hello)["content"][0]["text"].startswith(DISCLAIMER)

    def test_a_tool_is_called_with_an_input_that_fits_its_schema(
        self, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        http.headers["x-claudewire-reply"] = "tool_use"
        message = posted(http, hello, tools=[WEATHER])
        assert message["stop_reason"] == "tool_use"
        assert message["content"][-1]["input"] == {"city": "Oslo", "days": 2}

    def test_a_tool_is_not_called_unless_the_request_or_the_test_asks_for_it(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        """A client with a shell tool must not run what nobody asked for."""
        assert posted(http, hello, tools=[WEATHER])["stop_reason"] == "end_turn"
        server.state.settings = Settings(call_tools=True)
        assert posted(http, hello, tools=[WEATHER])["stop_reason"] == "tool_use"

    def test_arguments_of_a_canned_call_do_nothing_if_they_are_run(
        self, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        shell = {"name": "sh", "input_schema": {"type": "object", "properties": {"command": {"type": "string"}}}}
        for tool in (shell, {"type": "bash_20250124", "name": "bash"}):
            message = posted(http, hello, tools=[tool], tool_choice={"type": "any"})
            assert message["content"][0]["input"]["command"].startswith("# canned")

    def test_a_demanded_tool_is_called_without_talk(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        message = posted(http, hello, tools=[WEATHER], tool_choice={"type": "any"})
        assert [block["type"] for block in message["content"]] == ["tool_use"]

    def test_a_forbidden_tool_is_not_called(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        assert posted(http, hello, tools=[WEATHER], tool_choice={"type": "none"})["stop_reason"] == "end_turn"

    def test_a_tool_result_is_answered_with_text(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        call = {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {}}
        result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "12 degrees"}
        turns = [turn("?"), turn([call], "assistant"), turn([result])]
        assert "12 degrees" in posted(http, hello, tools=[WEATHER], messages=turns)["content"][0]["text"]

    def test_a_schema_is_answered_with_json_that_fits_it(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        message = posted(http, hello, **REQUESTS["schema"])
        assert jsonschema_rs.is_valid(OUTPUT, json.loads(message["content"][0]["text"]))

    def test_a_citation_quotes_the_document(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        citation = posted(http, hello, **REQUESTS["citations"])["content"][0]["citations"][0]
        assert citation["cited_text"] == DOCUMENT["source"]["data"][: citation["end_char_index"]]

    def test_the_answer_ends_where_max_tokens_says(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        message = posted(http, hello, max_tokens=5)
        assert message["stop_reason"] == "max_tokens"
        assert message["usage"]["output_tokens"] == 5

    def test_the_answer_ends_before_a_stop_sequence(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        message = posted(http, hello, stop_sequences=["model", "canned"])
        assert (message["stop_reason"], message["stop_sequence"]) == ("stop_sequence", "canned")
        assert "canned" not in message["content"][0]["text"]

    def test_an_alias_is_answered_by_the_model_that_it_stands_for(
        self, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        assert posted(http, hello, model="claude-haiku-4-5")["model"] == "claude-haiku-4-5-20251001"


class TestServerTools:
    """Each is used once, and what it gives says that it is none."""

    def test_their_results_follow_their_calls(self, state: State, hello: dict[str, Any]) -> None:
        content = write(state, {**hello, **REQUESTS["more server tools"]})["content"]
        calls = [block for block in content if block["type"] == "server_tool_use"]
        assert [call["name"] for call in calls] == ["web_fetch", "tool_search_tool_regex", "advisor"]
        for call in calls:
            result = content[content.index(call) + 1]
            assert result["tool_use_id"] == call["id"]
        assert content[3]["content"]["tool_references"] == [{"type": "tool_reference", "tool_name": "get_weather"}]

    def test_an_mcp_server_is_not_asked(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        """With the first header value of the feature as well as with the newest."""
        for beta in ("mcp-client-2025-11-20", "mcp-client-2025-04-04"):
            http.headers["anthropic-beta"] = beta
            call, result, said = posted(http, hello, **MCP)["content"]
            assert (call["name"], call["server_name"], result["tool_use_id"]) == ("list_events", "calendar", call["id"])
            assert "asks no MCP server" in result["content"][0]["text"]
            assert said["text"].startswith(DISCLAIMER)

    def test_a_long_conversation_is_summarized(self, state: State, hello: dict[str, Any]) -> None:
        def answered(**changes: Any) -> tuple[list[str], str]:
            edits = [{**COMPACT, **changes}]
            message = write(state, {**hello, "context_management": {"edits": edits}})
            return [block["type"] for block in message["content"]], message["stop_reason"]

        assert answered() == (["compaction", "text"], "end_turn")
        assert answered(pause_after_compaction=True) == (["compaction"], "compaction")
        assert answered(trigger=None) == (["text"], "end_turn")

    def test_beta_values_of_other_apis_are_known(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        http.headers["anthropic-beta"] = "claude-code-20250219,dreaming-2026-04-21,code-execution-2025-08-25"
        assert posted(http, hello)["type"] == "message"
        http.headers["anthropic-beta"] = "time-travel"
        assert refused(http, hello) == "Unsupported beta header: time-travel"


class TestShapes:
    """Whatever is asked, the document allows the answer, and the stream adds up to it."""

    @pytest.mark.parametrize("name", REQUESTS)
    def test_the_document_allows_the_answer(self, state: State, hello: dict[str, Any], name: str) -> None:
        assert problems(state, "Message", write(state, {**hello, **REQUESTS[name]})) == []

    @pytest.mark.parametrize("name", REQUESTS)
    def test_the_document_allows_every_event(self, state: State, hello: dict[str, Any], name: str) -> None:
        for payload in payloads(write(state, {**hello, **REQUESTS[name]})):
            assert problems(state, "MessageStreamEvent", payload) == []

    @pytest.mark.parametrize("name", REQUESTS)
    def test_the_events_come_in_a_legal_order_and_add_up_to_the_message(
        self, state: State, hello: dict[str, Any], name: str
    ) -> None:
        message = write(state, {**hello, **REQUESTS[name]})
        whole = Accumulator()
        for payload in payloads(message):
            whole.feed(json.loads(json.dumps(payload)))
        assert whole.finish() == message

    def test_one_message_always_falls_into_the_same_events(self, state: State, hello: dict[str, Any]) -> None:
        message = write(state, hello)
        assert list(payloads(message)) == list(payloads(message))


class TestStreams:
    def test_events_are_written_as_the_api_writes_them(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        response = http.post("/v1/messages", json={**hello, "stream": True})
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        blocks = response.text.removesuffix("\n\n").split("\n\n")
        for block in blocks:
            name, data = block.split("\n")
            assert name == f"event: {json.loads(data.removeprefix('data: '))['type']}"
        assert blocks[2] == 'event: ping\ndata: {"type":"ping"}'

    def test_a_speed_spreads_the_stream_over_time(self, hello: dict[str, Any]) -> None:
        with LocalServer(tokens_per_second=100, seed=1) as server, httpx.Client(base_url=server.url) as http:
            headers = {"x-api-key": "k", "anthropic-version": "2023-06-01"}
            response = http.post("/v1/messages", json={**hello, "stream": True}, headers=headers)
        assert response.elapsed.total_seconds() > 0.5


class TestUsage:
    LONG = "word " * 2000

    def test_the_same_text_counts_the_same_everywhere(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        counted = http.post("/v1/messages/count_tokens", json={k: v for k, v in hello.items() if k != "max_tokens"})
        assert counted.json() == {"input_tokens": posted(http, hello)["usage"]["input_tokens"]}

    def test_a_prefix_is_written_once_and_then_read(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        system = [{"type": "text", "text": self.LONG, "cache_control": {"type": "ephemeral"}}]
        first, second = (posted(http, hello, system=system)["usage"] for _ in range(2))
        assert first["cache_creation_input_tokens"] == second["cache_read_input_tokens"] == 2500
        assert first["cache_creation"]["ephemeral_5m_input_tokens"] == 2500
        assert first["input_tokens"] == second["input_tokens"]
        server.advance(301)
        assert posted(http, hello, system=system)["usage"]["cache_creation_input_tokens"] == 2500

    def test_a_short_prefix_is_not_cached(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        system = [{"type": "text", "text": "short", "cache_control": {"type": "ephemeral"}}]
        assert posted(http, hello, system=system)["usage"]["cache_creation_input_tokens"] == 0


class TestRules:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"messages": []}, "messages: at least one message is required"),
            ({"messages": [turn("")]}, "messages.0: all messages must have non-empty content"),
            (
                {"messages": [turn([{"type": "tool_result", "tool_use_id": "toolu_9"}])]},
                "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_9.",
            ),
            (
                {
                    "messages": [
                        turn("?"),
                        turn([{"type": "tool_use", "id": "a", "name": "b", "input": {}}], "assistant"),
                        turn("!"),
                    ]
                },
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a.",
            ),
            ({"tools": [WEATHER, WEATHER]}, "tools: Tool names must be unique."),
            (
                {"tools": [WEATHER], "tool_choice": {"type": "tool", "name": "other"}},
                "Tool 'other' not found in provided tools",
            ),
            (
                {"max_tokens": 1_000_000},
                "max_tokens: 1000000 > 64000, which is the maximum allowed number of output tokens",
            ),
            (
                {"thinking": {"type": "enabled", "budget_tokens": 2000}},
                "`max_tokens` must be greater than `thinking.budget_tokens`",
            ),
            (
                {"tools": [WEATHER], "tool_choice": {"type": "any"}, "thinking": {"type": "adaptive"}},
                "Thinking may not be enabled when tool_choice forces tool use.",
            ),
            (
                {"system": [{"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}] * 5},
                "A maximum of 4 blocks with cache_control may be provided. Found 5.",
            ),
        ],
    )
    def test_a_rule_that_no_schema_can_say(
        self, http: httpx.Client, hello: dict[str, Any], changes: dict[str, Any], sentence: str
    ) -> None:
        assert sentence in refused(http, hello, **changes)

    def test_results_may_come_in_two_messages_of_one_turn(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        calls = [{"type": "tool_use", "id": name, "name": "b", "input": {}} for name in "ab"]
        results = [turn([{"type": "tool_result", "tool_use_id": name}]) for name in "ab"]
        assert posted(http, hello, messages=[turn("?"), turn(calls, "assistant"), *results])

    def test_server_tools_can_not_be_counted(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        body = {"model": hello["model"], "messages": hello["messages"], "tools": [SEARCH]}
        assert http.post("/v1/messages/count_tokens", json=body).status_code == 400


class TestReplies:
    def test_answers_come_in_the_order_of_the_script_and_then_canned(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.reply("One").reply("Two")
        said = [posted(http, hello)["content"][0]["text"] for _ in range(3)]
        assert said[:2] == ["One", "Two"]
        assert said[2].startswith(DISCLAIMER)

    def test_blocks_become_a_message(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.reply([thinking("Hm."), "Let me look.", tool_use("look", {"at": "it"}), text("…")])
        message = posted(http, hello)
        assert [block["type"] for block in message["content"]] == ["thinking", "text", "tool_use", "text"]
        assert message["stop_reason"] == "tool_use"
        assert message["content"][2]["id"].startswith("toolu_01")

    def test_a_function_sees_the_request(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.reply(lambda body: body["messages"][-1]["content"].upper(), times=None)
        assert [posted(http, hello)["content"][0]["text"] for _ in range(2)] == ["HELLO", "HELLO"]

    def test_a_condition_picks_the_request(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.reply("for opus", when=lambda body: body["model"] == "claude-opus-5")
        assert posted(http, hello)["content"][0]["text"].startswith(DISCLAIMER)
        assert posted(http, hello, model="claude-opus-5")["content"][0]["text"] == "for opus"

    def test_a_whole_message_is_sent_as_it_is(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        refusal = {"type": "refusal", "category": None, "explanation": "no"}
        server.reply(
            {"type": "message", "content": [], "stop_reason": "refusal", "stop_details": refusal, "id": "msg_1"}
        )
        message = posted(http, hello)
        assert (message["id"], message["stop_reason"], message["stop_details"]) == ("msg_1", "refusal", refusal)

    def test_the_stream_of_a_scripted_answer_adds_up_to_it(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.reply([tool_use("look", {"at": "ünï💡code", "deep": [1, {"a": None}]})], usage={"output_tokens": 7})
        response = http.post("/v1/messages", json={**hello, "stream": True})
        whole = Accumulator()
        for line in response.text.splitlines():
            if line.startswith("data: "):
                whole.feed(json.loads(line[6:]))
        assert whole.finish()["content"][0]["input"] == {"at": "ünï💡code", "deep": [1, {"a": None}]}
        assert whole.finish()["usage"]["output_tokens"] == 7

    def test_the_script_obeys_max_tokens_too(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.reply("x" * 1000)
        assert posted(http, hello, max_tokens=10)["stop_reason"] == "max_tokens"


def problems(state: State, name: str, value: Any) -> list[str]:
    schema = {"$ref": f"#/components/schemas/{name}", "components": state.document.raw["components"]}
    return [str(error) for error in jsonschema_rs.validator_for(schema).iter_errors(value)]
