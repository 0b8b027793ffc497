"""A small client over httpx: the generated package by itself, without retries, redaction or event streams.

    with Client(api_key="…") as client:
        message = client.messages.create(model="…", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])

The beta header holds what the operation, its parameters and the call's `betas` ask for. Fields of the body that need a
header value, and streams of events, are the business of a package above this one.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast
from urllib.parse import urlencode

import httpx
from attrs import field, frozen

from . import API_VERSION, AUTH, SERVER
from ._call import (
    AsyncCaller,
    AsyncContent,
    AsyncStream,
    Call,
    Caller,
    Content,
    FileInput,
    Omit,
    Options,
    Stream,
    query_pairs,
    read_content,
    scalar_text,
)
from ._model import json_default
from ._readers import AsyncSingleReader, ReadLock, SingleReader
from .resources import AsyncResources, Resources

T = TypeVar("T")


class ApiError(Exception):
    """The API answered with an error status; `body` is the decoded response, or its text."""

    def __init__(self, status_code: int, request_id: str | None, body: Any) -> None:
        super().__init__(f"{status_code}: {body}")
        self.status_code: int = status_code
        self.request_id: str | None = request_id
        self.body: Any = body


@frozen
class _Server:
    """Where calls go, and with which key."""

    base_url: str
    api_key: str | None = field(repr=False)

    def request(self, call: Call[Any], options: Options) -> dict[str, Any]:
        """The arguments of `httpx.Client.build_request`."""
        headers = {"accept": call.operation.accept}
        if AUTH and self.api_key is not None:
            headers[AUTH[0]] = AUTH[1] + self.api_key
        if API_VERSION:
            headers["anthropic-version"] = API_VERSION
        headers |= call.headers
        betas = dict.fromkeys((*call.operation.betas, *call.betas, *options.betas))
        if wanted := [value for value in betas if value not in options.without_betas]:
            headers["anthropic-beta"] = ",".join(wanted)
        arguments: dict[str, Any] = {"method": call.operation.method, "url": self.base_url + call.path}
        arguments |= {"params": [*call.query, *query_pairs(options.extra_query or {})]}
        arguments |= self._body(call, options, headers)
        for name, value in (options.extra_headers or {}).items():
            headers.pop(name.lower(), None)
            if not isinstance(value, Omit):
                headers[name.lower()] = value
        arguments["headers"] = headers
        if not isinstance(options.timeout, Omit):
            arguments["timeout"] = options.timeout
        return arguments

    @staticmethod
    def _body(call: Call[Any], options: Options, headers: dict[str, str]) -> dict[str, Any]:
        """The body as arguments of httpx, and its media type among the headers."""
        kind, content = call.operation.body, call.content
        body = {**(call.body or {}), **(options.extra_body or {})}
        if kind is None or (call.body is None and isinstance(content, Omit) and not body):
            return {}
        if options.extra_body and not isinstance(content, Omit) and not isinstance(content, Mapping):
            raise TypeError(f"extra_body has fields, and the body of {call.operation.id} has none")
        if isinstance(content, Mapping):
            content = {**cast("Mapping[str, Any]", content), **body}
        if kind == "multipart":
            parts = [(name, _part(file)) for name, file in call.files]
            parts += [(name, _field(item)) for name, value in body.items() for item in _items(value)]
            return {"files": parts}
        if kind == "form":
            headers["content-type"] = "application/x-www-form-urlencoded"
            return {"content": urlencode(query_pairs(body)).encode()}
        headers["content-type"] = call.operation.content_type or "application/json"
        if kind == "bytes":
            return {"content": read_content(content)}
        value = body if isinstance(content, Omit) else content
        return {"content": json.dumps(value, default=json_default, ensure_ascii=False).encode()}


def _items(value: Any) -> list[Any]:
    return cast("list[Any]", list(value)) if isinstance(value, (list, tuple)) else [value]


def _field(value: Any) -> Any:
    """A field of a form as httpx takes it: text, or JSON with its media type for an object."""
    if not isinstance(value, Mapping) and not hasattr(value, "to_dict"):
        return (None, scalar_text(value))
    return (None, json.dumps(value, default=json_default, ensure_ascii=False).encode(), "application/json")


def _part(file: FileInput) -> Any:
    """A file as httpx takes it: with its name, its content (read whole), and its media type if it was given."""
    name, content, *kind = file if isinstance(file, tuple) else (None, file)
    if isinstance(content, PathLike):
        return (name or Path(content).name, read_content(content), *kind)
    named = name or Path(str(getattr(content, "name", "upload"))).name
    return (named, content if hasattr(content, "read") else read_content(content), *kind)


def _result(call: Call[T], response: httpx.Response) -> T:
    """The decoded result. A response without a body is None where the document allows it."""
    if call.kind == "empty" or (call.operation.may_be_empty and not response.content):
        return call.decode(None)
    return call.decode(response.json())


def _failure(response: httpx.Response) -> ApiError:
    try:
        body: Any = response.json()
    except ValueError:
        body = response.text
    return ApiError(response.status_code, response.headers.get("request-id"), body)


def _only_lines(call: Call[Any]) -> None:
    if call.kind == "events":
        raise NotImplementedError(
            f"this small client reads no event streams: call {call.operation.id} without {call.operation.stream_field}=True"
        )


class _Open(Generic[T]):
    """A response whose body is still to be read."""

    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        self._response, self._call, self._rest = response, call, b""

    @property
    def request_id(self) -> str | None:
        return self._response.headers.get("request-id")

    @property
    def response(self) -> Any:
        return self._response

    @property
    def status_code(self) -> int:
        return self._response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        return self._response.headers

    @property
    def is_closed(self) -> bool:
        return self._response.is_closed

    @property
    def content(self) -> bytes:
        return self._response.content

    def _decode(self, data: bytes) -> Iterator[T]:
        """The values of the lines that end in this chunk. Only a line feed ends one: JSON may hold other line ends."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.strip():
                yield self._call.decode(json.loads(line))


