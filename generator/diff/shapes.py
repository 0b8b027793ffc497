"""A schema as the comparison sees it: which JSON values pass, by JSON type, however it is written down."""

from __future__ import annotations

import json
from typing import Any

from attrs import evolve, frozen

from generator import schemas as S

Json = Any
Schema = dict[str, Any]


@frozen
class Kind:
    """The values of one JSON type that pass."""

    #: The schema of this type, references followed.
    schema: Schema
    #: Known values as JSON text, and whether others pass as well. A plain string is an open enum without known values.
    values: frozenset[str] = frozenset()
    open: bool = True
    #: Of a union of objects: the field that tells its members apart, and the member for each of its values.
    tag: str | None = None
    members: dict[str, Schema] | None = None
    #: The named schema that it came from, if it is a member of a union by JSON type.
    ref: str | None = None


@frozen
class Shape:
    nullable: bool
    kinds: dict[str, Kind]

    def text(self) -> str:
        """`string or array`, for a sentence."""
        return " or ".join([*sorted(self.kinds), *(["null"] if self.nullable else [])])


def shape(document: Json, schema: Schema) -> Shape:
    """What passes, by JSON type."""
    schema = S.resolve(document, schema)
    plain, nullable = S.without_null(schema)
    if "$ref" in plain:
        inner = shape(document, plain)
        return evolve(inner, nullable=nullable or inner.nullable)
    if "discriminator" in plain:
        return Shape(nullable, {"object": _union(plain)})
    members = plain.get("anyOf") or plain.get("oneOf")
    if not members:
        return Shape(nullable, _plain(plain))
    kinds: dict[str, Kind] = {}
    outer = {"default": plain["default"]} if "default" in plain else {}  # it stands beside the members, and is theirs
    for member in members:
        inner = shape(document, member)
        nullable = nullable or inner.nullable
        for name, found in inner.kinds.items():
            kind = evolve(found, schema={**outer, **found.schema}, ref=S.ref_name(member) or found.ref)
            kinds[name] = _either(kinds[name], kind) if name in kinds else kind
    return Shape(nullable, kinds)


def _plain(schema: Schema) -> dict[str, Kind]:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if values is None:
        types = schema.get("type", "any")
        return {name: Kind(schema) for name in ([types] if isinstance(types, str) else types)}
    out: dict[str, list[str]] = {}
    for value in values:
        out.setdefault(_type(value), []).append(json.dumps(value, ensure_ascii=False))
    return {name: Kind(schema, frozenset(known), open=False) for name, known in out.items()}


def _type(value: Json) -> str:
    names = {"str": "string", "bool": "boolean", "int": "integer", "float": "number", "list": "array", "dict": "object"}
    return names.get(type(value).__name__, "null")


def _union(schema: Schema) -> Kind:
    """Members by the value of the tag; each with what stands beside its reference."""
    listed = S.sequence(schema, "oneOf") or S.sequence(schema, "anyOf")
    members: dict[str, Schema] = {member["$ref"]: member for member in listed if "$ref" in member}
    mapping: dict[str, str] = schema["discriminator"].get("mapping") or {}
    tag = schema["discriminator"].get("propertyName")
    return Kind(schema, tag=tag, members={value: members.get(ref, {"$ref": ref}) for value, ref in mapping.items()})


def _either(one: Kind, other: Kind) -> Kind:
    """Two members of one JSON type: enums join; anything else can only be compared as a whole."""
    if one.values or other.values or not one.open or not other.open:
        richer = one if one.values else other
        return Kind(richer.schema, one.values | other.values, one.open or other.open)
    return Kind({"anyOf": [one.schema, other.schema]})
