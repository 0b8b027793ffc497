"""The side index: what the document says and what the two libraries' own models drop.

Operation extensions, discriminators, names of unions and enums, the order of fields: taken from the bundled document
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import field, frozen

from . import schemas as S
from .named import NamedSchema
from .operation import Operation
from .options import Option

Json = Any
Schema = dict[str, Any]


@frozen
class Index:
    """The bundled document by name."""

    document: Json = field(repr=False)

    @cached_property
    def schemas(self) -> dict[str, NamedSchema]:
        return {
            name: NamedSchema(name, schema, self.document) for name, schema in S.named_schemas(self.document).items()
        }

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
    def resource_paths(self) -> list[str]:
        """The paths of all resources, with those that only hold others."""
        paths = {path for resource in self.resources for path in _with_parents(resource)}
        return sorted(paths)

    @cached_property
    def models(self) -> list[NamedSchema]:
        """What responses and webhooks hold: becomes attrs classes, unions and aliases."""
        roots: list[Json] = []
        for operation in self.operations:
            roots += [operation.response.schema, *([S.ref_to(operation.events)] if operation.events else [])]
            for status, content in S.response_media(self.document, operation.raw):
                if not status.startswith("2"):
                    roots += [S.mapping(media, "schema") for media in content.values()]
        for _, _, hook in S.webhooks(self.document):
            roots += [S.mapping(media, "schema") for media in S.request_media(self.document, hook).values()]
        return [self.schemas[name] for name in sorted(S.reachable(self.document, roots))]

    @cached_property
    def params(self) -> list[NamedSchema]:
        """What JSON requests hold: becomes TypedDicts."""
        roots = [op.body_schema for op in self.operations if op.body_kind in ("json", "form")]
        roots += [field.schema for op in self.operations if op.body_kind == "multipart" for field in op.body_fields]
        roots += [p.schema for op in self.operations for p in op.parameters]
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

    @cached_property
    def knows_betas(self) -> bool:
        """Whether any operation has a view through `client.beta`, or needs a beta header."""
        return any(key in operation.raw for operation in self.operations for key in ("x-beta", "x-beta-view")) or any(
            "x-beta" in node for schema in S.named_schemas(self.document).values() for node in S.nodes(schema)
        )

    def has_option(self, option: Option) -> bool:
        return option.where != "beta" or self.knows_betas

    def event_unions(self) -> Iterator[NamedSchema]:
        for name in dict.fromkeys(op.events for op in self.operations if op.events):
            yield self.schemas[name]


def _with_parents(resource: str) -> list[str]:
    parts = resource.split(".")
    return [".".join(parts[: number + 1]) for number in range(len(parts))]
