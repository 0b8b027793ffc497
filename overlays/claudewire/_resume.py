"""Going on where a stream broke off. The API can not resume a stream: each way is a new request, billed as one.

Two ways exist. Models up to Claude 4.5 go on from a last assistant message that holds what came (prefill). Newer ones,
and any model that thinks, refuse that: there a user message asks to go on. Text can be continued. Thinking and tool
calls that broke off can not: they are left out, and the model writes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from attrs import frozen

from ._errors import RequestInvalid

_VERSION: Final = re.compile(r"claude-(?:[a-z]+-(\d{1,2})(?:-(\d{1,2}))?|(\d)(?:[-.](\d))?)(?!\d)")
_LAST_WITH_PREFILL: Final = (4, 5)
_QUOTED: Final = 200
#: Blocks of an answer that may be sent back once they are whole.
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
    """A request that goes on where the answer to another one broke off.

    Attributes:
        params: Arguments for `messages.create()` or `messages.stream()`.
        way: `prefill`: the new answer continues the old text without a seam. `ask`: the model is asked to go on, and
            mostly does. `repeat`: nothing of use had come; it is the same request again.
        kept: The text that is not written again: it belongs in front of the new answer.
        dropped: Types of the blocks that had come and are left out.
    """

    params: JSON
    way: Literal["prefill", "ask", "repeat"]
    kept: str
    dropped: tuple[str, ...]


def continuation(request: Mapping[str, Any], partial: Any) -> Continuation:
    """The follow-up of a request. Nothing is sent.

    Args:
        request: The arguments, or the body, of the request. Options of the call, such as `betas`, stay what they are there.
        partial: The `Message` as far as it came: `error.partial_message`.

    Raises:
        RequestInvalid: there is nothing to go on with. The answer had called a tool of yours: run it, or send the request again.
            Or it had come to its end, and only the word that it had is missing.
    """
    answer: JSON = {} if partial is None else partial.to_dict()
    blocks: list[JSON] = answer.get("content") or []
    content: list[Any] = [] if partial is None else partial.content or []
    broken = [n for n, block in enumerate(content) if getattr(block, "input_error", None) is not None]
    for n, block in enumerate(blocks):
        if block.get("type") == "tool_use" and n not in broken:
            raise RequestInvalid(
                f"the answer broke off behind a call of the tool {block.get('name')!r}, only text can be continued: "
                "answer the call with a tool_result, or send the request again"
            )
    if reason := answer.get("stop_reason"):
        raise RequestInvalid(f"the answer is all there ({reason}), only its message_stop is missing: use it as it is")
    end = len(blocks)
    while end and not (blocks[end - 1].get("type") == "text" and str(blocks[end - 1].get("text") or "").strip()):
        end -= 1
    params = {name: value for name, value in request.items() if name != "stream"}
    sent = [None if n in broken else _sendable(block) for n, block in enumerate(blocks[:end])]
    kept = [block for block in sent if block is not None]
    if not kept or len(kept) < len(sent):
        return Continuation(params=params, way="repeat", kept="", dropped=tuple(str(b.get("type")) for b in blocks))
    # The API refuses a last assistant message that ends in white space.
    tail = kept[-1]["text"] = kept[-1]["text"].rstrip()
    turns: list[Any] = [*request["messages"], {"role": "assistant", "content": kept}]
    way: Literal["prefill", "ask"] = "prefill"
    if not _takes_prefill(request, kept):
        way = "ask"
        turns.append({"role": "user", "content": _PLEASE.format(tail[-_QUOTED:])})
    return Continuation(
        params={**params, "messages": turns},
        way=way,
        kept="".join(block["text"] for block in kept if block["type"] == "text"),
        dropped=tuple(str(block.get("type")) for block in blocks[end:]),
    )


_PLEASE: Final = (
    "Your last answer was cut off in transit. It ended with:\n\n{}\n\n"
    "Go on from exactly there. Do not repeat anything, and do not comment on the interruption."
)


def _sendable(block: JSON) -> JSON | None:
    """A block of an answer as a block of a request; None if it may not stand there."""
    kind = block.get("type")
    if kind == "text":
        return {"type": "text", "text": block.get("text") or ""}
    if kind not in _SENDABLE or (kind == "thinking" and not block.get("signature")):
        return None
    return {name: value for name, value in block.items() if value is not None}


def _takes_prefill(request: Mapping[str, Any], content: list[JSON]) -> bool:
    thinking: Any = request.get("thinking")
    if isinstance(thinking, Mapping):
        kind = cast("Mapping[str, Any]", thinking).get("type")
    else:
        kind = getattr(thinking, "type", None)
    version = model_version(str(request.get("model")))
    return (
        version is not None
        and version <= _LAST_WITH_PREFILL
        and kind in (None, "disabled")
        and all(block["type"] == "text" for block in content)
    )


def model_version(model: str) -> tuple[int, int] | None:
    """The version in the name of a model: `claude-opus-4-5-20251101` is (4, 5). None if there is none."""
    found = _VERSION.search(model)
    if found is None:
        return None
    return int(found[1] or found[3]), int(found[2] or found[4] or 0)
