"""What the model reads of a call that failed: enough to act on, and nothing that is not meant for it.

Two kinds of exceptions exist. `ToolError`, ValueError and LookupError are about the call: their text is sent, without
secrets and paths. All others are about the program: the model reads the name of the class only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from attrs import frozen

from claudewire._secrets import redact
from claudewire_api._errors import ClaudeError

from .errors import ToolError
from .results import clean, result_content

#: Characters that are sent of the text of a ValueError.
MAX_TEXT: Final = 300
NO_REASON: Final = "(failed)"

#: Paths of this machine. A JSON pointer or the path of a URL is not one.
_PATH: Final = re.compile(
    r"(?<![\w:/.])(?:~/|/(?:home|Users|root|srv|usr|var|etc|opt|tmp|app|mnt|media|data|private|Library|proc|sys|lib|bin|dev"
    r"|workspace|work|build|nix|snap|run)/|[A-Za-z]:\\)[^\s'\"<>|:,;)\]]*"
)


@frozen(kw_only=True)
class ToolOutcome:
    """What a call ended with.

    Attributes:
        content: Content of the `tool_result` block.
        is_error: Whether the model is told that the call failed.
        attachments: Blocks that are sent after all results: images of a failed call.
        error: The exception, for the program.
    """

    content: str | list[dict[str, Any]]
    is_error: bool = False
    attachments: list[dict[str, Any]] | None = None
    error: BaseException | None = None


def succeeded(value: Any) -> ToolOutcome:
    """Returns the outcome of a tool that returned.

    Raises:
        ToolResultInvalid: the value has no form as a result.
    """
    return ToolOutcome(content=result_content(value))


def refused(text: str) -> ToolOutcome:
    """Returns the outcome of a call that was not executed."""
    return ToolOutcome(content=text or NO_REASON, is_error=True)


def bad_input(problems: Sequence[Any], error: BaseException) -> ToolOutcome:
    """Returns the outcome of a call with arguments that do not fit: one problem on a line."""
    lines = "\n".join(str(problem) for problem in problems)
    return ToolOutcome(content=clean(f"The input does not fit the tool.\n{lines}"), is_error=True, error=error)


def timed_out(seconds: float) -> ToolOutcome:
    """Returns the outcome of a call that took too long."""
    error = TimeoutError(f"timed out after {seconds:g} s")
    return ToolOutcome(content=f"the tool timed out after {seconds:g} s", is_error=True, error=error)


def failed(error: Exception, text: str | None = None) -> ToolOutcome:
    """Returns the outcome of a tool that raised.

    Args:
        error: The exception.
        text: What the model shall read in place of the usual text.
    """
    if text is not None:
        return ToolOutcome(content=clean(text) or NO_REASON, is_error=True, error=error)
    if isinstance(error, ToolError):
        texts, others = _parts(error.content)
        return ToolOutcome(content=texts or NO_REASON, is_error=True, attachments=others or None, error=error)
    return ToolOutcome(content=_text_of(error), is_error=True, error=error)


def _parts(content: Any) -> tuple[str, list[dict[str, Any]]]:
    """Returns the text of an error, and its other blocks: with `is_error`, the API takes text only, and not an empty one."""
    found = clean(content) if isinstance(content, str) else result_content(content) if content else ""
    if isinstance(found, str):
        return found, []
    texts = [str(block["text"]) for block in found if block.get("type") == "text"]
    return "\n".join(texts), [block for block in found if block.get("type") != "text"]


def _text_of(error: Exception) -> str:
    name = type(error).__name__
    if isinstance(error, (ValueError, LookupError)) and not isinstance(error, ClaudeError):
        text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
        text = _PATH.sub("[path]", redact(" ".join(clean(text).split())))
        if isinstance(error, KeyError):
            text = f"not found: {text}"
        if text:
            return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"
    return f"the tool failed ({name})"
