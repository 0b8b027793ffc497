"""Sends a grant to the token endpoint, over the connections of a client."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from claudewire._call.responses.http_errors import is_transport_error, map_transport_error
from claudewire._checks import check_base_url
from claudewire._errors.base import APIError
from claudewire._http.decoders import BodyBuffer, ContentDecoder
from claudewire._http.request import HeaderList, Request, Timeouts
from claudewire._version import __version__

from .errors import CredentialsError, WorkloadIdentityError
from .grants import MAX_RESPONSE, TIMEOUT, TOKEN_PATH, Grant, Granted, read_response


class Transport(Protocol):
    """Connections, and how their owner waits."""

    async def handle_request(self, request: Request) -> Any:
        """Send a request; return the response when its headers have arrived."""
        ...


class Exchange:
    """Where and how grants are sent.

    Args:
        pool: The connections of a client.
        sleep: Waits as the client does.
        run: Runs a function that blocks for the disk: in a thread, under an event loop.
        timeouts: Seconds by step, at most; an exchange takes no longer than `grants.TIMEOUT`.
    """

    def __init__(
        self,
        pool: Transport,
        *,
        sleep: Callable[[float], Awaitable[None]],
        run: Callable[[Callable[[], Any]], Awaitable[Any]],
    ) -> None:
        self._pool = pool
        self.sleep: Callable[[float], Awaitable[None]] = sleep
        self.run: Callable[[Callable[[], Any]], Awaitable[Any]] = run

    async def send(self, grant: Grant, base_url: str) -> Granted:
        """Return what the token endpoint grants.

        Raises:
            CredentialsError: the URL is not https, nor on this machine. Nothing was sent.
            WorkloadIdentityError: the endpoint refused.
            APIConnectionError: there was no response.
        """
        status, found, content = await self._response(_request(grant, check_endpoint(base_url)), grant)
        outcome = read_response(
            grant, status, content, now=time.time(), request_id=found.get("request-id"), headers=found
        )
        del content  # it may hold tokens, and a traceback shows variables
        if isinstance(outcome, WorkloadIdentityError):
            raise outcome
        return outcome

    async def _response(self, request: Request, grant: Grant) -> tuple[int, dict[str, str], bytes]:
        try:
            response = await self._pool.handle_request(request)
            found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            content = await response.read(BodyBuffer(ContentDecoder(found.get("content-encoding", "")), MAX_RESPONSE))
        except Exception as error:
            if not is_transport_error(error):
                raise
            mapped = map_transport_error(error)
            if isinstance(mapped, APIError):
                mapped.args = (f"{grant.name} failed: {mapped}",)
            raise mapped from None  # the exception of the connection may hold the request
        return response.status, found, content


def _request(grant: Grant, base_url: str) -> Request:
    url = base_url + TOKEN_PATH
    body = grant.body()
    headers = HeaderList(
        {
            b"host": urlsplit(url).netloc.rpartition("@")[2].encode(),
            b"user-agent": f"claudewire/{__version__}".encode(),
            b"accept": b"application/json",
            b"anthropic-beta": ",".join(grant.betas).encode(),
            b"content-type": b"application/json",
            b"content-length": str(len(body)).encode(),
        }.items()
    )
    # The token is used once: a body that may have been read is not sent again.
    deadline = time.monotonic() + TIMEOUT
    return Request("POST", url, headers, body, timeouts=_TIMEOUTS, deadline=deadline, rewindable=False)


_TIMEOUTS: Final[Timeouts] = {"connect": TIMEOUT, "read": TIMEOUT, "write": TIMEOUT, "pool": TIMEOUT}


def check_endpoint(base_url: str) -> str:
    """Return the base URL for an exchange. Unlike for API requests, http is never allowed but on this machine.

    Raises:
        CredentialsError: a token would leave this machine unencrypted.
    """
    try:
        return check_base_url(base_url, allow_http=None)
    except ValueError as error:
        raise CredentialsError(f"no token is sent to {urlsplit(base_url).netloc or base_url!r}: {error}") from None
