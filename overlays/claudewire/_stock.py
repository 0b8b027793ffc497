"""Requests through httpx itself: loaded only where it has to be there.

Its stock transports, with room for one connection each, go through proxies, and are what mocks and recorders (respx, pytest-httpx,
vcrpy) have replaced the methods of. A client of the caller's has hooks, cookies, mounts and limits, which stay in force.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from threading import Timer
from typing import Any

import httpx

from ._config import KEEPALIVE_EXPIRY, Config
from ._multipart import Multipart
from ._origin import parts_of, proxy_of, socket_options, ssl_context
from ._outgoing import Outgoing
from ._request import Request
from ._socket import shut_down


class Answer:
    """A response of httpx in the form in which httpcore has them."""

    __slots__ = ("_response", "_watch", "aclose", "extensions", "headers", "status", "stream")

    #: Whether closing it does not wait. Nobody knows.
    over = False

    def __init__(self, response: httpx.Response, watch: _Watch | None = None) -> None:
        self._response, self._watch = response, watch
        self.status = response.status_code
        self.headers = response.headers.raw
        self.stream: Any = response.stream
        self.extensions = response.extensions
        self.aclose = response.aclose

    def close(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        self._response.close()


class _Watch:
    """Breaks a connection when the deadline passes. A blocking read of httpx has no other end before its own timeout."""

    def __init__(self, deadline: float) -> None:
        self._stream: Any = None
        self._expired = False
        self._timer = Timer(max(deadline - time.monotonic(), 0.0), self._expire)
        self._timer.daemon = True
        self._timer.start()

    def follow(self, stream: Any) -> None:
        self._stream = stream
        if self._expired and stream is not None:
            shut_down(stream)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Httpcore tells of a new connection through this hook, long before there is a response."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self.follow(info.get("return_value"))

    def _expire(self) -> None:
        self._expired = True
        self.follow(self._stream)

    def stop(self) -> None:
        self._timer.cancel()
        self._stream = None


def watched(
    send: Callable[[httpx.Request], httpx.Response], request: httpx.Request, deadline: float | None, stream: Any = None
) -> Answer:
    """Send a request, and break its connection when the deadline passes. It will probably be `stream`, or a new one."""
    if deadline is None:
        return Answer(send(request))
    watch = _Watch(deadline)
    watch.follow(stream)
    request.extensions["trace"] = watch.trace
    try:
        response = send(request)
    except BaseException:
        watch.stop()
        raise
    watch.follow(response.extensions.get("network_stream"))
    return Answer(response, watch)


class Stock:
    """A stock transport."""

    def __init__(self, config: Config) -> None:
        self._transport = httpx.HTTPTransport(**_options(config))
        self._stream: Any = None

    def open(self, request: Outgoing) -> Answer:
        """Send a request and wait for the head of the answer."""
        answer = watched(self._transport.handle_request, _as_httpx(request), request.deadline, self._stream)
        self._stream = answer.extensions.get("network_stream")
        return answer

    def close(self) -> None:
        self._transport.close()


class AsyncStock:
    """The same, awaited."""

    def __init__(self, config: Config) -> None:
        self._transport = httpx.AsyncHTTPTransport(**_options(config))

    async def open(self, request: Outgoing) -> Answer:
        """Send a request and wait for the head of the answer."""
        return Answer(await self._transport.handle_async_request(_as_httpx(request)))

    async def aclose(self) -> None:
        await self._transport.aclose()


def _options(config: Config) -> dict[str, Any]:
    proxy = proxy_of(config)
    secure = parts_of(config.base_url)[0] == "https" or (proxy or "").startswith("https")
    return {
        # For http:// no certificate is ever looked at.
        "verify": ssl_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        "trust_env": False,
        "limits": httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEEPALIVE_EXPIRY),
        "proxy": proxy,
        "socket_options": socket_options(),
    }


def _as_httpx(request: Outgoing) -> httpx.Request:
    return httpx.Request(
        request.method.decode(),
        request.url,
        headers=request.headers,
        stream=_Body(request.stream),
        extensions=request.extensions,
    )


class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """httpx takes no bodies but of its own classes."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)


def build(
    client: httpx.Client | httpx.AsyncClient,
    request: Request,
    authorization: Mapping[bytes, bytes],
    timeouts: Mapping[str, float | None],
) -> httpx.Request:
    """The request as a client of the caller makes it."""
    body = request.body
    content: Any = body
    if isinstance(body, Multipart):
        content = iter(body) if isinstance(client, httpx.Client) else body.__aiter__()
    return client.build_request(
        request.method,
        request.url,
        headers=[*request.headers.items(), *authorization.items()],
        content=content,
        timeout=httpx.Timeout(**timeouts),
    )
