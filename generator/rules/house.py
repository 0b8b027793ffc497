"""How the document of this API is written, beyond what the generator needs: for readers, and for the promises of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator import retirement
from generator import schemas as S
from generator.load import Pointer

from .form import IGNORED_KEYS
from .places import SCHEMAS, each_operation, each_schema
from .registry import Found, rule

Json = Any
_WORDS = """
    x-sdk x-beta x-beta-view x-pagination x-stream x-max-request-bytes x-retry-safe x-event-grammar x-status
    x-deprecated-reason x-retires x-platforms x-text
"""
EXTENSIONS = frozenset(_WORDS.split())
COMMON_ERRORS = ("400", "401", "429", "500", "529")
SHARED_PARAMETERS = ("anthropic-version", "anthropic-beta")
HEADERS_IN_BATCH_REQUESTS = {"user_profile_id", "workspace_id"}


@rule("C101", "No extension is misspelt, and no schema has words that nobody sees.")
def known_extensions(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        for key in sorted(IGNORED_KEYS & schema.keys()):
            yield (*pointer, key), f"unknown schema keyword {key!r}"
    yield from _extensions((), document)


def _extensions(pointer: Pointer, node: Json) -> Iterator[tuple[Pointer, str]]:
    if S.is_array(node):
        for index, item in enumerate(node):
            yield from _extensions((*pointer, str(index)), item)
    elif S.is_object(node):
        inside = pointer[-1] if pointer else ""
        for key, item in node.items():
            named = inside in ("properties", "mapping", "value", "example", "headers")
            if key.startswith("x-") and not named and key not in EXTENSIONS:
                yield (*pointer, key), f"unknown extension {key!r}"
            if inside == "properties" or key not in ("value", "example", "examples", "default", "enum", "const"):
                yield from _extensions((*pointer, key), item)


@rule("C102", "Every schema, property and parameter says what it is.")
def descriptions(document: Json) -> Found:
    for name, schema in S.named_schemas(document).items():
        if not schema.get("description"):
            yield (*SCHEMAS, name), f"the schema {name!r} has no description"
    for pointer, schema in each_schema(document):
        for name, sub in S.mapping(schema, "properties").items():
            if S.is_object(sub) and not sub.get("description") and "$ref" not in sub:
                yield (*pointer, "properties", name), f"the property {name!r} has no description"
    for pointer, item, operation in each_operation(document):
        for parameter in S.parameters(document, item, operation):
            if not parameter.get("description"):
                yield (
                    pointer,
                    f"the parameter {parameter.get('name')!r} of {operation.get('operationId')} has no description",
                )


@rule("C103", "An enum in a response is open: a newer server may send a newer value.")
def response_enums_open(document: Json) -> Found:
    names = S.reachable(document, S.response_roots(document)) - S.reachable(document, S.request_roots(document))
    tags = _tags(document)  # what has another tag is no such member: it becomes the union's own `Unknown…`
    for pointer, schema in each_schema(document):
        if pointer[:2] == SCHEMAS and pointer[2] in names and "enum" in schema and pointer not in tags:
            parent: Json = document
            for key in pointer[:-2]:
                parent = parent[int(key)] if S.is_array(parent) else parent[key]
            if pointer[-2] != "anyOf" or S.open_enum(S.without_null(parent)[0]) is None:
                yield pointer, "an enum in a response must be open: anyOf the known values, or any string"


def _tags(document: Json) -> set[Pointer]:
    """The places of the fields that unions are told apart by."""
    return {
        (*SCHEMAS, name, "properties", str(S.mapping(schema, "discriminator").get("propertyName")))
        for schema in S.named_schemas(document).values()
        for member in S.sequence(schema, "oneOf")
        if "discriminator" in schema and (name := S.ref_name(member)) is not None
    }


@rule("C104", "An object of a request is closed: the API refuses unknown fields.")
def requests_closed(document: Json) -> Found:
    names = S.reachable(document, S.request_roots(document)) - S.reachable(document, S.response_roots(document))
    for name in sorted(names):
        schema = S.named_schemas(document)[name]
        if schema.get("properties") and "additionalProperties" not in schema:
            yield (*SCHEMAS, name), f"the request object {name!r} must say additionalProperties: false"


@rule("C105", "Every operation says what it is, takes the shared parameters, and lists the errors that all have.")
def operations_complete(document: Json) -> Found:
    for pointer, item, operation in each_operation(document):
        where = operation.get("operationId", "")
        sdk = S.mapping(operation, "x-sdk")
        if f"{sdk.get('resource')}.{sdk.get('method')}" != where:
            yield (*pointer, "x-sdk"), f"x-sdk must name resource and method of {where!r}"
        for key in ("summary", "description", "tags"):
            if not operation.get(key):
                yield pointer, f"{where} has no {key}"
        names = [p.get("name") for p in S.parameters(document, item, operation)]
        for name in SHARED_PARAMETERS:
            if name not in names:
                yield pointer, f"{where} lacks the shared parameter {name}"
        for status in COMMON_ERRORS:
            if status not in operation.get("responses", {}):
                yield (*pointer, "responses"), f"{where} does not say what {status} looks like"
        for kind, medium in media_of(document, operation):
            if kind.endswith("json") and not (medium.get("examples") or "example" in medium):
                yield pointer, f"{where} has no example for {kind}"


def media_of(document: Json, operation: Json) -> Iterator[tuple[str, Json]]:
    """Media type and content of the request and of each success."""
    yield from S.request_media(document, operation).items()
    for status, content in S.response_media(document, operation):
        if status.startswith("2"):
            yield from content.items()


@rule("C108", "Every webhook says what it is, and shows an event.")
def webhooks_complete(document: Json) -> Found:
    for name, method, hook in S.webhooks(document):
        here = ("webhooks", name, method)
        for key in ("operationId", "summary", "description", "tags"):
            if not hook.get(key):
                yield here, f"the webhook {name!r} has no {key}"
        for medium in S.request_media(document, hook).values():
            if not S.mapping(medium, "examples"):
                yield here, f"the webhook {name!r} has no example"
        for parameter in S.parameters(document, {}, hook):
            if not parameter.get("description"):
                yield here, f"the header {parameter.get('name')!r} of the webhook {name!r} has no description"


@rule("C106", "A request of a batch has the fields of a message request, and those that are a header otherwise.")
def batch_requests(document: Json) -> Found:
    schemas = S.named_schemas(document)
    if "MessageCreateParamsNonStreaming" not in schemas:
        return
    single = set(S.mapping(schemas.get("MessageCreateParams"), "properties"))
    batch = set(S.mapping(schemas["MessageCreateParamsNonStreaming"], "properties"))
    for name in sorted(single ^ (batch - HEADERS_IN_BATCH_REQUESTS)):
        which = "lacks the field" if name in single else "has the field, which a message request does not have:"
        yield (*SCHEMAS, "MessageCreateParamsNonStreaming"), f"a request of a batch {which} {name!r}"


@rule("C107", "A day of retirement is a day, written as `YYYY-MM-DD`.")
def retirement_days(document: Json) -> Found:
    yield from retirement.check_days(document)


@rule("C109", "The text of an object is that of a list of blocks in it.")
def texts(document: Json) -> Found:
    for name, schema in S.named_schemas(document).items():
        if "x-text" not in schema:
            continue
        properties = S.mapping(schema, "properties")
        field = properties.get(str(schema["x-text"]))
        if not S.is_object(field) or field.get("type") != "array":
            yield (*SCHEMAS, name, "x-text"), f"x-text names {schema['x-text']!r}, which is no list of {name!r}"
        elif "text" in properties:
            yield (*SCHEMAS, name, "x-text"), f"{name!r} has x-text and a field 'text'"
