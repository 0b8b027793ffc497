# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `MessageBatchResult` (spec/schemas/batches.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownMessageBatchResult(Unknown):
    """A `MessageBatchResult` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .message_batch_canceled_result import MessageBatchCanceledResult
    from .message_batch_errored_result import MessageBatchErroredResult
    from .message_batch_expired_result import MessageBatchExpiredResult
    from .message_batch_succeeded_result import MessageBatchSucceededResult

    MessageBatchResult: TypeAlias = (
        MessageBatchSucceededResult
        | MessageBatchErroredResult
        | MessageBatchCanceledResult
        | MessageBatchExpiredResult
        | UnknownMessageBatchResult
    )
    """The result of a request of a batch. Only `succeeded` requests are billed."""


MESSAGE_BATCH_RESULT = TaggedUnion(
    "type",
    {
        "succeeded": "MessageBatchSucceededResult",
        "errored": "MessageBatchErroredResult",
        "canceled": "MessageBatchCanceledResult",
        "expired": "MessageBatchExpiredResult",
    },
    "UnknownMessageBatchResult",
)
decode: Callable[[Any], Any] = MESSAGE_BATCH_RESULT.decode


def __getattr__(name: str) -> Any:
    if name == "MessageBatchResult":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = MESSAGE_BATCH_RESULT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
