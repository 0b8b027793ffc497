"""The error for invalid scripts and settings of the local server."""

from __future__ import annotations

from claudewire._errors import ConfigurationError


class InvalidScript(ConfigurationError, TypeError):
    """Raised when a reply, a script, a fixture, a fault or a setting of the local server is not valid. Nothing was changed."""
