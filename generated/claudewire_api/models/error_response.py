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
    """What the API answers when it refuses a request or fails to answer it. A stream's `error` event and an errored
    result of a batch carry the same object.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error")

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
