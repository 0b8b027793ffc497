# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `NoteStatus` (spec/schemas/notes.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

NoteStatus: TypeAlias = Literal["draft", "done", "archived"] | str
"""An open enum."""
