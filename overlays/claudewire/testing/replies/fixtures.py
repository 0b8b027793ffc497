"""Replies by rule from a file, which is read again whenever it is saved.

    - match: {user: weather, tools: [get_weather], turn: 1}
      reply: {tool: get_weather, input: {town: Bergen}}
    - match: {model: claude-haiku-*}
      sequence: [{error: overloaded_error}, Now it works.]
    - reply: Anything else.

The first rule that matches a request replies to it. `reply` is a turn, `sequence` several of them, one for each request.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

from attrs import field, mutable

from claudewire.contract.values import is_array, is_object
from claudewire.testing.errors import InvalidScript
from claudewire.testing.json_values import parse_json

from .match import Match
from .queue import Script, resolved
from .turn import Turn, parse_turn

_FIELDS: Final = ("match", "reply", "sequence", "then", "times", "name")


@mutable(kw_only=True)
class Rule:
    """One rule, and how often it was used."""

    match: Match
    turn: Turn | None
    sequence: Script | None
    #: Requests that it replies to; None for all.
    times: int | None
    name: str
    used: int = field(default=0)

    def fits(self, body: dict[str, Any]) -> bool:
        if self.times is not None and self.used >= self.times:
            return False
        return self.match(body) and (self.sequence is None or self.sequence.fits(body))

    def take(self, body: dict[str, Any]) -> Turn:
        self.used += 1
        return self.sequence.next(body) if self.sequence else resolved(cast("Turn", self.turn), body)


class Fixtures:
    """The rules of one file.

    Raises:
        InvalidScript: the file is missing, is not YAML or JSON, or has a rule that is not valid.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path: Path = Path(path)
        #: Why the file as it is now cannot be used; the rules of its last valid state stay.
        self.problem: str | None = None
        self._lock = Lock()
        self._version = self._stamp()
        self._rules = _load(self.path)

    @property
    def rules(self) -> list[Rule]:
        """The rules in force."""
        return list(self._rules)

    def reload(self) -> bool:
        """Read the file again if it has changed. Returns whether it was read."""
        with self._lock:
            version = self._stamp()
            if version == self._version:
                return False
            self._version = version
            try:
                self._rules, self.problem = _load(self.path), None
            except InvalidScript as error:
                self.problem = str(error)
            return True

    def take(self, body: dict[str, Any]) -> Turn | None:
        """Return the turn of the first rule that matches, or None.

        Raises:
            APIErrorResponse: the sequence of that rule has ended.
        """
        self.reload()
        rule = next((rule for rule in self._rules if rule.fits(body)), None)
        return rule.take(body) if rule else None

    def _stamp(self) -> tuple[int, int]:
        try:
            facts = self.path.stat()
        except OSError:
            return (0, 0)
        return (facts.st_mtime_ns, facts.st_size)


def _load(path: Path) -> list[Rule]:
    value = _read(path)
    if is_object(value) and set(value) == {"rules"}:
        value = value["rules"]
    if value is None:
        return []
    if not is_array(value):
        raise InvalidScript(f"{path}: should be a list of rules, not {type(value).__name__}")
    return [_rule(path, number, item) for number, item in enumerate(value, 1)]


def _read(path: Path) -> Any:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidScript(
            f"{path}: cannot be read: {error.strerror if isinstance(error, OSError) else error}"
        ) from error
    if path.suffix == ".json":
        try:
            return parse_json(content)
        except ValueError as error:
            raise InvalidScript(f"{path}: {error}") from None
    try:
        import yaml
    except ImportError:
        raise InvalidScript(
            f"{path}: YAML needs the extra `contract`: pip install 'claudewire[contract]'; JSON does not"
        ) from None
    try:
        return yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InvalidScript(f"{path}: is not valid YAML: {error}") from None


def _rule(path: Path, number: int, value: Any) -> Rule:
    try:
        return _parsed(number, value)
    except InvalidScript as error:
        raise InvalidScript(f"{path}: rule {number}: {error}") from None


def _parsed(number: int, value: Any) -> Rule:
    if not is_object(value):
        raise InvalidScript(f"should be an object with `reply` or `sequence`, not {type(value).__name__}")
    given = value
    unknown = [name for name in given if name not in _FIELDS]
    if unknown:
        raise InvalidScript(f"has no field {unknown[0]!r}; it has {', '.join(_FIELDS)}")
    if ("reply" in given) == ("sequence" in given):
        raise InvalidScript("needs either `reply` or `sequence`")
    if "then" in given and "sequence" not in given:
        raise InvalidScript("`then` goes with `sequence`")
    times = given.get("times")
    if times is not None and (isinstance(times, bool) or not isinstance(times, int) or times < 1):
        raise InvalidScript(f"times: should be a whole number from 1, not {times!r}")
    return Rule(
        match=Match.parse(given.get("match") or {}),
        turn=parse_turn(given["reply"]) if "reply" in given else None,
        sequence=Script(given["sequence"], then=given.get("then", "repeat")) if "sequence" in given else None,
        times=times,
        name=str(given.get("name") or f"rule {number}"),
    )
