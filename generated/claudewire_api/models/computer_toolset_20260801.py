# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class ComputerToolset20260801(Model):
    """A screen, a mouse and a keyboard that the caller works for the model."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["computer_toolset_20260801"] = "computer_toolset_20260801"
    """Always `computer_toolset_20260801`."""
    configs: models.ComputerToolsetConfigs | None = None
    """Tools whose settings differ from the default."""
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint at this toolset."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "computer_toolset_20260801" if value == "computer_toolset_20260801" else value
        value = get("configs")
        self.configs = models.ComputerToolsetConfigs._decode(value) if isinstance(value, dict) else value
        value = get("cache_control")
        self.cache_control = models.CacheControlEphemeral._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
