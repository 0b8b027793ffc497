"""Questions that several parts of the generator ask about a JSON schema of the bundled document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

Json = Any
Schema = dict[str, Any]
PREFIX = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "patch")
EVENT_STREAM = "text/event-stream"
JSON_LINES = frozenset({"application/x-jsonl", "application/jsonl", "application/x-ndjson", "application/ndjson"})


def is_object(value: Json) -> TypeGuard[dict[str, Json]]:
    """Whether a JSON value is an object. In a document that was read from YAML, all keys are strings."""
    return isinstance(value, dict)


def is_array(value: Json) -> TypeGuard[list[Json]]:
    return isinstance(value, list)


def mapping(node: Json, key: str) -> dict[str, Json]:
    """The object below this key; an empty one where there is none."""
    value: Json = node.get(key) if is_object(node) else None
    return value if is_object(value) else {}


def sequence(node: Json, key: str) -> list[Json]:
    """The array below this key; an empty one where there is none."""
    value: Json = node.get(key) if is_object(node) else None
    return value if is_array(value) else []


def string(node: Json, key: str) -> str | None:
    """The string below this key."""
    value: Json = node.get(key) if is_object(node) else None
    return value if isinstance(value, str) else None


def ref_name(schema: Json) -> str | None:
    """The schema that a reference names."""
    ref = string(schema, "$ref")
    return ref.removeprefix(PREFIX) if ref and ref.startswith(PREFIX) else None


def ref_to(name: str) -> Schema:
    """A reference to the schema of this name."""
    return {"$ref": f"{PREFIX}{name}"}


def named_schemas(document: Json) -> dict[str, Schema]:
    """The schemas of the document by name, in its order."""
    return mapping(mapping(document, "components"), "schemas")


def resolve(document: Json, node: Json) -> Json:
    """Follow references until there is none."""
    while (ref := string(node, "$ref")) is not None:
        node = document
        for part in ref.removeprefix("#/").split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def operations(document: Json) -> Iterator[tuple[str, str, dict[str, Json], dict[str, Json]]]:
    """Path, method, path item and operation of each operation, in the order of the document."""
    for path, item in mapping(document, "paths").items():
        for method in METHODS:
            if method in item:
                yield path, method, item, item[method]


def webhooks(document: Json) -> Iterator[tuple[str, str, dict[str, Json]]]:
    """Name, method and operation of each webhook: a request that the API sends to a URL of the user."""
    for name, item in mapping(document, "webhooks").items():
        found = mapping({"item": resolve(document, item)}, "item")
        for method in METHODS:
            if is_object(found.get(method)):
                yield name, method, found[method]


def parameters(document: Json, item: Json, operation: Json) -> list[dict[str, Json]]:
    """The parameters of an operation. One of its own goes before one of the path item that has the same name and location."""
    both = [resolve(document, p) for p in [*sequence(item, "parameters"), *sequence(operation, "parameters")]]
    return list({(p.get("in"), p.get("name")): p for p in both}.values())


def request_media(document: Json, operation: Json) -> dict[str, Json]:
    """Media type → what a request body of this type holds."""
    return mapping(resolve(document, operation.get("requestBody", {})), "content")


def is_json(media_type: str) -> bool:
    """Whether a body of this media type is one JSON value."""
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def response_media(document: Json, operation: Json) -> Iterator[tuple[str, dict[str, Json]]]:
    """Status of each response, and its content by media type."""
    for status, response in mapping(operation, "responses").items():
        yield status, mapping(resolve(document, response), "content")


_NAMED = ("properties", "patternProperties", "$defs")
_NUMBERED = ("oneOf", "anyOf", "allOf", "prefixItems")


def subschemas(schema: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """The schemas directly inside a schema, with the keys that lead to them."""
    for key in _NAMED:
        if key in schema:
            for name, sub in mapping(schema, key).items():
                yield (key, name), sub
    for key in _NUMBERED:
        if key in schema:
            for index, sub in enumerate(sequence(schema, key)):
                yield (key, str(index)), sub
    for key in ("items", "additionalProperties", "propertyNames", "contentSchema", "not", "contains"):
        if is_object(schema.get(key)):
            yield (key,), schema[key]


def nodes(schema: Json) -> Iterator[Schema]:
    """The schema and every schema inside it, without following references."""
    stack: list[Json] = [schema]
    while stack:
        node = stack.pop()
        if is_object(node):
            yield node
            stack += [sub for _, sub in subschemas(node)]


def reachable(document: Json, roots: list[Json]) -> set[str]:
    """Names of all schemas that these nodes lead to."""
    schemas = named_schemas(document)
    found: set[str] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        name = ref_name(node)
        if name is not None:
            if name not in found and name in schemas:
                found.add(name)
                stack.append(schemas[name])
        elif is_object(node):
            stack += [sub for _, sub in subschemas(node)]
    return found


def references(node: Json) -> list[str]:
    """Every `$ref` below this node."""
    found: list[str] = []
    waiting: list[Json] = [node]
    while waiting:
        item = waiting.pop()
        if is_object(item):
            if isinstance(ref := item.get("$ref"), str):
                found.append(ref)
            waiting += item.values()
        elif is_array(item):
            waiting += item
    return found


def request_roots(document: Json) -> list[Json]:
    """Schemas of all request bodies and parameters."""
    out: list[Json] = []
    for _, _, item, operation in operations(document):
        out += [p.get("schema", {}) for p in parameters(document, item, operation)]
        out += [media.get("schema", {}) for media in request_media(document, operation).values()]
    return out


def response_roots(document: Json) -> list[Json]:
    """Schemas of all that the API sends: bodies of responses, and of webhooks."""
    answers = [
        media
        for _, _, _, operation in operations(document)
        for _, content in response_media(document, operation)
        for media in content.values()
    ]
    events = [media for _, _, hook in webhooks(document) for media in request_media(document, hook).values()]
    return [mapping(media, "schema") for media in [*answers, *events]]


def without_null(schema: Schema) -> tuple[Schema, bool]:
    """The schema without its null, and whether it had one."""
    for key in ("anyOf", "oneOf"):
        members = sequence(schema, key)
        rest = [m for m in members if m.get("type") != "null"]
        if len(rest) < len(members):
            outer = {k: v for k, v in schema.items() if k != key}
            return ({**outer, **rest[0]} if len(rest) == 1 else {**outer, key: rest}), True
    types = sequence(schema, "type")
    if "null" in types:
        rest = [t for t in types if t != "null"]
        enum = {"enum": [v for v in schema["enum"] if v is not None]} if "enum" in schema else {}
        return {**schema, "type": rest[0] if len(rest) == 1 else rest, **enum}, True
    return schema, False


_TYPES_OF_VALUES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (str, "string"),
    (int, "integer"),
    (float, "number"),
    (list, "array"),
    (dict, "object"),
    (type(None), "null"),
)
ALL_TYPES = frozenset(name for _, name in _TYPES_OF_VALUES)


def json_types(document: Json, schema: Json) -> frozenset[str]:
    """The JSON types that a value of this schema can have, references followed."""
    schema = resolve(document, schema)
    if not is_object(schema):
        return ALL_TYPES
    for key in ("anyOf", "oneOf"):
        if members := sequence(schema, key):
            return frozenset[str]().union(*(json_types(document, member) for member in members))
    kind = schema.get("type")
    if isinstance(kind, str):
        return frozenset({kind})
    if is_array(kind):
        return frozenset(kind)
    if values := constants(schema):
        return frozenset(next(name for of, name in _TYPES_OF_VALUES if isinstance(value, of)) for value in values)
    if schema.keys() & {"properties", "additionalProperties"}:
        return frozenset({"object"})
    return frozenset({"array"}) if "items" in schema else ALL_TYPES


def is_date_time(schema: Schema) -> bool:
    """Whether a value is a point in time, as RFC 3339 writes it."""
    kind = schema.get("type")
    return schema.get("format") == "date-time" and (kind == "string" or (is_array(kind) and "string" in kind))


def is_file(schema: Schema) -> bool:
    """Whether a part of a form is a file, or each of a list of parts."""
    schema = mapping(schema, "items") if schema.get("type") == "array" else schema
    return schema.get("format") == "binary" or schema.get("contentMediaType") == "application/octet-stream"


def open_enum(schema: Schema) -> list[Json] | None:
    """The known values of an open enum: `anyOf` of string enums or constants, and any string."""
    members = sequence(schema, "anyOf")
    closed = [m for m in members if "const" in m or "enum" in m]
    free = [m for m in members if set(m) <= {"type", "description"} and m.get("type") == "string"]
    known = [value for m in closed for value in constants(m)]
    return known if known and free and len(closed) + len(free) == len(members) else None


def constants(schema: Json) -> list[Json]:
    """The constants or enum values that a property may have."""
    if "const" in schema:
        return [schema["const"]]
    if "enum" in schema:
        return sequence(schema, "enum")
    return [v for key in ("anyOf", "oneOf") for m in sequence(schema, key) for v in constants(m)]
