"""`@tool`: a Python function that the model can call."""

from __future__ import annotations

import builtins
import functools
import inspect
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar, cast, overload

from claudewire.tools.results import result_content
from claudewire_api._errors import RequestInvalid

from .base import Approve, BaseTool, OnError
from .context import ToolContext
from .signature import Signature, check_parameters, read_signature

P = ParamSpec("P")
R = TypeVar("R")
Q = ParamSpec("Q")
S = TypeVar("S")

_NAME: Final = re.compile(r"[a-zA-Z0-9_-]{1,128}")
_DESCRIPTORS: Final[tuple[Any, ...]] = (classmethod, staticmethod)
#: Fields of a definition that the API knows, beyond name, description and schema.
API_FIELDS: Final = (
    "strict", "cache_control", "defer_loading", "allowed_callers", "eager_input_streaming", "input_examples", "type",
)  # fmt: skip


class Tool(BaseTool, Generic[P, R]):
    """A function with its definition. Calling it calls the function.

    `@tool` makes one; `tools=[function]` makes one of a bare function. A method becomes a tool of the instance through
    which it is read.
    """

    def __init__(
        self,
        function: Callable[P, R],
        *,
        name: str | None = None,
        description: str | None = None,
        input_schema: Any = None,
        timeout: float | None = None,
        approve: bool | Approve = False,
        sequential: bool = False,
        max_uses: int | None = None,
        on_error: OnError | None = None,
        local_names: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> None:
        """Makes a tool; `tool` documents the arguments.

        Args:
            function: The function.
            name: What the model calls it, in place of its name.
            description: What the model is told, in place of the docstring.
            input_schema: A JSON Schema or a class, in place of the annotations.
            timeout: Seconds for one call; None for no limit.
            approve: Whether a call waits for a verdict, or a function that says so.
            sequential: Whether no other tool runs at the same time.
            max_uses: How many calls a run may make; None for no limit.
            on_error: What becomes of an exception: `(exception, context) -> str | None`, the text that the model reads.
            local_names: Names that the annotations use and the module of the function does not have.
            fields: Fields of the definition that the API knows, such as `strict` and `cache_control`.

        Raises:
            TypeError: the function is a tool already, or there is no such option.
            ValueError: the name, `timeout` or `max_uses` has a value that it cannot have.
        """
        if isinstance(function, Tool):
            raise TypeError(f"{function.name} is a tool already")
        if timeout is not None and timeout <= 0:
            raise ValueError(f"timeout is a number of seconds above 0, not {timeout!r}")
        if max_uses is not None and max_uses < 0:
            raise ValueError(f"max_uses is a number of calls, not {max_uses!r}")
        unknown = [field for field in fields if field not in API_FIELDS]
        if unknown:
            raise TypeError(f"tool() has no option {unknown[0]!r}")
        self.func: Any = function
        self._options: dict[str, Any] = {
            "name": name,
            "description": description,
            "input_schema": input_schema,
            "timeout": timeout,
            "approve": approve,
            "sequential": sequential,
            "max_uses": max_uses,
            "on_error": on_error,
            **fields,
        }
        self.timeout: float | None = timeout
        self.approve: bool | Approve = approve
        self.sequential: bool = sequential
        self.max_uses: int | None = max_uses
        self.on_error: OnError | None = on_error
        self._fields = {key: value for key, value in fields.items() if value is not None}
        self._local_names = dict(local_names or {})
        self._owner_name: str | None = None
        self._instance: Any = None
        inner: Any = function
        if isinstance(inner, _DESCRIPTORS):
            inner = inner.__func__
        self._name = name or _name_of(inner)
        if not _NAME.fullmatch(self._name):
            raise ValueError(
                f"a tool is named with 1 to 128 letters, digits, _ and -, not {self._name!r}: give it a name"
            )
        self.__wrapped__ = inner
        self.__name__: str = getattr(inner, "__name__", self._name)
        self.__qualname__: str = getattr(inner, "__qualname__", self.__name__)
        self.__module__ = getattr(inner, "__module__", __name__)
        self.__doc__ = inner.__doc__ if hasattr(inner, "__name__") else description
        self._signature = _parameters(inner)
        check_parameters(self._signature, self.__qualname__, typed=input_schema is None)

    if not TYPE_CHECKING:

        def __class_getitem__(cls, item: Any) -> Any:
            """Takes one argument, too: the class of the official SDK has only one, and programs write `BetaFunctionTool[Any]`."""
            is_pair = isinstance(item, tuple) and len(item) == 2
            return super().__class_getitem__(item) if is_pair else cls

    # -- what the API is told --------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name that the model uses."""
        return self._name

    @property
    def description(self) -> str:
        """What the model is told about the tool: the argument, else the docstring."""
        given = self._options["description"]
        return str(given) if given is not None else self._schema.description

    @property
    def input_schema(self) -> dict[str, Any]:
        """JSON Schema of the input. It is read from the signature when it is first asked for.

        Raises:
            SchemaInvalid: a type has no JSON form; the message names the place.
        """
        return self._schema.input_schema

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition as the API takes it."""
        definition: dict[str, Any] = {"name": self.name}
        if self.description:
            definition["description"] = self.description
        return {**definition, "input_schema": self.input_schema, **self._fields}

    @functools.cached_property
    def _schema(self) -> Signature:
        parameters = list(self._signature.parameters.values())
        if self._takes_self:
            parameters = parameters[1:]
        filled: Mapping[str, Any] = getattr(self.func, "keywords", {})
        parameters = [parameter for parameter in parameters if parameter.name not in filled]
        return read_signature(
            _documented(self.__wrapped__),
            self._signature.replace(parameters=parameters),
            self.__qualname__,
            strict=bool(self._fields.get("strict")),
            local_names=self._local_names,
            input_schema=self._options["input_schema"],
        )

    # -- calls -----------------------------------------------------------------------------------------------------------

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Calls the function.

        Args:
            args: Positional arguments of the function.
            kwargs: Keyword arguments of the function.
        """
        result: R = self._target()(*args, **kwargs)
        return result

    def call(self, input: Mapping[str, Any]) -> Any:
        """Checks an input of the model, calls the function and returns the result as content.

        The result of a coroutine function has to be awaited.

        Args:
            input: The input, as the model wrote it.

        Raises:
            ValueInvalid: the input does not fit the schema.
        """
        result = self.invoke(input, ToolContext(deps=None, name=self.name))
        if not inspect.isawaitable(result):
            return result_content(result)

        async def content() -> Any:
            return result_content(await result)

        return content()

    def invoke(self, input: Mapping[str, Any], context: ToolContext[Any]) -> Any:
        """Checks an input and calls the function with it; the result may have to be awaited.

        Args:
            input: The input, as the model wrote it.
            context: What a parameter annotated `ToolContext` receives.

        Raises:
            ValueInvalid: the input does not fit the schema.
        """
        arguments = self._schema.arguments(input)
        if self._schema.context is not None:
            arguments[self._schema.context] = context
        return self._target()(**arguments)

    def _target(self) -> Any:
        if self._takes_self:
            if self._instance is None:
                raise TypeError(
                    f"{self.__qualname__} is a method: read it from an instance, such as shop.{self.__name__}"
                )
            return MethodType(self.func, self._instance)
        return self.func

    # -- methods ---------------------------------------------------------------------------------------------------------

    @property
    def _takes_self(self) -> bool:
        return self._owner_name is not None and not isinstance(self.func, _DESCRIPTORS)

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._owner_name = name

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Tool[P, R]:
        """Returns the tool of an instance: the schema and the call are without `self`."""
        if isinstance(self.func, _DESCRIPTORS):
            return self._copy(self.func.__get__(instance, owner), None)
        if instance is None:
            return self
        return self._copy(self.func, instance)

    def _copy(self, function: Any, instance: Any) -> Tool[P, R]:
        twin: Tool[P, R] = Tool(function, local_names=self._local_names, **self._options)
        if instance is not None:
            twin._owner_name, twin._instance = self._owner_name or self.__name__, instance
        return twin

    # -- as a value ------------------------------------------------------------------------------------------------------

    @property
    def __signature__(self) -> inspect.Signature:
        parameters = list(self._signature.parameters.values())
        return self._signature.replace(parameters=parameters[1:]) if self._instance is not None else self._signature

    def __repr__(self) -> str:
        return f"<tool {self.name} of {self.__module__}.{self.__qualname__}>"

    def __reduce__(self) -> Any:
        """A tool is pickled by its name, as functions are."""
        if self._instance is not None:
            return getattr, (self._instance, self._owner_name)
        return self.__qualname__


def _name_of(function: Any) -> str:
    while isinstance(function, functools.partial):
        function = cast("Any", function).func
    name = getattr(function, "__name__", None) or type(function).__name__
    return str(name)


def _parameters(function: Any) -> inspect.Signature:
    try:
        return inspect.signature(function)
    except ValueError as error:  # some functions written in C
        raise TypeError(f"the parameters of {function!r} are not known: {error}") from error


def _documented(function: Any) -> Any:
    """Returns what has the annotations and the docstring of a callable."""
    while isinstance(function, functools.partial):
        function = cast("Any", function).func
    if inspect.isroutine(function):
        return function
    return type(function).__call__


def _local_names(function: Any, depth: int) -> dict[str, Any]:
    """Returns those names of the annotations of a nested function that only the function around it knows."""
    inner: Any = getattr(function, "__func__", function)
    annotations: Mapping[str, Any] = getattr(inner, "__annotations__", None) or {}
    texts = [text for text in annotations.values() if isinstance(text, str)]
    if not texts or "<locals>" not in getattr(inner, "__qualname__", ""):
        return {}
    frame = sys._getframe(depth)  # pyright: ignore[reportPrivateUsage]  # annotations name what only this frame has
    known: Mapping[str, Any] = getattr(inner, "__globals__", {})
    names = {name for text in texts for name in re.findall(r"[A-Za-z_]\w*", text)}
    local = frame.f_locals
    return {name: local[name] for name in names if name in local and name not in known and not hasattr(builtins, name)}


@overload
def tool(function: Callable[Q, S], /) -> Tool[Q, S]: ...
@overload
def tool(
    function: None = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    input_schema: Any = None,
    strict: bool | None = None,
    timeout: float | None = None,
    approve: bool | Approve = False,
    sequential: bool = False,
    max_uses: int | None = None,
    on_error: OnError | None = None,
    cache_control: Any = None,
    defer_loading: bool | None = None,
    allowed_callers: Sequence[str] | None = None,
    eager_input_streaming: bool | None = None,
    input_examples: Sequence[Mapping[str, Any]] | None = None,
) -> Callable[[Callable[Q, S]], Tool[Q, S]]: ...
def tool(function: Any = None, /, **options: Any) -> Any:
    """Makes a function, a coroutine function, a method or a callable a tool: `@tool` or `@tool(timeout=5)`.

    The name of the function, its docstring and its annotations are what the model reads. A parameter annotated
    `ToolContext` is filled in by the run and hidden from the model.

    Args:
        function: The function.
        name: What the model calls it, in place of its name.
        description: What the model is told, in place of the docstring.
        input_schema: A JSON Schema or a class, in place of the annotations. The function receives the input unchanged.
        strict: Whether the API guarantees that the input follows the schema; the schema is rewritten for that.
        timeout: Seconds for one call. A coroutine is cancelled; a thread cannot be stopped and runs on unheard.
        approve: Whether each call needs a verdict, or a function `(call, run) -> bool | Allow | Deny | Defer`.
        sequential: Whether no other call of the same turn may run at the same time.
        max_uses: Calls in one run, after which the model is told that there are no more.
        on_error: `(exception, context) -> str | None`: the text that the model reads of an exception, None for the usual
            one. If it raises, the run stops.
        cache_control: Field of the API, as all that follow.
        defer_loading: Whether the definition stays out of the prompt until tool search finds it.
        allowed_callers: Who may call it: the model, code execution.
        eager_input_streaming: Whether the input is streamed before it is checked.
        input_examples: Inputs that show how it is called.

    Raises:
        TypeError: a parameter is positional-only, is `*args`, or has no annotation.
        ValueError: the name is not one that the API takes.
    """
    if function is None:

        def decorate(decorated: Any) -> Any:
            return Tool(decorated, local_names=_local_names(decorated, 2), **options)

        return decorate
    return Tool(function, local_names=_local_names(function, 2), **options)


def as_tool(value: Any) -> BaseTool | None:
    """Returns what a run executes for an item of `tools`; None for a definition that is a dictionary or a model.

    Raises:
        RequestInvalid: the item is neither a tool, a function nor a definition.
    """
    if isinstance(value, BaseTool):
        return value
    if isinstance(value, MethodType) and isinstance(cast("Any", value).__func__, Tool):  # @classmethod over @tool
        bound: Tool[..., Any] = cast("Any", value).__func__.__get__(value.__self__)
        return bound
    if isinstance(value, Mapping) or hasattr(value, "to_dict"):
        return None
    if callable(value) and not isinstance(value, type):
        return Tool(value)
    raise RequestInvalid(f"tools= takes tools, functions and definitions, not {type(cast('object', value)).__name__}")
