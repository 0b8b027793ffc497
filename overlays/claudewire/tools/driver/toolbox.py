"""The tools of a runner: by name, as definitions and rules, and as jobs that a worker executes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, cast

from claudewire._schema.rules.limits import MAX_STRICT_TOOLS, check_limits
from claudewire.tools.failures import ToolOutcome, refused
from claudewire.tools.functions.base import BaseTool, OnError, name_of
from claudewire.tools.functions.context import ToolContext
from claudewire.tools.functions.function import as_tool
from claudewire.tools.state.steps import ToolCall, ToolRules
from claudewire_api._errors import RequestInvalid

from .jobs import Job, JobState

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
        name = name_of(fields)
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
    return name_of(fields)


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
