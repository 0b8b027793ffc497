"""Questions that several parts of the generator ask about a JSON schema of the bundled document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = Any
Schema = dict[str, Any]
PREFIX = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "patch")


def ref_name(schema: Json) -> str | None:
    """The schema that a reference names."""
    ref = schema.get("$ref") if isinstance(schema, dict) else None
    return ref.removeprefix(PREFIX) if isinstance(ref, str) and ref.startswith(PREFIX) else None


def resolve(document: Json, node: Json) -> Json:
    """Follow references until there is none."""
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        target: Json = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def operations(document: Json) -> Iterator[tuple[str, str, dict[str, Json], dict[str, Json]]]:
    """Path, method, path item and operation of each operation, in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield path, method, item, item[method]


def parameters(document: Json, item: Json, operation: Json) -> list[dict[str, Json]]:
    return [resolve(document, p) for p in [*item.get("parameters", []), *operation.get("parameters", [])]]


def subschemas(schema: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """The schemas directly inside a schema, with the keys that lead to them."""
    for key in ("properties", "patternProperties", "$defs"):
        for name, sub in (schema.get(key) or {}).items():
            yield (key, name), sub
    for key in ("oneOf", "anyOf", "allOf", "prefixItems"):
        for index, sub in enumerate(schema.get(key) or []):
            yield (key, str(index)), sub
    for key in ("items", "additionalProperties", "propertyNames", "contentSchema", "not", "contains"):
        if isinstance(schema.get(key), dict):
            yield (key,), schema[key]


def reachable(document: Json, roots: list[Json]) -> set[str]:
    """Names of all schemas that these nodes lead to."""
    schemas = document.get("components", {}).get("schemas", {})
    found: set[str] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        name = ref_name(node)
        if name is not None:
            if name not in found and name in schemas:
                found.add(name)
                stack.append(schemas[name])
        elif isinstance(node, dict):
            stack += [sub for _, sub in subschemas(node)]
    return found


def request_roots(document: Json) -> list[Json]:
    """Schemas of all request bodies and parameters."""
    out: list[Json] = []
    for _, _, item, operation in operations(document):
        out += [p.get("schema", {}) for p in parameters(document, item, operation)]
        body = resolve(document, operation.get("requestBody", {}))
        out += [media.get("schema", {}) for media in body.get("content", {}).values()]
    return out


def response_roots(document: Json) -> list[Json]:
    """Schemas of all response bodies."""
    return [
        media.get("schema", {})
        for _, _, _, operation in operations(document)
        for response in operation.get("responses", {}).values()
        for media in resolve(document, response).get("content", {}).values()
    ]


def without_null(schema: Schema) -> tuple[Schema, bool]:
    """The schema without its null, and whether it had one."""
    for key in ("anyOf", "oneOf"):
        members = schema.get(key)
        if members and {"type": "null"} in [{"type": m.get("type")} for m in members]:
            rest = [m for m in members if m.get("type") != "null"]
            outer = {k: v for k, v in schema.items() if k != key}
            return ({**outer, **rest[0]} if len(rest) == 1 else {**outer, key: rest}), True
    if isinstance(schema.get("type"), list) and "null" in schema["type"]:
        rest_types = [t for t in schema["type"] if t != "null"]
        enum = {"enum": [v for v in schema["enum"] if v is not None]} if "enum" in schema else {}
        return {**schema, "type": rest_types[0] if len(rest_types) == 1 else rest_types, **enum}, True
    return schema, False


def open_enum(schema: Schema) -> list[str] | None:
    """The known values of an open enum: `anyOf` of string enums or constants, and any string."""
    members = schema.get("anyOf") or []
    if not any(
        m == {"type": "string"} or (set(m) <= {"type", "description"} and m.get("type") == "string") for m in members
    ):
        return None
    known = [v for m in members for v in ([m["const"]] if "const" in m else m.get("enum", []))]
    plain = all("const" in m or "enum" in m or m.get("type") == "string" for m in members)
    return known if plain and known else None


def constants(schema: Json) -> list[Json]:
    """The constants or enum values that a property may have."""
    if "const" in schema:
        return [schema["const"]]
    if "enum" in schema:
        return list(schema["enum"])
    return [v for key in ("anyOf", "oneOf") for m in schema.get(key, []) for v in constants(m)]
