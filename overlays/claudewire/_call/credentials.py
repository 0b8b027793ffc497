"""The credential of an attempt: from a key or a function to a header."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import isawaitable
from typing import Any, Final

from claudewire._callbacks import awaited_until, call_back
from claudewire._checks import header_value
from claudewire._config import Config
from claudewire._errors.base import ConfigurationError, MissingCredentials
from claudewire._errors.statuses import APIStatusError
from claudewire._platform import Authorizer
from claudewire._secrets import RedactedHeaders, Secret, reveal

_MISSING: Final = (
    "No API key: set ANTHROPIC_API_KEY, or pass api_key=... or auth_token=... to the client, or sign in with a profile "
    "(`claudewire auth status` shows what was looked for). "
    "(A pickled client takes no key along; give it a function as api_key.)"
)


class Credentials:
    """The credential of a client. A fixed one becomes a header once; a function is called before every attempt."""

    def __init__(self, config: Config, *, is_async: bool) -> None:
        self._config = config
        self._is_async = is_async
        self._fixed = _fixed_header(config)
        #: What functions returned lately: kept, so that it is redacted from errors and logs.
        self._seen: tuple[Secret, ...] = ()

    async def setup(self) -> None:
        """Do nothing: the URLs of the Claude API do not depend on the credential."""

    async def renew(self, error: APIStatusError, request: Any) -> bool:  # noqa: ARG002
        """Return False: a function is called before every attempt anyway."""
        return False

    def secrets(self) -> tuple[Secret, ...]:
        """Return none: those of the configuration are known."""
        return ()

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the header with the credential.

        Raises:
            DeadlineExpired: a coroutine function did not return it in time.
            MissingCredentials: there is neither a key nor a token.
            ConfigurationError: a blocking client was given a coroutine function.
        """
        if self._fixed is not None:
            return self._fixed
        config = self._config
        for function, scheme in ((config.api_key, config.auth_scheme), (config.auth_token, "bearer")):
            if callable(function):
                value: Any = call_back("the function that returns the key", function)
                if isawaitable(value):
                    value = await self._awaited(value, request.deadline)
                header = _header(scheme, value)
                self._seen = (Secret(value), *self._seen[:7])
                return header
        raise MissingCredentials(_MISSING)

    async def _awaited(self, value: Any, deadline: float | None) -> Any:
        if self._is_async:
            return await awaited_until(value, deadline)
        if hasattr(value, "close"):
            value.close()
        raise ConfigurationError("a coroutine function was given to a sync client: pass a function, or use AsyncClaude")


def authorizer_of(config: Config, pool: Any, *, is_async: bool) -> Authorizer:
    """Return what gives each attempt of a client its credential: that of its platform, of its profile, or of its key."""
    authorizer: Authorizer | None = config.platform.authorizer(is_async=is_async)
    if authorizer is None and config.credentials is not None:
        authorizer = config.credentials.authorizer(pool, is_async=is_async)
    return Credentials(config, is_async=is_async) if authorizer is None else authorizer


def _fixed_header(config: Config) -> Mapping[bytes, bytes] | None:
    """Return the header of a credential that does not change; None for a function, or if there is none."""
    if isinstance(config.api_key, Secret):
        return _header(config.auth_scheme, reveal(config.api_key))
    if isinstance(config.auth_token, Secret):
        return _header("bearer", reveal(config.auth_token))
    return None


def _header(scheme: str, value: Any) -> Mapping[bytes, bytes]:
    if not isinstance(value, str) or not value:
        what = "an empty string" if isinstance(value, str) else f"a {type(value).__name__}"
        raise ConfigurationError(f"the function that returns the key returned {what}")

    name, text = ("x-api-key", value) if scheme == "x-api-key" else ("authorization", f"Bearer {value}")
    return RedactedHeaders({name.encode(): header_value(name, text).encode()})
