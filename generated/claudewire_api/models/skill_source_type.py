# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

#: The kind of origin: made by a customer, by Anthropic, by Anthropic as an example, or part of a plugin.
SkillSourceType: TypeAlias = Literal["custom", "anthropic", "anthropic_example", "plugin"] | str
