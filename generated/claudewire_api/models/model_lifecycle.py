# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

#: A model's stage of life: in full use, still answering with an end in sight, or no longer answering.
ModelLifecycle: TypeAlias = Literal["active", "deprecated", "retired"] | str
