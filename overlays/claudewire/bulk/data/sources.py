"""Where requests come from: iterables, JSON lines, CSV, Parquet, and tables by what they can do. A few rows are in memory at a time."""

from __future__ import annotations

import csv
import gzip
import json
import math
import sys
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any, Final, cast

from attrs import frozen

from claudewire.bulk.errors import BulkError, BulkInvalid

#: Rows that are taken out of a table in one step.
_CHUNK: Final = 1_000
#: Characters of a cell that `csv` accepts, and bytes of a line. A request may have 32 MB, which JSON can write in twice as many.
_MAX_CELL: Final = 64 * 1024 * 1024
_TOO_LONG: Final = f"longer than {_MAX_CELL // 2**20} MB"


@frozen
class BadRow:
    """A row that cannot be read. It becomes a failed result, so that one bad line does not stop a million good ones."""

    reason: str


def rows_of(source: Any) -> tuple[Iterator[Any] | AsyncIterator[Any], int | None]:
    """Return the rows of a source, and how many there are if that is known.

    Args:
        source: A path (`.jsonl`, `.ndjson`, `.csv`, `.tsv`, `.parquet`, the text formats also with `.gz`), a table of pandas, polars,
            pyarrow or datasets, anything with `__arrow_c_stream__`, or an iterable, also an asynchronous one.

    Raises:
        BulkInvalid: it is none of these, or the file cannot be read.
    """
    if isinstance(source, (str, PathLike)):
        return _file_rows(Path(cast("Any", source))), None
    if isinstance(source, AsyncIterable):
        return cast("AsyncIterable[Any]", cast("Any", source)).__aiter__(), None
    table = _table_rows(source)
    if table is not None:
        return table
    if isinstance(source, Mapping):
        names = ", ".join(map(str, list(cast("Mapping[Any, Any]", cast("Any", source)))[:5]))
        raise BulkInvalid(f"a mapping is no list of requests: choose one of its parts ({names}), or put it into a list")
    if isinstance(source, (bytes, bytearray)) or not isinstance(source, Iterable):
        raise BulkInvalid(f"requests should be an iterable, a path or a table, not {type(source).__name__}")
    items = cast("Iterable[Any]", cast("Any", source))
    length = len(cast("Any", items)) if hasattr(items, "__len__") else None
    return iter(items), length


