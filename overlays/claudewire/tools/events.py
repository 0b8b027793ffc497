"""What a runner reports, for a user interface, a log or a trace."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Literal, TypeAlias

from attrs import frozen

from .state.steps import ToolCall


@frozen
class TurnStarted:
    """A request is about to be sent.

    Attributes:
        turn: Its number, from 1.
    """

    turn: int
    type: ClassVar[Literal["turn_started"]] = "turn_started"


@frozen
class TextDelta:
    """More text of the response, if the runner streams.

    Attributes:
        text: What was added.
    """

    text: str
    type: ClassVar[Literal["text"]] = "text"


@frozen
class MessageDone:
    """A response is complete.

    Attributes:
        message: The response.
    """

    message: Any
    type: ClassVar[Literal["message_done"]] = "message_done"


@frozen
class ToolCalled:
    """A call is being executed.

    Attributes:
        call: The call.
    """

    call: ToolCall
    type: ClassVar[Literal["tool_called"]] = "tool_called"


@frozen
class ToolFinished:
    """A call has its result.

    Attributes:
        call: The call, with `content` and `is_error`.
        seconds: How long the tool took; 0 for a call that was not executed.
        error: The exception of the tool. The model does not see it.
    """

    call: ToolCall
    seconds: float = 0.0
    error: BaseException | None = None
    type: ClassVar[Literal["tool_finished"]] = "tool_finished"


@frozen
class ApprovalNeeded:
    """Calls need a verdict that no function of `approve` has given. Give it with `runner.run.feed_verdict`, or store `runner.run`.

    Attributes:
        calls: The calls.
    """

    calls: tuple[ToolCall, ...]
    type: ClassVar[Literal["approval_needed"]] = "approval_needed"


@frozen
class ResultsNeeded:
    """Results of calls come from outside. Give them with `runner.run.feed_result`, or store `runner.run`.

    Attributes:
        calls: The calls.
    """

    calls: tuple[ToolCall, ...]
    type: ClassVar[Literal["results_needed"]] = "results_needed"


@frozen
class RunDone:
    """The run ended.

    Attributes:
        message: The last response.
        reason: Its stop reason.
    """

    message: Any
    reason: str | None
    type: ClassVar[Literal["run_done"]] = "run_done"


RunEvent: TypeAlias = (
    "TurnStarted | TextDelta | MessageDone | ToolCalled | ToolFinished | ApprovalNeeded | ResultsNeeded | RunDone"
)

EVENTS: Final[tuple[type, ...]] = (
    TurnStarted,
    TextDelta,
    MessageDone,
    ToolCalled,
    ToolFinished,
    ApprovalNeeded,
    ResultsNeeded,
    RunDone,
)
