# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new
from .message_batch_result import MESSAGE_BATCH_RESULT


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatchIndividualResponse(Model):
    """What one request of a batch came to; one line of the results."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("custom_id", "result")

    custom_id: str
    """The caller's name for the request."""
    result: models.MessageBatchResult
    """A message, an error, or why there is neither."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.custom_id = get("custom_id")
        value = get("result")
        self.result = value if value is None else MESSAGE_BATCH_RESULT.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
