"""Where connections go to, and what they are made with. httpx is asked only about URLs that are out of the ordinary."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ._config import Config
from ._fast import library
from ._wire import Answer

if TYPE_CHECKING:
    import ssl

_ORDINARY: Final = re.compile(r"(https?)://([a-z0-9_.-]+)(?::([1-9][0-9]{0,4}))?(?![^/])")
#: What stands for itself behind the host. Dots at the beginning of a segment may be steps upwards.
_PLAIN: Final = re.compile(r"(?:[A-Za-z0-9/_.~=&+,:@!$'()*;?-]|%[0-9A-Fa-f]{2})*")
_URLS_KEPT: Final = 64


class Origin:
    """One server.

    Attributes:
        prefix: What all its URLs begin with, slash included.
        context: For https; None for http.
        address: Host, port, and what every socket is set to.
        parser: What reads the answers.
    """

    def __init__(self, base_url: str) -> None:
        scheme, self.host, self.port = parts_of(base_url)
        self.prefix = f"{base_url}/"
        self.parser = parser()
        self.context: ssl.SSLContext | None = None
        if scheme == "https":
            self.context = ssl_context()
            self.context.set_alpn_protocols(["http/1.1"])
        self.address: Mapping[str, Any] = {
            "host": self.host,
            "port": self.port,
            "socket_options": socket_options(),
        }
        self._root = self.prefix.index("/", len(f"{scheme}://"))
        self._targets: dict[str, bytes] = {}

    def target(self, url: str) -> bytes:
        """What a request line says of a URL with our prefix. URLs come again and again."""
        target = self._targets.get(url)
        if target is None:
            target = self._target(url)
            if len(self._targets) < _URLS_KEPT:
                self._targets[url] = target
        return target

    def _target(self, url: str) -> bytes:
        text = url[self._root :]
        if _PLAIN.fullmatch(text) and "/." not in text:
            return text.encode("ascii")
        import httpx

        return httpx.URL(url).raw_path


def parts_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an absolute URL."""
    if ordinary := _ORDINARY.match(url):
        scheme, host, port = ordinary.groups()
    else:
        import httpx

        parsed = httpx.URL(url)
        scheme, host, port = parsed.scheme, parsed.raw_host.decode("ascii"), parsed.port
    return scheme, host, int(port or (443 if scheme == "https" else 80))


def origin_of(config: Config) -> Origin | None:
    """Where connections of our own go to; None if they have to go through a proxy."""
    return None if proxy_of(config) else Origin(config.base_url)


def parser() -> type[Answer]:
    """What reads the answers that come over connections of our own."""
    if library("httptools") is None:
        from ._h11 import H11Answer

        return H11Answer
    from ._llhttp import LLHTTPAnswer

    return LLHTTPAnswer


# -- certificates and sockets ------------------------------------------------------------------------------------------

_contexts: dict[tuple[str | None, str | None], ssl.SSLContext] = {}


def ssl_context() -> ssl.SSLContext:
    """The context that all clients of this process share: to load the certificates takes longer than a request.

    `SSL_CERT_FILE` and `SSL_CERT_DIR` choose other certificates, as they do for httpx. Nothing in the environment turns the
    verification off.
    """
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    context = _contexts.get((file, folder))
    if context is None:
        import ssl

        if file:
            context = ssl.create_default_context(cafile=file)
        elif folder:
            context = ssl.create_default_context(capath=folder)
        else:
            import certifi

            context = ssl.create_default_context(cafile=certifi.where())
        _contexts[file, folder] = context
    return context


def socket_options() -> Sequence[tuple[int, int, int]]:
    """Keep-alive probes: long answers are silent for minutes, and firewalls forget silent connections."""
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPALIVE", 60), ("TCP_KEEPINTVL", 60), ("TCP_KEEPCNT", 5)):
        if name == "TCP_KEEPALIVE" and hasattr(socket, "TCP_KEEPIDLE"):
            continue  # the name of the same thing on macOS
        if (number := getattr(socket, name, None)) is not None:
            options.append((socket.IPPROTO_TCP, number, value))
    return options


# -- proxies -----------------------------------------------------------------------------------------------------------


def proxy_of(config: Config) -> str | None:
    """The proxy in front of the base URL."""
    return config.proxy or environment_proxy(config.base_url)


def environment_proxy(url: str) -> str | None:
    """The proxy that `HTTP(S)_PROXY`, `ALL_PROXY` and `NO_PROXY`, or the settings of the system, name for this URL."""
    if not _proxies_possible():
        return None
    from urllib.request import getproxies, proxy_bypass  # it loads half a mail program

    scheme, host, port = parts_of(url)
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    usual = port == (443 if scheme == "https" else 80)
    if not proxy or proxy_bypass(host if usual else f"{host}:{port}"):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxies_possible() -> bool:
    """Whether anything may name a proxy: on macOS and Windows it is not only the environment."""
    names = (name.lower() for name in os.environ)
    return sys.platform in ("darwin", "win32") or any(name.endswith("_proxy") and name != "no_proxy" for name in names)
