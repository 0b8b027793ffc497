"""The bundled document, as the checks and the local server read it: operations by method and path, and their responses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from attrs import Factory, frozen

from claudewire.contract.betas import BETA, any_of
from claudewire.contract.values import is_array, is_object

#: A JSON schema, or any other object of the document.
Node: TypeAlias = Mapping[str, Any]

METHODS: Final = ("get", "post", "put", "patch", "delete")
_NODES: Final = Factory(dict[str, Node])


@frozen(kw_only=True)
class ResponseSpec:
    """A response of an operation with one status."""

    status: str
    description: str
    #: Schemas by header name.
    headers: Mapping[str, Node] = _NODES
    #: Schemas by media type.
    content: Mapping[str, Node] = _NODES


@frozen(kw_only=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    summary: str
    #: Schemas of the parameters by name.
    query: Mapping[str, Node] = _NODES
    headers: Mapping[str, Node] = _NODES
    #: Names of the parameters that must be given.
    required_query: frozenset[str] = frozenset()
    required_headers: frozenset[str] = frozenset()
    #: Beta values that the operation needs, and those that its parameters need, by name.
    betas: tuple[str, ...] = ()
    parameter_betas: Mapping[str, tuple[str, ...]] = Factory(dict[str, tuple[str, ...]])
    #: Schemas of the request body by media type.
    body: Mapping[str, Node] = _NODES
    body_required: bool = False
    max_bytes: int | None = None
    #: The body field that asks for an event stream.
    stream_field: str | None = None
    #: Answers by status, as the document writes it: `200`, `404`, `default`.
    responses: Mapping[str, ResponseSpec] = Factory(dict[str, ResponseSpec])
    #: A successful JSON response, if the document shows one.
    example: Any = None

    def response(self, status: int) -> tuple[ResponseSpec | None, bool]:
        """What the document says of a status, and whether it says so by name and not under `default`."""
        exact = self.responses.get(str(status))
        return (exact, True) if exact is not None else (self.responses.get("default"), False)


class Document:
    """A bundled OpenAPI document.

    Args:
        raw: The document as JSON.
    """

    def __init__(self, raw: Node) -> None:
        self.raw = raw

    @classmethod
    def load(cls, source: Node | str | PathLike[str] | None = None) -> Document:
        """The given document, or the one that ships with the generated package.

        Args:
            source: The document as JSON, or its path; None for the one that is installed.

        Raises:
            OSError: the file cannot be read.
            ValueError: the file does not hold a document in JSON.
        """
        if isinstance(source, Mapping):
            return cls(source)
        file = files("claudewire_api").joinpath("openapi.json") if source is None else Path(source)
        try:
            raw: Any = json.loads(file.read_bytes())
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{file} is not JSON: {error}") from error
        if not isinstance(raw, dict) or "paths" not in raw:
            raise ValueError(f"{file} is not an OpenAPI document: a JSON object with `paths` was expected")
        return cls(cast("Node", raw))

    def resolve(self, node: Node) -> Node:
        """What a node stands for, after following its references.

        Args:
            node: A part of the document; with `$ref`, or not.
        """
        while "$ref" in node:
            target: Any = self.raw
            for key in node["$ref"].removeprefix("#/").split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    @cached_property
    def schemas(self) -> Mapping[str, Node]:
        """Named schemas."""
        found: Mapping[str, Node] = self.raw["components"]["schemas"]
        return found

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, in the order of the document."""
        return tuple(
            self._operation(path, method, self.resolve(item)[method])
            for path, item in self.raw["paths"].items()
            for method in METHODS
            if method in self.resolve(item)
        )

    @cached_property
    def betas(self) -> frozenset[str]:
        """Every beta value that the document names, with `x-beta` or in its text; one in an example may be made up."""
        return frozenset(beta for text in _texts(self.raw) for beta in BETA.findall(text))

    @cached_property
    def error_statuses(self) -> Mapping[str, int]:
        """The status that each error type comes with."""
        return {
            schema["properties"]["type"]["const"]: schema["x-status"]
            for schema in self.schemas.values()
            if "x-status" in schema and "const" in schema.get("properties", {}).get("type", {})
        }

    def route(self, method: str, path: str) -> Operation | bool:
        """The operation that a request is for. False: no such path; True: the path exists, and not with this method.

        Args:
            method: HTTP method, in any case.
            path: Path of the URL, without the query.
        """
        for template, by_method in self._routes:
            if template.fullmatch(path):
                return by_method.get(method.upper(), True)
        return False

    @cached_property
    def _routes(self) -> list[tuple[re.Pattern[str], dict[str, Operation]]]:
        by_path: dict[str, dict[str, Operation]] = {}
        for operation in self.operations:
            by_path.setdefault(operation.path, {})[operation.method] = operation
        fixed_first = sorted(by_path, key=lambda path: path.count("{"))
        return [(re.compile(_pattern(path)), by_path[path]) for path in fixed_first]

    def _operation(self, path: str, method: str, raw: Node) -> Operation:
        parameters = [self.resolve(parameter) for parameter in raw.get("parameters", ())]
        query = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "query"}
        headers = {parameter["name"].lower(): parameter for parameter in parameters if parameter["in"] == "header"}
        body = self.resolve(raw.get("requestBody", {}))
        return Operation(
            id=raw["operationId"],
            method=method.upper(),
            path=path,
            summary=raw.get("summary", ""),
            query={name: parameter["schema"] for name, parameter in query.items()},
            headers={name: parameter["schema"] for name, parameter in headers.items()},
            required_query=_required(query),
            required_headers=_required(headers),
            betas=any_of(raw.get("x-beta")),
            parameter_betas={name: any_of(parameter.get("x-beta")) for name, parameter in query.items()},
            body=_schemas(body),
            body_required=body.get("required", False),
            max_bytes=raw.get("x-max-request-bytes"),
            stream_field=raw.get("x-stream", {}).get("field"),
            responses={status: self._response(status, response) for status, response in raw["responses"].items()},
            example=self._example(raw["responses"]),
        )

    def _example(self, responses: Node) -> Any:
        for status, response in responses.items():
            content = self.resolve(response).get("content", {}).get("application/json", {})
            for example in content.get("examples", {}).values():
                if status.startswith("2"):
                    return self.resolve(example).get("value")
        return None

    def _response(self, status: str, node: Node) -> ResponseSpec:
        raw = self.resolve(node)
        return ResponseSpec(
            status=status,
            description=raw.get("description", ""),
            headers={name.lower(): self.resolve(header)["schema"] for name, header in raw.get("headers", {}).items()},
            content=_schemas(raw),
        )


def inner_schema(node: Node) -> Node:
    """The payload of a text that has a media type of its own (the `data` of an event), or the schema itself."""
    found: Node = node.get("contentSchema", node)
    return found


def references(node: Any) -> Iterator[str]:
    """Names of the schemas that a node refers to directly."""
    if is_object(node):
        target = node.get("$ref")
        if isinstance(target, str):
            yield target.rpartition("/")[2]
        for key, inner in node.items():
            if key not in ("discriminator", "examples", "example"):
                yield from references(inner)
    elif is_array(node):
        for inner in node:
            yield from references(inner)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif is_object(node):
        for key, inner in node.items():
            if key not in ("examples", "example"):
                yield from _texts(inner)
    elif is_array(node):
        for inner in node:
            yield from _texts(inner)


def _schemas(node: Node) -> dict[str, Node]:
    return {media: content["schema"] for media, content in node.get("content", {}).items() if "schema" in content}


def _required(parameters: Mapping[str, Node]) -> frozenset[str]:
    return frozenset(name for name, parameter in parameters.items() if parameter.get("required"))


def _pattern(path: str) -> str:
    return "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", path))
