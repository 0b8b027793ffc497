# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ContextManagementResponse` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ContextManagementResponse(Model):
    """What the API removed from the conversation before the model read it."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("applied_edits",)

    applied_edits: list[models.AppliedEdit]
    """The edits that changed something. Empty if none was necessary."""

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
        value = data["applied_edits"]
        self.applied_edits = [decoders.AppliedEdit(item) for item in value] if isinstance(value, list) else value
        return self
