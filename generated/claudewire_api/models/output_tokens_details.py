# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class OutputTokensDetails(Model):
    """The output tokens of a message by kind."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("thinking_tokens",)

    thinking_tokens: int
    """Tokens of the model's own thinking, which are part of `output_tokens`. The text that the answer shows can be
    shorter.
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
        self.thinking_tokens = data["thinking_tokens"]
        return self
