# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchSucceededResult(Model):
    """The request has a message."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["succeeded"] = "succeeded"
    """Always `succeeded`."""
    message: models.Message
    """What `messages.create` would have returned."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "succeeded" if value == "succeeded" else value
        value = get("message")
        self.message = models.Message._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
