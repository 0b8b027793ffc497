# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Note` (spec/schemas/notes.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class Note(Model):
    """A note. Its description has a "quotation", a \\ and \"\"\"three quotes\"\"\" and ends in one "here" """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("id", "type", "from", "blocks")
    _RENAMED: ClassVar[Mapping[str, str]] = {"from": "from_", "response": "response_", "2x": "field_2x"}

    id: str
    """ID of the note."""
    type: Literal["note"] = "note"
    """Always `note`."""
    from_: str
    """A keyword of Python."""
    input: dict[str, Any] | None = None
    """The name of a builtin; a map of anything."""
    blocks: list[models.Block]
    """A list of a union, required."""
    status: models.NoteStatus | None = None
    """An open enum."""
    title: str | None = None
    """A nullable scalar."""
    author: models.Author | None = None
    """A nullable reference to an object."""
    source: models.Source | None = None
    """A nullable reference to a union."""
    replies: list[models.Note] | None = None
    """A nullable list of itself."""
    authors: dict[str, models.Author] | None = None
    """A map of objects."""
    counts: dict[str, int] | None = None
    """A map of numbers."""
    outline: models.Outline | None = None
    """A heading, or headings below a heading, to any depth."""
    found: list[models.Author] | models.DeletedNote | None = None
    """A list of objects, or one object that says why there is none."""
    colour: str | None = None
    """The colour. Deprecated: Notes are black."""
    mood: str | None = None
    """A field that needs a header value, and has a description so long that it has to be wrapped. Beta: needs the
    header value `moods-2020-02-02`.
    """
    response_: str | None = None
    """A name that models have taken."""
    field_2x: str | None = None
    """No name in Python."""
    width: float | None = None
    """A number."""
    pinned: bool | None = None
    """A truth."""
    created_at: datetime | None = None
    """A date stays a string."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = _new_instance(cls)
        self._response = None
        # Which keys arrived, and which of them no field holds: the same for all objects of one shape.
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._learn_shape(data)
        self._extra = _pick(data, unknown) if unknown else None
        get = data.get
        value: Any
        self.id = data["id"]
        value = data["type"]
        self.type = "note" if value == "note" else value
        self.from_ = data["from"]
        self.input = get("input")
        value = data["blocks"]
        self.blocks = [decoders.Block(item) for item in value] if isinstance(value, list) else value
        value = get("status")
        self.status = intern(value) if type(value) is str else value
        self.title = get("title")
        value = get("author")
        self.author = decoders.Author(value) if value is not None and isinstance(value, dict) else value
        value = get("source")
        self.source = value if value is None else decoders.Source(value)
        value = get("replies")
        self.replies = (
            [decoders.Note(item) if isinstance(item, dict) else item for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        value = get("authors")
        self.authors = (
            {key: decoders.Author(item) if isinstance(item, dict) else item for key, item in value.items()}
            if value is not None and isinstance(value, dict)
            else value
        )
        self.counts = get("counts")
        value = get("outline")
        self.outline = value if value is None else decoders.Outline(value)
        value = get("found")
        self.found = (
            [decoders.Author(item) if isinstance(item, dict) else item for item in value]
            if value is not None and isinstance(value, list)
            else decoders.DeletedNote(value)
            if isinstance(value, dict)
            else value
        )
        self.colour = get("colour")
        self.mood = get("mood")
        self.response_ = get("response")
        self.field_2x = get("2x")
        self.width = get("width")
        self.pinned = get("pinned")
        value = get("created_at")
        self.created_at = timestamp(value) if type(value) is str else value
        return self
