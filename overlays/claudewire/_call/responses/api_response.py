"""Responses whose headers have arrived: what `with_raw_response` and `with_streaming_response` return, and middleware around attempts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from claudewire import _json
from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin
from claudewire._errors.base import StreamClosed
from claudewire._secrets import redact, redact_headers
from claudewire_api._call import Call, Options
from claudewire_api._errors import ClaudeError, ConcurrentRead, RequestInvalid
from claudewire_api._page import AsyncPage, Page
from claudewire_api._readers import AsyncSingleReader, ReadLock, SingleReader

from .ratelimits import RateLimits
from .ready import ready
from .response import Headers, ResponseInfo
from .results import cast_body

if TYPE_CHECKING:
    import httpx

    from claudewire._call.requests.request import PreparedRequest

    from .streamed import AsyncStreamedResponse, StreamedResponse

T = TypeVar("T")
U = TypeVar("U")


class _Response(Generic[T]):
    """Attributes that both kinds of response have."""

    def __init__(
        self,
        call: Call[T],
        options: Options,
        caller: Any,
        info: ResponseInfo,
        body: bytes | None,
        opened: Any,
        request: PreparedRequest | None = None,
    ) -> None:
        self._call, self._options, self._caller = call, options, caller
        self._body: bytes | None = body
        self._open = opened
        self._request = request
        self.info = info
        self._closed = opened is None
        #: Held while a chunk is read, in whichever form it is handed out.
        self._reading = ReadLock("response")
        #: Whether somebody reads, or has read, a body that is not kept; and the stream or the content that reads it.
        self._taken = False
        self._reader: Any = None

    @property
    def is_closed(self) -> bool:
        """Whether the body was read to its end, or given up."""
        return self._closed or bool(self._open.is_complete)

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
        """The request as one of httpx, without credentials. A body that is a form is left out."""
        import httpx

        if self._request is None:
            return self.info.request
        pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self._request.headers.items()]
        body = self._request.body
        return httpx.Request(
            self.method or "GET",
            redact(self.url),
            headers=redact_headers(dict(pairs), self._caller.secrets),
            content=body if isinstance(body, bytes) else None,
        )

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

    def _take(self) -> Any:
        """Return the unread body. It can be taken once: two readers would each get a part of it, and take it for the whole.

        Raises:
            ConcurrentRead: another reader has begun, and is not at the end.
            StreamClosed: the body was read and is not kept, or the response was closed.
        """
        if self.is_closed:
            done = "read to its end already, and is not kept" if self._open.is_complete else "given up before its end"
            raise StreamClosed(f"The body of this response was {done}. `read()` returns it whole, and keeps it.")
        if self._taken:
            raise ConcurrentRead(
                "Another reader has begun to read the body of this response: each would get a part of it. `read()` returns it whole, "
                "and keeps it for all."
            )
        self._taken = True
        return self._open

    def _streamed(self) -> Any:
        if self._reader is None:
            self._reader = self._caller.streams.open(self._call, self._take())
        return self._reader

    def _unread_content(self) -> Any:
        if self._reader is None:
            self._reader = self._caller.content_of(self._call, self._options, self._take())
        return self._reader

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code} {self.method} {self.url.partition('?')[0]}>"

    def _result(self, body: bytes, to: Any, page: type[Any]) -> Any:
        if to is not None:
            return cast_body(self.info, body, to)
        result = self._caller.decode(self._call, self.info, body)
        return page(self._caller, self._call, self._options, result) if self._call.operation.pagination else result


class Chunker:
    """Cuts a body into chunks of one size. Without a size, the chunks stay as they come."""

    def __init__(self, size: int | None) -> None:
        if size is not None and size < 1:
            raise RequestInvalid(f"chunk_size is a number of bytes, at least 1, not {size}")
        self._size = size
        self._rest = b""

    def feed(self, chunk: bytes) -> Iterable[bytes]:
        """Return the complete chunks up to here."""
        if self._size is None:
            return (chunk,)
        data = self._rest + chunk
        end = len(data) - len(data) % self._size
        self._rest = data[end:]
        return [data[at : at + self._size] for at in range(0, end, self._size)]

    def rest(self) -> Iterable[bytes]:
        """Return what is left at the end."""
        return (self._rest,) if self._rest else ()


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
        """Return the result that the method returns without `with_raw_response`, or the body as type `to`.

        Args:
            to: The type of the result: a model, a class of pydantic, `dict`, `str`, `bytes`, … Default: that of the method.

        Raises:
            APIError: the body is not such a result, or could not be read.
        """
        if to is None and self._open is not None:
            if self._call.kind in ("events", "lines"):
                return self._streamed()
            if self._call.kind == "bytes":
                return self._unread_content()
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
        return _json.loads_whole(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the body in chunks as they arrive, or of one size. Raises APIError if the connection breaks.

        Args:
            chunk_size: Bytes of a chunk; the last one may be smaller.
        """
        return SingleReader(self._chunks(chunk_size), self._reading)

    def _chunks(self, chunk_size: int | None) -> Iterator[bytes]:
        chunker = Chunker(chunk_size)
        if self._body is not None or self._open is None:
            yield from chunker.feed(self._body or b"")
        else:
            opened = self._take()
            try:
                for chunk in opened.iter_bytes():
                    yield from chunker.feed(chunk)
            finally:
                self.close()
        yield from chunker.rest()

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """Yield the body as text while it arrives; bytes that are not UTF-8 become U+FFFD.

        Args:
            chunk_size: Bytes of which each text is made; by default, as many as arrive.
        """
        return SingleReader(self._texts(chunk_size), self._reading)

    def _texts(self, chunk_size: int | None) -> Iterator[str]:
        from codecs import getincrementaldecoder

        decoder = getincrementaldecoder("utf-8")("replace")
        for chunk in self._chunks(chunk_size):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def iter_lines(self) -> Iterator[str]:
        """Yield the lines of the body, without their ends."""
        return SingleReader(self._lines(), self._reading)

    def _lines(self) -> Iterator[str]:
        rest = ""
        for text in self._texts(None):
            *lines, rest = (rest + text).split("\n")
            yield from (line.removesuffix("\r") for line in lines)
        if rest:
            yield rest

    def close(self) -> None:
        """Give the connection back. A body that was not read to its end is dropped."""
        self._closed = True
        if self._open is not None:
            self._open.close()


