"""The bytes of a download: read at once, piece by piece, or into a file."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ._closing import AsyncClosing, Closing

if TYPE_CHECKING:
    from ._pipeline import AsyncOpenResponse, OpenResponse
    from ._response import ResponseInfo


class _Content:
    __slots__ = ("_open",)

    def __init__(self, response: Any) -> None:
        self._open = response

    @property
    def response(self) -> ResponseInfo:
        """How it came."""
        info: ResponseInfo = self._open.info
        return info

    @property
    def request_id(self) -> str | None:
        return self.response.request_id

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.response!r})"


class Content(Closing, _Content):
    """Bytes that are still to be read. Close it, or use it in a `with` block, or read it to its end."""

    __slots__ = ()
    _open: OpenResponse

    def read(self) -> bytes:
        """All of it, in memory."""
        return b"".join(self.iter_bytes())

    def iter_bytes(self) -> Iterator[bytes]:
        """As it comes."""
        return self._open.iter_bytes()

    def write_to_file(self, file: str | PathLike[str]) -> None:
        """Into a file, which appears only when it is whole."""
        with _Target(file) as target:
            for chunk in self.iter_bytes():
                target.write(chunk)

    def close(self) -> None:
        self._open.close()


class AsyncContent(AsyncClosing, _Content):
    """The same, awaited."""

    __slots__ = ()
    _open: AsyncOpenResponse

    async def read(self) -> bytes:
        """All of it, in memory."""
        return b"".join([chunk async for chunk in self.iter_bytes()])

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """As it comes."""
        return self._open.aiter_bytes()

    async def write_to_file(self, file: str | PathLike[str]) -> None:
        """Into a file, which appears only when it is whole."""
        from anyio.to_thread import run_sync

        with _Target(file) as target:
            async for chunk in self.iter_bytes():
                await run_sync(target.write, chunk)

    async def close(self) -> None:
        await self._open.aclose()


class _Target:
    """A file that is written beside its place, and moved there at the end: what broke off is never mistaken for the whole."""

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
