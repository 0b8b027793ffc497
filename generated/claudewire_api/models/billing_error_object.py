# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class BillingErrorObject(Model):
    """The organization's payment or billing set-up does not allow the request."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["billing_error"] = "billing_error"
    """Always `billing_error`."""
    message: str
    """For people; the wording is not part of the contract."""
    details: models.ErrorDetails | None = None
    """What a program can act on, for the causes that have a code of their own."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "billing_error" if value == "billing_error" else value
        self.message = data["message"]
        value = get("details")
        self.details = decoders.ErrorDetails(value) if value is not None and isinstance(value, dict) else value
        return self
