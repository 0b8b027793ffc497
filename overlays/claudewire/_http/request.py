"""The request that a connection sends."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Final, Protocol, cast

Headers = list[tuple[bytes, bytes]]
#: Seconds for each step (connect, read, write, pool); None waits without limit.
Timeouts = Mapping[str, "float | None"]


def cap_timeouts(timeouts: Timeouts, deadline: float | None) -> Timeouts:
    """Return `timeouts` (seconds) with each value capped at the time left until `deadline`."""
    if deadline is None:
        return timeouts
    left = max(deadline - time.monotonic(), 0.001)
    return {name: left if value is None else min(value, left) for name, value in timeouts.items()}


class HeaderList(list[tuple[bytes, bytes]]):
    """Headers whose representation hides them, for tracebacks that show variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} headers>"

    # Tools that report errors ask for these, and otherwise show what is in a list.
    __sentry_repr__ = __repr__

    def __rich_repr__(self) -> Iterator[str]:
        yield repr(self)


class HeadBytes(bytes):
    """The head of a request, whose representation hides it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<head of {len(self)} bytes>"


class Streamed(Protocol):
    """A body that is read while it is sent, by `for` or by `async for`."""

    def __iter__(self) -> Iterator[bytes]: ...
    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Request:
    """One attempt to send a request.

    Attributes:
        method: In upper case.
        url: Absolute.
        headers: Names in lower case. The caller has checked them; they include `host` and the length of the body.
        body: Object with `__iter__`, `__aiter__` and `aclose`.
        timeouts: Seconds by step: connect, read, write, pool.
        deadline: When the request must be over, on the monotonic clock; None for never.
        rewindable: Whether the body can be sent again. One that cannot is never sent over a connection that has been idle,
            because the server may have closed it.
        target: The request target of the request line. The connection sets it.
    """

    __slots__ = ("body", "deadline", "headers", "method", "rewindable", "target", "timeouts", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Headers,
        body: bytes | Streamed | None,
        *,
        timeouts: Timeouts,
        deadline: float | None = None,
        rewindable: bool = True,
    ) -> None:
        self.method: bytes = method.encode()
        self.url: str = url
        self.headers: Headers = headers
        self.body: BytesBody | StreamBody = (
            EMPTY if body is None else BytesBody(body) if isinstance(body, bytes) else StreamBody(body)
        )
        self.timeouts: Timeouts = timeouts
        self.deadline: float | None = deadline
        self.rewindable: bool = rewindable
        self.target: bytes = b""


class BytesBody:
    """A body in memory. Its iterators are not generators, so a cancelled request can drop one without finishing it."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data: bytes = data

    def __iter__(self) -> Iterator[bytes]:
        return iter((self.data,)) if self.data else iter(())

    def __aiter__(self) -> AsyncIterator[bytes]:
        return AsyncIter(self)

    async def aclose(self) -> None:
        pass


EMPTY: Final = BytesBody(b"")


class StreamBody:
    """A body that is read while it is sent."""

    __slots__ = ("_chunks", "_source")

    def __init__(self, source: Streamed) -> None:
        self._source = source
        self._chunks: Any = None

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._source)

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._chunks = self._source.__aiter__()
        return cast("AsyncIterator[bytes]", self._chunks)

    async def aclose(self) -> None:
        """Close the files of a body that was not sent to its end."""
        if self._chunks is not None:
            await self._chunks.aclose()


class AsyncIter:
    """An ordinary iterator for `async for`."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[bytes]) -> None:
        self._items = iter(items)

    def __aiter__(self) -> AsyncIter:
        return self

    async def __anext__(self) -> bytes:
        for item in self._items:
            return item
        raise StopAsyncIteration
