"""What blocking and async raw responses share: the facts, a body that is read once, and chunks of one size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from claudewire._checks import shown
from claudewire._errors.base import APIError, StreamClosed
from claudewire._secrets import redact, redact_headers
from claudewire_api._call import Call, Options
from claudewire_api._errors import ConcurrentRead, RequestInvalid
from claudewire_api._readers import ReadLock

from .http_errors import conceal_received
from .ratelimits import RateLimits
from .response import Headers, ResponseInfo
from .results import cast_body

if TYPE_CHECKING:
    import httpx

    from claudewire._call.requests.request import PreparedRequest


T = TypeVar("T")


class BaseResponse(Generic[T]):
    """Attributes that both kinds of response have."""

    def __init__(
        self,
        call: Call[T],
        options: Options,
        caller: Any,
        info: ResponseInfo,
        body: bytes | None,
        opened: Any,
        request: PreparedRequest | None = None,
    ) -> None:
        self._call, self._options, self._caller = call, options, caller
        self._body: bytes | None = body
        self._open = opened
        self._request = request
        self.info = info
        self._closed = opened is None
        #: Held while a chunk is read, in whichever form it is handed out.
        self._reading = ReadLock("response")
        #: Whether somebody reads, or has read, a body that is not kept; and the stream or the content that reads it.
        self._taken = False
        self._reader: Any = None

    @property
    def is_closed(self) -> bool:
        """Whether the body was read to its end, or given up."""
        return self._closed or bool(self._open.is_complete)

    @property
    def headers(self) -> Headers:
        """Headers of the response; names in any case."""
        return self.info.headers

    @property
    def status_code(self) -> int:
        """Status of the response."""
        return self.info.status_code

    @property
    def url(self) -> str:
        """URL of the request."""
        return self.info.url

    @property
    def method(self) -> str:
        """Method of the request."""
        return self.info.method

    @property
    def http_version(self) -> str:
        """Version of HTTP of the response, such as `HTTP/1.1`."""
        return self.info.http_version

    @property
    def elapsed(self) -> timedelta:
        """Time from the start of the call until the response headers arrived."""
        return timedelta(seconds=self.info.elapsed)

    @property
    def request_id(self) -> str | None:
        """ID of the request, for questions to support; None if no header has it."""
        return self.info.request_id

    @property
    def organization_id(self) -> str | None:
        """ID of the organization that the key belongs to; None if no header has it."""
        return self.info.organization_id

    @property
    def rate_limits(self) -> RateLimits:
        """The limits that the headers report."""
        return self.info.rate_limits

    @property
    def attempts(self) -> int:
        """Requests that were sent, the first included."""
        return self.info.attempts

    @property
    def retries_taken(self) -> int:
        """Attempts after the first."""
        return self.info.retries_taken

    @property
    def http_request(self) -> httpx.Request:
        """The request as one of httpx, without credentials. A body that is a form is left out."""
        import httpx

        if self._request is None:
            return self.info.request
        pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self._request.headers.items()]
        body = self._request.body
        return httpx.Request(
            self.method or "GET",
            redact(self.url),
            headers=redact_headers(dict(pairs), self._caller.secrets),
            content=body if isinstance(body, bytes) else None,
        )

    @property
    def http_response(self) -> httpx.Response:
        """The response as one of httpx. A body that was not read yet is read through it."""
        import httpx

        # The body is decoded already.
        left_out = ("content-encoding", "content-length", "transfer-encoding")
        headers = [(name, value) for name, value in self.headers.multi_items() if name not in left_out]
        body = self._body if self._body is not None else self._unread()
        return httpx.Response(self.status_code, headers=headers, content=body, request=self.http_request)

    def _unread(self) -> Any:
        raise NotImplementedError

    def _take(self) -> Any:
        """Return the unread body. It can be taken once: two readers would each get a part of it, and take it for the whole.

        Raises:
            ConcurrentRead: another reader has begun, and is not at the end.
            StreamClosed: the body was read and is not kept, or the response was closed.
        """
        if self.is_closed:
            done = "read to its end already, and is not kept" if self._open.is_complete else "given up before its end"
            raise StreamClosed(f"The body of this response was {done}. `read()` returns it whole, and keeps it.")
        if self._taken:
            raise ConcurrentRead(
                "Another reader has begun to read the body of this response: each would get a part of it. `read()` returns it whole, "
                "and keeps it for all."
            )
        self._taken = True
        return self._open

    def _streamed(self) -> Any:
        if self._reader is None:
            self._reader = self._caller.streams.open(self._call, self._take())
        return self._reader

    def _unread_content(self) -> Any:
        if self._reader is None:
            self._reader = self._caller.content_of(self._call, self._options, self._take())
        return self._reader

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code} {self.method} {self.url.partition('?')[0]}>"

    def _result(self, body: bytes, to: Any, page: type[Any]) -> Any:
        try:
            if to is not None:
                return cast_body(self.info, body, to)
            result = self._caller.decode(self._call, self.info, body)
        except APIError as error:
            body = b""
            conceal_received(error)
            raise
        return page(self._caller, self._call, self._options, result) if self._call.operation.pagination else result


class Chunker:
    """Cuts a body into chunks of one size. Without a size, the chunks stay as they come."""

    def __init__(self, size: int | None) -> None:
        if size is not None and (type(size) is not int or size < 1):
            raise RequestInvalid(f"chunk_size is a number of bytes, at least 1, not {shown(size)}")
        self._size = size
        self._rest = b""

    def feed(self, chunk: bytes) -> Iterable[bytes]:
        """Return the complete chunks up to here."""
        if self._size is None:
            return (chunk,)
        data = self._rest + chunk
        end = len(data) - len(data) % self._size
        self._rest = data[end:]
        return [data[at : at + self._size] for at in range(0, end, self._size)]

    def rest(self) -> Iterable[bytes]:
        """Return what is left at the end."""
        return (self._rest,) if self._rest else ()
