"""One call on its way: what was decided about it, how often it was tried, how long it may take. Decides, and sends nothing."""

from __future__ import annotations

import time
from random import random
from typing import Any, Final, cast
from urllib.parse import urljoin, urlsplit

from attrs import evolve

from claudewire_api._call import Call, Options

from . import _json, _log
from ._config import Config
from ._errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    RedirectRefused,
    ResponseInvalid,
    excerpt,
    from_status,
)
from ._request import Request
from ._response import Headers, ResponseInfo
from ._retry import Budget, Retry, Stop, decide, outcome_of, retry_after
from ._secrets import Secret, redact, redact_bytes

#: A message that is expected to take longer is sent as a stream: connections that stay silent for so long do not survive.
LONG_REQUEST_SECONDS: Final = 600.0
#: Models write at least this fast.
_TOKENS_PER_HOUR: Final = 128_000
_MAX_REDIRECTS: Final = 5


def expected_seconds(max_tokens: int) -> float:
    """How long a message of so many tokens may take."""
    return 3600.0 * max_tokens / _TOKENS_PER_HOUR


def as_stream(call: Call[Any], config: Config, options: Options) -> Call[Any] | None:
    """The same call as a stream, if it may take too long to wait for in silence; None if not."""
    field = call.operation.stream_field
    if field is None or call.kind != "json" or not config.stream_long_requests:
        return None
    max_tokens = (options.extra_body or {}).get("max_tokens", (call.body or {}).get("max_tokens"))
    if not isinstance(max_tokens, int) or expected_seconds(max_tokens) <= LONG_REQUEST_SECONDS:
        return None
    return evolve(call, kind="events", body={**(call.body or {}), field: True})


class Exchange:
    """The state of one call. The pipeline tells it what happened, and it says what to do."""

    def __init__(
        self,
        call: Call[Any],
        options: Options,
        request: Request,
        config: Config,
        budget: Budget | None,
        secrets: tuple[Secret, ...],
    ) -> None:
        self.call = call
        self.request = request
        self.secrets = secrets
        self.attempt = 0
        self.started = time.monotonic()
        limit = config.deadline if options.deadline is None else options.deadline
        #: On the monotonic clock.
        self.deadline = None if limit is None else self.started + limit
        #: Seconds that a stream may bring nothing but pings.
        self.stall_timeout = config.stall_timeout if options.stall_timeout is None else options.stall_timeout
        self._options = options
        self._policy = config.retry
        self._budget = budget
        self._paid = 0
        self._redirects = 0

    def begin(self) -> None:
        """Another attempt."""
        self.attempt += 1
        self._redirects = 0
        if _log.wanted():
            _log.request(self.request, self.attempt, self.secrets)

    def info(self, incoming: Any) -> ResponseInfo:
        """What is known when the head of an answer is there."""
        raw = incoming.raw_headers
        if incoming.status >= 300:  # errors like to repeat what they were sent
            raw = [(name, redact_bytes(value, self.secrets)) for name, value in raw]
        info = ResponseInfo(
            status_code=incoming.status,
            headers=Headers(raw),
            attempts=self.attempt,
            method=self.request.method,
            url=self.request.url,
            http_version=incoming.http_version,
            elapsed=time.monotonic() - self.started,
        )
        if _log.wanted():
            _log.response(self.request, info, self.secrets)
        return info

    def succeeded(self) -> None:
        if self._budget is not None:
            self._budget.give(self._paid or 1)

    def redirected(self, info: ResponseInfo) -> Request:
        """The request for the place that a redirect points to.

        Only a GET follows, and only within the origin that it was meant for.

        Raises:
            RedirectRefused: it is not followed.
        """
        location = info.headers.get("location") or ""
        target = _same_origin(self.request.url, location)
        self._redirects += 1
        if self.request.method != "GET" or target is None or self._redirects > _MAX_REDIRECTS:
            raise RedirectRefused(
                f"{info.status_code}: the server points to {redact(location, self.secrets)!r}, and nothing was sent there",
                location=redact(location, self.secrets),
                headers=info.headers,
                attempts=self.attempt,
            )
        return Request(
            operation=self.request.operation,
            method="GET",
            url=target,
            headers=self.request.headers,
            body=None,
            timeouts=self.request.timeouts,
            needs_auth=self.request.needs_auth,
        )

    def failed(self, error: APIError) -> float:
        """Seconds to wait before the next attempt.

        Raises:
            APIError: the same error, when there is no next attempt.
        """
        sent = error.sent if isinstance(error, APIConnectionError) else True
        outcome = outcome_of(error, sent=sent, repeatable=self.request.repeatable)
        now = time.time()
        decision = decide(
            attempt=self.attempt,
            outcome=outcome,
            policy=self._policy,
            tokens=None if self._budget is None else self._budget.tokens,
            now=now,
            random=random(),  # noqa: S311 - jitter
            remaining=None if self.deadline is None else self.deadline - time.monotonic(),
            max_retries=self._options.max_retries,
            safe=self.call.operation.retry_safe,
        )
        error.attempts = self.attempt
        error.retry_after = retry_after(outcome.headers, now)
        if isinstance(decision, Stop):
            raise error
        if self._budget is not None and not self._budget.take(decision.cost):
            raise error  # another thread took the last tokens
        self._paid = decision.cost
        operation = self.call.operation.id
        if self._policy.on_retry is not None:
            self._policy.on_retry(
                Retry(
                    attempt=self.attempt,
                    delay=decision.seconds,
                    reason=decision.reason,
                    error=error,
                    operation=operation,
                )
            )
        _log.retry(operation, self.attempt, decision.seconds, decision.reason)
        return decision.seconds


