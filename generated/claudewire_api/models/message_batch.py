# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatch(Model):
    """Many message requests that are worked through in the background. Most batches end within an hour; one that has
    not ended after 24 hours expires, with the results that it has.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = (
        "id",
        "type",
        "processing_status",
        "request_counts",
        "created_at",
        "expires_at",
        "ended_at",
        "cancel_initiated_at",
        "archived_at",
        "results_url",
    )

    id: str
    """ID of the batch; it begins with `msgbatch_`."""
    type: Literal["message_batch"] = "message_batch"
    """Always `message_batch`."""
    processing_status: models.BatchProcessingStatus
    """How far the batch is."""
    request_counts: models.MessageBatchRequestCounts
    """How many requests are in which state. They add up to the number of requests in the batch."""
    created_at: str
    """When the batch was created."""
    expires_at: str
    """When the batch ends at the latest; 24 hours after it was created."""
    ended_at: str | None
    """When the last request was done; null before that."""
    cancel_initiated_at: str | None
    """When cancelling was asked for; null if it never was."""
    archived_at: str | None
    """When the results were removed, 29 days after the batch was created. The batch itself stays in the list."""
    results_url: str | None
    """Where the results are, for a request with the same credentials; null until the batch has ended."""

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
        self.id = data["id"]
        value = data["type"]
        self.type = "message_batch" if value == "message_batch" else value
        value = data["processing_status"]
        self.processing_status = intern(value) if type(value) is str else value
        value = data["request_counts"]
        self.request_counts = decoders.MessageBatchRequestCounts(value) if isinstance(value, dict) else value
        self.created_at = data["created_at"]
        self.expires_at = data["expires_at"]
        self.ended_at = data["ended_at"]
        self.cancel_initiated_at = data["cancel_initiated_at"]
        self.archived_at = data["archived_at"]
        self.results_url = data["results_url"]
        return self
