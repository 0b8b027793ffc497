"""The server as a proxy in front of the real API: what passes is recorded, without secrets, one cassette for each exchange."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final

import httpx
from starlette.requests import Request
from starlette.types import Send

from claudewire.contract.scrub.files import body as scrub_body
from claudewire.contract.scrub.files import headers as scrub_headers
from claudewire.contract.scrub.packing import TooLargeError
from claudewire.contract.scrub.scrubber import Scrubber, find
from claudewire.testing.responses.errors import APIErrorResponse
from claudewire.testing.state import Log, LoggedRequest
from claudewire.testing.state.log import MAX_RESPONSE

#: Headers of one connection, which are not passed on; and what would make a recorded body unreadable.
_OWN: Final = frozenset(
    (
        "host",
        "connection",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "content-length",
        "accept-encoding",
        "content-encoding",
    )
)
_TIMEOUT: Final = httpx.Timeout(600, connect=30)
_log = logging.getLogger("claudewire.testing")


class Upstream:
    """Passes requests on to an API, and records what it says.

    Args:
        url: base URL of the API.
        folder: where cassettes are written.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self.url: str = url.rstrip("/")
        self._folder = folder
        # One for all, so that the same secret is replaced by the same text in every cassette.
        self._scrubber = Scrubber()
        self._numbers: Iterator[int] = iter(range(_next_number(folder), 1_000_000))

    async def forward(self, request: Request, send: Send, logged: LoggedRequest, log: Log) -> None:
        """Send a request on, send the response back as it arrives, and write both into a cassette.

        Raises:
            APIErrorResponse: 502: the API cannot be reached; nothing was sent to the client.
        """
        sent = await request.body()
        headers = [(name, value) for name, value in request.headers.items() if name.lower() not in _OWN]
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            message = client.build_request(
                request.method, self.url + path, headers=[*headers, ("accept-encoding", "identity")], content=sent
            )
            try:
                response = await client.send(message, stream=True)
            except httpx.HTTPError as error:
                raise APIErrorResponse(502, f"{self.url} cannot be reached: {type(error).__name__}: {error}") from error
            logged.status = response.status_code
            logged.response.headers = dict(response.headers)
            log.touch(logged)
            received = bytearray()
            try:
                async for chunk in _relay(response, send):
                    received += chunk
            except httpx.HTTPError as error:
                logged.error = f"the API broke off: {type(error).__name__}: {error}"
                raise
            finally:
                await response.aclose()
                logged.response.body += received[:MAX_RESPONSE]
        try:
            self._write(message, sent, response, bytes(received), logged)
        except TooLargeError as error:
            logged.notes.append(f"not recorded: {error}")
        # The end of the response is sent last: a client that has it finds the cassette.
        await send({"type": "http.response.body", "body": b""})
        log.touch(logged)

    def _write(
        self, message: httpx.Request, sent: bytes, response: httpx.Response, received: bytes, logged: LoggedRequest
    ) -> None:
        scrubber = self._scrubber
        scrubber.renew()
        # Headers first: they hold the key, which is then found in the rest as well.
        request_headers = scrub_headers(message.headers.items(), scrubber)
        response_headers = scrub_headers(response.headers.items(), scrubber)
        interaction = {
            "request": {
                "method": message.method,
                "uri": scrubber.text(str(message.url)),
                "headers": _grouped(request_headers),
                "body": scrub_body(sent, scrubber).decode("utf-8", "replace"),
            },
            "response": {
                "status": {"code": response.status_code, "message": response.reason_phrase},
                "headers": _grouped(response_headers),
                "body": {"string": scrub_body(received, scrubber).decode("utf-8", "replace")},
            },
        }
        text = json.dumps({"version": 1, "interactions": [interaction]}, ensure_ascii=False, indent=1) + "\n"
        left = find(text.encode())
        if left:
            logged.notes.append(
                f"not recorded: it still holds {', '.join(f'{leak.kind} {leak.hint}' for leak in left)}"
            )
            _log.warning("%s %s was not recorded: it still holds a secret", message.method, message.url.path)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{next(self._numbers):04}-{logged.operation or 'unknown'}.json"
        (self._folder / name).write_text(text, encoding="utf-8")
        logged.notes.append(f"recorded as {self._folder / name}")


async def _relay(response: httpx.Response, send: Send) -> AsyncIterator[bytes]:
    """Send a response to the client, but not its end, and yield the chunks of its body."""
    headers = [(name, value) for name, value in response.headers.raw if name.decode("latin-1").lower() not in _OWN]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    async for chunk in response.aiter_bytes():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        yield chunk


def _grouped(items: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[Any]] = {}
    for name, value in items:
        grouped.setdefault(name, []).append(value)
    return grouped


def _next_number(folder: Path) -> int:
    numbers = [int(path.name[:4]) for path in folder.glob("[0-9][0-9][0-9][0-9]-*.json")]
    return max(numbers, default=0) + 1
