"""Secrets, and their redaction from logs, errors and representations.

Redaction has two rules. By name: the value of a header that carries a credential is always redacted. By value: a known secret is
redacted from any text, and so is any text that has the form of an API key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

MASK: Final = "[redacted]"

#: A header is sensitive if its name contains one of these words. (`anthropic-ratelimit-tokens-reset` does not.)
_WORDS: Final = frozenset(
    {
        "apikey",
        "auth",
        "authentication",
        "authorization",
        "cookie",
        "cookie2",
        "credential",
        "credentials",
        "jwt",
        "key",
        "passwd",
        "password",
        "secret",
        "session",
        "signature",
        "token",
    }
)
_NOT_SENSITIVE: Final = frozenset({"idempotency-key"})
_KEY = re.compile(r"sk-ant-[A-Za-z0-9_\-]{8,}")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=\-]{8,}")
#: Keys of Bedrock, and the parts of a signature of AWS.
_AWS = re.compile(
    r"(Credential=|Signature=|X-Amz-Security-Token=)[^\s,&'\"]{8,}|\b(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_\-]{8,}"
)
_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.\-]*://)[^/\s@]+@")
#: Shorter values are not redacted: they would match parts of ordinary words.
_MIN_LENGTH: Final = 6


class Secret:
    """A string whose representation hides it. Only `reveal` returns it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    # A copy stays in the process. A pickle may leave it, so it is an error.
    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a secret cannot be pickled")


def reveal(secret: Secret) -> str:
    """Return the value of a secret. Only the request header that carries it may contain the result."""
    return secret._value  # pyright: ignore[reportPrivateUsage]


def is_sensitive(name: str) -> bool:
    """Return whether a header of this name carries a credential."""
    name = name.lower()
    return name not in _NOT_SENSITIVE and not _WORDS.isdisjoint(re.split(r"[^a-z0-9]+", name))


def redact(text: str, secrets: Iterable[Secret] = ()) -> str:
    """Return the text with these secrets replaced, and with everything that has the form of a key, a token or a URL password."""
    for secret in secrets:
        value = reveal(secret)
        if len(value) >= _MIN_LENGTH:
            text = text.replace(value, MASK)
    text = _KEY.sub(MASK, text)
    text = _BEARER.sub(rf"\1 {MASK}", text)
    text = _AWS.sub(lambda match: f"{match[1] or ''}{MASK}", text)
    return _USERINFO.sub(rf"\1{MASK}@", text)


def redact_bytes(data: bytes, secrets: Iterable[Secret] = ()) -> bytes:
    """Redact bytes, which need not be text. Bytes without a secret are returned unchanged."""
    for secret in secrets:
        value = reveal(secret).encode()
        if len(value) >= _MIN_LENGTH and value in data:
            data = data.replace(value, MASK.encode())
    if b"sk-ant-" in data or b"Signature=" in data or b"ABSK" in data or b"bedrock-api-key-" in data:
        text = _KEY.sub(MASK, data.decode("utf-8", "surrogateescape"))
        data = _AWS.sub(lambda match: f"{match[1] or ''}{MASK}", text).encode("utf-8", "surrogateescape")
    return data


class RedactedHeaders(dict[Any, Any]):
    """Request headers whose representation hides credentials, for tracebacks that show variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown: dict[str, Any] = {}
        for name, value in self.items():
            text = name.decode() if isinstance(name, bytes) else str(name)
            shown[text] = MASK if is_sensitive(text) else value
        return repr(shown)


def redact_headers(headers: Mapping[str, Any], secrets: Iterable[Secret] = ()) -> dict[str, str]:
    """Return a copy of the headers without secrets, for logs and representations."""
    secrets = tuple(secrets)
    return {name: MASK if is_sensitive(name) else redact(str(value), secrets) for name, value in headers.items()}
