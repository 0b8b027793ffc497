"""What the server says when nothing was scripted. It is not a model, and every text says so.

The response is text, unless the request forces a tool call or asks for JSON, by its output format or by a schema in its prompt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from claudewire.contract.values import is_array, is_object
from claudewire.testing.responses.steps import dumps

from . import tokens
from .samples import sample

Block = dict[str, Any]

#: Characters of a prompt, and braces in it, among which a schema is looked for.
_MAX_PROMPT: Final = 200_000
_MAX_BRACES: Final = 100
#: Characters that a citation quotes.
_QUOTED: Final = 60
_DECODER: Final = json.JSONDecoder()

DISCLAIMER: Final = "This is a canned answer from claudewire's local server. No model read your message."
THOUGHT: Final = "This stands where a model's thinking would be. The local server does not think."
#: Not a signature, but as long and as opaque as one.
SIGNATURE: Final = "Y2xhdWRld2lyZSBsb2NhbCBzZXJ2ZXI6IG5vdCBhIHNpZ25hdHVyZSBvZiBhIG1vZGVs" * 2
#: Arguments for the tools that the API defines and the caller runs: a comment, and calls that only look.

_API_TOOLS: Final[Mapping[str, Block]] = {
    "bash": {"command": "# canned: nothing to run"},
    "text_editor": {"command": "view", "path": "/canned.txt"},
    "computer": {"action": "screenshot"},
    "memory": {"command": "view", "path": "/memories"},
}


def reply(
    body: Mapping[str, Any], work: Sequence[Block] = (), *, call_tools: bool = False, seed: int | None = None
) -> list[Block]:
    """Return content for a request: thinking if it was asked for, the work of server tools, and tool calls or else text.

    Args:
        body: the request.
        work: blocks of tools that ran on the server.
        call_tools: call a tool also where the request does not force one.
        seed: for values that are made from a schema.
    """
    blocks = [*thoughts(body), *work]
    results = tool_results(body)
    if _forced(body):
        return blocks + tool_calls(body, seed=seed)
    if call_tools and not results:
        calls = tool_calls(body, seed=seed)
        if calls:
            return [*blocks, text(f"{DISCLAIMER} It calls a tool because the server was told to."), *calls]
    if tokens.output_schema(body) or schema_in_prompt(body):
        return [*blocks, text(json_text(body, seed))]
    if results:
        return [*blocks, text(f"{DISCLAIMER} The tool said: {_shortened(' '.join(results))}")]
    return [*blocks, quote(body)]


def text(words: str) -> Block:
    """Return a text block for a scripted turn.

    Args:
        words: What the model says.
    """
    return {"type": "text", "text": words}


def thinking(words: str) -> Block:
    """Return a thinking block for a scripted turn, with a signature that the local server accepts.

    Args:
        words: What the model thinks.
    """
    return {"type": "thinking", "thinking": words, "signature": SIGNATURE}


def tool_calls(body: Mapping[str, Any], *, every: bool = False, seed: int | None = None) -> list[Block]:
    """Return calls of the tool that the request demands, or of the first (or `every`) one that the caller can run.

    Nothing in the arguments does anything if it is run.
    """
    return [
        {"type": "tool_use", "name": tool["name"], "input": dict(_input(tool, seed))}
        for tool in (_callable(body) if every else called(body))
    ]


def json_text(body: Mapping[str, Any], seed: int | None = None) -> str:
    """Return JSON that fits the schema of the request, or that in its prompt, or an object that says what it is."""
    schema = tokens.output_schema(body) or schema_in_prompt(body)
    return dumps(sample(schema, seed=seed) if schema else {"canned": DISCLAIMER}).decode()


def schema_in_prompt(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the JSON schema that the prompt holds as text, as clients without native output formats write it."""
    said = [message["content"] for message in body["messages"] if message["role"] == "user"]
    for prompt in (plain_text(body.get("system")), plain_text(said[-1]) if said else ""):
        found = _schema_in(prompt[:_MAX_PROMPT])
        if found:
            return found
    return None


