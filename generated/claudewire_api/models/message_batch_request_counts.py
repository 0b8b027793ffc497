# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageBatchRequestCounts` (spec/schemas/batches.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchRequestCounts(Model):
    """Number of requests of a batch by state. Until the whole batch has ended, all are `processing` and the other
    numbers are 0.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("processing", "succeeded", "errored", "canceled", "expired")

    processing: int
    """Number of requests that have no result yet."""
    succeeded: int
    """Number of requests that the model has answered."""
    errored: int
    """Number of requests that failed with an error."""
    canceled: int
    """Number of requests that had not begun when the batch was canceled."""
    expired: int
    """Number of requests that had not begun when the batch expired."""

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
        self.processing = data["processing"]
        self.succeeded = data["succeeded"]
        self.errored = data["errored"]
        self.canceled = data["canceled"]
        self.expired = data["expired"]
        return self
