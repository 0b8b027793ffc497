"""What a program changes of a run between two steps: its messages, the arguments of the next request, its tools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from claudewire.tools.functions.base import BaseTool
from claudewire.tools.state.run import Run

from .requests import OPTIONS
from .toolbox import Toolbox


def append_messages(run: Run, messages: Iterable[Any], *, replace: bool = False) -> None:
    """Adds messages; with `replace`, in place of the last response and the results of its calls."""
    items = list(messages)
    if replace and run.calls:
        run.messages, run.calls = run.messages[:-1], []
    run.append(*items)


def set_params(run: Run, box: Toolbox, options: dict[str, Any], params: Any) -> None:
    """Changes the arguments of the next request.

    Args:
        run: The run.
        box: Its tools; new ones among the arguments are added.
        options: The options of its calls, which are changed, too.
        params: The new arguments, or a function that makes them of those that hold.
    """
    current = {**run.params, "messages": list(run.messages)}
    new: dict[str, Any] = dict(cast("Any", params)(current) if callable(params) else params)
    kept = {name: value for name, value in new.items() if name not in OPTIONS and name != "tools"}
    if "tools" in new:
        kept["tools"] = [item.to_dict() if isinstance(item, BaseTool) else item for item in new["tools"]]
        given = [item for item in new["tools"] if isinstance(item, BaseTool) and item.name not in box.tools]
        run.rules.update(box.add(given).rules)
    options.update({name: value for name, value in new.items() if name in OPTIONS})
    run.update(kept)


def add_tools(run: Run, box: Toolbox, tools: Iterable[Any]) -> None:
    """Makes tools available from the next request on."""
    added = box.add(tools)
    run.add_tools(added.definitions, added.rules)


def remove_tools(run: Run, box: Toolbox, tools: Iterable[Any]) -> None:
    """Takes tools, or those of these names, away from the next request on."""
    names = [tool if isinstance(tool, str) else tool.name for tool in tools]
    run.remove_tools(names)
    box.remove(names)
