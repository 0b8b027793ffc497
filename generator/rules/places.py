"""Where rules look: every schema and every operation of a document, with the place that it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from generator import schemas as S
from generator.load import Pointer

Json = Any
Schema = dict[str, Any]
SCHEMAS = ("components", "schemas")
#: Methods for which nothing is generated.
UNSUPPORTED_METHODS = ("head", "options", "trace")
#: Types of a value that is written as one text.
SCALARS = frozenset({"string", "integer", "number", "boolean"})
#: What a name of a header may be.
TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


@frozen
class Root:
    """A schema that stands in a parameter, a body, a response or a webhook, and where its values travel."""

    pointer: Pointer
    schema: Json
    #: `parameter`, `request` or `response`. The body of a webhook is read like that of a response.
    role: str


def roots(document: Json) -> Iterator[Root]:
    """The schemas of all parameters, bodies and responses of operations, each once."""
    seen: set[Pointer] = set()
    for found in _roots(document):
        if found.pointer not in seen:
            seen.add(found.pointer)
            yield found


def _roots(document: Json) -> Iterator[Root]:
    for path, method, item, operation in S.operations(document):
        for at, parameter in parameters(document, path, method, item, operation):
            yield Root((*at, "schema"), parameter.get("schema"), "parameter")
        at, body = followed(document, (*("paths", path, method), "requestBody"), operation.get("requestBody"))
        for kind, media in S.mapping(body, "content").items():
            yield Root((*at, "content", kind, "schema"), S.mapping(media, "schema"), "request")
        for status, node in S.mapping(operation, "responses").items():
            at, response = followed(document, ("paths", path, method, "responses", status), node)
            for kind, media in S.mapping(response, "content").items():
                if kind != S.EVENT_STREAM:  # described as the lines of an event; its payload has a schema of its own
                    yield Root((*at, "content", kind, "schema"), S.mapping(media, "schema"), "response")
    for name, method, hook in S.webhooks(document):
        at, body = followed(document, ("webhooks", name, method, "requestBody"), hook.get("requestBody"))
        for kind, media in S.mapping(body, "content").items():
            yield Root((*at, "content", kind, "schema"), S.mapping(media, "schema"), "response")


def parameters(
    document: Json, path: str, method: str, item: Json, operation: Json
) -> Iterator[tuple[Pointer, dict[str, Json]]]:
    """All parameters of an operation and of its path item, with the place of each; also those that are overridden."""
    for base, holder in ((("paths", path), item), (("paths", path, method), operation)):
        for number, node in enumerate(S.sequence(holder, "parameters")):
            at, parameter = followed(document, (*base, "parameters", str(number)), node)
            if S.is_object(parameter):
                yield at, parameter


def followed(document: Json, pointer: Pointer, node: Json) -> tuple[Pointer, Json]:
    """What a node or its reference leads to, and where that stands."""
    while (ref := S.string(node, "$ref")) is not None:
        pointer = tuple(part.replace("~1", "/").replace("~0", "~") for part in ref.removeprefix("#/").split("/"))
        node = document
        for part in pointer:
            node = node[part]
    return pointer, node


def each_schema(document: Json) -> Iterator[tuple[Pointer, Schema]]:
    """Every schema at any depth: those with a name, and those inside parameters, bodies and responses."""
    stack: list[tuple[Pointer, Json]] = [((*SCHEMAS, name), s) for name, s in S.named_schemas(document).items()]
    stack += [(root.pointer, root.schema) for root in roots(document)]
    while stack:
        pointer, schema = stack.pop()
        if S.is_object(schema):
            yield pointer, schema
            stack += [((*pointer, *keys), sub) for keys, sub in S.subschemas(schema)]


def each_operation(document: Json) -> Iterator[tuple[Pointer, Json, Json]]:
    """Place, path item and operation of each operation."""
    for path, method, item, operation in S.operations(document):
        yield ("paths", path, method), item, operation


def is_named(pointer: Pointer) -> bool:
    """Whether a place is the top of a schema with a name."""
    return len(pointer) == 3 and pointer[:2] == SCHEMAS
