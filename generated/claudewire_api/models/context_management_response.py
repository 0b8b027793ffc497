# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ContextManagementResponse(Model):
    """What the API removed from the conversation before the model read it."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("applied_edits",)

    applied_edits: list[models.AppliedEdit]
    """The edits that changed something. Empty if none was necessary."""

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
        value = data["applied_edits"]
        self.applied_edits = [decoders.AppliedEdit(item) for item in value] if isinstance(value, list) else value
        return self
