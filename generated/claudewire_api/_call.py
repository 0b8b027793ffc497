# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
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
from typing import IO, TYPE_CHECKING, Any, Final, Generic, Literal, Protocol, Self, TypeAlias, TypeVar
from urllib.parse import quote

from attrs import evolve, field, frozen

from ._errors import RequestInvalid

if TYPE_CHECKING:
    from ._response import AsyncOpenResponse, OpenResponse, Response

T = TypeVar("T")
E_co = TypeVar("E_co", covariant=True)

#: How the response arrives: one JSON value, server-sent events, JSON lines, bytes, or without a body.
Kind: TypeAlias = Literal["json", "events", "lines", "bytes", "empty"]

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
    #: How the request body is written: JSON, multipart form, form of a web page, bytes, or none.
    body: Literal["json", "multipart", "form", "bytes"] | None = None
    #: Media type of the body, where it is bytes, or JSON of a type of its own.
    content_type: str | None = None
    #: Whether a JSON response is an object, or any other value.
    result: Literal["object", "value"] = "object"
    #: Whether a success may come without a body: the result is then None.
    may_be_empty: bool = False
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
    #: Not shown: it may hold a key, and tracebacks show variables.
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: Header parameters of the operation. Authentication, version and betas are the caller's business.
    headers: Mapping[str, str] = field(factory=dict[str, str])
    #: Fields of the body; values are JSON values, TypedDicts or models, mixed as the user gave them.
    body: Mapping[str, Any] | None = None
    #: The whole body, where it has no fields: a JSON value, or bytes. `omit` for none.
    content: Any = omit
    #: File parts of a multipart body: (field name, file), in order.
    files: tuple[tuple[str, FileInput], ...] = ()
    #: Beta header values, beside those that the fields of the body need.
    betas: tuple[str, ...] = ()


@frozen(kw_only=True)
class Options:
    """What one call may say about itself, beside the parameters of its operation."""

    #: Not shown: it may hold a credential, and tracebacks show variables.
    extra_headers: Mapping[str, str | Omit] | None = field(default=None, repr=False)
    extra_query: Mapping[str, object] | None = field(default=None, repr=False)
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
    #: Functions that hear of the attempts of this call. Not shown: they belong to middleware.
    listeners: tuple[Callable[[Any], Any], ...] = field(default=(), repr=False)


DEFAULT_OPTIONS: Final = Options()


class Stream(Protocol[E_co]):
    """Decoded events or lines, in order. Close it, or use it in a `with` block, or read it to its end."""

    @property
    def response(self) -> OpenResponse: ...
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
    def response(self) -> AsyncOpenResponse: ...
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
    @property
    def response(self) -> Response: ...
    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def is_closed(self) -> bool: ...
    @property
    def content(self) -> bytes: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def read(self) -> bytes: ...
    def text(self) -> str: ...
    def json(self) -> Any: ...
    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]: ...
    def write_to_file(self, file: str | PathLike[str]) -> None: ...
    def stream_to_file(self, file: str | PathLike[str]) -> None: ...
    def close(self) -> None: ...


class AsyncContent(Protocol):
    """The same, awaited."""

    @property
    def request_id(self) -> str | None: ...
    @property
    def response(self) -> Response: ...
    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def is_closed(self) -> bool: ...
    @property
    def content(self) -> bytes: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    async def read(self) -> bytes: ...
    async def text(self) -> str: ...
    async def json(self) -> Any: ...
    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]: ...
    async def write_to_file(self, file: str | PathLike[str]) -> None: ...
    async def stream_to_file(self, file: str | PathLike[str]) -> None: ...
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


class MappedCaller:
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


