"""The responses of several models as one response that is still to be read. It looks like a `StreamedResponse`.

The steps are coroutines. In the blocking form they never suspend.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from claudewire._errors.base import APIError
from claudewire._http.network.sync_stream import run_blocking
from claudewire._platform import DIRECT_DIALECT
from claudewire._stream.sse import EventDecoder

from .hops import Hops
from .splicer import StreamSplicer


class _Spliced:
    """What both forms share. `_read` is the one step that differs."""

    def __init__(self, hops: Hops, response: Any) -> None:
        self._hops = hops
        self._chunks: Any = None
        self._adopt(response)
        make_decoder = self._response.info.dialect.decoder
        self._splicer = StreamSplicer(hops.chain, make_decoder or EventDecoder)

    def _adopt(self, result: Any) -> None:
        """Goes on with a response: an open one, or that of a stream or a raw response."""
        response = result._state.response if hasattr(result, "_state") else getattr(result, "_open", result)
        self._response, self._chunks = response, None
        self.info: Any = response.info
        if (
            response.info.dialect.decoder is not None
        ):  # what comes out are server-sent events, whatever the platform sends
            self.info = copy.copy(response.info)
            self.info.dialect = DIRECT_DIALECT

    @property
    def observer(self) -> Any:
        """Reports the attempt of the part that is read."""
        return self._response.observer

    @property
    def is_complete(self) -> bool:
        """Whether the whole was read to its end."""
        return bool(self._splicer.is_complete and self._response.is_complete)

    @property
    def stall_timeout(self) -> float | None:
        """Seconds that the stream may stay without any event but pings."""
        seconds: float | None = self._response.stall_timeout
        return seconds

    async def next_chunk(self) -> bytes | None:
        """Returns the next bytes of the whole; None at the end. Asks the next model where one has declined.

        Raises:
            APIError: reading failed, or the last model could not be asked for a reason of the request itself.
        """
        while True:
            if (
                self._splicer.goes_on
            ):  # not before what came until here was handed out: the next model may be out of reach
                if end := await self._go_on():
                    return end
                continue
            chunk = await self._read()
            if self._splicer.is_complete:
                return chunk
            if chunk is None:
                return self._splicer.feed_eof() or None
            out = self._splicer.feed(chunk)
            if self._splicer.is_complete:
                self._hops.finish()
                self._end_attempt()  # with the last part, and not with the whole
            if out:
                return out

    async def _go_on(self) -> bytes:
        """Opens the response of the next model that can be reached; returns the end of the whole if there is none."""
        await self._close_part()
        opened = await self._hops.next_result()
        if opened is None:
            return self._splicer.give_up()
        self._adopt(opened)
        self._splicer.begin()
        return b""

    async def _retried(self, error: APIError) -> Self:
        """Sends the request of this part again, or goes to the next model if the retry policy has given up."""
        try:
            again = self._response.retry(error)
            response = await again if inspect.isawaitable(again) else again
        except APIError as last:
            response = await self._hops.next_after(last)
        self._adopt(response)
        self._splicer.begin()
        return self

    async def _read(self) -> bytes | None:
        raise NotImplementedError

    async def _close_part(self) -> None:
        raise NotImplementedError

    def _end_attempt(self) -> None:
        if (observer := self.observer) is not None:
            observer.end(result=self._hops.last_message())


class SplicedResponse(_Spliced):
    """For `Claude`."""

    async def _read(self) -> bytes | None:
        if self._chunks is None:
            self._chunks = self._response.iter_bytes()
        chunk: bytes | None = next(self._chunks, None)
        return chunk

    async def _close_part(self) -> None:
        self._end_attempt()
        self._response.close()

    def iter_bytes(self) -> Iterator[bytes]:
        """Yields the bytes of the whole, as they arrive. Raises APIError."""
        while (chunk := run_blocking(self.next_chunk())) is not None:
            yield chunk

    def set_read_deadline(self, deadline: float | None) -> None:
        """Reads end at this time of the monotonic clock."""
        self._response.set_read_deadline(deadline)

    def close(self) -> None:
        """Gives up the rest."""
        self._response.close()

    def retry(self, error: APIError) -> Self:
        """Waits as the retry policy says, and sends the request again. Raises APIError."""
        return run_blocking(self._retried(error))


class AsyncSplicedResponse(_Spliced):
    """For `AsyncClaude`."""

    async def _read(self) -> bytes | None:
        if self._chunks is None:
            self._chunks = self._response.aiter_bytes()
        try:
            chunk: bytes = await self._chunks.__anext__()
        except StopAsyncIteration:
            return None
        return chunk

    async def _close_part(self) -> None:
        self._end_attempt()
        await self._response.aclose()

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Returns an iterator over the bytes of the whole. It raises APIError."""
        return _Chunks(self)

    def direct(self) -> None:
        """Returns None: a chunk of one response may not be one of the whole."""

    async def aclose(self) -> None:
        """Gives up the rest."""
        await self._response.aclose()

    async def retry(self, error: APIError) -> Self:
        """Waits as the retry policy says, and sends the request again. Raises APIError."""
        return await self._retried(error)


class _Chunks:
    """Not an async generator: an unfinished one needs its event loop to be closed."""

    def __init__(self, response: AsyncSplicedResponse) -> None:
        self._response = response

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if (chunk := await self._response.next_chunk()) is None:
            raise StopAsyncIteration
        return chunk
