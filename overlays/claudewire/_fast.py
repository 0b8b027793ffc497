"""Whether the libraries of `claudewire[fast]` are here, and wanted: `CLAUDEWIRE_FAST=0` says they are not."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def library(name: str) -> Any:
    """The library, or None."""
    if os.environ.get("CLAUDEWIRE_FAST") == "0":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None
