# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `SignatureDelta` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class SignatureDelta(Model):
    """The signature of the open thinking block. It comes once, after the thinking."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "signature")

    type: Literal["signature_delta"] = "signature_delta"
    """Tells what kind of object this is: always `signature_delta`."""
    signature: str
    """The complete signature of the block."""

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
        self.type = "signature_delta" if value == "signature_delta" else value
        self.signature = data["signature"]
        return self
