"""The Claude API on loopback, for your own tests: `LocalServer`, scripted answers, and faults by name.

The server is made from the same document as the client. It validates every request, streams, keeps files, batches and
skills, and can be told to fail. It is not a model: what it says is canned or yours.

Needs the extra: `pip install 'claudewire[testing]'`. Importing this package does not.
"""

from __future__ import annotations

from .faults import FAULTS, Fault
from .replies.canned import text, thinking
from .replies.queue import Answer
from .server import LocalServer
from .state import Limits, LoggedRequest, Settings, Upload

__all__ = [
    "FAULTS",
    "Answer",
    "Fault",
    "Limits",
    "LocalServer",
    "LoggedRequest",
    "Settings",
    "Upload",
    "text",
    "thinking",
    "tool_use",
]


def tool_use(name: str, input: dict[str, object] | None = None) -> dict[str, object]:
    """A tool call for a scripted answer; the server gives it an id."""
    return {"type": "tool_use", "name": name, "input": input or {}}
