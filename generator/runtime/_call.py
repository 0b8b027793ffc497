"""The seam between the generated code and whatever runs it.

An endpoint function turns keyword arguments into a `Call`; a resource hands the `Call` to a `Caller`. A `Caller` is
anything that can carry a call out: the small client of this package, a pipeline with retries, a recorder in a test.
Changing what is called (another platform, the beta view) is a function from `Call` to `Call`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from os import PathLike
from types import TracebackType
from typing import IO, Any, Final, Generic, Literal, Protocol, Self, TypeAlias, TypeVar
from urllib.parse import quote

from attrs import evolve, field, frozen

T = TypeVar("T")
E_co = TypeVar("E_co", covariant=True)

#: How the answer comes: one JSON value, server-sent events, JSON lines, or bytes.
Kind: TypeAlias = Literal["json", "events", "lines", "bytes"]

#: Content of a file: bytes, a path, an open binary file, or an iterator of chunks (sync or async).
FileContent: TypeAlias = "bytes | PathLike[str] | IO[bytes] | Iterable[bytes] | AsyncIterator[bytes]"
#: A file to upload: its content, or `(file name, content)`, or `(file name, content, media type)`.
FileInput: TypeAlias = "FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]"


class Omit:
    """The type of `omit`: a parameter that was not given and is not sent. None is sent as `null`."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "omit"

    def __reduce__(self) -> str:
        return "omit"


omit: Final = Omit()


@frozen(kw_only=True)
class Operation:
    """What the document says of one operation."""

    id: str
    method: str
    path: str
    kind: Kind = "json"
    #: Media type of the answer, as the `accept` header asks for it.
    accept: str = "application/json"
    #: How the request body is written: JSON, multipart form, or none.
    body: Literal["json", "multipart"] | None = None
    #: Beta header values that the operation itself needs.
    betas: tuple[str, ...] = ()
    #: Beta header value of calls that come through `client.beta`.
    beta_view: str | None = None
    pagination: Literal["page", "cursor"] | None = None
    #: The request field that asks for an event stream.
    stream_field: str | None = None
    max_request_bytes: int | None = None
    #: Whether a repeated request can not duplicate work.
    retry_safe: bool = False
    #: Where the fields that need a beta header start in `claudewire_api.betas.NODES`.
    beta_fields: str | None = None


@frozen(kw_only=True)
class Call(Generic[T]):
    """One call of an operation, complete and unsent."""

    operation: Operation
    #: Path below the base URL, parameters filled in and percent-encoded.
    path: str
    #: Turns the answer into the result: the whole JSON value, or one event or line of it.
    decode: Callable[[Any], T] = field(eq=False)
    kind: Kind = "json"
    query: tuple[tuple[str, str], ...] = ()
    #: Header parameters of the operation. Authentication, version and betas are the caller's business.
    headers: Mapping[str, str] = field(factory=dict[str, str])
    #: Fields of the body; values are JSON values, TypedDicts or models, mixed as the user gave them.
    body: Mapping[str, Any] | None = None
    #: File parts of a multipart body: (field name, file), in order.
    files: tuple[tuple[str, FileInput], ...] = ()
    #: Beta header values, beside those that the fields of the body need.
    betas: tuple[str, ...] = ()


@frozen(kw_only=True)
class Options:
    """What one call may say about itself, beside the parameters of its operation."""

    #: Not shown: it may hold a credential, and tracebacks show variables.
    extra_headers: Mapping[str, str | Omit] | None = field(default=None, repr=False)
    extra_query: Mapping[str, object] | None = None
    extra_body: Mapping[str, object] | None = None
    betas: Sequence[str] = ()
    without_betas: Sequence[str] = ()
    #: Seconds, an `httpx.Timeout`, or None for no limit.
    timeout: Any = omit
    max_retries: int | None = None
    #: Seconds for the whole call: attempts, waits and reading.
    deadline: float | None = None
    #: Seconds without any event but pings after which a stream counts as broken; infinity for never.
    stall_timeout: float | None = None


DEFAULT_OPTIONS: Final = Options()


