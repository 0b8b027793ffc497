# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `StopReason` (spec/schemas/message.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

StopReason: TypeAlias = (
    Literal[
        "end_turn",
        "max_tokens",
        "stop_sequence",
        "tool_use",
        "pause_turn",
        "refusal",
        "model_context_window_exceeded",
        "compaction",
    ]
    | str
)
"""Why the model stopped. `end_turn`: it had finished. `max_tokens`: it reached the limit of the request.
`stop_sequence`: it wrote one of the request's stop sequences. `tool_use`: it waits for the result of a tool.
`pause_turn`: a long run of the API's own tools was interrupted; send the message back to continue. `refusal`: it
declined for reasons of policy. `model_context_window_exceeded`: the context window is full. `compaction`: the
message ends with a summary, as the request asked.
"""
