# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ThinkingBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingBlock(Model):
    """The model's reasoning before it answers. While tools are used, it must be sent back unchanged."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "thinking", "signature")

    type: Literal["thinking"] = "thinking"
    """Tells what kind of object this is: always `thinking`."""
    thinking: str
    """The text of the reasoning, complete or summarized. Empty if `thinking.display` is `omitted`."""
    signature: str
    """Opaque proof that the model wrote the block. The API checks it when the block is sent back."""

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
        self.type = "thinking" if value == "thinking" else value
        self.thinking = data["thinking"]
        self.signature = data["signature"]
        return self
