# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class RedactedThinkingBlock(Model):
    """Reasoning in encrypted form. While tools are used, it must be sent back unchanged."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "data")

    type: Literal["redacted_thinking"] = "redacted_thinking"
    """Tells what kind of object this is: always `redacted_thinking`."""
    data: str
    """The reasoning in encrypted form, an opaque string."""

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
        self.type = "redacted_thinking" if value == "redacted_thinking" else value
        self.data = data["data"]
        return self
