"""Files of recorded traffic as interactions: VCR cassettes, HAR files, JSON lines; each also gzipped.

`load` reads a file and says what in it could not be read; `read` and `parse` return its interactions only. Nothing in a file is
constructed or executed, and reading is bounded in time and memory (`limits`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

from attrs import Factory, frozen

from claudewire.contract.findings import Place
from claudewire.contract.readers.content_coding import inflate
from claudewire.contract.readers.har import read_har
from claudewire.contract.readers.interaction import Interaction
from claudewire.contract.readers.json_lines import read_line
from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import MAX_FILE_BYTES, NotARecordingError, UndecodableError, UnreadableError
from claudewire.contract.readers.messages import Location, header_pairs
from claudewire.contract.readers.text import decode_file
from claudewire.contract.readers.vcr import read_vcr
from claudewire.contract.readers.yaml_text import load_yaml, yaml_module
from claudewire.contract.values import is_array, is_object

__all__ = [
    "NotARecordingError",
    "Problem",
    "Recording",
    "UndecodableError",
    "UnreadableError",
    "header_pairs",
    "load",
    "nothing_in",
    "parse",
    "read",
    "recordings",
    "unpack",
    "yaml_module",
]

_SUFFIXES: Final = (".yaml", ".yml", ".json", ".har", ".jsonl", ".ndjson")
_GZIP: Final = b"\x1f\x8b"

Convert = Callable[[Mapping[str, Any], Location], Interaction]


@frozen
class Problem:
    """An interaction of a file that could not be read; the others were."""

    place: Place
    reason: str


@frozen
class Recording:
    """What a file holds."""

    interactions: list[Interaction] = Factory(list[Interaction])
    problems: list[Problem] = Factory(list[Problem])


def nothing_in(paths: Iterable[str | PathLike[str]]) -> str:
    """Return the sentence for paths below which there is no recording.

    Args:
        paths: Files and folders.
    """
    return f"no recording in {', '.join(map(str, paths))}: their names end in {', '.join(_SUFFIXES)}, or in one of these and .gz"


def recordings(paths: Iterable[str | PathLike[str]]) -> Iterator[Path]:
    """The files that the paths name: files unchanged, folders with every file in them that may be a recording.

    Args:
        paths: Files and folders.
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from (
                file
                for file in sorted(path.rglob("*"))
                if file.is_file() and file.name.lower().removesuffix(".gz").endswith(_SUFFIXES)
            )
        else:
            yield path


def read(path: str | PathLike[str]) -> list[Interaction]:
    """The interactions of a file.

    Args:
        path: Path of the file.

    Raises:
        UnreadableError: the file is not of a known format.
        OSError: it cannot be opened.
    """
    return list(parse(Path(path).read_bytes(), str(path)))


def parse(data: bytes, name: str) -> Iterator[Interaction]:
    """The interactions in the bytes of a file; its name gives the format.

    Args:
        data: The bytes of the file.
        name: Name of the file.

    Raises:
        UnreadableError: the file is not of a known format, or none of its interactions can be read.
    """
    found = load(data, name)
    if found.problems and not found.interactions:
        raise UnreadableError(f"none of its interactions can be read; the first: {found.problems[0].reason}")
    yield from found.interactions


def load(data: bytes, name: str) -> Recording:
    """The interactions in the bytes of a file, and what in it could not be read.

    Raises:
        UnreadableError: the file is damaged, too large, or not a recording.
    """
    text = decode_file(unpack(data)).text
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    if suffix in ("jsonl", "ndjson"):
        return _json_lines(text, name)
    try:
        raw = load_yaml(text) if suffix in ("yaml", "yml") else loads(text, strict=False)
    except UnreadableError:
        raise
    except ValueError as error:
        raise UnreadableError(f"the file cannot be read as {suffix.upper() or 'JSON'}: {error}") from None
    items, mark, convert = _listed(raw)
    lines = _lines_of(text, mark)
    # The mark can stand inside a recorded body as well; then only the first line can be trusted.
    known = len(lines) == len(items)
    found = Recording()
    for index, item in enumerate(items):
        _convert(found, convert, item, Location(name, lines[index] if known else 1, index))
    return found


def unpack(data: bytes) -> bytes:
    """The bytes of a file without gzip.

    Raises:
        UnreadableError: they are damaged, or more than `MAX_FILE_BYTES`.
    """
    if not data.startswith(_GZIP):
        return data
    chunks: list[bytes] = []
    size = 0
    try:
        for chunk in inflate(data, 16 + zlib.MAX_WBITS):
            size += len(chunk)
            if size > MAX_FILE_BYTES:
                raise UnreadableError(f"the file is larger than {MAX_FILE_BYTES:,} bytes after decompression")
            chunks.append(chunk)
    except UndecodableError as error:
        raise UnreadableError(f"the file is damaged: {error}") from None
    return b"".join(chunks)


def _listed(raw: Any) -> tuple[Sequence[Any], str, Convert]:
    """The items of a loaded file, the key that begins each of them, and the function that reads one."""
    if is_object(raw):
        log = raw.get("log")
        if is_object(log):
            entries = log.get("entries")
            if is_array(entries):
                return entries, "startedDateTime", read_har
        for key in ("interactions", "http_interactions"):
            if key in raw and (raw[key] is None or is_array(raw[key])):
                return raw[key] or (), "request", read_vcr
    # Cassettes of PHP, and of vcrpy before its version 1, are a list.
    if is_array(raw) and raw and all(is_object(item) and item.keys() >= {"request", "response"} for item in raw):
        return raw, "request", read_vcr
    raise NotARecordingError("the file is neither a cassette nor a HAR file")


def _convert(found: Recording, convert: Convert, item: Any, location: Location) -> None:
    try:
        if not is_object(item):
            raise UndecodableError("it is not an object")
        found.interactions.append(convert(item, location))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error) if isinstance(error, UndecodableError) else f"{type(error).__name__}: {error}"
        found.problems.append(Problem(location.place(f"interaction {location.index}"), reason))


def _json_lines(text: str, name: str) -> Recording:
    found = Recording()
    others = 0
    for index, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        location = Location(name, index + 1, index)
        try:
            item = loads(line, strict=False)
        except ValueError as error:
            found.problems.append(Problem(location.place(f"line {index + 1}"), f"the line is not valid JSON: {error}"))
            continue
        if is_object(item) and item.keys() >= {"request", "response"}:
            _convert(found, read_line, item, location)
        else:
            others += 1
            found.problems.append(Problem(location.place(f"line {index + 1}"), "the line is not an interaction"))
    if found.interactions or not found.problems:
        return found
    if others:
        raise NotARecordingError("no line of the file is an interaction")
    raise UnreadableError(found.problems[0].reason)


def _lines_of(text: str, mark: str) -> list[int]:
    pattern = re.compile(rf'^[ \t]*(?:- |\{{)?[ \t]*"?:?{mark}"?:', re.MULTILINE)
    found: list[int] = []
    line, start = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        found.append(line)
    return found
