"""`Requests`: how a loop reaches the API. The blocking and the async runner each bring their own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from claudewire._call.recording import pipeline_of

#: Options of a call that are no part of the conversation: they may hold secrets, and a stored run does not have them.
OPTIONS: Final = ("extra_headers", "extra_query", "extra_body", "timeout", "max_retries", "deadline", "stall_timeout")


def new_run_id() -> str:
    """Return a name for a run."""
    return f"run_{uuid.uuid4().hex}"


class Requests(Protocol):
    """Sends the requests of a loop. The blocking form blocks in these coroutines."""

    async def create(self, params: Mapping[str, Any]) -> Any:
        """Returns the message."""
        ...

    async def open_stream(self, params: Mapping[str, Any]) -> Any:
        """Returns an open message stream."""
        ...

    async def next_event(self, stream: Any) -> Any:
        """Returns the next event of a stream, None at its end."""
        ...

    async def final_message(self, stream: Any) -> Any:
        """Reads a stream to its end and returns the message."""
        ...

    async def close_stream(self, stream: Any) -> None:
        """Closes a stream."""
        ...


def refused_by(resource: Any) -> set[str]:
    """Returns what the API behind a resource has refused; a set that its client keeps."""
    found: set[str] = pipeline_of(resource._caller).refused  # pyright: ignore[reportPrivateUsage]
    return found


class BlockingRequests:
    """Requests of a blocking resource."""

    def __init__(self, resource: Any, watch: Callable[[Any], None]) -> None:
        self._resource, self._watch = resource, watch

    @property
    def refused(self) -> set[str]:
        return refused_by(self._resource)

    async def create(self, params: Mapping[str, Any]) -> Any:
        return self._resource.create(**params)

    async def open_stream(self, params: Mapping[str, Any]) -> Any:
        stream = self._resource.stream(**params).__enter__()
        self._watch(stream)
        return stream

    async def next_event(self, stream: Any) -> Any:
        return next(stream, None)

    async def final_message(self, stream: Any) -> Any:
        return stream.get_final_message()

    async def close_stream(self, stream: Any) -> None:
        stream.close()


class AsyncRequests:
    """Requests of an asynchronous resource."""

    def __init__(self, resource: Any, watch: Callable[[Any], None]) -> None:
        self._resource, self._watch = resource, watch

    @property
    def refused(self) -> set[str]:
        return refused_by(self._resource)

    async def create(self, params: Mapping[str, Any]) -> Any:
        return await self._resource.create(**params)

    async def open_stream(self, params: Mapping[str, Any]) -> Any:
        stream = await self._resource.stream(**params).__aenter__()
        self._watch(stream)
        return stream

    async def next_event(self, stream: Any) -> Any:
        try:
            return await stream.__anext__()
        except StopAsyncIteration:
            return None

    async def final_message(self, stream: Any) -> Any:
        return await stream.get_final_message()

    async def close_stream(self, stream: Any) -> None:
        await stream.close()
