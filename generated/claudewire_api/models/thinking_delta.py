# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ThinkingDelta` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingDelta(Model):
    """More text of the open thinking block."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "thinking")

    type: Literal["thinking_delta"] = "thinking_delta"
    """Tells what kind of object this is: always `thinking_delta`."""
    thinking: str
    """Text to append to the block's `thinking`. Empty if the thinking is not shown."""
    estimated_tokens: int | None = None
    """Estimated number of thinking tokens since the last such event. Null or absent without the beta value. Beta: needs
    the header value `thinking-token-count-2026-05-13`.
    """

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
        value = data["type"]
        self.type = "thinking_delta" if value == "thinking_delta" else value
        self.thinking = data["thinking"]
        self.estimated_tokens = get("estimated_tokens")
        return self
