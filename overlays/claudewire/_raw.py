"""Responses as they came: `resource.with_raw_response.method(...)` and `resource.with_streaming_response.method(...)`.

The arguments are those of the method itself. A capturing caller turns them into the `Call`, which is then carried out here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from functools import wraps
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from claudewire_api._call import Call, Mapped, Options
from claudewire_api._page import AsyncPage, Page

from . import _json
from ._closing import AsyncClosing, Closing
from ._exchange import result_of, value_of
from ._ratelimits import RateLimits
from ._response import Headers, ResponseInfo

if TYPE_CHECKING:
    from ._pipeline import AsyncOpenResponse, AsyncPipeline, OpenResponse, Pipeline

T = TypeVar("T")


class Capture:
    """A caller that carries nothing out: it gives back what it was asked to do."""

    def __init__(self) -> None:
        self.call: Call[Any] | None = None
        self.options = Options()

    def send(self, call: Call[Any], options: Options) -> Any:
        self.call, self.options = call, options
        return self

    stream = download = send


def through(caller: Any, wrap: Callable[[Any], Any]) -> Any:
    """`wrap` applied to the caller at the bottom; what changes calls on the way there stays."""
    if isinstance(caller, Mapped):
        inner, change = caller._caller, caller._change  # pyright: ignore[reportPrivateUsage]
        return Mapped(through(inner, wrap), change)
    return wrap(caller)


def bottom(caller: Any) -> Any:
    """The pipeline under a caller."""
    while isinstance(caller, Mapped):
        caller = caller._caller  # pyright: ignore[reportPrivateUsage]
    return caller


def captured(resource: type[Any], caller: Any, method: str, *args: Any, **kwargs: Any) -> tuple[Call[Any], Options]:
    """The call that a method of a generated resource makes, unsent."""
    capture = Capture()
    getattr(resource(through(caller, lambda _: capture)), method)(*args, **kwargs)
    if capture.call is None:
        raise TypeError(f"{method} makes no call")
    return capture.call, capture.options


class _Response(Generic[T]):
    """What the sync and the async form share."""

    def __init__(
        self, call: Call[T], options: Options, caller: Any, info: ResponseInfo, body: bytes | None, opened: Any
    ) -> None:
        self._call, self._options, self._caller = call, options, caller
        self._body: bytes | None = body
        self._open = opened
        self.info = info
        self.is_closed = opened is None

    @property
    def headers(self) -> Headers:
        return self.info.headers

    @property
    def status_code(self) -> int:
        return self.info.status_code

    @property
    def url(self) -> str:
        return self.info.url

    @property
    def method(self) -> str:
        return self.info.method

    @property
    def http_version(self) -> str:
        return self.info.http_version

    @property
    def elapsed(self) -> timedelta:
        """From the beginning of the call to the head of the answer."""
        return timedelta(seconds=self.info.elapsed)

    @property
    def request_id(self) -> str | None:
        return self.info.request_id

    @property
    def organization_id(self) -> str | None:
        return self.info.organization_id

    @property
    def rate_limits(self) -> RateLimits:
        return self.info.rate_limits

    @property
    def attempts(self) -> int:
        return self.info.attempts

    @property
    def retries_taken(self) -> int:
        return self.info.retries_taken

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code} {self.method} {self.url.partition('?')[0]}>"

    def _result(self, body: bytes, to: Any, page: type[Any]) -> Any:
        if to is not None:
            return converted(self.info, body, to)
        result = result_of(self._call, self.info, body)
        return page(self._caller, self._call, self._options, result) if self._call.operation.pagination else result


def converted(info: ResponseInfo, body: bytes, to: Any) -> Any:
    """A body as another type: bytes, str, a model, or what JSON gives."""
    if to is bytes:
        return body
    if to is str:
        return body.decode()
    value = value_of(info, body)
    if (from_dict := getattr(to, "from_dict", None)) is not None:
        return from_dict(value)
    return to(value) if isinstance(to, type) and to in (int, float, bool) else value


class APIResponse(Closing, _Response[T]):
    """A response with its head; the body is read when it is asked for."""

    _open: OpenResponse | None

    def parse(self, *, to: Any = None) -> Any:
        """The result that the method returns without `with_raw_response`; or the body as `to`."""
        if to is None and self._open is not None:
            if self._call.kind in ("events", "lines"):
                from ._streaming import Stream

                return Stream(self._call, self._open)
            if self._call.kind == "bytes":
                from ._content import Content

                return Content(self._open)
        return self._result(self.read(), to, Page)

    def read(self) -> bytes:
        """The whole body."""
        if self._body is None:
            self._body = b"".join(self.iter_bytes())
        return self._body

    def text(self) -> str:
        return self.read().decode()

    def json(self) -> Any:
        return _json.loads(self.read())

    def iter_bytes(self) -> Iterator[bytes]:
        """The body as it comes."""
        if self._body is not None or self._open is None:
            yield self._body or b""
            return
        yield from self._open.iter_bytes()
        self.close()

    def iter_text(self) -> Iterator[str]:
        from codecs import getincrementaldecoder

        decoder = getincrementaldecoder("utf-8")("replace")
        for chunk in self.iter_bytes():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def iter_lines(self) -> Iterator[str]:
        """The lines of the body, without their ends."""
        rest = ""
        for text in self.iter_text():
            *lines, rest = (rest + text).split("\n")
            yield from (line.removesuffix("\r") for line in lines)
        if rest:
            yield rest

    def close(self) -> None:
        self.is_closed = True
        if self._open is not None:
            self._open.close()


class AsyncAPIResponse(AsyncClosing, _Response[T]):
    """The same; what reads is awaited."""

    _open: AsyncOpenResponse | None

    async def parse(self, *, to: Any = None) -> Any:
        """The result that the method returns without `with_raw_response`; or the body as `to`."""
        if to is None and self._open is not None:
            if self._call.kind in ("events", "lines"):
                from ._streaming import AsyncStream

                return AsyncStream(self._call, self._open)
            if self._call.kind == "bytes":
                from ._content import AsyncContent

                return AsyncContent(self._open)
        return self._result(await self.read(), to, AsyncPage)

    async def read(self) -> bytes:
        """The whole body."""
        if self._body is None:
            self._body = b"".join([chunk async for chunk in self.iter_bytes()])
        return self._body

    async def text(self) -> str:
        return (await self.read()).decode()

    async def json(self) -> Any:
        return _json.loads(await self.read())

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """The body as it comes."""
        if self._body is not None or self._open is None:
            yield self._body or b""
            return
        async for chunk in self._open.aiter_bytes():
            yield chunk
        await self.close()

    async def iter_text(self) -> AsyncIterator[str]:
        from codecs import getincrementaldecoder

        decoder = getincrementaldecoder("utf-8")("replace")
        async for chunk in self.iter_bytes():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    async def iter_lines(self) -> AsyncIterator[str]:
        """The lines of the body, without their ends."""
        rest = ""
        async for text in self.iter_text():
            *lines, rest = (rest + text).split("\n")
            for line in lines:
                yield line.removesuffix("\r")
        if rest:
            yield rest

    async def close(self) -> None:
        self.is_closed = True
        if self._open is not None:
            await self._open.aclose()


def respond(pipeline: Pipeline, call: Call[Any], options: Options, *, read: bool) -> APIResponse[Any]:
    if read and call.kind == "json":
        from ._pipeline import run

        body, info = run(pipeline.fetched(pipeline.prepare(call, options)))
        return APIResponse(call, options, pipeline, info, body, None)
    opened = pipeline.open_response(call, options)
    return APIResponse(call, options, pipeline, opened.info, None, opened)


async def respond_async(
    pipeline: AsyncPipeline, call: Call[Any], options: Options, *, read: bool
) -> AsyncAPIResponse[Any]:
    if read and call.kind == "json":
        body, info = await pipeline.fetched(pipeline.prepare(call, options))
        return AsyncAPIResponse(call, options, pipeline, info, body, None)
    opened = await pipeline.open_response(call, options)
    return AsyncAPIResponse(call, options, pipeline, opened.info, None, opened)


class ResponseManager:
    """The request is made on entering the block; the connection is released on leaving it."""

    def __init__(self, make: Callable[[], APIResponse[Any]]) -> None:
        self._make = make

    def __enter__(self) -> APIResponse[Any]:
        self._response = self._make()
        return self._response

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._response.close()


class AsyncResponseManager:
    """The same for `async with`."""

    def __init__(self, make: Callable[[], Awaitable[AsyncAPIResponse[Any]]]) -> None:
        self._make = make

    async def __aenter__(self) -> AsyncAPIResponse[Any]:
        self._response = await self._make()
        return self._response

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        await self._response.close()


class View:
    """A resource whose methods give responses in place of results."""

    def __init__(self, resource: Any, *, managed: bool) -> None:
        self._resource, self._managed = resource, managed

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._resource, name)
        if hasattr(attribute, "_caller"):
            return View(attribute, managed=self._managed)
        resource, managed = self._resource, self._managed
        twin, caller = resource.SYNC, resource._caller
        respond_ = respond if resource.BLOCKING else respond_async
        manager: Any = ResponseManager if resource.BLOCKING else AsyncResponseManager

        @wraps(attribute)
        def method(*args: Any, **kwargs: Any) -> Any:
            # The captured call has been through whatever changes calls: it goes to the pipeline itself.
            call, options = captured(twin, caller, name, *args, **kwargs)
            pipeline = bottom(caller)
            if not managed:
                return respond_(pipeline, call, options, read=True)
            return manager(lambda: respond_(pipeline, call, options, read=False))

        return method
