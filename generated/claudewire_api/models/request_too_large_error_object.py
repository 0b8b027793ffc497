# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `RequestTooLargeErrorObject` (spec/schemas/errors.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class RequestTooLargeErrorObject(Model):
    """The request is larger than its endpoint accepts. It is refused before the API reads it."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["request_too_large"] = "request_too_large"
    """Tells what kind of object this is: always `request_too_large`."""
    message: str
    """A sentence for people. Its wording may change at any time."""
    details: models.ErrorDetails | None = None
    """The cause in a form that a program can act on. Null or absent for causes that have no code."""

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
        self.type = "request_too_large" if value == "request_too_large" else value
        self.message = data["message"]
        value = get("details")
        self.details = decoders.ErrorDetails(value) if value is not None and isinstance(value, dict) else value
        return self
