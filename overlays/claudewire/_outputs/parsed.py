"""`ParsedMessage`: a message whose text is a value of a type. The value is read when it is first asked for."""

from __future__ import annotations

from typing import Any, Final, Generic, Self, TypeVar, cast

from claudewire._json import parse
from claudewire._schema.problems import Problem, ValueInvalid
from claudewire._schema.schema import Schema, schema_of
from claudewire_api._incomplete import incomplete
from claudewire_api._model import texts_of
from claudewire_api.models import Message

from .errors import OutputInvalid, Reason
from .usage import usage_of

T = TypeVar("T")

_CUT: Final = frozenset({"max_tokens", "model_context_window_exceeded"})
_UNFINISHED: Final = frozenset({"tool_use", "pause_turn", "compaction"})
_UNREAD: Final[Any] = object()


class ParsedMessage(Message, Generic[T]):
    """A message with the value of its text. `to_dict()` is the JSON that arrived; it pickles like any message.

    Without a type, which `parse` allows, there is no value: `output` and `parsed_output` are None.
    """

    __slots__ = ("_error", "_schema", "_usage_total", "_value")

    _schema: Schema[T] | None
    _value: Any
    _error: OutputInvalid | None
    _usage_total: dict[str, Any] | None

    @classmethod
    def of(cls, message: Message, schema: Schema[Any] | None) -> ParsedMessage[Any]:
        """Returns a message as one with a value.

        Args:
            message: The message.
            schema: The schema of the type; None for no value.
        """
        lacks = tuple(message._LACKS)
        parsed: ParsedMessage[Any] = object.__new__(incomplete(cls, lacks) if lacks else cls)
        for name in _SLOTS:
            object.__setattr__(parsed, name, getattr(message, name, None))
        parsed._schema, parsed._value, parsed._error, parsed._usage_total = schema, _UNREAD, None, None
        return parsed

    @property
    def parsed_output(self) -> T | None:
        """The value; None if the model refused or the turn goes on. False, 0 and empty values are returned as they are.

        Raises:
            OutputInvalid: the text does not fit the type, or was cut.
        """
        self._read()
        if self._error is None:
            return cast("T", self._value)
        if self._error.reason in ("refusal", "unfinished"):
            return None
        raise self._error

    @property
    def output(self) -> T:
        """The value.

        Raises:
            OutputInvalid: there is none; `reason` says why.
        """
        self._read()
        if self._error is not None:
            raise self._error
        return cast("T", self._value)

    @property
    def output_error(self) -> OutputInvalid | None:
        """Why there is no value; None if there is one."""
        self._read()
        return self._error

    @property
    def usage_total(self) -> dict[str, Any]:
        """Tokens of all responses, when `repair` asked again; else those of this one."""
        if self._usage_total is not None:
            return self._usage_total
        return usage_of(self)

    def count_usage(self, total: dict[str, Any]) -> None:
        """Notes the tokens of this response and of those before it.

        Args:
            total: Tokens of all responses, field by field.
        """
        self._usage_total = total
        if self._error is not None:
            self._error.usage_total = total

    def checked(self) -> Self:
        """Returns the message.

        Raises:
            OutputInvalid: the text does not fit the type, or was cut.
        """
        _ = self.parsed_output
        return self

    def _read(self) -> None:
        if self._value is not _UNREAD:
            return
        texts = [] if self._schema is None else texts_of(self.content)
        self._value = None  # after reading the content, which may be missing
        if (schema := self._schema) is None:
            return
        reason: Any = self.stop_reason if isinstance(self.stop_reason, str) else None
        text = texts[-1] if texts else ""
        if reason in _UNFINISHED:
            self._error = self._invalid(f"the turn goes on: its stop reason is {reason}", text, "unfinished")
            return
        if reason == "refusal":
            self._error = self._invalid("the model refused", text, "refusal")
            return
        try:
            text, value = _last_json(texts)
            self._value = schema.decode(value)
        except ValueInvalid as error:
            kind: Reason = "cut" if reason in _CUT else "mismatch"
            said = f"the response was cut ({reason})" if kind == "cut" else f"the text does not fit the type: {error}"
            self._error = self._invalid(said, text, kind, error.problems, error.__cause__ or error)

    def _invalid(
        self,
        said: str,
        text: str,
        reason: Reason,
        problems: tuple[Problem, ...] = (),
        cause: BaseException | None = None,
    ) -> OutputInvalid:
        path = problems[0].path if problems else ""
        error = OutputInvalid(said, message=self, output=text, reason=reason, path=path, problems=problems)
        error.__cause__ = cause
        error.usage_total = self._usage_total
        return error

    # The value is read again from a pickle: so nothing but the type has to be pickled.
    def __reduce__(self) -> Any:
        schema = None if self._schema is None else (self._schema.type,)
        return _restored, (self.to_dict(), self._response, schema, self._usage_total)


_SLOTS: Final = tuple(
    name for cls in Message.__mro__ for name in getattr(cls, "__slots__", ()) if name not in ("__weakref__", "__dict__")
)


def _last_json(texts: list[str]) -> tuple[str, Any]:
    """Returns the last text that is JSON, and its value.

    Raises:
        ValueInvalid: none is.
    """
    first: ValueError | RecursionError | None = None
    for text in reversed(texts):
        try:
            return text, parse(text)
        except (ValueError, RecursionError) as error:
            first = first or error
    if first is None:
        raise ValueInvalid([Problem("", "the response has no text")])
    raise ValueInvalid([Problem("", f"not valid JSON: {first}", first)]) from first


def _restored(data: dict[str, Any], response: Any, of: tuple[Any] | None, usage_total: dict[str, Any] | None) -> Any:
    message = Message.from_dict(data)
    message._response = response  # pyright: ignore[reportPrivateUsage]
    parsed = ParsedMessage.of(message, None if of is None else schema_of(of[0]))
    parsed._usage_total = usage_total  # pyright: ignore[reportPrivateUsage]
    return parsed
