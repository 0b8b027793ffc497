"""The log of requests and responses. Credentials are not kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Final

from attrs import field, frozen, mutable

from claudewire.testing.responses.steps import Disconnect, Event, Head, Pause, Raw, Step, Steps

#: Requests that the log remembers.
MAX_REQUESTS: Final = 1_000
#: Bytes of a response that the log keeps.
MAX_RESPONSE: Final = 64 * 1024
#: Request headers whose values are not kept.
_SECRETS: Final = frozenset({"x-api-key", "authorization", "proxy-authorization", "cookie"})


@frozen(kw_only=True)
class Upload:
    """One file of a multipart body."""

    #: Name of the field of the form.
    field: str
    #: Name of the file; empty if it has none.
    filename: str
    #: Bytes of the file.
    content: bytes
    #: Its media type.
    media_type: str


@mutable(kw_only=True)
class LoggedResponse:
    """What the client received, as far as the log keeps it."""

    headers: Mapping[str, str] = field(factory=dict[str, str])
    #: Bytes of the body, or of the first events.
    body: bytearray = field(factory=bytearray)
    #: Events with the seconds between the request and each of them.
    events: list[tuple[float, str, Any]] = field(factory=list[tuple[float, str, Any]])
    #: Whether the body is longer than what is kept.
    cut: bool = False
    #: Seconds between the request and the end of the response; None until then.
    seconds: float | None = None


@mutable(kw_only=True, eq=False)
class LoggedRequest:
    """One request, and what became of it."""

    #: HTTP method, in upper case.
    method: str
    #: Path of the URL.
    path: str
    #: Query of the URL; empty if it has none.
    query: str
    #: Request headers; the values of credentials are replaced.
    headers: Mapping[str, str]
    #: Time of the server's clock, in seconds since 1970.
    at: float
    #: ID that the response carried.
    request_id: str
    #: `operationId`, or None for a path that the document does not have.
    operation: str | None = None
    #: Path parameters by name.
    parameters: Mapping[str, str] = field(factory=dict[str, str])
    #: The JSON value, or the fields of the form.
    body: Any = None
    #: The files of the form.
    files: Sequence[Upload] = ()
    #: Status of the response; None until there is one.
    status: int | None = None
    #: Name of the fault that the response suffered.
    fault: str | None = None
    #: Message of the error that the server responded with.
    error: str | None = None
    #: What a reader of the log should know, for instance that a beta value is not in the document.
    notes: list[str] = field(factory=list[str])
    #: What the client received.
    response: LoggedResponse = field(factory=LoggedResponse)
    #: Grows with every change of the log.
    revision: int = 0


class Log:
    """The last requests, oldest first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: deque[LoggedRequest] = deque(maxlen=MAX_REQUESTS)
        self._revision = 0

    def append(self, request: LoggedRequest) -> None:
        with self._lock:
            self._requests.append(request)
        self.touch(request)

    def touch(self, request: LoggedRequest) -> None:
        """Note that a request has changed, for those who watch the log."""
        with self._lock:
            self._revision += 1
            request.revision = self._revision

    def clear(self) -> None:
        """Forget all requests. Revisions go on, so that a watcher notices."""
        with self._lock:
            self._requests.clear()
            self._revision += 1

    @property
    def revision(self) -> int:
        return self._revision

    def find(self, request_id: str) -> LoggedRequest | None:
        return next((request for request in self if request.request_id == request_id), None)

    def __iter__(self) -> Iterator[LoggedRequest]:
        with self._lock:
            return iter(list(self._requests))

    def __len__(self) -> int:
        return len(self._requests)


def safe_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return request headers without the values of credentials."""
    return {name: "(not kept)" if name in _SECRETS else value for name, value in headers.items()}


class Recorder:
    """Writes a response into the log while it is sent.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, log: Log, request: LoggedRequest, clock: Any) -> None:
        self._log = log
        self._request = request
        self._clock = clock
        self._start: float = clock()

    def record(self, steps: Steps) -> Steps:
        """Return the same steps. The log has each of them before the client does, so that a test finds it."""
        request = self._request
        try:
            for step in steps:
                self._note(step)
                yield step
        finally:
            request.response.seconds = self._clock() - self._start
            self._log.touch(request)

    def _note(self, step: Step) -> None:
        response = self._request.response
        match step:
            case Head():
                self._request.status, response.headers = step.status, dict(step.headers)
                self._log.touch(self._request)
            case Event():
                room = MAX_RESPONSE - len(response.body)
                data = step.encode()
                if len(data) <= room:
                    response.body += data
                    response.events.append((self._clock() - self._start, step.name, step.data))
                else:
                    response.cut = True
            case bytes():
                room = MAX_RESPONSE - len(response.body)
                response.body += step[:room]
                response.cut = response.cut or len(step) > room
            case Pause() | Disconnect() | Raw():
                pass
