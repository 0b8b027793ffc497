"""State of one call: attempts, redirects, deadline, retry budget. Owns the clock and the random numbers; `retry.decide` is pure."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from attrs import evolve

from claudewire import _log
from claudewire._callbacks import call_back
from claudewire._checks import MAX_SECONDS
from claudewire._config import Config, Retry
from claudewire._errors.base import APIConnectionError, APIError, RedirectRefused, RetryableError
from claudewire._http.network.origin import DEFAULT_PORTS
from claudewire._secrets import CREDENTIAL_IN_URL, Secret, redact, redact_bytes, redact_pairs
from claudewire_api._call import Call, Options

from .requests.request import PreparedRequest
from .responses.response import Headers, ResponseInfo
from .retry import RetryBudget, Stop, decide, outcome_of, retry_after

if TYPE_CHECKING:
    from .attempts import AttemptObserver
    from .permit import Permit

#: Seconds. A message that may take longer is requested as a stream: proxies and firewalls drop connections that stay silent.
LONG_REQUEST_SECONDS: Final = 600.0
#: Assumed speed of a model: the slowest one.
_TOKENS_PER_HOUR: Final = 128_000
_MAX_REDIRECTS: Final = 5


def expected_seconds(max_tokens: int) -> float:
    """Return how many seconds a message of `max_tokens` tokens may take.

    Args:
        max_tokens: The most tokens that the message may have.
    """
    return 3600.0 * min(max_tokens, 10**9) / _TOKENS_PER_HOUR


def as_streaming_call(call: Call[Any], config: Config, options: Options) -> Call[Any] | None:
    """Return `call` as a streaming call if it may take longer than `LONG_REQUEST_SECONDS`; else None."""
    field = call.operation.stream_field
    if field is None or call.kind != "json" or not config.stream_long_requests:
        return None
    extra: Any = options.extra_body if isinstance(options.extra_body, Mapping) else {}
    max_tokens = extra.get("max_tokens", (call.body or {}).get("max_tokens"))
    if not isinstance(max_tokens, int) or expected_seconds(max_tokens) <= LONG_REQUEST_SECONDS:
        return None
    return evolve(call, kind="events", body={**(call.body or {}), field: True})


class CallState:
    """State of one call. The pipeline reports what happened; the state says what to do next."""

    def __init__(
        self,
        call: Call[Any],
        options: Options,
        request: PreparedRequest,
        config: Config,
        budget: RetryBudget | None,
        secrets: tuple[Secret, ...],
        observer: AttemptObserver | None = None,
        permit: Permit | None = None,
    ) -> None:
        self.call = call
        #: The call of the program: `call`, unless that is a long one that goes as a stream.
        self.asked = call
        #: What middleware around attempts has made of the response: its body is decoded already, and this returns the result.
        self.is_decoded = False
        self.parse: Callable[[], Any] | None = None
        self.request = request
        self.secrets = secrets
        #: Reports the attempts to middleware; None if none listens.
        self.observer = observer
        #: Waits before each attempt; None without a rate limiter.
        self.permit = permit
        self.attempt = 0
        self.started = time.monotonic()
        limit = config.deadline if options.deadline is None else options.deadline
        #: On the monotonic clock.
        self.deadline = request.deadline = None if limit is None or limit > MAX_SECONDS else self.started + limit
        #: Seconds that a stream may stay without any event but pings.
        stall = config.stall_timeout if options.stall_timeout is None else options.stall_timeout
        self.stall_timeout = None if stall is None or stall > MAX_SECONDS else stall
        self.options = options
        #: Which client carries out the call: see `failover`. Attempts of those before it do not count against its policy.
        self.target = 0
        self._attempts_before = 0
        self._policy = config.retry
        self._dialect = config.platform.dialect
        #: Whether an attempt was repeated with a renewed credential. A call does that once.
        self.has_renewed = False
        self._budget = budget
        self._retry_cost = 0
        self._redirects = 0

    def start_attempt(self) -> None:
        """Start the next attempt: count it, reset its redirects, log the request."""
        self.attempt += 1
        self._redirects = 0
        if self.observer is not None:
            self.observer.start(self.attempt)
        if _log.is_enabled():
            _log.request(self.request, self.attempt, self.secrets)

    def response_info(self, response: Any) -> ResponseInfo:
        """Return the facts about a response whose headers have arrived."""
        raw = response.headers
        if response.status < 300:
            raw = redact_pairs(raw, self.secrets)  # a server may echo what it was sent
        else:
            raw = [(name, redact_bytes(value, self.secrets)) for name, value in raw]
        url = self.request.url
        if CREDENTIAL_IN_URL.search(url):  # a result keeps it, also in a pickle
            url = redact(url, self.secrets)
        info = ResponseInfo(
            status_code=response.status,
            headers=Headers(raw),
            attempts=self.attempt,
            method=self.request.method,
            url=url,
            http_version=response.http_version,
            elapsed=time.monotonic() - self.started,
            dialect=self._dialect,
        )
        if self.observer is not None:
            self.observer.response(info, reused=response.connection_reused)
        if _log.is_enabled():
            _log.response(self.request, info, self.secrets)
        return info

    def switch_to(self, other: CallState) -> None:
        """Go on as the call of another client. Deadline, attempts and start stay."""
        kept = {name: getattr(self, name) for name in ("attempt", "started", "deadline", "stall_timeout")}
        target = self.target + 1
        self.__dict__.update(other.__dict__)
        self.__dict__.update(kept)
        self.target, self._attempts_before = target, self.attempt

    def record_success(self) -> None:
        """Give back what the retries of this call took from the budget."""
        if self._budget is not None:
            self._budget.release(self._retry_cost or 1)

    def redirect_request(self, info: ResponseInfo) -> PreparedRequest:
        """Return the request that follows a redirect. Only a GET follows, and only within the origin of the call.

        Raises:
            RedirectRefused: the redirect is not followed.
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
        return PreparedRequest(
            operation=self.request.operation,
            method="GET",
            url=target,
            headers=self.request.headers,
            body=None,
            timeouts=self.request.timeouts,
            needs_auth=self.request.needs_auth,
            betas=self.request.betas,
        )

    def next_delay(self, error: APIError) -> float:
        """Return the seconds to wait before the next attempt.

        Raises:
            APIError: `error`, if there is no next attempt.
        """
        sent = error.sent if isinstance(error, (APIConnectionError, RetryableError)) else True
        outcome = outcome_of(error, sent=sent, rewindable=self.request.rewindable)
        now = time.time()
        decision = decide(
            attempt=self.attempt - self.has_renewed - self._attempts_before,
            outcome=outcome,
            policy=self._policy,
            tokens=None if self._budget is None else self._budget.tokens,
            now=now,
            random=_random(),
            remaining=None if self.deadline is None else self.deadline - time.monotonic(),
            max_retries=self.options.max_retries,
            safe=self.call.operation.retry_safe,
        )
        error.attempts = self.attempt
        error.retry_after = retry_after(outcome.headers, now)
        if isinstance(decision, Stop):
            if self.observer is not None:
                self.observer.end(error=error, reason=decision.reason)
            raise error
        if self._budget is not None and not self._budget.acquire(decision.cost):
            if self.observer is not None:
                self.observer.end(error=error, reason="the retry budget is spent")
            raise error  # another thread took the last tokens
        self._retry_cost = decision.cost
        if self.observer is not None:
            self.observer.end(error=error, wait=decision.seconds, reason=decision.reason)
        operation = self.call.operation.id
        if self._policy.on_retry is not None:
            call_back(
                "on_retry",
                self._policy.on_retry,
                Retry(
                    attempt=self.attempt,
                    delay=decision.seconds,
                    reason=decision.reason,
                    error=error,
                    operation=operation,
                ),
            )
        _log.retry(operation, self.attempt, decision.seconds, decision.reason)
        return decision.seconds


def _same_origin(url: str, location: str) -> str | None:
    """Return the absolute URL of a redirect; None if it is invalid or has another origin."""
    try:
        target = urljoin(url, location)
        return target if _origin(urlsplit(url)) == _origin(urlsplit(target)) else None
    except ValueError:
        return None


def _origin(parts: Any) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)


def _random() -> float:
    """Return a random number in [0, 1) for the length of a wait. It opens no file, so it works when no file can be opened."""
    return int.from_bytes(os.urandom(4), "big") / 2**32
