"""Exit statuses, the same for all commands."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
NEGATIVE: Final = 1
USAGE: Final = 2
REFUSED: Final = 3
UNAVAILABLE: Final = 4
INTERRUPTED: Final = 130
TERMINATED: Final = 143
PIPE_CLOSED: Final = 141

#: What each status means, for the help.
MEANINGS: Final[dict[int, str]] = {
    DONE: "done",
    NEGATIVE: "the command ran, and the result is negative: findings, failed requests, a port in use",
    USAGE: "wrong usage or configuration, or a file that cannot be read; nothing was sent",
    REFUSED: "the API refused the request, or the response is not valid; sending it again does not help",
    UNAVAILABLE: "no response in time, an overloaded API or a rate limit; sending it again later may help",
    INTERRUPTED: "interrupted with Ctrl-C",
    TERMINATED: "`bulk` was told to end with SIGTERM, and has: the same command goes on",
    PIPE_CLOSED: "the reader of the output has left",
}


def status_of(error: Exception) -> int:
    """Return the exit status for an error that ended a command."""
    retryable = getattr(error, "is_retryable", None)
    if retryable is None:  # not a failed call: ConfigurationError, RequestInvalid, OSError
        return USAGE
    return UNAVAILABLE if retryable else REFUSED
