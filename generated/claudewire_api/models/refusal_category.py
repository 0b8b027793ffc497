# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

#: Policy area of a refusal.
RefusalCategory: TypeAlias = Literal["cyber", "bio", "frontier_llm", "reasoning_extraction", "general_harms"] | str
