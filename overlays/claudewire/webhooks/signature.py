"""Signatures as Standard Webhooks has them: made, and checked. The clock is an argument."""

from __future__ import annotations

import hmac
import os
import time
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, Final, TypeAlias, cast

from claudewire._errors.base import ConfigurationError
from claudewire._secrets import Secret, reveal

from .errors import WebhookInvalid

#: Seconds that the timestamp of a delivery may differ from the clock.
TOLERANCE: Final = 300.0
#: The variable that holds the signing secret; several are separated by spaces.
SECRET_VARIABLE: Final = "ANTHROPIC_WEBHOOK_SIGNING_KEY"  # noqa: S105
_PREFIX: Final = "whsec_"
_VERSION: Final = "v1"
_HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")
#: Digits of a Unix time in seconds.
_MAX_TIMESTAMP_DIGITS: Final = 12
#: Signatures of one delivery that are compared: a secret is changed from one to the next, so a few are enough.
_MAX_SIGNATURES: Final = 20

Body: TypeAlias = str | bytes | bytearray | memoryview
#: A mapping with names in any case, pairs of name and value as ASGI has them, or a WSGI environment.
Headers: TypeAlias = "Mapping[str, Any] | Iterable[tuple[Any, Any]]"
#: `whsec_` and base64; or the key itself, as bytes.
SigningSecret: TypeAlias = str | bytes | Secret
Secrets: TypeAlias = "SigningSecret | Iterable[SigningSecret] | None"


def verify(
    body: Body,
    headers: Headers,
    secrets: Secrets = None,
    *,
    tolerance: float = TOLERANCE,
    now: Callable[[], float] = time.time,
) -> str:
    """Check the signature and the time of a delivery. Returns its id.

    Args:
        body: The body as it arrived, before any JSON parser.
        headers: Headers of the request, as a mapping in any case (httpx, starlette, Flask), pairs (ASGI), or a WSGI environment.
        secrets: Signing secret (`whsec_…`), or several while you change it. Default: `ANTHROPIC_WEBHOOK_SIGNING_KEY`.
        tolerance: Seconds that the timestamp may differ from the clock.
        now: The clock: seconds since 1970.

    Raises:
        WebhookInvalid: the delivery is not authentic.
        ConfigurationError: there is no secret, or it is not one; or the body was parsed already.
    """
    keys = signing_keys(secrets)
    content = raw_body(body)
    check_tolerance(tolerance)
    delivery_id, timestamp, signatures = _required_headers(headers)
    if len(timestamp) > _MAX_TIMESTAMP_DIGITS or not (timestamp.isascii() and timestamp.isdigit()):
        raise WebhookInvalid("webhook-timestamp is not a Unix time in seconds", reason="timestamp")
    difference = now() - int(timestamp)
    if abs(difference) > tolerance:
        direction = "old" if difference > 0 else "ahead of the clock of this machine"
        raise WebhookInvalid(
            f"the delivery is {abs(difference):.0f} s {direction}; {tolerance:g} s are allowed", reason="timestamp"
        )
    expected = [_signature(key, delivery_id, timestamp, content).encode() for key in keys]
    parts = [part.partition(",") for part in signatures.split()[:_MAX_SIGNATURES]]
    given = [text.encode("utf-8", "replace") for version, _, text in parts if version == _VERSION]
    # Compare all pairs, each in constant time: the duration must not tell which secret matched.
    matches = [hmac.compare_digest(one, other) for one in expected for other in given]
    if not any(matches):
        raise WebhookInvalid(
            "no signature matches: the secret is another one, or the body was changed (pass the raw body, not parsed JSON)",
            reason="signature",
        )
    return delivery_id


def check_tolerance(tolerance: Any) -> None:
    """Raise ConfigurationError if a tolerance is not a number of seconds."""
    if not is_number(tolerance) or not tolerance >= 0:
        raise ConfigurationError(f"tolerance must be a number of seconds, not {tolerance!r}")


