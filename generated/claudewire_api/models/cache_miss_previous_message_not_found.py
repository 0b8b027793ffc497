# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CacheMissPreviousMessageNotFound` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CacheMissPreviousMessageNotFound(Model):
    """The API does not know the previous message, or no longer keeps its request."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["previous_message_not_found"] = "previous_message_not_found"
    """Tells what kind of object this is: always `previous_message_not_found`."""

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
        self.type = "previous_message_not_found" if value == "previous_message_not_found" else value
        return self
