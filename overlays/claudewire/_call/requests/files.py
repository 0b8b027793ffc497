"""Files inside JSON bodies, such as the path of an image, for clients on event loops: a thread reads them before the body is written.

A disk can be slow, and everything else on the event loop would wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, cast

from attrs import evolve

from claudewire import _json
from claudewire_api._call import Call, Omit, Options
from claudewire_api._errors import RequestInvalid


async def with_contents(call: Call[Any], options: Options, fields: Any) -> tuple[Call[Any], Options]:
    """Return a call and its options with the content of each file in the place of the file.

    Args:
        fields: Body of the call, whose iterators may have been read already.

    Raises:
        RequestInvalid: a file is not open in binary mode.
        OSError: a file cannot be read.
    """
    from anyio.to_thread import run_sync

    files: list[tuple[Any, Any, Any]] = []
    body, content, extra = [_copy(value, files) for value in (fields, call.content, options.extra_body)]
    try:
        await run_sync(_read, files)
    except TypeError as error:
        raise RequestInvalid(f"the body cannot be written as JSON: {error}") from error
    return evolve(call, body=body, content=content), evolve(options, extra_body=extra)


def _copy(value: Any, files: list[tuple[Any, Any, Any]]) -> Any:
    """Return a copy of a JSON value whose containers can be changed, and add its files to `files`: container, key, file."""
    if isinstance(value, (str, Omit)) or value is None or hasattr(value, "to_dict"):
        return value
    items: Iterator[tuple[Any, Any]]
    out: Any
    if isinstance(value, Mapping):
        out, items = {}, iter(cast("Mapping[Any, Any]", cast("Any", value)).items())
    elif not _json.is_file(value) and isinstance(value, (list, tuple, AbstractSet, Iterator)):
        given = list(cast("Iterator[Any]", value))
        out, items = [None] * len(given), enumerate(given)
    else:
        return value
    for key, item in items:
        if _json.is_file(item):
            files.append((out, key, item))
        else:
            out[key] = _copy(item, files)
    return out


def _read(files: list[tuple[Any, Any, Any]]) -> None:
    for container, key, file in files:
        container[key] = _json.file_content(file)
