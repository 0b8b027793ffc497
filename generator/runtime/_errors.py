"""The base class of all errors, and those that models and pages raise. The package above this one adds the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, TypeVar, cast

E = TypeVar("E", bound="ClaudeError")
T = TypeVar("T")


class ClaudeError(Exception):
    """Base class of all exceptions of this package."""

    #: What happened. The class has the message for errors that are raised without one.
    message: str = ""
    #: The run of tools that the failed request belonged to (`claudewire.Run`), which can go on; None without one.
    run: Any = None

    def __init__(self, message: str = "") -> None:
        self.message = encodable(message or self.message)
        super().__init__(self.message)

    # Subclasses have different arguments, so a copy restores the state and does not call `__init__`. A copy keeps the cause. A
    # pickle does not: the cause is an exception of another library and may hold sockets or secrets.
    def __reduce__(self) -> tuple[Any, ...]:
        return restore, (type(self), self.args, self.__dict__)

    def __copy__(self) -> Self:
        copy = restore(type(self), self.args, dict(self.__dict__))
        copy.__cause__, copy.__context__, copy.__traceback__ = self.__cause__, self.__context__, self.__traceback__
        copy.__suppress_context__ = self.__suppress_context__
        return copy


def restore(cls: type[E], args: tuple[Any, ...], state: dict[str, Any]) -> E:
    """Return an error with this state, without a call of its `__init__`."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def encodable(text: T) -> T:
    """Return a text without halves of surrogate pairs: an error can always be printed."""
    if not isinstance(text, str) or text.isascii():
        return text
    return cast("T", text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


class FieldMissing(ClaudeError, AttributeError):
    """A field was read that the API promises and that the server did not send. `to_dict()` of the model is what it sent."""


class PaginationError(ClaudeError):
    """The pages of a list lead nowhere: the server says that more follows, but gives no way there, or one already taken."""


class ConcurrentRead(ClaudeError, RuntimeError):
    """Two threads or tasks read one stream, list or run at the same moment. This is the error of the second; the first loses nothing."""


class RequestInvalid(ClaudeError, ValueError, TypeError):
    """The request is invalid. Nothing was sent."""


class Problem(NamedTuple):
    """One thing of a JSON value that does not fit its model."""

    #: Keys and indexes that lead to it.
    loc: tuple[str | int, ...]
    #: What is wrong with it.
    message: str
    #: Pydantic's word for it, such as `missing`.
    type: str
    #: The value that does not fit.
    input: Any


class ModelInvalid(RequestInvalid):
    """A JSON value does not fit the model that it was given to; `problems` lists where, and why."""

    #: Name of the model.
    model: str = ""
    #: All that does not fit.
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, model: str, problems: Iterable[Problem]) -> Self:
        """Return the error of a model.

        Args:
            model: Its name.
            problems: What does not fit.
        """
        found = tuple(problems)
        places = [f"{'.'.join(map(str, p.loc)) or model}: {p.message}" for p in found[:10]]
        more = f" (and {len(found) - 10} more)" if len(found) > 10 else ""
        error = cls(f"this is no valid {model}: {'; '.join(places)}{more}")
        error.model, error.problems = model, found
        return error

    def errors(self) -> list[dict[str, Any]]:
        """Return the problems as pydantic's `ValidationError` has them."""
        return [{"type": p.type, "loc": p.loc, "msg": p.message, "input": p.input} for p in self.problems]


class NoSuchAttribute(AttributeError):
    """An attribute does not exist. The message names the one that was probably meant.

    It is made when it is read: programs ask for attributes that may be missing all the time (`getattr(block, "text", None)`).

    Args:
        cls: The class of the object.
        name: Of the attribute. There is no `obj`: Python would append a suggestion of its own.
    """

    def __str__(self) -> str:
        from ._hints import hint_for

        cls: type[Any] = self.args[0]
        text = f"{cls.__name__!r} object has no attribute {self.name!r}"
        hint = hint_for(cls, str(self.name))
        return f"{text}. {hint}" if hint else text

    def __repr__(self) -> str:
        return f"AttributeError({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return AttributeError, (str(self),)


class SuggestsAttributes:
    """Lets a misspelt attribute of an object be an error that names the right one."""

    __slots__ = ()
    #: Name of an attribute that programs look for, or `*` for all → the sentence that says what to do.
    _hints: ClassVar[Mapping[str, str]] = {}

    if not TYPE_CHECKING:  # a type checker must go on seeing misspelt names

        def __getattr__(self, name: str) -> Any:
            if hasattr(type(self), name):  # a property has raised an AttributeError, or a slot is empty: raise its own
                return object.__getattribute__(self, name)
            raise NoSuchAttribute(type(self), name=name)
