"""What the templates of endpoint functions and resources need to know of an operation."""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from .index import BETA_REQUEST, OPTIONS, Field, Index, Operation
from .opc import Parsed
from .pytypes import Types, union


@frozen
class Parameter:
    """One argument of a method."""

    name: str
    python: str
    type: str
    default: str
    doc: str
    beta: str | None


class Endpoints:
    """Emits `endpoints/`: one module per resource."""

    def __init__(self, index: Index, parsed: Parsed) -> None:
        self.index, self.parsed = index, parsed
        self.types, self.arguments = Types(index), Types(index, request=True)

    def files(self) -> dict[str, str]:
        out = {"endpoints/__init__.py": '"""Endpoint functions, by resource."""\n'}
        for resource, operations in self.index.resources.items():
            views = [self.view(operation) for operation in operations]
            out[f"endpoints/{module_name(resource)}.py"] = self.parsed.render(
                "endpoints.py.jinja",
                resource=resource,
                operations=views,
                uses_params=any("params." in p.type for view in views for p in view["positional"] + view["keywords"]),
            )
        return out

    def view(self, operation: Operation) -> dict[str, Any]:
        """The operation as the templates see it."""
        body = operation.body_fields
        files = [f for f in body if _is_file(f.schema)]
        path = operation.path_parameters
        rest = [*path[:-1], *body, *operation.query_parameters, *operation.header_parameters]
        keywords = sorted((self.parameter(f) for f in rest), key=lambda p: bool(p.default))
        result = self._result(operation)
        event = f"models.{operation.events}" if operation.events else ""
        plain = f"Call[{result}]"
        return {
            "id": operation.id,
            "constant": operation.constant,
            "method": operation.method,
            "http": operation.http,
            "path": operation.path,
            "kind": operation.kind,
            "summary": operation.summary,
            "description": operation.description,
            "positional": [self.parameter(f) for f in path[-1:]],  # as in the official SDK: the others are named
            "keywords": keywords,
            "query": [self.parameter(f) for f in operation.query_parameters],
            "headers": [self.parameter(f) for f in operation.header_parameters],
            "betas": self._betas(operation),
            "body": [self.parameter(f) for f in body if f not in files],
            "body_kind": operation.body_kind,
            "files": "".join(self._file(f) for f in files),
            "path_code": self._path(operation),
            "decode": self._decode(operation),
            "result_type": result,
            "event_type": event,
            "call_type": union([f"Call[{event}]", plain]) if event else plain,
            "stream_field": operation.stream_field,
            "pagination": operation.pagination,
            "item_type": self.types.of(operation.item_schema) if operation.item_schema else "",
        }

    def parameter(self, field: Field) -> Parameter:
        kind = "FileInput" if _is_file(field.schema) else self.arguments.of(field.schema)
        if field.schema.get("type") == "array" and _is_file(field.schema):
            kind = "Sequence[FileInput]"
        if not field.required:
            kind = union([kind, "Omit"])
        default = "" if field.required else " = omit"
        return Parameter(field.name, argument(field), kind, default, field.doc(BETA_REQUEST), field.beta)

    @staticmethod
    def _betas(operation: Operation) -> dict[str, list[str]]:
        """Beta header value → the query and header parameters that need it. Into the body the caller looks itself."""
        out: dict[str, list[str]] = {}
        for field in [*operation.query_parameters, *operation.header_parameters]:
            if field.beta:
                out.setdefault(field.beta, []).append(argument(field))
        return out

    def _result(self, operation: Operation) -> str:
        if operation.kind == "bytes":
            return "bytes"
        return self.types.of({"$ref": f"#/components/schemas/{operation.result}"}) if operation.result else "Any"

    def _decode(self, operation: Operation) -> str:
        if operation.kind == "bytes":
            return "bytes"
        plain = self._decoder(operation.result)
        if not operation.events:
            return plain
        return f"{self._decoder(operation.events)} if {operation.stream_field} else {plain}"

    def _decoder(self, name: str | None) -> str:
        if name is None:
            return "lambda value: value"
        kind = self.index.schemas[name].kind
        return f"models.{name}.from_dict" if kind == "object" else f"decoders.{name}"

    def _file(self, field: Field) -> str:
        """One part, or one for each of many; none if it was left out."""
        if field.schema.get("type") == "array":
            given = argument(field) if field.required else f"{argument(field)} or ()"
            return f'*(("{field.name}", file) for file in {given}),'
        part = f'("{field.name}", {argument(field)}),'
        return part if field.required else f"*(() if isinstance({argument(field)}, Omit) else ({part})),"

    @staticmethod
    def _path(operation: Operation) -> str:
        names = {f.name: argument(f) for f in operation.path_parameters}
        code = re.sub(r"\{(\w+)\}", lambda m: f"{{segment('{m[1]}', {names[m[1]]})}}", operation.path)
        return f'f"{code}"' if names else f'"{operation.path}"'


def argument(field: Field) -> str:
    """What the field is called as an argument: an option of every call goes before it."""
    return f"{field.python}_" if field.python in OPTIONS else field.python


def module_name(resource: str) -> str:
    """`messages.batches` → `messages_batches`."""
    return resource.replace(".", "_")


def _is_file(schema: Any) -> bool:
    schema = schema.get("items", schema) if schema.get("type") == "array" else schema
    return bool(schema.get("format") == "binary" or schema.get("contentMediaType") == "application/octet-stream")
