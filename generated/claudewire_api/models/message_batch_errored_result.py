# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchErroredResult(Model):
    """The request failed. An `invalid_request_error` must be put right; after any other the request can be sent again
    as it is.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error")

    type: Literal["errored"] = "errored"
    """Always `errored`."""
    error: models.ErrorResponse
    """The body that `messages.create` would have failed with."""

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
        self.type = "errored" if value == "errored" else value
        value = data["error"]
        self.error = decoders.ErrorResponse(value) if isinstance(value, dict) else value
        return self
