# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class EffortCapability(Model):
    """Which levels of effort a model supports."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("supported", "low", "medium", "high", "max")

    supported: bool
    """Whether effort can be chosen at all."""
    low: models.CapabilitySupport
    """The level `low`."""
    medium: models.CapabilitySupport
    """The level `medium`."""
    high: models.CapabilitySupport
    """The level `high`."""
    xhigh: models.CapabilitySupport | None = None
    """The level `xhigh`; newer than the others."""
    max: models.CapabilitySupport
    """The level `max`."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.supported = get("supported")
        value = get("low")
        self.low = value if value is None else models.CapabilitySupport.from_dict(value)
        value = get("medium")
        self.medium = value if value is None else models.CapabilitySupport.from_dict(value)
        value = get("high")
        self.high = value if value is None else models.CapabilitySupport.from_dict(value)
        value = get("xhigh")
        self.xhigh = value if value is None else models.CapabilitySupport.from_dict(value)
        value = get("max")
        self.max = value if value is None else models.CapabilitySupport.from_dict(value)
        self._receive(data)
        return self
