"""The rules of `spec/README.md`, each a function from the bundled document to problems."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs

from . import grammar, retirement
from . import schemas as S
from .load import Bundle, Pointer
from .problems import Problem

Json = Any
Schema = dict[str, Any]
SCHEMAS = ("components", "schemas")
Found = Iterator[tuple[Pointer, str]]
_KEYS = """
    $ref type description properties required additionalProperties items oneOf anyOf discriminator enum const default
    format minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern minItems maxItems uniqueItems
    minProperties maxProperties propertyNames examples example deprecated readOnly writeOnly contentMediaType
    contentEncoding contentSchema
"""
_EXTENSIONS = """
    x-sdk x-beta x-beta-view x-pagination x-stream x-max-request-bytes x-retry-safe x-event-grammar x-status
    x-deprecated-reason x-retires
"""
SCHEMA_KEYS = frozenset(_KEYS.split())
EXTENSIONS = frozenset(_EXTENSIONS.split())
COMMON_ERRORS = ("400", "401", "429", "500", "529")
SHARED_PARAMETERS = ("anthropic-version", "anthropic-beta")
HEADERS_IN_BATCH_REQUESTS = {"user_profile_id", "workspace_id"}


def _each_schema(document: Json) -> Iterator[tuple[Pointer, Schema]]:
    """Every schema below `components.schemas`, at any depth."""
    stack: list[tuple[Pointer, Json]] = [((*SCHEMAS, name), s) for name, s in S.named_schemas(document).items()]
    while stack:
        pointer, schema = stack.pop()
        if S.is_object(schema):
            yield pointer, schema
            stack += [((*pointer, *keys), sub) for keys, sub in S.subschemas(schema)]


def _each_operation(document: Json) -> Iterator[tuple[Pointer, Json, Json]]:
    for path, method, item, operation in S.operations(document):
        yield ("paths", path, method), item, operation


def known_keys(document: Json) -> Found:
    """Unknown keywords are misspellings; unknown `x-` keys mean nothing to anybody."""
    for pointer, schema in _each_schema(document):
        for key in schema:
            if key not in SCHEMA_KEYS and not key.startswith("x-"):
                yield (*pointer, key), f"unknown schema keyword {key!r}"

    def walk(pointer: Pointer, node: Json) -> Found:
        if S.is_array(node):
            for index, item in enumerate(node):
                yield from walk((*pointer, str(index)), item)
        elif S.is_object(node):
            inside = pointer[-1] if pointer else ""
            for key, item in node.items():
                named = inside in ("properties", "mapping", "value", "example", "headers")
                if key.startswith("x-") and not named and key not in EXTENSIONS:
                    yield (*pointer, key), f"unknown extension {key!r}"
                if inside == "properties" or key not in ("value", "example", "examples", "default", "enum", "const"):
                    yield from walk((*pointer, key), item)

    yield from walk((), document)


def descriptions(document: Json) -> Found:
    """Every schema and every property says what it is."""
    for name, schema in S.named_schemas(document).items():
        if not schema.get("description"):
            yield (*SCHEMAS, name), f"the schema {name!r} has no description"
    for pointer, schema in _each_schema(document):
        for name, sub in S.mapping(schema, "properties").items():
            if S.is_object(sub) and not sub.get("description") and "$ref" not in sub:
                yield (*pointer, "properties", name), f"the property {name!r} has no description"


def required_exist(document: Json) -> Found:
    for pointer, schema in _each_schema(document):
        for name in S.sequence(schema, "required"):
            if name not in S.mapping(schema, "properties"):
                yield (*pointer, "required"), f"{name!r} is required but no property has this name"


def names_unique(document: Json) -> Found:
    """Names stay apart in every casing that a generator may give them."""
    seen: dict[str, str] = {}
    for name in S.named_schemas(document):
        plain = re.sub(r"[^a-z0-9]", "", name.lower())
        if plain in seen:
            yield (*SCHEMAS, name), f"the names {seen[plain]!r} and {name!r} become one in Python"
        seen[plain] = name


def no_inline_objects(document: Json) -> Found:
    for pointer, schema in _each_schema(document):
        if len(pointer) > 3 and schema.get("properties"):
            yield pointer, "an object with properties inside another schema: give it a name"


def unions(document: Json) -> Found:
    """A union of objects is told apart by one field, for every member, in both directions."""
    for pointer, schema in _each_schema(document):
        members = [m for m in S.sequence(schema, "oneOf") if m.get("type") != "null"]
        if not members:
            kinds = [m for m in S.sequence(schema, "anyOf") if S.resolve(document, m).get("type") == "object"]
            if len(kinds) > 1:
                yield pointer, "a union of objects must be `oneOf` with a discriminator"
            continue
        discriminator = S.mapping(schema, "discriminator")
        tag, mapping = S.string(discriminator, "propertyName"), S.mapping(discriminator, "mapping")
        if not tag:
            yield pointer, "the union has no discriminator"
            continue
        if len(pointer) > 3:
            yield pointer, "a union of objects must be a schema of its own"
        refs = [S.string(member, "$ref") for member in members]
        for value, ref in mapping.items():
            if ref not in refs:
                place = (*pointer, "discriminator", "mapping", value)
                yield place, f"the mapping's {value!r} is not a member of the union"
        for index, ref in enumerate(refs):
            values = [value for value, target in mapping.items() if target == ref]
            name = S.ref_name({"$ref": ref}) or "?"
            if not values:
                yield (*pointer, "oneOf", str(index)), f"the member {name} is missing from the discriminator's mapping"
                continue
            member: Json = S.resolve(document, {"$ref": ref}) if ref else {}
            field = S.mapping(S.mapping(member, "properties"), tag)
            if sorted(map(str, S.constants(field))) != sorted(values):
                yield (*pointer, "oneOf", str(index)), f"the member {name} has no const {tag} equal to {values}"


def response_enums_open(document: Json) -> Found:
    """A newer server may send a newer value: a closed enum in a response would be a promise that nobody gave."""
    names = S.reachable(document, S.response_roots(document)) - S.reachable(document, S.request_roots(document))
    for pointer, schema in _each_schema(document):
        if pointer[2] in names and "enum" in schema:
            parent: Json = document
            for key in pointer[:-2]:
                parent = parent[int(key)] if S.is_array(parent) else parent[key]
            if pointer[-2] != "anyOf" or S.open_enum(S.without_null(parent)[0]) is None:
                yield pointer, "an enum in a response must be open: anyOf the known values, or any string"


def requests_closed(document: Json) -> Found:
    names = S.reachable(document, S.request_roots(document)) - S.reachable(document, S.response_roots(document))
    for name in sorted(names):
        schema = S.named_schemas(document)[name]
        if schema.get("properties") and "additionalProperties" not in schema:
            yield (*SCHEMAS, name), f"the request object {name!r} must say additionalProperties: false"


def operation_rules(document: Json) -> Found:
    ids: Counter[str] = Counter()
    for pointer, item, operation in _each_operation(document):
        where = operation.get("operationId", "")
        if not where:
            yield pointer, "the operation has no operationId"
        ids[where] += 1
        if ids[where] > 1:
            yield (*pointer, "operationId"), f"the operationId {where!r} is used twice"
        sdk = S.mapping(operation, "x-sdk")
        if f"{sdk.get('resource')}.{sdk.get('method')}" != where:
            yield (*pointer, "x-sdk"), f"x-sdk must name resource and method of {where!r}"
        for key in ("summary", "description", "tags"):
            if not operation.get(key):
                yield pointer, f"{where} has no {key}"
        names = [p.get("name") for p in S.parameters(document, item, operation)]
        for name in re.findall(r"\{(\w+)\}", pointer[1]):
            if name not in names:
                yield pointer, f"{where} does not declare its path parameter {name!r}"
        for name in SHARED_PARAMETERS:
            if name not in names:
                yield pointer, f"{where} lacks the shared parameter {name}"
        for parameter in S.parameters(document, item, operation):
            if not parameter.get("description"):
                yield pointer, f"the parameter {parameter.get('name')!r} of {where} has no description"
        answers = [media for status, media in S.response_media(document, operation) if status.startswith("2")]
        if not answers:
            yield (*pointer, "responses"), f"{where} does not say what success looks like"
        pages = [S.resolve(document, medium.get("schema")) for media in answers for medium in media.values()]
        if "x-pagination" in operation and not all(
            "items" in S.mapping(S.mapping(page, "properties"), "data") for page in pages
        ):
            yield (*pointer, "x-pagination"), f"{where} has pages, but its answer has no list `data`"
        for status in COMMON_ERRORS:
            if status not in operation.get("responses", {}):
                yield (*pointer, "responses"), f"{where} does not say what {status} looks like"
        for kind, medium in _media(document, operation):
            if kind.endswith("json") and not (medium.get("examples") or "example" in medium):
                yield pointer, f"{where} has no example for {kind}"


def _media(document: Json, operation: Json) -> Iterator[tuple[str, Json]]:
    yield from S.request_media(document, operation).items()
    for status, content in S.response_media(document, operation):
        if status.startswith("2"):
            yield from content.items()


def examples(document: Json) -> Found:
    """Every example is an example of its schema."""
    definitions = {"components": {"schemas": S.named_schemas(document)}}
    compiled: dict[str, jsonschema_rs.Draft202012Validator] = {}  # compiling costs more than all the rest of the rules

    def errors(schema: Json, value: Json) -> list[str]:
        key = json.dumps(schema, sort_keys=True)
        if key not in compiled:
            compiled[key] = jsonschema_rs.Draft202012Validator({**schema, **definitions})
        found = compiled[key].iter_errors(value)
        return [f"{'.'.join(map(str, e.instance_path)) or 'it'}: {e.message[:200]}" for e in found]

    def check(pointer: Pointer, medium: Json) -> Found:
        if not S.is_object(medium.get("schema")):
            return
        for name, example in S.mapping(medium, "examples").items():
            value = S.resolve(document, example).get("value")
            for error in errors(medium["schema"], value)[:3]:
                yield (*pointer, "examples", name), f"the example {name!r} does not fit its schema: {error}"
        if "example" in medium:
            for error in errors(medium["schema"], medium["example"])[:3]:
                yield (*pointer, "example"), f"the example does not fit its schema: {error}"

    for path, method, _, operation in S.operations(document):
        base = ("paths", path, method)
        for kind, medium in S.request_media(document, operation).items():
            if kind.endswith("json"):
                yield from check((*base, "requestBody", "content", kind), medium)
        for status, content in S.response_media(document, operation):
            shared = S.string(operation["responses"][status], "$ref")
            named = ("components", "responses", shared.rpartition("/")[2]) if shared else (*base, "responses", status)
            for kind, medium in content.items():
                if "json" in kind:
                    yield from check((*named, "content", kind), medium)
    for pointer, union, events, message in grammar.examples(document):
        for number, event in enumerate(events):
            for error in errors(union, event)[:3]:
                yield pointer, f"event {number} of the stream does not fit its schema: {error}"
        if message is not None:
            for error in errors({"$ref": "#/components/schemas/Message"}, message)[:3]:
                yield pointer, f"the message of the stream does not fit its schema: {error}"
    for pointer, schema in _each_schema(document):
        for index, value in enumerate(S.sequence(schema, "examples")):
            for error in errors({k: v for k, v in schema.items() if k != "examples"}, value)[:3]:
                yield (*pointer, "examples", str(index)), f"the example does not fit its schema: {error}"


def batch_requests(document: Json) -> Found:
    """A request of a batch has the fields of a message request, and those that are a header otherwise."""
    schemas = S.named_schemas(document)
    if "MessageCreateParamsNonStreaming" not in schemas:
        return
    single = set(S.mapping(schemas.get("MessageCreateParams"), "properties"))
    batch = set(S.mapping(schemas["MessageCreateParamsNonStreaming"], "properties"))
    for name in sorted(single ^ (batch - HEADERS_IN_BATCH_REQUESTS)):
        which = "lacks the field" if name in single else "has the field, which a message request does not have:"
        yield (*SCHEMAS, "MessageCreateParamsNonStreaming"), f"a request of a batch {which} {name!r}"


def betas(document: Json) -> Found:
    """Header values look like header values, and a map of them names literals that exist."""
    for pointer, schema in _each_schema(document):
        if "x-beta" not in schema:
            continue
        marks = S.mapping(schema, "x-beta")
        for literal in marks:
            if literal not in S.sequence(schema, "enum"):
                yield (*pointer, "x-beta"), f"x-beta names {literal!r}, which is not a value of this enum"
        for value in marks.values() if marks else [schema["x-beta"]]:
            if not re.fullmatch(r"[a-z][a-z0-9-]*-\d{4}-\d{2}-\d{2}", str(value)):
                yield (*pointer, "x-beta"), f"{value!r} is not a beta header value"


def well_formed(document: Json) -> Found:
    """What both standards say of the form. The other rules rely on it."""
    for error in _openapi().iter_errors(document):
        yield _malformed("OpenAPI", (), error)
    schema = jsonschema_rs.Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"})
    for name, content in S.named_schemas(document).items():
        for error in schema.iter_errors(content):
            yield _malformed("JSON Schema", (*SCHEMAS, name), error)


def _malformed(standard: str, base: Pointer, error: jsonschema_rs.ValidationError) -> tuple[Pointer, str]:
    pointer = (*base, *map(str, error.instance_path))
    where = repr(pointer[-1]) if pointer else "the document"
    return pointer, f"{where} is not as {standard} has it: {error.message[:200]}"


def _openapi() -> jsonschema_rs.Draft202012Validator:
    """The standard's own schema, from openapi-spec-validator; as a file, because importing that takes half a second."""
    spec = find_spec("openapi_spec_validator")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("openapi-spec-validator is not installed")
    text = Path(spec.origin).with_name("resources").joinpath("schemas", "v3.1", "schema.json").read_text("utf-8")
    return jsonschema_rs.Draft202012Validator(json.loads(text))


