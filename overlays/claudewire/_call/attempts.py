"""What is told of the attempts of a call: facts, and the observer that reports them to listeners."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from attrs import evolve, frozen

from claudewire import _log
from claudewire._callbacks import name_of
from claudewire._errors.base import APIError
from claudewire._secrets import Secret, redact, redact_headers

if TYPE_CHECKING:
    from .responses.response import ResponseInfo


@frozen(kw_only=True)
class AttemptFacts:
    """What is known about one attempt to send a request, at one moment. Times are in seconds.

    Attributes:
        event: `start` before the request is sent, `response` when the response headers have arrived, `first_content` with the first
            content of a stream, `end` when the attempt is over.
        call_id: Equal for all attempts of one call.
        operation: ID of the operation, such as `messages.create`.
        attempt: Number of the attempt, from 1.
        method: HTTP method.
        url: URL, with secrets redacted.
        headers: Request headers without the credential, with secrets redacted.
        elapsed: Time since the attempt began.
        status: Status of the response; None if there was none.
        request_id: ID of the request, for Anthropic's support.
        response: Headers of the response, with secrets redacted, and its rate limits; None if there was none.
        connection_reused: Whether the connection had served another request; None if that is unknown.
        time_to_headers: From the start of the attempt until the response headers arrived.
        time_to_first_content: From the start of the attempt until the first content of a stream.
        bytes_received: Bytes of the body, as they arrived (compressed); None before the end.
        result: At the end, the message of a success, or what was received of a stream that the program left. None otherwise: the
            `partial_message` of a broken stream is in `error`.
        usage: Tokens, as the result states them; None if it has none, or if the stream is incomplete.
        error: Why the attempt failed.
        wait: Seconds until the next attempt; None if there is none.
        reason: Reason for the next attempt, or for stopping.
        left: The program left the stream before its end, or the call was cancelled.
    """

    event: Literal["start", "response", "first_content", "end"]
    call_id: str
    operation: str
    attempt: int
    method: str
    url: str
    headers: Mapping[str, str]
    elapsed: float = 0.0
    status: int | None = None
    request_id: str | None = None
    response: ResponseInfo | None = None
    connection_reused: bool | None = None
    time_to_headers: float | None = None
    time_to_first_content: float | None = None
    bytes_received: int | None = None
    result: Any = None
    usage: Any = None
    error: APIError | None = None
    wait: float | None = None
    reason: str | None = None
    left: bool = False


Listener: TypeAlias = "Callable[[AttemptFacts], Any]"


class ObservedRequest(Protocol):
    """What is told of a request; `PreparedRequest` has it."""

    @property
    def operation(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def headers(self) -> Mapping[bytes, bytes]: ...


class AttemptObserver:
    """Collects the facts of the attempts of one call, and reports them to the listeners."""

    def __init__(self, listeners: Iterable[Listener], request: ObservedRequest, secrets: Iterable[Secret]) -> None:
        self._listeners = tuple(listeners)
        headers = {name.decode(): value.decode() for name, value in request.headers.items()}
        self._facts = AttemptFacts(
            event="start",
            call_id=os.urandom(8).hex(),
            operation=request.operation,
            attempt=0,
            method=request.method,
            url=redact(request.url, secrets),
            headers=MappingProxyType(redact_headers(headers, secrets)),
        )
        self._started = 0.0
        self._received = 0
        self._over = True

    def start(self, attempt: int) -> None:
        """An attempt begins."""
        base = self._facts
        self._started, self._received, self._over = time.monotonic(), 0, False
        self._facts = AttemptFacts(
            event="start",
            call_id=base.call_id,
            operation=base.operation,
            attempt=attempt,
            method=base.method,
            url=base.url,
            headers=base.headers,
        )
        self._report()

    def response(self, info: ResponseInfo, *, reused: bool | None) -> None:
        """The response headers have arrived."""
        self._update(
            event="response",
            status=info.status_code,
            request_id=info.request_id,
            response=info,
            connection_reused=reused,
            time_to_headers=time.monotonic() - self._started,
        )

    def add_bytes(self, count: int) -> None:
        """Count bytes of the body."""
        self._received += count

    def watch(self, payloads: Iterator[Any]) -> Generator[Any, None, None]:
        """Yield `payloads`, and report the first one as the first content of a stream."""
        for payload in payloads:
            if self._facts.time_to_first_content is None:
                self._update(event="first_content", time_to_first_content=time.monotonic() - self._started)
            yield payload

    def end(
        self,
        *,
        result: Any = None,
        error: APIError | None = None,
        wait: float | None = None,
        reason: str | None = None,
        left: bool = False,
    ) -> None:
        """The attempt is over. Only the first call for an attempt counts."""
        if self._over:
            return
        self._over = True
        self._update(
            event="end",
            result=result,
            usage=None if left else getattr(result, "usage", None),
            error=error,
            wait=wait,
            reason=reason,
            left=left,
            status=self._facts.status if error is None or self._facts.status else getattr(error, "status_code", None),
            bytes_received=self._received,
        )

    def _update(self, **changes: Any) -> None:
        self._facts = evolve(self._facts, elapsed=time.monotonic() - self._started, **changes)
        self._report()

    def _report(self) -> None:
        for listener in self._listeners:
            try:
                listener(self._facts)
            except Exception as error:
                _log.logger().warning("middleware %s raised %r; the call goes on", name_of(listener), error)
