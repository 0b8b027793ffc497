"""Sizes, ranges and forms of single values. Each limit applies to values of its own JSON type only, as in JSON Schema."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from claudewire.contract.document import Node

#: The rule that a value breaks, and how; or None.
Constraint: TypeAlias = "Callable[[Any], tuple[str, str] | None]"

_DATE_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})").fullmatch

#: keyword → JSON types, when the limit is broken, in words.
_SIZES: Final[dict[str, tuple[type, Callable[[Any, Any], bool], str]]] = {
    "minLength": (str, operator.lt, "length should be at least"),
    "maxLength": (str, operator.gt, "length should be at most"),
    "minItems": (list, operator.lt, "number of items should be at least"),
    "maxItems": (list, operator.gt, "number of items should be at most"),
}
_RANGES: Final[dict[str, tuple[Callable[[Any, Any], bool], str]]] = {
    "minimum": (operator.lt, "at least"),
    "maximum": (operator.gt, "at most"),
    "exclusiveMinimum": (operator.le, "more than"),
    "exclusiveMaximum": (operator.ge, "less than"),
}


def constraints_of(schema: Node) -> list[Constraint]:
    """What a schema says of the size and form of a value."""
    found = [_size(kind, broken, schema[key], words) for key, (kind, broken, words) in _SIZES.items() if key in schema]
    found += [_range(broken, schema[key], words) for key, (broken, words) in _RANGES.items() if key in schema]
    if "pattern" in schema:
        pattern = re.compile(schema["pattern"])
        found.append(_form(pattern.search, f"does not match {pattern.pattern}"))
    if schema.get("format") == "date-time":
        found.append(_form(_DATE_TIME, "is no RFC 3339 time"))
    return found


def _size(kind: type, broken: Callable[[Any, Any], bool], bound: int, words: str) -> Constraint:
    def limit(value: Any) -> tuple[str, str] | None:
        if isinstance(value, kind) and broken(size := len(value), bound):  # type: ignore[arg-type]
            return "out-of-range", f"{words} {bound}, is {size}"
        return None

    return limit


def _range(broken: Callable[[Any, Any], bool], bound: float, words: str) -> Constraint:
    def limit(value: Any) -> tuple[str, str] | None:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and broken(value, bound):
            return "out-of-range", f"should be {words} {bound}, is {value}"
        return None

    return limit


def _form(fits: Callable[[str], object], words: str) -> Constraint:
    def limit(value: Any) -> tuple[str, str] | None:
        if isinstance(value, str) and not fits(value):
            return "wrong-format", f"{value!r} {words}"
        return None

    return limit
