"""Canned responses of every kind, by name: for the request header `x-claudewire-reply`, and for turns such as `{"canned": "refusal"}`."""

# ruff: noqa: ARG001 - every situation has the same signature
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from claudewire.testing.errors import InvalidScript

from . import canned
from .canned import Block

#: Request header with the name of a canned response.
HEADER: Final = "x-claudewire-reply"


def _message(content: list[Block], stop_reason: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"type": "message", "content": content, "stop_reason": stop_reason, **fields}


def _text(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Text, also where the request would give something else."""
    return _message([canned.quote(body)])


def _tool_use(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """A call of the first tool that the caller can run, or of a tool of that choice."""
    calls = canned.tool_calls(body, seed=seed)
    if not calls:
        return _message([canned.text(f"{canned.DISCLAIMER} The request offers no tool that could be called.")])
    return _message(calls)


def _parallel_tools(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """A call of every tool that the caller can run."""
    return _message(canned.tool_calls(body, every=True, seed=seed) or [canned.quote(body)])


def _thinking(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Thinking with its signature, then text."""
    return _message([canned.thinking(canned.THOUGHT), canned.quote(body)])


def _redacted_thinking(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Thinking that cannot be read, then text."""
    return _message([{"type": "redacted_thinking", "data": canned.SIGNATURE}, canned.quote(body)])


def _refusal(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """A refusal with its details and no content."""
    details = {"type": "refusal", "category": None, "explanation": f"{canned.DISCLAIMER} The test asked for a refusal."}
    return _message([], "refusal", stop_details=details)


def _pause_turn(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """A turn that the API has paused in the middle of its own tools: the next request sends it back and goes on."""
    call: Block = {"type": "server_tool_use", "name": "web_search", "input": {"query": "canned"}}
    return _message([canned.quote(body), call], "pause_turn")


def _max_tokens(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Text that ends in the middle."""
    full = canned.quote(body)
    return _message([canned.text(str(full["text"])[:40])], "max_tokens")


def _context_window(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Text that ends because the context window is full."""
    return _message([canned.text(canned.DISCLAIMER[:30])], "model_context_window_exceeded")


def _compaction(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """A summary of the conversation, where the response stops."""
    summary = f"A canned summary of {len(body['messages'])} messages: {canned.DISCLAIMER}"
    return _message([{"type": "compaction", "content": summary}], "compaction")


def _empty(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """No content at all, as models end some turns after tool results."""
    return _message([], "end_turn")


def _json(body: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """JSON that fits the schema of the request, or an object that says so without one."""
    return _message([canned.text(canned.json_text(body, seed))])


#: A function of the request body and of the seed; returns a message as a script has it.
Situation: TypeAlias = Callable[[Mapping[str, Any], int | None], dict[str, Any]]
SITUATIONS: Final[Mapping[str, Situation]] = {
    "text": _text,
    "json": _json,
    "tool_use": _tool_use,
    "parallel_tools": _parallel_tools,
    "thinking": _thinking,
    "redacted_thinking": _redacted_thinking,
    "refusal": _refusal,
    "pause_turn": _pause_turn,
    "max_tokens": _max_tokens,
    "context_window": _context_window,
    "compaction": _compaction,
    "empty": _empty,
}


def situation(name: str) -> Situation:
    """Return the canned response of this name.

    Raises:
        InvalidScript: there is no canned response of this name.
    """
    if name not in SITUATIONS:
        raise InvalidScript(f"there is no canned response {name!r}; there are {', '.join(SITUATIONS)}")
    return SITUATIONS[name]
