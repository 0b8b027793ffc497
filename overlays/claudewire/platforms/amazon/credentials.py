"""Credentials of AWS: keys and Bedrock keys from arguments and the environment, everything else through botocore."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import field, frozen

from claudewire._call.shared_value import NEVER, Load, SharedValue
from claudewire._checks import check_credential
from claudewire._config import Credential
from claudewire._errors.base import ConfigurationError, MissingCredentials
from claudewire._errors.statuses import APIStatusError
from claudewire._platform import Authorizer
from claudewire._secrets import RedactedHeaders, Secret, reveal
from claudewire.platforms.arguments import given
from claudewire.platforms.credentials import (
    KeyAuthorizer,
    NoCredential,
    awaited,
    called,
    close_coroutine,
    missing_extra,
)
from claudewire_api._errors import RequestInvalid

from .sigv4 import EMPTY_SHA256, AWSCredentials, Signer

_TIME: Final = "%Y%m%dT%H%M%SZ"
#: Seconds by which the clock may be off: AWS takes signatures up to 5 minutes old.
_TOLERANCE: Final = 240.0
#: Seconds before the expiry at which botocore renews.
_EARLY: Final = 900.0
_CLOCK_ERRORS: Final = frozenset(
    {"InvalidSignatureException", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "RequestExpired"}
)
_EXPIRED: Final = frozenset({"ExpiredTokenException", "ExpiredToken"})
#: "Signature expired: A is now earlier than B (C - 5 min.)": C is the time of the server. Without it, B is the best that there is.
_SERVER_TIME: Final = re.compile(r"(?:earlier|later) than (\d{8}T\d{6}Z)(?: \((\d{8}T\d{6}Z) [-+])?")


@frozen(kw_only=True)
class AWSAuth:
    """How the requests of a client are authorized. Copies share it.

    Exactly one of `key`, `source` and `skip` is set.
    """

    #: A Bedrock key, sent as a bearer token.
    key: Secret | Callable[[], Any] | None = field(default=None, repr=False)
    #: Access keys, for signatures.
    source: AWSSource | None = field(default=None, repr=False)
    skip: bool = False

    def authorizer(self, signer: Signer, *, is_async: bool) -> Authorizer:
        """Return what adds the credential to each attempt."""
        if self.skip:
            return NoCredential()
        if self.key is not None:
            return KeyAuthorizer(self.key, names=("authorization",), is_async=is_async)
        assert self.source is not None
        if self.source.needs_loop and not is_async:
            raise ConfigurationError("credentials that are loaded by a coroutine need an async client")
        return SigningAuthorizer(signer, self.source, is_async=is_async)


class AWSSource:
    """Where access keys come from, and what is known of the server's clock.

    Args:
        fixed: Keys that do not change.
        load: Loads keys: `load(refused) -> (keys, expiry)`. A coroutine function works under an event loop only.
    """

    def __init__(
        self,
        *,
        fixed: AWSCredentials | None = None,
        load: Load[AWSCredentials] | None = None,
    ) -> None:
        self.fixed = fixed
        #: Whether only an event loop can load the keys.
        self.needs_loop: bool = iscoroutinefunction(load)
        self.shared: SharedValue[AWSCredentials] | None = None if load is None else SharedValue(load, early=_EARLY)
        #: Seconds that the server's clock is ahead of ours.
        self.clock_offset: float = 0.0

    def known(self) -> AWSCredentials | None:
        """Return the keys in use; None before they were loaded."""
        return self.fixed if self.shared is None else self.shared.value


class SigningAuthorizer(NoCredential):
    """Signs each attempt with an access key."""

    def __init__(self, signer: Signer, source: AWSSource, *, is_async: bool) -> None:
        self._signer = signer
        self._source = source
        self._is_async = is_async
        #: Secret key, day, and the key of that day in hexadecimal digits.
        self._key: tuple[Secret, str, Secret] | None = None

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the headers with the signature of a `PreparedRequest`."""
        source = self._source
        credentials = source.fixed
        if source.shared is not None:
            request.credential = credentials = await source.shared.get(
                is_async=self._is_async, deadline=request.deadline
            )
        assert credentials is not None
        timestamp = datetime.fromtimestamp(time.time() + source.clock_offset, UTC).strftime(_TIME)
        signed = self._signer.headers(
            credentials,
            method=request.method,
            url=request.url,
            headers=_signed_headers(request),
            payload_hash=await self._payload_hash(request),
            timestamp=timestamp,
            key=self._signing_key(credentials.secret_key, timestamp[:8]),
        )
        return RedactedHeaders({name.encode(): value.encode() for name, value in signed.items()})

    def _signing_key(self, secret: str, date: str) -> bytes:
        """Return the key of the day. Deriving it takes as long as signing."""
        if self._key is None or reveal(self._key[0]) != secret or self._key[1] != date:
            self._key = (Secret(secret), date, Secret(self._signer.key(secret, date).hex()))
        return bytes.fromhex(reveal(self._key[2]))

    async def _payload_hash(self, request: Any) -> str:
        body = request.body
        if body is None:
            return EMPTY_SHA256
        if isinstance(body, bytes):
            return sha256(body).hexdigest()
        if not request.rewindable:
            raise RequestInvalid(
                "AWS signs the whole body, so it must be readable twice: give bytes, a path or an open file"
            )
        if not self._is_async:
            return _hash_of(body)
        from anyio.to_thread import run_sync

        return await run_sync(_hash_of, body)

    async def renew(self, error: APIStatusError, request: Any) -> bool:
        """Correct the clock, or have the keys loaded again, if that is what the error says."""
        if error.error_code in _EXPIRED and self._source.shared is not None:
            if request.credential is not None:
                self._source.shared.refuse(request.credential)
            return True
        if error.error_code in _CLOCK_ERRORS and (server := _server_time(error)) is not None:
            offset = server - time.time()
            if abs(offset - self._source.clock_offset) > _TOLERANCE:
                self._source.clock_offset = offset
                return True
        return False

    def secrets(self) -> tuple[Secret, ...]:
        """Return the secret key and the session token in use."""
        known = self._source.known()
        return () if known is None else tuple(Secret(v) for v in (known.secret_key, known.session_token) if v)


