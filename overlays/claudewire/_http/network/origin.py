"""Where connections go: URL parts, certificates, socket options, proxies. httpx is loaded only for unusual URLs."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from claudewire._http.exceptions import SettingInvalid

if TYPE_CHECKING:
    import ssl

_SIMPLE_URL: Final = re.compile(r"(https?)://([a-z0-9_.-]+)(?::([1-9][0-9]{0,4}))?(?![^/])")
#: A request target that needs no escaping. A dot at the beginning of a segment may be a step upwards.
_SAFE_TARGET: Final = re.compile(r"(?:[A-Za-z0-9/_.~=&+,:@!$'()*;?-]|%[0-9A-Fa-f]{2})*")
_TARGET_CACHE_SIZE: Final = 64
DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Origin:
    """One server.

    Attributes:
        host: Name or address, in ASCII.
        port: Its port.
        base_url: Prefix of all its URLs, with a slash at the end.
        ssl_context: Certificates for https; None for http.
        socket_options: Options set on every socket.
    """

    def __init__(self, base_url: str) -> None:
        scheme, self.host, self.port = split_url(base_url)
        self.base_url = f"{base_url}/"
        self.ssl_context: ssl.SSLContext | None = None
        if scheme == "https":
            self.ssl_context = ssl_context()
            self.ssl_context.set_alpn_protocols(["http/1.1"])
        self.socket_options = socket_options()
        self._path_start = self.base_url.index("/", len(f"{scheme}://"))
        self._targets: dict[str, bytes] = {}

    def target(self, url: str) -> bytes:
        """Return the request target of a URL that begins with `base_url`. Targets are cached: most URLs repeat."""
        target = self._targets.get(url)
        if target is None:
            target = self._target(url)
            if len(self._targets) < _TARGET_CACHE_SIZE:
                self._targets[url] = target
        return target

    def _target(self, url: str) -> bytes:
        text = url[self._path_start :]
        if _SAFE_TARGET.fullmatch(text) and "/." not in text:
            return text.encode("ascii")
        import httpx

        return httpx.URL(url).raw_path


def split_url(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an absolute URL."""
    if simple := _SIMPLE_URL.match(url):
        scheme, host, port = simple.groups()
    else:
        import httpx

        parsed = httpx.URL(url)
        scheme, host, port = parsed.scheme, parsed.raw_host.decode("ascii"), parsed.port
    return scheme, host, int(port or DEFAULT_PORTS[scheme])


# -- certificates and sockets ------------------------------------------------------------------------------------------

_contexts: dict[tuple[str | None, str | None], ssl.SSLContext] = {}


def ssl_context() -> ssl.SSLContext:
    """Return the TLS context that all clients of this process share: loading the certificates takes longer than a request.

    `SSL_CERT_FILE` and `SSL_CERT_DIR` choose other certificates, as for httpx. No environment variable turns verification off.

    Raises:
        SettingInvalid: a variable names what cannot be used.
    """
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    context = _contexts.get((file, folder))
    if context is None:
        if file:
            context = _load_certificates(f"SSL_CERT_FILE is {file!r}", cafile=file)
        elif folder:
            _check_certificate_folders(folder)
            context = _load_certificates(f"SSL_CERT_DIR is {folder!r}", capath=folder)
        else:
            import certifi

            bundle = certifi.where()
            context = _load_certificates(f"the package certifi names {bundle!r}", cafile=bundle)
        _contexts[file, folder] = context
    return context


#: OpenSSL looks a certificate up by the hash of its subject.
_HASHED_NAME: Final = re.compile(r"[0-9a-f]{8}\.r?[0-9]+").fullmatch


