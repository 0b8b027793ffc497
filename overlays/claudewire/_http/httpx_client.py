"""Requests over a client of the caller, of httpx or of httpx2. Its hooks, cookies, mounts and limits stay in force."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import httpx

from .async_pool import AsyncResponse, DeadlineScope
from .exceptions import PoolClosed, clear_frames
from .httpx_transport import AsyncHttpxResponse, HttpxResponse, hide_query, send_with_deadline
from .pool import Response
from .request import Request, cap_timeouts


class HttpxClient:
    """Blocking requests over an `httpx.Client` or `httpx2.Client`, with the methods of `ConnectionPool`."""

    idle = 0

    def __init__(self, client: httpx.Client, library: str = "httpx") -> None:
        self._client = client
        self._timeout = sys.modules[library].Timeout
        self.closed = False

    async def handle_request(self, request: Request) -> Response:
        """Send a request and return the response when its headers have arrived. Raises `httpx.HTTPError`."""
        if self.closed:
            raise PoolClosed("the client is closed")
        try:
            send = partial(self._client.send, stream=True, follow_redirects=False)
            out = _build(self._client, self._timeout, request, iter(request.body))
            response, watchdog = send_with_deadline(send, out, request.deadline)
        except BaseException as error:
            clear_frames(error)
            raise
        return Response(HttpxResponse(response, watchdog), request.deadline)

    def close(self) -> None:
        self.closed = True
        self._client.close()


class AsyncHttpxClient:
    """Requests over an `httpx.AsyncClient` or `httpx2.AsyncClient`, with the methods of `AsyncConnectionPool`."""

    idle = 0

    def __init__(self, client: httpx.AsyncClient, library: str = "httpx") -> None:
        self._client = client
        self._timeout = sys.modules[library].Timeout
        self.closed = False

    async def handle_request(self, request: Request) -> AsyncResponse:
        """Send a request and return the response when its headers have arrived. Raises `httpx.HTTPError`."""
        if self.closed:
            raise PoolClosed("the client is closed")
        with DeadlineScope(request.deadline):
            try:
                out = _build(self._client, self._timeout, request, aiter(request.body))
                response = await self._client.send(out, stream=True, follow_redirects=False)
            except BaseException as error:
                clear_frames(error)
                raise
            return AsyncResponse(AsyncHttpxResponse(response), request.deadline)

    async def close(self) -> None:
        self.closed = True
        await self._client.aclose()


def _build(client: httpx.Client | httpx.AsyncClient, timeout: Any, request: Request, chunks: Any) -> httpx.Request:
    data: bytes | None = getattr(request.body, "data", None)
    built: httpx.Request = hide_query(
        client.build_request(
            request.method.decode(),
            request.url,
            headers=request.headers,
            content=chunks if data is None else data or None,
            timeout=timeout(**cap_timeouts(request.timeouts, request.deadline)),
        )
    )
    return built
