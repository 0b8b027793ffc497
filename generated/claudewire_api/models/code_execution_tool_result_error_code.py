# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `CodeExecutionToolResultErrorCode` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

CodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"] | str
)
"""Why a program could not be run, such as `execution_time_exceeded` when it took too long."""
