# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Event streams: the unions of their payloads, and the order in which events may come."""

from __future__ import annotations

from typing import Any, Final

from .models.note_event import NOTE_EVENT

#: The legal order of the events of a `NoteEvent` stream; its form is described in `spec/README.md`.
NOTE_GRAMMAR: Final[dict[str, Any]] = {
    "start": "nothing",
    "end": ["done"],
    "index": {"first": 0, "step": 1},
    "anywhere": {},
    "deltas": {},
    "states": {"nothing": {"start": "writing"}, "writing": {"stop": "done"}, "done": {}},
}

#: Decoders of the payloads, by `type`.
NOTE_EVENTS: Final = NOTE_EVENT
