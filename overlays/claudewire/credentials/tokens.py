"""Access tokens and their life: values without I/O."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from attrs import Factory, field, frozen

from claudewire._checks import header_value
from claudewire._secrets import MASK, Secret

from .errors import CredentialsError

#: Seconds before its expiry at which a token is renewed in the background, and at which calls wait for another one.
EARLY: Final = 120.0
MARGIN: Final = 30.0


def _secret(token: Any) -> Secret:
    return Secret(token if isinstance(token, str) else "")


@frozen
class AccessToken:
    """An access token. Its representation hides the token.

    Attributes:
        token: The token itself.
        expires_at: When it expires, in seconds since 1970. None: never. 0: it is asked for again before every request.
    """

    token: str = field(repr=lambda _: repr(MASK))
    expires_at: int | None = None
    #: As long as it lives, the token is redacted from logs and errors.
    _registered: Secret = field(
        init=False, repr=False, eq=False, default=Factory(lambda self: _secret(self.token), takes_self=True)
    )

    def seconds_left(self, now: float) -> float:
        """Return for how many seconds the token is good.

        Args:
            now: The time, in seconds since 1970.
        """
        return float("inf") if self.expires_at is None else self.expires_at - now


class AccessTokenProvider(Protocol):
    """Returns an access token. The client calls it when it needs another one; `force_refresh` says that the last one was refused."""

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        """Return an access token.

        Args:
            force_refresh: Whether the last token was refused, so that a stored one is of no use.
        """
        ...


class AsyncAccessTokenProvider(Protocol):
    """Async version of `AccessTokenProvider`: a coroutine function, for `AsyncClaude`."""

    def __call__(self, *, force_refresh: bool = False) -> Coroutine[Any, Any, AccessToken]:
        """Return an access token.

        Args:
            force_refresh: Whether the last token was refused, so that a stored one is of no use.
        """
        ...


@runtime_checkable
class BaseURLBoundProvider(AccessTokenProvider, Protocol):
    """A provider that depends on the base URL: the client asks it for the provider of its own base URL."""

    def for_base_url(self, base_url: str) -> AccessTokenProvider:
        """Return the provider for a client at this base URL: itself, or a copy.

        Args:
            base_url: URL of the API.
        """
        ...


#: Returns the identity token of a workload: a JWT of its platform.
IdentityTokenProvider: TypeAlias = Callable[[], str]


def check_token(value: Any, source: str) -> AccessToken:
    """Return an access token unchanged.

    Raises:
        CredentialsError: it is none, or it cannot be sent in a header. The message does not show it.
    """
    if not isinstance(value, AccessToken):
        raise CredentialsError(f"{source} returned a {type(value).__name__}, and not an AccessToken")
    if not isinstance(value.token, str) or not value.token:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise CredentialsError(f"{source} returned an empty access token")
    if value.expires_at is not None and not isinstance(value.expires_at, (int, float)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise CredentialsError(f"{source} returned an access token whose `expires_at` is no number of seconds")
    if not is_sendable(value.token):
        raise CredentialsError(f"{source} returned an access token that cannot be sent in a header")
    return value


def is_sendable(token: str) -> bool:
    """Return whether a token can be the value of a header."""
    try:
        header_value("authorization", token)
    except ValueError:
        return False
    return True
