# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What an error says of a mistake in a program. Loaded when such an error is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

#: Names that other SDKs have for a thing → the names that it may have here. Those that an object has are suggested.
_ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "arguments": ("input",),
    "chat": ("messages",),
    "choices": ("content",),
    "code": ("status_code", "error_type"),
    "complete": ("create", "messages"),
    "completion": ("text", "create", "messages"),
    "completion_tokens": ("output_tokens",),
    "completions": ("create", "messages"),
    "create": ("messages",),
    "embeddings": (),
    "finish_reason": ("stop_reason",),
    "function": ("name",),
    "generate": ("create", "messages"),
    "generate_content": ("create", "messages"),
    "invoke": ("create", "messages"),
    "output_text": ("text",),
    "prompt_tokens": ("input_tokens",),
    "responses": ("messages",),
    "status": ("status_code",),
    "tool_calls": ("content",),
    "total_tokens": (),
}
#: How similar a name must be to be suggested, from 0 to 1.
_SIMILAR: Final = 0.7


def hint_for(cls: type[Any], name: str) -> str:
    """Return a sentence on the attribute that was probably meant; an empty text if none is similar."""
    hints: Mapping[str, str] = getattr(cls, "_hints", {})
    if hint := hints.get(name) or hints.get("*"):
        return hint
    names = [known for known in dir(cls) if not known.startswith("_")]
    return did_you_mean(name, names)


def did_you_mean(name: str, names: list[str]) -> str:
    """Return a question with the one of `names` that was probably meant by `name`; an empty text if none is similar."""
    from difflib import get_close_matches

    if name in _ELSEWHERE:
        found = [other for other in _ELSEWHERE[name] if other in names]
    else:
        found = get_close_matches(name, names, n=1, cutoff=_SIMILAR)
    return f"Did you mean: {found[0]!r}?" if found else ""


def described(value: object) -> str:
    """Return what a value of the wrong type is, for an error; of a coroutine, also what to do."""
    name = type(value).__name__
    return f"a {name} (write `await` in front of the call that made it)" if name == "coroutine" else f"a {name}"


def json_hint(cls: type[Any]) -> str:
    """Return the error for a model that was passed to `json.dumps`."""
    return (
        f"Object of type {cls.__name__} is not JSON serializable: write `message.to_json()`, or `json.dumps(message.to_dict())`; "
        "for a model inside other values, `json.dumps(value, default=lambda model: model.to_dict())`"
    )