def _check_certificate_folders(folders: str) -> None:
    """Raise SettingInvalid unless OpenSSL finds a certificate: without any, every server is refused, and that looks like its fault."""
    names: list[str] = []
    problem = ""
    for folder in folders.split(os.pathsep):  # as in PATH
        try:
            names += os.listdir(folder) if folder else ()  # noqa: PTH208  (pathlib takes longer to load)
        except (OSError, ValueError) as error:
            problem = problem or str(error)
    if not any(map(_HASHED_NAME, names)):
        reason = (
            "no file there has a name that `openssl rehash` gives" if names or not problem else f"no folder: {problem}"
        )
        raise SettingInvalid(f"SSL_CERT_DIR is {folders!r}, which holds no certificates: {reason}")


def _load_certificates(source: str, *, cafile: str | None = None, capath: str | None = None) -> ssl.SSLContext:
    import ssl

    try:
        return ssl.create_default_context(cafile=cafile, capath=capath)
    except OSError as error:  # ssl.SSLError is one
        log = os.environ.get("SSLKEYLOGFILE")  # ssl opens it, for debuggers of TLS
        if log and error.filename == log:
            raise SettingInvalid(f"SSLKEYLOGFILE is {log!r}, which cannot be written: {error}") from error
        raise SettingInvalid(f"{source}, which holds no certificates: {error}") from error


def socket_options() -> Sequence[tuple[int, int, int]]:
    """Return the options for TCP keep-alive probes: long responses are silent for minutes, and firewalls drop silent connections."""
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPALIVE", 60), ("TCP_KEEPINTVL", 60), ("TCP_KEEPCNT", 5)):
        if name == "TCP_KEEPALIVE" and hasattr(socket, "TCP_KEEPIDLE"):
            continue  # macOS' name for TCP_KEEPIDLE
        if (number := getattr(socket, name, None)) is not None:
            options.append((socket.IPPROTO_TCP, number, value))
    return options


# -- proxies -----------------------------------------------------------------------------------------------------------


def proxy_for(url: str) -> str | None:
    """Return the proxy that `HTTP(S)_PROXY`, `ALL_PROXY` and `NO_PROXY`, or the system settings, name for a URL."""
    if not _proxies_possible():
        return None
    from urllib.request import getproxies, proxy_bypass  # loads 40 modules

    scheme, host, port = split_url(url)
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    is_default_port = port == DEFAULT_PORTS[scheme]
    if not proxy or proxy_bypass(host if is_default_port else f"{host}:{port}"):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    _check_proxy(proxy, scheme)
    return proxy


def _check_proxy(proxy: str, scheme: str) -> None:
    """Raise SettingInvalid if httpx cannot use the proxy of the environment. The message names the variable."""
    wanted = (f"{scheme}_proxy", "all_proxy")
    source = next(
        (name for key in wanted for name in (key, key.upper()) if os.environ.get(name)), "the proxy of this system"
    )
    shown = re.sub(r"//.*@", "//[redacted]@", proxy)
    try:
        parts = urlsplit(proxy)
        host = parts.hostname or ""
        known = (
            parts.scheme in ("http", "https", "socks5", "socks5h")
            and parts.port != 0
            and proxy.isprintable()  # urlsplit drops line breaks, and httpx refuses them
            and not (" " in parts.netloc or parts.query or parts.fragment)
            and (":" in host or all(0 < len(label) < 64 for label in host.removesuffix(".").split(".")))
        )
    except ValueError:
        known = False
    if not known:
        raise SettingInvalid(f"{source} is {shown!r}, which is not the URL of a proxy")
    if proxy.startswith("socks"):
        from importlib.util import find_spec

        if find_spec("socksio") is None:
            raise SettingInvalid(
                f"{source} is {shown!r}: a SOCKS proxy needs the package socksio (pip install 'httpx[socks]')"
            )


def _proxies_possible() -> bool:
    """Whether a proxy may be configured. On macOS and Windows the system settings may name one."""
    names = (name.lower() for name in os.environ)
    return sys.platform in ("darwin", "win32") or any(name.endswith("_proxy") and name != "no_proxy" for name in names)
