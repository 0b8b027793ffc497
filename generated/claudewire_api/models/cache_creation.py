# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CacheCreation` (spec/schemas/usage.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CacheCreation(Model):
    """Input tokens that were written to the prompt cache, by how long they are kept."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens")

    ephemeral_5m_input_tokens: int
    """Input tokens that are kept for five minutes."""
    ephemeral_1h_input_tokens: int
    """Input tokens that are kept for one hour."""

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
        self.ephemeral_5m_input_tokens = data["ephemeral_5m_input_tokens"]
        self.ephemeral_1h_input_tokens = data["ephemeral_1h_input_tokens"]
        return self
