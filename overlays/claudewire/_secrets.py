"""Secrets: kept out of everything that a person or a log may see.

Redaction works twice. By class: the values of headers that carry credentials are never shown. By value: a secret that is known
is removed from any text, wherever it turned up; and so is what looks like a key of this API.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

MASK: Final = "[redacted]"

#: A header is sensitive when one of the words of its name is one of these. (`anthropic-ratelimit-tokens-reset` is not.)
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
_HARMLESS: Final = frozenset({"idempotency-key"})
_KEY = re.compile(r"sk-ant-[A-Za-z0-9_\-]{8,}")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=\-]{8,}")
_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.\-]*://)[^/\s@]+@")
#: Shorter values would blank out ordinary words.
_SHORTEST: Final = 6


class Secret:
    """A string that does not show itself. `reveal` is the one way to read it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    # A copy stays in the process. A pickle leaves it.
    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a secret can not be pickled")


def reveal(secret: Secret) -> str:
    """The value of a secret: for the header it is made for, and for nothing else."""
    return secret._value  # pyright: ignore[reportPrivateUsage]


def is_sensitive(name: str) -> bool:
    """Whether a header of this name carries a credential."""
    name = name.lower()
    return name not in _HARMLESS and not _WORDS.isdisjoint(re.split(r"[^a-z0-9]+", name))


def redact(text: str, secrets: Iterable[Secret] = ()) -> str:
    """The text without these secrets, and without anything that looks like a key, a bearer token or a password in a URL."""
    for secret in secrets:
        value = reveal(secret)
        if len(value) >= _SHORTEST:
            text = text.replace(value, MASK)
    text = _KEY.sub(MASK, text)
    text = _BEARER.sub(rf"\1 {MASK}", text)
    return _USERINFO.sub(rf"\1{MASK}@", text)


def redact_bytes(data: bytes, secrets: Iterable[Secret] = ()) -> bytes:
    """The same for bytes that may or may not be text. Bytes that hold nothing secret come back as they are."""
    for secret in secrets:
        value = reveal(secret).encode()
        if len(value) >= _SHORTEST and value in data:
            data = data.replace(value, MASK.encode())
    if b"sk-ant-" in data:
        data = _KEY.sub(MASK, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return data


class HeaderDict(dict[Any, Any]):
    """Headers on their way out. A traceback that shows variables shows this as it may be shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown: dict[str, Any] = {}
        for name, value in self.items():
            text = name.decode() if isinstance(name, bytes) else str(name)
            shown[text] = MASK if is_sensitive(text) else value
        return repr(shown)

    __str__ = __repr__


def redact_headers(headers: Mapping[str, Any], secrets: Iterable[Secret] = ()) -> dict[str, str]:
    """Headers as they may be shown."""
    secrets = tuple(secrets)
    return {name: MASK if is_sensitive(name) else redact(str(value), secrets) for name, value in headers.items()}
