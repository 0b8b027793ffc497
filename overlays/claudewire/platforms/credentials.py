"""Credentials that are fetched: once for all calls that wait, off the event loop, and again before they expire."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from inspect import isawaitable
from threading import Lock, Thread
from typing import Any, Final, Generic, TypeVar

from claudewire._config import header_value
from claudewire._errors import APIStatusError, ConfigurationError, MissingCredentials
from claudewire._secrets import RedactedHeaders, Secret, reveal
from claudewire._wake import waker

T = TypeVar("T")
NEVER: Final = float("inf")


class Shared(Generic[T]):
    """A value that is loaded when it is needed. Copies of a client share it, on any number of threads and event loops.

    Args:
        load: Returns the value and the time (of `time.time()`) at which it expires. It may block. The argument says whether the
            last value was refused.
        early: Seconds before the expiry at which it is loaded again. Until the expiry, calls that come meanwhile use the old one.
    """

    def __init__(self, load: Callable[[bool], tuple[T, float]], *, early: float = 0.0) -> None:
        self._load = load
        self._early = early
        self._lock = Lock()
        self._flight: Future[T] | None = None
        self._value: T | None = None
        self._expiry = 0.0
        self._refused = False

    @property
    def value(self) -> T | None:
        """The last value; None before the first."""
        return self._value

    def refuse(self, value: T) -> None:
        """Load another value before the next call, if `value` is still the one in use."""
        with self._lock:
            if value is self._value:
                self._expiry, self._refused = 0.0, True

    async def get(self, *, is_async: bool) -> T:
        """Return the value. Any number of calls that wait for it load it once."""
        now = time.time()
        value = self._value
        if value is not None and now < self._expiry - self._early:
            return value
        with self._lock:
            flight, leads = self._flight, self._flight is None
            if flight is None:
                flight = self._flight = Future()
        if leads:
            if is_async:
                Thread(target=self._fly, args=(flight,), name="claudewire-credential", daemon=True).start()
            else:
                self._fly(flight)
        elif value is not None and now < self._expiry:
            return value
        return await _result(flight) if is_async else flight.result()

    def _fly(self, flight: Future[T]) -> None:
        try:
            value, expiry = self._load(self._refused)
        except BaseException as error:  # noqa: BLE001 - it is raised in every call that waits
            with self._lock:
                self._flight = None
            flight.set_exception(error)
        else:
            with self._lock:
                self._value, self._expiry, self._refused, self._flight = value, expiry, False, None
            flight.set_result(value)


async def _result(flight: Future[T]) -> T:
    """Wait for the result on this event loop, without holding a thread."""
    from anyio import Event

    event = Event()
    wake = waker(event.set)
    flight.add_done_callback(lambda _: wake())
    await event.wait()
    return flight.result()


async def ask(function: Callable[[], Any], *, is_async: bool) -> Any:
    """Return the result of the caller's function. It may block: under an event loop a thread runs it. A coroutine is awaited.

    Raises:
        ConfigurationError: a sync client was given a coroutine function.
    """
    if not is_async:
        value = function()
        if isawaitable(value):
            close: Any = getattr(value, "close", None)
            if close is not None:
                close()
            raise ConfigurationError("a coroutine function was given to a sync client: pass a function")
        return value
    from anyio.to_thread import run_sync

    value = await run_sync(function)
    return await value if isawaitable(value) else value


class NoCredential:
    """Adds nothing: for gateways that authorize by themselves."""

    async def setup(self) -> None:
        """Do nothing."""

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:  # noqa: ARG002
        """Return no header."""
        return {}

    async def renew(self, error: APIStatusError) -> bool:  # noqa: ARG002
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

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:  # noqa: ARG002
        """Return the headers with the key."""
        key = self._key
        value = reveal(key) if isinstance(key, Secret) else await ask(key, is_async=self._is_async)
        return key_headers(value, self._names)

    def secrets(self) -> tuple[Secret, ...]:
        """Return the key, if it is fixed."""
        return (self._key,) if isinstance(self._key, Secret) else ()


class TokenAuthorizer(NoCredential):
    """Sends a bearer token that is shared and renewed.

    Args:
        token: The token.
        is_async: Whether an event loop runs the calls.
        more: Further headers, known after the token was loaded.
    """

    def __init__(
        self, token: Shared[str], *, is_async: bool, more: Callable[[], Mapping[str, str]] = dict[str, str]
    ) -> None:
        self._token = token
        self._is_async = is_async
        self._more = more

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the header with the token."""
        headers = key_headers(await self._token.get(is_async=self._is_async), ("authorization",))
        for name, value in self._more().items():
            if name.encode() not in request.headers:
                headers[name.encode()] = value.encode()
        return headers

    async def renew(self, error: APIStatusError) -> bool:
        """Have the token renewed after a 401."""
        if error.status_code != 401 or (token := self._token.value) is None:
            return False
        self._token.refuse(token)
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
