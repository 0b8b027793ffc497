"""The bytes of a download: read into memory, in chunks, or into a file."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .api_response import APIResponse, AsyncAPIResponse
from .response import ResponseInfo


class Content(APIResponse[bytes]):
    """A body that may not have been read yet. Read it to its end, close it, or use it in a `with` block."""

    def parse(self, *, to: Any = None) -> Any:
        """Return this object, or the body as type `to`. Raises APIError if the connection breaks."""
        return self if to is None else super().parse(to=to)

    @property
    def response(self) -> ResponseInfo:
        """Status, headers, attempts."""
        return self.info

    def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Do what `write_to_file` does, which never holds the body in memory."""
        self.write_to_file(file, chunk_size=chunk_size)

    def write_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body to `file`. The file appears under its name after the last byte; after an error nothing is left."""
        with AtomicFile(file) as target:
            for chunk in self.iter_bytes(chunk_size):
                target.write(chunk)


class AsyncContent(AsyncAPIResponse[bytes]):
    """Async version of `Content`."""

    async def parse(self, *, to: Any = None) -> Any:
        """Return this object, or the body as type `to`. Raises APIError if the connection breaks."""
        return self if to is None else await super().parse(to=to)

    @property
    def response(self) -> ResponseInfo:
        """Status, headers, attempts."""
        return self.info

    async def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Do what `write_to_file` does, which never holds the body in memory."""
        await self.write_to_file(file, chunk_size=chunk_size)

    async def write_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body to `file`. The file appears under its name after the last byte; after an error nothing is left."""
        from anyio.to_thread import run_sync

        with AtomicFile(file) as target:
            async for chunk in self.iter_bytes(chunk_size):
                await run_sync(target.write, chunk)


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
