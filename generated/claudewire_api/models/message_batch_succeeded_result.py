# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchSucceededResult(Model):
    """The model has answered the request."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["succeeded"] = "succeeded"
    """Tells what kind of object this is: always `succeeded`."""
    message: models.Message
    """The answer, as `messages.create` would have returned it."""

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
        self.type = "succeeded" if value == "succeeded" else value
        value = data["message"]
        self.message = decoders.Message(value) if isinstance(value, dict) else value
        return self
