"""Raw responses: `resource.with_raw_response.method(...)` and `resource.with_streaming_response.method(...)`.

The arguments are those of the method. A recording caller turns them into a `Call`, which is sent here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from types import TracebackType
from typing import Any, Generic, TypeVar

from claudewire._call.recording import pipeline_of, record_call
from claudewire._context import NeedsWith
from claudewire._http.network.sync_stream import run_blocking
from claudewire._secrets import conceal
from claudewire_api._call import Call, Options

from .api_response import APIResponse, AsyncAPIResponse

T = TypeVar("T")


async def _open_raw(read: bool, pipeline: Any, make: type[Any], call: Call[Any], options: Options) -> Any:
    if read and call.kind == "bytes":
        return await pipeline.open_download(call, options)
    state = await pipeline.prepare_call(call, options)
    if read and call.kind == "json":
        body, info = await pipeline.read_raw(state)
        return make(call, options, pipeline, info, body, None, state.request)
    streamed = await pipeline.open_state(state)
    if call.kind == "bytes":
        return pipeline.content_of(call, options, streamed, state.request)
    return make(call, options, pipeline, streamed.info, None, streamed, state.request)


def send_raw(pipeline: Any, call: Call[Any], options: Options, *, read: bool) -> APIResponse[Any]:
    """Return the response of a call. With `read`, a JSON body is read before."""
    send = pipeline.with_middleware(partial(_open_raw, read, pipeline, APIResponse))
    response: APIResponse[Any] = run_blocking(send(call, options))
    return response


async def send_raw_async(pipeline: Any, call: Call[Any], options: Options, *, read: bool) -> AsyncAPIResponse[Any]:
    """Async version of `send_raw`."""
    send = pipeline.with_middleware(partial(_open_raw, read, pipeline, AsyncAPIResponse))
    response: AsyncAPIResponse[Any] = await send(call, options)
    return response


class ResponseManager(
    NeedsWith, Generic[T], block="with client.messages.with_streaming_response.create(...) as response:"
):
    """Sends the request when a `with` block begins, and releases the connection when it ends."""

    def __init__(self, make: Callable[[], APIResponse[T]]) -> None:
        self._make = make

    def __enter__(self) -> APIResponse[T]:
        self._response = self._make()
        return self._response

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._response.close()


class AsyncResponseManager(
    NeedsWith, Generic[T], block="async with client.messages.with_streaming_response.create(...) as response:"
):
    """Async version of `ResponseManager`."""

    def __init__(self, make: Callable[[], Awaitable[AsyncAPIResponse[T]]]) -> None:
        self._make = make

    async def __aenter__(self) -> AsyncAPIResponse[T]:
        self._response = await self._make()
        return self._response

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        await self._response.close()


class RawResponseView:
    """A resource, or a group of them, whose methods return responses in the place of results."""

    def __init__(self, resource: Any, *, streaming: bool) -> None:
        self._resource, self._streaming = resource, streaming

    def __dir__(self) -> list[str]:
        return [name for name in dir(self._resource) if not name.startswith("_")]

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._resource, name)
        if hasattr(attribute, "_caller"):
            return RawResponseView(attribute, streaming=self._streaming)
        resource, streaming = self._resource, self._streaming
        generated, caller = resource._GENERATED, resource._caller
        send: Any = send_raw_async if resource._IS_ASYNC else send_raw
        manager: Any = AsyncResponseManager if resource._IS_ASYNC else ResponseManager

        @wraps(attribute)
        def method(*args: Any, **kwargs: Any) -> Any:
            # The recorded call has passed all functions that change calls: it goes to the pipeline itself.
            conceal(kwargs)
            call, options = record_call(generated, caller, name, *args, **kwargs)
            pipeline = pipeline_of(caller)
            if not streaming:
                return send(pipeline, call, options, read=True)
            return manager(lambda: send(pipeline, call, options, read=False))

        return method
