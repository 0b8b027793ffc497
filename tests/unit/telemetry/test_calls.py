"""Spans, metrics and events of calls: messages, streams, failures."""

from __future__ import annotations

import gc
import json
from typing import Any

import httpx
import pytest
from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.sdk._logs import LoggerProvider, LogRecordProcessor
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import Decision, StaticSampler
from opentelemetry.trace import SpanKind, StatusCode

from claudewire import APIStatusError, Claude, ConfigurationError, OverloadedError, StreamTruncated
from claudewire.telemetry import Telemetry, instrument
from tests.support.requests import HELLO
from tests.unit.telemetry.conftest import KEY, Recorded

SECRET = "the secret of the user"
ASK = {
    "model": "claude-sonnet-5-5", "max_tokens": 100, "temperature": 0.5, "top_k": 40, "top_p": 1, "stop_sequences": ["END"],
    "system": f"System: {SECRET}", "messages": [{"role": "user", "content": SECRET}], "output_config": {"effort": "low"},
}  # fmt: skip
USAGE = {
    "input_tokens": 10, "output_tokens": 7, "cache_read_input_tokens": 200, "cache_creation_input_tokens": 30,
    "output_tokens_details": {"thinking_tokens": 4},
}  # fmt: skip
MESSAGE = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5-20260901", "stop_reason": "end_turn",
    "stop_sequence": None, "content": [{"type": "text", "text": f"Reply: {SECRET}"}], "usage": USAGE,
}  # fmt: skip


def ok(message=MESSAGE, **headers):
    return httpx.Response(200, json=message, headers={"request-id": "req_1", **headers})


def overloaded():
    error = {"type": "overloaded_error", "message": f"later: {SECRET}"}
    return httpx.Response(529, json={"type": "error", "error": error}, headers={"request-id": "req_0"})


def events(*, until=None):
    """A stream of `MESSAGE`, or its first events."""
    start = {"type": "message_start", "message": {**MESSAGE, "content": [], "stop_reason": None}}
    payloads = [
        start,
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": SECRET}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 7},
        },
        {"type": "message_stop"},
    ]
    text = "".join(f"event: {payload['type']}\ndata: {json.dumps(payload)}\n\n" for payload in payloads[:until])
    return httpx.Response(200, text=text, headers={"content-type": "text/event-stream", "request-id": "req_1"})


def create(client):
    return client.messages.create(**ASK)


def read_stream(call, **options):
    """A function that reads a stream to its end."""

    def read(client):
        with client.messages.stream(**(ASK | options)) as stream:
            return stream.get_final_message()

    async def read_async(client):
        async with client.messages.stream(**(ASK | options)) as stream:
            return await stream.get_final_message()

    return read_async if call.is_async else read


GOLDEN = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "anthropic",
    "gen_ai.request.model": "claude-sonnet-5-5",
    "gen_ai.request.max_tokens": 100,
    "gen_ai.request.temperature": 0.5,
    "gen_ai.request.top_k": 40,
    "gen_ai.request.top_p": 1.0,
    "gen_ai.request.stop_sequences": ("END",),
    "gen_ai.request.reasoning.level": "low",
    "gen_ai.response.id": "msg_1",
    "gen_ai.response.model": "claude-sonnet-5-5-20260901",
    "gen_ai.response.finish_reasons": ("end_turn",),
    "gen_ai.usage.input_tokens": 240,
    "gen_ai.usage.output_tokens": 7,
    "gen_ai.usage.cache_read.input_tokens": 200,
    "gen_ai.usage.cache_write.input_tokens": 30,
    "gen_ai.usage.cache_creation.input_tokens": 30,
    "gen_ai.usage.reasoning.output_tokens": 4,
    "server.address": "api.anthropic.com",
    "server.port": 443,
    "claudewire.request_id": "req_1",
}


