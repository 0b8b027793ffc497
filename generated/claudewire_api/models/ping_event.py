# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class PingEvent(Model):
    """A sign of life, to be ignored."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["ping"] = "ping"
    """Always `ping`."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "ping" if value == "ping" else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
