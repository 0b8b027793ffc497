"""What the templates of endpoint functions and resources print of an operation."""

from __future__ import annotations

import re

from attrs import frozen

from . import schemas as S
from .annotations import SCALARS, Types, union
from .index import Index
from .named import BETA_IN_REQUEST, Field
from .names import module_of_resource
from .openapi_client import Parsed
from .operation import Operation, Parameter
from .options import OPTIONS, Option


@frozen
class ArgumentView:
    """One argument of a method."""

    wire: str
    python: str
    type: str
    #: ` = omit` behind the annotation, or nothing.
    default: str
    doc: str

    def declared(self, kind: str = "") -> str:
        """As it stands in a signature; `kind` is an annotation with its default that goes before its own."""
        return f"{self.python}: {kind}" if kind else f"{self.python}: {self.type}{self.default}"


@frozen(kw_only=True)
class OperationView:
    """One operation, in the words of the templates: names, annotations and expressions are Python source."""

    constant: str
    method: str
    http: str
    path: str
    summary: str
    description: str
    #: The last parameter of the path is positional, as in the official SDK; the others are named.
    positional: list[ArgumentView]
    keywords: list[ArgumentView]
    options: list[Option]
    #: `json`, `events`, `lines`, `bytes` or `empty`.
    kind: str
    path_code: str
    decode: str
    #: Entries of a dict, one per parameter.
    query: list[str]
    headers: list[str]
    betas: list[str]
    #: The body as entries of a dict, or None; or as one expression.
    body: list[str] | None
    content: str
    files: str
    #: What comes back: annotation of the call's result, of an event, of an item of a page.
    result: str
    event: str
    item: str
    #: The request field that turns streaming on: its name on the wire, and in Python.
    stream_field: str | None
    stream_argument: str
    pagination: str | None
    #: The statuses of errors that the document lists.
    statuses: tuple[str, ...]

    @property
    def doc(self) -> str:
        """Summary and description, as far as there are any."""
        return "\n\n".join(text for text in (self.summary, self.description) if text) or f"{self.http} {self.path}"

    @property
    def call(self) -> str:
        """The annotation of what the endpoint function returns."""
        plain = f"Call[{self.result}]"
        return union([f"Call[{self.event}]", plain]) if self.event else plain

    @property
    def failures(self) -> str:
        """When the method raises an error of the package above, with the statuses of the document."""
        statuses = f" (status {', '.join(self.statuses)})" if self.statuses else ""
        return f"The arguments cannot be sent, or the call failed{statuses}. This package by itself raises `ApiError`."

    def returns(self, prefix: str) -> str:
        """The annotation of what the method returns; `prefix` is `Async` or nothing. Not for a stream of events."""
        if self.pagination:
            return f"{prefix}Pages[{self.item}]" if prefix else f"Page[{self.item}]"
        if self.kind == "bytes":
            return f"{prefix}Content"
        return f"{prefix}Stream[{self.result}]" if self.kind == "lines" else self.result

    def either(self, prefix: str) -> str:
        """The annotation of the method where the caller chooses between a stream and a result."""
        return f"{self.returns(prefix)} | {self.events(prefix)}" if self.stream_field else self.returns(prefix)

    def events(self, prefix: str) -> str:
        return f"{prefix}Stream[{self.event}]"

    def definition(self, prefix: str) -> str:
        """`def` or `async def`. A list of pages is awaited, or iterated over at once: it is no coroutine."""
        return "async def" if prefix and not self.pagination else "def"


