"""Messages that several models have written, with a `fallback` block between their parts, as they may be sent again. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

THINKING: Final = frozenset({"thinking", "redacted_thinking"})


def without_declined(content: Sequence[Any], answered: Iterable[str] = ()) -> list[Any]:
    """Returns the content of a message as it may be sent again: of the models that declined, no thinking and no unanswered calls.

    Thinking is bound to its model, and a call without its result is refused by the API.

    Args:
        content: Blocks, as JSON or models.
        answered: Ids of the calls that have a result.
    """
    seams = [place for place, block in enumerate(content) if _type_of(block) == "fallback"]
    if not seams:
        return list(content)
    known = set(answered)
    return [
        block
        for place, block in enumerate(content)
        if place >= seams[-1]
        or not (_type_of(block) in THINKING or (_type_of(block) == "tool_use" and _field(block, "id") not in known))
    ]


def clean_history(messages: Sequence[Any]) -> list[Any]:
    """Returns a conversation in which the parts of models that declined are as they may be sent again."""
    out: list[Any] = []
    for place, message in enumerate(messages):
        content: Any = _field(message, "content")
        if _field(message, "role") != "assistant" or not _is_list(content):
            out.append(message)
            continue
        following: Any = _field(messages[place + 1], "content") if place + 1 < len(messages) else ()
        results: Sequence[Any] = following if _is_list(following) else ()
        answered = [_field(block, "tool_use_id") for block in results if _type_of(block) == "tool_result"]
        kept = without_declined(content, answered)
        if content and all(_type_of(block) == "fallback" for block in kept):
            continue  # nothing is left but marks
        out.append(message if len(kept) == len(content) else {"role": "assistant", "content": kept})
    return out


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _field(value: Any, name: str) -> Any:
    return cast("Mapping[str, Any]", value).get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _type_of(value: Any) -> Any:
    return _field(value, "type")
