"""Metrics of calls."""

from __future__ import annotations

import pytest

from claudewire import OverloadedError
from tests.support.traced_calls import GOLDEN, create, events, ok, overloaded, read_stream


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
