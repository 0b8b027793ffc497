"""Where the bytes of a stream come from: an open response that can be watched, drained and opened again."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Final

from ._errors import APIError, StreamStalled

if TYPE_CHECKING:
    from ._pipeline import AsyncOpenResponse, OpenResponse

#: Seconds, and bytes, that the rest of a complete stream may take, so that its connection can be used again.
_PATIENCE: Final = 2.0
_REST: Final = 64 * 1024
#: How late, in seconds, a watch may notice that it is due.
_TICK: Final = 0.1


class Source:
    """A blocking response. Its methods are coroutines in form only."""

    __slots__ = ("_chunks", "_watch", "connection")

    def __init__(self, connection: OpenResponse) -> None:
        self.connection = connection
        self._chunks = iter(connection.iter_bytes())
        self._watch: _Watch | None = None

    async def chunk(self, within: float | None) -> bytes | None:
        """The next bytes, None at the end.

        Raises:
            StreamStalled: it took longer than `within` seconds.
        """
        if within is None:
            return next(self._chunks, None)
        if self._watch is None:
            self._watch = _Watch(self.connection.abort)
        watch = self._watch
        watch.due = monotonic() + within
        try:
            return next(self._chunks, None)
        except APIError as error:
            if watch.expired:
                raise StreamStalled("Nothing but pings came for too long.") from error
            raise
        finally:
            watch.due = None

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
            self._watch = None
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

    __slots__ = ("_chunks", "connection")

    def __init__(self, connection: AsyncOpenResponse) -> None:
        self.connection = connection
        self._chunks = connection.aiter_bytes()

    async def chunk(self, within: float | None) -> bytes | None:
        if within is None:
            return await anext(self._chunks, None)
        from anyio import move_on_after

        with move_on_after(within):
            return await anext(self._chunks, None)
        raise StreamStalled("Nothing but pings came for too long.")

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
        self._chunks = self.connection.aiter_bytes()

    async def close(self) -> None:
        await self._chunks.aclose()
        await self.connection.aclose()
