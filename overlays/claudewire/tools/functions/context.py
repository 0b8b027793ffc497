"""What a tool may ask about the call that it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import field, frozen

if TYPE_CHECKING:
    from claudewire.tools.state.run import Run

D = TypeVar("D")


def _never() -> bool:
    return False


@frozen(kw_only=True)
class ToolContext(Generic[D]):
    """The call that a tool serves. A parameter with this annotation is filled in; the model does not see it.

        @tool
        def orders(ctx: ToolContext[Shop], status: str) -> list[Order]:
            return ctx.deps.orders(status)

    Attributes:
        call_id: Id of the `tool_use` block.
        name: Name of the tool.
        turn: Number of the message that made the call, from 1.
        run: The run, for reading.
        deps: What `tool_runner(deps=…)` was given: a database, the user, a client.
        deadline: Value of `time.monotonic()`, in seconds, at which the time-out of this call ends; None without a time-out.
    """

    deps: D
    call_id: str = ""
    name: str = ""
    turn: int = 0
    run: Run | None = field(default=None, repr=False)
    deadline: float | None = None
    _is_cancelled: Callable[[], bool] = field(default=_never, alias="_is_cancelled", repr=False, eq=False)

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer waited for: the call timed out, or the run ended. A thread has to ask."""
        return self._is_cancelled()


def is_context(hint: Any) -> bool:
    """Returns whether an annotation is `ToolContext` or `ToolContext[D]`."""
    return hint is ToolContext or getattr(hint, "__origin__", None) is ToolContext
