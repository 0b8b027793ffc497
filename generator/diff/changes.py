"""One change between two documents, and all of them together."""

from __future__ import annotations

from typing import Any, Self

from attrs import evolve, field, frozen

from .rules import RULES, Bump, Direction, Impact, Rule, Wire

Json = Any


@frozen
class Place:
    """Where something stands: seen from an operation, and inside the schema that owns it."""

    operation: str = ""
    direction: Direction = Direction.OPERATION
    #: Field path from the root of the request or of the answer: `messages[].content[](text).text`.
    path: str = ""
    #: The named schema that holds the place, and the path inside it.
    schema: str = ""
    inside: str = ""
    #: Whether the place is typed in Python at all; headers of answers are not.
    typed: bool = True

    def step(self, text: str) -> Self:
        """A place further down: `.name`, `[]`, `(tag)`."""

        def joined(path: str) -> str:
            return path + text if path or text[0] != "." else text[1:]

        return evolve(self, path=joined(self.path), inside=joined(self.inside))

    def enter(self, schema: str) -> Self:
        """The root of a named schema, by the same path from the operation."""
        return evolve(self, schema=schema, inside="")

    @property
    def owner(self) -> str:
        return ".".join(part for part in (self.schema, self.inside) if part)


@frozen
class Change:
    """Something that differs."""

    rule: Rule
    place: Place
    before: Json = None
    after: Json = None
    #: Every direction in which the place is used.
    directions: tuple[Direction, ...] = field(default=(), kw_only=True)
    #: Every operation that it concerns.
    operations: tuple[str, ...] = field(default=(), kw_only=True)
    #: Python names that it concerns, as users write them.
    names: tuple[str, ...] = field(default=(), kw_only=True)
    #: Recorded interactions that hold the place, and the files they are in.
    recorded: int = field(default=0, kw_only=True)
    cassettes: tuple[str, ...] = field(default=(), kw_only=True)

    @classmethod
    def of(cls, rule: str, place: Place, before: Json = None, after: Json = None) -> Self:
        return cls(
            RULES[rule],
            place,
            before,
            after,
            directions=(place.direction,),
            operations=(place.operation,) if place.operation else (),
        )

    @property
    def identity(self) -> tuple[str, ...]:
        """Two finds of one change, in two operations or directions, agree in this."""
        own = (
            (self.place.owner,)
            if self.place.schema
            else (self.place.direction, self.place.inside or self.place.operation)
        )
        return (self.rule.id, *own, repr(self.before), repr(self.after))

    def merged(self, other: Change) -> Change:
        return evolve(
            self,
            directions=tuple(direction for direction in Direction if direction in self.directions + other.directions),
            operations=tuple(dict.fromkeys((*self.operations, *other.operations))),
        )

    @property
    def impact(self) -> Impact:
        """The worst of all directions."""
        impacts = [self.rule.impact(direction) for direction in self.directions]
        sdk = max(impact.sdk for impact in impacts)
        return Impact(max(impact.wire for impact in impacts), sdk if self.place.typed else min(sdk, Bump.PATCH))

    @property
    def text(self) -> str:
        if self.rule.id.startswith("python-"):
            return str(self.after)
        return self.rule.says.format(before=show(self.before), after=show(self.after))

    @property
    def reason(self) -> str:
        """Why the answer for the SDK is not that for the wire, where it is not."""
        differs = (self.impact.wire is Wire.BREAKING) != (self.impact.sdk is Bump.MAJOR)
        return self.rule.why if differs else ""

    @property
    def operation_text(self) -> str:
        """`messages.create` or `messages.create +3`."""
        first, *rest = self.operations or ("the document",)
        return f"{first} +{len(rest)}" if rest else first


def show(value: Json) -> str:
    """A value in a sentence."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    text = value if isinstance(value, str) else repr(value)
    return f"`{text if len(text) <= 120 else text[:117] + '…'}`"


@frozen
class Report:
    """All that differs, the worst first."""

    base: str
    head: str
    changes: tuple[Change, ...]
    #: Whether the generated packages were compared, and how many recorded interactions were looked into.
    surface: bool = False
    recorded: int = 0

    @property
    def bump(self) -> Bump:
        return max((change.impact.sdk for change in self.changes), default=Bump.NONE)

    @property
    def wire(self) -> Wire:
        return max((change.impact.wire for change in self.changes), default=Wire.NONE)

    @property
    def told(self) -> list[Change]:
        """The changes worth a row each."""
        return [change for change in self.changes if change.rule.id != "documentation"]

    @property
    def reworded(self) -> list[Change]:
        return [change for change in self.changes if change.rule.id == "documentation"]


def ordered(changes: list[Change]) -> tuple[Change, ...]:
    """Merge what is one change, and put the worst first."""
    merged: dict[tuple[str, ...], Change] = {}
    for change in changes:
        known = merged.get(change.identity)
        merged[change.identity] = known.merged(change) if known else change
    return tuple(
        sorted(
            merged.values(),
            key=lambda c: (-c.impact.sdk, -c.impact.wire, c.rule.id, c.place.owner, c.place.path, repr(c.after)),
        )
    )
