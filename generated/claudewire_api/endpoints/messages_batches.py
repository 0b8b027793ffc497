# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `messages.batches`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import models
from .._call import (
    Call,
    Omit,
    drop_omitted,
    header_values,
    omit,
    path_segment,
    query_pairs,
)
from ..operations import (
    MESSAGES_BATCHES_CANCEL,
    MESSAGES_BATCHES_CREATE,
    MESSAGES_BATCHES_DELETE,
    MESSAGES_BATCHES_LIST,
    MESSAGES_BATCHES_RESULTS,
    MESSAGES_BATCHES_RETRIEVE,
)

if TYPE_CHECKING:
    from .. import params


def list(
    *,
    after_id: str | Omit = omit,
    before_id: str | Omit = omit,
    limit: int | Omit = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.MessageBatchPage]:
    """List message batches

    All batches of the workspace, newest first. Batches whose results are no longer kept are listed as well.

    See `GET /v1/messages/batches`.
    """
    return Call(
        operation=MESSAGES_BATCHES_LIST,
        path="/v1/messages/batches",
        decode=models.MessageBatchPage.from_dict,
        query=query_pairs(
            {
                "after_id": after_id,
                "before_id": before_id,
                "limit": limit,
            }
        ),
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def create(
    *,
    requests: Sequence[params.BatchRequestParam],
    workspace_id: str | Omit = omit,
    user_profile_id: str | Omit = omit,
) -> Call[models.MessageBatch]:
    """Create a message batch

    Takes many message requests in one call and answers them in the background, at half the price. Work begins at
    once. Batches have rate limits of their own, for calls and for waiting requests.

    The requests are checked later, each when its turn comes: a request that is wrong gets an `errored` result and
    does not fail this call.

    See `POST /v1/messages/batches`.
    """
    return Call(
        operation=MESSAGES_BATCHES_CREATE,
        path="/v1/messages/batches",
        decode=models.MessageBatch.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
                "anthropic-user-profile-id": user_profile_id,
            }
        ),
        body=drop_omitted(
            {
                "requests": requests,
            }
        ),
    )


def retrieve(
    message_batch_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.MessageBatch]:
    """Get a message batch

    The state of a batch. Repeat the call until `processing_status` is `ended`; while the batch is in progress, the
    header `retry-after` says how many seconds to wait before the next call.

    See `GET /v1/messages/batches/{message_batch_id}`.
    """
    return Call(
        operation=MESSAGES_BATCHES_RETRIEVE,
        path="/v1/messages/batches/" + path_segment("message_batch_id", message_batch_id),
        decode=models.MessageBatch.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def delete(
    message_batch_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.DeletedMessageBatch]:
    """Delete a message batch

    Removes a batch and its results. Only a batch that has ended can be deleted; cancel a running one first.

    See `DELETE /v1/messages/batches/{message_batch_id}`.
    """
    return Call(
        operation=MESSAGES_BATCHES_DELETE,
        path="/v1/messages/batches/" + path_segment("message_batch_id", message_batch_id),
        decode=models.DeletedMessageBatch.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def cancel(
    message_batch_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.MessageBatch]:
    """Cancel a message batch

    Ends a batch before all its requests are answered. The batch is `canceling` while requests that have begun are
    finished, and then `ended`. It keeps the results that it has, so some requests of a canceled batch may have
    succeeded.

    See `POST /v1/messages/batches/{message_batch_id}/cancel`.
    """
    return Call(
        operation=MESSAGES_BATCHES_CANCEL,
        path="/v1/messages/batches/" + path_segment("message_batch_id", message_batch_id) + "/cancel",
        decode=models.MessageBatch.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def results(
    message_batch_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.MessageBatchIndividualResponse]:
    """Get the results of a message batch

    The results of a batch that has ended, one JSON object per line, in any order; `custom_id` says which request a
    line belongs to. The address is `results_url` of the batch. The response can have hundreds of megabytes, so read
    it line by line. A batch that has not ended, or whose results were removed, gives a 404.

    See `GET /v1/messages/batches/{message_batch_id}/results`.
    """
    return Call(
        operation=MESSAGES_BATCHES_RESULTS,
        path="/v1/messages/batches/" + path_segment("message_batch_id", message_batch_id) + "/results",
        decode=models.MessageBatchIndividualResponse.from_dict,
        kind="lines",
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )
