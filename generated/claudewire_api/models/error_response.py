# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ErrorResponse(Model):
    """What the API answers when it refuses or fails a request. The same object is the payload of a stream's `error`
    event.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error")

    type: Literal["error"] = "error"
    """Always `error`."""
    error: models.ErrorObject
    """What went wrong."""
    request_id: str | None = None
    """Names this request when you ask for support; the same value as the `request-id` header. Absent in answers from
    before 2025 and null when something in front of the API answered.
    """

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
        self.type = "error" if value == "error" else value
        value = data["error"]
        self.error = value if value is None else decoders.ErrorObject(value)
        self.request_id = get("request_id")
        return self
