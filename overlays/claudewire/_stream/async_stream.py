"""Streams as an async program holds them: `AsyncStream` and `AsyncMessageStream`.

The iterators are objects, not async generators: a dropped async generator needs the event loop to finish it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from claudewire._context import AsyncContextManagerMixin, AsyncDeferredContextManager
from claudewire._errors import APIError

from .state import AsyncStreamState, StreamState
from .stream import BaseStream, MessageMixin, text_of_message, text_of_payload

if TYPE_CHECKING:
    from claudewire._call.responses.open_response import AsyncOpenResponse
    from claudewire._call.responses.streamed import AsyncStreamedResponse
    from claudewire_api import models
    from claudewire_api._call import Call

    from .events import MessageStreamEvent

T = TypeVar("T")


class _Payloads:
    """All payloads of a stream, for `async for`."""

    __slots__ = ("_ready", "_state")

    def __init__(self, state: StreamState) -> None:
        self._state = state
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
                await self._state.retry(error)
            self._ready = await self._state.next_payloads()
        raise StopAsyncIteration


class _Texts:
    """The text fragments of a stream, for `async for`."""

    __slots__ = ("_payloads",)

    def __init__(self, payloads: _Payloads) -> None:
        self._payloads = payloads

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        while True:
            if (text := text_of_payload(await self._payloads.__anext__())) is not None:
                return text


class _AsyncBase(AsyncContextManagerMixin, BaseStream[_Payloads]):
    """What all async streams have."""

    @property
    def response(self) -> AsyncOpenResponse:
        """Status, headers and attempts of the response; closing it closes the stream."""
        from claudewire._call.responses.open_response import AsyncOpenResponse

        return AsyncOpenResponse(self._state.info, self.close, closed=self._state.closed)

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

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        return self._decode(await self._payloads.__anext__())


class AsyncMessageStream(_AsyncBase, MessageMixin):
    """Async version of `MessageStream`, for `async for` and `async with`.

    Args:
        stream: The events of the API.
    """

    def __init__(self, stream: AsyncStream[Any]) -> None:
        super().__init__(stream._state, stream._payloads)
        self._ready: deque[Any] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> MessageStreamEvent:
        if not self._ready:
            self._ready.extend(self._state.events(await self._payloads.__anext__()))
        event: MessageStreamEvent = self._ready.popleft()
        return event

    @property
    def text_stream(self) -> AsyncIterator[str]:
        """The text of the message, in the fragments in which it arrives."""
        return _Texts(self._payloads)

    async def until_done(self) -> None:
        """Read to the end. Raises APIError if the stream is interrupted, or was closed before its end."""
        async for _ in self._payloads:
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


class AsyncMessageStreamManager(AsyncDeferredContextManager["AsyncMessageStream"]):
    """`async with client.messages.stream(...) as stream:` sends the request; the end of the block closes the stream.

    Args:
        open_stream: A coroutine function that sends the request and returns the stream.
    """

    def __init__(self, open_stream: Callable[[], Awaitable[AsyncStream[Any]]]) -> None:
        async def open_message_stream() -> AsyncMessageStream:
            return AsyncMessageStream(await open_stream())

        super().__init__(open_message_stream)
