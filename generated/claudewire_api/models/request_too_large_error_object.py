# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class RequestTooLargeErrorObject(Model):
    """The request is larger than its endpoint accepts; refused before the API reads it."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["request_too_large"] = "request_too_large"
    """Always `request_too_large`."""
    message: str
    """For people; the wording is not part of the contract."""
    details: models.ErrorDetails | None = None
    """What a program can act on, for the causes that have a code of their own."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "request_too_large" if value == "request_too_large" else value
        self.message = get("message")
        value = get("details")
        self.details = models.ErrorDetails._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