def is_number(value: Any) -> bool:
    """Return whether a value is an int or a float, and not a bool."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def sign(
    body: Body, secret: SigningSecret, *, delivery_id: str | None = None, timestamp: float | None = None
) -> dict[str, str]:
    """Return the headers of a signed delivery, for tests of a receiver.

    Args:
        body: The body that will be sent.
        secret: Signing secret: `whsec_` and base64.
        delivery_id: Default: a new one.
        timestamp: Seconds since 1970. Default: now.

    Raises:
        ConfigurationError: the secret is not one.
    """
    key = _key(secret)
    delivery_id = delivery_id or f"msg_{os.urandom(12).hex()}"
    moment = str(int(time.time() if timestamp is None else timestamp))
    signature = _signature(key, delivery_id, moment, raw_body(body))
    return dict(zip(_HEADERS, (delivery_id, moment, f"{_VERSION},{signature}"), strict=True))


def new_secret() -> str:
    """Return a signing secret for tests: `whsec_` and 24 random bytes."""
    return _PREFIX + b64encode(os.urandom(24)).decode()


def _signature(key: bytes, delivery_id: str, timestamp: str, content: bytes) -> str:
    signed = f"{delivery_id}.{timestamp}.".encode("utf-8", "surrogateescape") + content
    return b64encode(hmac.digest(key, signed, sha256)).decode()


def raw_body(body: Any) -> bytes:
    """Return a body as bytes. Raises ConfigurationError if something has parsed it."""
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", body))
    raise ConfigurationError(
        f"the body is a {type(body).__name__}: pass the raw body (bytes or str), read before any JSON parser"
    )


def signing_keys(secrets: Any) -> list[bytes]:
    """Return the keys of all secrets. Raises ConfigurationError; its message shows none of them."""
    if secrets is None:
        secrets = os.environ.get(SECRET_VARIABLE, "").split()
    if isinstance(secrets, (str, bytes, Secret)):
        given: list[Any] = [secrets]
    elif isinstance(secrets, Iterable) and not isinstance(secrets, Mapping):
        given = list(cast("Any", secrets))
    else:
        raise ConfigurationError(f"secrets must be a signing secret or a list of them, not a {_type(secrets)}")
    if not given:
        raise ConfigurationError(f"no signing secret: pass it, or set {SECRET_VARIABLE}")
    return [_key(secret) for secret in given]


def _key(secret: Any) -> bytes:
    text: Any = reveal(secret) if isinstance(secret, Secret) else secret
    if isinstance(text, bytes):
        if text.startswith(_PREFIX.encode()):
            raise ConfigurationError(
                f"a signing secret that begins with {_PREFIX!r} is a str; bytes are the key itself"
            )
        key = text
    elif isinstance(text, str):
        key = _decoded(text)
    else:
        raise ConfigurationError(f"a signing secret is a string that begins with {_PREFIX!r}, not a {_type(text)}")
    if not key:
        raise ConfigurationError("the signing secret is empty: copy it again from the settings of the webhook")
    return key


def _decoded(text: str) -> bytes:
    if text.startswith(f"{_VERSION},"):
        raise ConfigurationError(
            f"the signing secret begins with '{_VERSION},', as a signature does: leave that out, a secret begins with {_PREFIX!r}"
        )
    if not text.startswith(_PREFIX):
        raise ConfigurationError(
            f"a signing secret begins with {_PREFIX!r}, and this does not: copy it again from the settings of the webhook"
        )
    code = text.removeprefix(_PREFIX)
    try:
        return b64decode(code + "=" * (-len(code) % 4), validate=True)
    except (Base64Error, ValueError):
        raise ConfigurationError(
            f"what follows {_PREFIX!r} in the signing secret is not base64: a character is wrong or missing"
        ) from None


def _required_headers(headers: Any) -> tuple[str, str, str]:
    found: dict[str, str] = {}
    try:
        for name, value in headers.items() if hasattr(headers, "items") else headers:
            # `HTTP_WEBHOOK_ID`: so a WSGI environment calls the header.
            key = _text(name).lower().replace("_", "-").removeprefix("http-")
            if key in _HEADERS and key not in found:
                found[key] = _text(value).strip()
    except (TypeError, ValueError):
        raise ConfigurationError(
            f"headers must be a mapping, or pairs of name and value, not {_type(headers)}: pass the headers of the request"
        ) from None
    missing = [name for name in _HEADERS if not found.get(name)]
    if missing:
        raise WebhookInvalid(f"the delivery has no header {' and no '.join(missing)}", reason="missing_header")
    return found["webhook-id"], found["webhook-timestamp"], found["webhook-signature"]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):  # urllib.parse and some frameworks keep all values of a name
        values = cast("list[Any]", value)
        return _text(values[0]) if values else ""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _type(value: Any) -> str:
    return type(value).__name__
