"""Calls of the clients of `claudewire.compat` pass through their method `request`, if somebody has replaced it: some tracers do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from types import MethodType
from typing import TYPE_CHECKING, Any, cast

from attrs import define, field

if TYPE_CHECKING:
    from claudewire._call.middleware import MiddlewareCall
    from claudewire_api.models import Message


@define(kw_only=True)
class RequestOptions:
    """A request as the official SDK hands it to `client.request`.

    Attributes:
        method: HTTP method.
        url: Path and query.
        json_data: Fields of the body, as JSON values; None without a body.
    """

    method: str
    url: str
    json_data: dict[str, Any] | None = field(repr=False)  # it may be private
    #: Sends it.
    send: Callable[[], Awaitable[Any]] = field(repr=False)
    #: The stream that was opened.
    opened: Any = field(default=None, init=False, repr=False)

    async def result(self, stream_cls: Any) -> Any:
        """Send the request, and return its result: that of a stream as a `stream_cls` of its events, if there is one."""
        from claudewire._stream.stream import BaseStream

        result: Any = await self.send()
        if stream_cls is None or not isinstance(result, BaseStream):
            return result
        self.opened = result
        return stream_cls(result._iterator)  # pyright: ignore[reportPrivateUsage]

    def read_through(self, result: Any) -> Any:
        """Return the result for the program: the stream that was opened reads its events from what the tracer has made of them."""
        if not isinstance(result, (EventSource, AsyncEventSource)):
            return result
        self.opened._iterator = result.__stream__()
        return self.opened


class EventSource:
    """What a tracer derives its stream from."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events

    def __stream__(self) -> Iterator[Any]:
        yield from self._events


class AsyncEventSource:
    """Async version of `EventSource`."""

    def __init__(self, events: AsyncIterator[Any]) -> None:
        self._events = events

    async def __stream__(self) -> AsyncIterator[Any]:
        async for event in self._events:
            yield event


class Requests:
    """What tracers and frameworks take hold of in a client: `request`, in the official form and in ours, and `_client`."""

    _IS_ASYNC: bool
    _shared: Any

    @property
    def _client(self) -> Any:
        """The httpx client below this one. Whoever asks for it adds hooks: from then on, requests go through it."""
        if self._shared.http_client is None:
            from claudewire._httpx_clients import DefaultAsyncHttpxClient, DefaultHttpxClient

            make: Any = DefaultAsyncHttpxClient if self._IS_ASYNC else DefaultHttpxClient
            self._client = make(base_url=cast("Any", self).base_url)
        return self._shared.http_client

    @_client.setter
    def _client(self, client: Any) -> None:
        cast("Any", self)._adopt(http_client=client)

    def request(self, *arguments: Any, stream_cls: Any = None, **more: Any) -> Any:
        """Send a request: `request(method, path, …)` as `Claude.request` has it, or what this module has put together.

        Args:
            arguments: Method and path, or the type of the result and the request.
            stream_cls: What is made of a stream of events.
            more: Options of `Claude.request`.
        """
        options = more.get("options", arguments[-1] if arguments else None)
        if not isinstance(options, RequestOptions):
            above: Any = super()
            return above.request(*arguments, **more)
        if self._IS_ASYNC:
            return options.result(stream_cls)
        from claudewire._http.network.sync_stream import run_blocking

        return run_blocking(options.result(stream_cls))

    def _complete(self, pipeline: Any) -> None:
        from claudewire._call.middleware import hooks_of
        from claudewire._config import PROCESS_MIDDLEWARE

        above: Any = super()
        above._complete(pipeline)
        pipeline.hooks = hooks_of((ThroughRequest(self), *pipeline.config.middleware, *PROCESS_MIDDLEWARE))


class ThroughRequest:
    """Middleware that sends each call through `client.request`, if that is not the method of this module."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def handle_call(self, call: MiddlewareCall, send: Callable[[MiddlewareCall], Awaitable[Any]]) -> Any:
        """Return the result of a call."""
        client = self._client
        request = client.request
        # By identity: a proxy of wrapt equals what it wraps.
        if type(request) is MethodType and request.__func__ is Requests.request:
            return await send(call)
        from urllib.parse import urlencode

        from claudewire.telemetry.attributes import as_json

        query = f"?{urlencode(call.call.query)}" if call.call.query else ""
        options = RequestOptions(
            method=call.call.operation.method,
            url=call.call.path + query,
            json_data=None if call.call.body is None else as_json(dict(call.call.body)),
            send=partial(send, call),
        )
        is_events = call.call.kind == "events"
        source = AsyncEventSource if client._IS_ASYNC else EventSource
        result = request(Any, options, stream=is_events, stream_cls=source if is_events else None)
        return options.read_through(await result if client._IS_ASYNC else result)


def accumulate_event(*, event: Any, json_bufs: dict[Any, Any], **_: Any) -> Message:
    """Return the message that the events of a stream add up to, after one more event.

    Args:
        event: The event.
        json_bufs: An empty dictionary before the first event; the same one for the events that follow.
    """
    from claudewire._stream.accumulator import Accumulator
    from claudewire_api.models import Message

    accumulator = json_bufs.setdefault("accumulator", Accumulator())
    accumulator.feed(event.to_dict())
    return Message.from_dict(accumulator.snapshot())
