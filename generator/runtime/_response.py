"""What is known of a response, as types: whoever carries calls out fills them. Only type checkers import this module."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class RateLimit(Protocol):
    """One limit: its size, what is left of it, and when it is full again."""

    @property
    def limit(self) -> int | None: ...
    @property
    def remaining(self) -> int | None: ...
    @property
    def reset(self) -> datetime | None: ...


class RateLimits(Protocol):
    """The limits that the headers of a response report; None where there is no header for one."""

    @property
    def requests(self) -> RateLimit | None: ...
    @property
    def tokens(self) -> RateLimit | None: ...
    @property
    def input_tokens(self) -> RateLimit | None: ...
    @property
    def output_tokens(self) -> RateLimit | None: ...
    @property
    def priority_input_tokens(self) -> RateLimit | None: ...
    @property
    def priority_output_tokens(self) -> RateLimit | None: ...
    @property
    def fast_input_tokens(self) -> RateLimit | None: ...
    @property
    def fast_output_tokens(self) -> RateLimit | None: ...
    @property
    def other(self) -> Mapping[str, str]: ...


class Response(Protocol):
    """Status, headers, attempts: facts about a response, without its body."""

    status_code: int
    #: How often the request was sent.
    attempts: int
    #: Method and URL of the request.
    method: str
    url: str
    #: Such as `HTTP/1.1`.
    http_version: str
    #: Seconds from the start of the call until the response headers arrived.
    elapsed: float

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers of the response; names in any case."""
        ...

    @property
    def request_id(self) -> str | None: ...
    @property
    def organization_id(self) -> str | None: ...
    @property
    def retries_taken(self) -> int: ...
    @property
    def rate_limits(self) -> RateLimits: ...


class OpenResponse(Response, Protocol):
    """The response of a stream."""

    @property
    def is_closed(self) -> bool: ...
    def close(self) -> None: ...


class AsyncOpenResponse(Response, Protocol):
    """The response of an async stream."""

    @property
    def is_closed(self) -> bool: ...
    async def aclose(self) -> None: ...
