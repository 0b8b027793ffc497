"""What the loop needs of a tool: `BaseTool`, the base class of function tools and of tools that the API defines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from claudewire.tools.functions.context import ToolContext

#: Decides about a call: (call, run) → bool or a verdict; may be a coroutine function in an asynchronous run.
Approve = Callable[[Any, Any], Any]
#: Replaces the text that the model reads of an exception: (exception, context) → text, or None for the usual one.
OnError = Callable[[Exception, Any], "str | None"]


def name_of(definition: Mapping[str, Any]) -> str:
    """Returns the name under which calls of a tool come: a toolset has none, and its calls say `browser` for `browser_toolset_20260801`."""
    return str(definition.get("name") or str(definition.get("type") or "custom").partition("_toolset_")[0])


class BaseTool(ABC):
    """A tool that a run can execute. Subclass it for a tool that the API defines, such as memory or bash.

    A subclass has `to_dict`, the definition that is sent, and `call`, which receives the input of the model and returns
    the result; `call` may be a coroutine function. A class attribute or an instance attribute sets each option.
    """

    #: Seconds for one call; None for no limit. A function that is not a coroutine runs on in its thread.
    timeout: float | None = None
    #: Whether a call needs a verdict first: a bool, or a function that gives the verdict.
    approve: bool | Approve = False
    #: Whether no other call of the turn may run at the same time.
    sequential: bool = False
    #: How often the tool may be used in one run.
    max_uses: int | None = None
    on_error: OnError | None = None
    #: Whether the tool can be used again after `close`. Then a run closes it whenever it stops, also without a `with` block.
    reopens: ClassVar[bool] = False

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Returns the definition of the tool as the API takes it."""

    @abstractmethod
    def call(self, input: Mapping[str, Any]) -> Any:
        """Executes one call.

        Args:
            input: What the model wrote.

        Raises:
            ToolError: the model is told the text of it.
        """

    @property
    def name(self) -> str:
        """The name that the model uses; for a toolset, that of the set."""
        return name_of(self.to_dict())

    def invoke(self, input: Mapping[str, Any], context: ToolContext[Any]) -> Any:  # noqa: ARG002  # for subclasses
        """Executes one call of a run. A tool that wants to know the run overrides it.

        Args:
            input: The input, as the model wrote it.
            context: The run and the call.
        """
        return self.call(input)

    def close(self) -> Any:  # noqa: B027  # most tools hold nothing
        """Releases what the tool holds. A run calls it at its end; may be a coroutine function."""
