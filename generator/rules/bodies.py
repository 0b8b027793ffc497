"""What the bodies of requests and responses may be."""

from __future__ import annotations

import re
from typing import Any

from generator import schemas as S
from generator.load import Pointer
from generator.operation import body_kind, response_kind

from .parameters import flat_value
from .places import SCALARS, each_operation, followed
from .registry import Found, rule

Json = Any
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9_.-]+=[A-Za-z0-9_.-]+)*")


@rule("G305", "A request body is JSON, a form, or bytes, in one media type.")
def request_bodies(document: Json) -> Found:
    for pointer, _, operation in each_operation(document):
        if "requestBody" not in operation:
            continue
        at, body = followed(document, (*pointer, "requestBody"), operation["requestBody"])
        content = S.mapping(body, "content")
        if pointer[2] == "get":
            yield at, "a GET has no body: use query parameters"
        if len(content) != 1:
            yield (*at, "content"), f"a body has one media type, and this has {len(content)}: leave the others out"
        for media_type, media in content.items():
            here = (*at, "content", media_type)
            if not _MEDIA_TYPE.fullmatch(media_type):
                yield here, f"{media_type!r} is no media type that can be sent: name one"
            elif S.mapping(media, "encoding"):
                yield (
                    (*here, "encoding"),
                    "`encoding` is not supported: files and text are sent as the standard says, objects as JSON",
                )
            else:
                yield from (
                    (here, problem) for problem in _body(document, media_type, S.mapping(media, "schema"), body)
                )


def _body(document: Json, media_type: str, schema: Json, body: Json) -> list[str]:
    kind, target = body_kind(media_type), S.resolve(document, schema)
    properties = S.mapping(target, "properties")
    out: list[str] = []
    if not body.get("required") and S.sequence(target, "required") and kind != "bytes":
        out.append("a body that may be left out has no required fields: say `required: true` of the body")
    if kind == "bytes":
        if not _is_binary(target):
            out.append(
                f"a body of the type {media_type} is sent as bytes: say `schema: {{type: string, format: binary}}`"
            )
    elif kind == "json":
        pass
    elif not properties:
        out.append(f"a body of the type {media_type} is an object with properties")
    else:
        for name, sub in properties.items():
            if kind == "form" and not flat_value(document, sub):
                out.append(
                    f"the field {name!r} of the form is neither a scalar nor a list of scalars: use application/json"
                )
            if kind == "multipart" and not S.is_file(sub) and not _part(document, sub):
                out.append(
                    f"the part {name!r} of the form is no file, scalar, object, or list of one of them: say which type it has"
                )
            if not name.isprintable() or any(char in name for char in '"\\\r\n'):
                out.append(f"{name!r} cannot be the name of a field of a form")
    return out


def _part(document: Json, schema: Json) -> bool:
    """Whether a field of a multipart form is sent as one part, or as one for each of its items."""
    kinds = S.json_types(document, schema) - {"null"}
    if kinds <= SCALARS | {"object"}:
        return True
    target = S.resolve(document, S.without_null(schema)[0])
    return kinds == frozenset({"array"}) and S.json_types(document, target.get("items", {})) <= SCALARS | {"object"}


def _is_binary(schema: Json) -> bool:
    return not schema.keys() - {"description"} or S.is_file(schema)


@rule("G306", "A success is JSON, JSON lines, bytes, or nothing; next to JSON may stand a stream of events.")
def responses(document: Json) -> Found:
    for pointer, _, operation in each_operation(document):
        where = operation.get("operationId", pointer[1])
        found = {status: node for status, node in S.mapping(operation, "responses").items() if status.startswith("2")}
        if not found:
            yield (*pointer, "responses"), f"{where} does not say what success looks like"
        described: list[tuple[Pointer, str, Json]] = []
        for status, node in found.items():
            at, response = followed(document, (*pointer, "responses", status), node)
            content = S.mapping(response, "content")
            described += [((*at, "content", kind), kind, media) for kind, media in content.items()]
        yield from _event_stream(document, pointer, operation, [(at, kind) for at, kind, _ in described])
        plain = [(at, kind, media) for at, kind, media in described if kind != S.EVENT_STREAM]
        for at, kind, media in plain:
            schema = S.mapping(media, "schema")
            if not _MEDIA_TYPE.fullmatch(kind):
                yield at, f"{kind!r} is no media type that can be asked for: name one"
            elif response_kind(kind) == "bytes" and not _is_binary(S.resolve(document, schema)):
                yield (
                    at,
                    f"a response of the type {kind} is read as bytes: say `schema: {{type: string, format: binary}}`",
                )
            elif response_kind(kind) != "bytes" and not schema:
                yield at, f"{where} does not say what its response holds: give it a schema"
        if len({(kind, str(S.mapping(media, "schema"))) for _, kind, media in plain}) > 1:
            yield (
                (*pointer, "responses"),
                f"{where} has responses of several types: describe one success, as `anyOf` if need be",
            )
        if len(plain) < len(found) and plain and response_kind(plain[0][1]) != "json" and not operation.get("x-stream"):
            yield (
                (*pointer, "responses"),
                f"{where} may answer with {plain[0][1]} or with nothing: describe one success",
            )


def _event_stream(document: Json, pointer: Pointer, operation: Json, described: list[tuple[Pointer, str]]) -> Found:
    streams = [at for at, kind in described if kind == S.EVENT_STREAM]
    here = (*pointer, "x-stream")
    if streams and "x-stream" not in operation:
        yield (
            streams[0],
            "a stream of events needs `x-stream: {field: …, events: …}`: the field that turns it on, and the payloads",
        )
    if "x-stream" not in operation:
        return
    stream = S.mapping(operation, "x-stream")
    name, union = S.string(stream, "field") or "", S.string(stream, "events") or ""
    body = S.resolve(document, operation.get("requestBody", {}))
    schemas = [S.resolve(document, media.get("schema", {})) for media in S.mapping(body, "content").values()]
    fields = [S.mapping(schema, "properties").get(name) for schema in schemas]
    if not any(S.is_object(field) and S.json_types(document, field) == frozenset({"boolean"}) for field in fields):
        yield here, f"x-stream names the field {name!r}, and the body has no boolean of this name"
    elif any(name in S.sequence(schema, "required") for schema in schemas):
        yield here, f"the field {name!r} turns streaming on and off: it is not required"
    if "discriminator" not in S.named_schemas(document).get(union, {}):
        yield here, f"x-stream names the events {union!r}, which is no union with a discriminator"
    if len(streams) == len(described):
        yield here, "beside the stream of events there is a JSON response, for calls that do not stream"
