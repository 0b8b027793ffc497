"""What was recorded, for tests: providers that keep everything in memory."""

from __future__ import annotations

from collections import defaultdict

import anyio
import httpx
import pytest
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from claudewire import AsyncClaude, Claude, RetryPolicy
from claudewire.telemetry import instrument

KEY = "sk-ant-CANARY-0123456789"


class Recorded:
    """Providers, and what they have got."""

    def __init__(self):
        self._spans, self._logs, self._reader = (
            InMemorySpanExporter(),
            InMemoryLogRecordExporter(),
            InMemoryMetricReader(),
        )
        tracers, meters, loggers = TracerProvider(), MeterProvider([self._reader]), LoggerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self._spans))
        loggers.add_log_record_processor(SimpleLogRecordProcessor(self._logs))
        self.tracers = tracers
        self.options = {"tracer_provider": tracers, "meter_provider": meters, "logger_provider": loggers}

    @property
    def spans(self):
        return list(self._spans.get_finished_spans())

    @property
    def span(self):
        (span,) = self.spans
        return span

    @property
    def events(self):
        return [log.log_record for log in self._logs.get_finished_logs()]

    @property
    def metrics(self):
        """Name → data points."""
        found = defaultdict(list)
        data = self._reader.get_metrics_data()
        for resource in data.resource_metrics if data else ():
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    found[metric.name] += metric.data.data_points
        return dict(found)

    def everything(self):
        """All that was recorded, as text."""
        spans = "".join(span.to_json() for span in self.spans)
        return spans + "".join(map(repr, self.events)) + repr(self.metrics)


@pytest.fixture
def recorded():
    return Recorded()


@pytest.fixture(params=["sync", "asyncio", "trio"])
def call(request, recorded):
    """Run `use(client)` over canned responses, with telemetry; `use` may return a coroutine."""

    def run(responses, use, *, middleware=(), telemetry=None, **options):
        left = list(responses)

        def respond(sent):
            run.requests.append(sent)
            made = left.pop(0) if len(left) > 1 else left[0]
            return made(sent) if callable(made) else made

        run.requests = []
        options = {"retry": RetryPolicy(max_retries=2, initial_delay=0), **options}
        transport = httpx.MockTransport(respond)
        settings = recorded.options | (telemetry or {})
        if request.param == "sync":
            with httpx.Client(transport=transport) as http:
                return use(
                    instrument(Claude(api_key=KEY, http_client=http, middleware=middleware, **options), **settings)
                )

        async def main():
            async with httpx.AsyncClient(transport=transport) as http:
                client = AsyncClaude(api_key=KEY, http_client=http, middleware=middleware, **options)
                return await use(instrument(client, **settings))

        return anyio.run(main, backend=request.param)

    run.is_async = request.param != "sync"
    return run
