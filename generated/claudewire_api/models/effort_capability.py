# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `EffortCapability` (spec/schemas/models.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class EffortCapability(Model):
    """Which levels of `output_config.effort` a model supports."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("supported", "low", "medium", "high", "max")

    supported: bool
    """Whether the model accepts `output_config.effort` at all."""
    low: models.CapabilitySupport
    """Whether the model accepts the level `low`."""
    medium: models.CapabilitySupport
    """Whether the model accepts the level `medium`."""
    high: models.CapabilitySupport
    """Whether the model accepts the level `high`."""
    xhigh: models.CapabilitySupport | None = None
    """Whether the model accepts the level `xhigh`. Null or absent for models older than this level."""
    max: models.CapabilitySupport
    """Whether the model accepts the level `max`."""

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
        self.supported = data["supported"]
        value = data["low"]
        self.low = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["medium"]
        self.medium = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = data["high"]
        self.high = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        value = get("xhigh")
        self.xhigh = decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        value = data["max"]
        self.max = decoders.CapabilitySupport(value) if isinstance(value, dict) else value
        return self
