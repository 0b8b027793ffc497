"""Content codings, in pieces of bounded size: what inflates without end is noticed while it does."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from ._errors import ResponseInvalid, ResponseTooLarge

#: A decompressor gives out at most this much at once.
PIECE = 256 * 1024
#: Text shrinks to a tenth, repetitive text to a thirtieth. What grows beyond this is made to: a small body then gets no further.
MAX_RATIO = 100
_HARMLESS = 16 * 1024 * 1024


class Decoder:
    """Undoes `gzip` and `deflate`. Raises ResponseInvalid for anything else."""

    def __init__(self, coding: str) -> None:
        names = [name for part in coding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            raise ResponseInvalid(f"the response is encoded as {coding!r}, which was not asked for")
        self._gzip = bool(names) and names[0] != "deflate"
        self._engine = None if not names else self._new()

    @property
    def transparent(self) -> bool:
        return self._engine is None

    def _new(self) -> zlib._Decompress:
        return zlib.decompressobj(16 + zlib.MAX_WBITS if self._gzip else zlib.MAX_WBITS)

    def decode(self, data: bytes) -> Iterator[bytes]:
        """The decoded bytes, piece by piece."""
        if self._engine is None:
            yield data
            return
        try:
            yield from self._inflate(data)
        except zlib.error as error:
            raise ResponseInvalid(f"the compressed response is damaged: {error}") from error

    def _inflate(self, data: bytes) -> Iterator[bytes]:
        engine = self._engine
        while engine is not None and data:
            try:
                piece = engine.decompress(data, PIECE)
            except zlib.error:
                if self._gzip or engine.unconsumed_tail:
                    raise
                # Some servers send deflate without the zlib frame around it.
                engine = self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
                self._gzip = True  # this way is tried once
                piece = engine.decompress(data, PIECE)
            if piece:
                yield piece
            data = engine.unconsumed_tail
            if engine.eof and engine.unused_data:
                data = engine.unused_data  # gzip members may follow each other
                engine = self._engine = self._new()

    def finish(self) -> None:
        """Raises ResponseInvalid when the data ended in the middle."""
        if self._engine is not None and not self._engine.eof:
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
