"""A value that fits a JSON schema: the same schema always gives the same value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from claudewire.contract.values import is_object

#: Recursive schemas stop here.
_DEPTH: Final = 6
_FORMATS: Final = {
    "date": "2026-01-31",
    "time": "12:00:00Z",
    "date-time": "2026-01-31T12:00:00Z",
    "email": "someone@example.com",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "ipv4": "192.0.2.1",
    "hostname": "example.com",
}


def sample(schema: Any, name: str = "text") -> Any:
    """A plausible value. What the schema says of itself (`const`, `examples`, `default`, `enum`) comes first."""
    return _sample(schema, name, schema if is_object(schema) else {}, _DEPTH)


def _sample(schema: Any, name: str, root: Mapping[str, Any], depth: int) -> Any:
    if not is_object(schema):
        return None if schema is False else name
    if "$ref" in schema:
        return _sample(_referred(root, schema["$ref"]), name, root, depth - 1)
    if "const" in schema:
        return schema["const"]
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    if "default" in schema:
        return schema["default"]
    for key in ("anyOf", "oneOf"):
        if schema.get(key):
            return _sample(schema[key][0], name, root, depth)
    if schema.get("allOf"):
        merged = {key: value for part in schema["allOf"] for key, value in part.items()}
        return _sample(merged, name, root, depth)
    return _typed(schema, name, root, depth)


def _typed(schema: Mapping[str, Any], name: str, root: Mapping[str, Any], depth: int) -> Any:
    kind = schema.get("type", "object" if "properties" in schema else "string")
    match kind if isinstance(kind, str) else kind[0]:
        case "object":
            required = schema.get("required") or ()
            properties: Mapping[str, Any] = schema.get("properties") or {}
            wanted = properties if depth > 0 else {key: value for key, value in properties.items() if key in required}
            return (
                {key: _sample(value, key, root, depth - 1) for key, value in wanted.items()} if depth > -_DEPTH else {}
            )
        case "array":
            count = max(1 if depth > 0 else 0, schema.get("minItems", 0))
            return [_sample(schema.get("items", {}), name, root, depth - 1) for _ in range(count)]
        case "integer" | "number":
            low, high = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1), schema.get("maximum")
            return low if high is None else min(low, high)
        case "boolean":
            return True
        case "null":
            return None
        case _:
            text = _FORMATS.get(schema.get("format", ""), f"canned {name}")
            return text.ljust(schema.get("minLength", 0), ".")[: schema.get("maxLength")]


def _referred(root: Mapping[str, Any], reference: str) -> Any:
    node: Any = root
    for key in reference.removeprefix("#").strip("/").split("/"):
        node = node.get(key.replace("~1", "/").replace("~0", "~"), {}) if key and is_object(node) else node
    return node
