"""The JSON codec. Only this module uses JSON libraries.

With `claudewire[fast]`, msgspec parses (orjson turns integers beyond 64 bits into floats) and orjson writes (msgspec would write
our models in a form of its own). Where they differ from the standard library, the standard library is used: the results are equal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from importlib import import_module
from os import PathLike
from typing import Any, Final, cast

#: Characters that are encoded in one step.
_CHUNK: Final = 16 * 1024

#: Parse one JSON value at a position of a text: `(value, end)`. Raises StopIteration if there is none, ValueError if it is invalid.
scan_once: Final[Callable[[str, int], tuple[Any, int]]] = cast("Any", json.JSONDecoder()).scan_once


#: Length of a JSON text up to which `check_weight` does nothing.
LIGHT: Final = 1024 * 1024
#: Arrays and objects that a longer text may always hold, and characters for each beyond that.
_CONTAINERS: Final = 500_000
_CHARACTERS_PER_CONTAINER: Final = 16
_STRING: Final = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'


class TooHeavy(ValueError):
    """A JSON text would need far more memory than it is long."""


def check_weight(text: str | bytes) -> None:
    """Refuse a long text that consists of arrays and objects: 16 kB of gzip can hold five million, which take 450 MiB and ten seconds.

    Raises:
        TooHeavy: there are more than half a million, and more than one for 16 characters.
    """
    if len(text) <= LIGHT:
        return
    limit = max(_CONTAINERS, len(text) // _CHARACTERS_PER_CONTAINER)
    if _containers(text) > limit:
        # Strings may have any number of brackets: they do not count.
        import re

        bare = re.sub(_STRING, "", text) if isinstance(text, str) else re.sub(_STRING.encode(), b"", text)
        if (count := _containers(bare)) > limit:
            raise TooHeavy(f"{count:,} arrays and objects in {len(text):,} characters are too many to build")


#: What half of a character becomes that stays alone.
REPLACEMENT: Final = "\ufffd"


def may_have_halves(text: str) -> bool:
    """Whether a JSON text has an escape that may be half of a surrogate pair. Fast: ordinary texts have none."""
    # A search for one character is thirty times as fast as one for three, and most texts have no backslash, or none before a u.
    return "\\" in text and "\\u" in text and ("\\ud" in text or "\\uD" in text)


def join_halves(value: Any) -> Any:
    """Return a JSON value in which each pair of halves is one character, and each half that is alone is U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {join_halves(key): join_halves(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [join_halves(item) for item in cast("list[object]", value)]
    return value


def loads_whole(data: bytes) -> Any:
    """Parse a JSON text that arrives in one piece: a response, or a line of one. No text in the value has half of a character.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deeply.
    """
    value = loads(data)
    may_have = b"\\" in data and b"\\u" in data and (b"\\ud" in data or b"\\uD" in data)
    return join_halves(value) if may_have else value


def _containers(text: Any) -> int:
    opening: Any = ("[", "{") if isinstance(text, str) else (b"[", b"{")
    return sum(map(text.count, opening))


# -- the standard library ----------------------------------------------------------------------------------------------


def _parse(text: str) -> Any:
    # `json.loads` gives the same value. Its checks before and after parsing take most of the time of a small text.
    try:
        value, end = scan_once(text, 0)
        return value if end == len(text) else json.loads(text)
    except StopIteration:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of more than 4,300 digits: as a float, it is infinite
        return _LONG_NUMBERS.decode(text)


def _number(digits: str) -> float:
    return int(digits) if len(digits) < _LONG else float(digits)


_LONG: Final = 4300
_LONG_NUMBERS: Final = json.JSONDecoder(parse_int=_number)


def _parse_all(texts: Iterable[str]) -> list[Any]:
    values: list[Any] = []
    try:
        for text in texts:
            value, end = scan_once(text, 0)
            if end != len(text):
                raise ValueError("text follows the JSON value")
            values.append(value)
    except StopIteration:
        raise ValueError("there is no JSON value") from None
    return values


def _loads(data: bytes) -> Any:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return json.loads(data)
    return _parse(text)


def _dumps(value: Any, encoder: Any = None) -> bytes:
    text: str = (encoder or _ENCODER).encode(value)
    if text.isascii():
        return text.encode()
    try:
        # Encoding a long text in one step allocates three times its size. In chunks, the peak is lower.
        chunks = [text[at : at + _CHUNK].encode() for at in range(0, len(text), _CHUNK)]
    except UnicodeEncodeError:  # half of a surrogate pair: only its escaped form can be encoded
        return _ESCAPING.encode(value).encode()
    del text  # frees its memory before the result is allocated
    return b"".join(chunks)


def _default(value: Any) -> Any:
    if (to_dict := getattr(value, "to_dict", None)) is not None:
        return to_dict()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if is_file(value):  # before the check for iterators: an open file is an iterator of its lines
        return file_content(value)
    if isinstance(value, (AbstractSet, Iterator)):
        return list(cast("Iterator[Any]", value))
    if isinstance(value, date):
        from claudewire_api._dates import timestamp_text  # few bodies have a date

        return timestamp_text(value)
    # Content of a base64 source: bytes; or a file, above.
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _base64(cast("bytes", value))
    if isinstance(value, type):  # of an output
        raise TypeError(f"the class {value.__name__} has no JSON form; messages.parse() takes one as output_format")
    from claudewire_api._hints import described  # only for an error

    raise TypeError(f"{described(value)} has no JSON form")


class FileFound(Exception):
    """A body holds a file, or an iterator in which one may be, and is written on an event loop.

    Attributes:
        fields: The body, as far as it was read.
    """

    fields: Any = None


def _default_on_loop(value: Any) -> Any:
    """Do what `_default` does for a value that needs no file to be read. Raises FileFound for any other."""
    if not hasattr(value, "to_dict") and (is_file(value) or isinstance(value, Iterator)):
        raise FileFound
    return _default(value)


def is_file(value: Any) -> bool:
    """Return whether a value of a body is an open file or a path, whose content is sent."""
    return isinstance(value, PathLike) or hasattr(value, "read")


def file_content(file: Any) -> str:
    """Return the content of an open file or of the file at a path, as base64. Raises TypeError if it was opened as text."""
    if isinstance(file, PathLike):
        from pathlib import Path

        return _base64(Path(cast("PathLike[str]", file)).read_bytes())
    content = file.read()
    if isinstance(content, str):
        raise TypeError("a file must be open in binary mode")
    return _base64(content)


def _base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode()


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_default)
_ESCAPING = json.JSONEncoder(allow_nan=False, separators=(",", ":"), default=_default)
_ON_LOOP = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_default_on_loop)


