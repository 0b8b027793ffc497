"""`Claude` and `AsyncClaude`: configuration on one side, resources on the other, one pipeline between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from claudewire_api._call import Omit, omit

from . import _log
from ._closing import AsyncClosing, Closing
from ._config import (
    API_VERSION,
    MAX_CONNECTIONS,
    MAX_RESPONSE_BYTES,
    AuthScheme,
    Config,
    Credential,
    configure,
    credential,
    header_value,
    headers,
    timeouts,
)
from ._config import (
    base_url as checked_base_url,
)
from ._errors import ConfigurationError
from ._resources import AsyncResources, Resources
from ._retry import Budget, RetryPolicy
from ._secrets import HeaderDict, Secret, is_sensitive

if TYPE_CHECKING:
    import httpx

    from ._pipeline import AsyncPipeline, Pipeline


class _Connections:
    """What copies of a client share: the transport, made when it is first needed, and the retry budget."""

    def __init__(self, config: Config, http_client: Any, *, blocking: bool) -> None:
        self._config = config
        self.http_client = http_client
        self._blocking = blocking
        self._transport: list[Any] = []
        self.budget = Budget(config.retry.budget) if config.retry.budget is not None else None
        self.closed = False

    @property
    def transport(self) -> Any:
        # Two threads may both make one. The first in the list counts, and the other has no connections yet.
        if not self._transport:
            transport = self._make()
            transport.closed = self.closed
            self._transport.append(transport)
        return self._transport[0]

    def _make(self) -> Any:
        config, client = self._config, self.http_client
        if self._blocking:
            from ._transport import ClientTransport, Transport

            return Transport(config) if client is None else ClientTransport(config, client)
        from ._transport_async import AsyncClientTransport, AsyncTransport

        return AsyncTransport(config) if client is None else AsyncClientTransport(config, client)

    def close(self) -> Any:
        """The transport to be closed, if there is one."""
        self.closed = True
        return self.transport if self._transport or self.http_client is not None else None


class _Client:
    """What both clients share."""

    _BLOCKING: bool
    _config: Config
    _connections: _Connections

    def __init__(
        self,
        *,
        api_key: Credential | None = None,
        auth_token: Credential | None = None,
        auth_scheme: AuthScheme = "x-api-key",
        base_url: str | None = None,
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
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        stream_long_requests: bool = True,
        allow_http: bool = False,
    ) -> None:
        """A client. Every argument is optional; nothing is sent until a method is called.

        Args:
            api_key: The key, or a function (for `AsyncClaude` also a coroutine function) that is asked before every attempt.
                Without it, `ANTHROPIC_API_KEY` is used.
            auth_token: A bearer token in place of a key; `ANTHROPIC_AUTH_TOKEN`.
            auth_scheme: How the key is sent: as `x-api-key`, or as `Authorization: Bearer`.
            base_url: Where the API is; `ANTHROPIC_BASE_URL`.
            api_version: Value of the `anthropic-version` header.
            timeout: Seconds for each step of a connection, an `httpx.Timeout`, or None for no limit. Default: 5 s to connect, 600 s else.
            max_retries: Attempts after the first (2); 0 turns retrying off.
            retry: The whole policy; see `RetryPolicy`.
            deadline: Seconds for a whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings. Without it, one that only pings is waited for.
            default_headers: Headers of every request; `omit` removes one. `ANTHROPIC_CUSTOM_HEADERS` holds more, one per line.
            default_query: Query parameters of every request.
            betas: Beta header values of every request.
            http_client: An `httpx.Client` (`httpx.AsyncClient`) to send with, in place of our connections.
            proxy: URL of a proxy. Without it, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` count.
            max_connections: Connections open at once.
            max_response_bytes: The largest response body, decoded, that is read into memory.
            stream_long_requests: Send a message that may take over ten minutes as a stream, and return it whole as always.
            allow_http: Permit an `http://` base URL that is not on this machine.

        Raises:
            ConfigurationError: this can not work; the message says why.
        """
        if max_retries is None:
            raise TypeError("max_retries must be a number: 0 turns retrying off; leave it out for the default of 2")
        self._check_http_client(http_client)
        if http_client is not None and isinstance(timeout, Omit):
            timeout = _chosen_timeout(http_client)
        config = configure(
            api_key=api_key,
            auth_token=auth_token,
            auth_scheme=auth_scheme,
            base_url_=base_url,
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
        )
        _log.set_up()
        self._set(config, _Connections(config, http_client, blocking=self._BLOCKING))

    def _set(self, config: Config, connections: _Connections) -> None:
        self._config = config
        self._connections = connections

    def _check_http_client(self, client: Any) -> None:
        raise NotImplementedError

    # -- configuration ---------------------------------------------------------------------------------------------

    @property
    def base_url(self) -> str:
        return self._config.base_url

    @property
    def api_version(self) -> str:
        return self._config.api_version

    @property
    def max_retries(self) -> int:
        return self._config.retry.max_retries

    @property
    def retry(self) -> RetryPolicy:
        return self._config.retry

    @property
    def timeout(self) -> Mapping[str, float | None]:
        """Seconds by step: connect, read, write, pool."""
        return self._config.timeout

    @property
    def default_headers(self) -> Mapping[str, str | Omit]:
        return self._config.default_headers

    def __repr__(self) -> str:
        return repr(self._config).replace("Config", type(self).__name__, 1)

    def copy(
        self,
        *,
        api_key: Credential | None = None,
        auth_token: Credential | None = None,
        auth_scheme: AuthScheme | None = None,
        base_url: str | None = None,
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
    ) -> Self:
        """The same client with other options. It shares the connections and the retry budget.

        `default_headers` and `default_query` add to those of this client; their `set_` forms replace them.

        Raises:
            ConfigurationError: the options can not work, or contradict each other.
        """
        old = self._config
        if (default_headers is not None and set_default_headers is not None) or (
            default_query is not None and set_default_query is not None
        ):
            raise ConfigurationError(
                "default_headers adds and set_default_headers replaces: give one of them (and so for the query)"
            )
        if api_key is not None and auth_token is not None:
            raise ConfigurationError("pass at most one of api_key and auth_token")
        changes: dict[str, Any] = {}
        if api_key is not None or auth_token is not None:
            changes["api_key"] = credential("api_key", api_key)
            changes["auth_token"] = credential("auth_token", auth_token)
            changes["from_environment"] = False
        if auth_scheme is not None:
            changes["auth_scheme"] = auth_scheme
        if base_url is not None:
            changes["base_url"] = checked_base_url(base_url, allow_http=old.allow_http)
        if api_version is not None:
            changes["api_version"] = header_value("anthropic-version", api_version)
        if not isinstance(timeout, Omit):
            changes["timeout"] = timeouts(timeout)
        if retry is not None:
            changes["retry"] = retry
        if max_retries is not None:
            changes["retry"] = evolve(retry or old.retry, max_retries=max_retries)
        if not isinstance(deadline, Omit):
            changes["deadline"] = deadline
        if not isinstance(stall_timeout, Omit):
            changes["stall_timeout"] = stall_timeout
        if set_default_headers is not None:
            changes["default_headers"] = headers(set_default_headers)
        elif default_headers is not None:
            changes["default_headers"] = HeaderDict({**old.default_headers, **headers(default_headers)})
        if set_default_query is not None:
            changes["default_query"] = dict(set_default_query)
        elif default_query is not None:
            changes["default_query"] = {**old.default_query, **default_query}
        if betas is not None:
            changes["betas"] = tuple(header_value("anthropic-beta", value) for value in betas)
        if max_response_bytes is not None:
            changes["max_response_bytes"] = max_response_bytes
        if stream_long_requests is not None:
            changes["stream_long_requests"] = stream_long_requests
        config = evolve(old, **changes)
        connections = self._connections
        if http_client is not None:
            self._check_http_client(http_client)
            connections = _Connections(config, http_client, blocking=self._BLOCKING)
        elif config.base_url != old.base_url and connections.http_client is None:
            connections = _Connections(config, None, blocking=self._BLOCKING)  # another place may have another proxy
        return self._made(config, connections)

    with_options = copy

    def _made(self, config: Config, connections: _Connections) -> Self:
        client = type(self).__new__(type(self))
        client._set(config, connections)
        return client

    # -- copies and pickles: the configuration, never the connections ---------------------------------------------

    def __copy__(self) -> Self:
        return self._made(self._config, self._connections)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        shared = self._connections.http_client
        return self._made(self._config, _Connections(self._config, shared, blocking=self._BLOCKING))

    def __reduce__(self) -> tuple[Any, ...]:
        if self._connections.http_client is not None:
            raise TypeError(
                f"a {type(self).__name__} over an http_client of yours can not be pickled: make a new one over there"
            )
        config = self._config
        known = {name: value for name, value in config.default_headers.items() if not is_sensitive(name)}
        config = evolve(
            config,
            api_key=_portable(config.api_key),
            auth_token=_portable(config.auth_token),
            default_headers=HeaderDict(known),
        )
        return _unpickled, (type(self), config)

    def is_closed(self) -> bool:
        return self._connections.closed


def _portable(value: Any) -> Any:
    """What a pickle may hold of a credential: a function, which is pickled by its name. A secret stays behind."""
    return None if isinstance(value, Secret) else value


def _unpickled(cls: type[Any], config: Config) -> Any:
    """A client from a pickle, which holds no secret: the key is looked for in the environment."""
    if config.api_key is None and config.auth_token is None:
        found = configure()
        config = evolve(config, api_key=found.api_key, auth_token=found.auth_token, from_environment=True)
    client: Any = object.__new__(cls)
    client._set(config, _Connections(config, None, blocking=client._BLOCKING))
    return client


def _chosen_timeout(client: Any) -> Any:
    """The timeout of the caller's client, if somebody chose it."""
    import httpx

    return client.timeout if client.timeout != httpx.Timeout(5.0) else omit


