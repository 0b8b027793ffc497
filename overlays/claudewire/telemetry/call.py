"""The span of one call: from before its first attempt to the end of its stream."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opentelemetry.context import get_current
from opentelemetry.trace import SpanKind, set_span_in_context

from .attributes import error_type, request_attributes, response_attributes, server_attributes, usage_attributes
from .content import as_attributes, request_content, response_content
from .names import (
    ERROR_TYPE,
    EVENT_DETAILS,
    EVENT_OPERATION_EXCEPTION,
    REQUEST_ID,
    REQUEST_MODEL,
    RESEND_COUNT,
    RESPONSE_FINISH_REASONS,
    RESPONSE_TIME_TO_FIRST_CHUNK,
    SERVER_ADDRESS,
    SPAN_EVENT_ATTEMPT,
    STATUS_CODE,
    STREAM_LEFT,
    WAIT,
)
from .scope import contained, guarded, start_span

if TYPE_CHECKING:
    from claudewire._call.attempts import AttemptFacts
    from claudewire._call.middleware import MiddlewareCall

    from .recorder import Recorder

OPERATION = "chat"


class CallSpan:
    """One span over all attempts. `on_attempt` listens to the call; the first `finish` ends the span."""

    def __init__(self, recorder: Recorder, call: MiddlewareCall) -> None:
        self._recorder = recorder
        self._params: Mapping[str, Any] = call.params if recorder.has_content else {}
        self._started = time.monotonic()
        self._attributes = recorder.common(OPERATION) | request_attributes(call.params, is_stream=call.is_stream)
        model = self._attributes.get(REQUEST_MODEL)
        name = f"{OPERATION} {model}" if model else OPERATION
        self.span: Any = start_span(recorder.tracer, name, kind=SpanKind.CLIENT, attributes=self._attributes)
        self.context: Any = set_span_in_context(self.span, get_current())
        self._result: Any = None
        self._is_open = True
        #: Whether the program reads the stream: the end of its last attempt ends the call.
        self._is_handed_over = False

    @guarded
    def on_attempt(self, facts: AttemptFacts) -> None:
        """Note what is known of an attempt."""
        if not self._is_open:
            return
        if facts.event == "start" and SERVER_ADDRESS not in self._attributes:
            self._set(server_attributes(facts.url))
        elif facts.event == "first_content" and RESPONSE_TIME_TO_FIRST_CHUNK not in self._attributes:
            self._set({RESPONSE_TIME_TO_FIRST_CHUNK: time.monotonic() - self._started})
        elif facts.event == "end":
            self._end_attempt(facts)

    def _end_attempt(self, facts: AttemptFacts) -> None:
        event: dict[str, Any] = {RESEND_COUNT: facts.attempt - 1}
        if facts.status is not None:
            event[STATUS_CODE] = facts.status
        if facts.error is not None:
            event[ERROR_TYPE] = error_type(facts.error)
        if facts.wait is not None:
            event[WAIT] = facts.wait
        self.span.add_event(SPAN_EVENT_ATTEMPT, event)
        if facts.request_id is not None:
            self._set({REQUEST_ID: facts.request_id})
        self._result = facts.result
        if self._is_handed_over and facts.wait is None:
            self.finish(facts.result, error=facts.error, left=facts.left)

    def hand_over(self) -> None:
        """The program has the stream now."""
        self._is_handed_over = True

    @guarded
    def finish(self, result: Any = None, *, error: BaseException | None = None, left: bool = False) -> None:
        """End the span, and record its metrics. Only the first call counts.

        Args:
            result: The message, if the call has brought one.
            error: What the program sees.
            left: Whether the program left the stream before its end.
        """
        if not self._is_open:
            return
        self._is_open = False
        with contained():
            self._describe(result, error=error, left=left)
        self.span.end()

    def _describe(self, result: Any, *, error: BaseException | None, left: bool) -> None:
        seconds = time.monotonic() - self._started
        if error is not None:
            message = getattr(error, "partial_message", None)
        else:
            message = self._result if self._result is not None else result
        usage = usage_attributes(getattr(message, "usage", None))
        self._set(response_attributes(message) | usage)
        if error is not None:
            self._set({RESPONSE_FINISH_REASONS: ("error",)})
            kind = self._recorder.fail(self.span, error, EVENT_OPERATION_EXCEPTION, self.context)
            self._attributes[ERROR_TYPE] = kind
        elif left:
            self._set({STREAM_LEFT: True})
        self._record_content(message, failed=error is not None)
        self._recorder.metrics.call(seconds, self._attributes, usage, self.context)

    def _record_content(self, message: Any, *, failed: bool) -> None:
        recorder = self._recorder
        if not recorder.has_content:
            return
        content = request_content(self._params) | response_content(message, failed=failed)
        if recorder.content_on_spans:
            self.span.set_attributes(as_attributes(content))
        if recorder.content_in_events:
            recorder.emit(EVENT_DETAILS, self._attributes | content, self.context)

    def _set(self, attributes: dict[str, Any]) -> None:
        self._attributes |= attributes
        self.span.set_attributes(attributes)

    # A stream that the program dropped without closing it.
    def __del__(self) -> None:
        self.finish(left=True)
