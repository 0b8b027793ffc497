"""The side index: what the document says and what the two libraries' own models drop.

Operation extensions, discriminators, names of unions and enums, the order of fields: taken from the bundled document
itself.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from attrs import field, frozen

from . import schemas as S

Json = Any
Schema = dict[str, Any]


#: What every model has and what every method takes, beside the fields of the document.
TAKEN = frozenset({"from_dict", "to_dict", "to_json", "extra_fields", "response"})
OPTIONS = frozenset(
    {"betas", "without_betas", "extra_headers", "extra_query", "extra_body", "timeout", "max_retries", "deadline"}
)

#: What is said of a field that needs a beta header, in an answer and in a request.
BETA_ANSWER = "Beta: needs the header value `{}`."
BETA_REQUEST = "Beta: the header value `{}` is sent with it."


def python_name(wire: str) -> str:
    """`files[]` → `files`, `from` → `from_`, `anthropic-workspace-id` → `workspace_id`; builtins keep their names."""
    name = re.sub(r"\W+", "_", wire.removesuffix("[]").removeprefix("anthropic-")).strip("_")
    if keyword.iskeyword(name) or name in TAKEN:
        return f"{name}_"
    return name if name.isidentifier() else f"field_{name}"


def snake(name: str) -> str:
    """`MessageBatch` → `message_batch`, `Base64PDFSource` → `base64_pdf_source`, `Tool20250124` → `tool_20250124`."""
    name = re.sub(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", r"\1\3_\2\4", name)
    return re.sub(r"([a-z])(\d{8})", r"\1_\2", name).lower()


@frozen
class Field:
    """A property of an object, a query parameter, or a field of a request body."""

    name: str
    schema: Schema
    required: bool

    @property
    def python(self) -> str:
        return python_name(self.name)

    @property
    def description(self) -> str:
        return str(self.schema.get("description", "")).strip()

    @property
    def beta(self) -> str | None:
        return S.string(self.schema, "x-beta")

    @property
    def deprecation(self) -> str:
        reason = S.string(self.schema, "x-deprecated-reason") or "not for new code"
        return f"Deprecated: {reason.removesuffix('.')}." if self.schema.get("deprecated") else ""

    def doc(self, beta: str) -> str:
        """The description, and what the extensions add to it; `beta` is a sentence about a header value."""
        notes = (self.description, beta.format(self.beta) if self.beta else "", self.deprecation)
        return " ".join(note for note in notes if note)


@frozen
class Named:
    """A schema with a name: an object, a union of objects, or something that is an alias in Python."""

    name: str
    schema: Schema
    document: Json = field(repr=False, eq=False)

    @property
    def kind(self) -> Literal["object", "union", "alias"]:
        if self.schema.get("properties"):
            return "object"
        return "union" if "discriminator" in self.schema else "alias"

    @property
    def description(self) -> str:
        return str(self.schema.get("description", "")).strip()

    @property
    def fields(self) -> list[Field]:
        required = S.sequence(self.schema, "required")
        return [
            Field(name, described(self.document, sub), name in required)
            for name, sub in S.mapping(self.schema, "properties").items()
        ]

    @property
    def tag(self) -> str:
        return str(self.schema["discriminator"]["propertyName"])

    @property
    def members(self) -> dict[str, str]:
        """Value of the discriminator → name of the member."""
        mapping = S.mapping(self.schema["discriminator"], "mapping")
        return {value: str(S.ref_name({"$ref": ref})) for value, ref in mapping.items()}

    @property
    def untagged(self) -> str | None:
        """The member of a union whose discriminator may be left out."""
        schemas = S.named_schemas(self.document)
        return next((m for m in self.members.values() if self.tag not in S.sequence(schemas[m], "required")), None)


def described(document: Json, schema: Schema) -> Schema:
    """A property by reference takes the description of what it refers to, unless it has its own."""
    if "$ref" in schema and not schema.get("description"):
        return {**schema, "description": S.resolve(document, schema).get("description", "")}
    return schema


@frozen
class Operation:
    """One operation, as the SDK sees it."""

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
        return str(self.raw["x-sdk"]["resource"])

    @property
    def method(self) -> str:
        return str(self.raw["x-sdk"]["method"])

    @property
    def constant(self) -> str:
        return self.id.replace(".", "_").upper()

    def _parameters(self, place: str) -> list[Field]:
        return [
            Field(p["name"], {**p.get("schema", {}), **_about(p)}, bool(p.get("required")))
            for p in S.parameters(self.document, self.item, self.raw)
            if p["in"] == place
        ]

    @property
    def path_parameters(self) -> list[Field]:
        return self._parameters("path")

    @property
    def query_parameters(self) -> list[Field]:
        return self._parameters("query")

    @property
    def header_parameters(self) -> list[Field]:
        """Header parameters that are arguments of the method; version and betas are the pipeline's."""
        return [p for p in self._parameters("header") if p.name not in ("anthropic-version", "anthropic-beta")]

    @property
    def body_kind(self) -> Literal["json", "multipart"] | None:
        first = next(iter(S.request_media(self.document, self.raw)), None)
        return None if first is None else "multipart" if first.startswith("multipart") else "json"

    @property
    def body_schema(self) -> Schema | None:
        for media in S.request_media(self.document, self.raw).values():
            return S.mapping(media, "schema")
        return None

    @property
    def body_fields(self) -> list[Field]:
        schema = self.body_schema
        return Named("", S.resolve(self.document, schema), self.document).fields if schema else []

    @property
    def _success(self) -> dict[str, Json]:
        responses = S.response_media(self.document, self.raw)
        return next((content for status, content in responses if status.startswith("2")), dict[str, Json]())

    @property
    def kind(self) -> Literal["json", "lines", "bytes"]:
        """How the answer comes when no event stream was asked for."""
        first = next(iter(self._success), "application/json")
        if "jsonl" in first:
            return "lines"
        return "json" if "json" in first else "bytes"

    @property
    def accept(self) -> str:
        return next(iter(self._success), "application/json")

    @property
    def result(self) -> str | None:
        """Name of the schema of the answer, or of one line of it."""
        for kind, media in self._success.items():
            if "json" in kind:
                return S.ref_name(media["schema"])
        return None

    @property
    def stream_field(self) -> str | None:
        return S.string(self.raw.get("x-stream"), "field")

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


