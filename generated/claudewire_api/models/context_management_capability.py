# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ContextManagementCapability` (spec/schemas/models.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ContextManagementCapability(Model):
    """Which edits of `context_management` a model supports. One that is absent or null is not supported."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("supported",)

    supported: bool
    """Whether the model supports any of them."""
    clear_thinking_20251015: models.CapabilitySupport | None = None
    """Whether the model supports removing old thinking blocks."""
    clear_tool_uses_20250919: models.CapabilitySupport | None = None
    """Whether the model supports removing old tool results."""
    compact_20260112: models.CapabilitySupport | None = None
    """Whether the model supports replacing the conversation so far with a summary."""

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
        value = get("clear_thinking_20251015")
        self.clear_thinking_20251015 = (
            decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("clear_tool_uses_20250919")
        self.clear_tool_uses_20250919 = (
            decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("compact_20260112")
        self.compact_20260112 = (
            decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        )
        return self