class Claude(Resources, Closing, _Client):
    """The API, blocking. One client serves any number of threads."""

    _BLOCKING = True
    _pipeline: Pipeline | None = None

    def _check_http_client(self, client: Any) -> None:
        if client is not None:
            import httpx

            if not isinstance(client, httpx.Client):
                raise ConfigurationError(f"http_client must be an httpx.Client, not {_kind(client)}")

    @property
    def _caller(self) -> Pipeline:
        if self._pipeline is None:
            from ._pipeline import Pipeline

            connections = self._connections
            self._pipeline = Pipeline(self._config, connections.transport, budget=connections.budget, name="Claude")
        return self._pipeline

    def close(self) -> None:
        """Close all connections, those of copies too."""
        if (transport := self._connections.close()) is not None:
            transport.close()


class AsyncClaude(AsyncResources, AsyncClosing, _Client):
    """The API for asyncio and trio. One client serves any number of event loops, each over its own connections."""

    _BLOCKING = False
    _pipeline: AsyncPipeline | None = None

    def _check_http_client(self, client: Any) -> None:
        if client is not None:
            import httpx

            if not isinstance(client, httpx.AsyncClient):
                raise ConfigurationError(f"http_client must be an httpx.AsyncClient, not {_kind(client)}")

    @property
    def _caller(self) -> AsyncPipeline:
        if self._pipeline is None:
            from ._pipeline import AsyncPipeline

            connections = self._connections
            self._pipeline = AsyncPipeline(
                self._config, connections.transport, budget=connections.budget, name="AsyncClaude"
            )
        return self._pipeline

    async def close(self) -> None:
        """Close the connections of the running event loop, and take no more calls; this goes for copies too."""
        if (transport := self._connections.close()) is not None:
            await transport.close()


def _kind(value: Any) -> str:
    return f"{type(value).__module__.partition('.')[0]}.{type(value).__name__}"
