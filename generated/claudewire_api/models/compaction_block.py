# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CompactionBlock(Model):
    """A summary that stands for everything before it. Send it back unchanged; the API then leaves out the messages that
    it replaces.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["compaction"] = "compaction"
    """Always `compaction`."""
    content: str | None = None
    """The summary. Null if it failed; the block then has no effect."""
    encrypted_content: str | None = None
    """Opaque state that belongs to the summary, not meant for reading."""
    signature: str | None = None
    """Opaque proof that the block is genuine. Beta: needs the header value `compact-2026-09-04`."""
    tool_changes: list[models.CompactionToolChange] | None = None
    """Changes of the tools inside the part that was summarized. Send them back with the block. Beta: needs the header
    value `compact-2026-09-04`.
    """

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "compaction" if value == "compaction" else value
        self.content = get("content")
        self.encrypted_content = get("encrypted_content")
        self.signature = get("signature")
        value = get("tool_changes")
        self.tool_changes = (
            [decoders.CompactionToolChange(item) for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        return self
