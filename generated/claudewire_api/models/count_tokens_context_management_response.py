# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CountTokensContextManagementResponse(Model):
    """The number of input tokens without context management, for comparison."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("original_input_tokens",)

    original_input_tokens: int
    """Input tokens before anything is removed."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        self.original_input_tokens = data["original_input_tokens"]
        return self
