# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingDelta(Model):
    """More thinking."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "thinking")

    type: Literal["thinking_delta"] = "thinking_delta"
    """Always `thinking_delta`."""
    thinking: str
    """Thinking to append; empty when the request asked not to see it."""
    estimated_tokens: int | None = None
    """How many tokens of thinking this event stands for, roughly. Beta: needs the header value
    `thinking-token-count-2026-05-13`.
    """

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "thinking_delta" if value == "thinking_delta" else value
        self.thinking = data["thinking"]
        self.estimated_tokens = get("estimated_tokens")
        return self
