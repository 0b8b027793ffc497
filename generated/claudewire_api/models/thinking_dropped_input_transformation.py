# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ThinkingDroppedInputTransformation` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingDroppedInputTransformation(Model):
    """A thinking block was left out of the prompt because it failed a check."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "path", "reason")

    type: Literal["thinking_dropped"] = "thinking_dropped"
    """Tells what kind of object this is: always `thinking_dropped`."""
    path: str
    """Place of the block in the request, such as `messages.1.content.0`."""
    reason: models.ThinkingBindingMismatch
    """What differs from the request that the block was written for."""

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
        self.type = "thinking_dropped" if value == "thinking_dropped" else value
        self.path = data["path"]
        value = data["reason"]
        self.reason = intern(value) if type(value) is str else value
        return self
