"""The Claude API on loopback, for your own tests: `LocalServer`, scripted replies, and faults by name.

The server is made from the same document as the client. It validates every request, streams, keeps files, batches and
skills, and can be told to fail. It is not a model: what it says is canned or yours.

Needs the extra: `pip install 'claudewire[testing]'`. Importing this package does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import InvalidScript
from .faults import FAULTS, Fault
from .replies.canned import text, thinking
from .replies.queue import Script
from .replies.turn import Reply, Turn, api_error, turn
from .server import LocalServer
from .state import Limits, LoggedRequest, Settings, Upload

__all__ = [
    "FAULTS",
    "Fault",
    "InvalidScript",
    "Limits",
    "LocalServer",
    "LoggedRequest",
    "Reply",
    "Script",
    "Settings",
    "Turn",
    "Upload",
    "api_error",
    "text",
    "thinking",
    "tool_use",
    "turn",
]


def tool_use(name: str, input: Mapping[str, Any] | None = None, *, id: str | None = None) -> dict[str, Any]:
    """Return a tool call for a scripted reply.

    Args:
        name: name of the tool.
        input: its arguments.
        id: the ID of the call; None lets the server make one.
    """
    call: dict[str, Any] = {"type": "tool_use", "name": name, "input": dict(input or {})}
    return call if id is None else {**call, "id": id}
