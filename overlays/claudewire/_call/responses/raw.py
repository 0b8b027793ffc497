"""Raw responses: `resource.with_raw_response.method(...)` and `resource.with_streaming_response.method(...)`.

The arguments are those of the method. A recording caller turns them into a `Call`, which is sent here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial, wraps
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from claudewire import _json
from claudewire._call.recording import pipeline_of, record_call
from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin
from claudewire._errors import ClaudeError
from claudewire._http.network.sync_stream import run_blocking
from claudewire_api._call import Call, Options
from claudewire_api._page import AsyncPage, Page

from .ratelimits import RateLimits
from .response import Headers, ResponseInfo
from .results import decode_json

if TYPE_CHECKING:
    import httpx

    from claudewire._call.responses.streamed import AsyncStreamedResponse, StreamedResponse

T = TypeVar("T")
U = TypeVar("U")


class _Response(Generic[T]):
    """Attributes that both kinds of response have."""

    def __init__(
        self, call: Call[T], options: Options, caller: Any, info: ResponseInfo, body: bytes | None, opened: Any
    ) -> None:
        self._call, self._options, self._caller = call, options, caller
        self._body: bytes | None = body
        self._open = opened
        self.info = info
        self.is_closed: bool = opened is None

    @property
    def headers(self) -> Headers:
        """Headers of the response; names in any case."""
        return self.info.headers

    @property
    def status_code(self) -> int:
        """Status of the response."""
        return self.info.status_code

    @property
    def url(self) -> str:
        """URL of the request."""
        return self.info.url

    @property
    def method(self) -> str:
        """Method of the request."""
        return self.info.method

    @property
    def http_version(self) -> str:
        """Version of HTTP of the response, such as `HTTP/1.1`."""
        return self.info.http_version

    @property
    def elapsed(self) -> timedelta:
        """Time from the start of the call until the response headers arrived."""
        return timedelta(seconds=self.info.elapsed)

    @property
    def request_id(self) -> str | None:
        """ID of the request, for questions to support; None if no header has it."""
        return self.info.request_id

    @property
    def organization_id(self) -> str | None:
        """ID of the organization that the key belongs to; None if no header has it."""
        return self.info.organization_id

    @property
    def rate_limits(self) -> RateLimits:
        """The limits that the headers report."""
        return self.info.rate_limits

    @property
    def attempts(self) -> int:
        """Requests that were sent, the first included."""
        return self.info.attempts

    @property
    def retries_taken(self) -> int:
        """Attempts after the first."""
        return self.info.retries_taken

    @property
    def http_request(self) -> httpx.Request:
        """The request as one of httpx, without its body, headers and credentials."""
        return self.info.request

    @property
    def http_response(self) -> httpx.Response:
        """The response as one of httpx. A body that was not read yet is read through it."""
        import httpx

        # The body is decoded already.
        left_out = ("content-encoding", "content-length", "transfer-encoding")
        headers = [(name, value) for name, value in self.headers.multi_items() if name not in left_out]
        body = self._body if self._body is not None else self._unread()
        return httpx.Response(self.status_code, headers=headers, content=body, request=self.http_request)

    def _unread(self) -> Any:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code} {self.method} {self.url.partition('?')[0]}>"

    def _result(self, body: bytes, to: Any, page: type[Any]) -> Any:
        if to is not None:
            return cast_body(self.info, body, to)
        result = self._caller.decode(self._call, self.info, body)
        return page(self._caller, self._call, self._options, result) if self._call.operation.pagination else result


def cast_body(info: ResponseInfo, body: bytes, to: Any) -> Any:
    """Return a body as another type: bytes, str, a model, int, float, bool, or else its JSON value."""
    if to is bytes:
        return body
    if to is str:
        return body.decode()
    value = decode_json(info, body)
    if (from_dict := getattr(to, "from_dict", None)) is not None:
        return from_dict(value)
    if (validate := getattr(to, "model_validate", None)) is not None:
        return validate(value)
    return to(value) if isinstance(to, type) and to in (int, float, bool) else value


class APIResponse(ContextManagerMixin, _Response[T]):
    """A response whose headers have arrived. The body is read when a method asks for it."""

    _open: StreamedResponse | None

    @overload
    def parse(self, *, to: None = None) -> T: ...
    @overload
    def parse(self, *, to: type[U]) -> U: ...
    @overload
    def parse(self, *, to: Any) -> Any: ...
    def parse(self, *, to: Any = None) -> Any:
        """Return the result that the method returns without `with_raw_response`, or the body as type `to`. Raises APIError.

        Args:
            to: The type of the result: a model, a class of pydantic, `dict`, `str`, `bytes`, … Default: that of the method.

        Raises:
            APIError: the body is not such a result, or could not be read.
        """
        if to is None and self._open is not None:
            if self._call.kind in ("events", "lines"):
                return self._caller.streams.open(self._call, self._open)
            if self._call.kind == "bytes":
                from claudewire._call.responses.content import Content

                return Content(self._open)
        return self._result(self.read(), to, Page)

    def read(self) -> bytes:
        """Return the complete body. Raises APIError if the connection breaks."""
        if self._body is None:
            self._body = b"".join(self.iter_bytes())
        return self._body

    @property
    def content(self) -> bytes:
        """The complete body; it is read if it was not yet. Raises APIError if the connection breaks."""
        return self.read()

    def _unread(self) -> Iterator[bytes]:
        return self.iter_bytes()

    def text(self) -> str:
        """Return the body as text, decoded as UTF-8. Raises UnicodeDecodeError if it is not."""
        return self.read().decode()

    def json(self) -> Any:
        """Return the body as plain JSON values. Raises ValueError if it is not JSON."""
        return _json.loads(self.read())

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body in chunks as they arrive. Raises APIError if the connection breaks."""
        if self._body is not None or self._open is None:
            yield self._body or b""
            return
        try:
            yield from self._open.iter_bytes()
        finally:
            self.close()

    def iter_text(self) -> Iterator[str]:
        """Yield the body as text while it arrives; bytes that are not UTF-8 become U+FFFD."""
        from codecs import getincrementaldecoder

        decoder = getincrementaldecoder("utf-8")("replace")
        for chunk in self.iter_bytes():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def iter_lines(self) -> Iterator[str]:
        """Yield the lines of the body, without their ends."""
        rest = ""
        for text in self.iter_text():
            *lines, rest = (rest + text).split("\n")
            yield from (line.removesuffix("\r") for line in lines)
        if rest:
            yield rest

    def close(self) -> None:
        """Give the connection back. A body that was not read to its end is dropped."""
        self.is_closed = True
        if self._open is not None:
            self._open.close()


