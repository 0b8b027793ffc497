# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
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
"""Why the model stopped. `end_turn`: it was done. `max_tokens`: the limit of the request was reached. `stop_sequence`:
it wrote one of the given texts. `tool_use`: it waits for the result of a tool. `pause_turn`: a long run of server
tools was interrupted; send the message back to continue. `refusal`: it declined. `model_context_window_exceeded`:
the context is full. `compaction`: the context was summarized and the request asked to pause there.
"""
