"""Asking again for text that does not fit its type. Pure: a generator that gives requests and takes messages."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from .errors import OutputInvalid
from .parsed import ParsedMessage
from .usage import add_usage


def repairing(arguments: Mapping[str, Any], repair: int) -> Generator[dict[str, Any], Any, ParsedMessage[Any]]:
    """Yields the arguments of each request; is sent its message; returns the last one.

    Only text that does not fit is asked for again: a refusal stays one, and text that was cut needs more tokens.

    Args:
        arguments: Those of the first request.
        repair: How often to ask again.
    """
    current: dict[str, Any] = dict(arguments)
    total: dict[str, Any] = {}
    for left in range(repair, -1, -1):
        message: ParsedMessage[Any] = yield current
        total = add_usage(total, message.usage.to_dict())
        message.count_usage(total)
        error = message.output_error
        if error is None or error.reason != "mismatch" or left == 0:
            return message
        messages = [*current["messages"], *_question(message, error)]
        current = {**current, "messages": messages}
    raise AssertionError


def _question(message: ParsedMessage[Any], error: OutputInvalid) -> list[dict[str, Any]]:
    """The bad answer, and what is wrong with it: the places and the reasons."""
    lines = "\n".join(str(problem) for problem in error.problems)
    content = message.to_dict()["content"]
    asked = {
        "role": "user",
        "content": f"The JSON does not fit the schema:\n{lines}\nWrite all of it again, corrected.",
    }
    return [{"role": "assistant", "content": content}, asked] if content else [asked]
