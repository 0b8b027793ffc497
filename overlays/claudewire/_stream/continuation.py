"""Builds the request that continues a message whose stream was interrupted. The API cannot resume a stream: this is a new
request, and it is billed as one.

There are two ways. Models up to Claude 4.5 continue a last assistant message that holds the text received (prefill). Newer
models, and any model that thinks, reject such a message; there, a user message asks the model to continue. Only text can be
continued. Interrupted thinking and tool calls are left out, and the model writes them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from attrs import frozen

from claudewire_api._errors import RequestInvalid

_VERSION: Final = re.compile(r"claude-(?:[a-z]+-(\d{1,2})(?:-(\d{1,2}))?|(\d)(?:[-.](\d))?)(?!\d)")
_LAST_PREFILL_VERSION: Final = (4, 5)
#: Characters of the received text that the request to continue quotes.
_QUOTED: Final = 200
#: Types of the blocks that may be sent back when they are complete.
_SENDABLE: Final = frozenset(
    {
        "thinking", "redacted_thinking", "server_tool_use", "web_search_tool_result", "web_fetch_tool_result",
        "code_execution_tool_result", "bash_code_execution_tool_result", "text_editor_code_execution_tool_result",
        "tool_search_tool_result", "mcp_tool_use", "mcp_tool_result", "advisor_tool_result", "compaction", "fallback",
    }
)  # fmt: skip

JSON = dict[str, Any]


@frozen(kw_only=True)
class Continuation:
    """A request that continues an interrupted message.

    Attributes:
        params: Arguments for `messages.create()` or `messages.stream()`.
        way: `prefill`: the new response continues the text exactly. `ask`: a user message asks the model to continue; it usually
            does. `repeat`: no usable text was received; it is the same request again.
        kept: The text that the new response does not repeat: put it before the text of the new response.
        dropped: Types of the blocks that were received and are left out.
    """

    params: JSON
    way: Literal["prefill", "ask", "repeat"]
    kept: str
    dropped: tuple[str, ...]


def continuation(request: Mapping[str, Any], partial: Any) -> Continuation:
    """Return the request that continues an interrupted message. Sends nothing.

    Args:
        request: The arguments, or the body, of the interrupted request. Call options among them, such as `betas`, are kept.
        partial: The `Message` received before the interruption (`error.partial_message`); None if there is none.

    Raises:
        RequestInvalid: the message cannot be continued. Either it contains a complete tool call: send its result, or repeat the
            request. Or it has a `stop_reason`: it is complete, only the event `message_stop` is missing.
    """
    message: JSON = {} if partial is None else partial.to_dict()
    # An item that is no object can be no part of a request.
    blocks = [cast("JSON", block) if isinstance(block, dict) else {} for block in message.get("content") or ()]
    content: list[Any] = [] if partial is None else partial.content or []
    interrupted = [n for n, block in enumerate(content) if getattr(block, "input_error", None) is not None]
    for n, block in enumerate(blocks):
        if block.get("type") == "tool_use" and n not in interrupted:
            raise RequestInvalid(
                f"cannot continue: the response has a complete call of the tool {block.get('name')!r}; "
                "send its tool_result, or repeat the request"
            )
    if reason := message.get("stop_reason"):
        raise RequestInvalid(
            f"nothing to continue: the message is complete (stop_reason {reason}), only its message_stop event is missing"
        )
    end = len(blocks)
    while end and not (blocks[end - 1].get("type") == "text" and _text_of(blocks[end - 1]).strip()):
        end -= 1
    params = {name: value for name, value in request.items() if name != "stream"}
    sent = [None if n in interrupted else _sendable(block) for n, block in enumerate(blocks[:end])]
    kept = [block for block in sent if block is not None]
    if not kept or len(kept) < len(sent):
        return Continuation(params=params, way="repeat", kept="", dropped=tuple(str(b.get("type")) for b in blocks))
    # The API rejects a last assistant message that ends in white space.
    tail = kept[-1]["text"] = kept[-1]["text"].rstrip()
    turns: list[Any] = [*request["messages"], {"role": "assistant", "content": kept}]
    way: Literal["prefill", "ask"] = "prefill"
    if not _supports_prefill(request, kept):
        way = "ask"
        turns.append({"role": "user", "content": _CONTINUE_PROMPT.format(tail[-_QUOTED:])})
    return Continuation(
        params={**params, "messages": turns},
        way=way,
        kept="".join(block["text"] for block in kept if block["type"] == "text"),
        dropped=tuple(str(block.get("type")) for block in blocks[end:]),
    )


_CONTINUE_PROMPT: Final = (
    "Your last answer was cut off in transit. It ended with:\n\n{}\n\n"
    "Go on from exactly there. Do not repeat anything, and do not comment on the interruption."
)


def _text_of(block: JSON) -> str:
    text: Any = block.get("text")
    return text if isinstance(text, str) else ""


def _sendable(block: JSON) -> JSON | None:
    """Return a block of a response in the form of a request; None if a request cannot contain it."""
    block_type = block.get("type")
    if block_type == "text":
        return {"type": "text", "text": _text_of(block)}
    if str(block_type) not in _SENDABLE or (block_type == "thinking" and not block.get("signature")):
        return None
    return {name: value for name, value in block.items() if value is not None}


def _supports_prefill(request: Mapping[str, Any], content: list[JSON]) -> bool:
    thinking: Any = request.get("thinking")
    if isinstance(thinking, Mapping):
        kind = cast("Mapping[str, Any]", thinking).get("type")
    else:
        kind = getattr(thinking, "type", None)
    version = model_version(str(request.get("model")))
    return (
        version is not None
        and version <= _LAST_PREFILL_VERSION
        and kind in (None, "disabled")
        and all(block["type"] == "text" for block in content)
    )


def model_version(model: str) -> tuple[int, int] | None:
    """Return the version in the name of a model: (4, 5) for `claude-opus-4-5-20251101`. None if the name has no version."""
    found = _VERSION.search(model)
    if found is None:
        return None
    return int(found[1] or found[3]), int(found[2] or found[4] or 0)
