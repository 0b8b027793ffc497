"""Responses whose headers have arrived: what `with_raw_response` and `with_streaming_response` return, and middleware around attempts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, overload

from claudewire import _json
from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin
from claudewire_api._errors import ClaudeError
from claudewire_api._page import AsyncPage, Page
from claudewire_api._readers import AsyncSingleReader, SingleReader

from .base import BaseResponse, Chunker
from .ready import ready

if TYPE_CHECKING:
    from .streamed import AsyncStreamedResponse, StreamedResponse

T = TypeVar("T")
U = TypeVar("U")


class APIResponse(ContextManagerMixin, BaseResponse[T]):
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


class AsyncAPIResponse(AsyncContextManagerMixin, BaseResponse[T]):
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
