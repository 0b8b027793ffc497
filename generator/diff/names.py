"""Which operations a change concerns, and which names in Python: what users write, not where a generator puts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import evolve

from generator import schemas as S
from generator.index import Index
from generator.names import python_name
from generator.operation import Operation

from .changes import Change
from .rules import Direction

Json = Any


def explain(changes: tuple[Change, ...], base: Json, head: Json) -> tuple[Change, ...]:
    """The same changes, with every operation and every Python name that each concerns."""
    sides = [Names(Index(head)), Names(Index(base))]
    return tuple(_explain(change, sides) for change in changes)


def _explain(change: Change, sides: list[Names]) -> Change:
    operations = dict.fromkeys(change.operations)
    names: dict[str, None] = {}
    for side in sides:
        if change.place.schema:
            operations |= dict.fromkeys(side.users(change.place.schema, change.directions))
        names |= dict.fromkeys(side.of(change))
    return evolve(change, operations=tuple(operations), names=tuple(names))


class Names:
    """Names in the package that is generated from one document."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def users(self, schema: str, directions: tuple[Direction, ...]) -> Iterator[str]:
        """The operations that send or receive this schema."""
        for operation, sent, received in self._reached:
            if (Direction.REQUEST in directions and schema in sent) or (
                Direction.RESPONSE in directions and schema in received
            ):
                yield operation.id

    @cached_property
    def _reached(self) -> list[tuple[Operation, set[str], set[str]]]:
        return [(operation, *_reach(operation)) for operation in self.index.operations]

    def of(self, change: Change) -> Iterator[str]:
        place = change.place
        if not place.typed:
            return
        if place.schema:
            yield from self._schema(change)
        yield from self._types(change)
        if place.schema:
            return
        for operation in self.index.operations:
            if operation.id not in change.operations:
                continue
            method = f"client.{operation.resource}.{operation.method}"
            argument = re.match(r"[\w\[\]-]+", place.inside) if place.direction is Direction.REQUEST else None
            yield f"{method}({python_name(argument[0])}=)" if argument else method

    def _types(self, change: Change) -> Iterator[str]:
        """The types that a change is about: members of a union, a schema before and after."""
        values = [value for value in (change.before, change.after) if isinstance(value, str)]
        if change.rule.id.startswith("union-member-") and change.place.schema in self.index.schemas:
            union = self.index.schemas[change.place.schema]
            members = union.members if union.kind == "union" else {}
            values = [members[value] for value in values if value in members]
        elif change.rule.id not in ("schema-renamed", "schema-replaced"):
            return
        for name in values:
            if Direction.RESPONSE in change.directions and name in self.index.model_names:
                yield f"models.{name}"
            if Direction.REQUEST in change.directions and name in {named.name for named in self.index.params}:
                yield f"params.{self.index.param_name(name)}"

    def _schema(self, change: Change) -> Iterator[str]:
        name, inside = change.place.schema, change.place.inside
        if name not in self.index.schemas:
            return
        member = re.match(r"[\w-]+", inside)
        field = f".{python_name(member[0])}" if member else ""
        if Direction.RESPONSE in change.directions and name in self.index.model_names:
            yield f"models.{name}{field}"
        if Direction.REQUEST not in change.directions:
            return
        for operation in self.index.operations:
            if operation.body_schema and S.ref_name(operation.body_schema) == name:
                method = f"client.{operation.resource}.{operation.method}"
                yield f"{method}({field[1:]}=)" if field else method
        if name in {named.name for named in self.index.params}:
            yield f"params.{self.index.param_name(name)}{field}"


def _reach(operation: Operation) -> tuple[set[str], set[str]]:
    document = operation.document
    body = S.resolve(document, operation.raw.get("requestBody", {})).get("content", {})
    sent = [media.get("schema", {}) for media in body.values()]
    sent += [p.get("schema", {}) for p in S.parameters(document, operation.item, operation.raw)]
    answers = [
        S.resolve(document, response).get("content", {}) for response in operation.raw.get("responses", {}).values()
    ]
    received = [media.get("schema", {}) for content in answers for media in content.values()]
    return S.reachable(document, sent), S.reachable(document, received)
