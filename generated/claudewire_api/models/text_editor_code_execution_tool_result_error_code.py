# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from typing import Literal, TypeAlias

#: Why the editor failed.
TextEditorCodeExecutionToolResultErrorCode: TypeAlias = (
    Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "file_not_found"] | str
)
