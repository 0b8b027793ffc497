"""Content codings of recorded bodies. Many recorders undo one and keep its header, so the bytes decide."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from claudewire.contract.readers.limits import MAX_BODY_BYTES, UndecodableError

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
#: Most that a decompressor returns at once, and most that one is given at once where it cannot be told to stop.
_CHUNK: Final = 256 * 1024
_SIP: Final = 512
#: How bodies of this API begin.
_TEXT_STARTS: Final = (b"{", b"[", b'"', b"event:", b"data:", b":", b"--")


def decode_content(body: bytes, coding: str, *, limit: int = MAX_BODY_BYTES) -> bytes:
    """The body without its content coding.

    Args:
        body: The recorded bytes.
        coding: The `content-encoding` header; empty if there was none.
        limit: Most bytes of the result.

    Raises:
        UndecodableError: the coding is unknown, its decoder is not installed, the bytes are damaged, or the result exceeds `limit`.
    """
    coding = coding.strip().lower().removeprefix("x-")
    if body.startswith(_GZIP):
        return _collect(inflate(body, 16 + zlib.MAX_WBITS), limit)
    if coding in ("", "identity", "gzip"):
        return body
    if coding == "deflate":
        return _deflated(body, limit)
    if coding in ("br", "zstd"):
        if coding == "zstd" and body.startswith(_ZSTD):
            return _collect(_zstd(body), limit)
        return _collect(_brotli(body) if coding == "br" else _zstd(body), limit) if is_binary(body) else body
    if is_binary(body):
        raise UndecodableError(f"the body is compressed with {coding!r}, which is not known here")
    return body


def inflate(data: bytes, window: int) -> Iterator[bytes]:
    """What gzip or deflate packed, in chunks of bounded size; gzip members may follow each other.

    Raises:
        UndecodableError: the data is damaged, or ends too early.
    """
    try:
        while data:
            engine = zlib.decompressobj(window)
            while not engine.eof:
                if not data:
                    raise UndecodableError("the compressed body is not complete")
                chunk = engine.decompress(data, _CHUNK)
                if not chunk and not engine.eof and engine.unconsumed_tail == data:
                    raise UndecodableError("the compressed body is not complete")
                yield chunk
                data = engine.unconsumed_tail
                if not data and not engine.eof:
                    yield engine.flush()
                    if not engine.eof:
                        raise UndecodableError("the compressed body is not complete")
            data = engine.unused_data.lstrip(b"\0") if window > zlib.MAX_WBITS else b""
    except zlib.error as error:
        raise UndecodableError(f"the compressed body is damaged: {error}") from None


def is_binary(body: bytes) -> bool:
    """Whether the first bytes cannot be text."""
    head = body[:4096]
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start < len(head) - 4
    return b"\0" in head


def _deflated(body: bytes, limit: int) -> bytes:
    """RFC 9110 puts a zlib frame around deflate, and some servers leave it out."""
    if body.lstrip().startswith(_TEXT_STARTS) and not is_binary(body):
        return body
    framed = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _collect(inflate(body, zlib.MAX_WBITS if framed else -zlib.MAX_WBITS), limit)


def _collect(chunks: Iterable[bytes], limit: int) -> bytes:
    found: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise UndecodableError(f"the body is larger than {limit:,} bytes after decompression")
        found.append(chunk)
    return b"".join(found)


def _brotli(body: bytes) -> Iterator[bytes]:
    engine: Any = _decoder("brotli", "br").Decompressor()
    process: Any = getattr(engine, "process", None) or engine.decompress
    try:
        for start in range(0, len(body), _SIP):
            yield process(body[start : start + _SIP])
    except Exception as error:  # noqa: BLE001 the decoder has an error class of its own
        raise UndecodableError(f"the compressed body is damaged: {error}") from None
    if not engine.is_finished():
        raise UndecodableError("the compressed body is not complete")


def _zstd(body: bytes) -> Iterator[bytes]:
    library = _decoder("zstandard", "zstd")
    try:
        with library.ZstdDecompressor().stream_reader(body) as reader:
            while chunk := reader.read(_CHUNK):
                yield chunk
    except library.ZstdError as error:
        raise UndecodableError(f"the compressed body is damaged: {error}") from None


def _decoder(name: str, coding: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UndecodableError(f"the body is compressed with {coding}: pip install {name} to read it") from None
