"""Where the bytes of a stream come from: an open response that can be watched, drained and opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Final

from ._errors import APIConnectionError, APIError, DeadlineExpired, StreamStalled

if TYPE_CHECKING:
    from ._pipeline import AsyncOpenResponse, OpenResponse
    from ._reading import Payloads, Reader

#: Seconds, and bytes, that the rest of a complete stream may take, so that its connection can be used again. It is seldom more than
#: the end of the last chunk, and a new connection takes no longer than this.
_PATIENCE: Final = 0.25
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

    __slots__ = ("_chunks", "_limit", "connection")

    def __init__(self, connection: OpenResponse) -> None:
        self.connection = connection
        self._chunks = iter(connection.iter_bytes())
        self._limit = _Limit(connection)

    async def read(self, reader: Reader) -> Payloads:
        """All payloads that are still to come."""
        stall_timeout = self.connection.stall_timeout
        chunks = self._chunks if stall_timeout is None else self._in_time(reader, stall_timeout)
        return self._payloads(reader, chunks)

    @staticmethod
    def _payloads(reader: Reader, chunks: Iterator[bytes]) -> Payloads:
        for chunk in chunks:
            yield from reader.payloads(chunk)
            if reader.complete:
                return
        yield from reader.end()

    def _in_time(self, reader: Reader, seconds: float) -> Iterator[bytes]:
        clock, limit = _Clock(seconds), self._limit
        try:
            while True:
                limit.set(clock.due(reader))
                chunk = next(self._chunks, None)
                limit.set(None)
                if chunk is None:
                    return
                yield chunk
        except APIConnectionError as error:
            if limit.passed and not isinstance(error, DeadlineExpired):
                raise StreamStalled(_STALLED) from error
            raise
        finally:
            limit.stop()

    async def drain(self) -> None:
        """Reads the little that follows a complete stream."""
        limit, size = self._limit, 0
        limit.set(monotonic() + _PATIENCE)
        try:
            while size < _REST and (chunk := next(self._chunks, None)) is not None:
                size += len(chunk)
        except APIError:
            pass  # nothing is missing; only the connection is lost
        finally:
            limit.stop()

    async def reopen(self, error: APIError) -> None:
        """Another attempt, after the wait that the policy asks for. Raises `error` where it has none."""
        self.connection = self.connection.reopen(error)
        self._chunks = iter(self.connection.iter_bytes())
        self._limit = _Limit(self.connection)

    async def close(self) -> None:
        self._limit.stop()
        self.connection.close()


class _Limit:
    """When a blocking read is to give up. Connections of our own know how to; others are broken by a thread."""

    __slots__ = ("_connection", "_due", "_watch")

    def __init__(self, connection: OpenResponse) -> None:
        self._connection = connection
        self._due: float | None = None
        self._watch: _Watch | None = None

    def set(self, due: float | None) -> None:
        """From now on it is this moment, on the monotonic clock."""
        self._due = due
        if not self._connection.read_until(due):
            if self._watch is None:
                self._watch = _Watch(self._connection.abort)
            self._watch.due = due

    @property
    def passed(self) -> bool:
        return self._due is not None and monotonic() >= self._due

    def stop(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None


class _Watch:
    """Breaks a connection when it is due."""

    def __init__(self, abort: Callable[[], None]) -> None:
        from threading import Event, Thread

        #: The moment, on the monotonic clock; None while nobody waits.
        self.due: float | None = None
        self._abort = abort
        self._stopped = Event()
        Thread(target=self._run, name="claudewire-watch", daemon=True).start()

    def _run(self) -> None:
        while not self._stopped.wait(_TICK):
            due = self.due
            if due is not None and monotonic() >= due:
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

    async def read(self, reader: Reader) -> Payloads:
        """The payloads of the next chunk."""
        stall_timeout = self.connection.stall_timeout
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
