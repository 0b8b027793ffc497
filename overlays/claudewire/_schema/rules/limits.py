"""Limits of the API on the schemas of one request: the output format and all strict tools together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from claudewire._schema.problems import SchemaInvalid, child

from .references import DEFINITIONS

#: Parameters of all schemas of a request that are not required, and those that have a union type.
MAX_OPTIONAL: Final = 24
MAX_UNIONS: Final = 16
#: Tools with `strict: true`.
MAX_STRICT_TOOLS: Final = 20


def check_limits(schemas: Mapping[str, Mapping[str, Any]]) -> None:
    """Checks the schemas that one request sends to be compiled.

    Args:
        schemas: Schema by what it belongs to, such as `tools/weather`; a single schema may have an empty name.

    Raises:
        SchemaInvalid: together they have too many optional or union-typed parameters; the message lists them.
    """
    optional = [f"{name}{path}" for name, schema in schemas.items() for path in _optional(schema, "")]
    unions = [f"{name}{path}" for name, schema in schemas.items() for path in _unions(schema, "")]
    for found, limit, kind in ((optional, MAX_OPTIONAL, "optional"), (unions, MAX_UNIONS, "union-typed")):
        if len(found) > limit:
            raise SchemaInvalid(
                f"the API accepts at most {limit} {kind} parameters in all schemas of a request, got {len(found)}: "
                f"{', '.join(found)}"
            )


def _objects(schema: Mapping[str, Any], path: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yields every schema inside a rewritten schema, with its pointer. A definition is counted once."""
    yield schema, path
    for keyword in ("properties", *DEFINITIONS):
        for name, member in cast("Mapping[str, Any]", schema.get(keyword) or {}).items():
            yield from _objects(member, child(child(path, keyword), name))
    if isinstance(schema.get("items"), Mapping):
        yield from _objects(schema["items"], child(path, "items"))
    for keyword in ("anyOf", "allOf"):
        for n, member in enumerate(schema.get(keyword) or ()):
            yield from _objects(member, child(child(path, keyword), n))


def _optional(schema: Mapping[str, Any], path: str) -> Iterator[str]:
    for part, place in _objects(schema, path):
        required: set[str] = set(part.get("required") or ())
        names: list[str] = list(part.get("properties") or ())
        for name in names:
            if name not in required:
                yield child(child(place, "properties"), name)


def _unions(schema: Mapping[str, Any], path: str) -> Iterator[str]:
    return (place or "/" for part, place in _objects(schema, path) if len(part.get("anyOf") or ()) > 1)
