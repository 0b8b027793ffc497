"""What a run says is next, and what may be answered to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import define, frozen

#: `ask`: a verdict is needed. `ready`: to be executed. `deferred`: the result comes from outside. `done`: it has a result.
CallStatus: TypeAlias = Literal["ask", "ready", "deferred", "done"]


@define(kw_only=True)
class ToolCall:
    """One call that the model made.

    Attributes:
        id: Id of the `tool_use` block.
        name: Name of the tool.
        input: What the model wrote.
        toolset: Name of the toolset, for a tool of one.
        edited: The input that the verdict put in its place.
        status: What the call waits for.
        content: The result: a text or content blocks.
        is_error: Whether the model is told that the call failed.
        attachments: Blocks that follow all results of the turn.
        counted: Whether it counts as a use of its tool.
    """

    id: str
    name: str
    input: Any
    toolset: str | None = None
    edited: dict[str, Any] | None = None
    status: CallStatus = "ready"
    content: Any = None
    is_error: bool = False
    attachments: list[dict[str, Any]] | None = None
    counted: bool = False

    @property
    def arguments(self) -> Any:
        """The input that is executed: that of the verdict, else that of the model."""
        return self.input if self.edited is None else self.edited

    @property
    def key(self) -> str:
        """The name under which a run finds the tool: that of the toolset, if there is one."""
        return self.toolset or self.name


@frozen(kw_only=True)
class ToolRules:
    """What a run has to know of a tool.

    Attributes:
        approve: Whether a call needs a verdict.
        sequential: Whether no other call may run at the same time.
        max_uses: Calls in one run; None for any number.
        external: Whether the result comes from outside: the run has the definition and no function.
    """

    approve: bool = False
    sequential: bool = False
    max_uses: int | None = None
    external: bool = False


# -- verdicts ------------------------------------------------------------------------------------------------------------


@frozen
class Allow:
    """The call may run; with `input`, it runs with that in place of the model's. The history keeps the model's input."""

    #: The input that the tool receives; None for that of the model.
    input: Mapping[str, Any] | None = None


@frozen
class Deny:
    """The call may not run; the model reads the text."""

    #: What the model reads as the result of the call.
    text: str = "This call was denied."


@frozen
class Defer:
    """The result will come from outside, perhaps later: `run.feed_result(call_id, …)`."""


Verdict: TypeAlias = "Allow | Deny | Defer"


# -- steps ---------------------------------------------------------------------------------------------------------------


@frozen
class Send:
    """Send a request; then `feed_message` or `feed_error`.

    Attributes:
        params: Arguments of `messages.create`.
        summary: Whether the response is a summary of the conversation, for `feed_summary`.
    """

    params: dict[str, Any]
    summary: bool = False


@frozen
class Execute:
    """Execute these calls, all at the same time; then `feed_result` for each, in any order."""

    calls: tuple[ToolCall, ...]


@frozen
class Ask:
    """Ask for verdicts; then `feed_verdict` for each."""

    calls: tuple[ToolCall, ...]


@frozen
class Wait:
    """Nothing to do until `feed_result` for these calls. Store the run."""

    calls: tuple[ToolCall, ...]


@frozen
class Done:
    """The run ended.

    Attributes:
        message: The last response, as JSON.
        reason: Its stop reason.
    """

    message: dict[str, Any] | None
    reason: str | None


@frozen
class Exhausted:
    """A limit was reached; `extend` goes on."""

    limit: str


Step: TypeAlias = "Send | Execute | Ask | Wait | Done | Exhausted"