class AsyncAPIResponse(AsyncContextManagerMixin, _Response[T]):
    """Async version of `APIResponse`: methods that read the body are awaited."""

    _open: AsyncStreamedResponse | None

    @overload
    def parse(self, *, to: None = None) -> Awaitable[T]: ...
    @overload
    def parse(self, *, to: type[U]) -> Awaitable[U]: ...
    @overload
    def parse(self, *, to: Any) -> Awaitable[Any]: ...
    def parse(self, *, to: Any = None) -> Any:
        """Return the result that the method returns without `with_raw_response`, or the body as type `to`.

        Await it. A model, page or stream of `with_raw_response` is there already and may also be used without `await`, as in
        versions of the official SDK before 1.0.

        Args:
            to: The type of the result: a model, a class of pydantic, `dict`, `str`, `bytes`, … Default: that of the method.

        Raises:
            APIError: the body is not what the operation returns, or the connection breaks.
        """
        if to is None and self._open is not None and self._call.kind in ("events", "lines"):
            return ready(self._streamed())
        if to is None and self._body is not None:
            return ready(self._result(self._body, None, AsyncPage))
        return self._parse(to)

    async def _parse(self, to: Any) -> Any:
        if to is None and self._open is not None and self._call.kind == "bytes":
            return self._unread_content()
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
        return _json.loads_whole(await self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Yield the body in chunks as they arrive, or of one size. Raises APIError if the connection breaks.

        Args:
            chunk_size: Bytes of a chunk; the last one may be smaller.
        """
        return AsyncSingleReader(self._chunks(chunk_size), self._reading)

    async def _chunks(self, chunk_size: int | None) -> AsyncIterator[bytes]:
        chunker = Chunker(chunk_size)
        if self._body is not None or self._open is None:
            for part in chunker.feed(self._body or b""):
                yield part
        else:
            async for chunk in self._take().aiter_bytes():
                for part in chunker.feed(chunk):
                    yield part
            await self.close()
        for part in chunker.rest():
            yield part

    def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """Yield the body as text while it arrives; bytes that are not UTF-8 become U+FFFD.

        Args:
            chunk_size: Bytes of which each text is made; by default, as many as arrive.
        """
        return AsyncSingleReader(self._texts(chunk_size), self._reading)

    async def _texts(self, chunk_size: int | None) -> AsyncIterator[str]:
        from codecs import getincrementaldecoder

        decoder = getincrementaldecoder("utf-8")("replace")
        async for chunk in self._chunks(chunk_size):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def iter_lines(self) -> AsyncIterator[str]:
        """Yield the lines of the body, without their ends."""
        return AsyncSingleReader(self._lines(), self._reading)

    async def _lines(self) -> AsyncIterator[str]:
        rest = ""
        async for text in self._texts(None):
            *lines, rest = (rest + text).split("\n")
            for line in lines:
                yield line.removesuffix("\r")
        if rest:
            yield rest

    async def close(self) -> None:
        """Give the connection back. A body that was not read to its end is dropped."""
        self._closed = True
        if self._open is not None:
            await self._open.aclose()
