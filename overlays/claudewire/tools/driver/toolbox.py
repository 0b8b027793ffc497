"""The tools of a runner: by name, as definitions and rules, and as jobs that a worker executes."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final, cast

from attrs import define, frozen

from claudewire import _log
from claudewire._schema.problems import ValueInvalid
from claudewire._schema.rules.limits import MAX_STRICT_TOOLS, check_limits
from claudewire._secrets import redact
from claudewire.tools.errors import RunError, ToolError, ToolFailed
from claudewire.tools.failures import ToolOutcome, bad_input, failed, refused, succeeded, timed_out
from claudewire.tools.functions.base import BaseTool, OnError
from claudewire.tools.functions.context import ToolContext
from claudewire.tools.functions.function import as_tool
from claudewire.tools.state.steps import ToolCall, ToolRules
from claudewire_api._errors import RequestInvalid

from .hooks import within, within_async

#: Beginnings of the types of tools that the API defines and the program executes.
_CLIENT_SIDE: Final = ("custom", "bash_", "text_editor_", "computer_", "memory_", "browser_toolset_")


class Toolbox:
    """Tools by name, in the order in which they were given."""

    def __init__(self, tools: Iterable[Any]) -> None:
        self.tools: dict[str, BaseTool] = {}
        self.definitions: list[Any] = []
        self.rules: dict[str, ToolRules] = {}
        for item in tools:
            self._add(item)
        self._check()

    def add(self, tools: Iterable[Any]) -> Toolbox:
        """Adds tools, and returns those that were added alone. One takes the place of a tool with its name.

        Raises:
            RequestInvalid: two of them have the same name.
        """
        added = Toolbox(tools)
        self.remove(added.rules)
        self.tools.update(added.tools)
        self.rules.update(added.rules)
        self.definitions.extend(added.definitions)
        return added

    def remove(self, names: Iterable[str]) -> None:
        """Forgets tools."""
        for name in names:
            self.tools.pop(name, None)
            self.rules.pop(name, None)
            self.definitions = [item for item in self.definitions if _name_of(item) != name]

    def _add(self, item: Any) -> None:
        found = as_tool(item)
        definition: Any = item if found is None else found.to_dict()
        fields: dict[str, Any] = (
            dict(cast("Mapping[str, Any]", definition)) if isinstance(definition, Mapping) else definition.to_dict()
        )
        kind = str(fields.get("type") or "custom")
        name = str(fields.get("name") or kind)
        self._check_name(name)
        self.definitions.append(definition)
        if found is not None:
            self.tools[name] = found
            self.rules[name] = ToolRules(
                approve=bool(found.approve), sequential=found.sequential, max_uses=found.max_uses
            )
        elif "input_schema" in fields or kind.startswith(_CLIENT_SIDE):
            self.rules[name] = ToolRules(external=True)

    def _check_name(self, name: str) -> None:
        if name in self.rules:
            raise RequestInvalid(f"two tools have the name {name!r}: the model could not tell them apart")

    def _check(self) -> None:
        strict: dict[str, Mapping[str, Any]] = {}
        for name, found in self.tools.items():
            definition = found.to_dict()
            if definition.get("strict"):
                strict[f"tools/{name}"] = definition["input_schema"]
        if len(strict) > MAX_STRICT_TOOLS:
            raise RequestInvalid(f"the API accepts at most {MAX_STRICT_TOOLS} strict tools, got {len(strict)}")
        check_limits(strict)


def _name_of(definition: Any) -> str:
    fields: Any = cast("Any", definition) if isinstance(definition, Mapping) else definition.to_dict()
    return str(fields.get("name") or fields.get("type"))


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


def make_job(
    box: Toolbox,
    call: ToolCall,
    *,
    run: Any,
    deps: Any,
    on_error: OnError | None,
    around: tuple[Callable[[Any], Any], ...] = (),
    clock: Callable[[], float] = time.monotonic,
) -> Job | ToolOutcome:
    """Returns the job of a call; the outcome, if the tool is not there."""
    tool = box.tools.get(call.key)
    if tool is None:
        return refused(f"The tool {call.name} is not available.")
    state = JobState()
    context = ToolContext[Any](
        deps=deps,
        call_id=call.id,
        name=call.name,
        turn=run.turns,
        run=run,
        deadline=None if tool.timeout is None else clock() + tool.timeout,
        _is_cancelled=lambda: state.cancelled,
    )
    return Job(call=call, tool=tool, context=context, on_error=on_error, state=state, around=around)
