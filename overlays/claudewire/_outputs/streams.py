"""`OutputStream`: the stream of a message whose text is a value of a type."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from claudewire._context import AsyncDeferredContextManager, DeferredContextManager
from claudewire._schema.schema import Schema
from claudewire._stream.async_stream import AsyncMessageStream, AsyncStream
from claudewire._stream.stream import MessageStream, Stream, StreamReader

from .items import ItemReader
from .parsed import ParsedMessage

if TYPE_CHECKING:
    from claudewire_api.models import Message

T = TypeVar("T")


def _convert(schema: Schema[Any]) -> Callable[[Message], Message]:
    return lambda message: ParsedMessage.of(message, schema)


class OutputStream(MessageStream, Generic[T]):
    """A `MessageStream` whose message is a `ParsedMessage`. Reading events never raises because of the text.

    Args:
        stream: The events.
        schema: The schema of the type.
    """

    def __init__(self, stream: Stream[Any], schema: Schema[T]) -> None:
        super().__init__(stream)
        self._state.convert, self._type = _convert(schema), schema.type

    def get_final_message(self) -> ParsedMessage[T]:
        """Read to the end and return the complete message.

        Raises:
            OutputInvalid: the text does not fit the type, or was cut.
            APIError: the stream was interrupted; `partial_message` is what had been received.
        """
        return cast("ParsedMessage[T]", super().get_final_message()).checked()

    def output_items(self, pointer: str = "") -> Iterator[Any]:
        """Yield the elements of an array as soon as each is complete.

        Args:
            pointer: JSON pointer of the array, such as `/items`; empty if the response is an array.

        Raises:
            SchemaInvalid: there is no array in the type.
        """
        reader = ItemReader(self._type, pointer)
        self._state.check_unread()
        return StreamReader((item for payload in self._payloads for item in reader.feed(payload)), self)


class OutputStreamManager(
    DeferredContextManager["OutputStream[T]"], Generic[T], block="with client.messages.stream(...) as stream:"
):
    """`with client.messages.stream(output_format=T, ...) as stream:` sends the request; the end of the block closes the stream."""

    def __init__(self, open_stream: Callable[[], Stream[Any]], schema: Schema[T]) -> None:
        self._open_stream, self._schema = open_stream, schema

    def _open(self) -> OutputStream[T]:
        return OutputStream(self._open_stream(), self._schema)


class AsyncOutputStream(AsyncMessageStream, Generic[T]):
    """Async version of `OutputStream`.

    Args:
        stream: The events.
        schema: The schema of the type.
    """

    def __init__(self, stream: AsyncStream[Any], schema: Schema[T]) -> None:
        super().__init__(stream)
        self._state.convert, self._type = _convert(schema), schema.type

    async def get_final_message(self) -> ParsedMessage[T]:
        """Read to the end and return the complete message; see `OutputStream.get_final_message`."""
        return cast("ParsedMessage[T]", await super().get_final_message()).checked()

    def output_items(self, pointer: str = "") -> AsyncIterator[Any]:
        """Yield the elements of an array as soon as each is complete; see `OutputStream.output_items`."""
        self._state.check_unread()
        return _AsyncItems(self._payloads, ItemReader(self._type, pointer))


class _AsyncItems:
    """Elements for `async for`. Not an async generator: a dropped one needs the event loop to finish it."""

    def __init__(self, payloads: AsyncIterator[Any], reader: ItemReader) -> None:
        self._payloads, self._reader = payloads, reader
        self._ready: Iterator[Any] = iter(())

    def __aiter__(self) -> _AsyncItems:
        return self

    async def __anext__(self) -> Any:
        while True:
            for item in self._ready:
                return item
            self._ready = self._reader.feed(await self._payloads.__anext__())


class AsyncOutputStreamManager(
    AsyncDeferredContextManager["AsyncOutputStream[T]"],
    Generic[T],
    block="async with client.messages.stream(...) as stream:",
):
    """Async version of `OutputStreamManager`."""

    def __init__(self, open_stream: Callable[[], Awaitable[AsyncStream[Any]]], schema: Schema[T]) -> None:
        self._open_stream, self._schema = open_stream, schema

    async def _open(self) -> AsyncOutputStream[T]:
        return AsyncOutputStream(await self._open_stream(), self._schema)
