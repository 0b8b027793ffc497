# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageBatch` (spec/schemas/batches.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageBatch(Model):
    """Many message requests that the API answers in the background. Most batches end within an hour. A batch that has
    not ended after 24 hours expires and keeps the results that it has.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = (
        "id",
        "type",
        "processing_status",
        "request_counts",
        "created_at",
        "expires_at",
        "ended_at",
        "cancel_initiated_at",
        "results_url",
    )

    id: str
    """ID of the batch. It begins with `msgbatch_`."""
    type: Literal["message_batch"] = "message_batch"
    """Tells what kind of object this is: always `message_batch`."""
    processing_status: models.BatchProcessingStatus
    """Whether the batch is in progress or has ended."""
    request_counts: models.MessageBatchRequestCounts
    """The number of requests by state. Together they are all requests of the batch."""
    created_at: datetime
    """When the batch was created (RFC 3339)."""
    expires_at: datetime
    """When the batch expires if it has not ended, 24 hours after it was created."""
    ended_at: datetime | None
    """When the batch ended. Null while it is in progress."""
    cancel_initiated_at: datetime | None
    """When the batch was canceled. Null if it was not."""
    archived_at: datetime | None = None
    """When the results were removed, 29 days after the batch was created; the batch itself stays in the list. Null
    before that. Absent in responses of 2024.
    """
    results_url: str | None
    """Address of the results. Any key of the workspace can read it. Null until the batch has ended."""

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
        self.id = data["id"]
        value = data["type"]
        self.type = "message_batch" if value == "message_batch" else value
        value = data["processing_status"]
        self.processing_status = intern(value) if type(value) is str else value
        value = data["request_counts"]
        self.request_counts = decoders.MessageBatchRequestCounts(value) if isinstance(value, dict) else value
        value = data["created_at"]
        self.created_at = timestamp(value) if type(value) is str else value
        value = data["expires_at"]
        self.expires_at = timestamp(value) if type(value) is str else value
        value = data["ended_at"]
        self.ended_at = timestamp(value) if type(value) is str else value
        value = data["cancel_initiated_at"]
        self.cancel_initiated_at = timestamp(value) if type(value) is str else value
        value = get("archived_at")
        self.archived_at = timestamp(value) if type(value) is str else value
        self.results_url = data["results_url"]
        return self
