# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageBatchPage` (spec/schemas/batches.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchPage(Model):
    """One page of the workspace's batches, newest first."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("data", "has_more", "first_id", "last_id")

    data: list[models.MessageBatch]
    """The batches on this page, newest first."""
    has_more: bool
    """Whether there are more batches in the direction of the request."""
    first_id: str | None
    """ID of the first batch on the page. Send it as `before_id` for the previous page. Null if the page is empty."""
    last_id: str | None
    """ID of the last batch on the page. Send it as `after_id` for the next page. Null if the page is empty."""

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
        value: Any
        value = data["data"]
        self.data = (
            [decoders.MessageBatch(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self.has_more = data["has_more"]
        self.first_id = data["first_id"]
        self.last_id = data["last_id"]
        return self
