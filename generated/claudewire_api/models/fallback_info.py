# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new, shared


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackInfo(Model):
    """One side of a fallback."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("model",)

    model: models.Model
    """The model."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("model")
        self.model = shared(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
