"""The bundled document, as the local server reads it: operations by method and path, schemas by reference."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import field, frozen

#: A JSON schema, or any other object of the document.
Node: TypeAlias = Mapping[str, Any]

_BETA: Final = re.compile(r"\b[a-z][a-z0-9-]*-\d{4}-\d{2}-\d{2}\b")
METHODS: Final = ("get", "post", "put", "patch", "delete")


@frozen(kw_only=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    summary: str
    #: Query parameters as the document has them.
    query: tuple[Node, ...] = ()
    #: Schemas of the request body by media type.
    body: Mapping[str, Node] = field(factory=dict[str, Node])
    body_required: bool = False
    max_bytes: int | None = None
    #: The body field that asks for an event stream.
    stream_field: str | None = None
    #: Beta values without which the operation does not exist.
    betas: tuple[str, ...] = ()
    #: Example of a successful answer, when the document has one.
    example: Any = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """Paths of this operation. A name in braces stands for one segment."""
        return re.compile(re.sub(r"\{[^}]+\}", "[^/]+", self.path))


class Document:
    """A bundled OpenAPI document."""

    def __init__(self, raw: Node) -> None:
        self.raw = raw

    @classmethod
    def load(cls, source: Node | str | PathLike[str] | None = None) -> Document:
        """The given document, or the one that ships with the generated package."""
        if isinstance(source, Mapping):
            return cls(source)
        file = files("claudewire_api").joinpath("openapi.json") if source is None else Path(source)
        return cls(json.loads(file.read_bytes()))

    def resolve(self, node: Node) -> Node:
        """What a node stands for, after following its references."""
        while "$ref" in node:
            target: Any = self.raw
            for key in node["$ref"].removeprefix("#/").split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            self._operation(path, method, self.resolve(item)[method])
            # A path without parameters goes first: `/v1/messages/batches` is no `/v1/messages/{id}`.
            for path, item in sorted(self.raw["paths"].items(), key=lambda pair: "{" in pair[0])
            for method in METHODS
            if method in self.resolve(item)
        )

    def find(self, method: str, path: str) -> Operation | None:
        """The operation that a request is for."""
        return next((each for each in self.operations if each.method == method and each.pattern.fullmatch(path)), None)

    def schema(self, name: str) -> Node:
        """A named schema."""
        found: Node = self.raw["components"]["schemas"][name]
        return found

    @cached_property
    def betas(self) -> frozenset[str]:
        """Every beta value that the document names, with `x-beta` or in its text."""
        return frozenset(_BETA.findall(json.dumps(self.raw)))

    @cached_property
    def grammar(self) -> Node:
        """The legal order of the events of a message stream."""
        found: Node = self.schema("MessageStreamEvent")["x-event-grammar"]
        return found

    def _operation(self, path: str, method: str, raw: Node) -> Operation:
        parameters = [self.resolve(parameter) for parameter in raw.get("parameters", ())]
        body = self.resolve(raw.get("requestBody", {}))
        return Operation(
            id=raw["operationId"],
            method=method.upper(),
            path=path,
            summary=raw.get("summary", ""),
            query=tuple(parameter for parameter in parameters if parameter["in"] == "query"),
            body={media: content["schema"] for media, content in body.get("content", {}).items()},
            body_required=body.get("required", False),
            max_bytes=raw.get("x-max-request-bytes"),
            stream_field=raw.get("x-stream", {}).get("field"),
            betas=_values(raw.get("x-beta")),
            example=self._example(raw.get("responses", {})),
        )

    def _example(self, responses: Node) -> Any:
        for status, response in responses.items():
            content = self.resolve(response).get("content", {}).get("application/json", {})
            for example in content.get("examples", {}).values():
                if status.startswith("2"):
                    return self.resolve(example).get("value")
        return None


def _values(betas: str | list[str] | None) -> tuple[str, ...]:
    return () if betas is None else (betas,) if isinstance(betas, str) else tuple(betas)
