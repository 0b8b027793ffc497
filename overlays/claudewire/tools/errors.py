"""Errors of tools and runs. Those of a run carry it: `error.run` can be stored and resumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from claudewire_api._errors import ClaudeError


class ToolError(ClaudeError):
    """Raise it in a tool to tell the model that a call failed, and why.

    Args:
        content: The text that the model reads, or content blocks. Blocks that are not text are sent after the results,
            because the API takes only text in a failed result.
    """

    def __init__(self, content: str | Iterable[Any] = "") -> None:
        if isinstance(content, Mapping):
            content = [content]
        self.content: Any = content if isinstance(content, str) else list(content)
        texts = [self.content] if isinstance(self.content, str) else [_text(block) for block in self.content]
        super().__init__("\n".join(text for text in texts if text))


def _text(block: Any) -> str:
    if isinstance(block, Mapping):
        return str(cast("Mapping[str, Any]", block).get("text") or "")
    return block if isinstance(block, str) else str(getattr(block, "text", "") or "")


class RunError(ClaudeError):
    """A run cannot go on by itself.

    Attributes:
        run: The run, with everything that happened. `client.messages.resume(run, tools=…)` goes on with it.
        last_message: The last response.

    Args:
        text: What went wrong, in a sentence.
        run: The run, with everything that happened.
        last_message: The last response.
    """

    run: Any

    def __init__(self, text: str = "", *, run: Any = None, last_message: Any = None) -> None:
        super().__init__(text)
        self.run = run
        self.last_message = last_message


class RunExhausted(RunError):
    """A limit of the run was reached before its end. No tool of the last turn has run.

    Attributes:
        limit: The name of the limit: `max_turns`, `max_tool_calls`, `max_output_tokens` or `max_seconds`.

    Args:
        limit: The name of the limit.
        run: The run, with everything that happened.
        last_message: The last response.
    """

    def __init__(self, limit: str, *, run: Any = None, last_message: Any = None) -> None:
        super().__init__(
            f"the run reached its limit {limit}; run.extend({limit}=…) and resume go on",
            run=run,
            last_message=last_message,
        )
        self.limit = limit


class TurnsExhausted(RunExhausted):
    """`max_turns` requests were made, and the model wants to go on."""


class RunPaused(RunError):
    """The run waits for a verdict, or for a result from outside.

    Attributes:
        calls: The calls that wait for a verdict, or for a result from outside.

    Args:
        text: What the run waits for, in a sentence.
        calls: The calls that wait.
        run: The run, with everything that happened.
        last_message: The last response.
    """

    def __init__(self, text: str, *, calls: Any = (), run: Any = None, last_message: Any = None) -> None:
        super().__init__(text, run=run, last_message=last_message)
        self.calls = calls


class ToolCallCut(RunError):
    """`max_tokens` ended a response that has no text: it is empty, or has only thinking and calls. No call was executed.

    `error.run.extend(max_tokens=2000)` and `resume` ask for this response again.
    """


class ToolResultInvalid(RunError, TypeError):
    """A tool returned something that has no form as a result. The run stopped; the model was told nothing."""


class ToolFailed(RunError):
    """`on_error` of the run or of a tool raised; its exception is the cause. The model was told nothing."""


class RunInvalid(ClaudeError, ValueError):
    """A stored run cannot be read, or a step does not fit the state of the run."""
