# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `BashCodeExecutionToolResultErrorCode` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

BashCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "output_file_too_large"
    ]
    | str
)
"""Why a shell command did not run to its end, such as `output_file_too_large` for a file that it made."""
