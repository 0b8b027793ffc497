# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CacheCreation(Model):
    """Input tokens that were written to the prompt cache, by how long they are kept."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens")

    ephemeral_5m_input_tokens: int
    """Input tokens that are kept for five minutes."""
    ephemeral_1h_input_tokens: int
    """Input tokens that are kept for one hour."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        self.ephemeral_5m_input_tokens = data["ephemeral_5m_input_tokens"]
        self.ephemeral_1h_input_tokens = data["ephemeral_1h_input_tokens"]
        return self
