# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

ModelLifecycle: TypeAlias = Literal["active", "deprecated", "retired"] | str
"""A model's stage of life: in full use, still answering with an end in sight, or no longer answering."""