class TestSpan:
    def test_a_call_is_one_client_span_with_the_attributes_of_the_conventions(self, call, recorded):
        """O-1"""
        message = call([ok()], create)

        span = recorded.span
        assert message.id == "msg_1"
        assert (span.name, span.kind, span.status.status_code) == (
            "chat claude-sonnet-5-5",
            SpanKind.CLIENT,
            StatusCode.UNSET,
        )
        assert dict(span.attributes) == GOLDEN
        assert span.parent is None

    def test_attempts_are_events_of_one_span(self, call, recorded):
        """O-2: a 529 and a 200."""
        call([overloaded(), ok()], create)

        span = recorded.span
        assert span.status.status_code is StatusCode.UNSET
        assert [event.name for event in span.events] == ["claudewire.attempt"] * 2
        first, second = (dict(event.attributes) for event in span.events)
        assert first.pop("claudewire.attempt.wait") >= 0
        assert first == {
            "http.request.resend_count": 0,
            "http.response.status_code": 529,
            "error.type": "OverloadedError",
        }
        assert second == {"http.request.resend_count": 1, "http.response.status_code": 200}

    def test_a_failed_call_is_marked_with_the_class_of_its_error(self, call, recorded):
        with pytest.raises(OverloadedError):
            call([overloaded()], create)

        span = recorded.span
        assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, "OverloadedError")
        assert span.attributes["error.type"] == "OverloadedError"
        assert span.attributes["gen_ai.response.finish_reasons"] == ("error",)
        assert [event.name for event in span.events] == ["claudewire.attempt"] * 3 + ["exception"]
        (event,) = recorded.events
        assert event.event_name == "gen_ai.client.operation.exception"
        assert dict(event.attributes) == {"exception.type": "OverloadedError"}
        assert event.span_id == span.context.span_id

    def test_an_exception_of_other_code_has_its_module_in_the_type(self, call, recorded):
        def fail(_):
            raise json.JSONDecodeError("no", "", 0)

        with pytest.raises(json.JSONDecodeError):
            call([fail], create)
        assert recorded.span.attributes["error.type"] == "json.decoder.JSONDecodeError"

    def test_empty_content_still_has_a_finish_reason(self, call, recorded):
        call([ok({**MESSAGE, "content": []})], create)
        assert recorded.span.attributes["gen_ai.response.finish_reasons"] == ("end_turn",)

    def test_a_request_for_json_says_so(self, call, recorded):
        schema = {"type": "object", "properties": {}, "additionalProperties": False}
        config = {"format": {"type": "json_schema", "schema": schema}}
        call([ok()], lambda client: client.messages.create(**(ASK | {"output_config": config})))
        assert recorded.span.attributes["gen_ai.output.type"] == "json"

    def test_a_compacted_conversation_says_so(self, call, recorded):
        block = {"type": "compaction", "content": "a summary"}
        call([ok({**MESSAGE, "content": [block]})], create)
        assert recorded.span.attributes["gen_ai.conversation.compacted"] is True

    def test_other_operations_have_no_span(self, call, recorded):
        count = {"input_tokens": 3}
        call([ok(count)], lambda client: client.messages.count_tokens(model="m", messages=HELLO["messages"]))
        assert recorded.spans == []

    def test_raw_requests_for_messages_have_a_span(self, call, recorded):
        call([ok()], lambda client: client.post("/v1/messages", body=ASK, cast_to=dict))
        assert recorded.span.name == "chat claude-sonnet-5-5"

    def test_raw_responses_have_a_span(self, call, recorded):
        call([ok()], lambda client: client.messages.with_raw_response.create(**ASK))
        assert recorded.span.attributes["claudewire.request_id"] == "req_1"

    def test_the_span_is_a_child_of_the_current_one(self, call, recorded):
        tracer = recorded.tracers.get_tracer("test")
        with tracer.start_as_current_span("program") as program:
            call([ok()], create)
        chat = next(span for span in recorded.spans if span.name.startswith("chat"))
        assert chat.parent.span_id == program.get_span_context().span_id

    def test_what_runs_inside_the_call_sees_its_span(self, call, recorded):
        seen = []

        def respond(_):
            seen.append(trace.get_current_span().get_span_context().span_id)
            return ok()

        call([respond], create)
        assert seen == [recorded.span.context.span_id]
        assert not trace.get_current_span().get_span_context().is_valid

    def test_a_middleware_that_asks_twice_has_two_spans(self, call, recorded):
        def again(request):
            yield request
            return (yield request)

        call([ok()], create, middleware=[again])
        assert [span.name for span in recorded.spans] == ["chat claude-sonnet-5-5"] * 2


