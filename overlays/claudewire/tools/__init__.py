"""Functions that the model calls, and the loop that calls them.

    from claudewire import Claude, tool

    @tool
    def weather(city: str) -> str:
        "Returns the weather of a city."
        ...

    runner = Claude().messages.tool_runner(model=…, max_tokens=1024, tools=[weather], messages=[…])
    print(runner.until_done().content)

Public: the names below. A `Run` is the loop as a value: it does no I/O, knows no clock, and can be stored as JSON. The drivers
(`ToolRunner`, `AsyncToolRunner`) send what it says and execute tools. The package needs a resource with `create` and `stream`,
which it is given; it knows no client, no connection and no retry.
"""

from __future__ import annotations

from typing import Final

from .errors import (
    RunError,
    RunExhausted,
    RunInvalid,
    RunPaused,
    ToolCallCut,
    ToolError,
    ToolFailed,
    ToolResultInvalid,
    TurnsExhausted,
)
from .events import (
    ApprovalNeeded,
    MessageDone,
    ResultsNeeded,
    RunDone,
    RunEvent,
    TextDelta,
    ToolCalled,
    ToolFinished,
    TurnStarted,
)
from .functions.base import BaseTool
from .functions.context import ToolContext
from .functions.function import Tool, tool
from .results import result_content
from .runner import AsyncToolRunner, ToolRunner, async_runner, blocking_runner
from .state.run import Run
from .state.steps import Allow, Defer, Deny, ToolCall, ToolRules

#: Names of the official SDK, which has two classes for each of these.
BetaFunctionTool = Tool
BetaAsyncFunctionTool = Tool
BetaBuiltinFunctionTool = BaseTool
BetaAsyncBuiltinFunctionTool = BaseTool
BetaToolRunner = ToolRunner
BetaStreamingToolRunner = ToolRunner
BetaAsyncToolRunner = AsyncToolRunner
BetaAsyncStreamingToolRunner = AsyncToolRunner
beta_tool: Final = tool
beta_async_tool: Final = tool

__all__ = [
    "Allow",
    "ApprovalNeeded",
    "AsyncToolRunner",
    "BaseTool",
    "BetaAsyncBuiltinFunctionTool",
    "BetaAsyncFunctionTool",
    "BetaAsyncStreamingToolRunner",
    "BetaAsyncToolRunner",
    "BetaBuiltinFunctionTool",
    "BetaFunctionTool",
    "BetaStreamingToolRunner",
    "BetaToolRunner",
    "Defer",
    "Deny",
    "MessageDone",
    "ResultsNeeded",
    "Run",
    "RunDone",
    "RunError",
    "RunEvent",
    "RunExhausted",
    "RunInvalid",
    "RunPaused",
    "TextDelta",
    "Tool",
    "ToolCall",
    "ToolCallCut",
    "ToolCalled",
    "ToolContext",
    "ToolError",
    "ToolFailed",
    "ToolFinished",
    "ToolResultInvalid",
    "ToolRules",
    "ToolRunner",
    "TurnStarted",
    "TurnsExhausted",
    "async_runner",
    "beta_async_tool",
    "beta_tool",
    "blocking_runner",
    "result_content",
    "tool",
]
