"""One operation of the document, as the SDK sees it: where its arguments go, and how its response arrives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from attrs import evolve, field, frozen

from . import schemas as S
from .named import Field, NamedSchema
from .names import RESERVED_ARGUMENTS, free_name, module_of_resource, python_name

Json = Any
Schema = dict[str, Any]
Location = Literal["path", "query", "header"]
LOCATIONS = ("path", "query", "header")
BodyKind = Literal["json", "multipart", "form", "bytes"]
ResponseKind = Literal["json", "lines", "bytes", "empty"]

#: Header parameters that the client fills in by itself.
CLIENT_HEADERS = frozenset({"anthropic-version", "anthropic-beta"})
#: The argument for a body that is not an object with fields.
BODY_ARGUMENT = "body"


@frozen(kw_only=True)
class Parameter(Field):
    """A parameter of the path, the query or the header."""

    location: Location
    #: How a list or an object is written.
    style: str
    explode: bool

    @property
    def is_deep_object(self) -> bool:
        return self.style == "deepObject"


@frozen
class Body:
    """The request body."""

    kind: BodyKind
    media_type: str
    schema: Schema
    #: One argument per property.
    fields: list[Field]
    #: The one argument for a body without properties: a list, a scalar, a free map, bytes.
    content: Field | None


@frozen
class Response:
    """The success response, when no event stream was asked for."""

    kind: ResponseKind
    #: Media type, for the `accept` header.
    accept: str
    schema: Schema
    #: Whether a success may also have no body, as a 204 has.
    may_be_empty: bool


@frozen
class Operation:
    """A path and a method of the document."""

    path: str
    http: str
    item: Json = field(repr=False)
    raw: Json = field(repr=False)
    document: Json = field(repr=False, eq=False)

    @property
    def id(self) -> str:
        return str(self.raw["operationId"])

    @property
    def resource(self) -> str:
        return resource_and_method(self.raw)[0]

    @property
    def method(self) -> str:
        return resource_and_method(self.raw)[1]

    @property
    def constant(self) -> str:
        return re.sub(r"\W", "_", f"{module_of_resource(self.resource)}_{self.method}").upper()

    # -- arguments

    @cached_property
    def parameters(self) -> list[Parameter]:
        """All parameters, without those that the client fills in. Their Python names differ from each other and from the body's."""
        return self._arguments[0]

    @cached_property
    def body(self) -> Body | None:
        return self._arguments[1]

    @cached_property
    def _arguments(self) -> tuple[list[Parameter], Body | None]:
        """Names are given to the path, then the body, then the query, then the header; the later one gets a suffix."""
        parameters, body, taken = self._parameters(), self._body(), dict[tuple[str, str], str]()
        groups: list[tuple[str, Sequence[Field]]] = [("path", [p for p in parameters if p.location == "path"])]
        if body is not None:
            groups.append(("body", body.fields or [f for f in (body.content,) if f]))
        groups += [(place, [p for p in parameters if p.location == place]) for place in ("query", "header")]
        used: set[str] = set()
        for place, fields in groups:
            for each in sorted(fields, key=lambda each: python_name(each.name) != each.name):
                name = free_name(python_name(each.name), used, RESERVED_ARGUMENTS, place)
                used.add(name)
                taken[place, each.name] = name
        named = [evolve(p, python=taken[p.location, p.name]) for p in parameters]
        if body is not None:
            fields = [evolve(f, python=taken["body", f.name]) for f in body.fields]
            content = body.content and evolve(body.content, python=taken["body", body.content.name])
            body = evolve(body, fields=fields, content=content)
        return named, body

    def _parameters(self) -> list[Parameter]:
        return [
            Parameter(
                name=p["name"],
                schema={**p.get("schema", {}), **_about(p)},
                required=bool(p.get("required")),
                location=p["in"],
                style=p.get("style") or ("form" if p["in"] == "query" else "simple"),
                explode=p.get("explode", p.get("style", "form") == "form" and p["in"] == "query"),
            )
            for p in S.parameters(self.document, self.item, self.raw)
            if p["in"] in LOCATIONS and not (p["in"] == "header" and p["name"].lower() in CLIENT_HEADERS)
        ]

    def _body(self) -> Body | None:
        for media_type, media in S.request_media(self.document, self.raw).items():
            schema = S.mapping(media, "schema")
            kind = body_kind(media_type)
            target = S.resolve(self.document, schema)
            if kind != "bytes" and S.mapping(target, "properties"):
                return Body(kind, media_type, schema, NamedSchema("", target, self.document).fields, None)
            body = S.resolve(self.document, S.mapping(self.raw, "requestBody"))
            about = {"description": body.get("description") or target.get("description") or "The request body."}
            required = bool(body.get("required"))
            return Body(kind, media_type, schema, [], Field(BODY_ARGUMENT, {**about, **schema}, required))
        return None

    def _at(self, location: Location) -> list[Parameter]:
        return [p for p in self.parameters if p.location == location]

    @property
    def path_parameters(self) -> list[Parameter]:
        """In the order of the path."""
        order = re.findall(r"\{([^{}]*)\}", self.path)
        return sorted(self._at("path"), key=lambda p: order.index(p.name) if p.name in order else len(order))

    @property
    def query_parameters(self) -> list[Parameter]:
        return self._at("query")

    @property
    def header_parameters(self) -> list[Parameter]:
        return self._at("header")

    @property
    def body_kind(self) -> BodyKind | None:
        return self.body.kind if self.body else None

    @property
    def body_schema(self) -> Schema | None:
        return self.body.schema if self.body else None

    @property
    def body_fields(self) -> list[Field]:
        return self.body.fields if self.body else []

    # -- the response

    @cached_property
    def response(self) -> Response:
        found = [media for status, media in S.response_media(self.document, self.raw) if status.startswith("2")]
        described = [(kind, media) for content in found for kind, media in content.items() if kind != S.EVENT_STREAM]
        may_be_empty = any(not content for content in found)
        if not described:
            return Response("empty", "application/json" if self.events is None else S.EVENT_STREAM, {}, True)
        accept, media = described[0]
        return Response(response_kind(accept), accept, S.mapping(media, "schema"), may_be_empty)

    @property
    def kind(self) -> ResponseKind:
        """How the response arrives when no event stream was asked for."""
        return self.response.kind

    @property
    def accept(self) -> str:
        return self.response.accept

    @property
    def result(self) -> str | None:
        """Name of the schema of the response, or of one line of it, if it has a name."""
        return S.ref_name(self.response.schema)

    @property
    def stream_field(self) -> str | None:
        return S.string(self.raw.get("x-stream"), "field")

    @property
    def stream_argument(self) -> str:
        """The argument that turns streaming on; empty where there is none."""
        return next((f.python for f in self.body_fields if f.name == self.stream_field), "")

    @property
    def events(self) -> str | None:
        return S.string(self.raw.get("x-stream"), "events")

    @property
    def pagination(self) -> str | None:
        return S.string(self.raw, "x-pagination")

    @property
    def item_schema(self) -> Schema | None:
        """The schema of one item of a page."""
        if not self.pagination or not self.result:
            return None
        page = S.mapping(S.named_schemas(self.document)[self.result], "properties")
        return S.mapping(page["data"], "items")

    @property
    def summary(self) -> str:
        return str(self.raw.get("summary", "")).strip()

    @property
    def description(self) -> str:
        return str(self.raw.get("description", "")).strip()


