"""Values that together touch every field, literal and member of a schema of the document: what a test sends or is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final

from claudewire.contract import Document
from claudewire.contract.checks.schema import Schemas, Walk

DOCUMENT: Final = Document.load()
_SCHEMAS: Final = Schemas(DOCUMENT)
#: How deep optional fields are filled in; below that only what is required.
_DEEP: Final = 5
_TEXTS: Final = {
    "id": "srvtoolu_01XFDUDYJgAACzvnptvVoYEL",
    "tool_use_id": "srvtoolu_01XFDUDYJgAACzvnptvVoYEL",
    "media_type": "image/png",
    "url": "https://example.com/a",
    "cited_text": "Grass is green.",
}


def covering(name: str, *, without: frozenset[str] = frozenset()) -> list[Any]:
    """Values of a named schema. The first has every field; the others have what the first could not have at the same time.

    Args:
        name: The schema.
        without: Statements such as `Schema.field` that are left out, because the API refuses them in this combination.
    """
    seen: set[str] = set()
    kept: list[Any] = []
    for value in _Cover(without).values({"$ref": f"#/components/schemas/{name}"}, "value", _DEEP):
        walk = Walk()
        _SCHEMAS.named(name)(value, None, walk)
        if walk.seen.keys() - seen:
            seen |= walk.seen.keys()
            kept.append(value)
    return kept


class _Cover:
    def __init__(self, without: frozenset[str]) -> None:
        self._without = without
        self._open: list[str] = []

    def values(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        if "$ref" in schema:
            target = schema["$ref"].rpartition("/")[2]
            if self._open.count(target) > 0 or target in self._without:
                return []
            self._open.append(target)
            try:
                return self._values(DOCUMENT.schemas[target], name, depth, target)
            finally:
                self._open.pop()
        return self._values(schema, name, depth, name)

    def _values(self, schema: Mapping[str, Any], name: str, depth: int, owner: str) -> list[Any]:
        if "const" in schema:
            return [schema["const"]]
        if "enum" in schema:
            return [value for value in schema["enum"] if f"{owner}={value}" not in self._without]
        for key in ("oneOf", "anyOf"):
            if key in schema:
                if "enum" in schema[key][0]:  # an open list: another text would be one that the document does not list
                    return self._values(schema[key][0], name, depth, owner)
                found = [value for member in schema[key] for value in self.values(member, name, depth)]
                return [value for value in found if value is not None] or found
        if "properties" in schema:
            return list(self._objects(schema, depth, owner))
        return self._plain(schema, name, depth, owner)

    def _objects(self, schema: Mapping[str, Any], depth: int, owner: str) -> Iterator[dict[str, Any]]:
        required = schema.get("required", ())
        columns: dict[str, list[Any]] = {}
        for field, node in schema["properties"].items():
            if f"{owner}.{field}" in self._without or (depth <= 0 and field not in required):
                continue
            found = self.values(node, field, depth - 1)
            if found:
                columns[field] = found
            elif field in required:
                columns[field] = [[] if self._is_array(node) else None]
        missing = object()
        for row in zip_longest(*columns.values(), fillvalue=missing):
            value = dict(zip(columns, row, strict=True))
            yield {
                field: columns[field][0] if item is missing else item
                for field, item in value.items()
                if item is not missing or field in required or len(columns[field]) == 1
            }

    def _is_array(self, node: Mapping[str, Any]) -> bool:
        resolved = DOCUMENT.resolve(node)
        return resolved.get("type") == "array" or any(self._is_array(member) for member in resolved.get("anyOf", ()))

    def _plain(self, schema: Mapping[str, Any], name: str, depth: int, owner: str) -> list[Any]:
        kinds = schema.get("type", "string")
        kind = kinds if isinstance(kinds, str) else kinds[0]
        match kind:
            case "array":
                items = self.values(schema.get("items", {}), name, depth)
                most = schema.get("maxItems", 12)
                return [items[start : start + most] for start in range(0, len(items), most)] or [[]]
            case "object":
                if name in ("input_schema", "schema"):
                    return [{"type": "object", "properties": {}, "additionalProperties": False}]
                inner = schema.get("additionalProperties")
                values = self.values(inner, "a", depth) if isinstance(inner, dict) else ["b"]
                return [{"a": value} for value in values] or [{}]
            case "integer" | "number":
                return [max(1, schema.get("minimum", 1), schema.get("exclusiveMinimum", 0))]
            case "boolean":
                return [True]
            case "null":
                return [None]
            case _:
                return [self._text(schema, name)]

    def _text(self, schema: Mapping[str, Any], name: str) -> str:
        examples = schema.get("examples")
        if examples:
            return str(examples[0])
        if schema.get("format") == "date-time":
            return "2026-05-14T00:18:10Z"
        if schema.get("format") == "date":
            return "2026-05-14"
        text = _TEXTS.get(name, name)
        return text.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 1000)]
