"""What goes wrong with a connection, under the names that httpx and httpcore have for it.

They are not theirs, because to load these takes longer than a request. Whoever catches one asks for its name (`names_of`), and httpx's
error of that name becomes the cause of ours (`_failures`).
"""

from __future__ import annotations

from typing import Any


class Fault(Exception):
    """Any of these."""


class TimeoutException(Fault):
    """A step took too long."""


class ConnectTimeout(TimeoutException):
    """To connect took too long."""


class ReadTimeout(TimeoutException):
    """Nothing came."""


class WriteTimeout(TimeoutException):
    """Nothing was taken."""


class ConnectError(Fault):
    """There is no connection."""


class ReadError(Fault):
    """The connection broke while it was read."""


class WriteError(Fault):
    """The connection broke while it was written to."""


class LocalProtocolError(Fault):
    """The request is none."""


class RemoteProtocolError(Fault):
    """The answer is none."""


def library_of(cls: type[Any]) -> str:
    """The package that a class comes from."""
    return cls.__module__.partition(".")[0]


def names_of(error: BaseException) -> set[str]:
    """What httpx, httpcore or we call it, from the special to the general."""
    classes: tuple[type[Any], ...] = type(error).__mro__
    return {cls.__name__ for cls in classes if issubclass(cls, Fault) or library_of(cls) in ("httpx", "httpcore")}
