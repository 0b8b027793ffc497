"""Where the bytes of a stream come from: an open response that can be watched, drained and opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Final

from ._errors import APIError, StreamStalled

if TYPE_CHECKING:
    from ._pipeline import AsyncOpenResponse, OpenResponse
    from ._reading import Payloads, Reader

#: Seconds, and bytes, that the rest of a complete stream may take, so that its connection can be used again.
_PATIENCE: Final = 2.0
_REST: Final = 64 * 1024
#: How late, in seconds, a watch may notice that it is due.
_TICK: Final = 0.1
_STALLED: Final = "Nothing but pings came for too long."


class _Clock:
    """How long a stream may stay without progress. The time that its caller takes for itself does not count."""

    __slots__ = ("_progress", "_seconds", "_since")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._progress = -1
        self._since = 0.0

    def due(self, reader: Reader) -> float:
        """When to give up. Asked before each read."""
        if reader.progress != self._progress:
            self._progress, self._since = reader.progress, monotonic()
        return self._since + self._seconds


class Source:
    """A blocking response. Its methods are coroutines in form only."""

    __slots__ = ("_chunks", "_watch", "connection")

    def __init__(self, connection: OpenResponse) -> None:
        self.connection = connection
        self._chunks = iter(connection.iter_bytes())
        self._watch: _Watch | None = None

    async def read(self, reader: Reader, stall_timeout: float | None) -> Payloads:
        """All payloads that are still to come."""
        chunks = self._chunks if stall_timeout is None else self._watched(reader, stall_timeout)
        return self._payloads(reader, chunks)

    @staticmethod
    def _payloads(reader: Reader, chunks: Iterator[bytes]) -> Payloads:
        for chunk in chunks:
            yield from reader.payloads(chunk)
            if reader.complete:
                return
        yield from reader.end()

    def _watched(self, reader: Reader, seconds: float) -> Iterator[bytes]:
        clock = _Clock(seconds)
        self._watch = watch = _Watch(self.connection.abort)
        try:
            while True:
                watch.due = clock.due(reader)
                chunk = next(self._chunks, None)
                watch.due = None
                if chunk is None:
                    return
                yield chunk
        except APIError as error:
            if watch.expired:
                raise StreamStalled(_STALLED) from error
            raise
        finally:
            watch.stop()

    async def drain(self) -> None:
        """Reads the little that follows a complete stream."""
        watch, size = _Watch(self.connection.abort), 0
        watch.due = monotonic() + _PATIENCE
        try:
            while size < _REST and (chunk := next(self._chunks, None)) is not None:
                size += len(chunk)
        except APIError:
            pass  # nothing is missing; only the connection is lost
        finally:
            watch.stop()

    async def reopen(self, error: APIError) -> None:
        """Another attempt, after the wait that the policy asks for. Raises `error` where it has none."""
        self.connection = self.connection.reopen(error)
        self._chunks = iter(self.connection.iter_bytes())

    async def close(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        self.connection.close()


class _Watch:
    """Breaks a connection when it is due. A blocking read has no other end before its own timeout."""

    def __init__(self, abort: Callable[[], None]) -> None:
        from threading import Event, Thread

        #: The moment, on the monotonic clock; None while nobody waits.
        self.due: float | None = None
        self.expired = False
        self._abort = abort
        self._stopped = Event()
        Thread(target=self._run, name="claudewire-watch", daemon=True).start()

    def _run(self) -> None:
        while not self._stopped.wait(_TICK):
            due = self.due
            if due is not None and monotonic() >= due:
                self.expired = True
                self._abort()
                return

    def stop(self) -> None:
        self._stopped.set()


class AsyncSource:
    """The same, awaited."""

    __slots__ = ("_chunks", "_clock", "connection")

    def __init__(self, connection: AsyncOpenResponse) -> None:
        self.connection = connection
        self._clock: _Clock | None = None
        self._chunks = connection.aiter_bytes()

    async def read(self, reader: Reader, stall_timeout: float | None) -> Payloads:
        """The payloads of the next chunk."""
        if stall_timeout is None:
            chunk = await anext(self._chunks, None)
        else:
            chunk = await self._in_time(reader, stall_timeout)
        return reader.end() if chunk is None else reader.payloads(chunk)

    async def _in_time(self, reader: Reader, seconds: float) -> bytes | None:
        from anyio import move_on_after

        if self._clock is None:
            self._clock = _Clock(seconds)
        with move_on_after(max(self._clock.due(reader) - monotonic(), 0.0)):
            return await anext(self._chunks, None)
        raise StreamStalled(_STALLED)

    async def drain(self) -> None:
        from anyio import move_on_after

        size = 0
        try:
            with move_on_after(_PATIENCE):
                while size < _REST and (chunk := await anext(self._chunks, None)) is not None:
                    size += len(chunk)
        except APIError:
            pass  # nothing is missing; only the connection is lost

    async def reopen(self, error: APIError) -> None:
        await self._chunks.aclose()
        self.connection = await self.connection.reopen(error)
        self._clock = None
        self._chunks = self.connection.aiter_bytes()

    async def close(self) -> None:
        await self._chunks.aclose()
        await self.connection.aclose()
