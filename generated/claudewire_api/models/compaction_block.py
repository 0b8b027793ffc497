# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CompactionBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CompactionBlock(Model):
    """A summary that replaces all messages and blocks before it. When it is sent back unchanged, the API ignores what
    stands before it.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["compaction"] = "compaction"
    """Tells what kind of object this is: always `compaction`."""
    content: str | None = None
    """The text of the summary. Null if the conversation could not be summarized; the block then has no effect."""
    encrypted_content: str | None = None
    """Opaque state that belongs to the summary. Null or absent if there is none."""
    signature: str | None = None
    """Opaque proof that the API wrote the summary. Null or absent for summaries of `compact_20260112`. Beta: needs the
    header value `compact-2026-09-04`.
    """
    tool_changes: list[models.CompactionToolChange] | None = None
    """The tools that were added or removed in the summarized part, so that these changes stay in force. Null or absent
    if there were none. Beta: needs the header value `compact-2026-09-04`.
    """

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
