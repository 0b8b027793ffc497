"""Credentials of the clouds: what adds a key or a token to an attempt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from inspect import isawaitable, iscoroutine, iscoroutinefunction
from typing import Any

from claudewire._call.shared_value import SharedValue
from claudewire._callbacks import awaited_until
from claudewire._checks import header_value
from claudewire._errors.base import ConfigurationError, MissingCredentials
from claudewire._errors.statuses import APIStatusError
from claudewire._secrets import RedactedHeaders, Secret, reveal
from claudewire_api._errors import ClaudeError


async def ask(function: Callable[[], Any], *, is_async: bool, deadline: float | None) -> Any:
    """Return the result of the caller's function. It may block: under an event loop a thread runs it. A coroutine is awaited.

    Raises:
        ConfigurationError: a sync client was given a coroutine function.
        DeadlineExpired: under an event loop, `deadline` on the monotonic clock has passed.
        MissingCredentials: the function failed.
    """
    if not is_async:
        value = called(function)
        if isawaitable(value):
            close_coroutine(value)
            raise ConfigurationError("a coroutine function was given to a sync client: pass a function")
        return value
    from anyio.to_thread import run_sync

    if iscoroutinefunction(function):
        return await awaited(awaited_until(function(), deadline))
    # In a tuple, because trio refuses a coroutine from a thread.
    (value,) = await awaited_until(run_sync(lambda: (called(function),), abandon_on_cancel=True), deadline)
    return await awaited(awaited_until(value, deadline)) if isawaitable(value) else value


async def awaited(value: Awaitable[Any]) -> Any:
    """Return the result of the caller's coroutine for a credential. Raises MissingCredentials, with the cause, if it fails."""
    try:
        return await value
    except ClaudeError:
        raise
    except Exception as error:
        raise _failed(error) from error


def close_coroutine(value: Any) -> None:
    """Close a coroutine that nothing will await; other values are left alone."""
    if iscoroutine(value):
        value.close()


def called(function: Callable[[], Any]) -> Any:
    """Return the result of a function for a credential. Raises MissingCredentials, with the cause, if it fails."""
    try:
        return function()
    except ClaudeError:
        raise
    except Exception as error:
        raise _failed(error) from error


def _failed(error: Exception) -> MissingCredentials:
    return MissingCredentials(f"the function for the credential raised {type(error).__name__}")


class NoCredential:
    """Adds nothing: for gateways that authorize by themselves."""

    async def setup(self) -> None:
        """Do nothing."""

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:  # noqa: ARG002
        """Return no header."""
        return {}

    async def renew(self, error: APIStatusError, request: Any) -> bool:  # noqa: ARG002
        """Return False."""
        return False

    def secrets(self) -> tuple[Secret, ...]:
        """Return none."""
        return ()


class KeyAuthorizer(NoCredential):
    """Sends a key or a token, which is fixed or comes from a function before every attempt.

    Args:
        key: The key, or a function that returns it.
        names: Headers that carry it; `authorization` carries it as a bearer token.
        is_async: Whether an event loop runs the calls.
    """

    def __init__(self, key: Secret | Callable[[], Any], *, names: tuple[str, ...], is_async: bool) -> None:
        self._key = key
        self._names = names
        self._is_async = is_async
        #: What the function returned lately, for redaction.
        self._seen: tuple[Secret, ...] = (key,) if isinstance(key, Secret) else ()

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the headers with the key."""
        key = self._key
        if isinstance(key, Secret):
            return key_headers(reveal(key), self._names)
        value = await ask(key, is_async=self._is_async, deadline=request.deadline)
        headers = key_headers(value, self._names)
        self._seen = (Secret(value), *self._seen[:7])
        return headers

    def secrets(self) -> tuple[Secret, ...]:
        """Return the key, or what the function returned lately."""
        return self._seen


class TokenAuthorizer(NoCredential):
    """Sends a bearer token that is shared and renewed.

    Args:
        token: The token.
        is_async: Whether an event loop runs the calls.
        more: Further headers, known after the token was loaded.
    """

    def __init__(
        self, token: SharedValue[str], *, is_async: bool, more: Callable[[], Mapping[str, str]] = dict[str, str]
    ) -> None:
        self._token = token
        self._is_async = is_async
        self._more = more

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the header with the token."""
        request.credential = token = await self._token.get(is_async=self._is_async, deadline=request.deadline)
        headers = key_headers(token, ("authorization",))
        for name, value in self._more().items():
            if name.encode() not in request.headers:
                headers[name.encode()] = value.encode()
        return headers

    async def renew(self, error: APIStatusError, request: Any) -> bool:
        """Have the token renewed after a 401, if it is still the one that was refused."""
        if error.status_code != 401 or request.credential is None:
            return False
        self._token.refuse(request.credential)
        return True

    def secrets(self) -> tuple[Secret, ...]:
        """Return the last token."""
        return () if self._token.value is None else (Secret(self._token.value),)


def key_headers(value: Any, names: tuple[str, ...]) -> RedactedHeaders:
    """Return the headers with a key or token. Raises MissingCredentials if it is not a string, or empty; it is not quoted."""
    if not isinstance(value, str) or not value:
        raise MissingCredentials(
            f"the function for the credential returned {'an empty string' if value == '' else type(value).__name__}"
        )
    headers = RedactedHeaders()
    for name in names:
        text = f"Bearer {value}" if name == "authorization" else value
        headers[name.encode()] = header_value(name, text).encode()
    return headers


def missing_extra(extra: str, library: str, instead: str) -> MissingCredentials:
    """Return the error for a credential that needs a library which is not installed."""
    return MissingCredentials(f"{instead}, or install {library} for the others: pip install 'claudewire[{extra}]'")
