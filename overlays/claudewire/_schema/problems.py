"""What can be wrong: with a type or a schema, and with a value. Used by every module of this package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from attrs import field, frozen

from claudewire_api._errors import ClaudeError, RequestInvalid

#: Characters that a problem quotes of a value.
_QUOTED: Final = 60
#: Problems that the text of an error lists.
_LISTED: Final = 10

_NAMES: Final[dict[type, str]] = {
    dict: "object",
    list: "array",
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


@frozen
class Loss:
    """A keyword of a schema that cannot be sent.

    Attributes:
        pointer: JSON pointer of the schema that had the keyword.
        keyword: The keyword, such as `minimum`.
        value: Its value.
        kept_as: The words that the description has in its place, or the keyword that replaced it; empty if neither.
    """

    pointer: str
    keyword: str
    value: Any
    kept_as: str = ""


@frozen
class Problem:
    """One reason why a value does not fit.

    Attributes:
        path: JSON pointer of the part that does not fit; empty for the value itself.
        text: What was expected, and what was found.
        cause: The exception of the validator, if it raised one.
        is_other_type: Whether the value is of another type, so that nothing inside it was read.
    """

    path: str
    text: str
    cause: BaseException | None = field(default=None, eq=False)
    is_other_type: bool = field(default=False, eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.path or 'the value'}: {self.text}"


class SchemaInvalid(RequestInvalid, TypeError):
    """Raised when a type or a schema cannot be sent. The message names the place; nothing was sent."""


class ValueInvalid(ClaudeError, ValueError):
    """Raised when a value does not fit its type.

    Attributes:
        problems: Every reason, in the order of the value.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        text = "; ".join(str(problem) for problem in self.problems[:_LISTED])
        if len(self.problems) > _LISTED:
            text += f"; and {len(self.problems) - _LISTED} more"
        super().__init__(text)

    @property
    def path(self) -> str:
        """JSON pointer of the first problem."""
        return self.problems[0].path if self.problems else ""


def type_name(value: Any) -> str:
    """Returns the JSON type of a value: `object`, `array`, `string`, `integer`, `number`, `boolean` or `null`."""
    return _NAMES.get(cast("type[object]", type(value))) or str(type(value).__name__)


def describe(value: Any) -> str:
    """Returns type and beginning of a JSON value, on one line: `string "Oslo"`."""
    name = type_name(value)
    if isinstance(value, (dict, list)) or value is None:
        return name
    text = " ".join(repr(value).split()) if not isinstance(value, str) else f'"{" ".join(value.split())}"'
    if isinstance(value, bool):
        text = text.lower()
    return f"{name} {text if len(text) <= _QUOTED else text[:_QUOTED] + '…'}"


def expected(path: str, wanted: str, value: Any, cause: BaseException | None = None) -> Problem:
    """Returns the problem of a value that is something else."""
    return Problem(path, f"expected {wanted}, got {describe(value)}", cause, is_other_type=True)


def child(path: str, key: str | int) -> str:
    """Returns the JSON pointer of a member."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"
