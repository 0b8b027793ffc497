"""What is made of a stream: the reader for a response, the message of a complete one, and what an error says of an incomplete one."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from claudewire._call.responses.response import attach_response_info
from claudewire._errors.base import APIError

from .accumulator import JSON
from .reader import EventReader, LineReader, MessageReader, Reader

if TYPE_CHECKING:
    from claudewire._call.responses.response import ResponseInfo
    from claudewire_api._call import Call
    from claudewire_api.models import Message

    from .continuation import Continuation


def new_reader(call: Call[Any], info: ResponseInfo) -> Reader:
    """Return the reader for the response of `call`."""
    headers, make = info.headers, info.dialect.decoder
    if call.kind == "lines":
        return LineReader(headers)
    # An operation with a stream field returns its message either as JSON or as events that add up to that message.
    reader = EventReader if call.operation.stream_field is None else MessageReader
    return reader(headers) if make is None else reader(headers, make())


def read_message(call: Call[Any], info: ResponseInfo, body: bytes) -> JSON:
    """Return the message of a complete `text/event-stream` body, as JSON values.

    Raises:
        APIError: the stream is incomplete, invalid, or holds an `error` event.
    """
    make = info.dialect.decoder
    reader = MessageReader(info.headers, None if make is None else make())
    try:
        deque(reader.feed(body), maxlen=0)
        if not reader.complete:
            deque(reader.feed_eof(), maxlen=0)
        return complete_message(reader, info)
    except APIError as error:
        describe_failure(error, call, info, reader)
        raise


def complete_message(reader: MessageReader, info: ResponseInfo) -> JSON:
    """Return the complete message. Raises StreamTruncated."""
    message = reader.accumulator.finish()
    if reader.metrics is not None:
        info.record_metrics(reader.metrics)
    return message


def continue_message(body: Mapping[str, Any] | None, partial_message: Any) -> Continuation:
    """Return the request that continues an interrupted message; see `continuation.continuation`."""
    from .continuation import continuation

    return continuation(body or {}, partial_message)


def _resume_params(body: Mapping[str, Any] | None, partial_message: Any) -> dict[str, Any]:
    return continue_message(body, partial_message).params


def message_model(message: Any, info: ResponseInfo) -> Message:
    from claudewire_api.models import Message

    model = Message.from_dict(message)
    model._response = info  # pyright: ignore[reportPrivateUsage]
    return model


def partial_message_of(reader: MessageReader, info: ResponseInfo) -> Message | None:
    received = reader.accumulator.partial()
    return None if received is None else message_model(received, info)


def describe_failure(error: APIError, call: Call[Any], info: ResponseInfo, reader: Reader) -> None:
    """Set on `error` what is known about the stream that it interrupted."""
    attach_response_info(error, info)
    error.events_seen = reader.events_seen
    if isinstance(reader, MessageReader):
        error.partial_message = partial_message_of(reader, info)
        error._resume = partial(_resume_params, call.body)  # pyright: ignore[reportPrivateUsage]
