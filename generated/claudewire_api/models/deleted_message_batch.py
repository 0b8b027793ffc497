# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class DeletedMessageBatch(Model):
    """Confirms that a batch and its results were deleted."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("id", "type")

    id: str
    """ID of the batch that was deleted."""
    type: Literal["message_batch_deleted"] = "message_batch_deleted"
    """Tells what kind of object this is: always `message_batch_deleted`."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        self.id = data["id"]
        value = data["type"]
        self.type = "message_batch_deleted" if value == "message_batch_deleted" else value
        return self
