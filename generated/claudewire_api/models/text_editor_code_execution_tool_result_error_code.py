# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `TextEditorCodeExecutionToolResultErrorCode` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

TextEditorCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "file_not_found"] | str
)
"""Why the editor failed, such as `file_not_found`."""
