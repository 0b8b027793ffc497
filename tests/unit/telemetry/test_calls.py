"""Spans, metrics and events of calls: messages, streams, failures."""

from __future__ import annotations

import gc
import json

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from claudewire import Claude, OverloadedError, StreamTruncated
from claudewire.telemetry import instrument
from tests.support.requests import HELLO
from tests.support.traced_calls import ASK, GOLDEN, MESSAGE, create, events, ok, overloaded, read_stream
from tests.unit.telemetry.conftest import KEY, Recorded


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


def test_two_recorders_do_not_mix():
    one, two = Recorded(), Recorded()
    with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
        instrument(Claude(api_key=KEY, http_client=http), **one.options).messages.create(**ASK)
    assert len(one.spans) == 1
    assert two.spans == []
