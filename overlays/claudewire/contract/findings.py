"""What a check can find, and the report that holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from attrs import Factory, define, frozen

from claudewire.contract.escaping import printable

#: `error`: the recording contradicts the document. `warning`: the document does not know it. `note`: legal, and worth knowing.
Level: TypeAlias = Literal["error", "warning", "note"]

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")


@frozen
class Rule:
    """One kind of disagreement."""

    #: How grave it is.
    level: Level
    #: What the rule says, in a sentence.
    summary: str


RULES: Final[dict[str, Rule]] = {
    "unreadable": Rule("error", "The file cannot be read as a recording."),
    "unreadable-body": Rule(
        "warning", "A body cannot be read: it is missing in part, damaged, or compressed in an unknown way."
    ),
    "unreadable-entry": Rule("warning", "One interaction of the file cannot be read; the others were."),
    "no-response": Rule("note", "The exchange was aborted: there is no response to check."),
    # requests
    "unknown-path": Rule("error", "The document has no such path."),
    "unknown-method": Rule("error", "The document has the path, and not with this method."),
    "undocumented-query": Rule("warning", "The document has no such query parameter."),
    "missing-query": Rule("error", "A required query parameter is missing."),
    "missing-header": Rule("error", "A required header is missing."),
    "undocumented-beta": Rule("warning", "The document does not name this beta value."),
    "missing-beta": Rule("warning", "Used without the beta value that the document asks for, and accepted."),
    "missing-body": Rule("error", "The operation needs a body."),
    "unexpected-body": Rule("error", "The operation takes no body."),
    "too-large": Rule("error", "The request is larger than the operation accepts."),
    "bad-multipart": Rule("error", "The form cannot be parsed, or a part of it is not what the document says."),
    # responses
    "undocumented-status": Rule("warning", "The operation does not list this status."),
    "undocumented-media-type": Rule("error", "The document knows no such media type here."),
    "undocumented-header": Rule("warning", "The document does not list this header."),
    "bad-header": Rule("error", "The value of the header is not what the document says."),
    "wrong-error-type": Rule("error", "The error type belongs to another status."),
    "wrong-form": Rule("error", "The response is a stream and the request asked for one message, or the reverse."),
    "bad-json": Rule("error", "The body, event or line is not JSON."),
    # values
    "wrong-type": Rule("error", "The value has another JSON type."),
    "wrong-value": Rule("error", "The document does not allow this value."),
    "wrong-format": Rule("error", "The text does not have the form that the document asks for."),
    "out-of-range": Rule("error", "The value is too small, too large, too short or too long."),
    "missing-field": Rule("error", "A required field is missing."),
    "unknown-field": Rule("error", "The document closes this object, and has no such field."),
    "undocumented-field": Rule("warning", "Seen, and not in the document: a field."),
    "undocumented-literal": Rule("warning", "Seen, and not in the document: a value of an open list."),
    "unlisted-literal": Rule(
        "note", "A value that is not listed, of a list that callers draw on too (a model, for instance)."
    ),
    "undocumented-member": Rule("warning", "Seen, and not in the document: a member of a union."),
    # streams
    "bad-event": Rule("error", "The event has no data, or a name that is not the type of its payload."),
    "illegal-event": Rule("error", "The event may not come here."),
    "illegal-delta": Rule("error", "The block cannot have this delta, or not here."),
    "wrong-index": Rule("error", "The event carries the index of another block."),
    "missing-delta": Rule("error", "The deltas of the block do not add up to a complete block."),
    "truncated-stream": Rule("error", "The stream ends before its last event."),
    "duplicate-line": Rule("error", "Two result lines carry the same name."),
}


#: Rules that say that something was not checked, and nothing about the API.
UNREADABLE: Final = frozenset({"unreadable", "unreadable-entry", "unreadable-body"})


@frozen(kw_only=True)
class Place:
    """Where an interaction stands."""

    #: Path of the file.
    file: str
    #: Line of the interaction in the file, from 1.
    line: int
    #: Position in the file, from 0.
    index: int
    #: For people: `POST /v1/messages → 200`.
    title: str


@frozen(kw_only=True)
class Finding:
    """One disagreement."""

    #: Name of the rule; `RULES` describes each.
    rule: str
    #: How grave it is.
    level: Level
    #: What is wrong, in a sentence.
    message: str
    #: Where the interaction stands.
    place: Place
    #: `request body`, `response header`, `event 3` …
    part: str
    #: JSON pointer into the part; empty for the complete part.
    pointer: str = ""
    #: What the document says of it, as `Schema.field`; empty where it says nothing.
    statement: str = ""

    def __str__(self) -> str:
        where = f"{self.part} {self.pointer}".rstrip()
        return printable(f"{self.place.file}:{self.place.line}: {self.rule}: {where}: {self.message}", 2000)


@define
class Tally:
    """How many of one kind were tried, and how many of them hold no error and nothing that the document does not know."""

    tried: int = 0
    valid: int = 0


#: Characters of a message: it may quote a value of the recording.
_LONGEST_MESSAGE: Final = 600


@define
class Report:
    """The outcome of a check."""

    #: What was found, in the order of the files.
    findings: list[Finding] = Factory(list[Finding])
    #: By kind: `request body`, `response body`, `error`, `event`, `stream` …
    tallies: dict[str, Tally] = Factory(dict[str, Tally])
    #: How many files were read.
    files: int = 0
    #: Where each interaction stands that was checked.
    interactions: list[Place] = Factory(list[Place])
    #: Files in a folder that are no recordings.
    skipped: list[str] = Factory(list[str])
    #: Interactions with other services: nothing is said about them.
    other_services: int = 0

    def add(self, rule: str, place: Place, part: str, message: str, *, pointer: str = "", statement: str = "") -> None:
        """Add a finding of a rule, with the level of the rule.

        Args:
            rule: Name of the rule; a key of `RULES`.
            place: Where the interaction stands.
            part: Part of the interaction, such as `request body`.
            message: What is wrong, in a sentence.
            pointer: JSON pointer into the part; empty for the complete part.
            statement: What the document says of it, as `Schema.field`; empty where it says nothing.
        """
        level = RULES[rule].level
        message = message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]}…"
        finding = Finding(
            rule=rule, level=level, message=message, place=place, part=part, pointer=pointer, statement=statement
        )
        self.findings.append(finding)

    def count(self, kind: str, valid: bool) -> None:
        """Count one part of one interaction.

        Args:
            kind: What the part is: `request`, `response`, `event`, …
            valid: Whether the part has no error, and nothing that the document does not know.
        """
        tally = self.tallies.setdefault(kind, Tally())
        tally.tried += 1
        tally.valid += valid

    def at_least(self, level: Level) -> Iterator[Finding]:
        """The findings that are as grave as `level`, or graver.

        Args:
            level: `error`, `warning` or `note`.
        """
        wanted = LEVELS[: LEVELS.index(level) + 1]
        return (finding for finding in self.findings if finding.level in wanted)

    def by_rule(self) -> Counter[str]:
        """How often each rule was broken."""
        return Counter(finding.rule for finding in self.findings)
