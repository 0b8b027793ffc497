"""Conditions on a message request, as a fixtures file and a script state them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final, TypeAlias, cast

from attrs import frozen

from claudewire.testing.errors import InvalidScript

from .canned import plain_text, tool_results

#: A function of the request body, or the fields of `Match`.
Condition: TypeAlias = "Callable[[dict[str, Any]], bool] | Mapping[str, Any]"

_REGEX: Final = re.compile(r"/(.*)/(i?)", re.DOTALL)


@frozen(kw_only=True)
class Match:
    """All conditions that are given must hold. A text in slashes, `/…/` or `/…/i`, is a regular expression."""

    #: Model name; `*` and `?` stand for any characters.
    model: str | None = None
    #: Part of the system prompt, in any case.
    system: Callable[[str], bool] | None = None
    #: Part of the text of the last user message, in any case.
    user: Callable[[str], bool] | None = None
    #: Part of the text of the tool results in the last message, in any case.
    tool_result: Callable[[str], bool] | None = None
    #: Names of tools that the request must offer.
    tools: tuple[str, ...] = ()
    #: Which turn of the assistant this is, from 1.
    turn: int | None = None

    @classmethod
    def parse(cls, value: Any) -> Match:
        """Check conditions from a test or a file.

        Raises:
            ValueError: an unknown condition, or a value that it cannot have.
        """
        if not isinstance(value, Mapping):
            raise InvalidScript(f"match: should be an object, not {type(value).__name__}")
        given: dict[str, Any] = dict(cast("Mapping[str, Any]", value))
        unknown = [name for name in given if name not in _FIELDS]
        if unknown:
            raise InvalidScript(f"match: has no condition {unknown[0]!r}; it has {', '.join(_FIELDS)}")
        return cls(
            model=_optional(given.get("model"), str, "match.model: should be a name"),
            system=_pattern(given.get("system"), "match.system"),
            user=_pattern(given.get("user"), "match.user"),
            tool_result=_pattern(given.get("tool_result"), "match.tool_result"),
            tools=_names(given.get("tools", ())),
            turn=_optional(given.get("turn"), int, "match.turn: should be a number from 1"),
        )

    def __call__(self, body: dict[str, Any]) -> bool:
        """Return whether the request fulfils every condition."""
        offered = {str(tool.get("name")) for tool in body.get("tools") or ()}
        return (
            (self.model is None or fnmatchcase(body["model"], self.model))
            and (self.system is None or self.system(plain_text(body.get("system"))))
            and (self.user is None or self.user(last_user_text(body)))
            and (self.tool_result is None or self.tool_result(" ".join(tool_results(body))))
            and offered.issuperset(self.tools)
            and (self.turn is None or turn_number(body) == self.turn)
        )


_FIELDS: Final = ("model", "system", "user", "tool_result", "tools", "turn")


def condition_of(value: Condition | None) -> Callable[[dict[str, Any]], bool] | None:
    """Return a condition as a function.

    Raises:
        InvalidScript: it is neither a function nor valid conditions.
    """
    return value if value is None or callable(value) else Match.parse(value)


def last_user_text(body: Mapping[str, Any]) -> str:
    """Return the text of the last message of the user."""
    said = [message["content"] for message in body["messages"] if message["role"] == "user"]
    return plain_text(said[-1]) if said else ""


def turn_number(body: Mapping[str, Any]) -> int:
    """Return which turn of the assistant the response will be, from 1."""
    roles = [message["role"] for message in body["messages"]]
    ended = roles[:-1] if roles and roles[-1] == "assistant" else roles  # a prefilled turn is not over
    return 1 + sum(1 for role in ended if role == "assistant")


def _optional(value: Any, kind: type, problem: str) -> Any:
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise InvalidScript(f"{problem}, not {value!r}")
    return value


def _pattern(value: Any, name: str) -> Callable[[str], bool] | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidScript(f"{name}: should be text, not {type(value).__name__}")
    regex = _REGEX.fullmatch(value)
    if regex is None:
        wanted = value.casefold()
        return lambda text: wanted in text.casefold()
    try:
        compiled = re.compile(regex[1], re.IGNORECASE if regex[2] else 0)
    except re.error as error:
        raise InvalidScript(f"{name}: {value} is not a regular expression: {error}") from None
    return lambda text: compiled.search(text) is not None


def _names(value: Any) -> tuple[str, ...]:
    names: Sequence[Any] = (value,) if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
        raise InvalidScript(f"match.tools: should be names of tools, not {value!r}")
    return tuple(names)
