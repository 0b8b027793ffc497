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
