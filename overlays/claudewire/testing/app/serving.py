"""The HTTP server around the application: its socket, its certificate, and its protocol."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from asyncio import AbstractEventLoop, Transport
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from claudewire.testing.errors import InvalidScript
from claudewire.testing.state import State

if TYPE_CHECKING:
    import uvicorn

LOOPBACK: Final = "127.0.0.1"
_MAX_PORT: Final = 65_535


@frozen
class Certificate:
    """A self-made certificate of the server, and the authority that clients have to trust."""

    #: PEM file for clients: `SSL_CERT_FILE`, `NODE_EXTRA_CA_CERTS`, `verify=`.
    authority: Path
    #: PEM file of the server: its key and its certificates.
    server: Path


def bind_socket(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a bound socket, so that the port is known before the server runs.

    Args:
        port: 0 takes a free one.
        host: address or name of an interface of this machine.

    Raises:
        OSError: the port is taken, or the address is not one of this machine.
    """
    if not 0 <= port <= _MAX_PORT:  # getaddrinfo would take it modulo 65,536
        raise OSError(f"cannot listen on port {port}: a port is 0 to {_MAX_PORT}")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # With its protocol named, asyncio switches Nagle's algorithm off; without, a body waits 40 ms for the head's acknowledgement.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise OSError(f"cannot listen on {host!r}, port {port}: {error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()  # clients that connect before the server runs wait, instead of being refused
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise OSError(
                errno.EADDRINUSE,
                f"port {port} is in use; choose another one (--port {port + 1}), or let one be chosen (--port 0)",
            ) from error
        raise OSError(error.errno, f"cannot listen on {host}, port {port}: {error.strerror}") from error
    return listener


def make_certificate(folder: str | PathLike[str] | None = None, names: Sequence[str] = ()) -> Certificate:
    """Write a certificate for loopback and these names, signed by an authority made for it.

    Args:
        folder: where to write it; None takes a new temporary folder.
        names: more host names or addresses of the server.

    Raises:
        InvalidScript: the library `trustme` is not installed.
    """
    try:
        import trustme
    except ImportError as error:
        raise InvalidScript("--tls needs the extra `tls`: pip install 'claudewire[tls]'") from error
    target = Path(mkdtemp(prefix="claudewire-tls-") if folder is None else folder)
    target.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA(organization_name="claudewire local server")
    hosts = dict.fromkeys(("localhost", LOOPBACK, "::1", *(name for name in names if name != "*")))
    leaf = authority.issue_cert(*hosts)
    made = Certificate(target / "claudewire-ca.pem", target / "claudewire-server.pem")
    authority.cert_pem.write_to_path(str(made.authority))
    made.server.touch(mode=0o600)
    leaf.private_key_and_cert_chain_pem.write_to_path(str(made.server))
    return made


def make_server(state: State, certificate: Certificate | None = None) -> uvicorn.Server:
    """Return the HTTP server around the application.

    Raises:
        ImportError: the extra `testing` is not installed.
    """
    try:
        import uvicorn
        from uvicorn.protocols.http.h11_impl import H11Protocol

        from .platforms import PlatformGateway
        from .routes import application
    except ImportError as error:
        raise ImportError(
            f"the local server needs the extra `testing`: pip install 'claudewire[testing]' ({error.name} is missing)"
        ) from error

    class Protocol(H11Protocol):
        """Lets the application reach the connection: some faults end it in ways that HTTP does not know."""

        def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            inner: Callable[..., Any] = self.app

            async def app(scope: Any, receive: Any, send: Any) -> None:
                await inner({**scope, "claudewire.connection": transport}, receive, send)

            self.app = app

    class Server(uvicorn.Server):
        """Stays silent when clients leave."""

        async def serve(self, sockets: list[socket.socket] | None = None) -> None:
            asyncio.get_running_loop().set_exception_handler(_handle_exception)
            await super().serve(sockets)

    app = application(state)
    if state.settings.platform is not None:
        app = PlatformGateway(app, state.settings.platform, lambda: state.clock.now())
    config = uvicorn.Config(
        app,
        http=Protocol,
        loop="asyncio",
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        # Open streams do not hold up the end of a test.
        timeout_graceful_shutdown=0,
        ssl_certfile=None if certificate is None else certificate.server,
    )
    return Server(config)


def _handle_exception(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """Pass over what a client does to its connection, and report everything else as usual."""
    if not isinstance(context.get("exception"), (ConnectionError, ssl.SSLError, TimeoutError)):
        loop.default_exception_handler(context)
