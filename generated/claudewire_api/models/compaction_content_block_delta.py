# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CompactionContentBlockDelta(Model):
    """The summary of a compaction block, in one piece."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["compaction_delta"] = "compaction_delta"
    """Always `compaction_delta`."""
    content: str | None = None
    """The whole summary. Null if it failed."""
    encrypted_content: str | None = None
    """Opaque state that belongs to the summary, not meant for reading."""

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
        self.type = "compaction_delta" if value == "compaction_delta" else value
        self.content = get("content")
        self.encrypted_content = get("encrypted_content")
        return self
