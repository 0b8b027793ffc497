"""Streamed responses: bytes → events or JSON lines → a message.

Public interface: `SYNC_STREAMS` and `ASYNC_STREAMS`, which `_client` hands to the pipelines of `_call`; the classes that users
hold, in `stream` and `async_stream`; the events of `messages.stream()`, in `events`; and `continuation`, which builds the request
that continues an interrupted message.

`sse`, `partial_json`, `accumulator`, `events` and `reader` do no I/O and read no clock. `state` joins a reader to a response.

Each stream loads its modules when it is opened, so that other calls do not load them.

This package knows no connection, no credential and no retry policy: `_call.streamed` has a response that can be read, closed and
retried. `_call` does not import this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from claudewire._call.responses.response import ResponseInfo
    from claudewire._call.responses.streamed import AsyncStreamedResponse, StreamedResponse
    from claudewire_api._call import Call

    from .async_stream import AsyncStream
    from .stream import Stream


class _Streams:
    """What the sync and the async factory share."""

    __slots__ = ()

    def accumulate(self, call: Call[Any], info: ResponseInfo, body: bytes) -> dict[str, Any]:
        """Return the message of a complete `text/event-stream` body, as JSON values.

        Raises:
            APIError: the stream is incomplete, invalid, or holds an `error` event. The error has `partial_message`,
                `events_seen` and `request_id`.
        """
        from .results import read_message

        return read_message(call, info, body)


class SyncStreams(_Streams):
    """Opens streams for `Pipeline`."""

    __slots__ = ()

    def open(self, call: Call[Any], response: StreamedResponse) -> Stream[Any]:
        """Return a stream that reads `response`, and closes it at the end."""
        from .stream import Stream

        return Stream(call, response)


class AsyncStreams(_Streams):
    """Opens streams for `AsyncPipeline`."""

    __slots__ = ()

    def open(self, call: Call[Any], response: AsyncStreamedResponse) -> AsyncStream[Any]:
        """Return a stream that reads `response`, and closes it at the end."""
        from .async_stream import AsyncStream

        return AsyncStream(call, response)


SYNC_STREAMS: Final = SyncStreams()
ASYNC_STREAMS: Final = AsyncStreams()
