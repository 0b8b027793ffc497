"""httpx clients with the settings of this package, for a caller who changes one of them and keeps the rest.

Claude(http_client=DefaultHttpxClient(event_hooks={...}))
"""

from __future__ import annotations

from typing import Any
from urllib.request import getproxies

import httpx

from ._config import DEFAULT_TIMEOUT as _STEPS
from ._config import KEEPALIVE_EXPIRY, MAX_CONNECTIONS
from ._errors.base import ConfigurationError
from ._http.network.origin import socket_options, ssl_context

#: Seconds for each step, unless a client or a call has others.
DEFAULT_TIMEOUT = httpx.Timeout(**_STEPS)
DEFAULT_CONNECTION_LIMITS = httpx.Limits(
    max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS, keepalive_expiry=KEEPALIVE_EXPIRY
)


def _with_defaults(options: dict[str, Any], transport: Any) -> dict[str, Any]:
    options.setdefault("timeout", DEFAULT_TIMEOUT)
    options.setdefault("limits", DEFAULT_CONNECTION_LIMITS)
    options.setdefault("verify", ssl_context())
    # Keep-alive probes are set on a transport, and httpx with a given transport ignores the proxies of the environment.
    if not {"transport", "proxy", "mounts"} & options.keys() and not getproxies():
        names = ("verify", "limits", "cert", "http1", "http2")
        settings = {name: options[name] for name in names if name in options}
        options["transport"] = transport(socket_options=socket_options(), **settings)
    return options


class DefaultHttpxClient(httpx.Client):
    """An `httpx.Client` with our timeouts, limits and certificates. Redirects are not followed.

    Args:
        options: Arguments of `httpx.Client`, in the place of our defaults.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**_with_defaults(options, httpx.HTTPTransport))


class DefaultAsyncHttpxClient(httpx.AsyncClient):
    """Async version of `DefaultHttpxClient`.

    Args:
        options: Arguments of `httpx.AsyncClient`, in the place of our defaults.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**_with_defaults(options, httpx.AsyncHTTPTransport))


def __getattr__(name: str) -> Any:
    if name != "DefaultAioHttpClient":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = _aiohttp_client()
    return value


def _aiohttp_client() -> type[httpx.AsyncClient]:
    """Return the class of clients that send with aiohttp; without httpx-aiohttp, one that says what to install."""
    try:
        import httpx_aiohttp  # pyright: ignore[reportMissingImports]  # an extra
    except ImportError:

        class MissingAioHttpClient(httpx.AsyncClient):
            def __init__(self, **options: Any) -> None:  # noqa: ARG002  # nothing is made
                raise ConfigurationError(
                    "DefaultAioHttpClient needs the package httpx-aiohttp: pip install httpx-aiohttp"
                )

        return MissingAioHttpClient

    class DefaultAioHttpClient(httpx_aiohttp.HttpxAiohttpClient):  # type: ignore[misc]
        """An `httpx.AsyncClient` over aiohttp, with our timeouts and limits."""

        def __init__(self, **options: Any) -> None:
            options.setdefault("timeout", DEFAULT_TIMEOUT)
            options.setdefault("limits", DEFAULT_CONNECTION_LIMITS)
            super().__init__(**options)  # pyright: ignore[reportUnknownMemberType]

    return DefaultAioHttpClient
