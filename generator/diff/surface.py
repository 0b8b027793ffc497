"""The Python side, looked at by itself: the public names of two generated packages, read by griffe without importing them.

The only module that imports griffe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe
from attrs import frozen

PACKAGE = "claudewire_api"
#: Modules that users import from; the rest is reached through them.
PUBLIC = ("models", "params", "resources", "betas", "events", "client")
#: Every model has these, its own or its base class's.
_INHERITED = frozenset({"from_dict", "to_dict", "REQUIRED", "RENAMED"})
#: What the rules judge better than a comparison of text: values of aliases and tables.
_NOT_BREAKING = (griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE,)


@frozen(order=True)
class Difference:
    """A public name that differs."""

    name: str
    text: str
    breaking: bool


def differences(base: Path, head: Path, resources: dict[str, str]) -> list[Difference]:
    """What differs between the packages in two folders. `resources` leads from the module of a resource to its path."""
    old, new = _load(base), _load(head)
    found = {
        Difference(_user_name(_argument(breakage), resources), breakage.kind.value.lower(), True)
        for breakage in griffe.find_breaking_changes(old, new)
        if breakage.kind not in _NOT_BREAKING and not breakage.obj.is_module and _public(breakage.obj.path)
    }
    before, after = set(_members(old)), set(_members(new))
    come = after - before
    # A new class or method is one row, without its attributes and arguments.
    fresh = {path for path in come if re.sub(r"[.(][^.(]*$", "", path) not in come}
    return sorted(found | {Difference(_user_name(path, resources), "a new name", False) for path in fresh})


def _load(folder: Path) -> griffe.Object:
    module = griffe.load(PACKAGE, search_paths=[folder], allow_inspection=False, resolve_aliases=False)
    if not isinstance(module, griffe.Object):
        raise TypeError(f"{folder} holds no package {PACKAGE}")
    return module


def _public(path: str) -> bool:
    parts = path.split(".")[1:]
    return bool(parts) and parts[0] in PUBLIC and not any(part.startswith("_") or part in _INHERITED for part in parts)


def _members(module: griffe.Object) -> Iterator[str]:
    """The path of everything public below; arguments of methods as `path(name=)`."""
    for member in module.members.values():
        if not isinstance(member, griffe.Object) or not (_public(member.path) or member.is_module):
            continue
        if not member.is_module:
            yield member.path
        if isinstance(member, griffe.Function):
            yield from (f"{member.path}({parameter.name}=)" for parameter in member.parameters)
        else:
            yield from _members(member)


def _argument(breakage: griffe.Breakage) -> str:
    """Path of what breaks: the argument, where griffe speaks of one."""
    values = (breakage.old_value, breakage.new_value)
    argument = next((value.name for value in values if isinstance(value, griffe.Parameter)), None)
    return f"{breakage.obj.path}({argument}=)" if argument else str(breakage.obj.path)


def _user_name(path: str, resources: dict[str, str]) -> str:
    """`claudewire_api.models.text_block.TextBlock.text` → `models.TextBlock.text`."""
    package, module, *rest = path.removeprefix(f"{PACKAGE}.").split(".")
    if package == "resources" and module in resources and len(rest) > 1:
        return f"client.{resources[module]}.{'.'.join(rest[1:])}"
    if package == "params":
        return ".".join((package, module, *rest))
    return ".".join((package, *rest) if rest else (package, module))