def _signed_headers(request: Any) -> Iterable[tuple[str, str]]:
    """Return the headers that AWS wants to be signed. Others may be changed by a proxy."""
    url: str = request.url
    host = urlsplit(url).netloc.rpartition("@")[2]
    out = [("host", request.headers.get(b"host", host.encode()).decode())]
    for name, value in request.headers.items():
        if name == b"content-type" or name.startswith((b"x-amz-", b"x-amzn-", b"anthropic-")):
            out.append((name.decode(), value.decode()))
    return out


def _hash_of(chunks: Any) -> str:
    digest = sha256()
    for chunk in chunks.read_through():
        digest.update(chunk)
    return digest.hexdigest()


def _server_time(error: APIStatusError) -> float | None:
    """Return the time of the server: from the message, else from the `date` header."""
    if match := _SERVER_TIME.search(error.api_message or ""):
        text = match[2] or match[1]
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC).timestamp()
    if date := error.headers.get("date"):
        from email.utils import parsedate_to_datetime

        try:
            return parsedate_to_datetime(date).timestamp()
        except (ValueError, TypeError, OverflowError):
            return None
    return None


def resolve_auth(
    *,
    api_key: Credential | None,
    access_key: str | None,
    secret_key: str | None,
    session_token: str | None,
    profile: str | None,
    credentials: Any,
    skip_auth: bool,
    key_variables: tuple[str, ...],
    key_wins: bool,
    environ: Mapping[str, str],
) -> AWSAuth:
    """Return the credential of a client. Arguments win over the environment, an empty variable is unset.

    Raises:
        ConfigurationError: the arguments contradict each other, or half of a key pair is given.
    """
    arguments = {
        "access_key": access_key, "secret_key": secret_key, "session_token": session_token, "profile": profile,
        "credentials": credentials,
    }  # fmt: skip
    has_others = any(given(name, value) is not None for name, value in arguments.items())
    given("api_key", api_key)
    if skip_auth:
        if api_key is not None or has_others:
            raise ConfigurationError("skip_auth=True sends no credential: leave out the others")
        return AWSAuth(skip=True)
    if api_key is not None:
        if has_others and not key_wins:
            raise ConfigurationError("give either api_key or credentials of AWS, not both")
        return AWSAuth(key=check_credential("api_key", api_key))
    pair = _pair(access_key, secret_key, session_token, "access_key and secret_key")
    if pair is not None:
        return AWSAuth(source=AWSSource(fixed=pair))
    if credentials is not None:
        if profile is not None:
            raise ConfigurationError("give either profile or credentials, not both")
        return AWSAuth(source=AWSSource(load=_loader(credentials)))
    if profile is None:
        for variable in key_variables:
            if environ.get(variable):
                return AWSAuth(key=check_credential(variable, environ[variable]))
        pair = _pair(
            environ.get("AWS_ACCESS_KEY_ID") or None,
            environ.get("AWS_SECRET_ACCESS_KEY") or None,
            environ.get("AWS_SESSION_TOKEN") or None,
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )
        if pair is not None:
            return AWSAuth(source=AWSSource(fixed=pair))
    return AWSAuth(source=AWSSource(load=_Chain(profile)))


