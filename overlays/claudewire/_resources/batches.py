"""`client.messages.batches`, with methods beyond the generated ones."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from claudewire._call.requests.request import encode
from claudewire._callbacks import call_back
from claudewire._errors.base import DeadlineExpired
from claudewire._secrets import conceal
from claudewire_api._call import MappedCaller
from claudewire_api._errors import RequestInvalid
from claudewire_api.resources.messages_batches import AsyncMessagesBatches as _AsyncBatches
from claudewire_api.resources.messages_batches import MessagesBatches as _Batches

from .views import RawViews

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._resources.arguments import CallOptions, StreamOptions
    from claudewire_api import models, params

    from .raw_methods import (  # noqa: F401  # in strings: nothing loads it
        AsyncBatchesWithRawResponse,
        AsyncBatchesWithStreamingResponse,
        BatchesWithRawResponse,
        BatchesWithStreamingResponse,
    )

#: Limits of one batch.
MAX_BATCH_REQUESTS: Final = 100_000
MAX_BATCH_BYTES: Final = 256 * 1024 * 1024
#: Polling: seconds between the first two polls, growth factor, and longest delay in seconds.
_FIRST_DELAY, _GROWTH, _MAX_DELAY = 1.0, 1.5, 60.0


def poll_delays(interval: float | None) -> Iterator[float]:
    """Yield the seconds between polls: always `interval`, or, if that is None, growing from 1 to 60."""
    delay = interval or _FIRST_DELAY
    while True:
        yield delay
        if interval is None:
            delay = min(delay * _GROWTH, _MAX_DELAY)


class BatchSplitter:
    """Groups requests into batches within the limits of the API.

    Args:
        max_requests: Most requests of one batch.
        max_bytes: Most bytes of the body of one batch.
    """

    def __init__(self, max_requests: int, max_bytes: int) -> None:
        self._max_requests, self._max_bytes = max_requests, max_bytes
        self._requests: list[Any] = []
        self._empty_size = len(b'{"requests":[]}')
        self._size = self._empty_size
        self._ids: set[Any] = set()

    def add(self, request: Any) -> list[Any] | None:
        """Add a request. Returns a full batch, which does not include it, or None.

        Raises:
            RequestInvalid: the request is larger than a batch, or its `custom_id` was used before.
        """
        full = None
        if not isinstance(request, Mapping) and not hasattr(request, "__dict__"):
            raise RequestInvalid(f"a request of a batch must be a mapping, not {type(request).__name__}")
        size = len(encode({"": request})) - len(b'{"":}') + 1
        if size + self._empty_size > self._max_bytes:
            raise RequestInvalid(f"one request has {size:,} bytes, but a whole batch may have {self._max_bytes:,}")
        fields = cast("Mapping[str, Any]", request if isinstance(request, Mapping) else vars(request))
        custom_id = fields.get("custom_id")
        if custom_id in self._ids:
            raise RequestInvalid(f"custom_id {custom_id!r} is used twice: it would not identify its result")
        self._ids.add(custom_id)
        if len(self._requests) >= self._max_requests or self._size + size > self._max_bytes:
            full = self.flush()
        self._requests.append(request)
        self._size += size
        return full

    def flush(self) -> list[Any]:
        """Return the requests of the last, unfinished batch."""
        requests, self._requests, self._size = self._requests, [], self._empty_size
        return requests


def check_requests(requests: Any) -> Any:
    """Return the requests of a batch. Raises RequestInvalid if nothing gives one request after the other."""
    given = requests
    if isinstance(requests, (str, bytes, Mapping)) or not isinstance(requests, Iterable):
        raise RequestInvalid(f"requests must be a list of requests, not {type(given).__name__}")
    return given


def with_types(requests: Any) -> Any:
    """Return the requests of a batch in which no `output_format` is a type."""
    items: list[Any] = list(check_requests(requests))
    if not any(
        isinstance(item, Mapping) and "output_format" in (cast("Any", item).get("params") or ()) for item in items
    ):
        return items
    from claudewire._outputs.request import with_formats

    return with_formats(items)


def results_caller(caller: Any, output_format: Any) -> Any:
    """Return a caller whose results are messages with a value, if `output_format` is a type."""
    if output_format is None:
        return caller
    from claudewire._outputs.request import output_schema, results_as

    return MappedCaller(caller, results_as(output_schema(output_format)))


def _batch_timeout(batch: Any, timeout: float) -> DeadlineExpired:
    return DeadlineExpired(
        f"batch {batch.id} is still {batch.processing_status} after {timeout:g} s", is_retryable=True
    )


class Batches(RawViews["BatchesWithRawResponse", "BatchesWithStreamingResponse"], _Batches):
    """`client.messages.batches`"""

    _IS_ASYNC: ClassVar[bool] = False
    _GENERATED: ClassVar[type[Any]] = _Batches

    if not TYPE_CHECKING:  # the signatures are those of the generated methods; a type as output_format is an addition

        def create(self, *, requests: Any, **options: Any) -> Any:
            """Create a batch. An `output_format` in the `params` of a request may be a type.

            Args:
                requests: The requests: `custom_id`, and `params`, the arguments of `messages.create()`.
                options: The options of every call.
            """
            conceal(options)
            return super().create(requests=with_types(requests), **options)

        def results(self, message_batch_id: str, *, output_format: Any = None, **options: Any) -> Any:
            """Stream the results of a batch; with a type as `output_format`, their messages have the value of their text.

            Args:
                message_batch_id: The id of the batch.
                output_format: A type whose values are read from the texts; None for plain messages.
                options: The options of every call.
            """
            conceal(options)
            batches = _Batches(results_caller(self._caller, output_format))
            return batches.results(message_batch_id, **options)

    def wait(
        self,
        message_batch_id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        on_progress: Callable[[models.MessageBatch], Any] | None = None,
    ) -> models.MessageBatch:
        """Poll a batch until it has ended, and return it.

        Args:
            message_batch_id: The id of the batch.
            timeout: Seconds after which to stop waiting; None waits until the batch has ended.
            poll_interval: Seconds between polls; None starts with 1 and grows to 60.
            on_progress: Called with the batch after each poll.

        Raises:
            DeadlineExpired: the batch has not ended within `timeout`.
        """
        end = None if timeout is None else time.monotonic() + timeout
        for delay in poll_delays(poll_interval):
            batch = self.retrieve(message_batch_id)
            if on_progress is not None:
                call_back("on_progress", on_progress, batch)
            if batch.processing_status == "ended":
                return batch
            if end is not None and time.monotonic() + delay > end:
                raise _batch_timeout(batch, cast("float", timeout))
            time.sleep(delay)
        raise AssertionError

    def results_by_id(
        self, message_batch_id: str, **options: Unpack[StreamOptions]
    ) -> dict[str, models.MessageBatchIndividualResponse]:
        """Return all results by `custom_id`. They are all in memory; `results()` yields one at a time.

        Args:
            message_batch_id: The id of the batch.
            options: The options of every call.
        """
        conceal(options)
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
        """Create as many batches as the requests need: the API allows 100,000 requests and 256 MiB in one batch.

        Args:
            requests: The requests, in any number; they are read one after the other.
            max_requests: Most requests of one batch.
            max_bytes: Most bytes of the body of one batch.
            options: The options of every call.

        Raises:
            RequestInvalid: a `custom_id` is used twice, or one request is larger than a batch.
        """
        conceal(options)
        splitter, batches = BatchSplitter(max_requests, max_bytes), list["models.MessageBatch"]()
        for request in check_requests(requests):
            if (full := splitter.add(request)) is not None:
                batches.append(self.create(requests=full, **options))
        if rest := splitter.flush():
            batches.append(self.create(requests=rest, **options))
        return batches


class AsyncBatches(RawViews["AsyncBatchesWithRawResponse", "AsyncBatchesWithStreamingResponse"], _AsyncBatches):
    """`client.messages.batches`"""

    _IS_ASYNC: ClassVar[bool] = True
    _GENERATED: ClassVar[type[Any]] = _Batches

    if not TYPE_CHECKING:  # the signatures are those of the generated methods; a type as output_format is an addition

        async def create(self, *, requests: Any, **options: Any) -> Any:
            """Create a batch. An `output_format` in the `params` of a request may be a type.

            Args:
                requests: The requests: `custom_id`, and `params`, the arguments of `messages.create()`.
                options: The options of every call.
            """
            conceal(options)
            return await super().create(requests=with_types(requests), **options)

        async def results(self, message_batch_id: str, *, output_format: Any = None, **options: Any) -> Any:
            """Stream the results of a batch; with a type as `output_format`, their messages have the value of their text.

            Args:
                message_batch_id: The id of the batch.
                output_format: A type whose values are read from the texts; None for plain messages.
                options: The options of every call.
            """
            conceal(options)
            batches = _AsyncBatches(results_caller(self._caller, output_format))
            return await batches.results(message_batch_id, **options)

    async def wait(
        self,
        message_batch_id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        on_progress: Callable[[models.MessageBatch], Any] | None = None,
    ) -> models.MessageBatch:
        """Poll a batch until it has ended; see `Batches.wait`.

        Args:
            message_batch_id: The id of the batch.
            timeout: Seconds after which to stop waiting; None waits until the batch has ended.
            poll_interval: Seconds between polls; None starts with 1 and grows to 60.
            on_progress: Called with the batch after each poll.

        Raises:
            DeadlineExpired: the batch has not ended within `timeout`.
        """
        from anyio import sleep

        end = None if timeout is None else time.monotonic() + timeout
        for delay in poll_delays(poll_interval):
            batch = await self.retrieve(message_batch_id)
            if on_progress is not None:
                call_back("on_progress", on_progress, batch)
            if batch.processing_status == "ended":
                return batch
            if end is not None and time.monotonic() + delay > end:
                raise _batch_timeout(batch, cast("float", timeout))
            await sleep(delay)
        raise AssertionError

    async def results_by_id(
        self, message_batch_id: str, **options: Unpack[StreamOptions]
    ) -> dict[str, models.MessageBatchIndividualResponse]:
        """Return all results by `custom_id`. They are all in memory; `results()` yields one at a time.

        Args:
            message_batch_id: The id of the batch.
            options: The options of every call.
        """
        conceal(options)
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
        """Create as many batches as the requests need; see `Batches.submit`.

        Args:
            requests: The requests, in any number, also from an asynchronous iterator; they are read one after the other.
            max_requests: Most requests of one batch.
            max_bytes: Most bytes of the body of one batch.
            options: The options of every call.

        Raises:
            RequestInvalid: a `custom_id` is used twice, or one request is larger than a batch.
        """
        conceal(options)
        splitter, batches = BatchSplitter(max_requests, max_bytes), list["models.MessageBatch"]()
        async for request in _as_async(requests):
            if (full := splitter.add(request)) is not None:
                batches.append(await self.create(requests=full, **options))
        if rest := splitter.flush():
            batches.append(await self.create(requests=rest, **options))
        return batches


async def _as_async(items: Iterable[Any] | AsyncIterable[Any]) -> AsyncIterator[Any]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in check_requests(items):
            yield item
