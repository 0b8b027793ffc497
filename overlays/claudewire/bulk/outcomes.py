"""What came of one request → what is written about it, or whether it is sent again. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, cast

from attrs import evolve, frozen

from claudewire import _json
from claudewire._errors.base import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ConfigurationError,
    NotOnPlatform,
    StreamError,
)
from claudewire._errors.bodies import parse_error_body
from claudewire._errors.statuses import APIStatusError, AuthenticationError, BillingError, RateLimitError
from claudewire._outputs.errors import OutputInvalid
from claudewire._outputs.parsed import ParsedMessage
from claudewire._outputs.usage import usage_of
from claudewire._schema.schema import Schema
from claudewire_api._errors import ClaudeError, RequestInvalid
from claudewire_api.models import Message

from .cost.prices import Usage

#: `again`: send it once more. `stop`: every other request would fail as well, and this one keeps waiting.
Verdict: TypeAlias = Literal["succeeded", "errored", "again", "stop"]
#: Errors of a batch's requests that the same request would meet again.
_LASTING: Final = frozenset(
    (
        "invalid_request_error",
        "request_too_large",
        "not_found_error",
        "permission_error",
        "authentication_error",
        "billing_error",
    )
)


@frozen
class Outcome:
    """What came of one request.

    Attributes:
        verdict: What follows.
        kind: Kind of failure, such as `invalid_request_error`; None for a success.
        result: What is written: the form of a line of batch results.
        usage: Tokens; None if there was no response.
        model: The model that responded.
        counts: Whether it counts as an attempt: a throttle does not.
        retry_after: Seconds that the server asks for.
        congested: Whether the service is at its limit, or cannot be reached.
        error: The exception.
    """

    verdict: Verdict
    kind: str | None = None
    result: Mapping[str, Any] | None = None
    usage: Usage | None = None
    model: str | None = None
    counts: bool = True
    retry_after: float | None = None
    congested: bool = False
    error: BaseException | None = None

    def encoded(self) -> bytes:
        """Return the result as JSON."""
        return _json.dumps(self.result)


def of_message(message: Message, schema: Schema[Any] | None, usage: Mapping[str, Any] | None = None) -> Outcome:
    """Return the outcome of a request that got a message.

    Args:
        message: The message.
        schema: Of the type that its text should have.
        usage: Tokens of all responses, if there were several.
    """
    data = message.to_dict()
    tokens = Usage.of(data.get("usage"))
    if usage is not None:  # the last response of a loop has the longest prompt
        tokens = evolve(Usage.of(usage), longest_prompt=tokens.prompt)
    if schema is not None:
        parsed = cast("ParsedMessage[Any]", message)
        if not isinstance(message, ParsedMessage):
            parsed = ParsedMessage.of(message, schema)
        error = parsed.output_error
        if error is not None:
            return _invalid_output(error, data, tokens)
    return Outcome("succeeded", None, {"type": "succeeded", "message": data}, tokens, data.get("model"))


def _invalid_output(error: OutputInvalid, data: Mapping[str, Any], tokens: Usage) -> Outcome:
    kind = f"output_{error.reason}"
    result = {**_errored(kind, str(error.args[0])), "message": data}
    return Outcome("errored", kind, result, tokens, data.get("model"))


def of_error(error: BaseException, *, attempts: int, max_attempts: int, alone: bool) -> Outcome:
    """Return the outcome of a request that raised an exception.

    Args:
        error: The exception.
        attempts: How often it was sent, this time included.
        max_attempts: How often it is sent at most.
        alone: Whether no request has succeeded since this one was sent: then a lost connection is not its own fault.
    """
    kind = kind_of(error)
    request_id = getattr(error, "request_id", None)
    result = _errored(kind, str(error) or repr(error), request_id)
    if isinstance(error, OutputInvalid) and error.message is not None:
        data = error.message.to_dict()
        return _invalid_output(error, data, Usage.of(error.usage_total or data.get("usage")))
    usage = _usage_of(error)
    retry_after: float | None = getattr(error, "retry_after", None)
    if isinstance(error, (AuthenticationError, BillingError, ConfigurationError)):
        return Outcome("stop", kind, result, usage, error=error, counts=False)
    if isinstance(error, NotOnPlatform):
        return Outcome("errored", kind, result, usage, error=error)
    retryable = isinstance(error, APIError) and error.is_retryable
    if isinstance(error, RateLimitError):
        # A throttle says nothing about the request. One that will not pass, such as a spend limit, stops the run.
        verdict: Verdict = "again" if retryable else "stop"
        return Outcome(verdict, kind, result, usage, counts=False, retry_after=retry_after, congested=True, error=error)
    if not retryable:
        return Outcome("errored", kind, result, usage, error=error)
    lost = isinstance(error, APIConnectionError)
    counts = not (lost and alone)
    verdict = "errored" if counts and attempts >= max_attempts else "again"
    return Outcome(verdict, kind, result, usage, counts=counts, retry_after=retry_after, congested=True, error=error)


def of_batch_line(line: Any, schema: Schema[Any] | None, *, attempts: int, max_attempts: int) -> Outcome:
    """Return the outcome of one line of the results of a batch."""
    result: Any = getattr(line, "result", None)
    kind = getattr(result, "type", None)
    if kind == "succeeded" and isinstance(found := getattr(result, "message", None), Message):
        return of_message(found, schema)
    data: dict[str, Any] = result.to_dict() if hasattr(result, "to_dict") else {"type": str(kind)}
    if kind == "errored":
        name = parse_error_body(data.get("error"))[0] or "api_error"
        again = name not in _LASTING and attempts < max_attempts
        return Outcome("again" if again else "errored", name, data)
    name = f"batch_{kind}"
    told = {"expired": "the batch ended before this request was sent", "canceled": "the batch was cancelled"}
    message = told.get(str(kind), f"the result has a type that is not known: {kind}")
    again = kind == "expired" and attempts < max_attempts
    return Outcome("again" if again else "errored", name, _errored(name, message))


def of_problem(problem: str) -> Outcome:
    """Return the outcome of a row that makes no request."""
    return Outcome("errored", "request_invalid", _errored("request_invalid", problem))


def kind_of(error: BaseException) -> str:
    """Return the kind of an exception, in the API's words where it has some."""
    if isinstance(error, APIStatusError):
        return error.error_type or f"status_{error.status_code}"
    if isinstance(error, APITimeoutError):
        return "timeout"
    if isinstance(error, APIConnectionError):
        return "connection_error"
    if isinstance(error, StreamError):
        return "stream_error"
    if isinstance(error, RequestInvalid):
        return "request_invalid"
    name = type(error).__name__ if isinstance(error, ClaudeError) else f"Exception{type(error).__name__}"
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _errored(kind: str, message: str, request_id: str | None = None) -> dict[str, Any]:
    return {
        "type": "errored",
        "error": {"type": "error", "error": {"type": kind, "message": message}, "request_id": request_id},
    }


def _usage_of(error: BaseException) -> Usage | None:
    """Return the tokens of the responses that an exception carries."""
    run = getattr(error, "run", None)
    if run is not None:
        return Usage.of(run.usage)
    partial = getattr(error, "partial_message", None)
    return Usage.of(usage_of(partial)) if getattr(partial, "usage", None) is not None else None
