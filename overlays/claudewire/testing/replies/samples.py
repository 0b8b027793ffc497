"""A value that fits a JSON schema. The same schema and the same seed always give the same value."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final

from claudewire.contract.values import has_type, is_array, is_object

#: Recursive schemas stop here: optional properties are left out from the first limit on, everything from the second.
_DEPTH: Final = 6
_FORMATS: Final = {
    "date": "2026-01-31",
    "time": "12:00:00Z",
    "date-time": "2026-01-31T12:00:00Z",
    "duration": "PT1H",
    "email": "someone@example.com",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.com",
}
#: Names of texts that a program might run.
_RUNNABLE: Final = re.compile(r"cmd|command|code|script|shell|bash|exec|query|sql|program", re.IGNORECASE)
_MAX_LENGTH: Final = 10_000


def sample(schema: Any, name: str = "text", seed: int | None = None) -> Any:
    """Return a plausible value. What the schema says of itself (`const`, `examples`, `default`, `enum`) comes first.

    Args:
        schema: a JSON schema. Keywords that are not understood are passed over.
        name: what a text is called.
        seed: chooses among the values of an `enum` and the members of a union; None takes the first.
    """
    root: Mapping[str, Any] = schema if is_object(schema) else {}
    return _Sampler(root, None if seed is None else Random(seed)).value(schema, name, _DEPTH)  # noqa: S311 - repeatable, not secret


class _Sampler:
    def __init__(self, root: Mapping[str, Any], chance: Random | None) -> None:
        self._root = root
        self._chance = chance

    def value(self, schema: Any, name: str, depth: int) -> Any:
        if not is_object(schema):
            return None if schema is False else f"canned {name}"
        if "$ref" in schema:
            return self.value(self._referred(schema["$ref"]), name, depth - 1) if depth > -_DEPTH else None
        if "const" in schema:
            return schema["const"]
        for key in ("examples", "enum"):
            values: Any = schema.get(key)
            if is_array(values) and values:
                return self._choice(values)
        if "default" in schema:
            return schema["default"]
        for key in ("anyOf", "oneOf"):
            members: Any = schema.get(key)
            if is_array(members) and members:
                member = self._choice(members) if depth > 0 else _shallowest(members)
                rest = {inner: value for inner, value in schema.items() if inner not in (key, "$defs", "definitions")}
                return self.value({**rest, **member} if is_object(member) else member, name, depth - 1)
        parts: Any = schema.get("allOf")
        if is_array(parts) and parts:
            return self.value(self._merged(schema, parts), name, depth)
        return self._typed(schema, name, depth)

    def _typed(self, schema: Mapping[str, Any], name: str, depth: int) -> Any:
        match _kind(schema):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, name, depth)
            case "integer" | "number" as kind:
                return _number(schema, whole=kind == "integer")
            case "boolean":
                return True if self._chance is None else self._choice((True, False))
            case "null":
                return None
            case _:
                return _text(schema, name)

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if depth <= -_DEPTH:
            return {}
        required: Any = schema.get("required")
        properties: Any = schema.get("properties")
        known: Mapping[str, Any] = properties if is_object(properties) else {}
        needed = [name for name in (required if is_array(required) else ()) if isinstance(name, str)]
        wanted = [name for name in known if name in needed or (depth > 0 and known[name] is not False)]
        made = {name: self.value(known[name], name, depth - 1) for name in wanted}
        rest = schema.get("additionalProperties", True)
        for name in needed:
            if name not in made and rest is not False:
                made[name] = self.value(rest, name, depth - 1)
        if not known and is_object(rest) and depth > 0:
            made.setdefault("key", self.value(rest, "key", depth - 1))
        return made

    def _array(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        prefix: Any = schema.get("prefixItems")
        first = [self.value(item, name, depth - 1) for item in (prefix if is_array(prefix) else ())]
        least = _whole(schema.get("minItems"), 0)
        most = _whole(schema.get("maxItems"), max(least, len(first), 1))
        items = schema.get("items", True)
        if items is False:
            return first[:most]
        count = min(max(least, len(first), 1 if depth > 0 else 0), most, _MAX_LENGTH)
        rest = [self.value(items, name, depth - 1) for _ in range(count - len(first))]
        if schema.get("uniqueItems"):
            rest = [_distinct(value, number) for number, value in enumerate(rest)]
        return [*first, *rest][:most]

    def _merged(self, schema: Mapping[str, Any], parts: Sequence[Any]) -> dict[str, Any]:
        """Merge the parts of an `allOf`: their properties and required names together."""
        merged: dict[str, Any] = {key: value for key, value in schema.items() if key != "allOf"}
        for part in parts:
            resolved: Any = self._referred(part["$ref"]) if is_object(part) and "$ref" in part else part
            for key, value in (resolved if is_object(resolved) else {}).items():
                old: Any = merged.get(key)
                if is_object(old) and is_object(value):
                    merged[key] = {**old, **value}
                elif is_array(old) and is_array(value) and key == "required":
                    merged[key] = [*old, *value]
                else:
                    merged[key] = value
        return merged

    def _referred(self, reference: Any) -> Any:
        node: Any = self._root
        for key in str(reference).removeprefix("#").strip("/").split("/"):
            node = node.get(key.replace("~1", "/").replace("~0", "~"), {}) if key and is_object(node) else node
        return node

    def _choice(self, values: Sequence[Any]) -> Any:
        return values[0] if self._chance is None else self._chance.choice(values)


def _kind(schema: Mapping[str, Any]) -> str:
    kind: Any = schema.get("type")
    if is_array(kind):
        kind = next((name for name in kind if name != "null"), "null") if kind else "string"
    if isinstance(kind, str):
        return kind
    guesses = {
        "object": ("properties", "required"),
        "array": ("items", "prefixItems"),
        "number": ("minimum", "maximum", "multipleOf"),
    }
    return next((guess for guess, words in guesses.items() if any(word in schema for word in words)), "string")


def _shallowest(members: Sequence[Any]) -> Any:
    """Return the member with the least depth: `null`, or one without references."""
    plain = [member for member in members if is_object(member) and member.get("type") == "null"]
    return (plain or [member for member in members if is_object(member) and "$ref" not in member] or members)[0]


def _number(schema: Mapping[str, Any], *, whole: bool) -> int | float:
    low, high = (
        _limit(schema, "minimum", "exclusiveMinimum", math.inf),
        _limit(schema, "maximum", "exclusiveMaximum", -math.inf),
    )
    step: Any = schema.get("multipleOf")
    unit: int | float = step if has_type(step, "number") and step > 0 else 1
    if whole and not float(unit).is_integer():
        unit = 1
    if low is None and high is None:
        return unit
    value = math.ceil(low / unit) * unit if low is not None else math.floor((high or 0) / unit) * unit
    fits = (low is None or value >= low) and (high is None or value <= high)
    if not fits and not whole and low is not None and high is not None:
        return (low + high) / 2
    return int(value) if whole else value


def _limit(schema: Mapping[str, Any], closed: str, opened: str, towards: float) -> float | int | None:
    """Return the bound of a number; an exclusive one is moved to the nearest value inside."""
    value: Any = schema.get(closed)
    edge: Any = schema.get(opened)
    bound = value if has_type(value, "number") else None
    if has_type(edge, "number"):
        moved = edge + (1 if towards > 0 else -1) if float(edge).is_integer() else math.nextafter(edge, towards)
        other = schema.get(
            "maximum" if towards > 0 else "minimum",
            schema.get("exclusiveMaximum" if towards > 0 else "exclusiveMinimum"),
        )
        if has_type(other, "number") and (moved > other if towards > 0 else moved < other):
            moved = math.nextafter(edge, towards)
        bound = moved if bound is None else (max(bound, moved) if towards > 0 else min(bound, moved))
    return bound


def _text(schema: Mapping[str, Any], name: str) -> str:
    pattern: Any = schema.get("pattern")
    made = _FORMATS.get(str(schema.get("format")), f"# canned {name}" if _RUNNABLE.search(name) else f"canned {name}")
    if isinstance(pattern, str):
        made = _matching(pattern, made)
    elif is_object(schema):
        made = made.ljust(min(_whole(schema.get("minLength"), 0), _MAX_LENGTH), ".")
        most = schema.get("maxLength")
        made = made[:most] if isinstance(most, int) and most >= 0 else made
    return made


def _matching(pattern: str, made: str) -> str:
    """Return a text that matches a pattern: the usual one if it matches, else one that is generated from the pattern."""
    try:
        if re.search(pattern, made):
            return made
        import rstr

        found = rstr.Rstr(Random(0)).xeger(pattern)  # noqa: S311 - repeatable, not secret
    except (re.error, ValueError, OverflowError, RecursionError, KeyError, ImportError):
        return made  # a pattern that Python does not understand
    return found


def _distinct(value: Any, number: int) -> Any:
    """Change a value so that it differs from the others of its list."""
    if isinstance(value, bool) or value is None or number == 0:
        return value
    if isinstance(value, str):
        return f"{value} {number + 1}"
    if isinstance(value, (int, float)):
        return value + number
    if is_object(value):
        return {
            name: _distinct(inner, number) if place == 0 else inner for place, (name, inner) in enumerate(value.items())
        }
    return value


def _whole(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else otherwise
