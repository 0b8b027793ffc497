# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class GatewayTimeoutErrorObject(Model):
    """The request took longer than the API allows. Use streaming or a batch."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["timeout_error"] = "timeout_error"
    """Tells what kind of object this is: always `timeout_error`."""
    message: str
    """A sentence for people. Its wording may change at any time."""
    details: models.ErrorDetails | None = None
    """The cause in a form that a program can act on. Null or absent for causes that have no code."""

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
        self.type = "timeout_error" if value == "timeout_error" else value
        self.message = data["message"]
        value = get("details")
        self.details = decoders.ErrorDetails(value) if value is not None and isinstance(value, dict) else value
        return self
