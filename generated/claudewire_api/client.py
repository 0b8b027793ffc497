# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""A small client over httpx: the generated package by itself, without retries, redaction or streaming helpers.

    with Client(api_key="…") as client:
        message = client.messages.create(model="…", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])

The beta header holds what the operation, its parameters and the call's `betas` ask for. Fields of the body that need a
header value are the business of `claudewire`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import httpx
from attrs import field, frozen

from . import API_VERSION, SERVER
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
    pairs,
)
from ._model import plain
from .resources import AsyncResources, Resources

T = TypeVar("T")


class ApiError(Exception):
    """The API answered with an error; `body` is the decoded answer, or its text."""

    def __init__(self, status_code: int, request_id: str | None, body: Any) -> None:
        super().__init__(f"{status_code}: {body}")
        self.status_code, self.request_id, self.body = status_code, request_id, body


@frozen
class _Server:
    """Where calls go, and with which key."""

    base_url: str
    api_key: str = field(repr=False)

    def request(self, call: Call[Any], options: Options) -> dict[str, Any]:
        """The arguments of `httpx.Client.build_request`."""
        headers = {"x-api-key": self.api_key, "anthropic-version": API_VERSION, "accept": call.operation.accept}
        headers |= call.headers
        betas = dict.fromkeys((*call.operation.betas, *call.betas, *options.betas))
        if wanted := [value for value in betas if value not in options.without_betas]:
            headers["anthropic-beta"] = ",".join(wanted)
        for name, value in (options.extra_headers or {}).items():
            headers.pop(name.lower(), None)
            if not isinstance(value, Omit):
                headers[name.lower()] = value
        arguments: dict[str, Any] = {"method": call.operation.method, "url": self.base_url + call.path}
        arguments |= {"headers": headers, "params": [*call.query, *pairs(options.extra_query or {})]}
        body = {**(call.body or {}), **(options.extra_body or {})}
        if call.operation.body == "multipart":
            arguments["files"] = [(name, _part(file)) for name, file in call.files]
            arguments["data"] = _grouped(pairs(body))
        elif call.operation.body == "json":
            headers["content-type"] = "application/json"
            arguments["content"] = json.dumps(body, default=plain, ensure_ascii=False).encode()
        if not isinstance(options.timeout, Omit):
            arguments["timeout"] = options.timeout
        return arguments


def _grouped(fields: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name, value in fields:
        out.setdefault(name, []).append(value)
    return out


def _part(file: FileInput) -> Any:
    """A file as httpx takes it: with its name, its content (read whole), and its media type if it was given."""
    name, content, *kind = file if isinstance(file, tuple) else (None, file)
    if isinstance(content, PathLike):
        return (name or Path(content).name, Path(content).read_bytes(), *kind)
    if isinstance(content, AsyncIterator):
        raise TypeError("this client takes no async iterators; read the file first")
    if not isinstance(content, bytes) and not hasattr(content, "read"):
        content = b"".join(content)
    return (name or Path(str(getattr(content, "name", "upload"))).name, content, *kind)


def _failure(response: httpx.Response) -> ApiError:
    try:
        body: Any = response.json()
    except ValueError:
        body = response.text
    return ApiError(response.status_code, response.headers.get("request-id"), body)


class _Lines:
    """Bytes in any portions → lines. Only a line feed ends one: JSON may hold what else `splitlines` splits at."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [line.removesuffix(b"\r").decode() for line in lines]

    def end(self) -> list[str]:
        return self.feed(b"\n")


class _Open(Generic[T]):
    """An answer whose body is still to be read."""

    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        self._response, self._call = response, call

    @property
    def request_id(self) -> str | None:
        return self._response.headers.get("request-id")

    def _decode(self, lines: list[str]) -> Iterator[T]:
        """The payloads in these lines: of each `data:` field, or each line that is not blank."""
        for line in lines:
            text = line.removeprefix("data:") if self._call.kind == "events" else line
            if not text.strip() or (self._call.kind == "events" and text == line):
                continue
            value = json.loads(text)
            if self._call.kind == "events" and value.get("type") == "error":
                raise ApiError(self._response.status_code, self.request_id, value)
            yield self._call.decode(value)


class _Stream(_Open[T]):
    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        super().__init__(response, call)
        self._items = self._iterate()

    def _iterate(self) -> Iterator[T]:
        lines = _Lines()
        for chunk in self._response.iter_bytes():
            yield from self._decode(lines.feed(chunk))
        yield from self._decode(lines.end())

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

    def iter_bytes(self) -> Iterator[bytes]:
        return self._response.iter_bytes()

    def write_to_file(self, file: str | PathLike[str]) -> None:
        with open(file, "wb") as out:
            out.writelines(self.iter_bytes())


class _AsyncStream(_Open[T]):
    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        super().__init__(response, call)
        self._items = self._iterate()

    async def _iterate(self) -> AsyncIterator[T]:
        lines = _Lines()
        async for chunk in self._response.aiter_bytes():
            for item in self._decode(lines.feed(chunk)):
                yield item
        for item in self._decode(lines.end()):
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

    def iter_bytes(self) -> AsyncIterator[bytes]:
        return self._response.aiter_bytes()

    async def write_to_file(self, file: str | PathLike[str]) -> None:
        with open(file, "wb") as out:
            async for chunk in self.iter_bytes():
                out.write(chunk)


class Client(Resources):
    """A client with the resources of the API.

    Args:
        api_key: Sent as `x-api-key`.
        base_url: Where the API is.
        timeout: Seconds for each step of a connection.
        http_client: An `httpx.Client` of your own, for a proxy or a transport. It has its own timeouts; you close it.
    """

    def __init__(
        self, *, api_key: str, base_url: str = SERVER, timeout: float = 600.0, http_client: httpx.Client | None = None
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
        return call.decode(response.json())

    def stream(self, call: Call[T], options: Options) -> Stream[T]:
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
    """The same, awaited."""

    def __init__(
        self,
        *,
        api_key: str,
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
        return call.decode(response.json())

    async def stream(self, call: Call[T], options: Options) -> AsyncStream[T]:
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
