"""The instruments: the metrics of the published conventions, those of the latest ones, or both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from opentelemetry.metrics import Meter

from .names import (
    AGENT_NAME,
    DURATION,
    ERROR_TYPE,
    NEW_DURATION,
    NEW_INPUT,
    NEW_OUTPUT,
    NEW_TIME_TO_FIRST_CHUNK,
    NEW_USAGE,
    OPERATION_NAME,
    PROVIDER_NAME,
    REQUEST_MODEL,
    RESPONSE_MODEL,
    RESPONSE_TIME_TO_FIRST_CHUNK,
    SERVER_ADDRESS,
    SERVER_PORT,
    TIME_TO_FIRST_CHUNK,
    TOKEN_TYPE,
    TOKEN_USAGE,
    TOOL_NAME,
    USAGE_INPUT,
    USAGE_OUTPUT,
    Metric,
)

#: Attributes that metrics have; others have too many values.
_LABELS: Final = (
    OPERATION_NAME, PROVIDER_NAME, REQUEST_MODEL, RESPONSE_MODEL, SERVER_ADDRESS, SERVER_PORT,
    ERROR_TYPE, TOOL_NAME, AGENT_NAME,
)  # fmt: skip


def labels(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a span that its metrics have, too."""
    return {name: attributes[name] for name in _LABELS if name in attributes}


class Metrics:
    """Records what spans know.

    Args:
        meter: Makes the instruments.
        published: Whether the metrics of the published conventions are recorded.
        latest: Whether those of the latest ones are.
    """

    def __init__(self, meter: Meter, *, published: bool, latest: bool) -> None:
        self._meter = meter
        self._published, self._latest = published, latest
        self._instruments: dict[str, Any] = {}

    def record(self, metric: Metric, value: float, attributes: Mapping[str, Any], context: Any) -> None:
        """Record one value: add to a counter, or note it in a histogram."""
        instrument = self._instruments.get(metric.name)
        if instrument is None:
            meter = self._meter
            if metric.buckets:
                instrument = meter.create_histogram(
                    metric.name,
                    unit=metric.unit,
                    description=metric.description,
                    explicit_bucket_boundaries_advisory=list(metric.buckets),
                )
            else:
                instrument = meter.create_counter(metric.name, unit=metric.unit, description=metric.description)
            instrument = self._instruments.setdefault(metric.name, instrument)
        if metric.buckets:
            instrument.record(value, attributes, context=context)
        else:
            instrument.add(value, attributes, context=context)

    def call(self, seconds: float, attributes: Mapping[str, Any], usage: Mapping[str, int], context: Any) -> None:
        """Record a call. `attributes` and `usage` are those of its span."""
        common = labels(attributes)
        first = attributes.get(RESPONSE_TIME_TO_FIRST_CHUNK)
        if self._published:
            self.record(DURATION, seconds, common, context)
            if first is not None:
                self.record(TIME_TO_FIRST_CHUNK, first, common, context)
            for kind, name in (("input", USAGE_INPUT), ("output", USAGE_OUTPUT)):
                if name in usage:
                    self.record(TOKEN_USAGE, usage[name], {**common, TOKEN_TYPE: kind}, context)
        if self._latest:
            self.record(NEW_DURATION, seconds, common, context)
            if first is not None:
                self.record(NEW_TIME_TO_FIRST_CHUNK, first, common, context)
            for metric, name in ((NEW_INPUT, USAGE_INPUT), (NEW_OUTPUT, USAGE_OUTPUT)):
                if name in usage:
                    self.record(metric, usage[name], common, context)
            for name, counter in NEW_USAGE.items():
                if usage.get(name):
                    self.record(counter, usage[name], common, context)
