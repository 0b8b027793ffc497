# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `OutputTokensDetails` (spec/schemas/usage.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class OutputTokensDetails(Model):
    """The output tokens of a message by kind."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("thinking_tokens",)

    thinking_tokens: int
    """Tokens of the model's own thinking, which are part of `output_tokens`. The text that the response shows can be
    shorter.
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
        self.thinking_tokens = data["thinking_tokens"]
        return self
