"""Where spans, metrics and events go, and what a program asked to be recorded."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Final

from opentelemetry._logs import LogRecord, get_logger
from opentelemetry.context import Context
from opentelemetry.metrics import get_meter
from opentelemetry.trace import Span, Status, StatusCode, Tracer, get_tracer

from claudewire._errors.base import ConfigurationError
from claudewire._version import __version__

from .attributes import error_type
from .metrics import Metrics
from .names import (
    CONVERSATION_ID,
    ERROR_TYPE,
    EXCEPTION_MESSAGE,
    EXCEPTION_STACKTRACE,
    EXCEPTION_TYPE,
    OPERATION_NAME,
    PROVIDER_NAME,
    SPAN_EVENT_EXCEPTION,
)
from .scope import contained

CONTENT_VARIABLE: Final = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
STABILITY_VARIABLE: Final = "OTEL_SEMCONV_STABILITY_OPT_IN"
_LATEST: Final = "gen_ai_latest_experimental"
#: Values of the variable, by ours.
_CONTENT: Final = {
    "": "none", "false": "none", "no_content": "none", "true": "events", "event_only": "events", "span_only": "attributes",
    "span_and_event": "both",
}  # fmt: skip
CONTENTS: Final = ("none", "events", "attributes", "both")


class Recorder:
    """What one `Telemetry` records with. Arguments are those of `Telemetry`."""

    def __init__(
        self,
        *,
        tracer_provider: Any,
        meter_provider: Any,
        logger_provider: Any,
        content: str | None,
        conversation_id: str | Callable[[], str | None] | None,
        agent_name: str | None,
        provider: str,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        if content is None:
            given = environ.get(CONTENT_VARIABLE, "").strip().lower()
            content = _CONTENT.get(given, given)
        if content not in CONTENTS:
            raise ConfigurationError(f"content must be one of {', '.join(CONTENTS)}, not {content!r}")
        for argument, value, method in (
            ("tracer_provider", tracer_provider, "get_tracer"),
            ("meter_provider", meter_provider, "get_meter"),
            ("logger_provider", logger_provider, "get_logger"),
        ):
            if value is not None and not hasattr(value, method):
                raise ConfigurationError(
                    f"{argument} must have a method {method}(), and {type(value).__name__} has none"
                )
        if not isinstance(provider, str) or not isinstance(agent_name, str | None):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError("provider and agent_name must be strings")
        if conversation_id is not None and not isinstance(conversation_id, str) and not callable(conversation_id):  # pyright: ignore[reportUnnecessaryComparison]
            raise ConfigurationError("conversation_id must be a string, or a function that returns one")
        self.content_on_spans: bool = content in ("attributes", "both")
        self.content_in_events: bool = content in ("events", "both")
        self.provider: str = provider
        self.agent_name: str | None = agent_name
        self._conversation_id = conversation_id
        opted = {item.strip() for item in environ.get(STABILITY_VARIABLE, "").split(",")}
        both = f"{_LATEST}/dup" in opted
        latest = both or _LATEST in opted
        name = "claudewire"
        self.tracer: Tracer = get_tracer(name, __version__, tracer_provider=tracer_provider)
        meter = get_meter(name, __version__, meter_provider=meter_provider)
        self.metrics: Metrics = Metrics(meter, published=both or not latest, latest=latest)
        self._logger = get_logger(name, __version__, logger_provider=logger_provider)

    @property
    def has_content(self) -> bool:
        """Whether content is recorded anywhere."""
        return self.content_on_spans or self.content_in_events

    def common(self, operation: str) -> dict[str, Any]:
        """Return the attributes that all spans have."""
        out: dict[str, Any] = {OPERATION_NAME: operation, PROVIDER_NAME: self.provider}
        given: Any = self._conversation_id
        conversation: Any = None
        with contained():
            conversation = given() if callable(given) else given
        return out | ({CONVERSATION_ID: conversation} if isinstance(conversation, str) and conversation else {})

    def emit(self, event: str, attributes: Mapping[str, Any], context: Context) -> None:
        """Emit an event."""
        self._logger.emit(LogRecord(event_name=event, attributes=dict(attributes), context=context))

    def fail(self, span: Span, error: BaseException, event: str, context: Context) -> str:
        """Mark a span as failed, and return the type of the error. Texts of errors may quote content: they are kept with content only."""
        kind = error_type(error)
        details: dict[str, Any] = {EXCEPTION_TYPE: kind}
        if self.has_content:
            details[EXCEPTION_MESSAGE] = str(error)
            details[EXCEPTION_STACKTRACE] = "".join(traceback.format_exception(error))
        span.set_attribute(ERROR_TYPE, kind)
        span.set_status(Status(StatusCode.ERROR, str(error) if self.has_content else kind))
        span.add_event(SPAN_EVENT_EXCEPTION, details)
        self.emit(event, details, context)
        return kind
