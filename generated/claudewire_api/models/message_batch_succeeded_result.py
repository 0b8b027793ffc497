# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageBatchSucceededResult` (spec/schemas/batches.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchSucceededResult(Model):
    """The model has answered the request."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["succeeded"] = "succeeded"
    """Tells what kind of object this is: always `succeeded`."""
    message: models.Message
    """The response, as `messages.create` would have returned it."""

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
        value = data["type"]
        self.type = "succeeded" if value == "succeeded" else value
        value = data["message"]
        self.message = decoders.Message(value) if isinstance(value, dict) else value
        return self
