# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ClearToolUses20250919EditResponse(Model):
    """Old tool results were removed from the prompt."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "cleared_tool_uses", "cleared_input_tokens")

    type: Literal["clear_tool_uses_20250919"] = "clear_tool_uses_20250919"
    """Tells what kind of object this is: always `clear_tool_uses_20250919`."""
    cleared_tool_uses: int
    """Number of tool uses whose results were removed."""
    cleared_input_tokens: int
    """Number of input tokens that this saved."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "clear_tool_uses_20250919" if value == "clear_tool_uses_20250919" else value
        self.cleared_tool_uses = data["cleared_tool_uses"]
        self.cleared_input_tokens = data["cleared_input_tokens"]
        return self
