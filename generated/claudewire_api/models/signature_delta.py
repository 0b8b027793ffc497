# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class SignatureDelta(Model):
    """The signature of the thinking block, after its thinking."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "signature")

    type: Literal["signature_delta"] = "signature_delta"
    """Always `signature_delta`."""
    signature: str
    """The whole signature."""

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
        self.type = "signature_delta" if value == "signature_delta" else value
        self.signature = data["signature"]
        return self
