"""Multipart bodies that are read while they are sent, so that no file is held in memory.

The length is known before, and the body can be sent again, unless a part is an iterator. An open file is read from its position.
"""

from __future__ import annotations

import os
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from collections.abc import Set as AbstractSet
from contextlib import aclosing
from functools import partial
from os import PathLike
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias, cast
from unicodedata import category

from claudewire import _json
from claudewire._callbacks import call_back, stopped
from claudewire._errors.statuses import RequestTooLargeError
from claudewire_api._call import scalar_text
from claudewire_api._errors import RequestInvalid

if TYPE_CHECKING:
    from pathlib import Path

CHUNK: Final = 256 * 1024
#: Called with the number of bytes sent and the total (None if unknown).
Progress: TypeAlias = Callable[[int, "int | None"], Any]

#: Control characters, line and paragraph separators, halves of surrogate pairs.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Zl", "Zp", "Cs"})
_OCTETS = "application/octet-stream"


class FilePart:
    """One file: its name, its media type, and how to read it."""

    __slots__ = ("_content", "_start", "filename", "length", "media_type", "rewindable")

    def __init__(self, file: Any) -> None:
        name: str | None = None
        media_type: str | None = None
        content: Any = file
        if isinstance(file, tuple):
            parts = cast("Sequence[Any]", file)
            if not 2 <= len(parts) <= 3:
                raise RequestInvalid("a file is its content, (name, content) or (name, content, media type)")
            name, content = parts[:2]
            media_type = parts[2] if len(parts) == 3 else None
        self._content: Any = content
        self._start = 0
        self.length: int | None = None
        self.rewindable = True
        if isinstance(content, (bytes, bytearray, memoryview)):
            view = memoryview(cast("bytes", content))
            self.length = view.nbytes
            if not view.c_contiguous:  # every second byte, for instance
                self._content = view.tobytes()
        elif isinstance(content, PathLike):
            from pathlib import Path

            path = Path(os.fsdecode(cast("PathLike[str]", content)))
            name = name or path.name
            self._content = path
            self.length = path.stat().st_size
        elif hasattr(content, "read"):
            self._open_file(content)
            given: Any = getattr(content, "name", None)
            if name is None and isinstance(given, (str, bytes)):
                from pathlib import Path

                name = Path(os.fsdecode(given)).name
        elif isinstance(content, str):
            raise RequestInvalid("file= got a str: pass pathlib.Path(...) for a file, or bytes for content")
        elif isinstance(content, (Iterable, AsyncIterable)):
            if isinstance(content, (Sequence, AbstractSet, Mapping)):
                for item in cast("Iterable[Any]", content):
                    _check_chunk(item)
            self.rewindable = False
        else:
            raise RequestInvalid(
                f"a {type(content).__name__} is not a file: pass bytes, a path, a binary file or an iterator"
            )
        self.filename = _check_name("file name", name or "upload")
        self.media_type = _check_name("media type", media_type or _guess(self.filename))

    def _open_file(self, content: Any) -> None:
        try:
            self._start = 0 + content.tell()  # before the file is moved: it must be a number
            end = content.seek(0, os.SEEK_END)
            content.seek(self._start)
            self.length = max(end - self._start, 0)  # a position may lie behind the end
        except (AttributeError, OSError, TypeError, ValueError):
            self.rewindable = False

    @property
    def is_async(self) -> bool:
        content: Any = self._content
        return not isinstance(content, (bytes, bytearray, memoryview, PathLike, Iterable)) and isinstance(
            content, AsyncIterable
        )

    def chunks(self) -> Iterator[bytes]:
        """Yield the content in chunks. Raises RequestInvalid if it is shorter than its announced length."""
        content: Any = self._content
        if isinstance(content, (bytes, bytearray, memoryview)):
            view = memoryview(cast("bytes", content)).cast("B")
            for start in range(0, len(view), CHUNK):
                yield bytes(view[start : start + CHUNK])
        elif isinstance(content, PathLike):
            path = cast("Path", content)
            with path.open("rb") as file:
                yield from self._read(file)
        elif hasattr(content, "read"):
            if self.rewindable:
                content.seek(self._start)
            yield from self._read(content)
        else:
            try:
                for chunk in content:
                    yield _check_chunk(chunk)
            except StopAsyncIteration as error:  # further up it would be the end of the body
                raise stopped("a file that is an iterator", error) from error

    def _read(self, file: IO[bytes]) -> Iterator[bytes]:
        left = self.length
        while left is None or left > 0:
            chunk = call_back("read() of a file", file.read, CHUNK if left is None else min(CHUNK, left))
            if not chunk:
                break
            if not isinstance(chunk, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise RequestInvalid(f"{self.filename} must be open in binary mode")
            if left is not None:
                if len(chunk) > left:  # the server would take what follows for the next request
                    raise RequestInvalid(f"{self.filename} gave more bytes than it was asked for")
                left -= len(chunk)
            yield chunk
        if left:
            raise RequestInvalid(f"{self.filename} became shorter while it was sent")

    def async_content(self) -> AsyncIterable[bytes]:
        content: AsyncIterable[bytes] = self._content
        return content


class ProgressFile:
    """A file with a function that is called as the body is sent."""

    __slots__ = ("file", "progress")

    def __init__(self, file: Any, progress: Progress) -> None:
        self.file, self.progress = file, progress


class MultipartEncoder:
    """Body of a form: fields first, then files, in order.

    Attributes:
        content_type: Value of the header, with the boundary.
        length: Bytes in total; None if the length of a part is unknown.
        rewindable: Whether it can be sent again.
        error: Exception raised by the content of a part while it was read: the caller's own, not the connection's.
    """

    def __init__(
        self,
        fields: Mapping[str, Any],
        files: Iterable[tuple[str, Any]],
        *,
        boundary: str | None = None,
        limit: int | None = None,
        operation: str = "the operation",
    ) -> None:
        boundary = boundary or os.urandom(16).hex()
        self.content_type: str = f"multipart/form-data; boundary={boundary}"
        self.error: BaseException | None = None
        self._progress: Progress | None = None
        self._end = f"--{boundary}--\r\n".encode()
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n{_field(value)}\r\n'
            for name, given in fields.items()
            for value in _each(given)
        )
        self._parts: list[tuple[bytes, FilePart]] = []
        for name, file in files:
            if isinstance(file, ProgressFile):
                self._progress = file.progress
            part = FilePart(file.file if isinstance(file, ProgressFile) else file)
            head += (
                f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(part.filename)}"\r\n'
                f"Content-Type: {part.media_type}\r\n\r\n"
            )
            self._parts.append((_encode(head), part))
            head = "\r\n"
        self._tail = _encode(head) + self._end
        self.rewindable: bool = all(part.rewindable for _, part in self._parts)
        self.is_async: bool = any(part.is_async for _, part in self._parts)
        self.length: int | None = len(self._tail)
        for part_header, part in self._parts:
            if part.length is None:
                self.length = None
                break
            self.length += len(part_header) + part.length
        self._limit, self._operation = limit, operation
        self._sent = 0
        if self.length is not None:
            RequestTooLargeError.check(self.length, limit, operation)

    def __iter__(self) -> Iterator[bytes]:
        self._sent = 0
        for chunk in self._chunks():
            self._check_limit(chunk)
            yield chunk
            self._report()

    def read_through(self) -> Iterator[bytes]:
        """Yield the body without sending it, for a hash of it. Only a rewindable body can be sent afterwards."""
        return self._chunks()

    def _chunks(self) -> Iterator[bytes]:
        for part_header, part in self._parts:
            yield part_header
            try:
                yield from part.chunks()
            except Exception as error:
                self.error = error
                raise
        yield self._tail

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._sent = 0
        # The request may fail in between: trio warns of an async generator that nobody ends.
        async with aclosing(self._async_chunks()) as chunks:
            async for chunk in chunks:
                self._check_limit(chunk)
                yield chunk
                self._report()

    def _check_limit(self, chunk: bytes) -> None:
        """Count what is sent. A body of unknown length is stopped at the limit."""
        self._sent += len(chunk)
        if self.length is None:
            try:
                RequestTooLargeError.check(self._sent, self._limit, self._operation)
            except RequestTooLargeError as error:
                self.error = error
                raise

    def _report(self) -> None:
        if self._progress is not None:
            call_back("progress", self._progress, self._sent, self.length)

    async def _async_chunks(self) -> AsyncGenerator[bytes]:
        from anyio.to_thread import run_sync

        for part_header, part in self._parts:
            yield part_header
            try:
                if part.is_async:
                    async for chunk in part.async_content():
                        yield _check_chunk(chunk)
                else:
                    chunks = part.chunks()
                    # A disk can be slow: a thread waits for it, not the event loop.
                    while (chunk := await run_sync(partial(next, chunks, None))) is not None:
                        yield chunk
            except Exception as error:
                self.error = error
                raise
        yield self._tail


