# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ErrorResponse` (spec/schemas/errors.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ErrorResponse(Model):
    """What the API sends when it refuses a request or fails to answer it. A stream's `error` event and an errored
    result of a batch carry the same object.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error")

    type: Literal["error"] = "error"
    """Tells what kind of object this is: always `error`."""
    error: models.ErrorObject
    """Kind and cause of the error, with a sentence for people."""
    request_id: str | None = None
    """Names this request when you ask for support; the same value as the `request-id` header. Null when a proxy in
    front of the API answered; absent in recordings from before 2025.
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
        self.type = "error" if value == "error" else value
        value = data["error"]
        self.error = value if value is None else decoders.ErrorObject(value)
        self.request_id = get("request_id")
        return self
