"""From a value in the form that was sent to the form of the type: the way back of `rewrite`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from .problems import child
from .rules.references import target

PAIRS: Final = "pairs"
ITEMS: Final = "items"

_TYPES: Final[Mapping[str, Any]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}


def restore(value: Any, schema: Mapping[str, Any], plan: Mapping[str, str]) -> Any:
    """Returns the value with dictionaries and tuples in their own form, and with enum values in the case of the schema.

    A value that does not follow the schema is returned unchanged where it does not: the decoder reports it.

    Args:
        value: A JSON value, which is not changed.
        schema: The schema that was sent.
        plan: What has another form there.
    """
    return _Restorer(schema, plan).value(value, schema, "")


class _Restorer:
    def __init__(self, root: Mapping[str, Any], plan: Mapping[str, str]) -> None:
        self._root, self._plan = root, plan

    def value(self, value: Any, schema: Mapping[str, Any], at: str) -> Any:
        reference = schema.get("$ref")
        if reference is not None:
            return self.value(value, target(self._root, reference, at), reference[1:])
        form = self._plan.get(at)
        if form == PAIRS:
            return self._pairs(value, schema, at)
        if form == ITEMS:
            return self._items(value, schema, at)
        for n, member in enumerate(schema.get("anyOf") or ()):
            if self._fits(value, member):
                return self.value(value, member, child(child(at, "anyOf"), n))
        for n, member in enumerate(schema.get("allOf") or ()):
            value = self.value(value, member, child(child(at, "allOf"), n))
        if isinstance(value, str):
            return _in_case(value, schema)
        if isinstance(value, dict):
            entries: dict[str, Any] = cast("dict[str, Any]", value)
            properties: dict[str, Any] = schema.get("properties") or {}
            return {
                key: self.value(item, properties[key], child(child(at, "properties"), key))
                if key in properties
                else item
                for key, item in entries.items()
            }
        if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
            return [self.value(item, schema["items"], child(at, "items")) for item in cast("list[object]", value)]
        return cast("Any", value)

    def _pairs(self, value: Any, schema: Mapping[str, Any], at: str) -> Any:
        if not isinstance(value, list):
            return value
        entry, place = schema["items"], child(at, "items")
        found: dict[str, Any] = {}
        for item in cast("list[object]", value):
            restored = self.value(item, entry, place)
            pair: dict[str, Any] = cast("dict[str, Any]", restored) if isinstance(restored, dict) else {}
            if not isinstance(pair.get("key"), str) or "value" not in pair:
                return cast("Any", value)
            found[pair["key"]] = pair["value"]
        return found

    def _items(self, value: Any, schema: Mapping[str, Any], at: str) -> Any:
        properties: Mapping[str, Any] = schema.get("properties") or {}
        entries: dict[str, Any] = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        if not isinstance(value, dict) or set(entries) != set(properties):
            return cast("Any", value)
        place = child(at, "properties")
        return [self.value(entries[key], properties[key], child(place, key)) for key in properties]

    def _fits(self, value: Any, schema: Mapping[str, Any]) -> bool:
        """Returns whether a value follows a schema that was sent."""
        if "$ref" in schema:
            return self._fits(value, target(self._root, schema["$ref"], ""))
        if "anyOf" in schema:
            return any(self._fits(value, member) for member in schema["anyOf"])
        if "allOf" in schema and not all(self._fits(value, member) for member in schema["allOf"]):
            return False
        if "const" in schema or "enum" in schema:
            value = _in_case(value, schema) if isinstance(value, str) else value
            allowed = [schema["const"]] if "const" in schema else schema["enum"]
            return any(type(value) is type(item) and value == item for item in allowed)
        kind: Any = schema.get("type")
        if kind in ("integer", "number"):
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        if kind in _TYPES and not isinstance(value, _TYPES[kind]):
            return False
        if isinstance(value, dict):
            entries = cast("dict[str, Any]", value)
            properties: dict[str, Any] = schema.get("properties") or {}
            return set(schema.get("required") or ()) <= set(entries) <= set(properties) and all(
                self._fits(item, properties[key]) for key, item in entries.items()
            )
        if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
            return all(self._fits(item, schema["items"]) for item in cast("list[object]", value))
        return True


def _in_case(value: str, schema: Mapping[str, Any]) -> str:
    """Returns the member of an enum or const that differs from the value only in case, else the value."""
    allowed: list[Any] = [schema["const"]] if "const" in schema else list(schema.get("enum") or ())
    if not allowed or value in allowed:
        return value
    folded = value.casefold()
    matches = [item for item in allowed if isinstance(item, str) and item.casefold() == folded]
    return matches[0] if len(matches) == 1 else value
