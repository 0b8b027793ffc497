# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""A small client over httpx: the generated package by itself, without retries, redaction or streaming helpers.

with Client(api_key="…") as client:
    message = client.messages.create(model="…", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import httpx

from . import API_VERSION, SERVER
from ._call import AsyncCaller, AsyncContent, AsyncStream, Call, Caller, Content, Omit, Options, Stream
from ._model import plain
from .resources import AsyncResources, Resources

T = TypeVar("T")


class ApiError(Exception):
    """The API answered with an error; `body` is the decoded answer, or its text."""

    def __init__(self, status_code: int, request_id: str | None, body: Any) -> None:
        super().__init__(f"{status_code}: {body}")
        self.status_code, self.request_id, self.body = status_code, request_id, body


def _request(call: Call[Any], options: Options) -> dict[str, Any]:
    """The arguments of `httpx.Client.build_request`."""
    headers = {"anthropic-version": API_VERSION, "accept": call.operation.accept, **call.headers}
    betas = dict.fromkeys((*call.operation.betas, *call.betas, *options.betas))
    if betas := [value for value in betas if value not in options.without_betas]:
        headers["anthropic-beta"] = ",".join(betas)
    for name, value in (options.extra_headers or {}).items():
        headers.pop(name.lower(), None)
        if not isinstance(value, Omit):
            headers[name.lower()] = value
    body = {**(call.body or {}), **(options.extra_body or {})}
    arguments: dict[str, Any] = {"method": call.operation.method, "url": call.path, "headers": headers}
    arguments["params"] = [*call.query, *(options.extra_query or {}).items()]
    if call.operation.body == "multipart":
        arguments["files"] = [(name, _file(file)) for name, file in call.files]
        arguments["data"] = {name: str(value) for name, value in body.items() if value is not None}
    elif call.operation.body == "json":
        headers["content-type"] = "application/json"
        arguments["content"] = json.dumps(body, default=plain, ensure_ascii=False).encode()
    if not isinstance(options.timeout, Omit):
        arguments["timeout"] = options.timeout
    return arguments


def _file(file: Any) -> Any:
    return (Path(file).name, Path(file).read_bytes()) if isinstance(file, PathLike) else file


def _failure(response: httpx.Response) -> ApiError:
    try:
        body: Any = response.json()
    except ValueError:
        body = response.text
    return ApiError(response.status_code, response.headers.get("request-id"), body)


def _payload(call: Call[Any], line: str) -> str | None:
    """The JSON text in one line of a stream: a `data:` field, or the whole line."""
    if call.kind == "events":
        return line[5:].lstrip() if line.startswith("data:") else None
    return line or None


class _Open(Generic[T]):
    """An answer whose body is still to be read."""

    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        self._response, self._call = response, call

    @property
    def request_id(self) -> str | None:
        return self._response.headers.get("request-id")

    def _decode(self, line: str) -> list[T]:
        text = _payload(self._call, line)
        if text is None:
            return []
        value = json.loads(text)
        if self._call.kind == "events" and value.get("type") == "error":
            raise ApiError(self._response.status_code, self.request_id, value)
        return [self._call.decode(value)]


class _Stream(_Open[T]):
    def __init__(self, response: httpx.Response, call: Call[T]) -> None:
        super().__init__(response, call)
        self._items = (item for line in response.iter_lines() for item in self._decode(line))

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
        async for line in self._response.aiter_lines():
            for item in self._decode(line):
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
    """A client with the resources of the API."""

    def __init__(self, *, api_key: str, base_url: str = SERVER, timeout: float = 600.0) -> None:
        self._http = httpx.Client(base_url=base_url, headers={"x-api-key": api_key}, timeout=timeout)

    @property
    def _caller(self) -> Caller:
        return self

    def _open(self, call: Call[Any], options: Options) -> httpx.Response:
        response = self._http.send(self._http.build_request(**_request(call, options)), stream=True)
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
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(AsyncResources):
    """The same, awaited."""

    def __init__(self, *, api_key: str, base_url: str = SERVER, timeout: float = 600.0) -> None:
        self._http = httpx.AsyncClient(base_url=base_url, headers={"x-api-key": api_key}, timeout=timeout)

    @property
    def _caller(self) -> AsyncCaller:
        return self

    async def _open(self, call: Call[Any], options: Options) -> httpx.Response:
        response = await self._http.send(self._http.build_request(**_request(call, options)), stream=True)
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
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