class _Stream(_Open[T]):
    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        super().__init__(response, call)
        self._items = SingleReader(self._iterate(), ReadLock("stream"))

    def _iterate(self) -> Iterator[T]:
        for chunk in self._response.iter_bytes():
            yield from self._decode(chunk)
        yield from self._decode(b"\n")

    def __iter__(self) -> Iterator[T]:
        return self._items

    def __next__(self) -> T:
        return next(self._items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._response.close()

    def read(self) -> bytes:
        return self._response.read()

    def text(self) -> str:
        return self.read().decode()

    def json(self) -> Any:
        return json.loads(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self._response.iter_bytes(chunk_size)

    def write_to_file(self, file: str | PathLike[str]) -> None:
        with open(file, "wb") as out:
            out.writelines(self.iter_bytes())

    stream_to_file = write_to_file


class _AsyncStream(_Open[T]):
    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        super().__init__(response, call)
        self._items = AsyncSingleReader(self._iterate(), ReadLock("stream"))

    async def _iterate(self) -> AsyncIterator[T]:
        async for chunk in self._response.aiter_bytes():
            for item in self._decode(chunk):
                yield item
        for item in self._decode(b"\n"):
            yield item

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items

    async def __anext__(self) -> T:
        return await anext(self._items)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._response.aclose()

    async def read(self) -> bytes:
        return await self._response.aread()

    async def text(self) -> str:
        return (await self.read()).decode()

    async def json(self) -> Any:
        return json.loads(await self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        return self._response.aiter_bytes(chunk_size)

    async def write_to_file(self, file: str | PathLike[str]) -> None:
        with open(file, "wb") as out:
            async for chunk in self.iter_bytes():
                out.write(chunk)

    stream_to_file = write_to_file


class Client(Resources):
    """A client with the resources of the API.

    Args:
        api_key: The credential, in the header that the document names for it.
        base_url: Where the API is.
        timeout: Seconds for each step of a connection.
        http_client: An `httpx.Client` of your own, for a proxy or a transport. It has its own timeouts; you close it.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str = SERVER,
        timeout: float = 600.0,
        http_client: httpx.Client | None = None,
    ) -> None:
        self._server = _Server(base_url.rstrip("/"), api_key)
        self._http = http_client or httpx.Client(timeout=timeout)
        self._owned = http_client is None

    @property
    def _caller(self) -> Caller:
        return self

    def _open(self, call: Call[Any], options: Options) -> httpx.Response:
        response = self._http.send(self._http.build_request(**self._server.request(call, options)), stream=True)
        if not response.is_success:
            response.read()
            raise _failure(response)
        return response

    def send(self, call: Call[T], options: Options) -> T:
        response = self._open(call, options)
        response.read()
        return _result(call, response)

    def stream(self, call: Call[T], options: Options) -> Stream[T]:
        _only_lines(call)
        return _Stream(self._open(call, options), call)

    def download(self, call: Call[bytes], options: Options) -> Content:
        return _Stream(self._open(call, options), call)

    def close(self) -> None:
        if self._owned:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(AsyncResources):
    """Async version of `Client`."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str = SERVER,
        timeout: float = 600.0,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self._server = _Server(base_url.rstrip("/"), api_key)
        self._http = http_client or httpx.AsyncClient(timeout=timeout)
        self._owned = http_client is None

    @property
    def _caller(self) -> AsyncCaller:
        return self

    async def _open(self, call: Call[Any], options: Options) -> httpx.Response:
        response = await self._http.send(self._http.build_request(**self._server.request(call, options)), stream=True)
        if not response.is_success:
            await response.aread()
            raise _failure(response)
        return response

    async def send(self, call: Call[T], options: Options) -> T:
        response = await self._open(call, options)
        await response.aread()
        return _result(call, response)

    async def stream(self, call: Call[T], options: Options) -> AsyncStream[T]:
        _only_lines(call)
        return _AsyncStream(await self._open(call, options), call)

    async def download(self, call: Call[bytes], options: Options) -> AsyncContent:
        return _AsyncStream(await self._open(call, options), call)

    async def close(self) -> None:
        if self._owned:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
