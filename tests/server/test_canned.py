"""Canned responses of every kind: by a plain request, or by one switch."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema_rs
import pytest

from claudewire.testing import InvalidScript, LocalServer
from claudewire.testing.replies.situations import SITUATIONS

SWITCH = "x-claudewire-reply"
LOOK = {
    "name": "look",
    "input_schema": {"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]},
}
TOUCH = {"name": "touch", "input_schema": {"type": "object"}}
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
}

Body = dict[str, Any]


def ask(http: httpx.Client, hello: Body, situation: str | None = None, **changes: Any) -> Body:
    headers = {SWITCH: situation} if situation else {}
    response = http.post("/v1/messages", json={**hello, **changes}, headers=headers)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.fixture
def fits(server: LocalServer) -> Any:
    components = server.state.document.raw["components"]
    return jsonschema_rs.validator_for({"$ref": "#/components/schemas/Message", "components": components}).is_valid


class TestSituations:
    @pytest.mark.parametrize("name", SITUATIONS)
    def test_every_situation_is_a_message_of_the_document(
        self, http: httpx.Client, hello: Body, fits: Any, name: str
    ) -> None:
        message = ask(http, hello, name, tools=[LOOK, TOUCH])

        assert fits(message)
        assert "canned" in json.dumps(message).lower() or message["content"] == []

    @pytest.mark.parametrize(
        ("name", "stop_reason", "kinds"),
        [
            ("text", "end_turn", ["text"]),
            ("tool_use", "tool_use", ["tool_use"]),
            ("parallel_tools", "tool_use", ["tool_use", "tool_use"]),
            ("thinking", "end_turn", ["thinking", "text"]),
            ("redacted_thinking", "end_turn", ["redacted_thinking", "text"]),
            ("refusal", "refusal", []),
            ("pause_turn", "pause_turn", ["text", "server_tool_use"]),
            ("max_tokens", "max_tokens", ["text"]),
            ("context_window", "model_context_window_exceeded", ["text"]),
            ("compaction", "compaction", ["compaction"]),
            ("empty", "end_turn", []),
        ],
    )
    def test_situation_has_its_stop_reason_and_blocks(
        self, http: httpx.Client, hello: Body, name: str, stop_reason: str, kinds: list[str]
    ) -> None:
        message = ask(http, hello, name, tools=[LOOK, TOUCH])

        assert (message["stop_reason"], [block["type"] for block in message["content"]]) == (stop_reason, kinds)

    def test_refusal_has_details_and_thinking_a_signature(self, http: httpx.Client, hello: Body) -> None:
        assert ask(http, hello, "refusal")["stop_details"]["type"] == "refusal"
        assert len(ask(http, hello, "thinking")["content"][0]["signature"]) > 50

    def test_situation_can_be_scripted(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        server.script([{"canned": "refusal"}, {"canned": "max_tokens", "usage": {"output_tokens": 3}}])

        assert ask(http, hello)["stop_reason"] == "refusal"
        second = ask(http, hello)
        assert (second["stop_reason"], second["usage"]["output_tokens"]) == ("max_tokens", 3)

    def test_unknown_situation_is_refused(self, server: LocalServer, http: httpx.Client, hello: Body) -> None:
        response = http.post("/v1/messages", json=hello, headers={SWITCH: "joke"})

        assert response.status_code == 400
        assert "there is no canned response 'joke'" in response.json()["error"]["message"]
        with pytest.raises(InvalidScript, match="joke"):
            server.reply({"canned": "joke"})


class TestPlainRequests:
    @pytest.mark.parametrize("place", ["system", "user"])
    def test_schema_in_the_prompt_is_followed(self, http: httpx.Client, hello: Body, place: str) -> None:
        """Clients without native output formats write the schema into the prompt."""
        prompt = f"Answer with JSON that fits this schema: {json.dumps(SCHEMA)}. Example of a brace: {{x}}"
        changes: Body = {"system": prompt} if place == "system" else {"messages": [{"role": "user", "content": prompt}]}

        text = ask(http, hello, **changes)["content"][0]["text"]

        assert jsonschema_rs.is_valid(SCHEMA, json.loads(text))

    @pytest.mark.parametrize("prompt", ["{" * 5_000, '{"type": "object"}', "no { braces } here", '{"properties": 5}'])
    def test_prompt_without_a_schema_is_answered_with_text(self, http: httpx.Client, hello: Body, prompt: str) -> None:
        assert ask(http, hello, system=prompt)["content"][0]["text"].startswith("This is a canned answer")

    @pytest.mark.parametrize(
        ("block", "kind"),
        [
            (
                {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "Grass."}},
                "char_location",
            ),
            (
                {"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": "Grass."}]}},
                "content_block_location",
            ),
            (
                {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0="}},
                "page_location",
            ),
            (
                {
                    "type": "search_result",
                    "source": "https://example.com/",
                    "title": "Grass",
                    "content": [{"type": "text", "text": "Grass."}],
                },
                "search_result_location",
            ),
        ],
    )
    def test_enabled_citations_are_given_for_every_kind_of_source(
        self, http: httpx.Client, hello: Body, fits: Any, block: Body, kind: str
    ) -> None:
        asked = {**block, "citations": {"enabled": True}}
        messages = [{"role": "user", "content": [asked, {"type": "text", "text": "Colour?"}]}]

        message = ask(http, hello, messages=messages)

        assert fits(message)
        assert message["content"][0]["citations"][0]["type"] == kind

    def test_summary_in_place_of_a_response_can_be_asked_for(self, http: httpx.Client, hello: Body, fits: Any) -> None:
        http.headers["anthropic-beta"] = "compact-2026-09-04"
        message = ask(http, hello, compaction={"type": "summarize"})
        assert fits(message)
        assert [block["type"] for block in message["content"]] == ["compaction"]
        assert message["stop_reason"] == "compaction"

    def test_forced_call_fits_its_schema(self, http: httpx.Client, hello: Body) -> None:
        choice = {"type": "tool", "name": "look"}
        content = ask(http, hello, tools=[TOUCH, LOOK], tool_choice=choice)["content"]
        assert content[0]["name"] == "look"
        assert jsonschema_rs.is_valid(LOOK["input_schema"], content[0]["input"])
