# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CacheMissMessagesChanged(Model):
    """A message that both requests have differs."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "cache_missed_input_tokens")

    type: Literal["messages_changed"] = "messages_changed"
    """Tells what kind of object this is: always `messages_changed`."""
    cache_missed_input_tokens: int
    """Number of input tokens that could have been read from the cache."""

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
        self.type = "messages_changed" if value == "messages_changed" else value
        self.cache_missed_input_tokens = data["cache_missed_input_tokens"]
        return self
