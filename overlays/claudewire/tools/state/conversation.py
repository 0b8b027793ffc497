"""Messages as JSON: a response as it is sent back, and the message that answers its tool calls. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from claudewire import _json
from claudewire.tools.errors import RunInvalid

from .steps import ToolCall

#: What is noted on a tool call whose input is not valid JSON. The API refuses fields that it does not know.
_NOTES: Final = ("input_error", "input_json")


def json_copy(value: Any) -> Any:
    """Returns a value as JSON values that share nothing with it. Models, dates and bytes are written as the API wants them.

    Raises:
        RunInvalid: the value has no JSON form.
    """
    try:
        return _json.loads(_json.dumps(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise RunInvalid(f"a run holds JSON only: {error}") from error


def plain_message(message: Any) -> dict[str, Any]:
    """Returns a response as JSON, without notes.

    Raises:
        RunInvalid: it is not a message.
    """
    plain: dict[str, Any] = json_copy(_fields(message))
    content: Any = plain.get("content") or []
    if not isinstance(content, list) or (isinstance(message, Mapping) and "content" not in plain):
        found = (
            type(cast("object", message)).__name__ if "content" not in plain else f"content that is {content!r:.100}"
        )
        raise RunInvalid(f"a run takes messages of the model, not {found}")
    blocks: list[dict[str, Any]] = [
        block for block in cast("list[Any]", cast("Any", content)) if isinstance(block, dict)
    ]
    for block in blocks:
        for note in _NOTES:
            block.pop(note, None)
        if block.get("type") == "tool_use" and not isinstance(block.get("input"), dict):
            block["input"] = {}  # it was noted, and the API takes nothing else
    plain["content"] = blocks
    return plain


def _fields(message: Any) -> dict[str, Any]:
    if isinstance(message, Mapping):
        return dict(cast("Mapping[str, Any]", message))
    fields: dict[str, Any] = message.to_dict() if hasattr(message, "to_dict") else {}
    return fields


def input_errors(message: Any) -> list[str | None]:
    """Returns for each block of a response why its input is not valid JSON; None where it is."""
    if isinstance(message, Mapping):
        content: Any = cast("Mapping[str, Any]", message).get("content")
    else:
        content = getattr(message, "content", None)
    return [
        input_error(block)
        for block in content or ()
        if isinstance(block, Mapping) or isinstance(getattr(block, "raw", {}), Mapping)
    ]


def input_error(block: Any) -> str | None:
    """Returns why the input of a block is not valid JSON; None if it is, or if the block has no input."""
    if isinstance(block, Mapping):
        found: Any = cast("Mapping[str, Any]", block).get("input_error")
    else:
        found = getattr(block, "input_error", None)
    return None if found is None else str(found)


def as_message(message: Any) -> dict[str, Any]:
    """Returns a message that the program adds: a dictionary, or a response.

    Raises:
        RunInvalid: it has no role or no content.
    """
    plain: dict[str, Any] = json_copy(_fields(message))
    if not isinstance(plain.get("role"), str) or "content" not in plain:
        raise RunInvalid("a message has a role and content")
    content: Any = plain["content"]
    if plain["role"] == "assistant" and isinstance(content, list):
        content = [
            {k: v for k, v in block.items() if k not in _NOTES} for block in cast("list[dict[str, Any]]", content)
        ]
    return {"role": plain["role"], "content": content}


def results_message(calls: Sequence[ToolCall]) -> dict[str, Any]:
    """Returns the user message that answers the calls of a response: the results in the order of the calls, then attachments."""
    content = [_result_block(call) for call in calls]
    for call in calls:
        content.extend(call.attachments or ())
    return {"role": "user", "content": content}


def _result_block(call: ToolCall) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "tool_result", "tool_use_id": call.id, "content": call.content}
    if call.is_error:
        block["is_error"] = True
    if call.toolset is not None:
        block["toolset_name"] = call.toolset
    return block


def joined(messages: list[dict[str, Any]], added: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the conversation with messages at its end. A user message goes into one that holds tool results, after them."""
    out = list(messages)
    for message in added:
        if message["role"] == "user" and out and _has_results(out[-1]):
            out[-1] = {"role": "user", "content": [*out[-1]["content"], *as_blocks(message["content"])]}
        else:
            out.append(message)
    return out


def _has_results(message: Mapping[str, Any]) -> bool:
    content: Any = message.get("content")
    if message.get("role") != "user" or not isinstance(content, list):
        return False
    return any(block.get("type") == "tool_result" for block in cast("list[dict[str, Any]]", content))


def as_blocks(content: Any) -> list[dict[str, Any]]:
    """Returns content as blocks."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}] if content else []
    return list(cast("Sequence[dict[str, Any]]", content))