class Stream(Protocol[E_co]):
    """Decoded events or lines, in order. Close it, or use it in a `with` block, or read it to its end."""

    @property
    def request_id(self) -> str | None: ...
    def __iter__(self) -> Iterator[E_co]: ...
    def __next__(self) -> E_co: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def close(self) -> None: ...


class AsyncStream(Protocol[E_co]):
    """The same for `async for`."""

    @property
    def request_id(self) -> str | None: ...
    def __aiter__(self) -> AsyncIterator[E_co]: ...
    async def __anext__(self) -> E_co: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    async def close(self) -> None: ...


class Content(Protocol):
    """The bytes of a download, read as they come."""

    @property
    def request_id(self) -> str | None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def read(self) -> bytes: ...
    def iter_bytes(self) -> Iterator[bytes]: ...
    def write_to_file(self, file: str | PathLike[str]) -> None: ...
    def close(self) -> None: ...


class AsyncContent(Protocol):
    """The same, awaited."""

    @property
    def request_id(self) -> str | None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    async def read(self) -> bytes: ...
    def iter_bytes(self) -> AsyncIterator[bytes]: ...
    async def write_to_file(self, file: str | PathLike[str]) -> None: ...
    async def close(self) -> None: ...


class Caller(Protocol):
    """Carries calls out."""

    def send(self, call: Call[T], options: Options) -> T: ...
    def stream(self, call: Call[T], options: Options) -> Stream[T]: ...
    def download(self, call: Call[bytes], options: Options) -> Content: ...


class AsyncCaller(Protocol):
    """Carries calls out, asynchronously."""

    def send(self, call: Call[T], options: Options) -> Awaitable[T]: ...
    def stream(self, call: Call[T], options: Options) -> Awaitable[AsyncStream[T]]: ...
    def download(self, call: Call[bytes], options: Options) -> Awaitable[AsyncContent]: ...


class Mapped:
    """A caller that changes each call first. Works for both kinds of caller: it only passes on what they return."""

    __slots__ = ("_caller", "_change")

    def __init__(self, caller: Any, change: Callable[[Call[Any]], Call[Any]]) -> None:
        self._caller, self._change = caller, change

    def send(self, call: Call[Any], options: Options) -> Any:
        return self._caller.send(self._change(call), options)

    def stream(self, call: Call[Any], options: Options) -> Any:
        return self._caller.stream(self._change(call), options)

    def download(self, call: Call[bytes], options: Options) -> Any:
        return self._caller.download(self._change(call), options)


def beta_view(call: Call[T]) -> Call[T]:
    """The same call through `client.beta`: `?beta=true`, and the header that gives the beta shape of the answer."""
    view = call.operation.beta_view
    betas = (*call.betas, view) if view and view not in call.betas else call.betas
    return evolve(call, query=(("beta", "true"), *call.query), betas=betas)


def segment(name: str, value: object) -> str:
    """A path parameter as one path segment. It can not climb: dots and slashes do not survive as such.

    Raises:
        TypeError: the value is not a string.
        ValueError: it is empty, or names the folder itself or its parent.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, not {type(value).__name__}")
    if value in ("", ".", ".."):
        raise ValueError(f"{name} must be a non-empty id, not {value!r}")
    return quote(value, safe="")


def needed(parameters: Mapping[str, tuple[object, ...]]) -> tuple[str, ...]:
    """The beta header values of those parameters that were given."""
    return tuple(beta for beta, values in parameters.items() if any(v is not omit and v is not None for v in values))


def fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, without what was left out."""
    return {name: value for name, value in values.items() if value is not omit}


def pairs(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Query parameters as text: booleans as `true`/`false`, dates in ISO form, a list as its name again and again."""
    out: list[tuple[str, str]] = []
    for name, value in values.items():
        if value is omit or value is None:
            continue
        items: Iterable[Any] = value if isinstance(value, (list, tuple)) else (value,)
        for item in items:
            if isinstance(item, bool):
                out.append((name, "true" if item else "false"))
            elif isinstance(item, date):
                out.append((name, item.isoformat()))
            else:
                out.append((name, str(item)))
    return tuple(out)
