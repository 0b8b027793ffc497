"""The spans of a tool loop and of its tools. Tokens are on the spans of the calls only: backends would count them twice."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from opentelemetry.context import get_current
from opentelemetry.trace import SpanKind, set_span_in_context

from claudewire._call.middleware import RunWatcher

from .attributes import as_json
from .content import as_attributes
from .metrics import labels
from .names import (
    AGENT_DURATION,
    AGENT_INFERENCE_CALLS,
    AGENT_NAME,
    AGENT_TOOL_CALLS,
    ERROR_TYPE,
    EVENT_OPERATION_EXCEPTION,
    EVENT_TOOL_EXCEPTION,
    PROVIDER_NAME,
    REQUEST_MODEL,
    RUN_ID,
    RUN_TURNS,
    TOOL_CALL_ARGUMENTS,
    TOOL_CALL_ID,
    TOOL_CALL_RESULT,
    TOOL_DURATION,
    TOOL_NAME,
    TOOL_TYPE,
)
from .scope import contained, current, guarded, start_span

if TYPE_CHECKING:
    from .recorder import Recorder


class RunSpan(RunWatcher):
    """The span of one loop, until it is over or rests. Requests and tools of its steps are its children."""

    def __init__(self, recorder: Recorder, run: Any) -> None:
        self._recorder, self._run = recorder, run
        self._started, self._turns = time.monotonic(), run.turns
        self._tools = _finished_tools(run)
        name = recorder.agent_name
        self._attributes = recorder.common("invoke_agent") | ({AGENT_NAME: name} if name else {})
        if isinstance(model := run.params.get("model"), str):
            self._attributes[REQUEST_MODEL] = model
        self._span = start_span(
            recorder.tracer,
            f"invoke_agent {name}" if name else "invoke_agent",
            kind=SpanKind.INTERNAL,
            attributes=self._attributes | {RUN_ID: run.id},
        )
        self._context = set_span_in_context(self._span, get_current())
        self._is_open = True

    @contextmanager
    def step(self) -> Generator[None]:
        with current(self._context):
            yield

    @guarded
    def end(self, message: Any, error: BaseException | None) -> None:  # noqa: ARG002 - content is on the calls
        if not self._is_open:
            return
        self._is_open = False
        turns = self._run.turns - self._turns
        self._span.set_attribute(RUN_TURNS, turns)
        if error is not None:
            kind = self._recorder.fail(self._span, error, EVENT_OPERATION_EXCEPTION, self._context)
            self._attributes[ERROR_TYPE] = kind
        metrics, common = self._recorder.metrics, labels(self._attributes)
        metrics.record(AGENT_DURATION, time.monotonic() - self._started, common, self._context)
        metrics.record(AGENT_INFERENCE_CALLS, turns, common, self._context)
        metrics.record(AGENT_TOOL_CALLS, _finished_tools(self._run) - self._tools, common, self._context)
        self._span.end()

    # A loop that the program dropped without closing it.
    def __del__(self) -> None:
        self.end(None, None)


def _finished_tools(run: Any) -> int:
    count: int = run.tool_calls
    return count


def tool_span(recorder: Recorder, call: Any) -> Generator[Any, Any, Any]:
    """Run around one tool, as `Middleware.around_tool` does."""
    attributes = recorder.common("execute_tool") | {
        TOOL_NAME: call.name,
        TOOL_TYPE: "function",
        TOOL_CALL_ID: call.id,
    }
    del attributes[PROVIDER_NAME]  # the tool runs here
    started = time.monotonic()
    name = f"execute_tool {call.name}"
    span = start_span(recorder.tracer, name, kind=SpanKind.INTERNAL, attributes=attributes)
    context = set_span_in_context(span, get_current())
    if recorder.content_on_spans:
        with contained():
            span.set_attributes(as_attributes({TOOL_CALL_ARGUMENTS: as_json(call.arguments)}))
    try:
        with current(context):
            result = yield call
    except BaseException as error:
        with contained():
            attributes[ERROR_TYPE] = recorder.fail(span, error, EVENT_TOOL_EXCEPTION, context)
        raise
    else:
        if recorder.content_on_spans:
            with contained():
                span.set_attributes(as_attributes({TOOL_CALL_RESULT: as_json(result)}))
        return result
    finally:
        with contained():
            recorder.metrics.record(TOOL_DURATION, time.monotonic() - started, labels(attributes), context)
        with contained():
            span.end()
