"""Content codings, in pieces of bounded size: what inflates without end is noticed while it does."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from ._errors import ResponseInvalid, ResponseTooLarge

#: A decompressor gives out at most this much at once.
PIECE = 256 * 1024
#: Text shrinks to a tenth, repetitive text to a thirtieth. What grows beyond this is made to: a small body then gets no further.
MAX_RATIO = 100
_HARMLESS = 16 * 1024 * 1024


class Decoder:
    """Undoes `gzip` and `deflate`. Raises ResponseInvalid for anything else."""

    def __init__(self, coding: str) -> None:
        parts = coding.lower().split(",") if coding else ()
        names = [name for part in parts if (name := part.strip()) not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            raise ResponseInvalid(f"the response is encoded as {coding!r}, which was not asked for")
        self._gzip = bool(names) and names[0] != "deflate"
        self._coded = bool(names)
        self._engine: Any = self._new() if self._gzip else None
        self._first = b""

    @property
    def transparent(self) -> bool:
        return not self._coded

    @staticmethod
    def _new() -> Any:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)

    def decode(self, data: bytes) -> Iterator[bytes]:
        """The decoded bytes, piece by piece."""
        return self._decompressed(data) if self._coded else iter((data,))

    def _decompressed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._inflate(data)
        except zlib.error as error:
            raise ResponseInvalid(f"the compressed response is damaged: {error}") from error

    def _inflate(self, data: bytes) -> Iterator[bytes]:
        engine = self._engine
        if engine is None:
            data = self._first = self._first + data
            if len(data) < 2:
                return
            # By the standard there is a zlib frame around it, and some servers leave it out.
            framed = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            engine = self._engine = zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
        while data:
            if piece := engine.decompress(data, PIECE):
                yield piece
            data = engine.unconsumed_tail
            if engine.eof and self._gzip and engine.unused_data:
                data = engine.unused_data  # gzip members may follow each other
                engine = self._engine = self._new()

    def finish(self) -> None:
        """Raises ResponseInvalid when the data ended in the middle."""
        if self._coded and (self._engine is None or not self._engine.eof):
            raise ResponseInvalid("the compressed response ends too early")


class Body:
    """Collects a decoded body, up to a limit."""

    def __init__(self, decoder: Decoder, limit: int) -> None:
        self._decoder = decoder
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._received = 0

    def add(self, data: bytes) -> None:
        """Raises ResponseTooLarge as soon as the limit is passed, or the body turns out to be made of air."""
        self._received += len(data)
        limit = min(self._limit, max(_HARMLESS, MAX_RATIO * self._received))
        for piece in self._decoder.decode(data):
            self._size += len(piece)
            if self._size > limit:
                self._parts.clear()
                raise ResponseTooLarge(
                    f"the response is larger than {limit:,} bytes, of which {self._received:,} came over the wire"
                )
            self._parts.append(piece)

    def whole(self) -> bytes:
        """Raises ResponseInvalid when a compressed body ended in the middle."""
        self._decoder.finish()
        return self.so_far()

    def so_far(self) -> bytes:
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