class TestStream:
    def test_a_stream_is_one_span_to_its_end(self, call, recorded):
        call([events()], read_stream(call))

        attributes = dict(recorded.span.attributes)
        assert attributes.pop("gen_ai.response.time_to_first_chunk") >= 0
        assert attributes == GOLDEN | {"gen_ai.request.stream": True}

    def test_a_stream_that_is_cut_is_marked_as_the_program_sees_it(self, call, recorded):
        """O-3"""
        with pytest.raises(StreamTruncated) as raised:
            call([events(until=3)], read_stream(call))

        span = recorded.span
        assert span.status.status_code is StatusCode.ERROR
        assert span.attributes["error.type"] == "StreamTruncated" == type(raised.value).__name__
        assert span.attributes["gen_ai.response.finish_reasons"] == ("error",)
        assert span.attributes["gen_ai.response.id"] == "msg_1"  # what was known then

    def test_a_stream_that_fails_and_is_retried_is_one_span_without_error(self, call, recorded):
        call([events(until=0), events()], read_stream(call))

        span = recorded.span
        assert span.status.status_code is StatusCode.UNSET
        assert [event.attributes.get("error.type") for event in span.events] == ["StreamTruncated", None]

    def test_a_stream_that_the_program_leaves_is_no_error(self, call, recorded):
        def leave(client):
            with client.messages.stream(**ASK) as stream:
                next(iter(stream))

        async def leave_async(client):
            async with client.messages.stream(**ASK) as stream:
                await anext(aiter(stream))

        call([events()], leave_async if call.is_async else leave)
        span = recorded.span
        assert span.status.status_code is StatusCode.UNSET
        assert span.attributes["claudewire.stream.left"] is True
        assert span.attributes["gen_ai.response.id"] == "msg_1"
        assert "gen_ai.response.finish_reasons" not in span.attributes

    def test_a_stream_that_the_program_drops_has_a_span_too(self, recorded):
        with httpx.Client(transport=httpx.MockTransport(lambda _: events())) as http:
            client = instrument(Claude(api_key=KEY, http_client=http), **recorded.options)
            stream = client.messages.create(stream=True, **ASK)
            next(stream)
            assert recorded.spans == []
            del stream
            gc.collect()
        assert recorded.span.attributes["claudewire.stream.left"] is True

    def test_raw_events_are_recorded_like_the_stream_of_a_message(self, call, recorded):
        def read(client):
            return [event.type for event in client.messages.create(stream=True, **ASK)]

        async def read_async(client):
            return [event.type async for event in await client.messages.create(stream=True, **ASK)]

        call([events()], read_async if call.is_async else read)
        assert recorded.span.attributes["gen_ai.usage.output_tokens"] == 7


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