_dumps_on_loop: Callable[[Any], bytes] = partial(_dumps, encoder=_ON_LOOP)


# -- claudewire[fast] --------------------------------------------------------------------------------------------------


def _msgspec_loads(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parse(text: Any) -> Any:
        try:
            return read(text)
        except ValueError:
            # The standard library accepts NaN, half a surrogate pair and a byte order mark. For any other text it raises its own
            # error, which is then the same in both configurations.
            return _loads(text) if isinstance(text, bytes) else _parse(text)

    return parse


def _msgspec_loads_all(read: Callable[[Any], Any]) -> Callable[[Iterable[Any]], list[Any]]:
    return lambda texts: list(map(read, texts))


def _orjson_dumps(
    orjson: Any, msgspec: Any, default: Callable[[Any], Any] = _default, slow: Callable[[Any], bytes] = _dumps
) -> Callable[[Any], bytes]:
    write, option = orjson.dumps, orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
    pack = msgspec.msgpack.Encoder(enc_hook=_null).encode

    def dumps(value: Any) -> bytes:
        converted: list[Any] = []

        def convert(item: Any) -> Any:
            if isinstance(item, Iterator) or hasattr(item, "read"):
                raise TypeError  # it can be read only once, and `slow` may have to start again
            converted.append(default(item))
            return converted[-1]

        try:
            # orjson would write NaN and the infinities as null.
            if _only_finite(pack(value)):
                data: bytes = write(value, default=convert, option=option)
                if not converted or _only_finite(pack(converted)):
                    return data
        except (TypeError, ValueError, OverflowError, RecursionError):
            pass
        return slow(value)

    return dumps


def _null(_: Any) -> None:
    """Replace a value that `convert` still has to convert by null."""


def _only_finite(packed: bytes) -> bool:
    """Return False if the MessagePack text may hold a NaN or an infinity."""
    # A float is 0xCB and eight bytes; those of a NaN or an infinity begin with 0x7F or 0xFF. UTF-8 text has no 0xCB before them.
    at = packed.find(b"\xcb")
    while at >= 0:
        at += 1
        if packed.startswith((b"\x7f", b"\xff"), at):
            return False
        at = packed.find(b"\xcb", at)
    return True


# -- the codec ---------------------------------------------------------------------------------------------------------


def optional_import(name: str) -> Any:
    """Return a module of `claudewire[fast]`; None if it is not installed, or turned off with `CLAUDEWIRE_FAST=0`."""
    if os.environ.get("CLAUDEWIRE_FAST") == "0":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None


_msgspec: Final = optional_import("msgspec")
_orjson: Final = optional_import("orjson")

#: Parse a JSON text. Raises ValueError.
parse: Final[Callable[[str], Any]] = _parse if _msgspec is None else _msgspec_loads(_msgspec.json.Decoder().decode)

#: Parse many JSON texts; faster than one by one. It also raises ValueError for some texts that `parse` accepts: then use `parse`.
parse_all: Final[Callable[[Iterable[str]], list[Any]]] = (
    _parse_all if _msgspec is None else _msgspec_loads_all(_msgspec.json.Decoder().decode)
)

#: Parse JSON in bytes. Raises ValueError.
loads: Final[Callable[[bytes], Any]] = _loads if _msgspec is None else cast("Callable[[bytes], Any]", parse)

#: Write a value as compact UTF-8. Models, dates, iterators and binary content get the form that the API expects. Raises ValueError
#: for NaN, infinities and a value that contains itself, TypeError for a value that has no JSON form.
dumps: Final[Callable[[Any], bytes]] = (
    _dumps if _orjson is None or _msgspec is None else _orjson_dumps(_orjson, _msgspec)
)
#: The same for a body that is written on an event loop. Raises FileFound before it would read a file or an iterator.
dumps_on_loop: Final[Callable[[Any], bytes]] = (
    _dumps_on_loop
    if _orjson is None or _msgspec is None
    else _orjson_dumps(_orjson, _msgspec, _default_on_loop, _dumps_on_loop)
)
