"""Options of telemetry, and providers that are absent or broken."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

import httpx
import pytest
from opentelemetry import context as otel_context
from opentelemetry.sdk._logs import LoggerProvider, LogRecordProcessor
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import Decision, StaticSampler

from claudewire import Claude, ConfigurationError
from claudewire.telemetry import Telemetry, instrument
from tests.support.requests import HELLO
from tests.support.traced_calls import ASK, create, events, ok
from tests.unit.telemetry.conftest import KEY


class TestOptions:
    def test_the_trace_is_sent_only_if_asked(self, call, recorded):
        call([ok()], create)
        assert "traceparent" not in call.requests[0].headers
        call([ok()], create, telemetry={"propagate": True})
        trace_id = f"{recorded.spans[-1].context.trace_id:032x}"
        assert trace_id in call.requests[0].headers["traceparent"]

    def test_a_propagator_that_fails_costs_the_header_and_not_the_call(self, call, monkeypatch):
        def inject(*_, **__):
            raise RuntimeError("broken")

        monkeypatch.setattr("opentelemetry.propagate.inject", inject)

        assert call([ok()], create, telemetry={"propagate": True}).id == "msg_1"
        assert "traceparent" not in call.requests[0].headers

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("a", "x\r\ny: z"), ("a", 5), ("a", None), ("a b", "x"), (5, "x"), ("baggage", "ü=1"), ("x-api-key", "other"),
            ("Authorization", "Bearer other"), ("content-length", "1"), ("host", "evil.example"),
        ],
    )  # fmt: skip
    def test_a_header_of_a_propagator_that_cannot_be_sent_is_left_out(self, call, monkeypatch, name, value):
        def inject(carrier, **_):
            carrier["traceparent"] = "00-1"
            carrier[name] = value
            carrier["tracestate"] = "a=b"

        monkeypatch.setattr("opentelemetry.propagate.inject", inject)

        assert call([ok()], create, telemetry={"propagate": True}).id == "msg_1"
        headers = call.requests[0].headers
        assert (headers["traceparent"], headers["tracestate"], headers["x-api-key"]) == ("00-1", "a=b", KEY)
        assert value not in list(headers.values())

    def test_a_propagator_that_is_not_installed_costs_the_header_and_not_the_import(self):
        code = "from claudewire.telemetry import Telemetry; Telemetry(propagate=True)"
        environ = {**os.environ, "OTEL_PROPAGATORS": "no_such_propagator"}
        done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

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


@pytest.mark.parametrize(
    "options",
    [
        {"tracer_provider": "x"}, {"meter_provider": 5}, {"logger_provider": object()}, {"provider": None}, {"provider": 5},
        {"agent_name": 5}, {"conversation_id": 5}, {"conversation_id": b"x"},
    ],
    ids=lambda options: " ".join(options),
)  # fmt: skip
def test_an_option_of_another_type_is_refused(options):
    with pytest.raises(ConfigurationError):
        Telemetry(**options)


def test_what_is_no_client_is_not_instrumented():
    with pytest.raises(ConfigurationError, match="takes a client"):
        instrument("client")


def test_a_conversation_id_that_is_no_string_is_left_out(call, recorded):
    call([ok()], create, telemetry={"conversation_id": lambda: 5})
    assert "gen_ai.conversation.id" not in recorded.spans[0].attributes


def test_a_pickled_client_is_recorded_by_the_providers_of_its_new_process(recorded):
    client = instrument(Claude(api_key=KEY), agent_name="planner", content="attributes", **recorded.options)

    (telemetry,) = pickle.loads(pickle.dumps(client)).middleware

    assert isinstance(telemetry, Telemetry)
    assert telemetry._recorder.agent_name == "planner"
    assert telemetry._recorder.content_on_spans