RULES: tuple[Callable[[Json], Found], ...] = (
    known_keys,
    descriptions,
    required_exist,
    names_unique,
    no_inline_objects,
    unions,
    response_enums_open,
    requests_closed,
    operation_rules,
    examples,
    grammar.sound,
    grammar.followed,
    batch_requests,
    betas,
    retirement.sound,
)


def house_rules(bundle: Bundle) -> list[Problem]:
    """All problems that our own rules find; those of form first, and alone, because the other rules rely on it."""
    if malformed := {bundle.problem(*found) for found in well_formed(bundle.document)}:
        return sorted(malformed)
    found = {bundle.problem(pointer, message) for rule in RULES for pointer, message in rule(bundle.document)}
    return sorted(found | set(bundle.unused))


def structure(bundle: Bundle) -> list[Problem]:
    """What the OpenAPI 3.1 standard itself says, by openapi-spec-validator."""
    from openapi_spec_validator import OpenAPIV31SpecValidator

    out: dict[str, list[Problem]] = defaultdict(list)
    for error in OpenAPIV31SpecValidator(bundle.document).iter_errors():
        pointer = tuple(str(part) for part in getattr(error, "absolute_path", ()))
        out[str(pointer)].append(bundle.problem(pointer, f"OpenAPI: {error.message.splitlines()[0][:300]}"))
    return sorted(problem for problems in out.values() for problem in problems)
