"""The calls of the Message Batches API that a run needs, blocking or not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any, Final

from claudewire.bulk.loops.workers import Workers

#: Seconds for a call that begins at the deadline of the run: an argument is above 0.
_AT_ONCE: Final = 0.001


class BatchCalls:
    """The calls about batches, for a blocking or an asynchronous client. Only a creation outlasts the deadline of the run."""

    def __init__(
        self, client: Any, workers: Workers, seconds_left: Callable[[], float | None], *, is_async: bool
    ) -> None:
        self._batches, self._workers, self._is_async = client.messages.batches, workers, is_async
        self._seconds_left = seconds_left

    def _within(self) -> dict[str, float]:
        left = self._seconds_left()
        return {} if left is None else {"deadline": max(left, _AT_ONCE)}

    async def create(self, requests: list[Any]) -> Any:
        """Create a batch, in one attempt: a second one might create a second batch."""
        return await self._workers.resolve(self._batches.create(requests=requests, max_retries=0))

    async def retrieve(self, id: str) -> Any:
        """Return a batch."""
        return await self._workers.resolve(self._batches.retrieve(id, **self._within()))

    async def newest(self) -> list[Any]:
        """Return the newest batches."""
        page = await self._workers.resolve(self._batches.list(limit=1000, **self._within()))
        return list(page.data)

    async def lines(self, id: str) -> AsyncIterator[Any]:
        """Yield the lines of the results."""
        if self._is_async:
            async with await self._batches.results(id, **self._within()) as stream:
                async for line in stream:
                    yield line
            return
        with self._batches.results(id, **self._within()) as stream:
            for line in stream:
                yield line
