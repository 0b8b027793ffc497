"""Recursion in a schema: the API compiles a grammar, which must end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from claudewire._schema.problems import SchemaInvalid

_ROOT: Final = "#"


def refuse_cycles(root: Mapping[str, Any]) -> None:
    """Checks that no definition contains itself.

    Raises:
        SchemaInvalid: one does; the message names the cycle, such as `Tree.children → Tree`.
    """
    done: set[str] = set()

    def visit(reference: str, trail: tuple[tuple[str, str], ...]) -> None:
        if reference in done:
            return
        for fields, found in _edges(_at(root, reference), root):
            label = ".".join((_title(root, reference), *fields))
            step = (*trail, (reference, label))
            names = [name for name, _ in step]
            if found in names:
                cycle = step[names.index(found) :]
                text = " → ".join((*(label for _, label in cycle), _title(root, found)))
                raise SchemaInvalid(f"{text}: a type that contains itself cannot be sent; give its depth a limit")
            visit(found, step)
        done.add(reference)

    visit(_ROOT, ())


def _edges(schema: Any, root: Any, fields: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yields the references inside a schema, each with the names of the properties around it."""
    if isinstance(schema, list):
        for item in cast("list[object]", schema):
            yield from _edges(item, root, fields)
    if not isinstance(schema, Mapping):
        return
    for key, value in cast("Mapping[str, Any]", schema).items():
        if key == "$ref" and isinstance(value, str):
            yield fields, value
        elif key in ("properties", "patternProperties") and isinstance(value, Mapping):
            for name, member in cast("Mapping[str, Any]", value).items():
                yield from _edges(member, root, (*fields, name))
        elif key not in ("$defs", "definitions", "enum", "const", "default", "examples", "discriminator"):
            yield from _edges(value, root, fields)


def _at(root: Any, reference: str) -> Any:
    value: Any = root
    for part in reference[1:].split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        value = cast("Mapping[str, Any]", value).get(key) if isinstance(value, Mapping) else None
    return value


def _title(root: Mapping[str, Any], reference: str) -> str:
    if reference == _ROOT:
        own = root.get("$ref")
        return str(own).rpartition("/")[2] if isinstance(own, str) else str(root.get("title") or "the schema")
    return reference.rpartition("/")[2]
