"""The JSON codec: the one place that knows which libraries it is.

With `claudewire[fast]`, msgspec reads (orjson turns whole numbers beyond 64 bits into floats) and orjson writes (msgspec would write
our models in its own way). Wherever they and the standard library disagree, the standard library is asked: the results are the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from os import PathLike
from typing import Any, Final, cast

from ._fast import library

#: Characters that are encoded at once.
_PIECE: Final = 16 * 1024

_scan: Final[Callable[[str, int], tuple[Any, int]]] = cast("Any", json.JSONDecoder()).scan_once


# -- the standard library ----------------------------------------------------------------------------------------------


def _parse(text: str) -> Any:
    # The same as `json.loads`, without what that does before and behind: for small texts it is most of the time.
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        return json.loads(text)
    return value if end == len(text) else json.loads(text)


def _parse_all(texts: Iterable[str]) -> list[Any]:
    values: list[Any] = []
    try:
        for text in texts:
            value, end = _scan(text, 0)
            if end != len(text):
                raise ValueError("something follows a value")
            values.append(value)
    except StopIteration:
        raise ValueError("something precedes a value") from None
    return values


def _loads(data: bytes) -> Any:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return json.loads(data)
    return _parse(text)


def _dumps(value: Any) -> bytes:
    text = _ENCODER.encode(value)
    if text.isascii():
        return text.encode()
    try:
        # For a long text in one piece, Python would ask the system for three times the memory and give most of it back.
        pieces = [text[at : at + _PIECE].encode() for at in range(0, len(text), _PIECE)]
    except UnicodeEncodeError:  # half of a surrogate pair: only the escaped form can carry it
        return _ESCAPING.encode(value).encode()
    del text  # its memory is that of the result
    return b"".join(pieces)


def _default(value: Any) -> Any:
    if (to_dict := getattr(value, "to_dict", None)) is not None:
        return to_dict()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if (read := getattr(value, "read", None)) is not None:  # before iterators: an open file is one, of lines
        return _base64(read())
    if isinstance(value, (AbstractSet, Iterator)):
        return list(cast("Iterator[Any]", value))
    if isinstance(value, date):
        return value.isoformat()
    # Content of a base64 source: bytes, a path; or an open file, above.
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _base64(cast("bytes", value))
    if isinstance(value, PathLike):
        from pathlib import Path

        return _base64(Path(cast("PathLike[str]", value)).read_bytes())
    raise TypeError(f"a {type(value).__name__} has no JSON form")


def _base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode()


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_default)
_ESCAPING = json.JSONEncoder(allow_nan=False, separators=(",", ":"), default=_default)


# -- claudewire[fast] --------------------------------------------------------------------------------------------------


def _reader(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parse(text: Any) -> Any:
        try:
            return read(text)
        except (
            ValueError
        ):  # NaN, half a surrogate pair, a byte order mark; or no JSON, and then the error is the same, too
            return json.loads(text)

    return parse


def _reader_of_all(read: Callable[[Any], Any]) -> Callable[[Iterable[Any]], list[Any]]:
    return lambda texts: list(map(read, texts))


def _writer(orjson: Any, msgspec: Any) -> Callable[[Any], bytes]:
    write, option = orjson.dumps, orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
    pack = msgspec.msgpack.Encoder(enc_hook=_nothing).encode

    def dumps(value: Any) -> bytes:
        converted: list[Any] = []

        def convert(item: Any) -> Any:
            if isinstance(item, Iterator) or hasattr(item, "read"):
                raise TypeError  # it can be read only once, and the standard library may have to begin again
            converted.append(_default(item))
            return converted[-1]

        try:
            # orjson would write NaN and the infinities as null.
            if _finite(pack(value)):
                data: bytes = write(value, default=convert, option=option)
                if not converted or _finite(pack(converted)):
                    return data
        except (TypeError, ValueError, OverflowError, RecursionError):
            pass
        return _dumps(value)

    return dumps


def _nothing(_: Any) -> None:
    """What stands for a value that has yet to be converted."""


def _finite(packed: bytes) -> bool:
    """Whether all numbers in some MessagePack are some that JSON has. False if that can not be seen at once."""
    # A float is 0xCB and its eight bytes, and that of a NaN or an infinity goes on with one of these two. Text never does.
    at = packed.find(b"\xcb")
    while at >= 0:
        at += 1
        if packed.startswith((b"\x7f", b"\xff"), at):
            return False
        at = packed.find(b"\xcb", at)
    return True


# -- the codec ---------------------------------------------------------------------------------------------------------

_msgspec: Final = library("msgspec")
_orjson: Final = library("orjson")

#: The value of a JSON text. Raises ValueError.
parse: Final[Callable[[str], Any]] = _parse if _msgspec is None else _reader(_msgspec.json.Decoder().decode)

#: The values of JSON texts, in less time. Raises ValueError also where `parse` would not: then ask that, for one after the other.
parse_all: Final[Callable[[Iterable[str]], list[Any]]] = (
    _parse_all if _msgspec is None else _reader_of_all(_msgspec.json.Decoder().decode)
)

#: The same for bytes.
loads: Final[Callable[[bytes], Any]] = _loads if _msgspec is None else cast("Callable[[bytes], Any]", parse)

#: Compact UTF-8. Models, dates, iterators and binary content are written as the API wants them. Raises ValueError for a number
#: that JSON does not have and for a value inside itself, TypeError for a value that has no JSON form.
dumps: Final[Callable[[Any], bytes]] = _dumps if _orjson is None or _msgspec is None else _writer(_orjson, _msgspec)
