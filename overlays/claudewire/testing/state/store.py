"""Stored objects by kind and ID, in their order, some with bytes: in SQLite, in memory or in a folder."""

from __future__ import annotations

import json
import sqlite3
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import Any, Final

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS objects (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    content BLOB,
    UNIQUE (kind, id)
)
"""


class Store:
    """Objects that are kept between requests and, with a folder, between runs of the server."""

    def __init__(self, folder: str | PathLike[str] | None = None) -> None:
        if folder is not None:
            Path(folder).mkdir(parents=True, exist_ok=True)
        # The server's thread and a test's thread use the same connection, so a lock guards it.
        self._lock = Lock()
        self._connection = sqlite3.connect(
            ":memory:" if folder is None else Path(folder) / "claudewire.sqlite3",
            check_same_thread=False,
            isolation_level=None,
        )
        if folder is not None:
            self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(_SCHEMA)

    def put(self, kind: str, id: str, value: dict[str, Any], content: bytes | None = None) -> None:
        """Add an object, or replace its value; the bytes of an object never change."""
        self._execute(
            "INSERT INTO objects (kind, id, value, content) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value",
            (kind, id, json.dumps(value), content),
        )

    def get(self, kind: str, id: str) -> dict[str, Any] | None:
        rows = self._execute("SELECT value FROM objects WHERE kind = ? AND id = ?", (kind, id))
        return json.loads(rows[0][0]) if rows else None

    def content(self, kind: str, id: str) -> bytes | None:
        rows = self._execute("SELECT content FROM objects WHERE kind = ? AND id = ?", (kind, id))
        return rows[0][0] if rows else None

    def delete(self, kind: str, id: str) -> None:
        self._execute("DELETE FROM objects WHERE kind = ? AND id = ?", (kind, id))

    def newest(self, kind: str) -> list[dict[str, Any]]:
        """Return every object of a kind, newest first."""
        rows = self._execute("SELECT value FROM objects WHERE kind = ? ORDER BY number DESC", (kind,))
        return [json.loads(value) for (value,) in rows]

    def clear(self) -> None:
        self._execute("DELETE FROM objects", ())

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def __del__(self) -> None:
        # Without this, a server that was never closed would end with a ResourceWarning. A folder that cannot be made leaves none.
        if hasattr(self, "_connection"):
            self._connection.close()

    def _execute(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()
