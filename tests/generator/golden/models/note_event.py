# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `NoteEvent` (spec/schemas/events.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownNoteEvent(Unknown):
    """A `NoteEvent` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .start_event import StartEvent
    from .stop_event import StopEvent

    NoteEvent: TypeAlias = StartEvent | StopEvent | UnknownNoteEvent
    """What happens while a note is written."""


NOTE_EVENT = TaggedUnion(
    "type",
    {
        "start": "StartEvent",
        "stop": "StopEvent",
    },
    "UnknownNoteEvent",
)
decode: Callable[[Any], Any] = NOTE_EVENT.decode


def __getattr__(name: str) -> Any:
    if name == "NoteEvent":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = NOTE_EVENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
