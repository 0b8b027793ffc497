# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `FallbackBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackBlock(Model):
    """The point at which one model declined and another one continued. The blocks before it are from the first model,
    those after it from the second.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "from", "to", "trigger")
    _RENAMED: ClassVar[Mapping[str, str]] = {"from": "from_"}

    type: Literal["fallback"] = "fallback"
    """Tells what kind of object this is: always `fallback`."""
    from_: models.FallbackInfo
    """The model that declined to answer."""
    to: models.FallbackInfo
    """The model that continued in its place."""
    trigger: models.FallbackRefusalTrigger
    """Why the first model did not continue."""

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
        self.type = "fallback" if value == "fallback" else value
        value = data["from"]
        self.from_ = decoders.FallbackInfo(value) if isinstance(value, dict) else value
        value = data["to"]
        self.to = decoders.FallbackInfo(value) if isinstance(value, dict) else value
        value = data["trigger"]
        self.trigger = decoders.FallbackRefusalTrigger(value) if isinstance(value, dict) else value
        return self
