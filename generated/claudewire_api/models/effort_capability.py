# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
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
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.supported = get("supported")
        value = get("low")
        self.low = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("medium")
        self.medium = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("high")
        self.high = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("xhigh")
        self.xhigh = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("max")
        self.max = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
