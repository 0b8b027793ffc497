"""One stream while it is being read: its response, the reader of the current attempt, and what was read.

The steps are coroutines. Those of `SyncStreamState` block and never suspend, so that `run_blocking` can run them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from claudewire._call.responses.http_errors import conceal_received
from claudewire._callbacks import call_back
from claudewire._errors.base import (
    APIConnectionError,
    APIError,
    DeadlineExpired,
    StreamClosed,
    StreamStalled,
    StreamTruncated,
)

from .accumulator import JSON, Accumulator
from .reader import MessageReader, Payloads, Reader
from .results import (
    complete_message,
    continue_message,
    describe_failure,
    message_model,
    new_reader,
    partial_message_of,
)

if TYPE_CHECKING:
    from claudewire._call.responses.response import ResponseInfo
    from claudewire._call.responses.streamed import AsyncStreamedResponse, StreamedResponse
    from claudewire_api._call import Call
    from claudewire_api.models import Message

    from .continuation import Continuation

#: Limits, in seconds and bytes, for reading what follows a complete stream. A connection can be reused only after that. It is
#: seldom more than the end of the last HTTP chunk, and opening a new connection takes about as long.
DRAIN_SECONDS: Final = 0.25
DRAIN_BYTES: Final = 64 * 1024


class StallTimer:
    """Measures how long a stream has made no progress. Time that the caller spends between two reads does not count."""

    __slots__ = ("_progress", "_seconds", "_since")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._progress = -1
        self._since = 0.0

    def deadline(self, reader: Reader) -> float:
        """Return the time, on the monotonic clock, at which the next read has to stop. Call it before each read."""
        if reader.progress != self._progress:
            self._progress, self._since = reader.progress, monotonic()
        return self._since + self._seconds


class StreamState:
    """What sync and async streams share. The four steps at the end are those that do I/O."""

    response: Any

    def __init__(self, call: Call[Any], response: Any) -> None:
        self.call = call
        self.response = response
        self.reader: Reader = new_reader(call, response.info)
        self.closed: bool = False
        #: Called with each payload before it is returned, and with the complete block of a `content_block_stop`.
        self.observer: Callable[[JSON, JSON | None], None] | None = None
        #: Called with the error that interrupts the stream, before it is raised.
        self.on_failure: Callable[[APIError], None] | None = None
        #: Makes the result of the complete message.
        self.convert: Callable[[Message], Message] | None = None
        self._payloads: Any = None
        self._failure: APIError | None = None
        self._message: Message | None = None
        self._snapshot: tuple[Any, Message] | None = None

    @property
    def info(self) -> ResponseInfo:
        """The response information of the current attempt."""
        info: ResponseInfo = self.response.info
        return info

    # -- steps ---------------------------------------------------------------------------------------------------------

    async def next_payloads(self) -> Iterator[Any] | None:
        """Return the next payloads; None at the end. Iterating them may raise an APIError: pass it to `retry`.

        Raises:
            StreamClosed: the stream was closed before its end.
            APIError: reading failed; or it failed before, and this is the same error.
        """
        if self.closed:
            self.check_complete()
            return None
        if self.reader.complete:
            await self._drain()
            await self.close()
            return None
        try:
            payloads = await self._read_payloads()
        except APIError as error:
            await self.retry(error)
            return iter(())
        except BaseException:
            await self.close()
            raise
        self._payloads = payloads
        if self.response.observer is not None:
            payloads = self._payloads = self.response.observer.watch(payloads)
        if self.observer is not None:
            return _observe(payloads, self.observer, self._message_reader().accumulator)
        return payloads

    async def retry(self, error: APIError) -> None:
        """Start another attempt, if no payload was returned yet and the retry policy allows it.

        Raises:
            APIError: `error`, if there is no other attempt; or the error of the last attempt.
        """
        conceal_received(error)
        self._describe(error)
        try:
            if self.reader.has_emitted:
                raise error
            await self._retry_response(error)
        except APIError as last:
            self._failure = last
            if self.response.observer is not None:
                self.response.observer.end(error=last)
            await self.close()
            if self.on_failure is not None:
                call_back("on_failure", self.on_failure, last)
            raise
        self.reader = new_reader(self.call, self.info)

    async def close(self) -> None:
        """Close the response. Further calls do nothing."""
        self.closed = True
        if self.response.observer is not None:
            self.response.observer.end(result=self._received(), left=not self.reader.complete)
        if self._payloads is not None:
            # The generator is running, in another thread or further up in this stack; or it is the iterator over one event.
            with suppress(ValueError, AttributeError):
                self._payloads.close()
        await self._close_response()

    def _received(self) -> Any:
        """Return the message, complete or not; None for other streams, and before the first event."""
        if not isinstance(self.reader, MessageReader):
            return None
        return self.message() if self.reader.complete else partial_message_of(self.reader, self.info)

    def check_complete(self) -> None:
        """Call this where a program reads a closed stream: it must not take what it has for everything.

        Raises:
            StreamClosed: the program closed the stream before its end.
            APIError: the error that ended the stream.
        """
        if self._failure is not None:
            raise self._failure
        if self.closed and not self.reader.complete:
            seen = self.reader.events_seen
            error = StreamClosed(
                f"You left the stream after {seen} {'event' if seen == 1 else 'events'}: "
                "it was closed before its end, and cannot be read further."
            )
            self._describe(error)
            raise error

    def check_unread(self) -> None:
        """Call this where a program begins to read: it must not take the end of a stream for an empty one.

        Raises:
            StreamClosed: the stream was closed, or was read to its end.
            APIError: the error that ended the stream.
        """
        if self.closed:
            self.check_complete()
            error = StreamClosed(
                "The stream was read to its end already, and arrives only once: keep what you read in a list, "
                "or take the whole message from `messages.stream(...)` with `get_final_message()`."
            )
            self._describe(error)
            raise error

    def _describe(self, error: APIError) -> None:
        describe_failure(error, self.call, self.info, self.reader)

    # -- results -------------------------------------------------------------------------------------------------------

    def message(self) -> Message:
        """Return the complete message.

        Raises:
            APIError: the error that interrupted the stream, StreamClosed, or StreamTruncated.
        """
        if self._message is None:
            self.check_complete()
            try:
                complete = complete_message(self._message_reader(), self.info)
            except StreamTruncated as error:
                self._describe(error)
                raise
            message = message_model(complete, self.info)
            self._message = message if self.convert is None else self.convert(message)
        return self._message

    def continuation(self, partial_message: Message | None) -> Continuation:
        """Return the request that continues `partial_message`, or, if that is None, the message received up to now."""
        if partial_message is None:
            partial_message = partial_message_of(self._message_reader(), self.info)
        return continue_message(self.call.body, partial_message)

    def snapshot(self) -> Message:
        """Return the message received up to now: the same object until the next event.

        Raises:
            RuntimeError: no event has been read.
        """
        received = self._message_reader().accumulator.snapshot()
        if received is None:
            raise RuntimeError("the message has not begun: read an event first")
        if self._snapshot is None or self._snapshot[0] is not received:
            self._snapshot = received, message_model(received, self.info)
        return self._snapshot[1]

    def events(self, payload: Any) -> tuple[Any, ...]:
        """Return the events of `messages.stream()` for one payload: the API's own event, and the one derived from it."""
        from .events import ContentBlockStopEvent, MessageStopEvent, derive_event

        event_type, accumulator = payload["type"], self._message_reader().accumulator
        if event_type == "content_block_delta":
            derived = derive_event(payload, accumulator)
            return (self.call.decode(payload),) if derived is None else (self.call.decode(payload), derived)
        if event_type == "content_block_stop":
            return (ContentBlockStopEvent(accumulator.last_index, accumulator.last_block),)
        if event_type == "message_stop":
            return (MessageStopEvent(self.message),)
        return (self.call.decode(payload),)

    def _message_reader(self) -> MessageReader:
        if not isinstance(self.reader, MessageReader):
            raise TypeError(f"the stream of {self.call.operation.id} is not the stream of a message")
        return self.reader

    # -- I/O -----------------------------------------------------------------------------------------------------------

    async def _read_payloads(self) -> Iterator[Any]:
        """Return payloads that follow. The sync version returns all of them, the async version those of one chunk."""
        raise NotImplementedError

    async def _drain(self) -> None:
        """Read the few bytes that follow a complete stream, so that the connection can be reused."""
        raise NotImplementedError

    async def _retry_response(self, error: APIError) -> None:
        """Wait and send the request again. Raises `error` if the retry policy does not allow it."""
        raise NotImplementedError

    async def _close_response(self) -> None:
        raise NotImplementedError