def _about(parameter: Json) -> Schema:
    kept = ("description", "deprecated", "x-deprecated-reason", "x-beta")
    return {key: parameter[key] for key in kept if key in parameter}


@frozen
class Index:
    """The bundled document by name."""

    document: Json = field(repr=False)

    @cached_property
    def schemas(self) -> dict[str, Named]:
        return {name: Named(name, schema, self.document) for name, schema in S.named_schemas(self.document).items()}

    @cached_property
    def operations(self) -> list[Operation]:
        return [
            Operation(path, method.upper(), item, raw, self.document)
            for path, method, item, raw in S.operations(self.document)
        ]

    @cached_property
    def resources(self) -> dict[str, list[Operation]]:
        """Resource path → its operations, parents before children."""
        out: dict[str, list[Operation]] = {}
        for operation in self.operations:
            out.setdefault(operation.resource, []).append(operation)
        return dict(sorted(out.items()))

    @cached_property
    def models(self) -> list[Named]:
        """What responses hold: becomes attrs classes, unions and aliases."""
        roots: list[Json] = []
        for operation in self.operations:
            roots += [S.ref_to(name) for name in (operation.result, operation.events) if name]
            for status, content in S.response_media(self.document, operation.raw):
                if not status.startswith("2"):
                    roots += [media["schema"] for media in content.values()]
        return [self.schemas[name] for name in sorted(S.reachable(self.document, roots))]

    @cached_property
    def params(self) -> list[Named]:
        """What JSON requests hold: becomes TypedDicts."""
        roots = [op.body_schema for op in self.operations if op.body_kind == "json"]
        roots += [p.schema for op in self.operations for p in op.query_parameters]
        return [self.schemas[name] for name in sorted(S.reachable(self.document, roots))]

    @cached_property
    def model_names(self) -> frozenset[str]:
        return frozenset(named.name for named in self.models)

    def param_name(self, name: str) -> str:
        """The TypedDict's name: a type that responses hold too gets the suffix that request types have."""
        named = self.schemas[name]
        if named.kind == "alias" or name not in self.model_names or name.endswith(("Param", "Params")):
            return name
        return f"{name}Param"

    def model_for(self, name: str) -> str | None:
        """The model that does as well where a request wants this schema: it has no field that the API refuses."""
        named, model = self.schemas[name], name if name in self.model_names else name.removesuffix("Param")
        if model not in self.model_names or named.kind == "alias" or self.schemas[model].kind != named.kind:
            return None
        pairs: list[tuple[str, str | None]] = [(model, name)]
        if named.kind == "union":
            pairs = [(member, named.members.get(tag)) for tag, member in self.schemas[model].members.items()]
        return (
            model if all(wanted and self._fields(answer) <= self._fields(wanted) for answer, wanted in pairs) else None
        )

    def _fields(self, name: str) -> set[str]:
        return {field.name for field in self.schemas[name].fields}

    def recursive(self, name: str) -> bool:
        """Whether an alias holds itself, with no object or union in between."""
        found: set[str] = set()
        stack: list[Schema] = [self.schemas[name].schema]
        while stack:
            node = stack.pop()
            inner = S.ref_name(node)
            if inner is None:
                stack += [sub for _, sub in S.subschemas(node)]
            elif inner not in found and self.schemas[inner].kind == "alias":
                found.add(inner)
                stack.append(self.schemas[inner].schema)
        return name in found

    def event_unions(self) -> Iterator[Named]:
        for name in dict.fromkeys(op.events for op in self.operations if op.events):
            yield self.schemas[name]
