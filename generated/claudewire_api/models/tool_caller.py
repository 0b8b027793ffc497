# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `ToolCaller` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ToolCaller: TypeAlias = (
    Literal["direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"] | str
)
"""Who may call a tool. `direct` is the model; the others are programs that the model runs with that version of the code
execution tool.
"""
