"""`DirectoryStore`: a folder of this machine as a store. Writes are atomic; processes exclude each other by a lock of the system."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from .store import Entry, StoreConflict, StoredFile, StoreRefused, version_of

#: Entries that a listing reads at most.
MAX_ENTRIES: Final = 50_000
#: Windows cannot lock a directory: there a file of this name in the folder is locked. Not a name that a command may use.
_LOCK_NAME: Final = ".claudewire.lock"
_TEMPORARY: Final = ".claudewire-tmp-"
#: Characters that Windows takes for something else than a name.
_NOT_ON_WINDOWS: Final = frozenset('<>:"|?*')


class DirectoryStore:
    """A folder as a store. Links may lead to places inside the folder, not out of it.

    A write goes to a temporary file, which replaces the old one when it is on the disk: a reader, and a crash, see the old
    content or the new. Writers hold a lock of the folder, so threads and processes of one machine do not lose each other's edits.

    Args:
        root: The folder; it is made if it is not there.
        private: Whether new files and directories are for their owner only.
    """

    def __init__(self, root: str | os.PathLike[str], *, private: bool = True) -> None:
        self.root: Path = Path(root)
        self._file_mode, self._folder_mode = (0o600, 0o700) if private else (0o666, 0o777)
        for folder in (*reversed(self.root.parents), self.root):  # `parents=True` would make those above for everybody
            if not folder.exists():
                folder.mkdir(mode=self._folder_mode, exist_ok=True)
        self._real_root = self.root.resolve()

    def __repr__(self) -> str:
        return f"DirectoryStore({str(self.root)!r})"

    def read(self, path: str) -> StoredFile | None:
        """See `Store.read`."""
        return _read(self._place(path))

    def write(self, path: str, data: bytes, *, if_version: str | None) -> str:
        """See `Store.write`."""
        with self._lock():
            place = self._place(path)
            now = _read(place)
            if (now is None and os.path.lexists(place)) or (None if now is None else now.version) != if_version:
                raise StoreConflict(f"{path} changed")
            self._make_parents(path)
            _replace(
                place, data, self._file_mode if now is None else stat.S_IMODE(place.stat().st_mode), is_new=now is None
            )
        return version_of(data)

    def list(self, path: str, depth: int | None) -> list[Entry] | None:
        """See `Store.list`."""
        place = self._place(path)
        if not place.is_dir():
            return None
        found: list[Entry] = []
        waiting = [(place, path, 1)]
        while waiting and len(found) < MAX_ENTRIES:
            folder, prefix, level = waiting.pop()
            with suppress(FileNotFoundError, PermissionError), os.scandir(folder) as items:
                for item in items:
                    if _is_ours(item.name) or (item.is_symlink() and not self._is_inside(Path(item.path))):
                        continue
                    name = f"{prefix}/{item.name}" if prefix else item.name
                    with suppress(OSError):
                        if item.is_dir():
                            found.append(Entry(name, 0, is_directory=True))
                            if not item.is_symlink() and (depth is None or level < depth):
                                waiting.append((Path(item.path), name, level + 1))
                        elif item.is_file():
                            found.append(Entry(name, item.stat().st_size))
        return found

    def delete(self, path: str) -> bool:
        """See `Store.delete`."""
        with self._lock():
            place = self._link_place(path)
            if not os.path.lexists(place):
                return False
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink()
            self._remove_empty(place.parent)
        return True

    def rename(self, old: str, new: str) -> bool:
        """See `Store.rename`."""
        with self._lock():
            source, target = self._link_place(old), self._link_place(new)
            if os.path.lexists(target):
                raise StoreConflict(f"{new} is there")
            if not os.path.lexists(source):
                return False
            self._make_parents(new)
            source.rename(target)
            _sync_folder(target.parent)
            self._remove_empty(source.parent)
        return True

    def _make_parents(self, path: str) -> None:
        folder = self._real_root
        for name in path.split("/")[:-1]:
            folder /= name
            try:
                folder.mkdir(self._folder_mode, exist_ok=True)
            except (FileExistsError, NotADirectoryError):
                raise StoreConflict(f"a directory of {path} is a file") from None

    def _remove_empty(self, folder: Path) -> None:
        """Removes directories in which nothing is left, up to the root: as in every store, a directory has files."""
        with suppress(OSError):
            while folder != self._real_root:
                folder.rmdir()
                folder = folder.parent

    # -- paths -----------------------------------------------------------------------------------------------------------

    def _place(self, path: str) -> Path:
        """Returns where a path is on this machine, with links followed.

        Raises:
            StoreRefused: it is outside the folder, or has a name that is not for commands.
        """
        for name in path.split("/"):
            if _is_ours(name):
                raise StoreRefused("has a name that is not for files")
            if sys.platform == "win32" and (_NOT_ON_WINDOWS.intersection(name) or name.endswith((".", " "))):
                raise StoreRefused("has a name that Windows does not take")
        try:
            place = (self._real_root / path).resolve()
        except (OSError, RuntimeError) as error:  # links in a circle
            raise StoreRefused("has links that lead nowhere") from error
        if not place.is_relative_to(self._real_root):
            raise StoreRefused("leads out of the folder")
        return place

    def _link_place(self, path: str) -> Path:
        """Returns the same for a link itself, in place of what it leads to."""
        folder, _, name = path.rpartition("/")
        if _is_ours(name):
            raise StoreRefused("has a name that is not for files")
        return self._place(folder) / name

    def _is_inside(self, place: Path) -> bool:
        try:
            return place.resolve().is_relative_to(self._real_root)
        except (OSError, RuntimeError):
            return False

    # -- the lock --------------------------------------------------------------------------------------------------------

    @contextmanager
    def _lock(self) -> Generator[None]:
        """Excludes all other writers of the folder, in this process and in others."""
        if sys.platform == "win32":
            import msvcrt

            with (self._real_root / _LOCK_NAME).open("ab") as file:
                while True:
                    with suppress(OSError):  # it gives up after ten seconds
                        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                        break
                try:
                    yield
                finally:
                    msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            descriptor = os.open(self._real_root, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)  # a forked process may have the descriptor, too
                os.close(descriptor)


def _is_ours(name: str) -> bool:
    return name == _LOCK_NAME or name.startswith(_TEMPORARY)


def _read(place: Path) -> StoredFile | None:
    """Returns a file; None if there is none, or a directory."""
    if place.is_dir():
        return None
    try:
        # O_NONBLOCK: opening a pipe must not wait for somebody who writes.
        descriptor = os.open(place, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise
    except OSError as error:
        raise StoreRefused(f"cannot be opened: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise StoreRefused("is not a file but a device, a pipe or a socket")
        data = file.read()
    return StoredFile(data, version_of(data))


def _replace(place: Path, data: bytes, mode: int, *, is_new: bool) -> None:
    temporary = place.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flag("O_BINARY"), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not is_new:  # without the mask that new files get
            temporary.chmod(mode)
        temporary.replace(place)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(place.parent)


def _flag(name: str) -> int:
    """Returns a flag of `os.open`; 0 where the system does not have it."""
    return int(getattr(os, name, 0))


def _sync_folder(folder: Path) -> None:
    """Makes sure that a new name in a folder is on the disk."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
