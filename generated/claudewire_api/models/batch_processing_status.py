# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

BatchProcessingStatus: TypeAlias = Literal["in_progress", "canceling", "ended"] | str
"""How far a batch is. `ended` means that no request is left, however each of them came out."""
