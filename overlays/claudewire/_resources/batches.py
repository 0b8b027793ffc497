"""`client.messages.batches`, with what users ask for beyond the generated methods."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from claudewire._errors import DeadlineExpired, RequestInvalid
from claudewire._request import encode
from claudewire_api.resources.messages_batches import AsyncMessagesBatches as _AsyncBatches
from claudewire_api.resources.messages_batches import MessagesBatches as _Batches

from .views import Views

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._arguments import CallOptions
    from claudewire_api import models, params

#: Limits of one batch.
MAX_BATCH_REQUESTS: Final = 100_000
MAX_BATCH_BYTES: Final = 256 * 1024 * 1024
#: Polling: seconds before the second look, growth, and the longest pause.
_FIRST_PAUSE, _GROWTH, _LONGEST_PAUSE = 1.0, 1.5, 60.0


def pauses(interval: float | None) -> Iterator[float]:
    """Seconds between two looks at a batch: always the same, or longer and longer."""
    pause = interval or _FIRST_PAUSE
    while True:
        yield pause
        if interval is None:
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)


class _Chunks:
    """Collects requests into batches that the API takes."""

    def __init__(self, max_requests: int, max_bytes: int) -> None:
        self._max_requests, self._max_bytes = max_requests, max_bytes
        self._requests: list[Any] = []
        self._empty = len(b'{"requests":[]}')
        self._size = self._empty
        self._ids: set[Any] = set()

    def add(self, request: Any) -> list[Any] | None:
        """Takes a request; gives a batch that is full without it."""
        full = None
        size = len(encode({"": request})) - len(b'{"":}') + 1
        if size + self._empty > self._max_bytes:
            raise RequestInvalid(f"one request has {size:,} bytes, and a batch takes {self._max_bytes:,}")
        fields = cast("Mapping[str, Any]", request if isinstance(request, Mapping) else vars(request))
        custom_id = fields.get("custom_id")
        if custom_id in self._ids:
            raise RequestInvalid(f"custom_id {custom_id!r} comes twice: its results could not be told apart")
        self._ids.add(custom_id)
        if len(self._requests) >= self._max_requests or self._size + size > self._max_bytes:
            full = self.take()
        self._requests.append(request)
        self._size += size
        return full

    def take(self) -> list[Any]:
        requests, self._requests, self._size = self._requests, [], self._empty
        return requests


def _waited_too_long(batch: Any, timeout: float) -> DeadlineExpired:
    return DeadlineExpired(
        f"batch {batch.id} is still {batch.processing_status} after {timeout:g} s", is_retryable=True
    )


class Batches(Views, _Batches):
    """`client.messages.batches`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Batches

    def wait(
        self,
        message_batch_id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        on_progress: Callable[[models.MessageBatch], Any] | None = None,
    ) -> models.MessageBatch:
        """Look at a batch again and again until it has ended.

        Args:
            message_batch_id: Its id.
            timeout: Seconds after which to give up; None waits as long as the API works on it.
            poll_interval: Seconds between two looks; None begins with 1 and goes up to 60.
            on_progress: Called with the batch after each look.

        Raises:
            DeadlineExpired: it has not ended in `timeout` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        for pause in pauses(poll_interval):
            batch = self.retrieve(message_batch_id)
            if on_progress is not None:
                on_progress(batch)
            if batch.processing_status == "ended":
                return batch
            if end is not None and time.monotonic() + pause > end:
                raise _waited_too_long(batch, cast("float", timeout))
            time.sleep(pause)
        raise AssertionError

    def results_by_id(
        self, message_batch_id: str, **options: Unpack[CallOptions]
    ) -> dict[str, models.MessageBatchIndividualResponse]:
        """All results, by `custom_id`. They are held in memory at once; `results()` gives one after the other."""
        with self.results(message_batch_id, **options) as results:
            return {result.custom_id: result for result in results}

    def submit(
        self,
        requests: Iterable[params.BatchRequestParam],
        *,
        max_requests: int = MAX_BATCH_REQUESTS,
        max_bytes: int = MAX_BATCH_BYTES,
        **options: Unpack[CallOptions],
    ) -> list[models.MessageBatch]:
        """Any number of requests, in as many batches as the limits of the API ask for: 100,000 requests and 256 MB each.

        Raises:
            RequestInvalid: a `custom_id` comes twice, or a single request is too large.
        """
        chunks, batches = _Chunks(max_requests, max_bytes), list["models.MessageBatch"]()
        for request in requests:
            if (full := chunks.add(request)) is not None:
                batches.append(self.create(requests=full, **options))
        if rest := chunks.take():
            batches.append(self.create(requests=rest, **options))
        return batches


class AsyncBatches(Views, _AsyncBatches):
    """`client.messages.batches`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Batches

    async def wait(
        self,
        message_batch_id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        on_progress: Callable[[models.MessageBatch], Any] | None = None,
    ) -> models.MessageBatch:
        """Look at a batch again and again until it has ended; see `Batches.wait`."""
        from anyio import sleep

        end = None if timeout is None else time.monotonic() + timeout
        for pause in pauses(poll_interval):
            batch = await self.retrieve(message_batch_id)
            if on_progress is not None:
                on_progress(batch)
            if batch.processing_status == "ended":
                return batch
            if end is not None and time.monotonic() + pause > end:
                raise _waited_too_long(batch, cast("float", timeout))
            await sleep(pause)
        raise AssertionError

    async def results_by_id(
        self, message_batch_id: str, **options: Unpack[CallOptions]
    ) -> dict[str, models.MessageBatchIndividualResponse]:
        """All results, by `custom_id`. They are held in memory at once; `results()` gives one after the other."""
        async with await self.results(message_batch_id, **options) as results:
            return {result.custom_id: result async for result in results}

    async def submit(
        self,
        requests: Iterable[params.BatchRequestParam] | AsyncIterable[params.BatchRequestParam],
        *,
        max_requests: int = MAX_BATCH_REQUESTS,
        max_bytes: int = MAX_BATCH_BYTES,
        **options: Unpack[CallOptions],
    ) -> list[models.MessageBatch]:
        """Any number of requests, in as many batches as the limits of the API ask for; see `Batches.submit`."""
        chunks, batches = _Chunks(max_requests, max_bytes), list["models.MessageBatch"]()
        async for request in _each(requests):
            if (full := chunks.add(request)) is not None:
                batches.append(await self.create(requests=full, **options))
        if rest := chunks.take():
            batches.append(await self.create(requests=rest, **options))
        return batches


async def _each(items: Iterable[Any] | AsyncIterable[Any]) -> AsyncIterator[Any]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