class Endpoints:
    """Emits `endpoints/`: one module per resource."""

    def __init__(self, index: Index, parsed: Parsed) -> None:
        self.index, self.parsed = index, parsed
        self.types = Types(index, qualified=True)
        self.arguments = Types(index, request=True)
        self.views = {
            resource: [self._view(operation) for operation in operations]
            for resource, operations in index.resources.items()
        }

    def files(self) -> dict[str, str]:
        out = {"endpoints/__init__.py": '"""Endpoint functions, by resource."""\n'}
        for resource, views in self.views.items():
            out[f"endpoints/{module_of_resource(resource)}.py"] = self.parsed.render(
                "endpoints.py.jinja",
                resource=resource,
                operations=views,
                uses_params=any("params." in p.type for view in views for p in view.positional + view.keywords),
            )
        return out

    def _view(self, operation: Operation) -> OperationView:
        path, body = operation.path_parameters, operation.body
        arguments: list[Field] = [*path[:-1], *operation.body_fields]
        if body and body.content:
            arguments.append(body.content)
        arguments += [*operation.query_parameters, *operation.header_parameters]
        streams = operation.stream_field is not None or operation.kind == "lines"
        event = f"models.{operation.events}" if operation.events else ""
        return OperationView(
            constant=operation.constant,
            method=operation.method,
            http=operation.http,
            path=operation.path,
            kind=operation.kind,
            summary=operation.summary,
            description=operation.description,
            positional=[self._argument(f, operation) for f in path[-1:]],
            keywords=sorted((self._argument(f, operation) for f in arguments), key=lambda a: bool(a.default)),
            options=[o for o in OPTIONS if self.index.has_option(o) and (streams or o.where != "stream")],
            path_code=_path(operation),
            decode=self._decode(operation),
            query=[_query(p) for p in operation.query_parameters],
            headers=[_entry(p) for p in operation.header_parameters],
            betas=self._betas(operation),
            body=[_entry(f) for f in body.fields if not _is_part(f, operation)] if body and not body.content else None,
            content=_content(operation),
            files="".join(_file(f) for f in operation.body_fields if _is_part(f, operation)),
            result=self._result(operation),
            event=event,
            item="" if operation.item_schema is None else self.types.of(operation.item_schema),
            stream_field=operation.stream_field,
            stream_argument=operation.stream_argument,
            pagination=operation.pagination,
            statuses=tuple(sorted(s for s in map(str, operation.raw.get("responses", ())) if s[:1] in "45")),
        )

    def _argument(self, field: Field, operation: Operation) -> ArgumentView:
        kind = self.arguments.of(field.schema)
        if operation.body_kind == "bytes" and operation.body and field is operation.body.content:
            kind = "FileContent"
        elif field in operation.body_fields and _is_part(field, operation):
            kind = "Sequence[FileInput]" if field.schema.get("type") == "array" else "FileInput"
        if not field.required:
            kind = union([kind, "Omit"])
        default = "" if field.required else " = omit"
        return ArgumentView(field.name, field.python, kind, default, field.doc(BETA_IN_REQUEST))

    @staticmethod
    def _betas(operation: Operation) -> list[str]:
        """Beta header value → the query and header parameters that need it. Into the body the caller looks itself."""
        found: dict[str, list[str]] = {}
        for field in [*operation.query_parameters, *operation.header_parameters]:
            if field.beta:
                found.setdefault(field.beta, []).append(field.python)
        return [f"{beta!r}: ({', '.join(names)},)" for beta, names in found.items()]

    def _result(self, operation: Operation) -> str:
        match operation.kind:
            case "bytes":
                return "bytes"
            case "empty":
                return "None"
            case "json" if operation.response.may_be_empty:
                return union([self.types.of(operation.response.schema), "None"])
            case _:
                return self.types.of(operation.response.schema)

    def _decode(self, operation: Operation) -> str:
        if operation.kind == "bytes":
            return "bytes"
        plain = self._decoder(operation.response.schema, optional=operation.response.may_be_empty)
        if not operation.events:
            return plain
        return f"{self._decoder(S.ref_to(operation.events))} if {operation.stream_argument} else {plain}"

    def _decoder(self, schema: S.Schema, *, optional: bool = False) -> str:
        """The function that decodes a value of this schema."""
        name = S.ref_name(schema)
        if name is not None and not optional:
            named = self.index.schemas[name]
            if named.kind == "object":
                return f"models.{name}.from_dict"
            if named.kind == "union" or self.index.recursive(name):
                return f"decoders.{name}"
        return f"lambda value: {self.types.decode(schema, 'value', optional=optional)}"


def _is_part(field: Field, operation: Operation) -> bool:
    return operation.body_kind == "multipart" and S.is_file(field.schema)


def _entry(field: Field) -> str:
    return f"{field.name!r}: {field.python}"


def _query(parameter: Parameter) -> str:
    """A query parameter as an entry of the dict that `query_pairs` gets."""
    if parameter.is_deep_object:
        return f"**deep_object({parameter.name!r}, {parameter.python})"
    if not parameter.explode:
        return f"{parameter.name!r}: comma_separated({parameter.name!r}, {parameter.python})"
    return _entry(parameter)


def _file(field: Field) -> str:
    """One part, or one for each of many; none if it was left out."""
    if field.schema.get("type") == "array":
        given = field.python if field.required else f"{field.python} or ()"
        return f"*(({field.name!r}, file) for file in {given}),"
    part = f"({field.name!r}, {field.python}),"
    return part if field.required else f"*(() if isinstance({field.python}, Omit) else ({part})),"


def _content(operation: Operation) -> str:
    """The one argument of a body without fields; nothing for other operations."""
    return operation.body.content.python if operation.body and operation.body.content else ""


def _path(operation: Operation) -> str:
    """The path with its parameters filled in, as an expression. What stands between them is quoted as any other text."""
    names = {p.name: p for p in operation.path_parameters}
    parts = re.split(r"\{([^{}]*)\}", operation.path)
    if len(parts) == 1:
        return repr(operation.path)
    code = [_segment(names[p], operation.document) if n % 2 else repr(p) for n, p in enumerate(parts) if p]
    return " + ".join(code)


def _segment(parameter: Parameter, document: S.Json) -> str:
    """One parameter as a segment of the path. Text is the rule; other types are named."""
    types = S.json_types(document, parameter.schema) - {"null"}
    kinds = [SCALARS[kind] for kind in sorted(types) if kind in SCALARS]
    named = "" if kinds == ["str"] else "".join(f", {kind}" for kind in kinds)
    return f"path_segment({parameter.name!r}, {parameter.python}{named})"
