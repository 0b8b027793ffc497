"""Rows of a journal as values, and its tables."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from claudewire.bulk.cost.prices import Usage

SCHEMA: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
    position INTEGER PRIMARY KEY,
    custom_id TEXT NOT NULL UNIQUE,
    hash BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    in_flight INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL,
    batch INTEGER,
    params BLOB
);
CREATE INDEX items_of_batch ON items (batch) WHERE batch IS NOT NULL;
CREATE INDEX items_in_flight ON items (position) WHERE in_flight;
CREATE INDEX items_stored ON items (position) WHERE params IS NOT NULL;
CREATE TABLE results (
    done INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL,
    kind TEXT,
    result BLOB NOT NULL,
    finished REAL NOT NULL,
    latency REAL,
    model TEXT,
    batched INTEGER NOT NULL DEFAULT 0,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cache_read_tokens INTEGER NOT NULL DEFAULT 0,
    cache_write_tokens INTEGER NOT NULL DEFAULT 0,
    cost REAL
);
CREATE TABLE batches (
    number INTEGER PRIMARY KEY,
    id TEXT UNIQUE,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    planned REAL NOT NULL,
    created REAL
);
"""


#: States of a batch. `planned`: its requests are chosen, and it may have been sent. `read`: all its results are here.
PLANNED, OPEN, READ = "planned", "open", "read"


@frozen
class Known:
    """What the journal knows of a request."""

    position: int
    hash: bytes
    attempts: int
    in_flight: bool
    run: int
    batch: int | None
    status: str | None


@frozen
class FinalResult:
    """A final result, as it is written."""

    position: int
    status: str
    kind: str | None
    result: bytes
    finished: float
    latency: float | None = None
    model: str | None = None
    batched: bool = False
    usage: Usage = field(factory=Usage)
    cost: float | None = None


@frozen
class Written:
    """A final result, as it is read."""

    done: int
    position: int
    custom_id: str
    status: str
    kind: str | None
    result: bytes
    latency: float | None
    cost: float | None


@frozen
class BatchRow:
    """A batch in the journal."""

    number: int
    id: str | None
    state: str
    count: int
    planned: float
