# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ClearToolUses20250919EditResponse` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ClearToolUses20250919EditResponse(Model):
    """Old tool results were removed from the prompt."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "cleared_tool_uses", "cleared_input_tokens")

    type: Literal["clear_tool_uses_20250919"] = "clear_tool_uses_20250919"
    """Tells what kind of object this is: always `clear_tool_uses_20250919`."""
    cleared_tool_uses: int
    """Number of tool uses whose results were removed."""
    cleared_input_tokens: int
    """Number of input tokens that this saved."""

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
        self.type = "clear_tool_uses_20250919" if value == "clear_tool_uses_20250919" else value
        self.cleared_tool_uses = data["cleared_tool_uses"]
        self.cleared_input_tokens = data["cleared_input_tokens"]
        return self
