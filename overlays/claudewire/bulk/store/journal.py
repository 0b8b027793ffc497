"""The journal of a run: which requests there are, and the one final result of each. SQLite in WAL mode.

A result is a row with a unique position, so there is never a second one. What is committed survives the end of the process; a loss of
power can take the last moments, never the file. One run at a time: the file is opened in SQLite's exclusive locking mode, and the system
releases the lock with the process.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from claudewire.bulk.errors import DiskFull, JournalBusy, JournalError

from .rows import OPEN, PLANNED, READ, SCHEMA, BatchRow, FinalResult, Known, Written

#: `CWBK`, in the header of the file.
_APPLICATION: Final = 0x4357424B
_VERSION: Final = 1


@contextmanager
def _told(path: Path) -> Generator[None]:
    """Raise SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise JournalBusy(
                f"another run is using {path}: wait for it, or give this one a journal of its own"
            ) from error
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise DiskFull(
                f"{path} cannot be written: {error}. What is in it is safe; free some space and run again"
            ) from error
        # Our statements are right: SQLITE_ERROR says that a table or a column is missing.
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
            raise JournalError(f"{path} is not a journal, or is damaged: {error}") from error
        raise JournalError(f"{path} cannot be used: {error}") from error


class Journal:
    """An open journal, locked for this run.

    Args:
        path: The file. None makes a temporary one, which goes with `close`.

    Raises:
        JournalBusy: another run is using it.
        JournalError: it is not a journal, or of another version.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="claudewire-bulk-") if path is None else None
        self.path: Path = (
            Path(path) if path is not None else Path(self._folder.name if self._folder else ".") / "run.sqlite"
        )
        self.is_temporary: bool = path is None
        self._db: sqlite3.Connection | None = None
        try:
            if not self.path.parent.is_dir():
                raise JournalError(f"{self.path}: there is no folder {self.path.parent}")
            with _told(self.path):
                self._db = sqlite3.connect(self.path, timeout=0, isolation_level=None, check_same_thread=False)
                self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._prepare(self._db)
            token, run = self.get("token"), self.get("run")
            if not isinstance(token, str) or not isinstance(run, int | None):
                raise JournalError(f"{self.path} is damaged: its token or its number of runs is missing or wrong")
            self.token: str = token
            self.run: int = (run or 0) + 1
            self.put("run", self.run)
            #: Rows of requests that were in flight when the last run ended without a word.
            self.cut: int = int(self._one("SELECT count(*) FROM items WHERE in_flight"))
        except BaseException:
            self.close()
            raise

    def _prepare(self, db: sqlite3.Connection) -> None:
        application, version = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not empty and application != _APPLICATION:
            raise JournalError(f"{self.path} is a database, but no journal of claudewire")
        if not empty and version != _VERSION:
            raise JournalError(
                f"{self.path} is a journal of version {version}, and this is claudewire for version {_VERSION}"
            )
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN EXCLUSIVE")  # the lock stays until the file is closed
        db.execute("COMMIT")
        if empty:
            # One transaction: a process that is killed here leaves an empty file.
            token = secrets.token_hex(4)
            db.executescript(
                f"BEGIN; {SCHEMA} INSERT INTO meta VALUES ('token', '\"{token}\"');"
                f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; COMMIT;"
            )

    @property
    def db(self) -> sqlite3.Connection:
        """The connection.

        Raises:
            JournalError: the journal is closed.
        """
        if self._db is None:
            raise JournalError(f"the journal {self.path} is closed")
        return self._db

    def close(self) -> None:
        """Close the file, which releases the lock, and remove a temporary journal."""
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None
        if self._folder is not None:
            self._folder.cleanup()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All of it, or nothing.

        Raises:
            DiskFull: there is no space.
        """
        with _told(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back already
                    self.db.execute("ROLLBACK")
                raise

    # -- facts about the run -------------------------------------------------------------------------------------------

    def get(self, name: str) -> Any:
        """Return a noted value; None if there is none.

        Raises:
            JournalError: the value is not what `put` writes.
        """
        with _told(self.path):
            row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        try:
            return None if row is None else json.loads(row[0])
        except (ValueError, TypeError) as error:
            raise JournalError(f"{self.path} is damaged: {name} is not JSON: {error}") from error

    def put(self, name: str, value: Any) -> None:
        """Note a JSON value."""
        with _told(self.path):
            self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def _one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        with _told(self.path):
            return self.db.execute(statement, values).fetchone()[0]

    # -- requests ------------------------------------------------------------------------------------------------------

    def known(self, custom_ids: Sequence[str]) -> dict[str, Known]:
        """Return what is known of requests, by id. At most some hundred ids at a time."""
        marks = ",".join("?" * len(custom_ids))
        with _told(self.path):
            rows = self.db.execute(
                "SELECT i.custom_id, i.position, i.hash, i.attempts, i.in_flight, i.run, i.batch, r.status "
                f"FROM items i LEFT JOIN results r USING (position) WHERE i.custom_id IN ({marks})",
                custom_ids,
            )
            return {row[0]: Known(row[1], row[2], row[3], bool(row[4]), row[5], row[6], row[7]) for row in rows}

    def known_at(self, positions: Sequence[int]) -> dict[int, tuple[str, Known]]:
        """Return id and facts of requests, by position."""
        marks = ",".join("?" * len(positions))
        with _told(self.path):
            names = self.db.execute(
                f"SELECT custom_id, position FROM items WHERE position IN ({marks})",
                positions,
            ).fetchall()
        known = self.known([name for name, _ in names])
        return {position: (name, known[name]) for name, position in names}

    def next_position(self) -> int:
        """Return the first free position."""
        return int(self._one("SELECT coalesce(max(position) + 1, 0) FROM items"))

    def add(self, rows: Iterable[tuple[int, str, bytes]]) -> None:
        """Add requests: position, id, hash."""
        run = self.run
        self.db.executemany(
            "INSERT INTO items (position, custom_id, hash, run) VALUES (?, ?, ?, ?)",
            [(*row, run) for row in rows],
        )

    def seen(self, positions: Iterable[int]) -> None:
        """Note that requests are in the source of this run."""
        self.db.executemany("UPDATE items SET run = ? WHERE position = ?", [(self.run, at) for at in positions])

    def start(self, positions: Iterable[int]) -> None:
        """Note that requests are in flight."""
        self.db.executemany(
            "UPDATE items SET in_flight = 1, attempts = attempts + 1 WHERE position = ?", [(at,) for at in positions]
        )

    def put_back(self, positions: Iterable[int], *, uncounted: bool = False) -> None:
        """Note that requests are no longer in flight and have no result; `uncounted` takes the attempt back."""
        less = 1 if uncounted else 0
        self.db.executemany(
            "UPDATE items SET in_flight = 0, attempts = max(0, attempts - ?) WHERE position = ?",
            [(less, at) for at in positions],
        )

    def finish(self, results: Sequence[FinalResult]) -> list[FinalResult]:
        """Write final results. Returns those that were written: a request that has one keeps it."""
        written: list[FinalResult] = []
        for result in results:
            usage = result.usage
            cursor = self.db.execute(
                "INSERT OR IGNORE INTO results (position, status, kind, result, finished, latency, model, batched, input_tokens, "
                "output_tokens, cache_read_tokens, cache_write_tokens, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    result.position, result.status, result.kind, result.result, result.finished, result.latency, result.model,
                    result.batched, usage.input_tokens, usage.output_tokens, usage.cache_read_tokens, usage.cache_write_tokens,
                    result.cost,
                ),
            )  # fmt: skip
            if cursor.rowcount:
                written.append(result)
        self.db.executemany(
            "UPDATE items SET in_flight = 0, params = NULL WHERE position = ?",
            [(result.position,) for result in results],
        )
        return written

    def forget(self, positions: Sequence[int]) -> None:
        """Remove results, so that their requests are sent again. What they cost stays counted."""
        for position in positions:
            self._keep_cost("position = ?", (position,))
            self.db.execute("DELETE FROM results WHERE position = ?", (position,))
            self.db.execute(
                "UPDATE items SET attempts = 0, in_flight = 0, batch = NULL WHERE position = ?", (position,)
            )

    def forget_failed(self) -> int:
        """Remove the results of failed requests. Returns how many."""
        with self.transaction():
            self._keep_cost("status = 'errored'", ())
            self.db.execute(
                "UPDATE items SET attempts = 0, in_flight = 0, batch = NULL "
                "WHERE position IN (SELECT position FROM results WHERE status = 'errored')"
            )
            return int(self.db.execute("DELETE FROM results WHERE status = 'errored'").rowcount)

    def _keep_cost(self, where: str, values: Sequence[Any]) -> None:
        tokens, usd, count = self.db.execute(
            "SELECT coalesce(sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens), 0), "
            f"coalesce(sum(cost), 0), count(*) FROM results WHERE {where}",
            values,
        ).fetchone()
        before = self.get("replaced") or {"requests": 0, "tokens": 0, "usd": 0.0}
        self.put(
            "replaced",
            {"requests": before["requests"] + count, "tokens": before["tokens"] + tokens, "usd": before["usd"] + usd},
        )

    def change(self, position: int, hash_: bytes) -> None:
        """Give a request another content."""
        self.db.execute("UPDATE items SET hash = ?, params = NULL WHERE position = ?", (hash_, position))

    def waiting(self) -> int:
        """Return how many requests have no result."""
        return int(
            self._one(
                "SELECT count(*) FROM items i WHERE NOT EXISTS (SELECT 1 FROM results r WHERE r.position = i.position)"
            )
        )

    # -- batches -------------------------------------------------------------------------------------------------------

    def store(self, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Keep the fields of requests until they have a result: a batch may give them back."""
        self.db.executemany(
            "UPDATE items SET params = ? WHERE position = ?",
            [(json.dumps(params, separators=(",", ":")).encode(), at) for at, params in rows],
        )

    def stored(self, count: int, after: int = -1) -> list[tuple[int, str, bytes, int]]:
        """Return kept requests that are in no batch and have no result: position, id, fields, attempts."""
        with _told(self.path):
            return self.db.execute(
                "SELECT position, custom_id, params, attempts FROM items "
                "WHERE params IS NOT NULL AND batch IS NULL AND NOT in_flight AND position > ? ORDER BY position LIMIT ?",
                (after, count),
            ).fetchall()

    def params_of(self, batch: int) -> Iterator[tuple[int, str, bytes]]:
        """Yield the requests of a batch that have no result: position, id, fields."""
        with _told(self.path):
            yield from self.db.execute(
                "SELECT position, custom_id, params FROM items WHERE batch = ? AND params IS NOT NULL ORDER BY position",
                (batch,),
            )

    def plan_batch(self, positions: Sequence[int]) -> int:
        """Choose the requests of the next batch. Returns its number."""
        with self.transaction():
            number = int(self._one("SELECT coalesce(max(number), 0) + 1 FROM batches"))
            self.db.execute(
                "INSERT INTO batches VALUES (?, NULL, ?, ?, ?, NULL)", (number, PLANNED, len(positions), time.time())
            )
            self.db.executemany(
                "UPDATE items SET batch = ?, in_flight = 1, attempts = attempts + 1 WHERE position = ?",
                [(number, at) for at in positions],
            )
        return number

    def batch_created(self, number: int, id: str, created: float) -> None:
        """Note the id of a batch."""
        with _told(self.path):
            self.db.execute(
                "UPDATE batches SET id = ?, state = ?, created = ? WHERE number = ?", (id, OPEN, created, number)
            )

    def batch_ended(self, number: int, *, uncounted: bool = False) -> None:
        """Note that all results of a batch are here. Requests of it without a result wait again."""
        with self.transaction():
            less = 1 if uncounted else 0
            self.db.execute(
                "UPDATE items SET in_flight = 0, batch = NULL, attempts = max(0, attempts - ?) WHERE batch = ? AND params IS NOT NULL",
                (less, number),
            )
            self.db.execute("UPDATE batches SET state = ? WHERE number = ?", (READ, number))

    def batches(self) -> list[BatchRow]:
        """Return the batches that are not read."""
        with _told(self.path):
            rows = self.db.execute(
                "SELECT number, id, state, count, planned FROM batches WHERE state != ? ORDER BY number", (READ,)
            )
            return [BatchRow(*row) for row in rows]

    def batch_ids(self) -> set[str]:
        """Return the ids of all batches of this journal."""
        with _told(self.path):
            return {row[0] for row in self.db.execute("SELECT id FROM batches WHERE id IS NOT NULL")}

    # -- results -------------------------------------------------------------------------------------------------------

    def by_completion(self, after: int, count: int) -> list[Written]:
        """Return the results after one of them (its `done`), in the order of their completion."""
        return self._written("r.done > ? ORDER BY r.done LIMIT ?", (after, count))

    def by_position(self, after: int, count: int) -> list[Written]:
        """Return results after a position, in the order of the source, up to the first request that has none."""
        if not self.select("SELECT 1 FROM results WHERE position = ?", (after + 1,)):
            return []  # what has finished behind it stays in the file, and is not read for nothing
        found = self._written("r.position > ? ORDER BY r.position LIMIT ?", (after, count))
        for place, result in enumerate(found):
            if result.position != after + 1 + place:
                return found[:place]
        return found

    def after(self, after: int, count: int, *, by_position: bool) -> list[Written]:
        """Return the results after a position, or after one in the order of completion; gaps do not end them."""
        column = "position" if by_position else "done"
        return self._written(f"r.{column} > ? ORDER BY r.{column} LIMIT ?", (after, count))

    def _written(self, where: str, values: Sequence[Any]) -> list[Written]:
        with _told(self.path):
            rows = self.db.execute(
                "SELECT r.done, r.position, i.custom_id, r.status, r.kind, r.result, r.latency, r.cost "
                f"FROM results r JOIN items i USING (position) WHERE {where}",
                values,
            )
            return [Written(*row) for row in rows]

    def select(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question about the results."""
        with _told(self.path):
            return self.db.execute(statement, values).fetchall()