def path_segment(name: str, value: object, *kinds: type) -> str:
    """A path parameter as one path segment. It cannot climb: dots and slashes do not survive as such.

    Args:
        name: Of the parameter, for errors.
        value: What the caller gave.
        kinds: The types that the document allows; text, if it names none.

    Raises:
        RequestInvalid: the value has another type, is empty, is no text, or names the folder itself or its parent.
    """
    if value is None or value == "":
        raise RequestInvalid(f"Expected a non-empty value for `{name}` but received {value!r}")
    allowed = kinds or (str,)
    # A boolean is an integer in Python, and an integer is no float; in JSON it is the other way round.
    fits = type(value) in allowed if isinstance(value, (bool, int)) else isinstance(value, allowed)
    if not fits and not (type(value) is int and float in allowed):
        wanted = " or ".join(_TYPE_NAMES.get(kind, kind.__name__) for kind in allowed)
        raise RequestInvalid(f"{name} must be {wanted}, not {type(value).__name__}")
    text = scalar_text(value)
    if text in (".", ".."):
        raise RequestInvalid(f"{name} must be an id, not {value!r}")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise RequestInvalid(f"{name} has half of a surrogate pair, which no URL can hold") from None


_TYPE_NAMES = {str: "a string", int: "an integer", float: "a number", bool: "a boolean"}


def required_betas(parameters: Mapping[str, tuple[object, ...]]) -> tuple[str, ...]:
    """The beta header values of those parameters that were given."""
    return tuple(beta for beta, values in parameters.items() if any(v is not omit and v is not None for v in values))


def drop_omitted(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, without what was left out."""
    return {name: value for name, value in values.items() if value is not omit}


def query_pairs(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Query parameters as text: booleans as `true`/`false`, dates in ISO form, a list as its name again and again."""
    out: list[tuple[str, str]] = []
    for name, value in values.items():
        if value is omit or value is None:
            continue
        items: Iterable[Any] = value if isinstance(value, (list, tuple)) else (value,)
        out += [(name, scalar_text(item)) for item in items]
    return tuple(out)


def comma_separated(name: str, value: Any) -> Any:
    """A list parameter as one text, `a,b`. What is no list stays what it is, and an empty list is not sent.

    Raises:
        ValueError: an item holds a comma, and would be read as two.
    """
    if value is omit or value is None or isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return value
    items: Iterable[Any] = value
    texts = [scalar_text(item) for item in items]
    if wrong := next((text for text in texts if "," in text), None):
        raise ValueError(f"an item of {name} must not hold a comma: {wrong!r}")
    return ",".join(texts) if texts else omit


def deep_object(name: str, value: Any) -> dict[str, Any]:
    """The entries of an object parameter as parameters of their own: `{"filter[a]": 1}`."""
    if value is omit or value is None:
        return {}
    fields: Mapping[str, Any] = value.to_dict() if hasattr(value, "to_dict") else value
    if not isinstance(fields, Mapping):
        raise TypeError(f"{name} must be a mapping, not {type(value).__name__}")
    return {f"{name}[{key}]": item for key, item in fields.items()}


def header_values(values: Mapping[str, Any]) -> dict[str, str]:
    """Header parameters as text: as in a query, and a list joined by commas. None is not sent."""
    out: dict[str, str] = {}
    for name, value in values.items():
        joined = comma_separated(name, value)
        if joined is not omit and joined is not None:
            out[name] = joined if isinstance(joined, str) else scalar_text(joined)
    return out


def scalar_text(value: Any) -> str:
    """A scalar as text in a path, a query, a header or a form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        from ._dates import timestamp_text  # few calls have a date

        return timestamp_text(value)
    try:
        return str(value)
    except ValueError as error:  # an integer of thousands of digits
        raise RequestInvalid(str(error)) from None
    except RecursionError:
        raise RequestInvalid(f"a {type(value).__name__} is nested too deeply for a query or a header") from None


def read_content(content: Any) -> bytes:
    """Content of a file, read whole.

    Raises:
        TypeError: it is an async iterator, text, or not the content of a file at all.
    """
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    if isinstance(content, PathLike):
        with open(content, "rb") as file:
            return file.read()
    if hasattr(content, "read"):
        return bytes(content.read())
    if isinstance(content, str) or not isinstance(content, Iterable):
        raise TypeError(
            f"a {type(content).__name__} cannot be read as bytes here: pass bytes, a path or an open binary file"
        )
    return b"".join(content)
