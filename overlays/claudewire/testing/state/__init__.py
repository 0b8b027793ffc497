"""What one server remembers: its settings, the log, stored objects, rate limits, scripted replies and faults."""

from __future__ import annotations

from .ratelimits import Limits
from .state import Handler, LoggedRequest, Settings, State, Upload, ValidRequest

__all__ = ["Handler", "Limits", "LoggedRequest", "Settings", "State", "Upload", "ValidRequest"]
