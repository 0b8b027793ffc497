# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

SkillSourceType: TypeAlias = Literal["custom", "anthropic", "anthropic_example", "plugin"] | str
"""The kind of origin: made by a customer, by Anthropic, by Anthropic as an example, or part of a plugin."""
