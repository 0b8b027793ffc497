"""`BaseClient`: what both clients share: configuration, copies, pickles, failover."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import evolve

from claudewire import _log
from claudewire._checks import (
    Transport,
    check_alone,
    check_base_url,
    check_betas,
    check_count,
    check_credential,
    check_flag,
    check_headers,
    check_query,
    check_seconds,
    check_version,
    check_webhook_key,
    parse_timeout,
)
from claudewire._config import (
    API_VERSION,
    BASE_URL,
    KEY_VARIABLES,
    MAX_CONNECTIONS,
    MAX_RESPONSE_BYTES,
    AuthScheme,
    Config,
    Credential,
    RetryPolicy,
    check_rate_limit,
    check_retry,
    configure,
)
from claudewire._errors.base import ConfigurationError
from claudewire._secrets import RedactedHeaders, Secret, is_sensitive
from claudewire_api._call import Omit, omit

from .attributes import ClientAttributes, forgets_arguments
from .connections import SharedPool, check_client, timeout_of_client

if TYPE_CHECKING:
    import httpx

    from claudewire._call.middleware import MiddlewareInput
    from claudewire._limiter.limiter import RateLimiter


class BaseClient(ClientAttributes):
    """Configuration, copies and pickles of both clients."""

    #: Whether a base URL may end in `/v1`: on other platforms the paths do not begin with it.
    _KEEPS_VERSION: ClassVar[bool] = False
    #: The clients that follow after an outage.
    _others: tuple[Any, ...] = ()

    @forgets_arguments
    def __init__(
        self,
        *,
        api_key: Credential | None = None,
        auth_token: Credential | None = None,
        credentials: Any = None,
        config: Mapping[str, Any] | None = None,
        profile: str | None = None,
        auth_scheme: AuthScheme = "x-api-key",
        base_url: str | httpx.URL | None = None,
        api_version: str = API_VERSION,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | Omit | None = omit,
        retry: RetryPolicy | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
        default_headers: Mapping[str, str | Omit] | None = None,
        default_query: Mapping[str, object] | None = None,
        betas: Sequence[str] = (),
        http_client: Any = None,
        proxy: str | None = None,
        max_connections: int = MAX_CONNECTIONS,
        transport: Transport | None = None,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        stream_long_requests: bool = True,
        allow_http: bool = False,
        middleware: Iterable[MiddlewareInput] | None = None,
        rate_limit: RateLimiter | Literal["adaptive"] | None = None,
        webhook_key: str | bytes | None = None,
    ) -> None:
        """Make a client. Every argument is optional; nothing is sent until a method is called.

        Args:
            api_key: The key, or a function (for `AsyncClaude` also a coroutine function) that returns it, called before every attempt.
                Default: `ANTHROPIC_API_KEY`.
            auth_token: A bearer token in the place of a key. Default: `ANTHROPIC_AUTH_TOKEN`.
            credentials: Access tokens in the place of a key: a function that returns an `AccessToken`, or an object of
                `claudewire.credentials`. Without any of these arguments and variables, the environment and the active profile decide.
            config: A profile as a mapping, in the form of a configuration file.
            profile: Name of a profile on this machine.
            auth_scheme: How the key is sent: as `x-api-key`, or as `Authorization: Bearer`.
            base_url: URL of the API. Default: `ANTHROPIC_BASE_URL`, else https://api.anthropic.com.
            api_version: Value of the `anthropic-version` header.
            timeout: Seconds for each step of a connection, an `httpx.Timeout`, or None for no limit; so are more than 2,000,000.
                Default: 5 to connect, 600 otherwise.
            max_retries: Attempts after the first (2); 0 turns retrying off.
            retry: The whole policy; see `RetryPolicy`.
            deadline: Seconds for a whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may stay without any event but pings. Default: no limit.
            default_headers: Headers of every request; `omit` removes one. `ANTHROPIC_CUSTOM_HEADERS` holds more, one per line.
            default_query: Query parameters of every request.
            betas: Beta header values of every request.
            http_client: An `httpx.Client` (`httpx.AsyncClient`), or one of httpx2, to send with, in the place of our connections.
            proxy: URL of a proxy; an empty text for none. Default: `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.
            max_connections: Connections open at once.
            transport: "httpx" to send every request through httpx. Default: `CLAUDEWIRE_TRANSPORT`, else our own connections, and httpx
                (httpx2) where a proxy is used or somebody has replaced a function of it.
            max_response_bytes: Largest response body, decoded, that is read into memory.
            stream_long_requests: Request a message that may take over ten minutes as a stream; the result is the same.
            allow_http: Permit an `http://` base URL that is not on this machine.
            middleware: Functions around each call and listeners to its attempts, the outermost first; see `Middleware`.
            rate_limit: Lets calls wait for their turn: a `RateLimiter`, which clients may share, or "adaptive" for one that learns.
            webhook_key: Signing secret of `client.webhooks`. Default: `ANTHROPIC_WEBHOOK_SIGNING_KEY`.

        Raises:
            ConfigurationError: the client cannot work; the message says why.
            CredentialsError: the profile or the federation that was asked for cannot be used.
        """
        if max_retries is None:
            raise ConfigurationError(
                "max_retries must be a number: 0 turns retrying off; leave it out for the default of 2"
            )
        if http_client is not None:
            check_client(http_client, is_async=self._IS_ASYNC)
            timeout = timeout_of_client(http_client) if isinstance(timeout, Omit) else timeout
        environ = self._environment()
        given = {"credentials": credentials, "config": config, "profile": profile}
        signs_in = any(value is not None for value in given.values())
        if signs_in:
            check_alone(api_key=api_key, auth_token=auth_token, **given)
            environ = {name: value for name, value in os.environ.items() if name not in KEY_VARIABLES}
        configured = configure(
            api_key=api_key,
            auth_token=auth_token,
            auth_scheme=auth_scheme,
            base_url=base_url,
            api_version=api_version,
            timeout=timeout,
            max_retries=None if isinstance(max_retries, Omit) else max_retries,
            retry=retry,
            deadline=deadline,
            stall_timeout=stall_timeout,
            default_headers=default_headers,
            default_query=default_query,
            betas=betas,
            allow_http=allow_http,
            max_response_bytes=max_response_bytes,
            stream_long_requests=stream_long_requests,
            proxy=proxy,
            max_connections=max_connections,
            transport=transport,
            middleware=self._check_middleware(middleware),
            rate_limit=rate_limit,
            webhook_key=webhook_key,
            environ=environ,
            keep_version=self._KEEPS_VERSION,
        )
        if signs_in or (configured.api_key is None and configured.auth_token is None and environ is None):
            configured = self._signed_in(configured, given, base_url)
        _log.configure_from_environment()
        self._init(configured, SharedPool(configured, http_client, is_async=self._IS_ASYNC))

    @classmethod
    def _signed_in(cls, config: Config, given: Mapping[str, Any], base_url: str | httpx.URL | None) -> Config:
        """Return the configuration with the access tokens that arguments, environment and files lead to, if there are any."""
        from claudewire.credentials.client import sign_in

        return sign_in(config, given, None if base_url is None else str(base_url), is_async=cls._IS_ASYNC)

    def _environment(self) -> Mapping[str, str] | None:
        """Return the variables that the configuration reads; None for all."""
        return None

    def _init(self, config: Config, shared: SharedPool) -> None:
        self._config = config
        self._shared = shared

    def __repr__(self) -> str:
        name = type(self).__name__
        if "_config" not in self.__dict__:  # its construction has failed, and a traceback shows it
            return f"<{name}, not made>"
        return repr(self._config).replace("Config", name, 1)

    @forgets_arguments
    def copy(
        self,
        *,
        api_key: Credential | None = None,
        auth_token: Credential | None = None,
        credentials: Any = None,
        config: Mapping[str, Any] | None = None,
        profile: str | None = None,
        auth_scheme: AuthScheme | None = None,
        base_url: str | httpx.URL | None = None,
        api_version: str | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        deadline: float | Omit | None = omit,
        stall_timeout: float | Omit | None = omit,
        default_headers: Mapping[str, str | Omit] | None = None,
        set_default_headers: Mapping[str, str | Omit] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        betas: Sequence[str] | None = None,
        http_client: Any = None,
        max_response_bytes: int | None = None,
        stream_long_requests: bool | None = None,
        middleware: Iterable[MiddlewareInput] | Omit | None = omit,
        rate_limit: RateLimiter | Literal["adaptive"] | Omit | None = omit,
        webhook_key: str | bytes | None = None,
    ) -> Self:
        """Return a client with other options. It shares the connections and the retry budget.

        `default_headers` and `default_query` add to those of this client; their `set_` forms replace them. For the rest, see `Claude`.

        Args:
            default_headers: Headers to add to those of this client; `omit` as a value removes one.
            set_default_headers: Headers in the place of those of this client.
            default_query: Query parameters to add to those of this client.
            set_default_query: Query parameters in the place of those of this client.

        Raises:
            ConfigurationError: the options cannot work, or contradict each other.
        """
        old = self._config
        if (default_headers is not None and set_default_headers is not None) or (
            default_query is not None and set_default_query is not None
        ):
            raise ConfigurationError(
                "default_headers adds and set_default_headers replaces: give one of them (and so for the query)"
            )
        given = {"credentials": credentials, "config": config, "profile": profile}
        check_alone(api_key=api_key, auth_token=auth_token, **given)
        changes: dict[str, Any] = {}
        if api_key is not None or auth_token is not None:
            changes["api_key"] = check_credential("api_key", api_key)
            changes["auth_token"] = check_credential("auth_token", auth_token)
            changes["credentials"] = None
        if old.credentials is not None and (changes or any(value is not None for value in given.values())):
            # The base URL that a profile has named goes with it: another key is not sent there.
            changes["base_url"] = old.credentials.default_url or old.base_url
        if auth_scheme is not None:
            if auth_scheme not in ("x-api-key", "bearer"):
                raise ConfigurationError(f"auth_scheme must be 'x-api-key' or 'bearer', not {auth_scheme!r}")
            changes["auth_scheme"] = auth_scheme
        if base_url is not None:
            changes["base_url"] = check_base_url(base_url, allow_http=old.allow_http, keep_version=self._KEEPS_VERSION)
        if api_version is not None:
            changes["api_version"] = check_version(api_version)
        if not isinstance(timeout, Omit):
            changes["timeout"] = parse_timeout(timeout)
        if retry is not None:
            changes["retry"] = check_retry(retry)
        if max_retries is not None:
            changes["retry"] = evolve(retry or old.retry, max_retries=max_retries)
        if not isinstance(deadline, Omit):
            changes["deadline"] = check_seconds("deadline", deadline)
        if not isinstance(stall_timeout, Omit):
            changes["stall_timeout"] = check_seconds("stall_timeout", stall_timeout)
        if set_default_headers is not None:
            changes["default_headers"] = check_headers(set_default_headers)
        elif default_headers is not None:
            changes["default_headers"] = RedactedHeaders({**old.default_headers, **check_headers(default_headers)})
        if set_default_query is not None:
            changes["default_query"] = check_query("set_default_query", set_default_query)
        elif default_query is not None:
            changes["default_query"] = {**old.default_query, **check_query("default_query", default_query)}
        if betas is not None:
            changes["betas"] = check_betas("betas", betas)
        if max_response_bytes is not None:
            changes["max_response_bytes"] = check_count("max_response_bytes", max_response_bytes, least=1)
        if stream_long_requests is not None:
            changes["stream_long_requests"] = check_flag("stream_long_requests", stream_long_requests)
        if not isinstance(middleware, Omit):
            changes["middleware"] = self._check_middleware(middleware)
        if not isinstance(rate_limit, Omit):
            changes["rate_limit"] = check_rate_limit(rate_limit)
        if webhook_key is not None:
            changes["webhook_key"] = check_webhook_key(webhook_key)
        changed = evolve(old, **changes)
        if any(value is not None for value in given.values()):
            changed = evolve(changed, api_key=None, auth_token=None)
            named = old.credentials is not None and old.credentials.default_url is not None
            chosen = None if named or old.base_url == BASE_URL else old.base_url
            changed = self._signed_in(changed, given, base_url or chosen)
        elif base_url is not None and changed.credentials is not None:
            changed = evolve(changed, credentials=changed.credentials.at(changed.base_url))
        shared = self._shared
        if http_client is not None:
            check_client(http_client, is_async=self._IS_ASYNC)
            shared = SharedPool(changed, http_client, is_async=self._IS_ASYNC)
        elif changed.base_url != old.base_url and shared.http_client is None:
            shared = SharedPool(changed, None, is_async=self._IS_ASYNC)  # another origin may have another proxy
        return self._clone(changed, shared)

    with_options = copy

    def _adopt(self, **options: Any) -> None:
        """Take over the configuration of a copy with these options."""
        changed = self.copy(**options)
        self._reconfigure(changed._config, changed._shared)

    def with_middleware(self, *middleware: MiddlewareInput) -> Self:
        """Return a client with more middleware, inside that of this client. It shares the connections.

        Args:
            middleware: Functions or `Middleware` objects, the outermost first.

        Raises:
            ConfigurationError: an argument is no middleware.
        """
        return self.copy(middleware=(*self._config.middleware, *middleware))

    def _clone(self, config: Config, shared: SharedPool) -> Self:
        client = type(self).__new__(type(self))
        client._init(config, shared)
        client._others = self._others
        return client

    # -- copies and pickles: the configuration, never the connections ---------------------------------------------

    def __copy__(self) -> Self:
        return self._clone(self._config, self._shared)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        client = self._shared.http_client
        return self._clone(self._config, SharedPool(self._config, client, is_async=self._IS_ASYNC))

    def __reduce__(self) -> tuple[Any, ...]:
        if self._shared.http_client is not None:
            raise TypeError(
                f"a {type(self).__name__} over an http_client of yours cannot be pickled: make a new one in the other process"
            )
        config = self._config
        known = {name: value for name, value in config.default_headers.items() if not is_sensitive(name)}
        config = evolve(
            config,
            api_key=_without_secret(config.api_key),
            auth_token=_without_secret(config.auth_token),
            default_headers=RedactedHeaders(known),
            webhook_key=None,
            credentials=None if config.credentials is None else config.credentials.for_pickle(),
        )
        return _from_pickle, (type(self), config)

    # -- failover --------------------------------------------------------------------------------------------------

    def or_else(self, *clients: BaseClient) -> Self:
        """Return a client that goes on with `clients`, one after the other, after an outage or a throttle.

        A call moves on before its first content, when the retry policy of a client has given up. Names of models are translated.
        Deadline and count of attempts are shared; `response.url` says who has answered. The clients stay yours to close.

        Args:
            clients: Clients of this or of other platforms, in the order in which they are tried.

        Raises:
            ConfigurationError: sync and async clients are mixed, or one of them is no client.
        """
        for other in clients:
            if not isinstance(other, BaseClient):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise ConfigurationError(f"or_else takes clients, not {type(other).__name__}")
        if any(client._IS_ASYNC is not self._IS_ASYNC for client in clients):
            raise ConfigurationError("or_else takes clients of the same kind: all sync or all async")
        client = self._clone(self._config, self._shared)
        client._others = (*self._others, *clients)
        return client

    def is_closed(self) -> bool:
        """Return whether `close()` was called. Clients made with `with_options()` share this with their origin."""
        return self._shared.closed


def _without_secret(value: Any) -> Any:
    """Return a credential for a pickle: a function, which is pickled by its name, or None in the place of a secret."""
    return None if isinstance(value, Secret) else value


def _from_pickle(cls: type[Any], config: Config) -> Any:
    """Return a client from a pickle. It holds no secret, so the key is taken from the environment."""
    if config.api_key is None and config.auth_token is None and config.credentials is None:
        found = configure()
        config = evolve(config, api_key=found.api_key, auth_token=found.auth_token)
        if config.api_key is None and config.auth_token is None:
            config = cls._signed_in(config, {}, config.base_url)
    client: Any = object.__new__(cls)
    client._init(config, SharedPool(config, None, is_async=client._IS_ASYNC))
    return client
