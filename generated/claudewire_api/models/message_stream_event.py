# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `MessageStreamEvent` (spec/schemas/events.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownMessageStreamEvent(Unknown):
    """A `MessageStreamEvent` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .error_response import ErrorResponse
    from .ping_event import PingEvent
    from .raw_content_block_delta_event import RawContentBlockDeltaEvent
    from .raw_content_block_start_event import RawContentBlockStartEvent
    from .raw_content_block_stop_event import RawContentBlockStopEvent
    from .raw_message_delta_event import RawMessageDeltaEvent
    from .raw_message_start_event import RawMessageStartEvent
    from .raw_message_stop_event import RawMessageStopEvent

    MessageStreamEvent: TypeAlias = (
        RawMessageStartEvent
        | RawContentBlockStartEvent
        | RawContentBlockDeltaEvent
        | RawContentBlockStopEvent
        | RawMessageDeltaEvent
        | RawMessageStopEvent
        | PingEvent
        | ErrorResponse
        | UnknownMessageStreamEvent
    )
    """The payload of one event of a streamed message. New kinds of event may appear at any time; a reader skips those
    that it does not know.
    """


MESSAGE_STREAM_EVENT = TaggedUnion(
    "type",
    {
        "message_start": "RawMessageStartEvent",
        "content_block_start": "RawContentBlockStartEvent",
        "content_block_delta": "RawContentBlockDeltaEvent",
        "content_block_stop": "RawContentBlockStopEvent",
        "message_delta": "RawMessageDeltaEvent",
        "message_stop": "RawMessageStopEvent",
        "ping": "PingEvent",
        "error": "ErrorResponse",
    },
    "UnknownMessageStreamEvent",
)
decode: Callable[[Any], Any] = MESSAGE_STREAM_EVENT.decode


def __getattr__(name: str) -> Any:
    if name == "MessageStreamEvent":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = MESSAGE_STREAM_EVENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
