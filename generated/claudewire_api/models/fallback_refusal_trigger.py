# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new, shared


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackRefusalTrigger(Model):
    """The first model declined to answer."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["refusal"] = "refusal"
    """Always `refusal`."""
    category: models.RefusalCategory | None = None
    """The policy area that was touched; null when none is named."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "refusal" if value == "refusal" else value
        value = get("category")
        self.category = shared(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
