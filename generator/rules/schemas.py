"""Which schemas become Python types that tell the truth."""

from __future__ import annotations

from typing import Any

from generator import schemas as S
from generator.load import Pointer

from .places import SCHEMAS, Schema, each_schema, is_named, roots
from .registry import Found, rule

Json = Any


@rule("G101", "A required field is a property.")
def required_exist(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        for name in S.sequence(schema, "required"):
            if name not in S.mapping(schema, "properties"):
                yield (*pointer, "required"), f"{name!r} is required but no property has this name"


@rule("G102", "An object with properties has a name of its own.")
def no_inline_objects(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        if schema.get("properties") and not is_named(pointer):
            yield pointer, "an object with properties inside something else: give it a name in components"


@rule("G103", "A union of objects is told apart by one text field, for every member, in both directions.")
def unions(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        members = [m for m in S.sequence(schema, "oneOf") if m.get("type") != "null"]
        if members:
            yield from _union(document, pointer, schema, members)
        elif "discriminator" in schema:
            yield (*pointer, "discriminator"), "a discriminator stands beside `oneOf`"


def _union(document: Json, pointer: Pointer, schema: Schema, members: list[Json]) -> Found:
    discriminator = S.mapping(schema, "discriminator")
    tag, mapping = S.string(discriminator, "propertyName"), S.mapping(discriminator, "mapping")
    if not tag:
        yield pointer, "the union has no discriminator; members of different JSON types are an `anyOf`"
        return
    if not is_named(pointer):
        yield pointer, "a union of objects must be a schema of its own"
    if len(members) < len(S.sequence(schema, "oneOf")):
        yield pointer, "null is no member of a union: write `anyOf` with the union and `type: 'null'` where it is used"
    if schema.get("properties"):
        yield pointer, "a union has no properties of its own: put them into each member"
    refs = [S.string(member, "$ref") for member in members]
    for value, ref in mapping.items():
        if ref not in refs:
            place = (*pointer, "discriminator", "mapping", value)
            yield place, f"the mapping's {value!r} is not a member of the union"
    for index, ref in enumerate(refs):
        here = (*pointer, "oneOf", str(index))
        name = S.ref_name({"$ref": ref}) if ref else None
        if ref is None or name is None:
            yield here, "a member of a union must be a reference to a schema with a name"
            continue
        values = [value for value, target in mapping.items() if target == ref]
        if not values:
            yield here, f"the member {name} is missing from the discriminator's mapping"
            continue
        member: Json = S.named_schemas(document)[name]
        if not S.mapping(member, "properties"):
            yield here, f"the member {name} is not an object with properties"
            continue
        constants = S.constants(S.mapping(S.mapping(member, "properties"), tag))
        if wrong := [value for value in constants if not isinstance(value, str)]:
            at = (*SCHEMAS, name, "properties", tag)
            yield at, f"{tag} of the union's member {name} is {wrong[0]!r}: only text can tell members apart"
        elif sorted(constants) != sorted(values):
            yield here, f"the member {name} has no const {tag} equal to {values}"


@rule("G104", "The members of a union without a tag differ by their JSON type.")
def untagged_unions(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        taken: dict[str, int] = {}
        for index, member in enumerate(S.sequence(schema, "anyOf")):
            for kind in sorted(S.json_types(document, member) & {"object", "array"}):
                if kind in taken and kind == "object":
                    yield pointer, "a union of objects must be `oneOf` with a discriminator"
                elif kind in taken:
                    yield (
                        pointer,
                        f"two members of the union are lists (number {taken[kind]} and {index}): make it one list of either",
                    )
                taken.setdefault(kind, index)
        if "anyOf" in schema and S.json_types(document, schema) == frozenset({"null"}):
            yield pointer, "a union whose members are all null: say `type: 'null'`"
        if "anyOf" in schema and schema.keys() & {"properties", "items", "additionalProperties", "enum", "const"}:
            yield pointer, "beside `anyOf` stand only descriptions and limits: put the rest into its members"


@rule("G105", "Known values are text, whole numbers, booleans or null, and there is at least one.")
def literal_values(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        if "enum" in schema and not S.sequence(schema, "enum"):
            yield (*pointer, "enum"), "an enum without values"
        for key, values in (
            ("enum", S.sequence(schema, "enum")),
            ("const", [schema["const"]] if "const" in schema else []),
        ):
            for value in values:
                if value is not None and not isinstance(value, (str, bool, int)):
                    yield (
                        (*pointer, key),
                        f"{value!r} is no value that a Python literal type can have: leave `{key}` out",
                    )
        kinds = _stated(schema)
        for value in [*S.sequence(schema, "enum"), *([schema["const"]] if "const" in schema else [])]:
            if kinds and not any(_is(value, kind) for kind in kinds):
                yield pointer, f"the value {value!r} is not of the type {' or '.join(kinds)}"


def _stated(schema: Schema) -> list[str]:
    kind = schema.get("type")
    return [kind] if isinstance(kind, str) else [str(each) for each in S.sequence(schema, "type")]


def _is(value: Json, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "null":
            return value is None
        case _:
            return False


@rule("G106", "An object has properties, or entries of one type, and not both.")
def no_typed_rest(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        if schema.get("properties") and schema.get("additionalProperties") not in (None, True, False, {}):
            yield (
                (*pointer, "additionalProperties"),
                "entries of a type beside properties: put them into a property of their own",
            )


_SHAPES = {
    "properties": "object",
    "additionalProperties": "object",
    "required": "object",
    "items": "array",
}


@rule("G107", "A schema says one thing: its keywords belong to its type.")
def consistent(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        kinds = _stated(schema)
        for key, kind in _SHAPES.items():
            if key in schema and kinds and kind not in kinds:
                yield (*pointer, key), f"{key!r} belongs to the type {kind}, and this is {' or '.join(kinds)}"
        if is_named(pointer) and S.json_types(document, schema) == frozenset({"null"}):
            yield pointer, "a schema with a name that is always null: say `type: 'null'` where it is used"
        if "" in S.mapping(schema, "properties"):
            yield (*pointer, "properties"), "a property without a name: Python and its type checkers have none for it"
        if schema.get("properties") and kinds not in ([], ["object"]):
            yield pointer, "an object with properties is `type: object`; where it may be null, say so where it is used"
        if schema.get("properties") and schema.keys() & {"enum", "const", "items"}:
            yield pointer, "an object with properties has no known values and no items"
        several = len(set(kinds) - {"null"}) > 1 and {"object", "array"} & set(kinds)
        if several and schema.keys() & {"items", "additionalProperties"}:
            yield pointer, "a list or map among other types: write `anyOf`, with one member per type"
        if "$ref" in schema and (more := sorted(schema.keys() - _BESIDE_REF)):
            yield (
                (*pointer, more[0]),
                f"{more[0]!r} beside a reference means nothing to the generator: put it where that leads",
            )
        if "format" in schema and schema["format"] == "date-time" and kinds and "string" not in kinds:
            yield (*pointer, "format"), "a date-time is a string"


_BESIDE_REF = frozenset(
    {"$ref", "description", "deprecated", "default", "example", "examples", "title", "x-beta", "x-deprecated-reason"}
)


@rule("G108", "Parameters, bodies and responses have a schema.")
def have_schemas(document: Json) -> Found:
    for root in roots(document):
        if root.role == "parameter" and not S.is_object(root.schema):
            yield root.pointer[:-1], "the parameter has no schema: `content` in its place is not supported"
