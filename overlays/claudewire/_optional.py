"""Optional libraries: those of `claudewire[fast]`. `CLAUDEWIRE_FAST=0` in the environment turns them off."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def optional_import(name: str) -> Any:
    """Return the module, or None if it is not installed or turned off."""
    if os.environ.get("CLAUDEWIRE_FAST") == "0":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None
