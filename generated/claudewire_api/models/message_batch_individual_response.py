# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageBatchIndividualResponse` (spec/schemas/batches.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchIndividualResponse(Model):
    """The result of one request of a batch, one line of the results."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("custom_id", "result")

    custom_id: str
    """The caller's name for the request that this is the result of."""
    result: models.MessageBatchResult
    """The message, the error, or the reason why there is neither."""

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
        self.custom_id = data["custom_id"]
        value = data["result"]
        self.result = value if value is None else decoders.MessageBatchResult(value)
        return self
