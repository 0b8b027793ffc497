"""JSON values, as a type checker sees them."""

from __future__ import annotations

from typing import Any, Final, TypeGuard

_TYPES: Final[dict[type, str]] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def json_type(value: object) -> str:
    """The JSON type of a value, as JSON Schema names it."""
    return _TYPES.get(type(value), "null")


def has_type(value: object, kind: str) -> bool:
    """Whether a value has a type as JSON Schema means it: 1.0 is an integer, and an integer is a number."""
    if kind == "integer":
        return type(value) is int or (type(value) is float and value.is_integer())
    if kind == "number":
        return type(value) in (int, float)
    return json_type(value) == kind
