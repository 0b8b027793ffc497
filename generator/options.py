"""The one table of call options: what every method takes beside the parameters of its operation."""

from __future__ import annotations

from typing import Literal

from attrs import frozen


@frozen
class Option:
    """An argument of methods, and the field of the runtime's `Options` that it fills."""

    name: str
    #: Annotation, default and value of the argument.
    type: str
    default: str
    doc: str
    #: The value that the field gets; the argument itself unless it says otherwise.
    value: str = ""
    #: `stream`: only where events or lines can arrive. `beta`: only in documents that know beta headers.
    where: Literal["always", "stream", "beta"] = "always"

    @property
    def given(self) -> str:
        return self.value or self.name


OPTIONS = (
    Option(
        "betas",
        "Sequence[str] | Omit | None",
        "None",
        "Beta header values to send, beside those that the call needs by itself.",
        "betas or ()",
        "beta",
    ),
    Option(
        "without_betas",
        "Sequence[str] | Omit | None",
        "None",
        "Beta header values not to send, whoever asked for them.",
        "without_betas or ()",
        "beta",
    ),
    Option(
        "extra_headers",
        "Mapping[str, str | Omit] | None",
        "None",
        "Headers to add or replace; `omit` as a value removes one.",
    ),
    Option("extra_query", "Mapping[str, object] | None", "None", "Query parameters to add."),
    Option("extra_body", "Mapping[str, object] | None", "None", "Fields to add to the body; they win."),
    Option(
        "timeout",
        "float | httpx.Timeout | Omit | None",
        "omit",
        "Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.",
    ),
    Option("max_retries", "int | None", "None", "How often a failed attempt is repeated."),
    Option("deadline", "float | None", "None", "Seconds for the whole call: attempts, waits and reading."),
    Option(
        "stall_timeout",
        "float | None",
        "None",
        "Seconds that a stream may bring nothing but pings; `math.inf` for no limit.",
        where="stream",
    ),
)
