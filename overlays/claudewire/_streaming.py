"""Streams as a program sees them: `Stream` and `MessageStream`, and the same for `async`.

What the bytes mean is decided in `_reading` and `_stream`. Here are the two drivers: a generator that reads when it is
asked, and an object whose `__anext__` does. Both work on one `_Session`, whose steps are coroutines (see `_pipeline.run`).

No stream is part of a reference cycle: one that is dropped closes its connection then and there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from ._closing import AsyncClosing, Closing
from ._errors import APIError, StreamTruncated
from ._pipeline import run
from ._reading import EventReader, LineReader, MessageReader, Payloads, Reader
from ._sources import AsyncSource, Source

if TYPE_CHECKING:
    from claudewire_api import models
    from claudewire_api._call import Call

    from ._message_events import MessageStreamEvent
    from ._pipeline import AsyncOpenResponse, OpenResponse
    from ._response import ResponseInfo
    from ._resume import Continuation

T = TypeVar("T")
P = TypeVar("P")

#: Operations whose events add up to a message.
_MESSAGES = frozenset({"messages.create"})


class _AnySource(Protocol):
    connection: Any

    async def read(self, reader: Reader) -> Payloads: ...
    async def drain(self) -> None: ...
    async def reopen(self, error: APIError) -> None: ...
    async def close(self) -> None: ...


class _Session:
    """A stream that is being read: its source, and the reader of the current attempt."""

    def __init__(self, call: Call[Any], source: _AnySource) -> None:
        self.call = call
        self.source = source
        self.reader = self._new_reader()
        self.closed = False
        self._ready: Payloads | None = None
        self._failure: APIError | None = None
        self._message: models.Message | None = None
        self._snapshot: tuple[Any, models.Message] | None = None

    @property
    def info(self) -> ResponseInfo:
        info: ResponseInfo = self.source.connection.info
        return info

    def _new_reader(self) -> Reader:
        headers = self.source.connection.info.headers
        if self.call.kind == "lines":
            return LineReader(headers)
        return MessageReader(headers) if self.call.operation.id in _MESSAGES else EventReader(headers)

    # -- steps ---------------------------------------------------------------------------------------------------------

    async def advance(self) -> Iterator[Any] | None:
        """The next payloads, None at the end. They may raise: then `again` decides."""
        if self.closed:
            return None
        if self.reader.complete:
            await self.source.drain()
            await self.close()
            return None
        try:
            self._ready = await self.source.read(self.reader)
        except APIError as error:
            await self.again(error)
            return iter(())
        except BaseException:
            await self.close()
            raise
        return self._ready

    async def again(self, error: APIError) -> None:
        """After a failure: another attempt, if nothing was handed out and the policy allows it. Else it is raised."""
        self._describe(error)
        try:
            if self.reader.committed:
                raise error
            await self.source.reopen(error)
        except APIError as last:
            self._failure = last
            await self.close()
            raise
        self.reader = self._new_reader()

    async def close(self) -> None:
        self.closed = True
        if self._ready is not None:
            with suppress(ValueError):  # it is at work in another thread, or it is who closes
                self._ready.close()
        await self.source.close()

    def _describe(self, error: APIError) -> None:
        info, reader = self.info, self.reader
        error.events_seen = reader.events_seen
        error.request_id = error.request_id or info.request_id
        error.organization_id = error.organization_id or info.organization_id
        error.headers = error.headers or info.headers
        error.attempts = info.attempts
        if isinstance(reader, MessageReader):
            error.partial_message = self.partial(reader)
            error._request_body = self.call.body  # pyright: ignore[reportPrivateUsage]

    # -- results -------------------------------------------------------------------------------------------------------

    def message(self) -> models.Message:
        """The whole message.

        Raises:
            APIError: what kept it from being whole.
        """
        if self._message is None:
            if self._failure is not None:
                raise self._failure
            try:
                whole = self._reader().accumulator.finish()
            except StreamTruncated as error:
                self._describe(error)
                raise
            self._message = self._model(whole)
        return self._message

    def partial(self, reader: MessageReader) -> models.Message | None:
        """What is left when nothing more comes."""
        partial = reader.accumulator.partial()
        return None if partial is None else self._model(partial)

    def continuation(self, partial: models.Message | None) -> Continuation:
        from ._resume import continuation

        return continuation(self.call.body or {}, self.partial(self._reader()) if partial is None else partial)

    def snapshot(self) -> models.Message:
        """The message so far."""
        so_far = self._reader().accumulator.snapshot()
        if so_far is None:
            raise RuntimeError("the message has not begun: read an event first")
        if self._snapshot is None or self._snapshot[0] is not so_far:
            self._snapshot = so_far, self._model(so_far)
        return self._snapshot[1]

    def events(self, payload: Any) -> tuple[Any, ...]:
        """What `messages.stream()` makes of one payload."""
        from ._message_events import ContentBlockStopEvent, MessageStopEvent, derived

        kind, accumulator = payload["type"], self._reader().accumulator
        if kind == "content_block_delta":
            event = derived(payload, accumulator)
            return (self.call.decode(payload),) if event is None else (self.call.decode(payload), event)
        if kind == "content_block_stop":
            return (ContentBlockStopEvent(payload["index"], accumulator.last_block),)
        if kind == "message_stop":
            return (MessageStopEvent(self.message),)
        return (self.call.decode(payload),)

    def _reader(self) -> MessageReader:
        if not isinstance(self.reader, MessageReader):
            raise TypeError(f"the stream of {self.call.operation.id} is no message")
        return self.reader

    def _model(self, message: Any) -> models.Message:
        from claudewire_api.models import Message

        model = Message.from_dict(message)
        model._response = self.info  # pyright: ignore[reportPrivateUsage]
        return model


def _text(payload: Any) -> str | None:
    """The text that a payload adds."""
    if payload["type"] == "content_block_delta":
        delta = payload["delta"]
        if delta["type"] == "text_delta":
            text: str = delta["text"]
            return text
    return None


def _final_text(message: models.Message) -> str:
    texts = [block.text for block in message.content if block.type == "text"]
    if not texts:
        kinds = ", ".join(str(block.type) for block in message.content) or "nothing"
        raise RuntimeError(f"the message has no text; it holds {kinds}")
    return "".join(texts)


class _Read(Generic[P]):
    """What all streams have."""

    def __init__(self, session: _Session, payloads: P) -> None:
        self._session = session
        self._payloads = payloads

    @property
    def response(self) -> ResponseInfo:
        """How the answer came: status, headers, rate limits, attempts."""
        return self._session.info

    @property
    def request_id(self) -> str | None:
        """What support asks for."""
        return self._session.info.request_id


class _OfMessage:
    """What the streams of a message have."""

    _session: _Session

    @property
    def current_message_snapshot(self) -> models.Message:
        """The message as far as it has been read."""
        return self._session.snapshot()

    def continue_from(self, partial: models.Message | None = None) -> Continuation:
        """The request that goes on where an answer to this one broke off; see `claudewire.continuation`. Nothing is sent.

        Args:
            partial: The answer as far as it came; without it, as far as it has been read here.

        Raises:
            RequestInvalid: there is no such request, and why.
        """
        return self._session.continuation(partial)


# -- blocking ----------------------------------------------------------------------------------------------------------


def _payloads(session: _Session) -> Iterator[Any]:
    """All payloads. Not a method: the generator must not hold what holds it."""
    try:
        while (ready := run(session.advance())) is not None:
            try:
                yield from ready
            except APIError as error:
                run(session.again(error))
    finally:
        run(session.close())


def _events(payloads: Iterator[Any], session: _Session) -> Iterator[Any]:
    for payload in payloads:
        yield from session.events(payload)


def _texts(payloads: Iterator[Any]) -> Iterator[str]:
    for payload in payloads:
        if (text := _text(payload)) is not None:
            yield text


class _Blocking(Closing, _Read[Iterator[Any]]):
    """What all blocking streams have."""

    def close(self) -> None:
        """Gives up what was not read. Any number of times."""
        run(self._session.close())


class Stream(_Blocking, Generic[T]):
    """Events or lines, as they come. Read it to its end, or close it, or use it in a `with` block.

    Reading raises, beside the errors of any call:
        StreamTruncated: the answer ended before it was complete.
        StreamStalled: no event but pings for `stall_timeout` seconds.
        StreamError: what came makes no sense.
    All of them carry `partial_message`, `events_seen` and `request_id`. A failure before any content is tried again, as
    the client's retry policy says; after that, nothing is.
    """

    def __init__(self, call: Call[T], connection: OpenResponse) -> None:
        session = _Session(call, Source(connection))
        super().__init__(session, _payloads(session))
        self._decoded: Iterator[T] = map(call.decode, self._payloads)

    def __iter__(self) -> Iterator[T]:
        return self._decoded

    def __next__(self) -> T:
        return next(self._decoded)


class MessageStream(_Blocking, _OfMessage):
    """The events of one message, and the message they add up to."""

    def __init__(self, stream: Stream[Any]) -> None:
        super().__init__(stream._session, stream._payloads)
        self._events: Iterator[MessageStreamEvent] = _events(self._payloads, self._session)

    def __iter__(self) -> Iterator[MessageStreamEvent]:
        return self._events

    def __next__(self) -> MessageStreamEvent:
        return next(self._events)

    @property
    def text_stream(self) -> Iterator[str]:
        """The text only, piece by piece."""
        return _texts(self._payloads)

    def until_done(self) -> None:
        """Reads to the end."""
        deque(self._payloads, maxlen=0)

    def get_final_message(self) -> models.Message:
        """Reads to the end: the whole message.

        Raises:
            APIError: it did not become whole; `partial_message` is what came.
        """
        self.until_done()
        return self._session.message()

    def get_final_text(self) -> str:
        """Reads to the end: all text of the message, in one piece.

        Raises:
            RuntimeError: the message has no text.
        """
        return _final_text(self.get_final_message())


class MessageStreamManager:
    """`with client.messages.stream(...) as stream:` sends the request; the end of the block closes the stream."""

    def __init__(self, open_stream: Callable[[], Any]) -> None:
        self._open = open_stream
        self._stream: MessageStream | None = None

    def __enter__(self) -> MessageStream:
        self._stream = MessageStream(self._open())
        return self._stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._stream is not None:
            self._stream.close()


# -- event loops -------------------------------------------------------------------------------------------------------


class _AsyncPayloads:
    """All payloads. Not an async generator: those can not be dropped without a trace."""

    __slots__ = ("_ready", "_session")

    def __init__(self, session: _Session) -> None:
        self._session = session
        self._ready: Iterator[Any] | None = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        while self._ready is not None:
            try:
                for payload in self._ready:
                    return payload
            except APIError as error:
                self._ready = iter(())
                await self._session.again(error)
            self._ready = await self._session.advance()
        raise StopAsyncIteration


class _AsyncTexts:
    __slots__ = ("_payloads",)

    def __init__(self, payloads: _AsyncPayloads) -> None:
        self._payloads = payloads

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        while True:
            if (text := _text(await self._payloads.__anext__())) is not None:
                return text


class _Awaited(AsyncClosing, _Read[_AsyncPayloads]):
    """What all asynchronous streams have."""

    async def close(self) -> None:
        """Gives up what was not read. Any number of times."""
        await self._session.close()


class AsyncStream(_Awaited, Generic[T]):
    """`Stream` for `async for`."""

    def __init__(self, call: Call[T], connection: AsyncOpenResponse) -> None:
        session = _Session(call, AsyncSource(connection))
        super().__init__(session, _AsyncPayloads(session))
        self._decode = call.decode

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        return self._decode(await self._payloads.__anext__())


class AsyncMessageStream(_Awaited, _OfMessage):
    """`MessageStream` for `async for`."""

    def __init__(self, stream: AsyncStream[Any]) -> None:
        super().__init__(stream._session, stream._payloads)
        self._ready: deque[Any] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> MessageStreamEvent:
        if not self._ready:
            self._ready.extend(self._session.events(await self._payloads.__anext__()))
        event: MessageStreamEvent = self._ready.popleft()
        return event

    @property
    def text_stream(self) -> AsyncIterator[str]:
        """The text only, piece by piece."""
        return _AsyncTexts(self._payloads)

    async def until_done(self) -> None:
        """Reads to the end."""
        async for _ in self._payloads:
            pass

    async def get_final_message(self) -> models.Message:
        """Reads to the end: the whole message.

        Raises:
            APIError: it did not become whole; `partial_message` is what came.
        """
        await self.until_done()
        return self._session.message()

    async def get_final_text(self) -> str:
        """Reads to the end: all text of the message, in one piece.

        Raises:
            RuntimeError: the message has no text.
        """
        return _final_text(await self.get_final_message())


class AsyncMessageStreamManager:
    """`async with client.messages.stream(...) as stream:`"""

    def __init__(self, open_stream: Callable[[], Awaitable[Any]]) -> None:
        self._open = open_stream
        self._stream: AsyncMessageStream | None = None

    async def __aenter__(self) -> AsyncMessageStream:
        self._stream = AsyncMessageStream(await self._open())
        return self._stream

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._stream is not None:
            await self._stream.close()