class TestMetrics:
    def test_the_published_metrics_are_recorded_by_default(self, call, recorded):
        call([ok()], create)
        metrics = recorded.metrics
        assert set(metrics) == {"gen_ai.client.operation.duration", "gen_ai.client.token.usage"}
        (duration,) = metrics["gen_ai.client.operation.duration"]
        assert duration.count == 1
        assert dict(duration.attributes) == {
            name: GOLDEN[name]
            for name in (
                "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.response.model", "server.address",
                "server.port",
            )
        }  # fmt: skip
        tokens = {point.attributes["gen_ai.token.type"]: point.sum for point in metrics["gen_ai.client.token.usage"]}
        assert tokens == {"input": 240, "output": 7}

    def test_the_latest_metrics_are_recorded_on_request(self, call, recorded, monkeypatch):
        monkeypatch.setenv("OTEL_SEMCONV_STABILITY_OPT_IN", "http, gen_ai_latest_experimental")
        call([events()], read_stream(call))
        metrics = recorded.metrics
        assert set(metrics) == {
            "gen_ai.client.inference.duration",
            "gen_ai.client.inference.time_to_first_chunk",
            "gen_ai.client.inference.operation.input_tokens",
            "gen_ai.client.inference.operation.output_tokens",
            "gen_ai.client.inference.usage.input_tokens",
            "gen_ai.client.inference.usage.output_tokens",
            "gen_ai.client.inference.usage.cache_read.input_tokens",
            "gen_ai.client.inference.usage.cache_write.input_tokens",
            "gen_ai.client.inference.usage.reasoning.output_tokens",
        }
        assert metrics["gen_ai.client.inference.usage.input_tokens"][0].value == 240
        assert metrics["gen_ai.client.inference.duration"][0].explicit_bounds[0] == 0.01

    def test_both_families_are_recorded_on_request(self, call, recorded, monkeypatch):
        monkeypatch.setenv("OTEL_SEMCONV_STABILITY_OPT_IN", "gen_ai_latest_experimental/dup")
        call([ok()], create)
        assert {"gen_ai.client.operation.duration", "gen_ai.client.inference.duration"} <= set(recorded.metrics)

    def test_a_failed_call_is_counted_with_its_error(self, call, recorded):
        with pytest.raises(OverloadedError):
            call([overloaded()], create)
        (duration,) = recorded.metrics["gen_ai.client.operation.duration"]
        assert duration.attributes["error.type"] == "OverloadedError"
        assert "gen_ai.client.token.usage" not in recorded.metrics

    def test_the_time_to_the_first_event_of_a_stream_is_a_metric(self, call, recorded):
        call([events()], read_stream(call))
        (first,) = recorded.metrics["gen_ai.client.operation.time_to_first_chunk"]
        assert first.count == 1


class TestOptions:
    def test_the_trace_is_sent_only_if_asked(self, call, recorded):
        call([ok()], create)
        assert "traceparent" not in call.requests[0].headers
        call([ok()], create, telemetry={"propagate": True})
        trace_id = f"{recorded.spans[-1].context.trace_id:032x}"
        assert trace_id in call.requests[0].headers["traceparent"]

    def test_a_conversation_has_an_id_on_every_span(self, call, recorded):
        call([ok()], create, telemetry={"conversation_id": "conv_1"})
        call([ok()], create, telemetry={"conversation_id": lambda: "conv_2"})
        assert [span.attributes["gen_ai.conversation.id"] for span in recorded.spans] == ["conv_1", "conv_2"]

    def test_http_instrumentations_are_told_to_stay_silent_only_if_asked(self, call):
        from opentelemetry.instrumentation.utils import is_http_instrumentation_enabled

        seen = []

        def respond(_):
            seen.append(is_http_instrumentation_enabled())
            return ok()

        call([respond], create)
        call([respond], create, telemetry={"suppress_http": True})
        assert seen == [True, False]

    def test_a_suppressed_context_records_nothing(self, call, recorded):
        from opentelemetry.instrumentation.utils import suppress_instrumentation

        with suppress_instrumentation():
            call([ok()], create)
        assert recorded.spans == []

    def test_a_call_that_has_a_span_of_another_instrumentation_gets_no_second_one(self, call, recorded):
        tracer = recorded.tracers.get_tracer("other")
        with tracer.start_as_current_span("chat m", attributes={"gen_ai.operation.name": "chat"}):
            call([ok()], create)
        assert [span.name for span in recorded.spans] == ["chat m"]
        assert recorded.metrics == {}

    def test_a_client_that_is_instrumented_twice_records_once(self, recorded):
        with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
            client = Claude(api_key=KEY, http_client=http)
            client.messages.create(**ASK)
            assert recorded.spans == []
            assert instrument(client, **recorded.options) is client
            instrument(client, **recorded.options)
            client.messages.create(**ASK)
            client.with_options(timeout=5.0).messages.create(**ASK)
        assert len(recorded.spans) == 2

    def test_the_provider_is_that_of_the_platform(self, recorded):
        from claudewire import ClaudeVertex

        with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
            client = ClaudeVertex(project="p", region="us-east5", access_token="t" * 20, http_client=http)
            instrument(client, **recorded.options).messages.create(**(ASK | {"model": "claude-sonnet-4-5"}))
        assert recorded.span.attributes["gen_ai.provider.name"] == "gcp.vertex_ai"

    def test_telemetry_is_middleware_that_a_client_can_be_made_with(self, recorded):
        with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
            Claude(api_key=KEY, http_client=http, middleware=[Telemetry(**recorded.options)]).messages.create(**ASK)
        assert recorded.span.name == "chat claude-sonnet-5-5"

    def test_the_context_of_the_program_is_left_as_it_was(self, call):
        before = otel_context.get_current()
        call([ok()], create)
        assert otel_context.get_current() is before

    def test_a_disabled_telemetry_records_nothing(self, recorded):
        telemetry = Telemetry(**recorded.options)
        telemetry.enabled = False
        with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
            Claude(api_key=KEY, http_client=http, middleware=[telemetry]).messages.create(**ASK)
        assert recorded.spans == []


