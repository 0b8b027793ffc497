"""Configuration of a client: arguments and environment, checked once, before anything is sent."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, cast
from urllib.parse import urlsplit

from attrs import evolve, field, frozen

from claudewire_api._call import Omit, omit

from ._errors import APIError, ConfigurationError, RequestInvalid
from ._log import logger
from ._platform import DIRECT, Platform
from ._secrets import RedactedHeaders, Secret, redact, redact_headers, sensitive_values

BASE_URL: Final = "https://api.anthropic.com"
API_VERSION: Final = "2023-06-01"
#: Seconds for each step: see `httpx.Timeout`.
DEFAULT_TIMEOUT: Final[Mapping[str, float | None]] = {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
DEFAULT_MAX_RETRIES: Final = 2
#: Tokens of a retry budget: see `RetryPolicy`.
RETRY_BUDGET: Final = 500
#: Connections open at once, and seconds for which an idle one is kept.
MAX_CONNECTIONS: Final = 1000
KEEPALIVE_EXPIRY: Final = 60.0
MAX_RESPONSE_BYTES: Final = 256 * 1024 * 1024
#: The variables that hold a key or a token.
KEY_VARIABLES: Final = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")

AuthScheme: TypeAlias = Literal["x-api-key", "bearer"]
Transport: TypeAlias = Literal["httpx"]
#: A key, or a function that returns it and is called before every attempt. For `AsyncClaude` it may be a coroutine function.
Credential: TypeAlias = "str | Callable[[], str] | Callable[[], Awaitable[str]]"


@frozen(kw_only=True)
class RetryPolicy:
    """How a client retries.

    Attributes:
        max_retries: Attempts after the first one; 0 turns retrying off.
        initial_delay: Upper bound of the first wait, in seconds. It doubles with each attempt.
        max_delay: Upper bound of every wait that the server did not ask for, in seconds.
        max_retry_after: Longest `retry-after` that the client waits for, in seconds.
        budget: Tokens that all calls of the client share. A retry takes 14 (5 after 429 and 529), a success returns them, and a
            success at the first attempt returns 1. None for no budget.
        repeat_unsafe: Whether a call that might do its work twice is sent again after the connection broke during the request.
        on_retry: Called with a `Retry` before each wait. An exception that it raises ends the call.
    """

    max_retries: int = 2
    initial_delay: float = 0.5
    max_delay: float = 8.0
    max_retry_after: float = 60.0
    budget: int | None = RETRY_BUDGET
    repeat_unsafe: bool = True
    on_retry: Callable[[Retry], Any] | None = None

    def __attrs_post_init__(self) -> None:
        check_count("max_retries", self.max_retries, "; 0 turns retrying off")
        for name in ("initial_delay", "max_delay", "max_retry_after"):
            check_seconds(name, getattr(self, name), least=0.0)
        if self.budget is not None:
            check_count("budget", self.budget)


@frozen(kw_only=True)
class Retry:
    """Argument of `on_retry`: what happens next, and why."""

    #: The attempt that failed, from 1.
    attempt: int
    #: Seconds until the next attempt.
    delay: float
    #: Reason for the next attempt.
    reason: str
    #: Why the attempt failed.
    error: APIError
    #: ID of the operation, such as `messages.create`.
    operation: str


@frozen(kw_only=True)
class Config:
    """Complete configuration of a client: a value, without connections."""

    api_key: Secret | Callable[[], Any] | None = field(default=None, repr=lambda value: _repr_credential(value))
    auth_token: Secret | Callable[[], Any] | None = field(default=None, repr=lambda value: _repr_credential(value))
    auth_scheme: AuthScheme = "x-api-key"
    base_url: str = field(default=BASE_URL, repr=lambda value: repr(redact(value)))
    api_version: str = API_VERSION
    timeout: Mapping[str, float | None] = DEFAULT_TIMEOUT
    deadline: float | None = None
    stall_timeout: float | None = None
    retry: RetryPolicy = field(factory=RetryPolicy)
    default_headers: Mapping[str, str | Omit] = field(
        factory=dict[str, "str | Omit"], repr=lambda value: _headers(value)
    )
    default_query: Mapping[str, object] = field(factory=dict[str, object], repr=lambda value: _headers(value))
    betas: tuple[str, ...] = ()
    allow_http: bool = False
    max_response_bytes: int = MAX_RESPONSE_BYTES
    stream_long_requests: bool = True
    #: Generator functions and `Middleware` objects, the outermost first.
    middleware: tuple[Any, ...] = field(default=(), repr=False)
    #: A `RateLimiter`; None without.
    rate_limit: Any = None
    platform: Platform = DIRECT
    proxy: str | None = field(default=None, repr=lambda value: repr(redact(value)) if value else "None")
    max_connections: int = MAX_CONNECTIONS
    #: `httpx` sends every request through httpx.
    transport: Transport | None = None
    webhook_key: Secret | bytes | None = field(default=None, repr=False)
    #: Access tokens in the place of a key: `credentials.client.TokenCredentials`.
    credentials: Any = None

    def secrets(self) -> tuple[Secret, ...]:
        """Return the secrets whose value is known."""
        known = [value for value in (self.api_key, self.auth_token) if isinstance(value, Secret)]
        known += sensitive_values(self.default_headers)
        known += sensitive_values(self.default_query)
        for url in (self.proxy, self.base_url):
            if url and (password := urlsplit(url).password):
                known.append(Secret(password))
        return tuple(known)


def check_count(name: str, value: Any, hint: str = "", *, least: int = 0) -> int:
    """Return a whole number unchanged. Raises ConfigurationError if it is none, or less than `least`."""
    if type(value) is not int or value < least:
        raise ConfigurationError(f"{name} must be a whole number from {least}, not {_shown(value)}{hint}")
    return value


def check_seconds(name: str, value: Any, *, least: float | None = None) -> float | None:
    """Return a number of seconds, or None, unchanged. Raises ConfigurationError if it is none, or not positive (less than `least`)."""
    if value is None:
        return None
    if type(value) in (int, float) and (value > 0 if least is None else value >= least):
        return cast("float", value)
    raise ConfigurationError(f"{name} must be a positive number of seconds, or None, not {_shown(value)}")


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except ValueError:  # an integer of thousands of digits
        return f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"a {type(value).__name__}"


def check_betas(name: str, values: Any) -> tuple[str, ...]:
    """Return beta header values. Raises ConfigurationError, RequestInvalid."""
    items = values
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise ConfigurationError(f"{name} must be a list of strings, not {_shown(values)}")
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
    shown, scheme = redact(str(proxy)), ""
    try:
        parts = urlsplit(str(proxy))
        if isinstance(proxy, str) and parts.hostname and (parts.port or 1) > 0:
            scheme = parts.scheme
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
        raise ConfigurationError(f"{source} must be 'httpx', or nothing for our own connections, not {_shown(given)}")
    return "httpx" if given else None


def _repr_credential(value: Any) -> str:
    return repr(value) if value is None or isinstance(value, Secret) else f"<{getattr(value, '__name__', 'callable')}>"


def _headers(value: Mapping[str, Any]) -> str:
    return repr(redact_headers(value))


def check_base_url(url: Any, *, allow_http: bool, keep_version: bool = False) -> str:
    """Return the base URL without its last slash, and, unless `keep_version`, without `/v1`, with which all paths begin.

    Raises:
        ConfigurationError: it is not an absolute http(s) URL, or it would send the key unencrypted over a network.
    """
    if hasattr(url, "raw_path"):  # an URL of httpx
        url = str(url)
    if not isinstance(url, str):
        raise ConfigurationError(f"base_url must be a string, not {_shown(url)}")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ConfigurationError(f"base_url must be a plain URL, not {redact(url)!r}")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ConfigurationError(f"base_url {redact(url)!r}: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigurationError(f"base_url must be an absolute http or https URL, not {redact(url)!r}")
    if ":" not in host and any(not 0 < len(label) < 64 for label in host.removesuffix(".").split(".")):
        raise ConfigurationError(f"base_url {redact(url)!r}: each label of a host name has 1 to 63 characters")
    if parts.query or parts.fragment:
        raise ConfigurationError("base_url takes neither query nor fragment: use default_query")
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        raise ConfigurationError(
            f"the key and the messages would travel unencrypted to {host}; "
            "use https, or pass allow_http=True if you mean it"
        )
    url = url.rstrip("/")
    if not keep_version and parts.path.rstrip("/").endswith("/v1"):
        from warnings import warn

        warn(
            f"base_url {redact(url)!r}: the last /v1 is left out, because every path begins with it",
            UserWarning,
            stacklevel=5,
        )
        url = url.removesuffix("/v1")
    return str(url)


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
        check_seconds("timeout", value)
        return {"connect": value, "read": value, "write": value, "pool": value}
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
        raise ConfigurationError(f"timeout must be a number of seconds, None or an httpx.Timeout, not {_shown(value)}")
    given: dict[str, Any] = as_dict()
    return {step: check_seconds(f"timeout ({step})", given.get(step)) for step in steps}


def header_name(name: Any) -> str:
    """Return a header name in lower case.

    Raises:
        RequestInvalid: it has characters that a name may not have.
    """
    if not isinstance(name, str) or not name.isascii() or not _is_token(name):
        raise RequestInvalid(f"{name!r} is not a header name")
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


def check_credential(name: str, value: Any) -> Secret | Callable[[], Any] | None:
    """Return a key as a `Secret`; a function, or None, unchanged. Raises ConfigurationError, RequestInvalid."""
    if value is None:
        return None
    if callable(value):
        ask: Callable[[], Any] = value
        return ask
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a string or a function, not {type(value).__name__}")
    if not value:
        raise ConfigurationError(f"{name} is an empty string")
    header_value(name, value)
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


#: Middleware of all clients whose first call is still to come, inside their own: for instrumentation of a whole process.
PROCESS_MIDDLEWARE: Final[list[Any]] = []


def check_rate_limit(value: Any) -> Any:
    """Return a `RateLimiter`: the given one, or a new one for "adaptive"; None unchanged. Raises ConfigurationError."""
    if value is None:
        return None
    from ._limiter.limiter import RateLimiter

    if value == "adaptive":
        return RateLimiter(adaptive=True)
    if not isinstance(value, RateLimiter):
        raise ConfigurationError(f'rate_limit must be a RateLimiter, "adaptive" or None, not {_shown(value)}')
    return value


def environment_headers(text: str | None) -> dict[str, Any]:
    """`ANTHROPIC_CUSTOM_HEADERS`: one `name: value` per line."""
    given: dict[str, str] = {}
    for line in (text or "").split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            given[name.strip()] = value.strip()
    return check_headers(given)


def configure(
    *,
    api_key: Credential | None = None,
    auth_token: Credential | None = None,
    auth_scheme: AuthScheme = "x-api-key",
    base_url: Any = None,
    api_version: str = API_VERSION,
    timeout: Any = omit,
    max_retries: int | None = None,
    retry: RetryPolicy | None = None,
    deadline: float | None = None,
    stall_timeout: float | None = None,
    default_headers: Mapping[str, str | Omit] | None = None,
    default_query: Mapping[str, object] | None = None,
    betas: Sequence[str] = (),
    allow_http: bool = False,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
    stream_long_requests: bool = True,
    proxy: str | None = None,
    max_connections: int = MAX_CONNECTIONS,
    transport: Transport | None = None,
    middleware: Sequence[Any] = (),
    rate_limit: Any = None,
    webhook_key: str | bytes | None = None,
    keep_version: bool = False,
    environ: Mapping[str, str] | None = None,
) -> Config:
    """Return the configuration. Arguments win over the environment, and the environment over defaults.

    Raises:
        ConfigurationError: the configuration cannot work; the message says why.
    """
    environ = os.environ if environ is None else environ
    check_alone(api_key=api_key, auth_token=auth_token)
    if auth_scheme not in ("x-api-key", "bearer"):
        raise ConfigurationError(f"auth_scheme must be 'x-api-key' or 'bearer', not {auth_scheme!r}")
    if api_key is None and auth_token is None:
        # An empty variable is an unset one; the key wins over the token.
        api_key = environ.get("ANTHROPIC_API_KEY") or None
        auth_token = environ.get("ANTHROPIC_AUTH_TOKEN") or None
        if api_key and auth_token:
            logger().warning("both ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are set: the key is used")
            auth_token = None
    given_headers = check_headers(default_headers)
    policy = retry or RetryPolicy()
    if max_retries is not None:
        policy = evolve(policy, max_retries=max_retries)
    url = base_url or environ.get("ANTHROPIC_BASE_URL") or BASE_URL
    return Config(
        api_key=check_credential("api_key", api_key),
        auth_token=check_credential("auth_token", auth_token),
        auth_scheme=auth_scheme,
        base_url=check_base_url(url, allow_http=allow_http, keep_version=keep_version),
        api_version=header_value("anthropic-version", api_version),
        timeout=DEFAULT_TIMEOUT if isinstance(timeout, Omit) else parse_timeout(timeout),
        deadline=check_seconds("deadline", deadline),
        stall_timeout=check_seconds("stall_timeout", stall_timeout),
        retry=policy,
        default_headers=RedactedHeaders(environment_headers(environ.get("ANTHROPIC_CUSTOM_HEADERS")) | given_headers),
        default_query=dict(default_query or {}),
        betas=check_betas("betas", betas),
        allow_http=allow_http,
        max_response_bytes=check_count("max_response_bytes", max_response_bytes, least=1),
        stream_long_requests=stream_long_requests,
        proxy=None if proxy is None else check_proxy(proxy),
        max_connections=check_count("max_connections", max_connections, least=1),
        transport=check_transport(transport, environ),
        middleware=check_middleware(middleware),
        rate_limit=check_rate_limit(rate_limit),
        webhook_key=Secret(webhook_key) if isinstance(webhook_key, str) else webhook_key,
    )