def _check_chunk(chunk: Any) -> bytes:
    """Return a chunk of a file as bytes. Raises RequestInvalid if it is none: `bytes(3)` would be three zeros."""
    if isinstance(chunk, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", chunk))
    raise RequestInvalid(f"a file that is an iterator must give bytes, and it gave a {type(chunk).__name__}")


def _each(value: Any) -> Iterable[Any]:
    return cast("Iterable[Any]", value) if isinstance(value, (list, tuple)) else (value,)


def _field(value: Any) -> str:
    """Return the rest of the part of a field: text, or JSON with its media type for an object."""
    if isinstance(value, Mapping) or hasattr(value, "to_dict"):
        try:
            return f"Content-Type: application/json\r\n\r\n{_json.dumps(value).decode()}"
        except (TypeError, ValueError, RecursionError) as error:
            raise RequestInvalid(f"a field of the form cannot be written as JSON: {error}") from error
    return f"\r\n{scalar_text(value)}"


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise RequestInvalid("a field of the form has half of a surrogate pair, which UTF-8 cannot hold") from None


def _quoted(text: str) -> str:
    return _check_name("name of a form field or file", text).replace('"', "%22")


def _check_name(what: str, text: Any) -> str:
    """Return a name unchanged. Any script is allowed; line breaks, control characters and surrogates are refused."""
    if isinstance(text, str) and (text.isprintable() or not any(category(c) in _FORBIDDEN_CATEGORIES for c in text)):
        return text
    raise RequestInvalid(f"{text!r} is not a {what}")


def _guess(filename: str) -> str:
    from mimetypes import guess_type  # it reads the system's tables

    return guess_type(filename)[0] or _OCTETS