def test_two_recorders_do_not_mix():
    one, two = Recorded(), Recorded()
    with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
        instrument(Claude(api_key=KEY, http_client=http), **one.options).messages.create(**ASK)
    assert len(one.spans) == 1
    assert two.spans == []


class Broken:
    """Providers with a part that raises."""

    def __init__(self, part: str) -> None:
        self._part = part

    def _fail(self) -> None:
        raise RuntimeError(f"cannot {self._part}")

    def conversation(self) -> str:
        if self._part == "conversation":
            self._fail()
        return "c"

    def providers(self) -> dict[str, Any]:
        owner = self

        class Processor(SpanProcessor):
            def on_start(self, span: Any, parent_context: Any = None) -> None:
                if owner._part == "start":
                    owner._fail()

            def on_end(self, span: Any) -> None:
                if owner._part == "end":
                    owner._fail()

        class Sampler(StaticSampler):
            def should_sample(self, *given: Any, **options: Any) -> Any:
                if owner._part == "sample":
                    owner._fail()
                return super().should_sample(*given, **options)

        class Logs(LogRecordProcessor):
            def on_emit(self, log_record: Any) -> None:
                if owner._part == "emit":
                    owner._fail()

            def shutdown(self) -> None: ...

            def force_flush(self, timeout_millis: int = 0) -> bool:
                return True

        tracers, loggers = TracerProvider(sampler=Sampler(Decision.RECORD_AND_SAMPLE)), LoggerProvider()
        tracers.add_span_processor(Processor())
        loggers.add_log_record_processor(Logs())
        return {"tracer_provider": tracers, "logger_provider": loggers}


@pytest.mark.parametrize("part", ["start", "end", "sample", "emit", "conversation"])
@pytest.mark.parametrize("stream", [False, True], ids=["message", "stream"])
def test_telemetry_that_fails_does_not_fail_the_call(part: str, stream: bool, caplog: pytest.LogCaptureFixture) -> None:
    broken = Broken(part)
    telemetry = Telemetry(**broken.providers(), content="both", conversation_id=broken.conversation)
    respond = httpx.MockTransport(lambda _: events() if stream else ok())
    with (
        httpx.Client(transport=respond) as http,
        Claude(api_key=KEY, http_client=http, middleware=[telemetry]) as client,
    ):
        if stream:
            with client.messages.stream(**HELLO) as opened:
                message = opened.get_final_message()
        else:
            message = client.messages.create(**HELLO)

    assert message.id == "msg_1"
    warnings = [record.getMessage() for record in caplog.records if record.name == "claudewire"]
    assert set(warnings) == {"telemetry was not recorded: RuntimeError"}
