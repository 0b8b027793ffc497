"""The AWS event stream (`application/vnd.amazon.eventstream`): bytes in, frames out. No I/O and no clock.

A frame is, in big-endian order: its length, the length of its headers, the CRC-32 of these two, the headers, the payload, and the
CRC-32 of all that. The frames do not depend on how the bytes are cut into chunks.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from struct import error as StructError
from typing import Any, Final, NamedTuple
from zlib import crc32

from claudewire._errors.base import StreamDataInvalid, StreamError, StreamLimitExceeded

#: Limits in bytes, as AWS' own decoders have them.
MAX_HEADERS: Final = 128 * 1024
MAX_PAYLOAD: Final = 24 * 1024 * 1024

_PRELUDE: Final = Struct(">III")
_CRC: Final = Struct(">I")
_LENGTH: Final = Struct(">H")
_MIN_FRAME: Final = _PRELUDE.size + _CRC.size
#: Header types with a value of fixed size: integers, a time in milliseconds since the epoch, a UUID.
_FIXED: Final = {2: Struct(">b"), 3: Struct(">h"), 4: Struct(">i"), 5: Struct(">q"), 8: Struct(">q"), 9: Struct("16s")}
#: Frames of one stream have few different headers.
_MAX_CACHED: Final = 32


class Frame(NamedTuple):
    """One message of the stream."""

    headers: Mapping[str, Any]
    payload: bytes


class FrameDecoder:
    """Decodes an event stream."""

    __slots__ = ("_buffer", "_headers", "error")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._headers: dict[bytes, Mapping[str, Any]] = {}
        #: What is wrong with the stream. The frames that precede the fault are returned first.
        self.error: StreamError | None = None

    @property
    def is_inside_frame(self) -> bool:
        """Whether the bytes up to here end in the middle of a frame."""
        return bool(self._buffer)

    def feed(self, chunk: bytes) -> list[Frame]:
        """Return the frames that `chunk` completes. A fault is not raised: see `error`."""
        frames: list[Frame] = []
        if self.error is not None:
            return frames
        data: bytes | bytearray = chunk
        if self._buffer:
            self._buffer += chunk
            data = self._buffer
        start = 0
        try:
            while (end := _frame_end(data, start)) is not None:
                frames.append(self._frame(bytes(data[start:end])))
                start = end
        except StreamError as error:
            self.error = error
            self._buffer = bytearray()
            return frames
        if data is self._buffer:
            del self._buffer[:start]
        elif start < len(data):
            self._buffer += data[start:]
        return frames

    def _frame(self, data: bytes) -> Frame:
        _, headers_length, _ = _PRELUDE.unpack_from(data)
        if crc32(data[:-4]) != _CRC.unpack_from(data, len(data) - 4)[0]:
            raise StreamDataInvalid("The checksum of a frame of the event stream is wrong.")
        payload_start = _PRELUDE.size + headers_length
        raw = data[_PRELUDE.size : payload_start]
        headers = self._headers.get(raw)
        if headers is None:
            headers = parse_headers(raw)
            if len(self._headers) < _MAX_CACHED:
                self._headers[raw] = headers
        return Frame(headers, data[payload_start:-4])


def _frame_end(data: bytes | bytearray, start: int) -> int | None:
    """Return where the frame at `start` ends; None if it is incomplete. Its prelude is checked first.

    Raises:
        StreamError: the prelude is damaged, or announces more than the limits allow.
    """
    if len(data) - start < _PRELUDE.size:
        return None
    total, headers_length, crc = _PRELUDE.unpack_from(data, start)
    if crc32(data[start : start + 8]) != crc:
        raise StreamDataInvalid("The checksum of the beginning of a frame is wrong: this is not an AWS event stream.")
    if headers_length > MAX_HEADERS or total - headers_length - _MIN_FRAME > MAX_PAYLOAD:
        raise StreamLimitExceeded(
            f"A frame of the event stream announces {total:,} bytes ({headers_length:,} of headers), which is over the limit."
        )
    if total < _MIN_FRAME + headers_length:
        raise StreamDataInvalid("A frame of the event stream is shorter than its headers.")
    return start + total if len(data) - start >= total else None


def parse_headers(data: bytes) -> Mapping[str, Any]:
    """Return the headers of a frame, by name.

    Raises:
        StreamDataInvalid: they are damaged, or a name comes twice.
    """
    headers: dict[str, Any] = {}
    position = 0
    try:
        while position < len(data):
            length = data[position]
            name = _part(data, position + 1, length).decode()
            position += 1 + length
            kind = data[position]
            position += 1
            if kind in (0, 1):
                value: Any = kind == 0
            elif kind in (6, 7):
                (length,) = _LENGTH.unpack_from(data, position)
                value = _part(data, position + 2, length)
                position += 2 + length
                if kind == 7:
                    value = value.decode()
            else:
                form = _FIXED[kind]
                (value,) = form.unpack_from(data, position)
                position += form.size
            if name in headers:
                raise StreamDataInvalid(f"A frame of the event stream has the header {name!r} twice.")
            headers[name] = value
    except (IndexError, KeyError, UnicodeDecodeError, ValueError, StructError) as error:
        raise StreamDataInvalid("The headers of a frame of the event stream cannot be read.") from error
    return headers


def _part(data: bytes, start: int, length: int) -> bytes:
    part = data[start : start + length]
    if len(part) < length:
        raise IndexError(start)
    return part


def encode_frame(headers: Mapping[str, str], payload: bytes) -> bytes:
    """Return a frame whose headers are all strings, as servers send it."""
    raw = bytearray()
    for name, value in headers.items():
        text = value.encode()
        raw += bytes((len(name),)) + name.encode() + b"\x07" + _LENGTH.pack(len(text)) + text
    lengths = _PRELUDE.pack(_MIN_FRAME + len(raw) + len(payload), len(raw), 0)[:8]
    data = lengths + _CRC.pack(crc32(lengths)) + raw + payload
    return data + _CRC.pack(crc32(data))