def _same_origin(url: str, location: str) -> str | None:
    """Where a redirect leads; None if that is another origin, or nowhere."""
    try:
        target = urljoin(url, location)
        return target if _origin(urlsplit(url)) == _origin(urlsplit(target)) else None
    except ValueError:
        return None


def _origin(parts: Any) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


# -- from bytes to results ---------------------------------------------------------------------------------------------


def error_from(info: ResponseInfo, body: bytes, secrets: tuple[Secret, ...]) -> APIStatusError:
    """The error that an answer with an error status stands for. A secret that the answer echoes is taken out."""
    body = redact_bytes(body, secrets)
    value: Any = body
    if body:
        try:
            value = _json.loads(body)
        except (ValueError, RecursionError):
            value = body.decode("utf-8", "replace")
    return from_status(info.status_code, info.headers, value, response=info, attempts=info.attempts)


def invalid(info: ResponseInfo, reason: str, body: bytes = b"") -> ResponseInvalid:
    """The error for a 2xx that is not what was promised. It says what came."""
    content_type = info.headers.get("content-type") or "no content type"
    came = f"{content_type}: {excerpt(body)}" if body else f"{content_type}, an empty body"
    return ResponseInvalid(
        f"{reason} ({info.status_code}, {came})",
        status_code=info.status_code,
        headers=info.headers,
        body=body[:2000].decode("utf-8", "replace"),
        attempts=info.attempts,
    )


def value_of(info: ResponseInfo, body: bytes) -> Any:
    """The JSON value of a body."""
    try:
        return _json.loads(body)
    except (ValueError, RecursionError) as error:
        raise invalid(info, "The response is not JSON", body) from error


def result_of(call: Call[Any], info: ResponseInfo, body: bytes) -> Any:
    """The decoded result, with `info` attached.

    Raises:
        ResponseInvalid: the body is not what was promised.
    """
    if is_events(info):
        value: Any = _accumulated(call, info, body)
    else:
        value = value_of(info, body)
    if not isinstance(value, dict):
        raise invalid(info, "The response is JSON, but not an object", body)
    fields = cast("dict[str, Any]", value)
    try:
        result = call.decode(fields)
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise invalid(info, f"The response can not be decoded: {error}", body) from error
    missing = [name for name in getattr(result, "REQUIRED", ()) if name not in fields]
    if missing:
        raise invalid(info, f"The response lacks {', '.join(missing)}", body)
    if hasattr(result, "_response"):
        result._response = info
    return result


def is_events(info: ResponseInfo) -> bool:
    return str(info.headers.get("content-type", "")).lower().startswith("text/event-stream")


def _accumulated(call: Call[Any], info: ResponseInfo, body: bytes) -> Any:
    """The message that a whole stream adds up to."""
    from ._reading import MessageReader

    reader = MessageReader(info.headers)
    try:
        for _ in reader.payloads(body):
            pass
        return reader.accumulator.finish()
    except APIError as error:
        error.request_id = error.request_id or info.request_id
        error.events_seen = reader.events_seen
        partial = reader.accumulator.partial()
        error.partial_message = None if partial is None else call.decode(partial)
        raise
