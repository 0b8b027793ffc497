# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Iterators that one thread or task at a time may read: another one gets an error, and takes nothing from the first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from ._errors import ConcurrentRead

T = TypeVar("T")


class ReadLock:
    """Held while something is read, in a `with` block. It never waits.

    Args:
        subject: What is read, for the text of the error: `stream`, `list`, …
    """

    __slots__ = ("_free", "_subject")

    def __init__(self, subject: str) -> None:
        # One item while the lock is free. `pop` and `append` are atomic, and three times as fast as those of a `threading.Lock`.
        self._free = [True]
        self._subject = subject

    def __enter__(self) -> None:
        try:
            self._free.pop()
        except IndexError:
            raise self.refusal() from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._free.append(True)

    def refusal(self) -> ConcurrentRead:
        """Return the error for a second reader."""
        return ConcurrentRead(
            f"This {self._subject} is being read at this moment: by another thread or task, or further up by the caller. "
            "Nothing was taken from that reader. Let one of them read, and hand the items to the others, through a queue for example."
        )


class SingleReader(Generic[T]):
    """The items of an iterator.

    Args:
        items: The iterator, such as a generator.
        lock: Held while an item is read. Several views of one source share it.
    """

    __slots__ = ("_give", "_items", "_lock", "_take")

    def __init__(self, items: Iterator[T], lock: ReadLock) -> None:
        self._items, self._lock = items, lock
        self._take, self._give = lock._free.pop, lock._free.append

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        try:
            self._take()
        except IndexError:
            raise self._lock.refusal() from None
        try:
            for item in self._items:
                return item
        finally:
            self._give(True)
        self._end()
        raise StopIteration

    def _end(self) -> None:
        """Called instead of each item after the last. A subclass may raise, if the items ended too early."""

    def close(self) -> None:
        """Close the iterator, if it can be closed. Raises ConcurrentRead while it is read."""
        with self._lock:
            if (close := getattr(self._items, "close", None)) is not None:
                close()


class AsyncSingleReader(Generic[T]):
    """Async version of `SingleReader`.

    Args:
        items: The iterator, such as an async generator.
        lock: Held while an item is read.
    """

    __slots__ = ("_items", "_lock")

    def __init__(self, items: AsyncIterator[T], lock: ReadLock) -> None:
        self._items, self._lock = items, lock

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        with self._lock:
            return await self._items.__anext__()

    async def aclose(self) -> None:
        """Close the iterator, if it can be closed. Raises ConcurrentRead while it is read."""
        with self._lock:
            if (close := getattr(cast("Any", self._items), "aclose", None)) is not None:
                await close()
