"""Streams as a sync program holds them: `Stream` and `MessageStream`. The async versions are in `async_stream`.

A stream is no part of a reference cycle: one that is dropped closes its connection immediately.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from claudewire._context import ContextManagerMixin, DeferredContextManager
from claudewire._errors.base import APIError, ConfigurationError
from claudewire._http.network.sync_stream import run_blocking
from claudewire_api._errors import SuggestsAttributes
from claudewire_api._model import texts_of
from claudewire_api._readers import ReadLock, SingleReader

from .state import StreamState, SyncStreamState

if TYPE_CHECKING:
    from claudewire._call.responses.open_response import OpenResponse
    from claudewire._call.responses.streamed import StreamedResponse
    from claudewire_api import models
    from claudewire_api._call import Call

    from .continuation import Continuation
    from .events import MessageStreamEvent

T = TypeVar("T")
P = TypeVar("P")


class BaseStream(SuggestsAttributes, Generic[P]):
    """What all streams have. `P` is the iterator over the payloads."""

    _hints: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("content", "get_final_message", "get_final_text", "stop_reason", "text", "text_stream", "until_done", "usage"),
        "These are the events of a stream: read them in a loop, or use `client.messages.stream(...)`.",
    )
    #: Lets one thread or task at a time read an iterator.
    _single_reader: ClassVar[Any]
    #: The iterator that a tracer has put in the place of `_iterator`.
    _traced: Any = None

    def __init__(self, state: StreamState, payloads: P) -> None:
        self._state = state
        self._payloads = payloads
        #: Held while the program reads, in whichever way: the next payload, and what is made of it.
        self._reading = ReadLock("stream")

    def __repr__(self) -> str:
        state = self._state
        way = "closed" if state.closed else "read it in a loop"
        return (
            f"<{type(self).__name__} of {state.call.operation.id}: {state.reader.events_seen} events up to here, {way}>"
        )

    def _untraced(self) -> Any:
        """Return an iterator over what a program reads."""
        raise NotImplementedError

    @property
    def _iterator(self) -> Any:
        """What a program reads. Tracers wrap it, and put the wrapper in its place."""
        return self._untraced() if self._traced is None else self._traced

    @_iterator.setter
    def _iterator(self, iterator: Any) -> None:
        self._traced = self._single_reader(iterator, ReadLock("stream"))

    @property
    def request_id(self) -> str | None:
        """The `request-id` header: the number that support asks for."""
        return self._state.info.request_id


class Subscriptable:
    """A class that annotations may give a type of output, as officially: `MessageStream[Answer]`. It changes nothing."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, kind: Any) -> Any:
            return super().__class_getitem__(kind) if cls.__parameters__ else cls


class MessageMixin(Subscriptable):
    """What the streams of a message have."""

    _hints: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("content", "stop_reason", "text", "usage"),
        "Read the stream first: `stream.get_final_message()` is the message.",
    )
    #: What a tracer has put in the place of `text_stream`.
    _texts: Any = None

    _state: StreamState

    @property
    def current_message_snapshot(self) -> models.Message:
        """The message received up to now.

        Raises:
            RuntimeError: no event has been read.
        """
        return self._state.snapshot()

    def observe(
        self,
        observer: Callable[[dict[str, Any], dict[str, Any] | None], None],
        on_failure: Callable[[APIError], None] | None = None,
    ) -> None:
        """Call `observer` with each event when it is read, in whichever way the stream is read.

        Args:
            observer: Its arguments are the event of the API as JSON and, for `content_block_stop`, the complete block.
            on_failure: Called with the error that interrupts the stream, before it is raised.
        """
        self._state.observer, self._state.on_failure = observer, on_failure

    def continue_from(self, partial: models.Message | None = None) -> Continuation:
        """Return the request that continues this message after an interruption; see `claudewire.continuation`. Sends nothing.

        Args:
            partial: The message received before the interruption; by default, what this stream has received.

        Raises:
            RequestInvalid: the message cannot be continued; the error says why.
        """
        return self._state.continuation(partial)