def _file_rows(path: Path) -> Iterator[Any]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packed = bool(suffixes) and suffixes[-1] == ".gz"
    kind = suffixes[-2 if packed and len(suffixes) > 1 else -1] if suffixes else ""
    if kind not in (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet") or (packed and kind == ".parquet"):
        raise BulkInvalid(f"{path}: the format is told by the name: .jsonl, .ndjson, .csv, .tsv (also .gz) or .parquet")
    if not path.is_file():
        raise BulkInvalid(f"{path}: there is no such file")
    if kind == ".parquet":
        return _parquet_rows(path)
    return _json_lines(path, packed=packed) if kind in (".jsonl", ".ndjson") else _csv_rows(path, kind, packed=packed)


def _opened(path: Path, *, packed: bool) -> Any:
    try:
        return gzip.open(path, "rb") if packed else path.open("rb")
    except OSError as error:
        raise BulkInvalid(f"{path} cannot be read: {error}") from error


def _json_lines(path: Path, *, packed: bool) -> Iterator[Any]:
    with _opened(path, packed=packed) as file:
        for number, line in enumerate(_lines_of(file, path), 1):
            if line is None:
                yield BadRow(f"{path.name}, line {number}: {_TOO_LONG}")
                continue
            text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not text.strip():
                continue
            try:
                yield json.loads(text)
            except (ValueError, RecursionError) as error:
                yield BadRow(f"{path.name}, line {number}: not valid JSON: {error}")


def _lines_of(file: Any, path: Path) -> Iterator[bytes | None]:
    """Yield the lines of a file; None for one that is too long, which is never in memory as a whole."""
    try:
        while line := file.readline(_MAX_CELL):
            if len(line) < _MAX_CELL or line.endswith(b"\n"):
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = file.readline(_MAX_CELL)
            yield None
    except (OSError, EOFError) as error:
        raise BulkInvalid(f"{path} cannot be read to its end: {error}") from error


def _csv_rows(path: Path, kind: str, *, packed: bool) -> Iterator[Any]:
    csv.field_size_limit(min(_MAX_CELL, sys.maxsize))
    with _opened(path, packed=packed) as file:
        texts = (_decoded(line, number, path) for number, line in enumerate(_lines_of(file, path), 1))
        try:
            reader = csv.DictReader(texts, delimiter="\t" if kind == ".tsv" else ",", strict=True)
            names = reader.fieldnames
            if not names:
                raise BulkInvalid(f"{path}: the first line should name the columns")
            if len(set(names)) < len(names):
                raise BulkInvalid(f"{path}: two columns have one name: {', '.join(names)}")
            for row in reader:
                yield _csv_row(row, f"{path.name}, line {reader.line_num}")
        except UnicodeDecodeError as error:
            raise BulkInvalid(f"{path} is not UTF-8: {error}") from error
        except csv.Error as error:
            raise BulkInvalid(f"{path}: not valid CSV: {error}") from error


def _decoded(line: bytes | None, number: int, path: Path) -> str:
    if line is None:
        raise BulkInvalid(f"{path}, line {number}: {_TOO_LONG}")
    return line.decode("utf-8-sig" if number == 1 else "utf-8")


def _csv_row(row: dict[Any, Any], place: str) -> Any:
    if None in row:
        return BadRow(f"{place}: more cells than columns")
    if any(value is None for value in row.values()):
        return BadRow(f"{place}: fewer cells than columns")
    return {name: value or None for name, value in row.items()}


def _parquet_rows(path: Path) -> Iterator[Any]:
    parquet = needs("pyarrow.parquet", "Parquet files")
    try:
        file = parquet.ParquetFile(path)
    except Exception as error:
        raise BulkInvalid(f"{path} is not a Parquet file: {error}") from error

    def rows() -> Iterator[Any]:
        with file:
            for batch in file.iter_batches(batch_size=_CHUNK):
                yield from batch.to_pylist()

    return rows()


def needs(module: str, what: str) -> Any:
    """Return an optional module.

    Raises:
        BulkInvalid: it is not installed.
    """
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise BulkInvalid(f"{what} need {module.partition('.')[0]}: pip install 'claudewire[bulk]'") from error


def _table_rows(table: Any) -> tuple[Iterator[Any], int | None] | None:
    """Return the rows of a table, by what it can do; None if it is no table."""
    if hasattr(table, "iloc") and hasattr(table, "columns"):  # pandas
        return _pandas_rows(table), len(table)
    if hasattr(table, "iter_rows") and hasattr(table, "columns"):  # polars
        return iter(table.iter_rows(named=True)), len(table)
    if hasattr(table, "collect") and hasattr(table, "collect_schema"):  # a lazy frame of polars
        return _table_rows(table.collect())
    if hasattr(table, "to_batches"):  # a table or dataset of pyarrow, or a batch reader
        count: Any = getattr(table, "num_rows", None)
        return _arrow_rows(table.to_batches()), count if isinstance(count, int) else None
    if hasattr(table, "to_pylist") and hasattr(table, "schema"):  # a record batch of pyarrow
        return iter(table.to_pylist()), table.num_rows
    if hasattr(table, "column_names") and hasattr(table, "features"):  # datasets, also streamed ones
        rows = table.with_format(None) if hasattr(table, "with_format") else table  # not as tables or arrays
        return iter(rows), len(table) if hasattr(table, "__len__") else None
    if hasattr(table, "__arrow_c_stream__") and not hasattr(
        table, "__getitem__"
    ):  # a single column is an iterable of prompts
        try:
            reader = needs("pyarrow", "Arrow streams").RecordBatchReader.from_stream(table)
        except (ValueError, TypeError) as error:
            raise BulkInvalid(f"the Arrow stream of {type(table).__name__} is no table: {error}") from error
        return _arrow_rows(reader), None
    return None


def _pandas_rows(frame: Any) -> Iterator[Any]:
    names = [str(name) for name in frame.columns]
    if len(set(names)) < len(names):
        raise BulkInvalid(f"two columns of the table have one name: {', '.join(names)}")
    for start in range(0, len(frame), _CHUNK):
        yield from frame.iloc[start : start + _CHUNK].to_dict("records")


def _arrow_rows(batches: Iterable[Any]) -> Iterator[Any]:
    for batch in batches:
        for start in range(0, batch.num_rows, _CHUNK):
            yield from batch.slice(start, _CHUNK).to_pylist()


def plain_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a row with values that JSON and prompts can hold: no NaN, no types of numpy or pandas."""
    return {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, (date, datetime)):
        # The missing time of pandas is a datetime that is not equal to itself.
        return value.isoformat() if value == value else None  # noqa: PLR0124
    if isinstance(value, Mapping):
        return plain_row(cast("Mapping[Any, Any]", cast("Any", value)))
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in cast("list[Any]", cast("Any", value))]
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "tolist") and hasattr(value, "dtype"):  # scalars and arrays of numpy
        return _plain(value.tolist())
    return value


class Rows:
    """Reads a source a few rows at a time, for blocking and for asynchronous runs. What the source raises becomes a `BulkError`."""

    def __init__(self, source: Any) -> None:
        rows, total = rows_of(source)
        self._rows = rows
        self.total: int | None = total
        self.is_async: bool = hasattr(self._rows, "__anext__")
        self._ahead: list[Any] = []
        self._exhausted: bool = False
        #: What the source raised behind the rows that it had given.
        self._failure: BulkError | None = None
        self.ended: bool = False

    async def has(self, count: int) -> bool:
        """Whether there are at least so many rows. They are read, and kept for `take`."""
        if self.total is not None:
            return self.total >= count
        self._ahead = await self._read(count)
        return len(self._ahead) >= count

    async def take(self, count: int) -> list[Any]:
        """Return the next rows; none only at the end.

        Raises:
            BulkInvalid: the source failed.
        """
        if self._ahead:
            found, self._ahead = self._ahead[:count], self._ahead[count:]
        else:
            found = await self._read(count)
        self.ended = self._exhausted and not self._ahead
        return found

    async def _read(self, count: int) -> list[Any]:
        if self._failure is not None:
            raise self._failure
        if self._exhausted:
            return []
        found: list[Any] = []
        try:
            if self.is_async:
                rows = cast("AsyncIterator[Any]", self._rows)
                while len(found) < count:
                    found.append(await anext(rows))
            else:
                found.extend(islice(cast("Iterator[Any]", self._rows), count))
                self._exhausted = len(found) < count
        except StopAsyncIteration:
            self._exhausted = True
        except BulkError as error:
            self._failure = error
        except Exception as error:  # noqa: BLE001  # it is raised behind the rows that came before it
            self._failure = BulkInvalid(f"the source of the requests failed: {error!r}")
            self._failure.__cause__ = error
        if self._failure is not None and not found:
            raise self._failure
        return found
