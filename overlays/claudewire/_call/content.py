"""The bytes of a download: read into memory, in chunks, or into a file."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin

if TYPE_CHECKING:
    from .responses.response import ResponseInfo
    from .streamed import AsyncStreamedResponse, StreamedResponse


class _Content:
    __slots__ = ("_open",)

    def __init__(self, response: Any) -> None:
        self._open = response

    @property
    def response(self) -> ResponseInfo:
        """Status, headers, attempts."""
        info: ResponseInfo = self._open.info
        return info

    @property
    def request_id(self) -> str | None:
        return self.response.request_id

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.response!r})"


class Content(ContextManagerMixin, _Content):
    """A body that was not read yet. Read it to its end, close it, or use it in a `with` block."""

    __slots__ = ()
    _open: StreamedResponse

    def read(self) -> bytes:
        """Return the complete body. Raises APIError if the connection breaks."""
        return b"".join(self.iter_bytes())

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body in chunks as they arrive. Raises APIError if the connection breaks."""
        return self._open.iter_bytes()

    def write_to_file(self, file: str | PathLike[str]) -> None:
        """Write the body to `file`. The file appears under its name after the last byte; after an error nothing is left."""
        with AtomicFile(file) as target:
            for chunk in self.iter_bytes():
                target.write(chunk)

    def close(self) -> None:
        self._open.close()


class AsyncContent(AsyncContextManagerMixin, _Content):
    """Async version of `Content`."""

    __slots__ = ()
    _open: AsyncStreamedResponse

    async def read(self) -> bytes:
        """Return the complete body. Raises APIError if the connection breaks."""
        return b"".join([chunk async for chunk in self.iter_bytes()])

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body in chunks as they arrive. Raises APIError if the connection breaks."""
        return self._open.aiter_bytes()

    async def write_to_file(self, file: str | PathLike[str]) -> None:
        """Write the body to `file`. The file appears under its name after the last byte; after an error nothing is left."""
        from anyio.to_thread import run_sync

        with AtomicFile(file) as target:
            async for chunk in self.iter_bytes():
                await run_sync(target.write, chunk)

    async def close(self) -> None:
        await self._open.aclose()


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
