# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from typing import TypeAlias

from .. import models

SkillSourceUnion: TypeAlias = models.SkillSource | models.SkillSourceType
"""Where a skill comes from. An object; with the beta value `skills-2025-10-02`, the object's `type` alone."""
