# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ThinkingTypes` (spec/schemas/models.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingTypes(Model):
    """Which values of `thinking.type` a model accepts."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("enabled", "adaptive")

    enabled: models.CapabilitySupport
    """Whether `thinking.type` may be `enabled`, which is thinking with a budget."""
    adaptive: models.CapabilitySupport
    """Whether `thinking.type` may be `adaptive`, which is thinking as the task needs it."""
    between_tools: models.CapabilitySupport | None = None
    """Whether `thinking.type` may be `between_tools`, which is thinking between tool calls only."""
    disabled: models.CapabilitySupport | None = None
    """Whether `thinking.type` may be `disabled`, which is no thinking."""

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
        get = data.get
        value: Any
        value = data["enabled"]
        self.enabled = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["adaptive"]
        self.adaptive = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = get("between_tools")
        self.between_tools = (
            decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("disabled")
        self.disabled = decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        return self
