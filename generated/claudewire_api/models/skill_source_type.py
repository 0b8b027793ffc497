# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `SkillSourceType` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

SkillSourceType: TypeAlias = Literal["custom", "anthropic", "anthropic_example", "plugin"] | str
"""Who made a skill. `custom`: the workspace. `anthropic`: Anthropic. `anthropic_example`: Anthropic, as an example to
copy. `plugin`: it is part of a plugin.
"""