class AsyncAPIResponse(AsyncContextManagerMixin, _Response[T]):
    """Async version of `APIResponse`: methods that read the body are awaited."""

    _open: AsyncStreamedResponse | None

    @overload
    async def parse(self, *, to: None = None) -> T: ...
    @overload
    async def parse(self, *, to: type[U]) -> U: ...
    @overload
    async def parse(self, *, to: Any) -> Any: ...
    async def parse(self, *, to: Any = None) -> Any:
        """Return the result that the method returns without `with_raw_response`, or the body as type `to`. Raises APIError.

        Args:
            to: The type of the result: a model, a class of pydantic, `dict`, `str`, `bytes`, … Default: that of the method.

        Raises:
            APIError: the body is not such a result, or could not be read.
        """
        if to is None and self._open is not None:
            if self._call.kind in ("events", "lines"):
                return self._caller.streams.open(self._call, self._open)
            if self._call.kind == "bytes":
                from claudewire._call.responses.content import AsyncContent

                return AsyncContent(self._open)
        return self._result(await self.read(), to, AsyncPage)

    async def read(self) -> bytes:
        """Return the complete body. Raises APIError if the connection breaks."""
        if self._body is None:
            self._body = b"".join([chunk async for chunk in self.iter_bytes()])
        return self._body

    @property
    def content(self) -> bytes:
        """The complete body. Raises ClaudeError if it was not read yet."""
        if self._body is None:
            raise ClaudeError("the body was not read yet: `await response.read()` first")
        return self._body

    def _unread(self) -> AsyncIterator[bytes]:
        return self.iter_bytes()

    async def text(self) -> str:
        """Return the body as text, decoded as UTF-8. Raises UnicodeDecodeError if it is not."""
        return (await self.read()).decode()

    async def json(self) -> Any:
        """Return the body as plain JSON values. Raises ValueError if it is not JSON."""
        return _json.loads(await self.read())

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body in chunks as they arrive. Raises APIError if the connection breaks."""
        if self._body is not None or self._open is None:
            yield self._body or b""
            return
        async for chunk in self._open.aiter_bytes():
            yield chunk
        await self.close()

    async def iter_text(self) -> AsyncIterator[str]:
        """Yield the body as text while it arrives; bytes that are not UTF-8 become U+FFFD."""
        from codecs import getincrementaldecoder

        decoder = getincrementaldecoder("utf-8")("replace")
        async for chunk in self.iter_bytes():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    async def iter_lines(self) -> AsyncIterator[str]:
        """Yield the lines of the body, without their ends."""
        rest = ""
        async for text in self.iter_text():
            *lines, rest = (rest + text).split("\n")
            for line in lines:
                yield line.removesuffix("\r")
        if rest:
            yield rest

    async def close(self) -> None:
        """Give the connection back. A body that was not read to its end is dropped."""
        self.is_closed = True
        if self._open is not None:
            await self._open.aclose()


async def _open_raw(read: bool, pipeline: Any, make: type[Any], call: Call[Any], options: Options) -> Any:
    if read and call.kind == "json":
        body, info = await pipeline.fetch(call, options)
        return make(call, options, pipeline, info, body, None)
    streamed = await pipeline.open_streamed(call, options)
    return make(call, options, pipeline, streamed.info, None, streamed)


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


class ResponseManager(Generic[T]):
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


class AsyncResponseManager(Generic[T]):
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
            call, options = record_call(generated, caller, name, *args, **kwargs)
            pipeline = pipeline_of(caller)
            if not streaming:
                return send(pipeline, call, options, read=True)
            return manager(lambda: send(pipeline, call, options, read=False))

        return method
