"""JSON schema → Python: type expressions, and the code that decodes a value."""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from . import schemas as S
from .index import Index

Json = Any
SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def union(members: list[str]) -> str:
    """`A | B`, without repeating a member, None last."""
    parts = list(dict.fromkeys(part for member in members for part in _split(member)))
    if "Any" in parts:
        return "Any"
    return " | ".join(sorted(parts, key=lambda part: part == "None"))


def _split(expression: str) -> list[str]:
    parts: list[str] = []
    depth = start = 0
    for position, char in enumerate(expression):
        depth += (char in "[(") - (char in "])")
        if char == "|" and depth == 0:
            parts.append(expression[start:position].strip())
            start = position + 1
    return [*parts, expression[start:].strip()]


def lazy(expression: str, names: list[str]) -> str:
    """The expression with these models as strings, for an alias that can not yet exist when it is evaluated."""
    quoted = re.sub(rf"\bmodels\.({'|'.join(names)})\b", r'"models.\1"', expression)
    parts = _split(quoted)
    return f"Union[{', '.join(parts)}]" if len(parts) > 1 else parts[0]


def literal(values: list[Json]) -> str:
    return f"Literal[{', '.join(repr(value) for value in values)}]"


@frozen
class Types:
    """Type expressions for one side: responses (`models.X`, lists) or requests (`params.X`, sequences)."""

    index: Index
    request: bool = False
    #: Whether to write `builtins.list`: where a method is called `list`, the plain name means that.
    qualified: bool = False

    def of(self, schema: Json) -> str:
        """The annotation for a value of this schema."""
        schema, nullable = S.without_null(schema)
        expression = self._of(schema)
        return union([expression, "None"]) if nullable else expression

    def _of(self, schema: Json) -> str:
        name = S.ref_name(schema)
        if name is not None:
            if not self.request:
                return f"models.{name}"
            model = self.index.model_for(name) if self.index.schemas[name].kind == "object" else None
            return f"params.{self.index.param_name(name)}" + (f" | models.{model}" if model else "")
        known = S.open_enum(schema)
        if known is not None:
            return union([literal(known), "str"])
        values = S.constants(schema)
        if values and all("const" in m or "enum" in m for m in S.sequence(schema, "anyOf")):
            return literal(values)
        for key in ("anyOf", "oneOf"):
            if members := S.sequence(schema, key):
                return union([self.of(member) for member in members])
        kind = schema.get("type")
        if S.is_array(kind):
            return union([self._of({**schema, "type": one}) for one in kind])
        prefix = "builtins." if self.qualified else ""
        if kind == "array":
            item = self.of(schema.get("items", {}))
            return f"Sequence[{item}]" if self.request else f"{prefix}list[{item}]"
        if kind == "object":
            values = schema.get("additionalProperties")
            value = self.of(values) if S.is_object(values) and values else "Any"
            return f"Mapping[str, {value}]" if self.request else f"{prefix}dict[str, {value}]"
        if S.is_date_time(schema):
            return "datetime | str" if self.request else "datetime"
        return SCALARS.get(str(kind), "Any")

    def decode(self, schema: Json, value: str, depth: int = 0, optional: bool = False) -> str:
        """The expression that decodes `value`; `value` itself where JSON and Python agree.

        A value of another JSON type than the document says stays as it came, or is an unknown member of its union.
        """
        cases = self._cases(schema, value, depth)
        if not cases:
            return value
        null = optional or S.without_null(schema)[1]
        if cases[0][0] == "any":
            return f"{value} if {value} is None else {cases[0][1]}" if null or not depth else cases[0][1]
        prefix = "builtins." if self.qualified else ""
        # Parsers of JSON make exact strings, and of these there are many.
        conditions = [
            f"type({value}) is str" if kind == "str" else f"isinstance({value}, {prefix}{kind})" for kind, _ in cases
        ]
        if null and not conditions[0].startswith("type("):  # to see a null takes less time than to ask for a type
            conditions[0] = f"{value} is not None and {conditions[0]}"
        decoded = (f"{code} if {condition}" for (_, code), condition in zip(cases, conditions, strict=True))
        return " else ".join([*decoded, value])

    def shared(self, schema: Json, value: str) -> str:
        """The expression that gives a string out of a few its one copy: each answer brings its own, and many may be kept."""
        schema, _ = S.without_null(schema)
        name = S.ref_name(schema)
        if name is not None:
            return self.shared(self.index.schemas[name].schema, value)
        if isinstance(only := schema.get("const"), str):
            return f"{only!r} if {value} == {only!r} else {value}"
        return f"intern({value}) if type({value}) is str else {value}" if S.open_enum(schema) is not None else value

    def _cases(self, schema: Json, value: str, depth: int) -> list[tuple[str, str]]:
        """Python's type for a JSON value, and the expression that decodes it: where there is something to decode."""
        schema, _ = S.without_null(schema)
        name = S.ref_name(schema)
        if name is not None:
            named = self.index.schemas[name]
            if named.kind == "object":
                return [("dict", f"decoders.{name}({value})")]
            if named.kind == "union" or self.index.recursive(name):
                return [("any", f"decoders.{name}({value})")]
            return self._cases(named.schema, value, depth)
        item, values = f"item{depth or ''}", schema.get("additionalProperties")
        if schema.get("type") == "array":
            code = self.decode(schema.get("items", {}), item, depth + 1)
            return [] if code == item else [("list", f"[{code} for {item} in {value}]")]
        if schema.get("type") == "object" and S.is_object(values):
            code = self.decode(values, item, depth + 1)
            return [] if code == item else [("dict", f"{{key: {code} for key, {item} in {value}.items()}}")]
        if S.is_date_time(schema):
            return [("str", f"timestamp({value})")]
        # A union without a tag: its members differ by JSON type, and all objects are in one of them.
        members = [*S.sequence(schema, "anyOf"), *S.sequence(schema, "oneOf")]
        cases = [case for member in members for case in self._cases(member, value, depth)]
        return [("dict" if kind == "any" else kind, code) for kind, code in cases]
