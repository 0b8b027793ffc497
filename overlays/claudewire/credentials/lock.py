"""A lock that threads and processes share: one of them at a time renews the tokens of a profile.

The system releases it when its holder ends, in whatever way, so it is never stale.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from .errors import CredentialsError

#: Seconds between two attempts to get the lock.
_POLL: Final = 0.02
#: Seconds that a holder may take: those of an exchange, and some for its files.
PATIENCE: Final = 35.0

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class LockFileError(OSError):
    """The lock file cannot be made, nor any other file beside it."""


@asynccontextmanager
async def locked(path: Path, sleep: Callable[[float], Awaitable[None]]) -> AsyncGenerator[None]:
    """Hold the lock of a file with tokens: that of `<path>.lock` beside it.

    Args:
        path: The file with tokens; a link stands for the file that it leads to.
        sleep: Waits without blocking others; that of a blocking client blocks.

    Raises:
        CredentialsError: another process has held the lock for `PATIENCE` seconds.
        LockFileError: the lock file cannot be made.
    """
    target = Path(os.path.realpath(path))
    lock_path = target.with_name(f"{target.name}.lock")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise LockFileError(error.errno, error.strerror, str(lock_path)) from None
    try:
        until = time.monotonic() + PATIENCE
        while not _try_lock(descriptor):
            if time.monotonic() > until:
                raise CredentialsError(
                    f"another process has been renewing the tokens of {path} for {PATIENCE:g} s: it holds {lock_path}"
                )
            await sleep(_POLL)
        yield
    finally:
        os.close(descriptor)  # releases the lock
