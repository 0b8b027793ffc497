"""`OutputInvalid`: a response that is not what `output_format` asks for. It carries the response."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from claudewire_api._errors import ClaudeError

#: Why there is no value. `mismatch`: the text does not fit the type. `cut`: the response ended too early. `refusal`: the
#: model declined. `unfinished`: the turn goes on, with a tool call or a pause.
Reason: TypeAlias = Literal["mismatch", "cut", "refusal", "unfinished"]


class OutputInvalid(ClaudeError, ValueError):
    """Raised when a response has no value of the type that was asked for.

    Attributes:
        message: The response, with its usage, stop reason and request id.
        text: The text that was read.
        path: JSON pointer of the part that does not fit; empty for the whole text.
        reason: `mismatch`, `cut`, `refusal` or `unfinished`.
        problems: Every reason why the text does not fit.
        usage_total: Tokens of all responses, if the model was asked again.

    Args:
        output: The text that was read.
    """

    message: Any

    def __init__(
        self, text: str, *, message: Any, output: str, reason: Reason, path: str = "", problems: tuple[Any, ...] = ()
    ) -> None:
        super().__init__(text)
        self.message = message
        self.text: str = output
        self.path: str = path
        self.reason = reason
        self.problems: tuple[Any, ...] = problems
        self.usage_total: dict[str, Any] | None = None

    @property
    def request_id(self) -> str | None:
        """The id of the request, which support asks for."""
        return getattr(getattr(self.message, "response", None), "request_id", None)

    def __str__(self) -> str:
        text = str(self.args[0]) if self.args else ""
        return f"{text} (request {self.request_id})" if self.request_id else text
