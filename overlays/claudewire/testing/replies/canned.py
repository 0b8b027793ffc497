"""What the server answers when nobody scripted an answer. It is not a model, and every text says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from claudewire.contract.values import is_array
from claudewire.testing.ids import Ids
from claudewire.testing.responses.steps import dumps

from . import tokens
from .samples import sample

Block = dict[str, Any]

DISCLAIMER: Final = "This is a canned answer from claudewire's local server. No model read your message."
_THOUGHT: Final = "This stands where a model's thinking would be. The local server does not think."
#: Not a signature, but as long and as opaque as one.
SIGNATURE: Final = "Y2xhdWRld2lyZSBsb2NhbCBzZXJ2ZXI6IG5vdCBhIHNpZ25hdHVyZSBvZiBhIG1vZGVs" * 2
#: Inputs for the tools that the API defines and the caller runs.
_API_TOOLS: Final[Mapping[str, Block]] = {
    "bash": {"command": "echo canned"},
    "text_editor": {"command": "view", "path": "/canned.txt"},
    "computer": {"action": "screenshot"},
    "memory": {"command": "view", "path": "/memories"},
}


def answer(body: Mapping[str, Any], ids: Ids, work: Sequence[Block] = ()) -> list[Block]:
    """Content for a request: thinking if it was asked for, the work of server tools, and tool calls or else text."""
    blocks = [*thoughts(body), *work]
    results = tool_results(body)
    tools = [] if results and not _forced(body) else called(body)
    if tools:
        if not _forced(body):
            blocks.append(text(f"{DISCLAIMER} It calls a tool because the request has one."))
        return blocks + [tool_use(tool["name"], _input(tool), ids) for tool in tools]
    schema = tokens.output_schema(body)
    if schema:
        return [*blocks, text(dumps(sample(schema)).decode())]
    if results:
        return [*blocks, text(f"{DISCLAIMER} The tool said: {_shortened(' '.join(results))}")]
    return [*blocks, _quoting(body)]


def text(words: str) -> Block:
    return {"type": "text", "text": words}


def thinking(words: str) -> Block:
    return {"type": "thinking", "thinking": words, "signature": SIGNATURE}


def tool_use(name: str, input: Mapping[str, Any], ids: Ids) -> Block:
    return {"type": "tool_use", "id": ids.new("toolu_01"), "name": name, "input": dict(input)}


def thoughts(body: Mapping[str, Any]) -> list[Block]:
    config: Mapping[str, Any] = body.get("thinking") or {}
    if config.get("type") not in ("enabled", "adaptive"):
        return []
    return [thinking("" if config.get("display") == "omitted" else _THOUGHT)]


def called(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tools that are called: the one that is demanded, or the first that the caller can run."""
    choice: Mapping[str, Any] = body.get("tool_choice") or {"type": "auto"}
    tools = [tool for tool in body.get("tools") or () if _runs_at_caller(tool)]
    match choice["type"]:
        case "none":
            return []
        case "tool":
            return [tool for tool in tools if tool["name"] == choice["name"]]
        case _:
            return tools[:1]


def tool_results(body: Mapping[str, Any]) -> list[str]:
    """Texts of the tool results that the last message brings."""
    content: Any = body["messages"][-1]["content"] if body["messages"] else []
    return [
        plain_text(block.get("content"))
        for block in (content if is_array(content) else ())
        if block["type"] == "tool_result"
    ]


def plain_text(content: Any) -> str:
    """The text in a message's content."""
    if isinstance(content, str):
        return content
    return " ".join(block["text"] for block in content or () if block.get("type") == "text")


def _quoting(body: Mapping[str, Any]) -> Block:
    said = [message["content"] for message in body["messages"] if message["role"] == "user"]
    heard = plain_text(said[-1]) if said else ""
    words = len(heard.split())
    block = text(f'{DISCLAIMER} You wrote {words} word{"" if words == 1 else "s"}: "{_shortened(heard)}".')
    cited = _citation(said[-1] if said else "")
    return {**block, "citations": [cited]} if cited else block


def _citation(content: Any) -> Block | None:
    """A citation of the first text document that allows it: its first words, whatever the question."""
    documents = [block for block in content if block["type"] == "document"] if is_array(content) else []
    for index, block in enumerate(documents):
        asked: dict[str, Any] = block.get("citations") or {}
        if asked.get("enabled") and block["source"]["type"] == "text":
            quoted = block["source"]["data"][:60]
            return {
                "type": "char_location",
                "cited_text": quoted,
                "document_index": index,
                "document_title": block.get("title"),
                "start_char_index": 0,
                "end_char_index": len(quoted),
                "file_id": None,
            }
    return None


def _forced(body: Mapping[str, Any]) -> bool:
    choice: Mapping[str, Any] = body.get("tool_choice") or {}
    return choice.get("type") in ("any", "tool")


def _runs_at_caller(tool: Mapping[str, Any]) -> bool:
    kind = tool.get("type") or "custom"
    return kind == "custom" or kind.rpartition("_")[0] in _API_TOOLS


def _input(tool: Mapping[str, Any]) -> Mapping[str, Any]:
    if (tool.get("type") or "custom") != "custom":
        return _API_TOOLS[tool["type"].rpartition("_")[0]]
    examples: Sequence[Mapping[str, Any]] = tool.get("input_examples") or ()
    found: Mapping[str, Any] = examples[0] if examples else sample(tool["input_schema"])
    return found


def _shortened(words: str, limit: int = 200) -> str:
    return words if len(words) <= limit else f"{words[:limit]}…"
