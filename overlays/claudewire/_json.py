"""The JSON codec: the one place that knows which library it is."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, cast

#: Bytes or text of a JSON document → its value. Raises ValueError.
loads = json.loads


def dumps(value: Any) -> bytes:
    """Compact UTF-8. Models, dates, iterators and binary content are written as the API wants them.

    Raises:
        ValueError: a number that JSON does not have, or a value inside itself.
        TypeError: a value that has no JSON form.
    """
    text = _ENCODER.encode(value)
    try:
        return text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: only the escaped form can carry it
        return _ESCAPING.encode(value).encode()


def _default(value: Any) -> Any:
    if (to_dict := getattr(value, "to_dict", None)) is not None:
        return to_dict()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if (read := getattr(value, "read", None)) is not None:  # before iterators: an open file is one, of lines
        return b64encode(read()).decode()
    if isinstance(value, (AbstractSet, Iterator)):
        return list(cast("Iterator[Any]", value))
    if isinstance(value, date):
        return value.isoformat()
    # Content of a base64 source: bytes, a path; or an open file, above.
    if isinstance(value, (bytes, bytearray, memoryview)):
        return b64encode(cast("bytes", value)).decode()
    if isinstance(value, PathLike):
        return b64encode(Path(cast("PathLike[str]", value)).read_bytes()).decode()
    raise TypeError(f"a {type(value).__name__} has no JSON form")


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_default)
_ESCAPING = json.JSONEncoder(allow_nan=False, separators=(",", ":"), default=_default)