def body_kind(media_type: str) -> BodyKind:
    """What the generator makes of a request's media type."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain == "multipart/form-data":
        return "multipart"
    if plain == "application/x-www-form-urlencoded":
        return "form"
    return "json" if S.is_json(plain) else "bytes"


def response_kind(media_type: str) -> Literal["json", "lines", "bytes"]:
    """What the generator makes of a response's media type."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain in S.JSON_LINES:
        return "lines"
    return "json" if S.is_json(plain) else "bytes"


def resource_and_method(operation: Json) -> tuple[str, str]:
    """`x-sdk`, or else what the operationId says: `books.list`, or `listBooks` with the first tag."""
    sdk = S.mapping(operation, "x-sdk")
    if sdk:
        return str(sdk.get("resource", "")), str(sdk.get("method", ""))
    words = [
        python_name(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", part).lower())
        for part in str(operation.get("operationId", "")).split(".")
    ]
    if len(words) > 1:
        return ".".join(words[:-1]), words[-1]
    tag = next((str(tag) for tag in S.sequence(operation, "tags")), "api")
    return python_name(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", tag).lower()), words[0]


def _about(parameter: Json) -> Schema:
    kept = ("description", "deprecated", "x-deprecated-reason", "x-beta")
    return {key: parameter[key] for key in kept if key in parameter}
