"""The requests of one `parse`: the first, and those that ask again for text that does not fit. Pure: a driver sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from claudewire._schema.schema import Schema
from claudewire_api._call import Call
from claudewire_api._errors import RequestInvalid

from .errors import OutputInvalid
from .parsed import ParsedMessage
from .request import is_left_out, parsed_as, with_output
from .usage import add_usage, usage_of

OnInvalid: TypeAlias = Literal["raise", "return"]


class Parsing:
    """What `parse` sends, until there is a result. A `deadline` among the arguments is that of all requests together.

    Attributes:
        request: Arguments of the next `create`.
        change: Changes the call of `create`, so that its result is a `ParsedMessage`.
        is_done: Whether the last response is the result.
    """

    def __init__(
        self,
        arguments: Mapping[str, Any],
        *,
        repair: int = 0,
        on_invalid: OnInvalid = "raise",
        clock: Callable[[], float] = lambda: 0.0,
    ) -> None:
        if arguments.get("stream"):
            raise RequestInvalid("parse returns a complete message: for a stream use messages.stream(output_format=…)")
        if on_invalid not in ("raise", "return"):
            raise RequestInvalid(f"on_invalid is 'raise' or 'return', not {on_invalid!r}")
        if repair < 0:
            raise RequestInvalid(f"repair is a number of requests, not {repair!r}")
        rest = {key: value for key, value in arguments.items() if key != "output_format"}
        self.request: dict[str, Any] = rest
        schema: Schema[Any] | None = None
        if not is_left_out(given := arguments.get("output_format")):
            self.request, schema = with_output(rest, given)
        self.change: Callable[[Call[Any]], Call[Any]] = parsed_as(schema)
        self.is_done = False
        self._left, self._on_invalid = repair, on_invalid
        limit = rest.get("deadline")
        self._clock, self._end = clock, clock() + limit if isinstance(limit, (int, float)) else None
        self._total: dict[str, Any] = {}
        self._message: ParsedMessage[Any] | None = None

    def feed(self, message: ParsedMessage[Any]) -> None:
        """Takes the response. Only text that does not fit is asked for again: text that was cut needs more tokens."""
        self._total = add_usage(self._total, usage_of(message))
        message.count_usage(self._total)
        self._message, error = message, message.output_error
        if error is None or error.reason != "mismatch" or self._left == 0:
            self.is_done = True
            return
        if self._end is not None:
            seconds = self._end - self._clock()
            if seconds <= 0:
                self.is_done = True  # there is a response, and no time to ask for a better one
                return
            self.request["deadline"] = seconds
        self._left -= 1
        messages: list[Any] = [*self.request["messages"], *_question(message, error)]
        self.request = {**self.request, "messages": messages}

    def result(self) -> ParsedMessage[Any]:
        """Returns the last response.

        Raises:
            OutputInvalid: its text does not fit the type, or was cut, and `on_invalid` is `raise`.
        """
        if self._message is None:
            raise RequestInvalid("nothing was sent")
        return self._message if self._on_invalid == "return" else self._message.checked()


def _question(message: ParsedMessage[Any], error: OutputInvalid) -> list[dict[str, Any]]:
    """Returns the bad response, and a message that names the places and the reasons."""
    lines = "\n".join(str(problem) for problem in error.problems)
    content = message.to_dict()["content"]
    asked = {
        "role": "user",
        "content": f"The JSON does not fit the schema:\n{lines}\nWrite all of it again, corrected.",
    }
    return [{"role": "assistant", "content": content}, asked] if content else [asked]
