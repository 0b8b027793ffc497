"""Compressed bytes and archives that a secret may hide in, and the way back. Unpacking is bounded by a budget."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from claudewire._errors import ClaudeError
from claudewire.contract.readers.content_coding import inflate
from claudewire.contract.readers.limits import UndecodableError

_GZIP: Final = b"\x1f\x8b"
_BZ2: Final = b"BZh"
_XZ: Final = b"\xfd7zXZ\0"
_ZIP: Final = b"PK\x03\x04"
_ZIP_END: Final = b"PK\x05\x06"
_CHUNK: Final = 256 * 1024

Pack: TypeAlias = Callable[[bytes], bytes]


class TooLargeError(ClaudeError, ValueError):
    """Archives and compressed values hold more than is unpacked of one recording."""


class Budget:
    """Bytes that may still be unpacked."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left: int = limit

    def spend(self, size: int) -> None:
        """Take `size` bytes.

        Raises:
            TooLargeError: so much is not left.
        """
        self.left -= size
        if self.left < 0:
            raise TooLargeError(f"what is compressed in it is larger than {self.limit:,} bytes")

    def collect(self, chunks: Iterator[bytes]) -> bytes:
        found: list[bytes] = []
        for chunk in chunks:
            self.spend(len(chunk))
            found.append(chunk)
        return b"".join(found)


def unpack(data: bytes, budget: Budget) -> tuple[bytes, Pack] | None:
    """The plain bytes and the function that packs others in the same way; None if the data is not compressed.

    Raises:
        TooLargeError: the budget is spent.
    """
    if data.startswith(_GZIP):
        return _try(budget, inflate(data, 16 + zlib.MAX_WBITS), lambda plain: gzip.compress(plain, mtime=0))
    if data.startswith(_BZ2):
        return _try(budget, _feed(bz2.BZ2Decompressor(), data), bz2.compress)
    if data.startswith(_XZ):
        return _try(budget, _feed(lzma.LZMADecompressor(memlimit=128 * 1024 * 1024), data), lzma.compress)
    if data[:1] == b"\x78" and int.from_bytes(data[:2], "big") % 31 == 0:
        return _try(budget, inflate(data, zlib.MAX_WBITS), zlib.compress)
    return None


def unpack_raw_deflate(data: bytes, budget: Budget) -> tuple[bytes, Pack] | None:
    """As `unpack`, for deflate without a frame: any bytes may be it, so it is tried on what cannot be text."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        head = engine.decompress(data, 256)
    except zlib.error:
        return None
    if not head or (engine.eof and engine.unused_data):
        return None
    return _try(budget, inflate(data, -zlib.MAX_WBITS), _raw_deflate)


def clean_archives(data: bytes, budget: Budget, clean: Callable[[bytes], bytes]) -> bytes:
    """The data with the zip archives in it (a skill, alone or as a part of a form) cleaned, file by file.

    Raises:
        TooLargeError: the budget is spent.
    """
    start = data.find(_ZIP)
    end = data.rfind(_ZIP_END)
    if start < 0 or end < start:
        return data
    end += 22 + int.from_bytes(data[end + 20 : end + 22], "little")  # the record of the end, and its comment
    made = io.BytesIO()
    changed = False
    try:
        with zipfile.ZipFile(io.BytesIO(data[start:end])) as archive, zipfile.ZipFile(made, "w") as copy:
            if archive.comment:
                copy.comment = clean(archive.comment)
                changed |= copy.comment != archive.comment
            for member in archive.infolist():
                budget.spend(member.file_size)
                content = archive.read(member)
                cleaned = clean(content)
                name = clean(member.filename.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")
                changed |= cleaned != content or name != member.filename
                member.filename = name
                copy.writestr(member, cleaned, compress_type=member.compress_type)
    # Encrypted, or not an archive.
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError):
        return data
    return data[:start] + made.getvalue() + data[end:] if changed else data


def _raw_deflate(plain: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(plain) + engine.flush()


def _try(budget: Budget, chunks: Iterator[bytes], pack: Pack) -> tuple[bytes, Pack] | None:
    try:
        return budget.collect(chunks), pack
    except (UndecodableError, lzma.LZMAError, OSError, EOFError):
        return None


def _feed(engine: Any, data: bytes) -> Iterator[bytes]:
    while not engine.eof:
        chunk: bytes = engine.decompress(data, _CHUNK)
        if not chunk and engine.needs_input:
            raise EOFError
        yield chunk
        data = b""
