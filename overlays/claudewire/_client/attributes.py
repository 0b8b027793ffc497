"""The configuration of a client as attributes: what is set holds for all calls that begin later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar

from attrs import evolve

from claudewire._checks import check_credential, check_headers, check_middleware, parse_timeout
from claudewire._config import Config, Credential, RetryPolicy
from claudewire._platform import Platform
from claudewire._secrets import NamedHeaders, RedactedHeaders, Secret, reveal
from claudewire_api._call import Omit

from .connections import SharedPool

if TYPE_CHECKING:
    import httpx

    from claudewire._call.middleware import MiddlewareInput


P = ParamSpec("P")
T = TypeVar("T")


def forgets_arguments(function: Callable[P, T]) -> Callable[P, T]:
    """Let an exception of a function keep none of its arguments: they are keys, and a traceback shows them as variables."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            from claudewire._http.exceptions import clear_frames

            clear_frames(error)
            kwargs.clear()
            raise

    return wrapped


class ClientAttributes:
    """The configuration of a client as attributes."""

    _IS_ASYNC: ClassVar[bool]
    _config: Config
    #: Made for the first call.
    _pipeline: Any = None
    _shared: SharedPool

    # -- configuration ---------------------------------------------------------------------------------------------
    #
    # What is set here holds for all calls that begin later, also through `client.messages` that somebody has kept. Copies stay as they are.

    def _reconfigure(self, config: Config, shared: SharedPool | None = None) -> None:
        self._config, self._shared = config, shared or self._shared
        if self._pipeline is not None:
            self._pipeline.configure(config, self._shared.pool, self._shared.budget)
            self._complete(self._pipeline)

    def _complete(self, pipeline: Any) -> None:
        """Give the pipeline what stands above it: the middleware around each attempt."""
        if pipeline.config.middleware:
            from claudewire._call.attempt_chain import chain_of

            pipeline.chain = chain_of(pipeline)

    def _adopt(self, **options: Any) -> None:
        """Take over the configuration of a copy with these options."""
        raise NotImplementedError

    @property
    def api_key(self) -> Any:
        """The key, or the function that returns it; None if there is none. Never print it."""
        return _revealed(self._config.api_key)

    @api_key.setter
    def api_key(self, value: Credential | None) -> None:
        self._reconfigure(evolve(self._config, api_key=check_credential("api_key", value), credentials=None))

    @property
    def auth_token(self) -> Any:
        """The bearer token, or the function that returns it; None if there is none. Never print it."""
        return _revealed(self._config.auth_token)

    @auth_token.setter
    def auth_token(self, value: Credential | None) -> None:
        self._reconfigure(evolve(self._config, auth_token=check_credential("auth_token", value), credentials=None))

    @property
    def base_url(self) -> Any:
        """URL of the API: an `httpx.URL`. If it has a path, a slash is at its end."""
        import httpx

        url = httpx.URL(self._config.base_url)
        return url if url.path == "/" else url.copy_with(path=f"{url.path}/")

    @base_url.setter
    def base_url(self, value: str | httpx.URL) -> None:
        self._adopt(base_url=value)

    @property
    def credentials(self) -> Any:
        """Where the access tokens of this client come from; None for a client with a key."""
        return None if self._config.credentials is None else self._config.credentials.source

    @property
    def platform(self) -> Platform:
        """Where this client finds Claude: `client.platform.supports("batches")`."""
        return self._config.platform

    @property
    def api_version(self) -> str:
        """Value of the `anthropic-version` header."""
        return self._config.api_version

    @property
    def max_retries(self) -> int:
        """Attempts after the first."""
        return self._config.retry.max_retries

    @max_retries.setter
    def max_retries(self, value: int) -> None:
        self._reconfigure(evolve(self._config, retry=evolve(self._config.retry, max_retries=value)))

    @property
    def retry(self) -> RetryPolicy:
        """The policy of retries."""
        return self._config.retry

    @property
    def timeout(self) -> float | httpx.Timeout | None:
        """Seconds for each step, if they are the same for all (None for no limit), or an `httpx.Timeout`."""
        steps = self._config.timeout
        if len(set(steps.values())) == 1:
            return steps["read"]
        import httpx

        return httpx.Timeout(**steps)

    @timeout.setter
    def timeout(self, value: float | httpx.Timeout | None) -> None:
        self._reconfigure(evolve(self._config, timeout=parse_timeout(value)))

    @property
    def default_headers(self) -> Mapping[str, str | Omit]:
        """Headers of every request, by names in any case; secrets in them are masked when they are shown."""
        return NamedHeaders(self._config.default_headers)

    @default_headers.setter
    def default_headers(self, value: Mapping[str, str | Omit]) -> None:
        self._reconfigure(evolve(self._config, default_headers=RedactedHeaders(check_headers(value))))

    @property
    def default_query(self) -> Mapping[str, object]:
        """Query parameters of every request."""
        return dict(self._config.default_query)

    @default_query.setter
    def default_query(self, value: Mapping[str, object]) -> None:
        self._reconfigure(evolve(self._config, default_query=dict(value)))

    @property
    def middleware(self) -> tuple[MiddlewareInput, ...]:
        """Functions around each call and its attempts, the outermost first."""
        return self._config.middleware

    def _check_middleware(self, middleware: Any) -> tuple[Any, ...]:
        """Return middleware as a tuple. Raises ConfigurationError if an item cannot be one, or does not fit this kind of client."""
        items = () if middleware is None else check_middleware(middleware)
        if items:
            from claudewire._call.handlers import check_colours, check_forms

            check_forms(items)
            check_colours(items, is_async=self._IS_ASYNC)
        return items

    def _add_middleware(self, item: MiddlewareInput) -> None:
        """Add middleware to this client, inside the others. Calls that are under way stay as they are."""
        self._reconfigure(evolve(self._config, middleware=self._check_middleware((*self._config.middleware, item))))


def _revealed(value: Any) -> Any:
    return reveal(value) if isinstance(value, Secret) else value