def text_of_payload(payload: Any) -> str | None:
    """Return the text of a `text_delta`; None for any other payload."""
    if payload["type"] == "content_block_delta":
        delta = payload["delta"]
        if delta["type"] == "text_delta":
            text: str = delta["text"]
            return text
    return None


def text_of_message(message: models.Message) -> str:
    """Return the joined text blocks of a message. Raises RuntimeError if there are none."""
    texts = texts_of(message.content)
    if not texts:
        types = ", ".join(str(block.type) for block in message.content) or "nothing"
        raise RuntimeError(f"the message has no text; it holds {types}")
    return "".join(texts)


# Functions, not methods: a generator must not hold the stream that holds it.


def _read_payloads(state: StreamState) -> Iterator[Any]:
    try:
        while (payloads := run_blocking(state.next_payloads())) is not None:
            try:
                yield from payloads
            except APIError as error:
                run_blocking(state.retry(error))
    finally:
        run_blocking(state.close())


def _read_events(payloads: Iterator[Any], state: StreamState) -> Iterator[Any]:
    for payload in payloads:
        yield from state.events(payload)


def _read_texts(payloads: Iterator[Any], state: StreamState) -> Iterator[str]:
    state.check_unread()
    for payload in payloads:
        if (text := text_of_payload(payload)) is not None:
            yield text
    state.check_complete()


def _next(items: Iterator[Any], state: StreamState) -> Any:
    """Return the next item of the iterator that a tracer may have put in. After an error, that one may be silent."""
    try:
        return next(items)
    except StopIteration:
        state.check_complete()
        raise


class StreamReader(SingleReader[T]):
    """What a program reads of a stream: events, texts, items. It fails each time when the stream was left or was interrupted.

    Args:
        items: The iterator.
        stream: The stream.
    """

    __slots__ = ("_state",)

    def __init__(self, items: Iterator[T], stream: BaseStream[Any]) -> None:
        super().__init__(items, stream._reading)  # pyright: ignore[reportPrivateUsage]
        self._state = stream._state  # pyright: ignore[reportPrivateUsage]

    def _end(self) -> None:
        self._state.check_complete()

    def close(self) -> None:
        """Close the stream. Raises ConcurrentRead while it is read."""
        with self._lock:
            run_blocking(self._state.close())


class _SyncBase(ContextManagerMixin, BaseStream[Iterator[Any]]):
    """What all sync streams have."""

    _single_reader = SingleReader

    @property
    def response(self) -> OpenResponse:
        """Status, headers and attempts of the response; closing it closes the stream."""
        from claudewire._call.responses.open_response import OpenResponse

        return OpenResponse(self._state.info, self.close, closed=self._state.closed)

    def close(self) -> None:
        """Close the response; unread data is discarded. Further calls do nothing."""
        run_blocking(self._state.close())


def not_a_stream(value: Any) -> ConfigurationError:
    """Return the error for what middleware has returned in the place of a stream."""
    return ConfigurationError(
        f"a stream was asked for, and middleware returned a {type(value).__name__}: return what the call has returned"
    )


class Stream(_SyncBase, Generic[T]):
    """Events or lines, as they arrive. Read the stream to its end, close it, or use it in a `with` block.

    Reading raises, in addition to the errors of any call:
        StreamTruncated: the response ended before it was complete.
        StreamStalled: no event but pings arrived for `stall_timeout` seconds.
        StreamClosed: you closed the stream, or left its `with` block, before its end.
        StreamError: the response is not a valid stream.
    All of them have `partial_message`, `events_seen` and `request_id`. A failure before any content is retried as the client's
    retry policy says; a later failure is raised.

    Args:
        call: The call that was sent; it says what its events become.
        response: The open response.
    """

    def __init__(self, call: Call[T], response: StreamedResponse) -> None:
        state = SyncStreamState(call, response)
        super().__init__(state, _read_payloads(state))
        self._decoded: Iterator[T] = StreamReader(map(call.decode, self._payloads), self)

    def _untraced(self) -> Iterator[T]:
        return self._decoded

    def __iter__(self) -> Iterator[T]:
        self._state.check_unread()
        return self._decoded if self._traced is None else self._traced

    def __next__(self) -> T:
        item: T = _next(self._decoded if self._traced is None else self._traced, self._state)
        return item


