"""A conversation replaced by its summary: the request that asks for one, and what comes of the response. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from attrs import frozen

#: Arguments that a request for a summary leaves out: they are about the answer that it does not ask for.
_LEFT_OUT: Final = ("context_management", "stop_sequences", "output_format", "tool_choice", "stream")


@frozen
class Compaction:
    """A shortened conversation.

    Attributes:
        message: The response, with its `usage`.
        messages: The conversation from now on: the summary, to which the next message of the user is added. The whole conversation
            if there was no summary.
        summary: The text of the summary; None if there was none, or if it is encrypted.
    """

    message: Any
    messages: list[Any]
    summary: str | None


def summary_request(params: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the arguments of a request for a summary.

    Args:
        params: Those of the conversation.
        config: The `compaction` field.
    """
    kept = {name: value for name, value in params.items() if name not in _LEFT_OUT}
    output_config: Any = kept.get("output_config")
    if isinstance(output_config, Mapping):
        fields = cast("Mapping[str, Any]", output_config)
        kept["output_config"] = {name: value for name, value in fields.items() if name != "format"}
    return {**kept, "compaction": dict(config)}


def summary_config(instructions: str | None) -> dict[str, Any]:
    """Returns the `compaction` field of a request."""
    return {"type": "summarize", **({} if instructions is None else {"instructions": instructions})}


def summary_blocks(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the blocks of a response, as JSON, that are its summary; none if it has no summary."""
    blocks = [block for block in message.get("content") or () if block.get("type") == "compaction"]
    return blocks if any(block.get("content") or block.get("encrypted_content") for block in blocks) else []


def compaction_of(messages: Any, message: Any) -> Compaction:
    """Returns what a response to a request for a summary makes of a conversation."""
    blocks = summary_blocks(message.to_dict())
    text = next((block["content"] for block in blocks if isinstance(block.get("content"), str)), None)
    return Compaction(message, [{"role": "assistant", "content": blocks}] if blocks else list(messages), text)
