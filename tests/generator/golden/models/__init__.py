# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What responses hold. A model's module is loaded when its name is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .author import Author as Author
    from .block import Block as Block
    from .block import UnknownBlock as UnknownBlock
    from .deleted_note import DeletedNote as DeletedNote
    from .drawing_block import DrawingBlock as DrawingBlock
    from .error_response import ErrorResponse as ErrorResponse
    from .note import Note as Note
    from .note_event import NoteEvent as NoteEvent
    from .note_event import UnknownNoteEvent as UnknownNoteEvent
    from .note_page import NotePage as NotePage
    from .note_page_info import NotePageInfo as NotePageInfo
    from .note_status import NoteStatus as NoteStatus
    from .outline import Outline as Outline
    from .page_page import PagePage as PagePage
    from .person_source import PersonSource as PersonSource
    from .place_source import PlaceSource as PlaceSource
    from .quote_block import QuoteBlock as QuoteBlock
    from .source import Source as Source
    from .source import UnknownSource as UnknownSource
    from .start_event import StartEvent as StartEvent
    from .stop_event import StopEvent as StopEvent
    from .text_block import TextBlock as TextBlock

#: In which module a name is.
MODULES: dict[str, str] = {
    "Author": "author",
    "Block": "block",
    "DeletedNote": "deleted_note",
    "DrawingBlock": "drawing_block",
    "ErrorResponse": "error_response",
    "Note": "note",
    "NoteEvent": "note_event",
    "NotePage": "note_page",
    "NotePageInfo": "note_page_info",
    "NoteStatus": "note_status",
    "Outline": "outline",
    "PagePage": "page_page",
    "PersonSource": "person_source",
    "PlaceSource": "place_source",
    "QuoteBlock": "quote_block",
    "Source": "source",
    "StartEvent": "start_event",
    "StopEvent": "stop_event",
    "TextBlock": "text_block",
    "UnknownBlock": "block",
    "UnknownNoteEvent": "note_event",
    "UnknownSource": "source",
}

__all__ = [
    "Author",
    "Block",
    "DeletedNote",
    "DrawingBlock",
    "ErrorResponse",
    "Note",
    "NoteEvent",
    "NotePage",
    "NotePageInfo",
    "NoteStatus",
    "Outline",
    "PagePage",
    "PersonSource",
    "PlaceSource",
    "QuoteBlock",
    "Source",
    "StartEvent",
    "StopEvent",
    "TextBlock",
    "UnknownBlock",
    "UnknownNoteEvent",
    "UnknownSource",
]


def __getattr__(name: str) -> Any:
    module = MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *MODULES})
