"""What one server remembers: its settings, the log, stored objects, rate limits, scripted replies and faults."""

from __future__ import annotations

from .log import Log, LoggedRequest, LoggedResponse, Recorder, Upload, safe_headers
from .ratelimits import Limits
from .state import Handler, Settings, State, ValidRequest

__all__ = [
    "Handler",
    "Limits",
    "Log",
    "LoggedRequest",
    "LoggedResponse",
    "Recorder",
    "Settings",
    "State",
    "Upload",
    "ValidRequest",
    "safe_headers",
]
