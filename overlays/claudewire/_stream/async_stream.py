"""Streams as an async program holds them: `AsyncStream` and `AsyncMessageStream`.

The iterators are objects, not async generators: a dropped async generator needs the event loop to finish it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeVar

from claudewire._context import AsyncContextManagerMixin, AsyncDeferredContextManager
from claudewire._errors.base import APIError
from claudewire_api._readers import AsyncSingleReader, ReadLock

from .state import AsyncStreamState, StreamState
from .stream import BaseStream, MessageMixin, Opener, Subscriptable, not_a_stream, text_of_message, text_of_payload

if TYPE_CHECKING:
    from claudewire._call.responses.open_response import AsyncOpenResponse
    from claudewire._call.responses.streamed import AsyncStreamedResponse
    from claudewire_api import models
    from claudewire_api._call import Call

    from .events import MessageStreamEvent

T = TypeVar("T")


class _NotIterable:
    """What is read with `async for` says so in a `for` loop."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __iter__(self) -> NoReturn:
            raise TypeError("the stream of an async client is read with `async for`, not `for`")


class _Payloads:
    """All payloads of a stream, for `async for`."""

    __slots__ = ("_is_read", "_ready", "_state")

    def __init__(self, state: AsyncStreamState) -> None:
        self._state = state
        self._is_read = False
        self._ready: Iterator[Any] | None = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        state = self._state
        while self._ready is not None:
            failure: APIError | None = None
            try:
                for payload in self._ready:
                    return payload
            except APIError as error:
                failure = error
            if self._is_read:
                raise ReadLock("stream").refusal()
            self._is_read = True
            try:
                if failure is not None:
                    self._ready = iter(())
                    await state.retry(failure)
                arrived = None
                if (arrival := state.wait_for_payloads()) is not None:
                    try:
                        await arrival
                    except BaseException:  # a cancellation
                        await state.close()
                        raise
                    arrived = state.arrived_payloads()
                self._ready = await state.next_payloads() if arrived is None else arrived
            finally:
                self._is_read = False
        raise StopAsyncIteration


class _Events:
    """The events of a stream, for a tracer that wraps them."""

    __slots__ = ("_next",)

    def __init__(self, next_event: Callable[[], Awaitable[Any]]) -> None:
        self._next = next_event

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        return await self._next()


class _Texts(_NotIterable):
    """The text fragments of a stream, for `async for`."""

    __slots__ = ("_payloads", "_state")

    def __init__(self, payloads: AsyncIterator[Any], state: StreamState) -> None:
        self._payloads, self._state = payloads, state

    def __aiter__(self) -> Self:
        self._state.check_unread()
        return self

    async def __anext__(self) -> str:
        while True:
            if (text := text_of_payload(await self._payloads.__anext__())) is not None:
                return text


class _AsyncBase(_NotIterable, AsyncContextManagerMixin, BaseStream[AsyncIterator[Any]]):
    """What all async streams have."""

    _single_reader = AsyncSingleReader

    @property
    def response(self) -> AsyncOpenResponse:
        """Status, headers and attempts of the response; closing it closes the stream."""
        from claudewire._call.responses.open_response import AsyncOpenResponse

        return AsyncOpenResponse(self._state.info, self.close, closed=self._state.closed)

    def _untraced(self) -> _Events:
        return _Events(self.__anext__)

    async def __anext__(self) -> Any:
        raise NotImplementedError

    #: What a tracer has put in the place of `text_stream`.
    _texts: Any = None

    def __aiter__(self) -> AsyncIterator[Any]:
        if self._texts is None:  # a tracer that replaces `text_stream` may read to the end again
            self._state.check_unread()
        return self if self._traced is None else self._traced

    async def close(self) -> None:
        """Close the response; unread data is discarded. Further calls do nothing."""
        await self._state.close()


class AsyncStream(_AsyncBase, Generic[T]):
    """Async version of `Stream`, for `async for` and `async with`.

    Args:
        call: The call that was sent; it says what its events become.
        response: The open response.
    """

    def __init__(self, call: Call[T], response: AsyncStreamedResponse) -> None:
        state = AsyncStreamState(call, response)
        super().__init__(state, _Payloads(state))
        self._decode = call.decode

    async def __anext__(self) -> T:
        return self._decode(await self._payloads.__anext__())


class AsyncMessageStream(MessageMixin, _AsyncBase):
    """Async version of `MessageStream`, for `async for` and `async with`.

    Args:
        stream: The events of the API.
    """

    def __init__(self, stream: AsyncStream[Any]) -> None:
        try:
            super().__init__(stream._state, stream._payloads)
        except AttributeError:
            raise not_a_stream(stream) from None
        self._ready: deque[Any] = deque()
        if stream._traced is not None:
            self._raw_stream = stream._traced

    async def __anext__(self) -> MessageStreamEvent:
        if not self._ready:
            self._ready.extend(self._state.events(await self._payloads.__anext__()))
        event: MessageStreamEvent = self._ready.popleft()
        return event

    @property
    def _raw_stream(self) -> AsyncIterator[Any]:
        """The events of the API, for tracers: as `_iterator`."""
        decode = self._state.call.decode
        return (decode(payload) async for payload in self._payloads)

    @_raw_stream.setter
    def _raw_stream(self, events: AsyncIterator[Any]) -> None:
        self._payloads = (event.to_dict() async for event in events)

    @property
    def text_stream(self) -> AsyncIterator[str]:
        """The text of the message, in the fragments in which it arrives."""
        if self._texts is not None:
            texts: AsyncIterator[str] = self._texts
            return texts
        if self._traced is not None:
            return AsyncSingleReader(
                (event.text async for event in self._traced if event.type == "text"), ReadLock("stream")
            )
        return _Texts(self._payloads, self._state)

    @text_stream.setter
    def text_stream(self, texts: AsyncIterator[str]) -> None:
        self._texts = texts

    async def until_done(self) -> None:
        """Read to the end. Raises APIError if the stream is interrupted, or was closed before its end."""
        async for _ in self._payloads if self._traced is None else self._traced:
            pass

    async def get_final_message(self) -> models.Message:
        """Read to the end and return the complete message.

        Raises:
            APIError: the stream was interrupted, or you left it before its end; `partial_message` is what had been received.
        """
        await self.until_done()
        return self._state.message()

    async def get_final_text(self) -> str:
        """Read to the end and return all text of the message as one string.

        Raises:
            APIError: the stream was interrupted.
            RuntimeError: the message has no text.
        """
        return text_of_message(await self.get_final_message())


class AsyncMessageStreamManager(
    Subscriptable,
    AsyncDeferredContextManager["AsyncMessageStream"],
    block="async with client.messages.stream(...) as stream:",
):
    """`async with client.messages.stream(...) as stream:` sends the request; the end of the block closes the stream.

    Args:
        open_stream: A coroutine function that sends the request and returns the stream.
    """

    def __init__(self, open_stream: Callable[[], Awaitable[AsyncStream[Any]]]) -> None:
        self._opener = Opener(open_stream)
        self.__api_request: Awaitable[Any] = self._opener  # tracers wrap it under this name

    async def _open(self) -> AsyncMessageStream:
        opened = await self.__api_request
        return self._opener.traced(AsyncMessageStream, opened)
