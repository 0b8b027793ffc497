"""What a store of files is: the protocol that the commands need, blocking or with coroutines, and the stores without directories."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Awaitable, Generator
from contextlib import AbstractContextManager, closing, contextmanager
from hashlib import sha256
from os import PathLike, fspath
from typing import Protocol

from attrs import frozen

from claudewire._errors.base import ConfigurationError
from claudewire_api._errors import ClaudeError


class StoreConflict(ClaudeError):
    """A conditional write found another version, or a path that is taken. Nothing was changed."""


class StoreRefused(ClaudeError):
    """A store does not touch a path: a link out of its folder, a device, a name that the file system does not take."""


@frozen
class StoredFile:
    """A file as it was read.

    Attributes:
        data: Its bytes.
        version: Changes with the bytes; `write` takes it as the condition.
    """

    data: bytes
    version: str


@frozen(order=True)
class Entry:
    """A file or directory of a listing.

    Attributes:
        path: Path in the store.
        size: Bytes of a file; 0 for a directory.
        is_directory: Whether it is one.
    """

    path: str
    size: int = 0
    is_directory: bool = False


class Store(Protocol):
    """Files by path. A path is relative, with `/` between names and no `.` or `..`; the empty path is the root.

    Every method is atomic. A store whose methods are coroutine functions is an `AsyncStore`.
    """

    def read(self, path: str) -> StoredFile | None:
        """Returns a file; None if there is none at the path.

        Args:
            path: Path of the file.
        """
        ...

    def write(self, path: str, data: bytes, *, if_version: str | None) -> str:
        """Writes a file and returns its version. Directories above it are made.

        Args:
            path: Path of the file.
            data: Its bytes.
            if_version: The version that is there now; None if nothing may be there.

        Raises:
            StoreConflict: something else is there.
        """
        ...

    def list(self, path: str, depth: int | None) -> list[Entry] | None:
        """Returns what is below a directory, in any order; None if the path is no directory. The root always is one.

        Args:
            path: Path of the directory.
            depth: Levels; None for all.
        """
        ...

    def delete(self, path: str) -> bool:
        """Deletes a file, or a directory with everything in it. Returns whether there was one.

        Args:
            path: Path of the file.
        """
        ...

    def rename(self, old: str, new: str) -> bool:
        """Moves a file or a directory. Returns whether there was one.

        Args:
            old: Path of what is moved.
            new: Where it is moved to.

        Raises:
            StoreConflict: something is at the new path.
        """
        ...


class AsyncStore(Protocol):
    """A `Store` whose methods are coroutine functions: over a network, for instance."""

    def read(self, path: str) -> Awaitable[StoredFile | None]:
        """See `Store.read`."""
        ...

    def write(self, path: str, data: bytes, *, if_version: str | None) -> Awaitable[str]:
        """See `Store.write`."""
        ...

    def list(self, path: str, depth: int | None) -> Awaitable[list[Entry] | None]:
        """See `Store.list`."""
        ...

    def delete(self, path: str) -> Awaitable[bool]:
        """See `Store.delete`."""
        ...

    def rename(self, old: str, new: str) -> Awaitable[bool]:
        """See `Store.rename`."""
        ...


def version_of(data: bytes) -> str:
    """Returns the version of bytes: a hash, so equal content is an equal version.

    Args:
        data: The bytes.
    """
    return sha256(data).hexdigest()


def parents_of(path: str) -> list[str]:
    """Returns the directories above a path, without the root."""
    names = path.split("/")[:-1]
    return ["/".join(names[: n + 1]) for n in range(len(names))]


class Table(Protocol):
    """The files of a store without directories, inside one transaction."""

    def get(self, path: str) -> bytes | None: ...
    def put(self, path: str, data: bytes) -> None: ...
    def remove(self, path: str) -> None: ...
    def move(self, old: str, new: str) -> None: ...
    def sizes(self) -> dict[str, int]: ...


class KeyedStore:
    """A store in which only files exist; a directory is what stands before a `/` in their paths."""

    def transaction(self) -> AbstractContextManager[Table]:
        """Returns a transaction. No other one runs at the same time; an exception undoes it."""
        raise NotImplementedError

    def read(self, path: str) -> StoredFile | None:
        """See `Store.read`."""
        with self.transaction() as files:
            data = files.get(path)
        return None if data is None else StoredFile(data, version_of(data))

    def write(self, path: str, data: bytes, *, if_version: str | None) -> str:
        """See `Store.write`."""
        with self.transaction() as files:
            now = files.get(path)
            if now is None:
                paths = files.sizes()
                if if_version is not None or any(known.startswith(f"{path}/") for known in paths):
                    raise StoreConflict(f"{path} changed")
                if any(parent in paths for parent in parents_of(path)):
                    raise StoreConflict(f"a directory of {path} is a file")
            elif if_version != version_of(now):
                raise StoreConflict(f"{path} changed")
            files.put(path, data)
        return version_of(data)

    def list(self, path: str, depth: int | None) -> list[Entry] | None:
        """See `Store.list`."""
        with self.transaction() as files:
            sizes = files.sizes()
        prefix = f"{path}/" if path else ""
        found: set[Entry] = set()
        for known, size in sizes.items():
            if not known.startswith(prefix):
                continue
            names = known[len(prefix) :].split("/")
            for level in range(1, len(names) + 1):
                if depth is not None and level > depth:
                    break
                is_file = level == len(names)
                found.add(Entry(prefix + "/".join(names[:level]), size if is_file else 0, not is_file))
        return list(found) if found or not path else None

    def delete(self, path: str) -> bool:
        """See `Store.delete`."""
        with self.transaction() as files:
            paths = [known for known in files.sizes() if known == path or known.startswith(f"{path}/")]
            for known in paths:
                files.remove(known)
        return bool(paths)

    def rename(self, old: str, new: str) -> bool:
        """See `Store.rename`."""
        with self.transaction() as files:
            known = files.sizes()
            if any(path == new or path.startswith(f"{new}/") for path in known):
                raise StoreConflict(f"{new} is there")
            if any(parent in known for parent in parents_of(new)):
                raise StoreConflict(f"a directory of {new} is a file")
            paths = [path for path in known if path == old or path.startswith(f"{old}/")]
            for path in paths:
                files.move(path, new + path[len(old) :])
        return bool(paths)


class InMemoryStore(KeyedStore):
    """Files in a dictionary. For tests, and for what need not outlive the program.

    Args:
        files: Texts or bytes by path, to begin with.
    """

    def __init__(self, files: dict[str, str | bytes] | None = None) -> None:
        given = files or {}
        self._files = {path: data.encode() if isinstance(data, str) else data for path, data in given.items()}
        self._lock = threading.Lock()

    @contextmanager
    def transaction(self) -> Generator[Table]:
        with self._lock:
            yield _Dictionary(self._files)


class _Dictionary:
    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def get(self, path: str) -> bytes | None:
        return self._files.get(path)

    def put(self, path: str, data: bytes) -> None:
        self._files[path] = data

    def remove(self, path: str) -> None:
        del self._files[path]

    def move(self, old: str, new: str) -> None:
        self._files[new] = self._files.pop(old)

    def sizes(self) -> dict[str, int]:
        return {path: len(data) for path, data in self._files.items()}


class SQLiteStore(KeyedStore):
    """Files in a table of an SQLite database. Any number of threads and processes may use it.

    Args:
        database: Path of the database; it is made if it is not there.
        table: Name of the table: one for each user, for instance.
        timeout: Seconds to wait for a writer in another process.

    Raises:
        ConfigurationError: the database is not a file, or the name of the table is not a name.
    """

    def __init__(self, database: str | PathLike[str], *, table: str = "memories", timeout: float = 30.0) -> None:
        if fspath(database) in ("", ":memory:"):
            raise ConfigurationError("an SQLiteStore needs a file; InMemoryStore keeps files in memory")
        if not table.isidentifier():
            raise ConfigurationError(f"table is a name of letters, digits and _, not {table!r}")
        self._database, self._table, self._timeout = fspath(database), table, timeout
        with self.transaction():
            pass

    @contextmanager
    def transaction(self) -> Generator[Table]:
        # A connection for each transaction: it may be used in one thread only, and opening one takes 0.1 ms.
        with closing(sqlite3.connect(self._database, timeout=self._timeout, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute(
                    f'CREATE TABLE IF NOT EXISTS "{self._table}" (path TEXT PRIMARY KEY, data BLOB NOT NULL)'
                )
                yield _Rows(connection, self._table)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


class _Rows:
    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table

    def get(self, path: str) -> bytes | None:
        row = self._connection.execute(f'SELECT data FROM "{self._table}" WHERE path = ?', (path,)).fetchone()  # noqa: S608
        return None if row is None else bytes(row[0])

    def put(self, path: str, data: bytes) -> None:
        self._connection.execute(f'INSERT OR REPLACE INTO "{self._table}" VALUES (?, ?)', (path, data))  # noqa: S608

    def remove(self, path: str) -> None:
        self._connection.execute(f'DELETE FROM "{self._table}" WHERE path = ?', (path,))  # noqa: S608

    def move(self, old: str, new: str) -> None:
        self._connection.execute(f'UPDATE "{self._table}" SET path = ? WHERE path = ?', (new, old))  # noqa: S608

    def sizes(self) -> dict[str, int]:
        return dict(self._connection.execute(f'SELECT path, length(data) FROM "{self._table}"'))  # noqa: S608
