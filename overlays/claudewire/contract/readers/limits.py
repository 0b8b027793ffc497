"""Bounds on what a recording may cost to read, and the errors that say that one was passed."""

from __future__ import annotations

from typing import Final

from claudewire._errors import ClaudeError

#: Bytes of a file after decompression.
MAX_FILE_BYTES: Final = 512 * 1024 * 1024
#: Bytes of one body after decompression.
MAX_BODY_BYTES: Final = 64 * 1024 * 1024
#: Objects and arrays inside each other.
MAX_DEPTH: Final = 200
#: Values that a file may have after its YAML aliases are expanded, and characters of its texts.
MAX_EXPANDED_NODES: Final = 2_000_000
MAX_EXPANDED_CHARACTERS: Final = 256 * 1024 * 1024


class UnreadableError(ClaudeError, ValueError):
    """A file is damaged, larger than the bounds, or not a recording."""


class NotARecordingError(UnreadableError):
    """A file of another kind: its format is readable, and it holds no exchanges."""


class UndecodableError(ClaudeError, ValueError):
    """A body cannot be read: it is damaged, missing in part, or compressed in an unknown way."""


class AbsentBodyError(UndecodableError):
    """The recorder kept no bytes of a body, so there is nothing of it in the file."""
