# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`TypedDict` in the form that pydantic takes: before Python 3.12 that is the one of typing_extensions, where it is installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    try:
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict

__all__ = ["TypedDict"]
