"""Contents of requests and messages on spans and in events."""

from __future__ import annotations

import json

import httpx
import pytest

from claudewire import APIStatusError, ConfigurationError, OverloadedError, StreamTruncated
from claudewire.telemetry import Telemetry
from tests.support.traced_calls import ASK, GOLDEN, MESSAGE, SECRET, create, events, ok, overloaded, read_stream
from tests.unit.telemetry.conftest import KEY


class TestContent:
    def test_no_content_is_recorded_by_default(self, call, recorded):
        """O-5"""
        call([ok()], create)
        with pytest.raises(StreamTruncated):
            call([events(until=3)], read_stream(call))
        with pytest.raises(OverloadedError):
            call([overloaded()], create)
        assert SECRET not in recorded.everything()

    @pytest.mark.parametrize("content", ["none", "events", "attributes", "both"])
    def test_the_key_is_never_recorded(self, call, recorded, content):
        """O-5. Not even if a server repeats it."""
        echo = httpx.Response(
            401, json={"type": "error", "error": {"type": "authentication_error", "message": f"bad key {KEY}"}}
        )
        call([ok()], create, telemetry={"content": content})
        with pytest.raises(APIStatusError):
            call([echo], create, telemetry={"content": content})
        assert KEY not in recorded.everything()

    def test_content_on_spans_has_the_form_of_the_conventions(self, call, recorded):
        message = {
            **MESSAGE, "stop_reason": "tool_use",
            "content": [
                {"type": "thinking", "thinking": "hm", "signature": "s"},
                {"type": "tool_use", "id": "t2", "name": "f", "input": {"a": 1}},
            ],
        }  # fmt: skip
        messages = [
            {"role": "user", "content": [{"type": "text", "text": "see"}, {"type": "image", "source": {"type": "url", "url": "https://x/y.png"}}]},
            {"role": "assistant", "content": [{"type": "tool_use", "id": "t1", "name": "f", "input": {}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": "42"}]},
        ]  # fmt: skip
        tools = [{"name": "f", "description": "does f", "input_schema": {"type": "object"}}]
        call(
            [ok(message)],
            lambda client: client.messages.create(**(ASK | {"messages": messages, "tools": tools})),
            telemetry={"content": "attributes"},
        )
        attributes = {name: value for name, value in recorded.span.attributes.items() if name not in GOLDEN}
        assert {name: json.loads(value) for name, value in attributes.items()} == {
            "gen_ai.system_instructions": [{"type": "text", "content": f"System: {SECRET}"}],
            "gen_ai.input.messages": [
                {"role": "user", "parts": [{"type": "text", "content": "see"}, {"type": "uri", "modality": "image", "uri": "https://x/y.png"}]},
                {"role": "assistant", "parts": [{"type": "tool_call", "id": "t1", "name": "f", "arguments": {}}]},
                {"role": "user", "parts": [{"type": "tool_call_response", "id": "t1", "response": "42"}]},
            ],
            "gen_ai.output.messages": [
                {
                    "role": "assistant",
                    "parts": [
                        {"type": "reasoning", "content": "hm"},
                        {"type": "tool_call", "id": "t2", "name": "f", "arguments": {"a": 1}},
                    ],
                    "finish_reason": "tool_call",
                }
            ],
            "gen_ai.tool.definitions": [{"type": "function", "name": "f", "description": "does f", "parameters": {"type": "object"}}],
        }  # fmt: skip
        assert recorded.events == []

    def test_content_in_events_is_not_on_the_span(self, call, recorded):
        call([ok()], create, telemetry={"content": "events"})
        assert SECRET not in recorded.span.to_json()
        (event,) = recorded.events
        assert event.event_name == "gen_ai.client.inference.operation.details"
        assert event.attributes["gen_ai.request.model"] == "claude-sonnet-5-5"
        assert event.attributes["gen_ai.output.messages"][0]["parts"][0]["content"] == f"Reply: {SECRET}"
        assert event.trace_id == recorded.span.context.trace_id

    @pytest.mark.parametrize(
        ("value", "on_span", "in_event"),
        [
            ("", 0, 0), ("false", 0, 0), ("NO_CONTENT", 0, 0), ("SPAN_ONLY", 1, 0), ("EVENT_ONLY", 0, 1), ("SPAN_AND_EVENT", 1, 1),
            ("true", 0, 1),
        ],
    )  # fmt: skip
    def test_the_variable_of_opentelemetry_asks_for_content(
        self, call, recorded, monkeypatch, value, on_span, in_event
    ):
        monkeypatch.setenv("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", value)
        call([ok()], create)
        assert ("gen_ai.input.messages" in recorded.span.attributes) == on_span
        assert len(recorded.events) == in_event

    def test_an_unknown_kind_of_content_is_refused(self):
        with pytest.raises(
            ConfigurationError, match="content must be one of none, events, attributes, both, not 'all'"
        ):
            Telemetry(content="all")
