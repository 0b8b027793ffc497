"""A network stream on trio's event loop: httpcore's, with the exceptions of this package."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from math import inf
from typing import Any

import httpcore

from . import exceptions
from .exceptions import TransportError
from .origin import Origin


@contextmanager
def _mapped() -> Generator[None]:
    """Raise the exception of this package that has the name of httpcore's."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError) as error:
        mapped: type[TransportError] = getattr(exceptions, type(error).__name__, exceptions.NetworkError)
        raise mapped(str(error)) from error


async def connect(origin: Origin, timeout: float | None, deadline: float) -> TrioStream:
    """Connect to an origin, with TLS if its scheme is https.

    Args:
        origin: Where to, with certificates and socket options.
        timeout: Seconds for the TCP connection and for the handshake, each; None for no limit.
        deadline: Unused here: on event loops the caller cancels what passes its deadline.

    Raises:
        ConnectTimeout: it took too long.
        ConnectError: there is no connection, or the certificate is not valid for the host.
    """
    del deadline
    with _mapped():
        backend: Any = httpcore.AnyIOBackend()
        stream = await backend.connect_tcp(
            origin.host, origin.port, timeout=timeout, socket_options=origin.socket_options
        )
        if origin.ssl_context is not None:
            stream = await stream.start_tls(origin.ssl_context, origin.host, timeout)
    return TrioStream(stream)


class TrioStream:
    """One connection."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self.deadline = inf

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        with _mapped():
            return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        with _mapped():
            await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def abort(self) -> None:
        raw: Any = self._stream.get_extra_info("socket")
        if raw is not None:
            raw.close()

    def is_readable(self) -> bool:
        return bool(self._stream.get_extra_info("is_readable"))
