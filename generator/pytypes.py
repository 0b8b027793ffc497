"""JSON schema → Python: type expressions, and the code that decodes a value."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from . import schemas as S
from .index import Index, snake

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


def literal(values: list[Json]) -> str:
    return f"Literal[{', '.join(repr(value) for value in values)}]"


@frozen
class Types:
    """Type expressions for one side: responses (`models.X`, lists) or requests (`params.X`, sequences)."""

    index: Index
    request: bool = False

    def of(self, schema: Json) -> str:
        """The annotation for a value of this schema."""
        schema, nullable = S.without_null(schema)
        expression = self._of(schema)
        return union([expression, "None"]) if nullable else expression

    def _of(self, schema: Json) -> str:
        name = S.ref_name(schema)
        if name is not None:
            return f"params.{self.index.param_name(name)}" if self.request else f"models.{name}"
        known = S.open_enum(schema)
        if known is not None:
            return union([literal(known), "str"])
        if "const" in schema:
            return literal([schema["const"]])
        if "enum" in schema:
            return literal(schema["enum"])
        for key in ("anyOf", "oneOf"):
            if members := S.sequence(schema, key):
                return union([self.of(member) for member in members])
        kind = schema.get("type")
        if S.is_array(kind):
            return union([self._of({**schema, "type": one}) for one in kind])
        if kind == "array":
            item = self.of(schema.get("items", {}))
            return f"Sequence[{item}]" if self.request else f"list[{item}]"
        if kind == "object":
            values = schema.get("additionalProperties")
            value = self.of(values) if S.is_object(values) and values else "Any"
            return f"Mapping[str, {value}]" if self.request else f"dict[str, {value}]"
        return SCALARS.get(str(kind), "Any")

    def decode(self, schema: Json, value: str, depth: int = 0) -> str:
        """The expression that decodes `value`; `value` itself where JSON and Python agree. The caller sees to null."""
        schema, nullable = S.without_null(schema)
        code = self._decode(schema, value, depth)
        return f"(None if {value} is None else {code})" if nullable and depth and code != value else code

    def _decode(self, schema: Json, value: str, depth: int) -> str:
        name = S.ref_name(schema)
        if name is not None:
            named = self.index.schemas[name]
            if named.kind == "object":
                return f"models.{name}.from_dict({value})"
            if named.kind == "union":
                return f"{snake(name).upper()}.decode({value})"
            return self.decode(named.schema, value, depth)
        item = f"item{depth or ''}"
        if schema.get("type") == "array":
            code = self.decode(schema.get("items", {}), item, depth + 1)
            return value if code == item else f"[{code} for {item} in {value}]"
        values = schema.get("additionalProperties")
        if schema.get("type") == "object" and S.is_object(values):
            code = self.decode(values, item, depth + 1)
            return value if code == item else f"{{key: {code} for key, {item} in {value}.items()}}"
        for key in ("anyOf", "oneOf"):
            for member in S.sequence(schema, key):  # unions without a tag differ by JSON type
                code = self.decode(member, value, depth)
                if code != value:
                    shape = S.resolve(self.index.document, member)
                    test = "list" if shape.get("type") == "array" else "dict"
                    return f"({code} if isinstance({value}, {test}) else {value})"
        return value
