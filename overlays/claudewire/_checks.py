"""Checks of what programs pass to clients and calls. Each returns the value that counts, or raises an error that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, cast
from urllib.parse import urlsplit

from claudewire_api._call import Omit, query_pairs
from claudewire_api._errors import RequestInvalid

from ._errors.base import ConfigurationError
from ._secrets import RedactedHeaders, Secret, shown_url

Transport: TypeAlias = Literal["httpx"]

#: Seconds, 23 days: sockets and timers of operating systems take no more, and a longer limit is none.
MAX_SECONDS: Final = 2_000_000.0


def check_count(name: str, value: Any, hint: str = "", *, least: int = 0) -> int:
    """Return a whole number unchanged. Raises ConfigurationError if the value is no whole number, or less than `least`."""
    if type(value) is not int or value < least:
        raise ConfigurationError(f"{name} must be a whole number from {least}, not {shown(value)}{hint}")
    return value


def check_seconds(name: str, value: Any, *, least: float | None = None) -> float | None:
    """Return a number of seconds; None for no limit, also above `MAX_SECONDS`.

    Raises:
        ConfigurationError: it is not positive, or less than `least`.
    """
    if value is None:
        return None
    if type(value) in (int, float) and (value > 0 if least is None else value >= least):
        return cast("float", value) if value <= MAX_SECONDS else None
    raise ConfigurationError(f"{name} must be a positive number of seconds, or None, not {shown(value)}")


def check_flag(name: str, value: Any) -> bool:
    """Return True or False unchanged. Raises ConfigurationError for anything else: the text "false" would count as true."""
    if type(value) is not bool:
        raise ConfigurationError(f"{name} must be True or False, not {shown(value)}")
    return value


def check_query(name: str, values: Any) -> dict[str, object]:
    """Return a copy of query parameters. Raises ConfigurationError if they cannot be part of a URL."""
    if not isinstance(values, Mapping):
        raise ConfigurationError(f"{name} must be a mapping of names to values, not {shown(values)}")
    out: dict[str, object] = dict(cast("Mapping[str, object]", values))
    for key, value in out.items():
        try:
            check_parameter_name(name, key)
            for _, text in query_pairs({key: value}):
                text.encode()
        except (TypeError, ValueError) as error:
            raise ConfigurationError(f"{name} has a parameter that cannot be part of a URL: {error}") from None
    return out


def check_parameter_name(name: str, key: Any) -> None:
    """Raise RequestInvalid if the name of a query parameter is no text, or half of a surrogate pair."""
    if not isinstance(key, str):
        raise RequestInvalid(f"{name} has the name {shown(key)}, which is no string")
    if not key.isascii():
        try:
            key.encode()
        except UnicodeEncodeError:
            raise RequestInvalid(f"{name} has a name with half of a surrogate pair, which no URL can hold") from None


def check_webhook_key(value: Any) -> Secret | bytes | None:
    """Return a signing secret; a string as a `Secret`. Raises ConfigurationError if it is neither a string nor bytes."""
    if value is None or isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise ConfigurationError(f"webhook_key must be a string or bytes, not {type(value).__name__}")
    return Secret(value)


def shown(value: Any) -> str:
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, a list in lists
        return f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"a {type(value).__name__}"


def check_betas(name: str, values: Any) -> tuple[str, ...]:
    """Return beta header values. Raises ConfigurationError, RequestInvalid."""
    items = values
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise ConfigurationError(f"{name} must be a list of strings, not {shown(values)}")
    return tuple([header_value("anthropic-beta", value) for value in items])


def check_proxy(proxy: Any, source: str = "proxy") -> str:
    """Return the URL of a proxy unchanged; an empty text is none.

    Args:
        source: Where it comes from, for errors: an argument or an environment variable.

    Raises:
        ConfigurationError: httpx cannot use it.
    """
    if proxy == "":
        return ""
    shown, scheme = shown_url(str(proxy)), ""
    try:
        parts = urlsplit(str(proxy))
        # urlsplit drops line breaks, and httpx refuses them.
        if parts.hostname and parts.port != 0 and str(proxy).isprintable() and " " not in parts.netloc:
            scheme = parts.scheme if has_valid_labels(parts.hostname) and not parts.query + parts.fragment else ""
    except ValueError:
        pass
    if not isinstance(proxy, str) or scheme not in ("http", "https", "socks5", "socks5h"):
        raise ConfigurationError(
            f"{source} is {shown!r}, which is not the URL of a proxy: http://, https:// or socks5://, and a host"
        )
    if scheme.startswith("socks"):
        from importlib.util import find_spec

        if find_spec("socksio") is None:
            raise ConfigurationError(
                f"{source} is {shown!r}: a SOCKS proxy needs the package socksio (pip install 'httpx[socks]')"
            )
    return proxy


def check_transport(transport: Any, environ: Mapping[str, str]) -> Transport | None:
    """Return `httpx` or None, from the argument or `CLAUDEWIRE_TRANSPORT`. Raises ConfigurationError."""
    source, given = "transport", transport
    if given is None:
        source, given = "CLAUDEWIRE_TRANSPORT", environ.get("CLAUDEWIRE_TRANSPORT") or None
    if given not in (None, "httpx"):
        raise ConfigurationError(f"{source} must be 'httpx', or nothing for our own connections, not {shown(given)}")
    return "httpx" if given else None


def check_base_url(url: Any, *, allow_http: bool | None, keep_version: bool = False, source: str = "base_url") -> str:
    """Return the base URL without its last slash, and, unless `keep_version`, without `/v1`, with which all paths begin.

    Args:
        source: Where it comes from, for errors: an argument or an environment variable.
        allow_http: Whether `http://` is permitted to other machines. None: it never is, and the error does not offer it.

    Raises:
        ConfigurationError: it is not an absolute http(s) URL, or it would send the key unencrypted over a network.
    """
    if hasattr(url, "raw_path"):  # an URL of httpx
        url = str(url)
    if not isinstance(url, str):
        raise ConfigurationError(f"{source} must be a string, not {shown(url)}")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ConfigurationError(f"{source} must be a plain URL, not {shown_url(url)!r}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ConfigurationError(
            f"{source} {shown_url(url)!r}: {error if '@' not in url else 'it cannot be read'}"
        ) from None
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigurationError(f"{source} must be an absolute http or https URL, not {shown_url(url)!r}")
    if port == 0:
        raise ConfigurationError(f"{source} {shown_url(url)!r}: nothing can be reached at port 0")
    if not has_valid_labels(host):
        raise ConfigurationError(f"{source} {shown_url(url)!r}: each label of a host name has 1 to 63 characters")
    if "?" in url or "#" in url:
        raise ConfigurationError(f"{source} takes neither query nor fragment: use default_query")
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        permit = "" if allow_http is None else ", or pass allow_http=True if you mean it"
        named = "" if source == "base_url" else f"{source}: "
        raise ConfigurationError(
            f"{named}the key and the messages would travel unencrypted to {host}; use https{permit}"
        )
    url = url.rstrip("/")
    if not keep_version and parts.path.rstrip("/").endswith("/v1"):
        from warnings import warn

        warn(
            f"{source} {shown_url(url)!r}: the last /v1 is left out, because every path begins with it",
            UserWarning,
            stacklevel=5,
        )
        url = url.removesuffix("/v1")
    return str(url)


def has_valid_labels(host: str) -> bool:
    """Whether each part of a host name has 1 to 63 characters: the resolver fails for others. An address with colons has no parts."""
    return ":" in host or all(0 < len(label) < 64 for label in host.removesuffix(".").split("."))


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def parse_timeout(value: Any) -> Mapping[str, float | None]:
    """Return the seconds for each step, from a number of seconds, None or an `httpx.Timeout`. Raises ConfigurationError."""
    if value is None or isinstance(value, (int, float)):
        return dict.fromkeys(("connect", "read", "write", "pool"), check_seconds("timeout", value))
    steps = ("connect", "read", "write", "pool")
    parts = value
    if isinstance(value, Mapping):
        if not set(parts) <= set(steps):
            raise ConfigurationError("timeout as a mapping has seconds for connect, read, write and pool")
        return {step: check_seconds(f"timeout ({step})", parts.get(step)) for step in steps}
    if isinstance(value, tuple):
        if len(parts) != len(steps):
            raise ConfigurationError("timeout as a tuple has four numbers of seconds: connect, read, write, pool")
        return {step: check_seconds(f"timeout ({step})", part) for step, part in zip(steps, parts, strict=True)}
    as_dict: Any = getattr(value, "as_dict", None)
    if as_dict is None:
        raise ConfigurationError(f"timeout must be a number of seconds, None or an httpx.Timeout, not {shown(value)}")
    given: dict[str, Any] = as_dict()
    return {step: check_seconds(f"timeout ({step})", given.get(step)) for step in steps}


def header_name(name: Any) -> str:
    """Return a header name in lower case.

    Raises:
        RequestInvalid: it has characters that a name may not have.
    """
    if not isinstance(name, str) or not name.isascii() or not _is_token(name):
        raise RequestInvalid(f"{shown(name)} is not a header name")
    return name.lower()


def _is_token(name: str) -> bool:
    return name != "" and name.translate(_TOKEN_CHARACTERS) == ""


_TOKEN_CHARACTERS = {
    ord(c): None for c in "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
}


def header_value(name: str, value: Any) -> str:
    """Return a header value unchanged.

    Raises:
        RequestInvalid: it holds a line break or another character that would end the header. The message does not show the value.
    """
    if not isinstance(value, str):
        raise RequestInvalid(f"the value of header {name} must be a string, not {type(value).__name__}")
    if not value.isascii() or not value.isprintable() or value.strip() != value:
        raise RequestInvalid(f"the value of header {name} has characters that a header may not have")
    return value


#: A request with two lengths, or with another than it has, can hide a second one.
_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})


def check_headers(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return headers by lower-case name; `omit` stays. Raises RequestInvalid."""
    out: dict[str, Any] = RedactedHeaders()
    if values is not None and not isinstance(values, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise RequestInvalid(f"headers must be a mapping, not a {type(values).__name__}")
    for given, value in (values or {}).items():
        name = header_name(given)
        if name in _FRAMING:
            raise RequestInvalid(f"the header {name} belongs to the connection: it says where a request ends")
        out[name] = value if isinstance(value, Omit) else header_value(name, value)
    return out


def check_version(value: Any) -> str:
    """Return an API version unchanged. Raises ConfigurationError if it is empty, RequestInvalid if no header can hold it."""
    if value == "":
        raise ConfigurationError("api_version is an empty string")
    return header_value("anthropic-version", value)


def check_credential(name: str, value: Any) -> Secret | Callable[[], Any] | None:
    """Return a key as a `Secret`; a function, or None, unchanged. Raises ConfigurationError, which does not show the key."""
    if value is None:
        return None
    if callable(value):
        ask: Callable[[], Any] = value
        return ask
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a string or a function, not {type(value).__name__}")
    if not value:
        raise ConfigurationError(f"{name} is an empty string")
    try:
        header_value(name, value)
    except RequestInvalid:
        raise ConfigurationError(
            f"{name} has characters that a header may not have, such as a line break at its end"
        ) from None
    return Secret(value)


def check_alone(**given: Any) -> None:
    """Raise ConfigurationError if more than one of these arguments is given: each is a way to sign in."""
    names = [name for name, value in given.items() if value is not None]
    if len(names) > 1:
        raise ConfigurationError(f"pass at most one of {' and '.join(names)}: each says how the client signs in")


#: Methods of which middleware that is an object has at least one.
_HOOKS: Final = ("around", "on_attempt", "handle_call", "handle", "handle_async", "around_tool", "watch_run")


def check_middleware(middleware: Any) -> tuple[Any, ...]:
    """Return middleware as a tuple. Raises ConfigurationError if an item cannot be one."""
    if isinstance(middleware, (str, bytes, Mapping)) or not hasattr(middleware, "__iter__"):
        raise ConfigurationError("middleware must be a list of generator functions or Middleware objects")
    items: tuple[Any, ...] = tuple(middleware)
    for item in items:
        is_hook = any(hasattr(item, name) for name in _HOOKS)
        if isinstance(item, type) or not (callable(item) or is_hook):
            raise ConfigurationError(
                f"middleware {item!r} is not callable: it must be a generator function or a Middleware object"
            )
    return items


def environment_headers(text: str | None) -> dict[str, Any]:
    """`ANTHROPIC_CUSTOM_HEADERS`: one `name: value` per line. Raises ConfigurationError."""
    given: dict[str, str] = {}
    for line in (text or "").split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            given[name.strip()] = value.strip()
    try:
        return check_headers(given)
    except RequestInvalid as error:
        raise ConfigurationError(f"ANTHROPIC_CUSTOM_HEADERS: {error}") from None
