# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `ToolSearchToolResultErrorCode` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ToolSearchToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"] | str
)
"""Why a search for tools failed, such as `invalid_tool_input` for a wrong regular expression."""
