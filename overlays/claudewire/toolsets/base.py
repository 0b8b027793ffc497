"""What both toolsets share: which actions a class has, the definition, the verdict, and one action after the other."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Final, TypeVar, cast

from claudewire._errors.base import ConfigurationError
from claudewire.tools.errors import ToolError
from claudewire.tools.functions.base import Approve, BaseTool
from claudewire.tools.functions.context import ToolContext
from claudewire.tools.functions.signature import Signature, read_signature
from claudewire.tools.results import result_content

F = TypeVar("F", bound=Callable[..., Any])

#: What the model reads of an action that returned None.
DONE: Final = "Done."
_STUB: Final = "__claudewire_action__"


def action(function: F) -> F:
    """Marks a method as an action that a subclass may implement. Its signature is what the model's input is checked against."""
    setattr(function, _STUB, True)
    return function


@cache
def _actions(cls: type[Any]) -> dict[str, Any]:
    """Returns the actions of a class by name, as the class of the API declares them."""
    found: dict[str, Any] = {}
    for base in cls.__mro__:
        found.update({name: item for name, item in vars(base).items() if hasattr(item, _STUB)})
    return found


@cache
def _reader(declared: Any) -> Signature:
    """Returns what checks the input of an action."""
    whole = inspect.signature(declared)
    without_self = whole.replace(parameters=list(whole.parameters.values())[1:])
    return read_signature(
        declared, without_self, declared.__qualname__, strict=False, local_names={}, input_schema=None
    )


class Toolset(BaseTool):
    """Base class of `ComputerToolset` and `BrowserToolset`. A subclass implements the actions that its driver has.

    They may be coroutine functions. The other actions are switched off in the definition. Actions of one turn run one after the other; when
    one fails or is denied, those behind it are not carried out: the screen is not what the model expects.

    Args:
        confirm: The verdict about a risky action: a function `(call, run) -> bool | Allow | Deny | Defer | None`, or True for all of them.
            Without one, the run pauses at a risky action, and you answer.
        configs: Settings of actions, by name: `{"javascript_exec": {"enabled": True}}`.
        timeout: Seconds for one action; None for no limit.
        cache_control: A cache breakpoint behind the definition.

    Raises:
        ConfigurationError: `configs` names an action that does not exist, or switches one on that the class does not implement.
    """

    #: What a `tool_use` block calls the set, and the type of the definition.
    FAMILY: ClassVar[str]
    TYPE: ClassVar[str]
    #: Actions that need a verdict, and those that are off unless `configs` switches them on.
    RISKY: ClassVar[frozenset[str]] = frozenset()
    OFF: ClassVar[frozenset[str]] = frozenset()
    #: Names of arguments that are words of Python.
    _RENAMED: ClassVar[Mapping[str, str]] = {}
    sequential: bool = True

    def __init__(
        self,
        *,
        confirm: bool | Approve | None = None,
        configs: Mapping[str, Any] | None = None,
        timeout: float | None = None,
        cache_control: Any = None,
    ) -> None:
        self._confirm = confirm
        self.timeout: float | None = timeout
        self.approve: bool | Approve = self._verdict
        self._cache_control = cache_control
        self._configs = self._checked(configs or {})

    def _checked(self, given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        declared = _actions(type(self))
        configs: dict[str, dict[str, Any]] = {}
        for name, settings in given.items():
            if name not in declared:
                raise ConfigurationError(f"configs: there is no action {name!r}; there are {', '.join(declared)}")
            configs[name] = dict(settings)
            if configs[name].get("enabled") and name not in self.implemented:
                raise ConfigurationError(f"configs: {type(self).__name__} does not implement {name}")
        for name in declared:
            if name not in self.implemented and name not in self.OFF:
                configs[name] = {**configs.get(name, {}), "enabled": False}
        return configs

    @property
    def implemented(self) -> tuple[str, ...]:
        """The actions that the class implements."""
        cls = type(self)
        return tuple(name for name in _actions(cls) if not hasattr(getattr(cls, name), _STUB))

    @property
    def available(self) -> tuple[str, ...]:
        """The actions that the model may use: implemented, and not switched off."""
        return tuple(
            name
            for name in self.implemented
            if (self._configs.get(name, {}).get("enabled") or name not in self.OFF)
            and self._configs.get(name, {}).get("enabled") is not False
        )

    @property
    def name(self) -> str:
        """What a `tool_use` block calls the set."""
        return self.FAMILY

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition as the API takes it."""
        fields = {"configs": self._configs or None, "cache_control": self._cache_control}
        return {"type": self.TYPE, **{name: value for name, value in fields.items() if value is not None}}

    def _verdict(self, call: Any, run: Any) -> Any:
        if self.action_of(call.name, call.arguments)[0] not in self.RISKY or self._confirm is True:
            return True
        return self._confirm(call, run) if callable(self._confirm) else None

    # -- calls -----------------------------------------------------------------------------------------------------------

    def action_of(self, name: str, input: Any) -> tuple[str, Any]:
        """Returns name and arguments of the action of a call.

        Args:
            name: The name of the call.
            input: The input of the call.
        """
        return name, input

    def invoke(self, input: Mapping[str, Any], context: ToolContext[Any]) -> Any:
        """Carries out a call of a run, unless an earlier action of the same turn went wrong.

        Args:
            input: The input, as the model wrote it.
            context: The run and the call.

        Raises:
            ToolError: the action is not carried out; its text is for the model.
        """
        for call in context.run.calls if context.run is not None else ():
            if call.id == context.call_id:
                break
            if call.key == self.name and call.is_error:
                raise ToolError("Not carried out, because an earlier action of this turn was not.")
        name, arguments = self.action_of(context.name, input)
        return self.perform(name, arguments)

    def call(self, input: Mapping[str, Any]) -> Any:
        """Carries out an action outside of a run.

        Args:
            input: Its arguments, and its name under `action`.

        Raises:
            ToolError: there is no such action; its text is for the model.
        """
        rest = dict(input)
        return self.perform(str(rest.pop("action", None)), rest)

    def perform(self, name: str, input: Any) -> Any:
        """Checks the arguments of an action, carries it out, and returns what the model reads; a coroutine if the action is one.

        Override it for what is to happen around every action.

        Args:
            name: The name of the action.
            input: The arguments, as the model wrote them.

        Raises:
            ToolError: there is no such action, or it is refused; the text is for the model.
            ValueInvalid: the arguments do not fit the action.
        """
        if name not in self.available:
            raise ToolError(f"There is no action {name!r} here. There are: {', '.join(self.available)}.")
        given = input
        if isinstance(input, Mapping):
            items = cast("Mapping[str, Any]", input).items()
            given = {self._RENAMED.get(key, key): value for key, value in items}
        arguments = _reader(_actions(type(self))[name]).arguments(given)
        self.check(name, arguments)
        result = getattr(self, name)(**arguments)
        return self._awaited(name, result) if inspect.isawaitable(result) else self._content(name, result)

    def check(self, name: str, arguments: dict[str, Any]) -> None:
        """Refuses an action that the program does not allow. Override it for rules of your own.

        Args:
            name: The name of the action.
            arguments: Its arguments, checked.

        Raises:
            ToolError: it is not allowed; the text is for the model.
        """

    async def _awaited(self, name: str, result: Any) -> Any:
        return self._content(name, await result)

    def _content(self, name: str, result: Any) -> Any:  # noqa: ARG002  # for the browser
        return DONE if result is None else result_content(result)
