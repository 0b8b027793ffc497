"""Two schemas as one: what `allOf` means, and what stands beside a reference or a union."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from claudewire._schema.problems import SchemaInvalid

#: Keywords that describe and do not restrict.
ANNOTATIONS: Final[tuple[str, ...]] = ("title", "description", "default")

_TIGHTER: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "minimum": max, "exclusiveMinimum": max, "minLength": max, "minItems": max, "minProperties": max,
    "maximum": min, "exclusiveMaximum": min, "maxLength": min, "maxItems": min, "maxProperties": min,
}  # fmt: skip


def merge(first: Mapping[str, Any], second: Mapping[str, Any], at: str) -> dict[str, Any]:
    """Returns a schema of the values that both schemas accept. Annotations of the first one win.

    Raises:
        SchemaInvalid: both restrict the same thing in a way that one schema cannot say.
    """
    out = dict(first)
    for key, value in second.items():
        if key not in out:
            out[key] = value
        elif key in ANNOTATIONS or out[key] == value:
            continue
        elif key == "properties":
            out[key] = _properties(out[key], value, at)
        elif key == "required":
            out[key] = list(dict.fromkeys([*out[key], *value]))
        elif key == "type":
            out[key] = _types(out[key], value, at)
        elif key == "enum":
            out[key] = [item for item in out[key] if item in value]
        elif key in _TIGHTER:
            out[key] = _TIGHTER[key](out[key], value)
        elif key == "additionalProperties":
            out[key] = False if out[key] is False or value is False else value if out[key] is True else out[key]
        else:
            raise SchemaInvalid(f"{at or 'the schema'}: allOf with two different values of {key} cannot be sent")
    return out


def _properties(first: Mapping[str, Any], second: Mapping[str, Any], at: str) -> dict[str, Any]:
    out = dict(first)
    for name, schema in second.items():
        out[name] = merge(out[name], schema, f"{at}/properties/{name}") if name in out else schema
    return out


def _types(first: Any, second: Any, at: str) -> Any:
    ours, theirs = _list(first), _list(second)
    both = [kind for kind in ours if kind in theirs]
    if "integer" in (*ours, *theirs) and "number" in (*ours, *theirs) and "integer" not in both:
        both.append("integer")
    if not both:
        raise SchemaInvalid(f"{at or 'the schema'}: no value is {first!r} and {second!r}")
    return both[0] if len(both) == 1 else both


def _list(value: Any) -> list[str]:
    return cast("list[str]", value) if isinstance(value, list) else [str(value)]