class MessageStream(MessageMixin, _SyncBase):
    """The events of one message, and the message that they add up to.

    Args:
        stream: The events of the API.
    """

    def __init__(self, stream: Stream[Any]) -> None:
        try:
            super().__init__(stream._state, stream._payloads)
        except AttributeError:
            raise not_a_stream(stream) from None
        self._events: Iterator[MessageStreamEvent] = StreamReader(_read_events(self._payloads, self._state), self)
        if stream._traced is not None:
            self._raw_stream = stream._traced

    def _untraced(self) -> Iterator[MessageStreamEvent]:
        return self._events

    def __iter__(self) -> Iterator[MessageStreamEvent]:
        if self._texts is None:  # a tracer that replaces `text_stream` may read to the end again
            self._state.check_unread()
        return self._events if self._traced is None else self._traced

    def __next__(self) -> MessageStreamEvent:
        event: MessageStreamEvent = _next(self._events if self._traced is None else self._traced, self._state)
        return event

    @property
    def _raw_stream(self) -> Iterator[Any]:
        """The events of the API, for tracers: as `_iterator`."""
        return map(self._state.call.decode, self._payloads)

    @_raw_stream.setter
    def _raw_stream(self, events: Iterator[Any]) -> None:
        self._payloads = (event.to_dict() for event in events)
        self._events = StreamReader(_read_events(self._payloads, self._state), self)

    @property
    def text_stream(self) -> Iterator[str]:
        """The text of the message, in the fragments in which it arrives."""
        if self._texts is not None:
            texts: Iterator[str] = self._texts
            return texts
        if self._traced is not None:
            return SingleReader((event.text for event in self._traced if event.type == "text"), ReadLock("stream"))
        return StreamReader(_read_texts(self._payloads, self._state), self)

    @text_stream.setter
    def text_stream(self, texts: Iterator[str]) -> None:
        self._texts = texts

    def until_done(self) -> None:
        """Read to the end. Raises APIError if the stream is interrupted, or was closed before its end."""
        if self._traced is None:
            with self._reading:
                deque(self._payloads, maxlen=0)
        else:
            deque(self._traced, maxlen=0)
        self._state.check_complete()

    def get_final_message(self) -> models.Message:
        """Read to the end and return the complete message.

        Raises:
            APIError: the stream was interrupted, or you left it before its end; `partial_message` is what had been received.
        """
        self.until_done()
        return self._state.message()

    def get_final_text(self) -> str:
        """Read to the end and return all text of the message as one string.

        Raises:
            APIError: the stream was interrupted.
            RuntimeError: the message has no text.
        """
        return text_of_message(self.get_final_message())


class Opener:
    """Opens the stream of a manager, and keeps it: a tracer may return an iterator of its own in the place of the stream."""

    def __init__(self, open_stream: Callable[[], Any]) -> None:
        self._open_stream = open_stream
        self._stream: Any = None

    def open(self) -> Any:
        """Return the stream."""
        self._stream = self._open_stream()
        return self._stream

    def __await__(self) -> Generator[Any, None, Any]:
        opening: Generator[Any, None, Any] = self._open_stream().__await__()
        stream = yield from opening
        self._stream = stream
        return stream

    def traced(self, make: Callable[[Any], T], opened: Any) -> T:
        """Return what `make` makes of the stream. It reads the events from `opened`, if that is not the stream."""
        made: Any = make(self._stream)
        if opened is not self._stream:
            made._raw_stream = opened
        return cast("T", made)


class MessageStreamManager(
    Subscriptable, DeferredContextManager["MessageStream"], block="with client.messages.stream(...) as stream:"
):
    """`with client.messages.stream(...) as stream:` sends the request; the end of the block closes the stream.

    Args:
        open_stream: A function that sends the request and returns the stream.
    """

    def __init__(self, open_stream: Callable[[], Stream[Any]]) -> None:
        self._opener = Opener(open_stream)
        self.__api_request: Callable[[], Any] = self._opener.open  # tracers wrap it under this name

    def _open(self) -> MessageStream:
        opened = self.__api_request()
        return self._opener.traced(MessageStream, opened)
