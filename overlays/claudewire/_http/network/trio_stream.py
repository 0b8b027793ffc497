"""A network stream on trio's event loop."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from math import inf
from typing import Any

import trio

from claudewire._http.exceptions import (
    ConnectError,
    ConnectTimeout,
    NetworkError,
    ReadError,
    ReadTimeout,
    TransportError,
    WriteError,
    WriteTimeout,
)

from .origin import Origin
from .sync_stream import is_ready


@contextmanager
def _mapped(timeout: float | None, timed_out: type[TransportError], failed: type[NetworkError]) -> Generator[None]:
    """Limit a block to `timeout` seconds, and raise the exceptions of this package."""
    try:
        with trio.fail_after(inf if timeout is None else timeout):
            yield
    except trio.TooSlowError as error:
        raise timed_out("timed out") from error
    except (trio.BrokenResourceError, trio.ClosedResourceError, OSError) as error:
        # trio's own exception only says that something failed; its cause says what.
        raise failed(str(error.__cause__ or error) or "the connection is closed") from error


async def connect(origin: Origin, timeout: float | None, deadline: float) -> TrioStream:
    """Connect to an origin, with TLS if its scheme is https.

    Args:
        origin: Where to, with certificates and socket options.
        timeout: Seconds for the connection and its handshake together; None for no limit.
        deadline: Unused here: on event loops the caller cancels what passes its deadline.

    Raises:
        ConnectTimeout: it took too long.
        ConnectError: there is no connection, or the certificate is not valid for the host.
    """
    del deadline
    with _mapped(timeout, ConnectTimeout, ConnectError):
        tcp = await trio.open_tcp_stream(origin.host, origin.port)
        for option in origin.socket_options:
            with suppress(OSError):  # the connection works without it
                tcp.setsockopt(*option)
        if origin.ssl_context is None:
            return TrioStream(tcp, None)
        tls = trio.SSLStream(tcp, origin.ssl_context, server_hostname=origin.host)
        try:
            await tls.do_handshake()
        except BaseException:
            tcp.socket.close()
            raise
    return TrioStream(tcp, tls)


class TrioStream:
    """One connection."""

    def __init__(self, tcp: trio.SocketStream, tls: Any) -> None:
        self._tcp = tcp
        self._stream: Any = tls or tcp
        self._tls = tls
        self._eof = False
        self.deadline = inf

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        with _mapped(timeout, ReadTimeout, ReadError):
            data = bytes(await self._stream.receive_some(max_bytes))
        if not data:
            self._eof = True
        return data

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        with _mapped(timeout, WriteTimeout, WriteError):
            await self._stream.send_all(buffer)

    async def aclose(self) -> None:
        await self._tcp.aclose()  # the peer of a request needs no close_notify

    def abort(self) -> None:
        self._tcp.socket.close()

    def is_readable(self) -> bool:
        if self._eof or is_ready(self._tcp.socket, 0):
            return True
        if self._tls is None:
            return False
        # What the TLS layer has read already is not in the socket any more, such as a close_notify behind a response.
        received = getattr(self._tls, "_incoming", None)
        return bool(self._tls.pending() or getattr(received, "pending", 0))
