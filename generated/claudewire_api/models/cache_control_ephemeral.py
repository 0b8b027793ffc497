# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CacheControlEphemeral` (spec/schemas/cache_control.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CacheControlEphemeral(Model):
    """A cache breakpoint. The prompt up to and including this place is cached, and costs less when a later request
    begins with the same prompt. A request can have four breakpoints at most; the order of the prompt is tools,
    system, messages.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["ephemeral"] = "ephemeral"
    """Tells what kind of object this is: always `ephemeral`."""
    ttl: Literal["5m", "1h"] | str | None = None
    """How long the prefix stays in the cache after its last use, five minutes or one hour. Writing for one hour costs
    more.
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
        get = data.get
        value: Any
        value = data["type"]
        self.type = "ephemeral" if value == "ephemeral" else value
        value = get("ttl")
        self.ttl = intern(value) if type(value) is str else value
        return self
