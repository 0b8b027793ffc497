"""How a result came: status, headers, request id, rate limits, attempts. Every result carries one of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ._ratelimits import RateLimits

#: Headers that have come before, up to so many, with their names in lower case.
_SEEN: Final = 512
_seen: Final[dict[tuple[bytes, bytes], tuple[bytes, bytes]]] = {}


def _kept(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    kept = _seen[header] = (name.lower(), value)
    return kept


class Headers(Mapping[str, str]):
    """Headers of a response: any case, and a name that came twice has both values, joined by a comma."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Iterable[tuple[bytes, bytes]] = ()) -> None:
        # Nearly all headers come again and again, and every result keeps its own: they share what is the same.
        if len(_seen) > _SEEN:
            _seen.clear()
        self._raw: list[tuple[bytes, bytes]] = [_seen.get(header) or _kept(header) for header in raw]

    def get(self, name: str, default: Any = None) -> Any:
        # Few are ever looked at: to search for these takes less time, and no memory, beside an index.
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
        """Every header by itself, in the order in which they came."""
        return [(key.decode("latin-1"), value.decode("latin-1")) for key, value in self._raw]

    def __repr__(self) -> str:
        from ._secrets import redact_headers

        return f"Headers({redact_headers(dict(self))!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Headers, (self._raw,)


class ResponseInfo:
    """How a result came. It holds no body and no connection, so it may be kept, copied and pickled."""

    __slots__ = ("attempts", "elapsed", "headers", "http_version", "method", "status_code", "url")

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
    ) -> None:
        self.status_code = status_code
        self.headers = headers if headers is not None else Headers()
        #: How often the request was sent until this answer came.
        self.attempts = attempts
        self.method = method
        self.url = url
        self.http_version = http_version
        #: Seconds from the beginning of the call to the head of the answer.
        self.elapsed = elapsed

    @property
    def retries_taken(self) -> int:
        return self.attempts - 1

    @property
    def request_id(self) -> str | None:
        """What support asks for: the `request-id` header."""
        value: str | None = self.headers.get("request-id")
        return value

    @property
    def organization_id(self) -> str | None:
        value: str | None = self.headers.get("anthropic-organization-id")
        return value

    @property
    def rate_limits(self) -> RateLimits:
        """The limits as of this response; fields that it did not tell of are None."""
        from ._ratelimits import RateLimits

        return RateLimits.from_headers(self.headers)

    def __repr__(self) -> str:
        return f"ResponseInfo({self.status_code}, request_id={self.request_id!r}, attempts={self.attempts})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ResponseInfo) and self._state() == other._state()

    def __hash__(self) -> int:
        return hash((self.status_code, self.request_id))

    def _state(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def __reduce__(self) -> tuple[Any, ...]:
        return _info, (self._state(),)


def _info(state: dict[str, Any]) -> ResponseInfo:
    return ResponseInfo(**state)
