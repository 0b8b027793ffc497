"""A call of a tool as a job: what a worker executes, and what it ends with."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import define, frozen

from claudewire import _log
from claudewire._schema.problems import ValueInvalid
from claudewire._secrets import redact
from claudewire.tools.errors import RunError, ToolError, ToolFailed
from claudewire.tools.failures import ToolOutcome, bad_input, failed, succeeded, timed_out
from claudewire.tools.functions.base import BaseTool, OnError
from claudewire.tools.functions.context import ToolContext
from claudewire.tools.state.steps import ToolCall

from .hooks import within, within_async


@define
class JobState:
    """Whether the result of a job is still waited for."""

    cancelled: bool = False


@frozen(kw_only=True)
class Job:
    """A call to be executed: the tool, and what it is told about the call."""

    call: ToolCall
    tool: BaseTool
    context: ToolContext[Any]
    on_error: OnError | None
    state: JobState
    #: Generator functions around the tool, the outermost first.
    around: tuple[Callable[[Any], Any], ...] = ()

    @property
    def is_async(self) -> bool:
        """Whether the tool is a coroutine function, to be executed in an event loop."""
        function: Any = getattr(self.tool, "func", None) or self.tool.call
        while hasattr(function, "func"):  # functools.partial
            function = function.func
        function = getattr(function, "__func__", function)  # a class method
        return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)

    def start(self) -> Any:
        """Calls the tool; the result may have to be awaited."""
        invoke = partial(self.tool.invoke, self.call.arguments, self.context)
        if not self.around:
            return invoke()
        return (within_async if self.is_async else within)(self.around, self.call, invoke)

    def returned(self, value: Any) -> ToolOutcome:
        """Returns the outcome of a tool that returned.

        Raises:
            ToolResultInvalid: the value has no form as a result.
        """
        return succeeded(value)

    def raised(self, error: Exception) -> ToolOutcome:
        """Returns the outcome of a tool that raised: what the model reads of it.

        Raises:
            RunError: the exception is about the program, or `on_error` raised.
        """
        if isinstance(error, RunError):
            raise error
        if isinstance(error, ValueInvalid) and error.problems:
            return bad_input(error.problems, error)
        for handler in (self.tool.on_error, self.on_error):
            if handler is None:
                continue
            try:
                text = handler(error, self.context)
            except Exception as raised:
                raise ToolFailed(f"on_error of the tool {self.call.name} raised {type(raised).__name__}") from raised
            if text is not None:
                return failed(error, text)
        if not isinstance(error, ToolError):
            _log.logger().getChild("tools").warning(
                "the tool %s failed: %s", self.call.name, redact(f"{type(error).__name__}: {error}")
            )
        return failed(error)

    def expired(self) -> ToolOutcome:
        """Returns the outcome of a call that took longer than its time-out."""
        self.state.cancelled = True
        return timed_out(self.tool.timeout or 0.0)


@frozen
class Finished:
    """A job that ended: with an outcome, or with an exception that stops the run."""

    job: Job
    outcome: ToolOutcome | None
    seconds: float
    error: BaseException | None = None