class SyncStreamState(StreamState):
    """Reads a `StreamedResponse`. Its coroutines block."""

    response: StreamedResponse

    def __init__(self, call: Call[Any], response: StreamedResponse) -> None:
        super().__init__(call, response)
        self._chunks = iter(response.iter_bytes())

    async def _read_payloads(self) -> Payloads:
        seconds = self.response.stall_timeout
        chunks = self._chunks if seconds is None else _stop_stalls(self.response, self._chunks, self.reader, seconds)
        return _read_all(self.reader, chunks)

    async def _drain(self) -> None:
        size = 0
        self.response.set_read_deadline(monotonic() + DRAIN_SECONDS)
        with suppress(APIError):  # the message is complete; an error here only costs the connection
            while size < DRAIN_BYTES and (chunk := next(self._chunks, None)) is not None:
                size += len(chunk)

    async def _retry_response(self, error: APIError) -> None:
        self.response = self.response.retry(error)
        self._chunks = iter(self.response.iter_bytes())

    async def _close_response(self) -> None:
        self.response.close()


# Functions, not methods: a generator that held the state would be part of a reference cycle, because the state holds it.


def _observe(
    payloads: Iterator[Any], observer: Callable[[JSON, JSON | None], None], accumulator: Accumulator
) -> Iterator[Any]:
    for payload in payloads:
        block = accumulator.last_block if payload["type"] == "content_block_stop" else None
        call_back("the observer of the stream", observer, payload, block)
        yield payload


