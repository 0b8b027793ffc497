"""A response whose body is read while the program uses it: a stream, a download, an unread raw response."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from claudewire._errors.base import APIError
from claudewire._http.decoders import ContentDecoder

from .http_errors import raise_mapped
from .response import ResponseInfo

if TYPE_CHECKING:
    from claudewire._http.async_pool import AsyncResponse
    from claudewire._http.pool import Response


class Observer(Protocol):
    """What is told of the body while it is read; `attempts.AttemptObserver` reports it to the listeners of the call."""

    def add_bytes(self, count: int) -> None: ...
    def watch(self, payloads: Iterator[Any]) -> Iterator[Any]: ...
    def end(
        self,
        *,
        result: Any = None,
        error: APIError | None = None,
        wait: float | None = None,
        reason: str | None = None,
        left: bool = False,
    ) -> None: ...


class ArrivingBody(Protocol):
    """What a slow stream waits for and takes chunks from, without coroutines; the methods are those of `HTTPResponse`."""

    def wait_for_data(self) -> Awaitable[None] | None: ...
    def take_chunk(self) -> bytes: ...


class BaseStreamedResponse:
    """A response with a success status whose body was not read yet.

    Attributes:
        info: Status, headers, attempts.
        stall_timeout: Seconds that a stream may stay without any event but pings; None for no limit.
        observer: Reports the attempt to middleware; None if none listens.
    """

    __slots__ = (
        "_as_received",
        "_deadline",
        "_decoded",
        "_decoder",
        "_response",
        "_retry",
        "info",
        "observer",
        "stall_timeout",
    )

    def __init__(
        self,
        response: Any,
        info: ResponseInfo,
        decoder: ContentDecoder,
        *,
        deadline: float | None,
        stall_timeout: float | None,
        retry: Callable[[APIError], Any],
        observer: Observer | None = None,
    ) -> None:
        self._response, self._decoder, self._deadline, self._retry = response, decoder, deadline, retry
        self.info: ResponseInfo = info
        self.stall_timeout: float | None = stall_timeout
        self.observer: Observer | None = observer
        #: Whether chunks are handed out as they are received: nothing is to be decoded, and nobody counts.
        self._as_received = decoder.is_identity and observer is None
        #: Decoded chunks of what was received last.
        self._decoded: Iterator[bytes] = iter(())

    def _decode(self, received: bytes | None) -> bool:
        """Decode what was received: a chunk, or the end. Returns whether it was a chunk. Raises DecodingError."""
        if received is None:
            self._decoder.finish()
            return False
        if self.observer is not None:
            self.observer.add_bytes(len(received))
        self._decoded = self._decoder.decode(received)
        return True

    @property
    def is_complete(self) -> bool:
        """Whether the body was read to its end."""
        complete: bool = self._response.is_complete
        return complete

    def _observe_end(self) -> None:
        if self.observer is not None:
            self.observer.end(left=not self._response.is_complete)


class StreamedResponse(BaseStreamedResponse):
    """A response whose body a program reads blocking."""

    __slots__ = ()

    _response: Response
    _retry: Callable[[APIError], StreamedResponse]

    def iter_bytes(self) -> Iterator[bytes]:
        """Return an iterator over the decoded body, in chunks as they arrive. It raises what `receive` raises."""
        return iter(self.receive, None)

    def receive(self) -> bytes | None:
        """Return the next chunk of the decoded body; None at the end.

        Raises:
            APIError: the connection broke, or the body is damaged.
        """
        try:
            if self._as_received:
                return self._response.receive()
            while (chunk := next(self._decoded, None)) is None:
                if not self._decode(self._response.receive()):
                    return None
        except Exception as error:
            self.close()
            raise_mapped(error, self._deadline, self.info)
        return chunk

    def set_read_deadline(self, deadline: float | None) -> None:
        """Reads end at this time of the monotonic clock, with an APIConnectionError. None: at the deadline of the call only."""
        self._response.set_read_deadline(deadline)

    def close(self) -> None:
        """Give up the rest of the body. May be called any number of times."""
        self._response.close()
        self._observe_end()

    def retry(self, error: APIError) -> StreamedResponse:
        """Wait as the retry policy says, and send the request again.

        Raises:
            APIError: `error` itself if the policy allows no further attempt, or the error of the last attempt.
        """
        self._response.close()  # the retry policy reports the end of the attempt
        return self._retry(error)


class AsyncStreamedResponse(BaseStreamedResponse):
    """A response whose body a program reads with `async for`."""

    __slots__ = ()

    _response: AsyncResponse
    _retry: Callable[[APIError], Awaitable[AsyncStreamedResponse]]

    def aiter_bytes(self) -> AsyncBodyIterator:
        """Return an iterator over the decoded body, in chunks as they arrive. It raises what `read_chunk` raises."""
        return AsyncBodyIterator(self)

    def direct(self) -> ArrivingBody | None:
        """Return what a slow stream waits for and takes chunks from, without coroutines; None where only `read_chunk` will do."""
        if self.stall_timeout is not None or not self._as_received:
            return None
        direct: Callable[[], ArrivingBody | None] | None = getattr(self._response, "direct", None)
        return None if direct is None else direct()

    async def read_chunk(self) -> bytes | None:
        """Return the next chunk of the decoded body; None at the end.

        Raises:
            APIError: the connection broke, or the body is damaged.
        """
        try:
            if self._as_received:
                return await self._response.read_chunk()
            while (chunk := next(self._decoded, None)) is None:
                if not self._decode(await self._response.read_chunk()):
                    return None
        except Exception as error:
            await self._response.aclose()
            raise_mapped(error, self._deadline, self.info)
        return chunk

    async def aclose(self) -> None:
        """Give up the rest of the body. May be called any number of times."""
        await self._response.aclose()
        self._observe_end()

    async def retry(self, error: APIError) -> AsyncStreamedResponse:
        """Wait as the retry policy says, and send the request again.

        Raises:
            APIError: `error` itself if the policy allows no further attempt, or the error of the last attempt.
        """
        await self._response.aclose()  # the retry policy reports the end of the attempt
        return await self._retry(error)


class AsyncBodyIterator:
    """Decoded chunks for `async for`. Not an async generator: an unfinished one needs its event loop to be closed."""

    __slots__ = ("_response",)

    def __init__(self, response: AsyncStreamedResponse) -> None:
        self._response = response

    def __aiter__(self) -> AsyncBodyIterator:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self._response.read_chunk()
        if chunk is None:
            raise StopAsyncIteration
        return chunk

    async def aclose(self) -> None:
        """Give up the rest of the body."""
        await self._response.aclose()
