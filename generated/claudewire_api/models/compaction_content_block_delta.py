# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CompactionContentBlockDelta` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CompactionContentBlockDelta(Model):
    """The summary of the open compaction block. It comes once and is complete."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["compaction_delta"] = "compaction_delta"
    """Tells what kind of object this is: always `compaction_delta`."""
    content: str | None = None
    """The complete summary. Null if the conversation could not be summarized."""
    encrypted_content: str | None = None
    """Opaque state that belongs to the summary. Null or absent if there is none."""

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
        self.type = "compaction_delta" if value == "compaction_delta" else value
        self.content = get("content")
        self.encrypted_content = get("encrypted_content")
        return self
