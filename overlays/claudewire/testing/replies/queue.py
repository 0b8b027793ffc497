"""Scripted replies: what a test wants the server to say, in the order it wants it said."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Any, Final, Literal, TypeAlias, cast

from attrs import frozen

from claudewire.testing.errors import InvalidScript
from claudewire.testing.responses.errors import APIErrorResponse

from .match import Condition, condition_of
from .turn import Reply, Turn, parse_turn

#: What happens to requests after the last turn of a script.
Then: TypeAlias = Literal["error", "canned", "repeat"]
_THEN: Final = ("error", "canned", "repeat")


@frozen(kw_only=True)
class ScriptedReply:
    """A turn that waits for its request."""

    turn: Turn
    when: Callable[[dict[str, Any]], bool] | None = None

    def fits(self, body: dict[str, Any]) -> bool:
        return self.when is None or self.when(body)


class Script:
    """A scripted model: turns in order, each used by one request, or one function that makes every turn.

    Args:
        turns: What the model says: one turn for each request, or a function from the request body to a turn.
        when: For which requests; None for all.
        then: What happens when no turn is left: `error`, `canned` (a reply of the server) or `repeat` (the last turn again).

    Raises:
        InvalidScript: a turn is not valid; the message has its number.
    """

    def __init__(
        self,
        turns: Iterable[Reply] | Callable[[dict[str, Any]], Reply],
        when: Condition | None = None,
        then: Then = "error",
    ) -> None:
        if then not in _THEN:
            raise InvalidScript(f"then: should be one of {', '.join(_THEN)}, not {then!r}")
        _check_turns(turns)
        self._make: Turn | None = parse_turn(turns) if callable(turns) else None
        self._turns = [] if callable(turns) else _numbered(turns)
        self._when = condition_of(when)
        self._then = then
        self._used = 0
        #: Request bodies that this script replied to, in order.
        self.requests: list[dict[str, Any]] = []
        #: What a scripted function raised, and requests for which no turn was left.
        self.problems: list[Exception] = []

    @property
    def used(self) -> int:
        """Turns that were used."""
        return self._used

    @property
    def left(self) -> int:
        """Turns that are left; 0 for a function."""
        return max(0, len(self._turns) - self._used)

    def assert_finished(self) -> None:
        """Check that the program used every turn, and that no function failed.

        Raises:
            AssertionError: turns are left, or a request found none; caused by what a function raised.
        """
        if self.problems:
            raise AssertionError(f"the script failed: {self.problems[0]}") from self.problems[0]
        if self.left:
            raise AssertionError(f"{self.left} of {len(self._turns)} turns of the script are left")

    def fits(self, body: dict[str, Any]) -> bool:
        """Return whether this script replies to the request, if only with the error that it has ended.

        Args:
            body: Body of the request, as JSON.
        """
        return (self._when is None or self._when(body)) and not (self._then == "canned" and self.ended)

    @property
    def ended(self) -> bool:
        """Whether every turn was used."""
        return self._make is None and self._used >= len(self._turns)

    def next(self, body: dict[str, Any]) -> Turn:
        """Return the turn for this request.

        Args:
            body: Body of the request, as JSON.

        Raises:
            APIErrorResponse: no turn is left, or a function failed.
        """
        self.requests.append(body)
        if self.ended and not (self._then == "repeat" and self._turns):
            ended = f"The script has no turn left: all {len(self._turns)} were used."
            self.problems.append(LookupError(ended))
            raise APIErrorResponse(400, ended)
        turn = self._make or self._turns[min(self._used, len(self._turns) - 1)]
        self._used += 1
        return resolved(turn, body, self.problems)


def resolved(turn: Turn, body: dict[str, Any], problems: list[Exception] | None = None) -> Turn:
    """Return the turn for this request, and give a failure of its function the form of an error response.

    Raises:
        APIErrorResponse: 500, which a client should not retry.
    """
    try:
        return turn.resolve(body)
    except Exception as error:
        if problems is not None:
            problems.append(error)
        sentence = f"A scripted function failed: {type(error).__name__}: {error}"
        raise APIErrorResponse(500, sentence, headers={"x-should-retry": "false"}) from error


class Replies:
    """Scripted replies of one server: single ones first, then scripts, then what stands for all requests."""

    def __init__(self) -> None:
        # The test's thread adds while the server's thread takes.
        self._lock = Lock()
        self._queue: deque[ScriptedReply] = deque()
        self._scripts: list[Script] = []
        self._always: ScriptedReply | None = None

    def add(self, reply: ScriptedReply, times: int | None) -> None:
        """Queue a reply so many times; None is for all requests after the queue.

        Raises:
            ValueError: `times` is not a whole number.
        """
        if times is not None and (
            isinstance(times, bool) or not isinstance(cast("object", times), int) or not 0 <= times <= _MOST
        ):
            raise InvalidScript(f"times: should be a whole number up to {_MOST:,}, or nothing for ever, not {times!r}")
        with self._lock:
            if times is None:
                self._always = reply
            else:
                self._queue.extend([reply] * times)

    def add_script(self, script: Script) -> None:
        with self._lock:
            self._scripts.append(script)

    def clear(self) -> None:
        with self._lock:
            self._queue.clear()
            self._scripts.clear()
            self._always = None

    def take(self, body: dict[str, Any]) -> Turn | None:
        """Return the next scripted turn for a request, or None.

        Raises:
            APIErrorResponse: the script has ended, or its function failed.
        """
        with self._lock:
            found = self._find(body)
        if isinstance(found, Script):
            return found.next(body)
        return None if found is None else resolved(found.turn, body)

    def _find(self, body: dict[str, Any]) -> ScriptedReply | Script | None:
        for reply in self._queue:
            if reply.fits(body):
                self._queue.remove(reply)
                return reply
        # A script that has ended replies only if no other one fits.
        fitting = [script for script in self._scripts if script.fits(body)]
        unfinished = [script for script in fitting if not script.ended]
        if fitting:
            return (unfinished or fitting)[0]
        return self._always if self._always and self._always.fits(body) else None

    def __len__(self) -> int:
        """Turns that wait."""
        with self._lock:
            return len(self._queue) + sum(script.left for script in self._scripts)


#: More copies of one reply are a mistake.
_MOST: Final = 1_000_000


def _numbered(turns: Iterable[Reply]) -> list[Turn]:
    checked: list[Turn] = []
    for number, value in enumerate(turns, 1):
        try:
            checked.append(parse_turn(value))
        except InvalidScript as error:
            raise InvalidScript(f"turn {number}: {error}") from None
    return checked


def _check_turns(turns: Any) -> None:
    """Refuse what cannot be a script; from JSON it can be anything."""
    if isinstance(turns, (str, Mapping)) or not (callable(turns) or hasattr(turns, "__iter__")):
        raise InvalidScript("a script is a list of turns, or a function of the request; this is neither")
