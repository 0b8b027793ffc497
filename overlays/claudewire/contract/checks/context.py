"""One interaction under examination: what the parts of a check share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from claudewire.contract.checks.observations import Observations, Unknown
from claudewire.contract.checks.schema import At, Check, Schemas, Walk, pointer
from claudewire.contract.document import Document, Node, Operation
from claudewire.contract.findings import Report
from claudewire.contract.headers import value_of
from claudewire.contract.readers.interaction import Interaction, Message
from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import UndecodableError

#: In the place of a value that could not be read; None is a value of JSON.
NOTHING: Final[Any] = object()


class CompiledDocument:
    """A document, ready to check with: its schemas compiled, its headers listed."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.schemas: Schemas = Schemas(document)
        #: Every response header of the document.
        self.listed_headers: Mapping[str, Node] = {
            name: schema
            for operation in document.operations
            for spec in operation.responses.values()
            for name, schema in spec.headers.items()
        }
        self._checks: dict[tuple[str, int], Check] = {}

    def check(self, owner: str, schema: Node) -> Check:
        """The check for a schema that stands directly in an operation, made once."""
        key = (owner, id(schema))
        if key not in self._checks:
            self._checks[key] = self.schemas.check(schema, owner)
        return self._checks[key]


class CheckContext:
    """One interaction, the operation it belongs to, and where findings go."""

    def __init__(
        self,
        contract: CompiledDocument,
        interaction: Interaction,
        operation: Operation,
        report: Report,
        observations: Observations,
    ) -> None:
        self.contract = contract
        self.document: Document = contract.document
        self.interaction = interaction
        self.operation = operation
        self.report = report
        self.observations = observations

    @property
    def accepted(self) -> bool:
        """Whether the API took the request. One that it refused may well be wrong, and says nothing about the document."""
        return self.interaction.status < 400

    def cover(self, part: str, statement: str) -> None:
        """Something of the document was seen."""
        self.observations.counter(self.operation.id, part)[statement] += 1

    def add(self, rule: str, part: str, message: str, *, pointer: str = "", statement: str = "") -> None:
        """Something is wrong."""
        self.report.add(rule, self.interaction.place, part, message, pointer=pointer, statement=statement)

    def unknown(self, part: str, kind: str, owner: str, name: str, example: Any = None) -> None:
        """Something is not in the document."""
        observations = self.observations
        key = Unknown(self.operation.id, part, kind, owner, name)
        observations.unknown[key] += 1
        place = self.interaction.place
        observations.places.setdefault(key, f"{place.file}:{place.line}")
        examples = observations.examples.setdefault(key, [])
        if len(examples) < 5 and example is not None:
            examples.append(example)

    def counted(self, kind: str, step: Callable[[], object]) -> None:
        """Take a step that examines one part, and count the part: valid if nothing but notes came of it."""
        before = len(self.report.findings)
        step()
        self.report.count(kind, all(finding.level == "note" for finding in self.report.findings[before:]))

    def content(self, message: Message, part: str) -> bytes | None:
        """The plain body; None if there is no body, or it cannot be read."""
        try:
            return message.content()
        except UndecodableError as error:
            self.add("unreadable-body", part, str(error))
            return None

    def json(self, raw: bytes | str, part: str) -> Any:
        """The value of a text; NOTHING if it is not valid JSON, or cannot be parsed within bounds."""
        try:
            return loads(raw)
        except UndecodableError as error:
            self.add("unreadable-body", part, str(error))
        except ValueError as error:
            self.add("bad-json", part, str(error))
        return NOTHING

    def header(self, part: str, name: str, text: str, schema: Node) -> None:
        """Check the value of a header."""
        walk = Walk()
        self.contract.check(f"{part} {name}", schema)(value_of(text, schema), None, walk)
        for _, _, message, _ in walk.problems:
            self.add("bad-header", f"{part} {name}", message, statement=f"header {name}")

    def value(
        self, part: str, scope: str, schema: Node, value: Any, *, at: At = None, betas: frozenset[str] | None = None
    ) -> None:
        """Check a value.

        Args:
            part: What it is, for the report.
            scope: What it is, for the inventory: `request`, `response`, `error`, `event`, `line`.
            schema: What it should be.
            value: The value.
            at: Where it stands in the part.
            betas: Beta values of the request, if they matter.
        """
        walk = Walk(betas, seen=self.observations.counter(self.operation.id, scope))
        try:
            self.contract.check(f"{self.operation.id} {part.partition(' ')[0]}", schema)(value, at, walk)
        except RecursionError:  # how deep Python may go depends on who called
            self.add("unreadable-body", part, "it is nested too deeply to be checked")
            return
        for rule, way, message, statement in walk.problems:
            self.add(rule, part, message, pointer=pointer(way), statement=statement)
        for kind, owner, name, example in walk.unknown:
            self.unknown(scope, kind, owner, name, example)
