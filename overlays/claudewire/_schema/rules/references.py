"""`$ref` inside a schema: where it points, how often a definition is used, and definitions written where they are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from claudewire._schema.problems import SchemaInvalid

#: Keywords that hold definitions.
DEFINITIONS: Final = ("$defs", "definitions")


def target(root: Mapping[str, Any], reference: Any, at: str) -> Any:
    """Returns the schema that a `$ref` points to.

    Raises:
        SchemaInvalid: it points outside of the schema, or to nothing.
    """
    if not isinstance(reference, str) or not reference.startswith("#"):
        raise SchemaInvalid(
            f"{at or 'the schema'}: $ref {reference!r} points outside of the schema; the API refuses that"
        )
    value: Any = root
    for part in reference[1:].split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and key.isdigit() and int(key) < len(cast("list[object]", value)):
            value = cast("list[object]", value)[int(key)]
        elif isinstance(value, Mapping) and key in value:
            value = cast("Mapping[str, Any]", value)[key]
        else:
            raise SchemaInvalid(f"{at or 'the schema'}: $ref {reference!r} points to nothing")
    return value


def subschemas(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yields a schema and everything inside it that looks like one, not following references."""
    if isinstance(schema, Mapping):
        entries = cast("Mapping[str, Any]", schema)
        yield entries
        for key, value in entries.items():
            if key not in ("enum", "const", "default", "examples"):
                yield from subschemas(value)
    elif isinstance(schema, list):
        for item in cast("list[object]", schema):
            yield from subschemas(item)


def uses(schema: Any) -> Counter[str]:
    """Returns how often each reference stands in a schema."""
    return Counter(str(sub["$ref"]) for sub in subschemas(schema) if isinstance(sub.get("$ref"), str))


def tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns the schema with `$defs` written where they are used, if that is one place outside of themselves."""
    definitions: dict[str, Any] = dict(schema.get("$defs") or {})
    if not definitions:
        return {key: value for key, value in schema.items() if key != "$defs"}
    counts = uses(schema)

    def replaced(value: Any, inside: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [replaced(item, inside) for item in cast("list[object]", value)]
        if not isinstance(value, dict):
            return value
        entries = cast("dict[str, Any]", value)
        name = _name(entries.get("$ref"))
        if name in definitions and counts[entries["$ref"]] == 1 and name not in inside and not _recursive(name):
            siblings = {key: item for key, item in entries.items() if key != "$ref"}
            return replaced({**definitions[name], **siblings}, (*inside, name))
        return {key: replaced(item, inside) for key, item in entries.items()}

    def _recursive(name: str) -> bool:
        seen: set[str] = set()
        queue = [name]
        while queue:
            for reference in uses(definitions[queue.pop()]):
                found = _name(reference)
                if found == name:
                    return True
                if found in definitions and found not in seen:
                    seen.add(found)
                    queue.append(found)
        return False

    out = replaced({key: value for key, value in schema.items() if key != "$defs"}, ())
    kept = {name: replaced(definition, (name,)) for name, definition in definitions.items()}
    needed: set[str] = set()
    queue = [out]
    while queue:
        for reference in uses(queue.pop()):
            name = _name(reference)
            if name in kept and name not in needed:
                needed.add(name)
                queue.append(kept[name])
    if needed:
        out["$defs"] = {name: kept[name] for name in kept if name in needed}
    return cast("dict[str, Any]", out)


def _name(reference: Any) -> str:
    return reference[len("#/$defs/") :] if isinstance(reference, str) and reference.startswith("#/$defs/") else ""
