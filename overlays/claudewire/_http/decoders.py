"""Content codings. Data is decoded in chunks of bounded size, so that a decompression bomb is found early."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, NoReturn

from .exceptions import BodyTooLarge, DecodingError

#: Largest chunk, in bytes, that a decompressor returns.
MAX_CHUNK = 256 * 1024
#: Bytes decoded for each byte received. Text compresses to a tenth, repetitive text to a thirtieth; a larger ratio is an attack.
MAX_RATIO = 100
#: Bytes received in a row that decode to nothing, at most: empty gzip members could follow one another for ever.
_MAX_EMPTY_BYTES = 64 * 1024
#: Decoded bytes up to which the ratio is not checked.
_RATIO_FREE_BYTES = 16 * 1024 * 1024


class ContentDecoder:
    """Decodes `gzip` and `deflate`.

    Raises:
        DecodingError: the coding is another one, or the data is damaged.
        BodyTooLarge: the data inflates beyond `MAX_RATIO`.
    """

    def __init__(self, coding: str) -> None:
        parts = coding.lower().split(",") if coding else ()
        names = [name for part in parts if (name := part.strip()) not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            raise DecodingError(f"the response is encoded as {coding!r}, which was not asked for")
        self._gzip = bool(names) and names[0] != "deflate"
        self._coded = bool(names)
        self._engine: Any = self._new() if self._gzip else None
        self._first = b""
        self._empty = 0
        #: Bytes before and after decoding.
        self._received = self._decoded = 0

    @property
    def is_identity(self) -> bool:
        """Whether the body is not encoded: then `decode` is not needed."""
        return not self._coded

    @staticmethod
    def _new() -> Any:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes in chunks of at most `MAX_CHUNK` bytes."""
        return self._decompressed(data) if self._coded else iter((data,))

    def _decompressed(self, data: bytes) -> Iterator[bytes]:
        self._empty += len(data)
        self._received += len(data)
        limit = max(_RATIO_FREE_BYTES, MAX_RATIO * self._received)
        try:
            for chunk in self._inflate(data):
                self._empty = 0
                self._decoded += len(chunk)
                if self._decoded > limit:
                    raise BodyTooLarge(
                        f"the response is larger than {limit:,} bytes, of which {self._received:,} were received: it inflates too much"
                    )
                yield chunk
        except zlib.error as error:
            raise DecodingError(f"the compressed response is damaged: {error}") from error
        if self._empty > _MAX_EMPTY_BYTES:
            raise DecodingError(f"{self._empty:,} bytes of the compressed response hold nothing")

    def _inflate(self, data: bytes) -> Iterator[bytes]:
        engine = self._engine
        if engine is None:
            data = self._first = self._first + data
            if len(data) < 2:
                return
            # RFC 9110 asks for a zlib frame; some servers leave it out.
            framed = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            engine = self._engine = zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
        if engine.eof and data and not self._gzip:
            raise DecodingError("data follows the end of the compressed response")
        while data:
            if chunk := engine.decompress(data, MAX_CHUNK):
                yield chunk
            data = engine.unconsumed_tail
            if engine.eof and not data and engine.unused_data:
                if not self._gzip:
                    raise DecodingError("data follows the end of the compressed response")
                data = engine.unused_data  # gzip members may follow one another
                engine = self._engine = self._new()

    def finish(self) -> None:
        """Raises DecodingError if the compressed data is incomplete."""
        if self._coded and (self._engine is None or not self._engine.eof):
            raise DecodingError("the response ended inside its compressed data")


class BodyBuffer:
    """Collects a decoded body, up to a limit in bytes."""

    def __init__(self, decoder: ContentDecoder, limit: int) -> None:
        self._decoder = decoder
        self._limit = limit
        self._chunks: list[bytes] = []
        self._size = 0
        #: Bytes received, before decoding.
        self.received: int = 0

    def add(self, data: bytes) -> None:
        """Decode and keep `data`. Raises BodyTooLarge once the limit is exceeded; the beginning of the body is kept."""
        self.received += len(data)
        # Compressed data is a little larger than its content where nothing can be compressed.
        if self.received > self._limit + self._limit // 64 + _MAX_EMPTY_BYTES:
            self._refuse()
        for chunk in self._decoder.decode(data):
            self._size += len(chunk)
            if self._size > self._limit:
                self._refuse()
            self._chunks.append(chunk)

    def _refuse(self) -> NoReturn:
        del self._chunks[1:]
        raise BodyTooLarge(
            f"the response is larger than {self._limit:,} bytes, of which {self.received:,} were received"
        )

    def finish(self) -> bytes:
        """Return the complete body. Raises DecodingError if compressed data is incomplete."""
        self._decoder.finish()
        return self.getvalue()

    def getvalue(self) -> bytes:
        """Return what has been decoded."""
        return self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
