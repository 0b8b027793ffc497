"""Finds a type by its official name."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .names import ARGUMENTS, PATTERNS, TYPE_MODULES, TYPES


@cache
def known_types() -> dict[str, Any]:
    """Return all types of responses and requests, by the names that they have here."""
    from claudewire_api import models, params

    found = {name: value for name, value in vars(params).items() if name[0].isupper() and _is_ours(value, name)}
    return {**found, **{name: getattr(models, name) for name in models.__all__}}


def _is_ours(value: Any, name: str) -> bool:
    return name.endswith(("Param", "Params", "Code", "Name", "Category", "Streaming")) or getattr(
        value, "__module__", ""
    ).startswith("claudewire_api")


def find_type(name: str, module: str = "") -> Any:
    """Return the type with an official name.

    Args:
        name: Such as `BetaToolUseBlock`.
        module: The last part of the module that is asked, such as `tool_result_block_param`. It may have names of its own: those of
            the fields of its type.

    Raises:
        AttributeError: there is no such type.
    """
    known = known_types()
    base = name.removeprefix("Beta").replace("ParsedBeta", "Parsed")
    if module in TYPE_MODULES and name in TYPE_MODULES[module]:
        return known[TYPE_MODULES[module][name]]
    for candidate in (name, base):
        if candidate in known:
            return known[candidate]
    if base == "ParsedMessage":
        from claudewire._outputs.parsed import ParsedMessage

        return ParsedMessage
    if re.fullmatch(r"MemoryTool\d+\w*Command", base):
        from claudewire.memory.commands import Command

        return Command
    if base in ARGUMENTS:
        from .params import arguments_of

        return arguments_of(name, ARGUMENTS[base])
    if base in TYPES:
        return _named(TYPES[base], known)
    if (field := _field_type(module, name, known)) is not None:
        return field
    for pattern, ours in PATTERNS:
        if match := re.fullmatch(pattern, base):
            target = match.expand(ours)
            if target in known or not target.isidentifier() or target == "str":
                return _named(target, known)
    raise AttributeError(f"there is no type {name!r} here: see dir(claudewire.types) for those that there are")


def _named(expression: str, known: dict[str, Any]) -> Any:
    """Return the type that an entry of the table names."""
    if expression in known:
        return known[expression]
    if expression == "str":
        return str
    if expression.startswith("list["):
        item: Any = known[expression[5:-1]]
        return list.__class_getitem__(item)
    return dict[str, Any]


def squashed(name: str) -> str:
    """Return a name of a type or of a module in the form that both have in common."""
    return name.replace("_", "").lower()


@cache
def type_modules() -> dict[str, str]:
    """Return the names of the modules with one type each, squashed, and the type of each."""
    names = {
        *known_types(),
        *TYPES,
        *ARGUMENTS,
        "ParsedMessage",
        "MessageStartEvent",
        "MessageDeltaEvent",
        "MessageStopEvent",
    }
    names |= {f"ContentBlock{kind}Event" for kind in ("Start", "Delta", "Stop")}
    return {squashed(prefix + name): name for name in names for prefix in ("", "Beta", "ParsedBeta")}


def _field_type(module: str, name: str, known: dict[str, Any]) -> Any:
    """Return the type of a field of the type of `module`: `Content` in `tool_result_block_param` is that of the field `content`."""
    owner = known.get(type_modules().get(squashed(module.removeprefix("beta_")), ""))
    if owner is None:
        return None
    from typing import get_type_hints

    wanted = squashed(name)
    try:
        hints = get_type_hints(owner)
    except (NameError, TypeError):
        return None
    return next((hint for field, hint in hints.items() if squashed(field) == wanted), None)
