"""Configuration of a client: arguments and environment, checked once, before anything is sent."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from claudewire_api._call import Omit, omit

from ._checks import (
    MAX_SECONDS,
    Transport,
    check_alone,
    check_base_url,
    check_betas,
    check_count,
    check_credential,
    check_flag,
    check_headers,
    check_middleware,
    check_proxy,
    check_query,
    check_seconds,
    check_transport,
    check_version,
    check_webhook_key,
    environment_headers,
    parse_timeout,
    shown,
)
from ._errors.base import APIError, ConfigurationError
from ._log import logger
from ._platform import DIRECT, Platform
from ._secrets import RedactedHeaders, Secret, redact_headers, sensitive_values, shown_url, url_secrets

BASE_URL: Final = "https://api.anthropic.com"
API_VERSION: Final = "2023-06-01"
#: Seconds for each step: see `httpx.Timeout`.
DEFAULT_TIMEOUT: Final[Mapping[str, float | None]] = {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
DEFAULT_MAX_RETRIES: Final = 2
#: Tokens of a retry budget: see `RetryPolicy`.
RETRY_BUDGET: Final = 500
MAX_BUDGET: Final = 1_000_000
#: Connections open at once, and seconds for which an idle one is kept.
MAX_CONNECTIONS: Final = 1000
KEEPALIVE_EXPIRY: Final = 60.0
MAX_RESPONSE_BYTES: Final = 256 * 1024 * 1024
#: The variables that hold a key or a token.
KEY_VARIABLES: Final = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")

AuthScheme: TypeAlias = Literal["x-api-key", "bearer"]
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
            value = check_seconds(name, getattr(self, name), least=0.0)
            object.__setattr__(self, name, MAX_SECONDS if value is None else value)
        if self.budget is not None and check_count("budget", self.budget) > MAX_BUDGET:
            raise ConfigurationError(f"budget must be at most {MAX_BUDGET:,} tokens, or None for no budget")
        if self.on_retry is not None and not callable(self.on_retry):  # pyright: ignore[reportUnnecessaryComparison]
            raise ConfigurationError(f"on_retry must be a function, not {shown(self.on_retry)}")


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
    base_url: str = field(default=BASE_URL, repr=lambda value: repr(shown_url(value)))
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
    proxy: str | None = field(default=None, repr=lambda value: repr(shown_url(value)) if value else "None")
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
        known += url_secrets(self.proxy, self.base_url)
        if self.proxy is None:
            known += url_secrets(*(value for name, value in os.environ.items() if name.lower().endswith("_proxy")))
        return tuple(known)


def _repr_credential(value: Any) -> str:
    return repr(value) if value is None or isinstance(value, Secret) else f"<{getattr(value, '__name__', 'callable')}>"


def _headers(value: Mapping[str, Any]) -> str:
    return repr(redact_headers(value))


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
        raise ConfigurationError(f'rate_limit must be a RateLimiter, "adaptive" or None, not {shown(value)}')
    return value


def check_retry(value: Any) -> RetryPolicy | None:
    """Return a policy, or None, unchanged. Raises ConfigurationError."""
    if value is not None and not isinstance(value, RetryPolicy):
        raise ConfigurationError(f"retry must be a RetryPolicy, not {shown(value)}; max_retries takes a number")
    return value


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
    key_source, token_source = "api_key", "auth_token"
    if api_key is None and auth_token is None:
        key_source, token_source = KEY_VARIABLES
        # An empty variable is an unset one; the key wins over the token.
        api_key = environ.get("ANTHROPIC_API_KEY") or None
        auth_token = environ.get("ANTHROPIC_AUTH_TOKEN") or None
        if api_key and auth_token:
            logger().warning("both ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are set: the key is used")
            auth_token = None
    given_headers = check_headers(default_headers)
    policy = check_retry(retry) or RetryPolicy()
    if max_retries is not None:
        policy = evolve(policy, max_retries=max_retries)
    url, url_source = base_url, "base_url"
    if base_url is None or base_url == "":
        url, url_source = environ.get("ANTHROPIC_BASE_URL") or BASE_URL, "ANTHROPIC_BASE_URL"
    return Config(
        api_key=check_credential(key_source, api_key),
        auth_token=check_credential(token_source, auth_token),
        auth_scheme=auth_scheme,
        base_url=check_base_url(url, allow_http=allow_http, keep_version=keep_version, source=url_source),
        api_version=check_version(api_version),
        timeout=DEFAULT_TIMEOUT if isinstance(timeout, Omit) else parse_timeout(timeout),
        deadline=check_seconds("deadline", deadline),
        stall_timeout=check_seconds("stall_timeout", stall_timeout),
        retry=policy,
        default_headers=RedactedHeaders(environment_headers(environ.get("ANTHROPIC_CUSTOM_HEADERS")) | given_headers),
        default_query=check_query("default_query", {} if default_query is None else default_query),
        betas=check_betas("betas", betas),
        allow_http=check_flag("allow_http", allow_http),
        max_response_bytes=check_count("max_response_bytes", max_response_bytes, least=1),
        stream_long_requests=check_flag("stream_long_requests", stream_long_requests),
        proxy=None if proxy is None else check_proxy(proxy),
        max_connections=check_count("max_connections", max_connections, least=1),
        transport=check_transport(transport, environ),
        middleware=check_middleware(middleware),
        rate_limit=check_rate_limit(rate_limit),
        webhook_key=check_webhook_key(webhook_key),
    )
