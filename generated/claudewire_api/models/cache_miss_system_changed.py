# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CacheMissSystemChanged` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CacheMissSystemChanged(Model):
    """The system prompt differs from that of the previous request."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "cache_missed_input_tokens")

    type: Literal["system_changed"] = "system_changed"
    """Tells what kind of object this is: always `system_changed`."""
    cache_missed_input_tokens: int
    """Number of input tokens that could have been read from the cache."""

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
        self.type = "system_changed" if value == "system_changed" else value
        self.cache_missed_input_tokens = data["cache_missed_input_tokens"]
        return self
