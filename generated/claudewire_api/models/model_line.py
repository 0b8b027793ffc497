# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `ModelLine` (spec/schemas/models.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ModelLine: TypeAlias = Literal["haiku", "sonnet", "opus", "fable", "mythos"] | str
"""A family of models, whose members share a size and a price range."""