def _read_all(reader: Reader, chunks: Iterator[bytes]) -> Payloads:
    for chunk in chunks:
        payload = reader.feed_delta(chunk)
        if payload is not None:
            yield payload
            continue
        yield from reader.feed(chunk)
        if reader.complete:
            return
    yield from reader.feed_eof()


def _stop_stalls(
    response: StreamedResponse, chunks: Iterator[bytes], reader: Reader, seconds: float
) -> Iterator[bytes]:
    """Yield `chunks`. Raises StreamStalled if `reader` makes no progress for `seconds`."""
    timer = StallTimer(seconds)
    while True:
        deadline = timer.deadline(reader)
        response.set_read_deadline(deadline)
        try:
            chunk = next(chunks, None)
        except APIConnectionError as error:
            if monotonic() >= deadline and not isinstance(error, DeadlineExpired):
                raise StreamStalled from error
            raise
        response.set_read_deadline(None)
        if chunk is None:
            return
        yield chunk


def _raise(error: APIError) -> Payloads:
    yield from ()
    raise error


class AsyncStreamState(StreamState):
    """Reads an `AsyncStreamedResponse`."""

    response: AsyncStreamedResponse

    def __init__(self, call: Call[Any], response: AsyncStreamedResponse) -> None:
        super().__init__(call, response)
        self._chunks: AsyncIterator[bytes] = response.aiter_bytes()
        self._timer: StallTimer | None = None
        self._direct = response.direct()

    def wait_for_payloads(self) -> Awaitable[None] | None:
        """Return what to await before `arrived_payloads`; None if `next_payloads` has to be called. It raises nothing itself."""
        if self._direct is None or self.closed or self.reader.complete or self.observer is not None:
            return None
        return self._direct.wait_for_data()

    def arrived_payloads(self) -> Iterator[Any] | None:
        """Return the payloads of a chunk that has come by itself, as in a slow stream; None if `next_payloads` has to be called."""
        chunk = b"" if self._direct is None or self.closed else self._direct.take_chunk()
        return self._feed(chunk) if chunk else None

    def _feed(self, chunk: bytes) -> Iterator[Any]:
        try:
            payload = self.reader.feed_delta(chunk)
        except APIError as error:
            return _raise(error)
        if payload is not None:
            return iter((payload,))
        self._payloads = payloads = self.reader.feed(chunk)
        return payloads

    async def _read_payloads(self) -> Iterator[Any]:
        try:
            seconds = self.response.stall_timeout
            chunk = await (self._chunks.__anext__() if seconds is None else self._next_chunk(seconds))
        except StopAsyncIteration:
            return self.reader.feed_eof()
        return self._feed(chunk)

    async def _next_chunk(self, seconds: float) -> bytes:
        from anyio import move_on_after

        if self._timer is None:
            self._timer = StallTimer(seconds)
        with move_on_after(max(self._timer.deadline(self.reader) - monotonic(), 0.0)):
            return await self._chunks.__anext__()
        raise StreamStalled

    async def _drain(self) -> None:
        from anyio import move_on_after

        size = 0
        with suppress(APIError), move_on_after(DRAIN_SECONDS):
            while size < DRAIN_BYTES and (chunk := await anext(self._chunks, None)) is not None:
                size += len(chunk)

    async def _retry_response(self, error: APIError) -> None:
        self.response = await self.response.retry(error)
        self._chunks = self.response.aiter_bytes()
        self._direct = self.response.direct()
        self._timer = None

    async def _close_response(self) -> None:
        await self.response.aclose()
