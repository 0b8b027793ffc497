"""Whether a document is OpenAPI 3.1 at all, and uses only words that mean something to the generator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs

from generator import schemas as S
from generator.load import Pointer

from .places import each_schema
from .registry import Found, rule

Json = Any
SCHEMAS = ("components", "schemas")
_KEYS = """
    $ref type description properties required additionalProperties items oneOf anyOf discriminator enum const default
    format minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern minItems maxItems uniqueItems
    minProperties maxProperties propertyNames examples example deprecated readOnly writeOnly contentMediaType
    contentEncoding contentSchema
"""
SCHEMA_KEYS = frozenset(_KEYS.split())
#: What a document of somebody else may hold in addition: words for readers.
IGNORED_KEYS = frozenset({"title", "externalDocs", "xml", "$comment", "multipleOf"})
#: What a schema may not hold, and what to write instead.
INSTEAD = {
    "allOf": "write the properties of all its parts into one schema",
    "not": "leave it out and say it in the description",
    "if": "leave it out and say it in the description",
    "then": "leave it out and say it in the description",
    "else": "leave it out and say it in the description",
    "nullable": "write `type: [string, 'null']`, or `anyOf` with `type: 'null'`",
    "patternProperties": "use `additionalProperties`",
    "prefixItems": "use `items`",
    "$defs": "put the schema into components",
    "definitions": "put the schema into components",
    "$anchor": "refer to a schema by its name",
    "$dynamicRef": "refer to a schema by its name",
    "$id": "refer to a schema by its name",
    "unevaluatedProperties": "use `additionalProperties`",
}


@rule("G001", "The document is OpenAPI 3.1, and its schemas are JSON Schema 2020-12.")
def well_formed(document: Json) -> Found:
    version = S.string(document, "openapi") or ""
    if not version.startswith("3.1."):
        yield (
            ("openapi",),
            f"only OpenAPI 3.1 is read, and this is {version or 'something else'}: convert the document first",
        )
        return
    validator, schema_validator = _validators()
    for error in validator.iter_errors(document):
        yield _malformed("OpenAPI", (), error)
    for name, content in S.named_schemas(document).items():
        for error in schema_validator.iter_errors(content):
            yield _malformed("JSON Schema", (*SCHEMAS, name), error)


def _malformed(standard: str, base: Pointer, error: jsonschema_rs.ValidationError) -> tuple[Pointer, str]:
    pointer = (*base, *map(str, error.instance_path))
    where = repr(pointer[-1]) if pointer else "the document"
    return pointer, f"{where} is not as {standard} has it: {error.message[:200]}"


@cache
def _validators() -> tuple[jsonschema_rs.Draft202012Validator, jsonschema_rs.Draft202012Validator]:
    """The standards' own schemas. OpenAPI's is a file of openapi-spec-validator, because importing that takes half a second."""
    spec = find_spec("openapi_spec_validator")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("openapi-spec-validator is not installed")
    text = Path(spec.origin).with_name("resources").joinpath("schemas", "v3.1", "schema.json").read_text("utf-8")
    return (
        jsonschema_rs.Draft202012Validator(json.loads(text)),
        jsonschema_rs.Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"}),
    )


@rule("G003", "A schema uses only keywords that the generator knows.")
def known_keywords(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        for key in schema:
            if key in SCHEMA_KEYS or key in IGNORED_KEYS or key.startswith("x-"):
                continue
            way_round = INSTEAD.get(key)
            if way_round:
                yield (*pointer, key), f"the schema keyword {key!r} is not supported: {way_round}"
            else:
                yield (*pointer, key), f"unknown schema keyword {key!r}"


@rule("G002", "A reference leads to something other than itself.")
def reference_loops(document: Json) -> Found:
    components = S.mapping(document, "components")
    for section, entries in components.items():
        for name in entries if S.is_object(entries) else ():
            if loop := _loop(document, f"#/components/{section}/{name}"):
                shown = " → ".join(ref.rpartition("/")[2] for ref in loop)
                yield ("components", section, name), f"{name!r} refers only to itself ({shown}): say what it is"


def _loop(document: Json, start: str) -> list[str]:
    """The way from a component back to itself through references and unions alone; empty if there is none."""
    stack: list[list[str]] = [[start]]
    seen: set[str] = set()
    while stack:
        way = stack.pop()
        for ref in _direct(_at(document, way[-1])):
            if ref == start:
                return [*way, ref]
            if ref not in seen:
                seen.add(ref)
                stack.append([*way, ref])
    return []


def _direct(node: Json) -> Iterator[str]:
    """The references that a value of this schema may be, without a list or an object around it."""
    stack: list[Json] = [node]
    while stack:
        each = stack.pop()
        if (ref := S.string(each, "$ref")) is not None:
            yield ref
        stack += [*S.sequence(each, "anyOf"), *S.sequence(each, "oneOf")]


def _at(document: Json, ref: str) -> Json:
    node: Json = document
    for part in ref.removeprefix("#/").split("/"):
        node = node.get(part) if S.is_object(node) else None
    return node
