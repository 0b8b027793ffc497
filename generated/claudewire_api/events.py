# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Event streams: the unions of their payloads, and the order in which events may come."""

from __future__ import annotations

from typing import Any, Final

from .models.message_stream_event import MESSAGE_STREAM_EVENT

#: The legal order of the events of a `MessageStreamEvent` stream; its form is described in `spec/README.md`.
MESSAGE_STREAM_GRAMMAR: Final[dict[str, Any]] = {
    "start": "before_message",
    "end": ["done", "failed"],
    "anywhere": {"ping": "stay", "error": "failed"},
    "states": {
        "before_message": {
            "message_start": [{"if_null": "message.stop_reason", "then": "between_blocks"}, {"then": "whole_message"}]
        },
        "between_blocks": {"content_block_start": "in_block", "message_delta": "after_blocks"},
        "in_block": {"content_block_delta": "in_block", "content_block_stop": "between_blocks"},
        "after_blocks": {"message_delta": "after_blocks", "message_stop": "done"},
        "whole_message": {"message_stop": "done"},
        "done": {},
        "failed": {},
    },
    "index": {"first": 0, "step": 1},
    "deltas": {
        "text": {"any": ["text_delta", "citations_delta"]},
        "thinking": {"any": ["thinking_delta"], "last": "signature_delta"},
        "tool_use": {"any": ["input_json_delta"]},
        "server_tool_use": {"any": ["input_json_delta"]},
        "mcp_tool_use": {"any": ["input_json_delta"]},
        "compaction": {"last": "compaction_delta"},
        "redacted_thinking": {},
        "web_search_tool_result": {},
        "web_fetch_tool_result": {},
        "code_execution_tool_result": {},
        "bash_code_execution_tool_result": {},
        "text_editor_code_execution_tool_result": {},
        "tool_search_tool_result": {},
        "container_upload": {},
        "advisor_tool_result": {},
        "mcp_tool_result": {},
        "mcp_tool_listing": {},
        "fallback": {},
    },
}

#: Decoders of the payloads, by `type`.
MESSAGE_STREAM_EVENTS: Final = MESSAGE_STREAM_EVENT
