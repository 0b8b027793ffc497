"""Where results go: JSON lines, Parquet, an object of the caller.

Results are read from the journal, so what is written can always be written again. A file of JSON lines grows while the run goes on; the
journal notes how far it is right, and what a killed process wrote behind that is cut off.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol, cast

from claudewire import _json
from claudewire._callbacks import call_back
from claudewire._schema.schema import Schema
from claudewire.bulk.errors import BulkInvalid, DiskFull
from claudewire.bulk.store.journal import Journal
from claudewire.bulk.store.results import Cursor, Order, read_result
from claudewire.bulk.store.rows import Written

#: Results and seconds after which a file is written.
_MANY, _SECONDS = 200, 1.0
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Output(Protocol):
    """Writes results as they come."""

    def emit(self, new: int = 0, *, last: bool = False) -> None:
        """Write what is there; `new` results have come, and with `last` no more will.

        Raises:
            DiskFull: there is no space. The results stay in the journal.
        """
        ...

    def rebuild(self) -> None:
        """Begin again: results that were written have changed."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


@contextmanager
def _writing(path: Any) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                f"{path} cannot be written: {error.strerror}. The results are in the journal: run again"
            ) from error
        raise BulkInvalid(f"{path} cannot be written: {error}") from error


class NoOutput:
    """Results stay in the journal."""

    def emit(self, new: int = 0, *, last: bool = False) -> None: ...

    def rebuild(self) -> None: ...

    def close(self) -> None: ...


class JsonLines:
    """A file with one result per line: `custom_id`, `result` as in the results of a batch, and `output` with `output_format`.

    Args:
        path: The file.
        journal: The journal.
        order: The order of the lines.
        schema: Of the type of the results.

    Raises:
        BulkInvalid: the file has a content that is not of this journal.
    """

    def __init__(self, path: Path, journal: Journal, order: Order, schema: Schema[Any] | None) -> None:
        self._path, self._journal, self._schema = path, journal, schema
        self._name = f"sink:{path.resolve()}"
        noted: Any = journal.get(self._name)
        size = path.stat().st_size if path.exists() else 0
        if noted is None and size and not path.is_char_device():
            raise BulkInvalid(f"{path} exists, and is not of this journal: remove it, or choose another name")
        known: dict[str, Any] = noted or {}
        usable = known.get("order") == order and size >= known["offset"]
        with _writing(path):
            self._file = path.open("r+b" if path.exists() else "w+b")
            self._cursor = Cursor(journal, order, known["after"] if usable else None)
            self._offset = int(known["offset"]) if usable else 0
            self._cut()
        self._new, self._last = 0, time.monotonic()

    def _cut(self) -> None:
        if self._path.is_file():
            self._file.truncate(self._offset)
            self._file.seek(self._offset)

    def emit(self, new: int = 0, *, last: bool = False) -> None:
        self._new += new
        now = time.monotonic()
        if not last and self._new < _MANY and (not self._new or now - self._last < _SECONDS):
            return
        self._new, self._last = 0, now
        wrote = False
        with _writing(self._path):
            while rows := self._cursor.take():
                lines = b"".join(map(self._line, rows))
                self._file.write(lines)
                self._file.flush()
                self._offset += len(lines)
                wrote = True
            if last:
                os.fsync(self._file.fileno()) if self._path.is_file() else None
        if wrote or last:
            self._journal.put(
                self._name, {"order": self._cursor.order, "after": self._cursor.after, "offset": self._offset}
            )

    def _line(self, row: Written) -> bytes:
        line = b'{"custom_id":' + _json.dumps(row.custom_id) + b',"result":' + row.result
        if self._schema is not None:
            value = read_result(row, self._schema).output_json(self._schema)
            line += b',"output":' + _json.dumps(value)
        return line + b"}\n"

    def rebuild(self) -> None:
        self._cursor.after, self._offset = self._cursor.begin, 0
        with _writing(self._path):
            self._cut()
        self._journal.put(self._name, {"order": self._cursor.order, "after": self._cursor.after, "offset": 0})
        self._new = _MANY

    def close(self) -> None:
        with _writing(self._path):
            self._file.close()


class Callback:
    """An object of the caller: a function, or something with `write` or `append`. It gets each result of this run once."""

    def __init__(self, target: Any, journal: Journal, order: Order, schema: Schema[Any] | None) -> None:
        name = next((name for name in ("write", "append") if hasattr(target, name)), None)
        self._give: Callable[[Any], Any] = getattr(target, name) if name else target
        self._cursor, self._schema = Cursor(journal, order), schema

    def emit(self, new: int = 0, *, last: bool = False) -> None:
        if new or last:
            while rows := self._cursor.take():
                for row in rows:
                    call_back("into", self._give, read_result(row, self._schema))

    def rebuild(self) -> None: ...

    def close(self) -> None: ...


class Parquet:
    """A Parquet file. It appears under its name when the run is over, and never half.

    Its columns: `custom_id`, `status`, those of the output (or `text`), `error_kind`, `error_message`, `model`, `stop_reason`, tokens,
    `seconds`, `cost`, and `message`, the whole message as JSON.
    """

    def __init__(self, path: Path, journal: Journal, order: Order, schema: Schema[Any] | None) -> None:
        from .tables import ResultTable

        self._path, self._journal, self._schema = path, journal, schema
        self._order: Order = order
        self._table = ResultTable(schema)
        self._name = f"sink:{path.resolve()}"
        if journal.get(self._name) is None and path.exists():
            raise BulkInvalid(f"{path} exists, and is not of this journal: remove it, or choose another name")
        if not path.parent.is_dir():
            raise BulkInvalid(f"{path}: there is no folder {path.parent}")
        journal.put(self._name, {"order": order})

    def emit(self, new: int = 0, *, last: bool = False) -> None:  # noqa: ARG002
        if not last:
            return
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}.tmp")
        try:
            with _writing(self._path), self._table.writer(draft) as write:
                cursor = Cursor(self._journal, self._order)
                while rows := cursor.take(5_000):
                    write([read_result(row, self._schema) for row in rows])
            with _writing(self._path):
                draft.replace(self._path)
        finally:
            draft.unlink(missing_ok=True)

    def rebuild(self) -> None: ...

    def close(self) -> None: ...


def output_of(into: Any, journal: Journal, order: Order, schema: Schema[Any] | None) -> Output:
    """Return the output for an `into`: a path ending in `.jsonl`, `.ndjson` or `.parquet`, or an object of the caller; None for none.

    Raises:
        BulkInvalid: it is none of these, or the file is not of this journal.
    """
    if into is None:
        return NoOutput()
    if isinstance(into, (str, os.PathLike)):
        path = Path(cast("str", into))
        kind = path.suffix.lower()
        if kind == ".parquet":
            return Parquet(path, journal, order, schema)
        if kind in (".jsonl", ".ndjson") or path.is_char_device():
            return JsonLines(path, journal, order, schema)
        raise BulkInvalid(f"into: {path} should end in .jsonl, .ndjson or .parquet")
    if callable(into) or hasattr(into, "write") or hasattr(into, "append"):
        return Callback(into, journal, order, schema)
    raise BulkInvalid(f"into: should be a path, a function, or something with write or append, not {into!r}")
