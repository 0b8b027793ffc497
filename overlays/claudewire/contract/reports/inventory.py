"""Everything that the document says, operation by operation, and what recordings touched of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen

from claudewire.contract.checks.checker import Checker
from claudewire.contract.checks.observations import Unknown
from claudewire.contract.checks.schema import Schemas, Statement
from claudewire.contract.checks.streams import transitions
from claudewire.contract.document import Document, Node, Operation, inner_schema

#: In the words of a report.
STATES: Final = {
    "undocumented": "seen, not documented",
    "unlisted": "seen, not listed (legal: the list is open and the caller picks)",
    "seen": "documented and seen",
    "unseen": "documented, never seen",
}
#: Errors are the same for every operation: they are counted once, under this name.
ERRORS: Final = "every operation: errors"

_SCOPES: Final = {"text/event-stream": "event", "application/x-jsonl": "line"}


@frozen
class Row:
    """One statement of one operation, or one thing that was seen and is not stated."""

    operation: str
    #: `request`, `response`, `error`, `event`, `line`
    part: str
    statement: Statement
    #: How often it was seen.
    seen: int
    documented: bool = True
    #: For what is not documented: values, and where the first one stands.
    examples: tuple[Any, ...] = ()
    place: str = ""

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.documented:
            return "seen" if self.seen else "unseen"
        return "unlisted" if self.statement.kind == "value" else "undocumented"


def rows(checker: Checker) -> list[Row]:
    """The inventory, in the order of the document; what is not documented comes first in each operation."""
    found: list[Row] = []
    unknown: dict[str, list[Unknown]] = {}
    for thing in sorted(
        checker.observations.unknown, key=lambda thing: (thing.operation, thing.part, thing.owner, thing.name)
    ):
        unknown.setdefault(thing.operation, []).append(thing)
    errors: dict[str, tuple[Statement, int]] = {}
    for operation in checker.document.operations:
        found += [_undocumented(checker, thing) for thing in unknown.get(operation.id, ())]
        for part, statement in _stated(checker.document, checker.contract.schemas, operation):
            seen = checker.observations.counter(operation.id, part)[statement.name]
            if part == "error":
                errors[statement.name] = (statement, seen + errors.get(statement.name, (statement, 0))[1])
            else:
                found.append(Row(operation.id, part, statement, seen))
    found += [Row(ERRORS, "error", statement, seen) for statement, seen in errors.values()]
    return found


def statements(checker: Checker) -> dict[str, list[Row]]:
    """The document's statements by what they stand in (a schema, an operation, the order of events), each once, with all its touches."""
    once: dict[tuple[str, str], Row] = {}
    for row in rows(checker):
        if not row.documented:
            continue
        group = _group(row)
        known = once.get((group, row.statement.name))
        seen = row.seen + (known.seen if known else 0)
        once[group, row.statement.name] = Row(row.operation, row.part, row.statement, seen)
    grouped: dict[str, list[Row]] = {}
    for (group, _), row in once.items():
        grouped.setdefault(group, []).append(row)
    return grouped


def _group(row: Row) -> str:
    if row.statement.kind in ("field", "literal", "member"):
        name = row.statement.name
        return name[: min(name.find(mark) for mark in ".|=" if mark in name)]
    return "order of events" if row.statement.kind == "order" else row.operation


def _undocumented(checker: Checker, thing: Unknown) -> Row:
    join = {"field": ".", "member": "|", "literal": "=", "value": "="}.get(thing.kind)
    if join:
        name = f"{thing.owner}{join}{thing.name}"
    else:
        name = thing.name if thing.kind == "status" else f"{thing.kind} {thing.name}"
    observations = checker.observations
    return Row(
        thing.operation,
        thing.part,
        Statement(name, thing.kind),
        observations.unknown[thing],
        documented=False,
        examples=tuple(observations.examples.get(thing, ())),
        place=observations.places.get(thing, ""),
    )


def _stated(document: Document, schemas: Schemas, operation: Operation) -> Iterator[tuple[str, Statement]]:
    yield "request", Statement("operation", "operation", operation.summary)
    for name in operation.headers:
        yield "request", Statement(f"header {name}", "header")
    for name in operation.query:
        yield "request", Statement(f"query {name}", "query", betas=operation.parameter_betas[name])
    for schema in operation.body.values():
        for statement in schemas.stated(schema, f"{operation.id} request"):
            yield "request", statement
    headers: dict[str, None] = {}
    errors: dict[str, Statement] = {}
    for spec in operation.responses.values():
        yield "response", Statement(spec.status, "status", spec.description)
        headers.update(dict.fromkeys(spec.headers))
        for media, schema in spec.content.items():
            yield "response", Statement(f"{spec.status} {media}", "body")
            success = spec.status.startswith("2")
            found = list(_response_statements(document, schemas, operation, media, schema))
            if success:
                yield from ((_SCOPES.get(media, "response"), statement) for statement in found)
            else:
                errors.update({statement.name: statement for statement in found})
    for name in headers:
        yield "response", Statement(f"header {name}", "header")
    for statement in errors.values():
        yield "error", statement


def _response_statements(
    document: Document, schemas: Schemas, operation: Operation, media: str, schema: Node
) -> Iterator[Statement]:
    if media == "text/event-stream":
        schema = inner_schema(document.resolve(schema).get("properties", {}).get("data", schema))
        grammar = document.resolve(schema).get("x-event-grammar")
        if grammar is not None:
            yield from (Statement(f"{state} \u2192 {kind}", "order") for state, kind in transitions(grammar))
    yield from schemas.stated(schema, f"{operation.id} response")
