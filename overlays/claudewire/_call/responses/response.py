"""What is known of a response: status, headers, request id, rate limits, attempts. Every result carries a `ResponseInfo`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudewire._errors.base import APIError, ResponseInvalid
from claudewire._platform import DIRECT_DIALECT, Dialect
from claudewire._secrets import redact

if TYPE_CHECKING:
    import httpx

    from .ratelimits import RateLimits

#: Headers of earlier responses with their names in lower case, and how many are kept. Results share equal headers.
_MAX_INTERNED: Final = 512
_interned: Final[dict[tuple[bytes, bytes], tuple[bytes, bytes]]] = {}


def _intern(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    interned = _interned[header] = (name.lower(), value)
    return interned


class Headers(Mapping[str, str]):
    """Headers of a response. Names in any case; several values of one name are joined by a comma."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Iterable[tuple[bytes, bytes]] = ()) -> None:
        if len(_interned) > _MAX_INTERNED:
            _interned.clear()
        self._raw: list[tuple[bytes, bytes]] = [_interned.get(header) or _intern(header) for header in raw]

    def get(self, name: str, default: Any = None) -> Any:
        # Few headers are ever read: a search takes less time than building an index.
        wanted = name.lower().encode("latin-1", "replace")
        values = [value for key, value in self._raw if key == wanted]
        return b", ".join(values).decode("latin-1") if values else default

    def __getitem__(self, name: str) -> str:
        value: str | None = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self.multi_items()))

    def __len__(self) -> int:
        return len({key for key, _ in self._raw})

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def multi_items(self) -> list[tuple[str, str]]:
        """Return every header, in the order received."""
        return [(key.decode("latin-1"), value.decode("latin-1")) for key, value in self._raw]

    def __repr__(self) -> str:
        from claudewire._secrets import redact_headers

        return f"Headers({redact_headers(dict(self))!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Headers, (self._raw,)


class RequestFacts(NamedTuple):
    """Method and URL of a request, for errors. Keys in the URL are redacted."""

    method: str
    url: str

    def to_httpx(self) -> httpx.Request:
        """Return the request as one of httpx, without body, headers and credentials."""
        import httpx

        return httpx.Request(self.method or "GET", self.url)


class ResponseInfo:
    """Facts about the response of a result. It holds no body and no connection, so it may be kept, copied and pickled.

    Args:
        status_code: Status of the response.
        headers: Headers of the response.
        attempts: How often the request was sent, this response included.
        method: HTTP method of the request.
        url: URL that the response came from.
        http_version: `HTTP/1.1`, for instance.
        elapsed: Seconds from the start of the call until the response headers arrived.
        dialect: How the platform writes its responses.
        metrics: Figures that the platform sent with the response.
    """

    __slots__ = (
        "_metrics",
        "attempts",
        "dialect",
        "elapsed",
        "headers",
        "http_version",
        "method",
        "status_code",
        "url",
    )

    def __init__(
        self,
        *,
        status_code: int = 200,
        headers: Headers | None = None,
        attempts: int = 1,
        method: str = "",
        url: str = "",
        http_version: str = "",
        elapsed: float = 0.0,
        dialect: Dialect = DIRECT_DIALECT,
        metrics: Mapping[str, Any] | None = None,
    ) -> None:
        self.status_code: int = status_code
        self.headers: Headers = headers if headers is not None else Headers()
        #: How often the request was sent, this response included.
        self.attempts: int = attempts
        self.method: str = method
        self.url: str = url
        self.http_version: str = http_version
        #: Seconds from the start of the call until the response headers arrived.
        self.elapsed: float = elapsed
        #: How the platform writes its responses.
        self.dialect: Dialect = dialect
        self._metrics = metrics

    @property
    def retries_taken(self) -> int:
        """Attempts after the first."""
        return self.attempts - 1

    @property
    def request_id(self) -> str | None:
        """The `request-id` header, or that of the platform. Its support asks for it."""
        for name in self.dialect.request_id_headers:
            if value := self.headers.get(name):
                return str(value)
        return None

    @property
    def metrics(self) -> Mapping[str, Any]:
        """Figures that the platform measured, by its own names: Bedrock's invocation metrics. Empty on other platforms."""
        if self._metrics is not None:
            return self._metrics
        return {} if self.dialect.read_metrics is None else self.dialect.read_metrics(self.headers)

    def record_metrics(self, metrics: Mapping[str, Any]) -> None:
        """Keep the figures that came at the end of a stream.

        Args:
            metrics: The figures, as the platform sends them.
        """
        self._metrics = metrics

    @property
    def organization_id(self) -> str | None:
        """ID of the organization that the key belongs to; None if no header has it."""
        value: str | None = self.headers.get("anthropic-organization-id")
        return value

    @property
    def rate_limits(self) -> RateLimits:
        """Rate limits as of this response; None where it has no header for one."""
        from .ratelimits import RateLimits

        return RateLimits.from_headers(self.headers)

    @property
    def request(self) -> httpx.Request:
        """The request as one of httpx, without its body, headers and credentials."""
        return RequestFacts(self.method, redact(self.url)).to_httpx()

    def __repr__(self) -> str:
        return f"ResponseInfo({self.status_code}, request_id={self.request_id!r}, attempts={self.attempts})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ResponseInfo) and self._state() == other._state()

    def __hash__(self) -> int:
        return hash((self.status_code, self.request_id))

    def _state(self) -> dict[str, Any]:
        state = {name.lstrip("_"): getattr(self, name) for name in ResponseInfo.__slots__}
        if self.dialect is DIRECT_DIALECT:
            del state["dialect"], state["metrics"]
        return state

    def __reduce__(self) -> tuple[Any, ...]:
        return _info, (self._state(),)


def _info(state: dict[str, Any]) -> ResponseInfo:
    return ResponseInfo(**state)


def attach_response_info(error: APIError, info: ResponseInfo) -> None:
    """Copy request id, headers and attempt count from `info` to `error`."""
    error.request_id = error.request_id or info.request_id
    error.organization_id = error.organization_id or info.organization_id
    error.headers = error.headers or info.headers
    error.attempts = info.attempts
    if isinstance(error, ResponseInvalid):
        error.status_code = info.status_code
        error.response = error.response or info
