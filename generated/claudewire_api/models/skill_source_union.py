# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `SkillSourceUnion` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from typing import TypeAlias

from .. import models

SkillSourceUnion: TypeAlias = models.SkillSource | models.SkillSourceType
"""Who made a skill, as an object with a `type`. Usually an object; with the beta value `skills-2025-10-02`, a string
with the value of its `type`.
"""