def _schema_in(prompt: str) -> Mapping[str, Any] | None:
    place = -1
    for _ in range(_MAX_BRACES):
        place = prompt.find("{", place + 1)
        if place < 0:
            return None
        try:
            value, _end = _DECODER.raw_decode(prompt, place)
        except (ValueError, RecursionError):
            continue
        if is_object(value) and value.get("type") == "object" and is_object(value.get("properties")):
            return value
        if (
            is_object(value)
            and ("$defs" in value or "definitions" in value)
            and ("$ref" in value or "properties" in value)
        ):
            return value
    return None


def thoughts(body: Mapping[str, Any]) -> list[Block]:
    config: Mapping[str, Any] = body.get("thinking") or {}
    if config.get("type") not in ("enabled", "adaptive"):
        return []
    return [thinking("" if config.get("display") == "omitted" else THOUGHT)]


def called(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tools that are called: the one that is demanded, or the first that the caller can run."""
    choice: Mapping[str, Any] = body.get("tool_choice") or {"type": "auto"}
    tools = _callable(body)
    match choice["type"]:
        case "none":
            return []
        case "tool":
            return [tool for tool in tools if tool["name"] == choice["name"]]
        case _:
            return tools[:1]


def _callable(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [tool for tool in body.get("tools") or () if _runs_at_caller(tool)]


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


def quote(body: Mapping[str, Any]) -> Block:
    said = [message["content"] for message in body["messages"] if message["role"] == "user"]
    heard = plain_text(said[-1]) if said else ""
    words = len(heard.split())
    block = text(f'{DISCLAIMER} You wrote {words} word{"" if words == 1 else "s"}: "{_shortened(heard)}".')
    cited = _citation(said[-1] if said else "")
    return {**block, "citations": [cited]} if cited else block


def _citation(content: Any) -> Block | None:
    """Return a citation of the first source that allows it: its first words, whatever the question."""
    blocks: list[Block] = content if is_array(content) else []
    documents = [block for block in blocks if block["type"] == "document"]
    results = [block for block in blocks if block["type"] == "search_result"]
    for index, block in enumerate(documents):
        if _allows_citations(block):
            return _document_citation(block, index)
    for index, block in enumerate(results):
        if _allows_citations(block):
            return {
                "type": "search_result_location",
                "cited_text": plain_text(block["content"])[:_QUOTED],
                "source": block["source"],
                "title": block.get("title"),
                "search_result_index": index,
                "start_block_index": 0,
                "end_block_index": 1,
            }
    return None


def _document_citation(block: Block, index: int) -> Block:
    about: Block = {"document_index": index, "document_title": block.get("title"), "file_id": None}
    source: dict[str, Any] = block["source"]
    match source["type"]:
        case "text":
            quoted = source["data"][:_QUOTED]
            place = {"type": "char_location", "start_char_index": 0, "end_char_index": len(quoted)}
        case "content":
            quoted = plain_text(source["content"])[:_QUOTED]
            place = {"type": "content_block_location", "start_block_index": 0, "end_block_index": 1}
        case _:
            quoted = "(the local server does not read PDF files)"
            place = {"type": "page_location", "start_page_number": 1, "end_page_number": 2}
    return {**place, "cited_text": quoted, **about}


def _allows_citations(block: Block) -> bool:
    asked: Any = block.get("citations")
    return is_object(asked) and bool(asked.get("enabled"))


def _forced(body: Mapping[str, Any]) -> bool:
    choice: Mapping[str, Any] = body.get("tool_choice") or {}
    return choice.get("type") in ("any", "tool")


def _runs_at_caller(tool: Mapping[str, Any]) -> bool:
    kind = tool.get("type") or "custom"
    return kind == "custom" or kind.rpartition("_")[0] in _API_TOOLS


def _input(tool: Mapping[str, Any], seed: int | None) -> Mapping[str, Any]:
    if (tool.get("type") or "custom") != "custom":
        return _API_TOOLS[tool["type"].rpartition("_")[0]]
    examples: Sequence[Mapping[str, Any]] = tool.get("input_examples") or ()
    found: Mapping[str, Any] = examples[0] if examples else sample(tool["input_schema"], seed=seed)
    return found if is_object(found) else {}


def _shortened(words: str, limit: int = 200) -> str:
    return words if len(words) <= limit else f"{words[:limit]}…"
