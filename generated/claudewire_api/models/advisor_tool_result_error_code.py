# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `AdvisorToolResultErrorCode` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

AdvisorToolResultErrorCode: TypeAlias = (
    Literal[
        "max_uses_exceeded",
        "prompt_too_long",
        "too_many_requests",
        "overloaded",
        "unavailable",
        "execution_time_exceeded",
        "model_not_found",
    ]
    | str
)
"""Why the advising model gave no advice, such as `prompt_too_long`."""