def _pair(
    access_key: str | None, secret_key: str | None, session_token: str | None, names: str
) -> AWSCredentials | None:
    if access_key is None and secret_key is None and session_token is None:
        return None
    if access_key is None or secret_key is None:
        raise ConfigurationError(f"{names} belong together: one of them is missing")
    return AWSCredentials(access_key=access_key, secret_key=secret_key, session_token=session_token)


def _loader(credentials: Any) -> Load[AWSCredentials]:
    """Return what loads the keys of the caller's object or function. It is a coroutine function, if theirs is one."""
    ask = credentials if callable(credentials) else getattr(credentials, "get_frozen_credentials", None)
    if not iscoroutinefunction(ask):
        return lambda _: _loaded(credentials)

    async def load(_: bool) -> tuple[AWSCredentials, float]:
        return _keys(await awaited(ask()), credentials)

    return load


def _loaded(credentials: Any) -> tuple[AWSCredentials, float]:
    """Return the keys of the caller's object or function, and when they expire."""
    value: Any = called(credentials) if callable(credentials) else credentials
    holder, freeze = value, getattr(value, "get_frozen_credentials", None)
    return _keys(value if freeze is None else called(freeze), holder)


def _keys(value: Any, holder: Any) -> tuple[AWSCredentials, float]:
    """Return keys, and when they expire, which is known to `holder`. Unknown: at once, so it is asked each time.

    Raises:
        ConfigurationError: `value` has no keys.
        MissingCredentials: they are empty.
    """
    if isinstance(value, AWSCredentials):
        return value, 0.0
    try:
        access_key, secret_key, token = value.access_key, value.secret_key, value.token
    except AttributeError as error:
        close_coroutine(value)
        raise ConfigurationError(
            "credentials must give AWSCredentials, or an object with access_key, secret_key and token, "
            f"not {type(value).__name__}"
        ) from error
    if not access_key or not secret_key:
        raise MissingCredentials("credentials gave an empty access key or secret key")
    expiry = getattr(holder, "_expiry_time", None)
    return (
        AWSCredentials(access_key=access_key, secret_key=secret_key, session_token=token or None),
        expiry.timestamp() if isinstance(expiry, datetime) else 0.0,
    )


class _Chain:
    """botocore's credential chain: environment, profile, SSO, process, web identity, container, instance."""

    def __init__(self, profile: str | None) -> None:
        self._profile = profile
        self._credentials: Any = None

    def __call__(self, refused: bool) -> tuple[AWSCredentials, float]:
        if refused or self._credentials is None:
            self._credentials = self._find()
        found, expiry = _loaded(self._credentials)
        return found, expiry or NEVER

    def _find(self) -> Any:
        try:
            session: Any = import_module("botocore.session").Session(profile=self._profile)
        except ImportError:
            raise missing_extra(
                "bedrock",
                "botocore",
                "No credentials for AWS: set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            ) from None
        try:
            credentials = session.get_credentials()
        except Exception as error:
            raise MissingCredentials(f"AWS credentials cannot be loaded: {error}") from error
        if credentials is None:
            raise MissingCredentials(
                "No credentials for AWS: set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
                "or configure a profile (`aws configure`)"
            )
        return credentials


def profile_region(profile: str | None, environ: Mapping[str, str]) -> str | None:
    """Return the region of a profile in AWS' configuration file; None if there is none."""
    from configparser import ConfigParser
    from configparser import Error as ParseError
    from pathlib import Path

    name = profile or environ.get("AWS_PROFILE") or environ.get("AWS_DEFAULT_PROFILE") or "default"
    path = Path(environ.get("AWS_CONFIG_FILE") or "~/.aws/config")
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read(path.expanduser(), encoding="utf-8")
    except (ParseError, OSError, UnicodeDecodeError, RuntimeError):
        return None
    for section in (name, f"profile {name}") if name == "default" else (f"profile {name}",):
        if parser.has_section(section) and (region := parser.get(section, "region", fallback="").strip()):
            return region
    return None
