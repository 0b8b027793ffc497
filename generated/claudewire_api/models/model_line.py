# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

#: A family of models.
ModelLine: TypeAlias = Literal["haiku", "sonnet", "opus", "fable", "mythos"] | str
