"""The bytes of a download: read into memory, in chunks, or into a file."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from claudewire import _json
from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin
from claudewire._errors import ClaudeError

if TYPE_CHECKING:
    from claudewire._call.responses.streamed import AsyncStreamedResponse, StreamedResponse

    from .response import Headers, ResponseInfo


class _Content:
    __slots__ = ("_body", "_closed", "_open")

    def __init__(self, response: Any) -> None:
        self._open = response
        self._body: bytes | None = None
        self._closed = False

    @property
    def response(self) -> ResponseInfo:
        """Status, headers, attempts."""
        info: ResponseInfo = self._open.info
        return info

    @property
    def request_id(self) -> str | None:
        return self.response.request_id

    @property
    def is_closed(self) -> bool:
        """Whether the body was read to its end, or given up."""
        complete: bool = self._open.is_complete
        return self._closed or complete

    @property
    def headers(self) -> Headers:
        """Headers of the response; names in any case."""
        return self.response.headers

    @property
    def status_code(self) -> int:
        """Status of the response."""
        return self.response.status_code

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.response!r})"


class Content(ContextManagerMixin, _Content):
    """A body that was not read yet. Read it to its end, close it, or use it in a `with` block."""

    __slots__ = ()
    _open: StreamedResponse

    def read(self) -> bytes:
        """Return the complete body. Raises APIError if the connection breaks."""
        if self._body is None:
            self._body = b"".join(self.iter_bytes())
        return self._body

    @property
    def content(self) -> bytes:
        """The complete body; it is read if it was not yet. Raises APIError if the connection breaks."""
        return self.read()

    def text(self) -> str:
        """Return the body as text, decoded as UTF-8. Raises UnicodeDecodeError if it is not."""
        return self.read().decode()

    def json(self) -> Any:
        """Return the body as plain JSON values. Raises ValueError if it is not JSON."""
        return _json.loads(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002  # an official argument
        """Yield the body in chunks as they arrive. Raises APIError if the connection breaks."""
        if self._body is not None:
            yield self._body
            return
        try:
            yield from self._open.iter_bytes()
        except GeneratorExit:
            self.close()
            raise

    def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:  # noqa: ARG002
        """Do what `write_to_file` does, which never holds the body in memory."""
        self.write_to_file(file)

    def write_to_file(self, file: str | PathLike[str]) -> None:
        """Write the body to `file`. The file appears under its name after the last byte; after an error nothing is left."""
        with AtomicFile(file) as target:
            for chunk in self.iter_bytes():
                target.write(chunk)

    def close(self) -> None:
        """Give the connection back. A body that was not read to its end is dropped."""
        self._closed = True
        self._open.close()


class AsyncContent(AsyncContextManagerMixin, _Content):
    """Async version of `Content`."""

    __slots__ = ()
    _open: AsyncStreamedResponse

    async def read(self) -> bytes:
        """Return the complete body. Raises APIError if the connection breaks."""
        if self._body is None:
            self._body = b"".join([chunk async for chunk in self.iter_bytes()])
        return self._body

    @property
    def content(self) -> bytes:
        """The complete body. Raises ClaudeError if it was not read yet."""
        if self._body is None:
            raise ClaudeError("the body was not read yet: `await content.read()` first")
        return self._body

    async def text(self) -> str:
        """Return the body as text, decoded as UTF-8. Raises UnicodeDecodeError if it is not."""
        return (await self.read()).decode()

    async def json(self) -> Any:
        """Return the body as plain JSON values. Raises ValueError if it is not JSON."""
        return _json.loads(await self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:  # noqa: ARG002  # an official argument
        """Yield the body in chunks as they arrive. Raises APIError if the connection breaks."""
        return self._open.aiter_bytes() if self._body is None else _one_chunk(self._body)

    async def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:  # noqa: ARG002
        """Do what `write_to_file` does, which never holds the body in memory."""
        await self.write_to_file(file)

    async def write_to_file(self, file: str | PathLike[str]) -> None:
        """Write the body to `file`. The file appears under its name after the last byte; after an error nothing is left."""
        from anyio.to_thread import run_sync

        with AtomicFile(file) as target:
            async for chunk in self.iter_bytes():
                await run_sync(target.write, chunk)

    async def close(self) -> None:
        """Give the connection back. A body that was not read to its end is dropped."""
        self._closed = True
        await self._open.aclose()


async def _one_chunk(body: bytes) -> AsyncIterator[bytes]:
    yield body


class AtomicFile:
    """A file that is written under another name, and renamed at the end, so that an incomplete one is never mistaken for a complete one."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = Path(path)
        self._part = self._path.with_name(f".{self._path.name}.{os.getpid()}-{id(self):x}.part")

    def __enter__(self) -> Self:
        self._file = self._part.open("wb")
        return self

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)
