"""Secrets, and their redaction from logs, errors and representations.

Redaction has two rules. By name: the value of a header that carries a credential is always redacted. By value: a known secret is
redacted from any text, and so is any text that has the form of an API key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast
from urllib.parse import unquote
from weakref import ReferenceType, ref

if TYPE_CHECKING:
    from ._spellings import Spellings

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
#: A URL that may carry a credential: a parameter of its query has a part of one of these words, or it names a user.
CREDENTIAL_IN_URL: Final = re.compile(
    r"(?i)[?&][^=&?]*(?:auth|cookie|credential|jwt|key|passw|secret|session|signature|token)|@"
)
_NOT_SENSITIVE: Final = frozenset({"idempotency-key"})
_KEY = re.compile(r"sk-ant-[A-Za-z0-9_\-]{8,}")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=\-]{8,}")
#: Keys of Bedrock, and the parts of a signature of AWS.
_AWS = re.compile(
    r"(Credential=|Signature=|X-Amz-Security-Token=)[^\s,&'\"]{8,}|\b(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_\-]{8,}"
)
_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.\-]{0,30}://)[^/\s@]+@")
#: Shorter values are not redacted: they would match parts of ordinary words.
_MIN_LENGTH: Final = 6


#: The secrets that this process holds, by identity: every text that goes through `redact` is searched for all of them.
_live: Final[dict[int, ReferenceType[Secret]]] = {}


class Secret:
    """A string whose representation hides it. Only `reveal` returns it.

    Args:
        value: The string.
    """

    __slots__ = ("__weakref__", "_spellings", "_value")

    def __init__(self, value: str) -> None:
        self._value = value
        #: Made for the first text that is searched for it.
        self._spellings: Spellings | None = None
        key = id(self)
        _live[key] = ref(self, lambda _: _live.pop(key, None))

    def spellings(self) -> Spellings:
        """Return what finds the value in a text."""
        if self._spellings is None:
            from ._spellings import Spellings

            self._spellings = Spellings(self._value)
        return self._spellings

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
    """Return the text without the secrets that this process holds, and without what has the form of a key, a token or a URL password.

    A secret is found in any case and in any spelling (`_spellings`), and at the end of the text also if it is cut off.
    """
    for spellings in _spellings_of(secrets):
        text = spellings.mask(text, MASK)
    text = _KEY.sub(MASK, text)
    text = _BEARER.sub(rf"\1 {MASK}", text)
    text = _AWS.sub(lambda match: f"{match[1] or ''}{MASK}", text)
    return _USERINFO.sub(rf"\1{MASK}@", text)


def redact_bytes(data: bytes, secrets: Iterable[Secret] = ()) -> bytes:
    """Redact bytes, which need not be text. Bytes without a secret are returned unchanged."""
    text = data.decode("utf-8", "surrogateescape")
    redacted = redact(text, secrets)
    return data if redacted == text else redacted.encode("utf-8", "surrogateescape")


def redact_value(value: Any) -> Any:
    """Return a JSON value whose strings are redacted; bytes and other values as they are."""
    if isinstance(value, str):
        return redact(value)
    fields = items = value
    if isinstance(value, dict):
        return {redact_value(key): redact_value(item) for key, item in fields.items()}
    if isinstance(value, list):
        return [redact_value(item) for item in items]
    return redact_bytes(value) if isinstance(value, bytes) else value


def redact_pairs(headers: list[tuple[bytes, bytes]], secrets: Iterable[Secret] = ()) -> list[tuple[bytes, bytes]]:
    """Return headers of a response without these secrets. Most have none: then it is the same list."""
    text = b"\n".join([value for _, value in headers])
    found = b"sk-ant-" in text
    for secret in secrets:  # a loop, and these secrets only: this is done for every response
        if len(value := secret._value) >= _MIN_LENGTH and value.encode() in text:  # pyright: ignore[reportPrivateUsage]
            found = True
    return [(name, redact_bytes(value, secrets)) for name, value in headers] if found else headers


def sensitive_values(fields: Mapping[str, Any] | None) -> list[Secret]:
    """Return the values that headers or query parameters carry as credentials, by their names."""
    found: list[Secret] = []
    for name, value in (fields or {}).items():
        if value and isinstance(value, str) and is_sensitive(str(name)):
            found.append(Secret(value))
            scheme, blank, token = value.partition(" ")
            if blank and scheme.lower() in ("bearer", "basic", "token"):
                found.append(Secret(token))
    return found


def url_secrets(*urls: str | None) -> list[Secret]:
    """Return the passwords in URLs, or what stands in the place of user and password."""
    found: list[Secret] = []
    for url in urls:
        if url and "@" in url:
            user, _, password = url.rpartition("@")[0].partition("://")[2].partition(":")
            found.append(Secret(unquote(password or user)))
    return found


def shown_url(url: str) -> str:
    """Return a URL that may be wrong, without user and password: they may have any characters."""
    head, at, host = url.rpartition("@")
    if at:
        scheme, slashes, _ = head.partition("//")
        shown = f"{scheme}//" if slashes and re.fullmatch(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?", scheme) else ""
        url = f"{shown}{MASK}@{host}"
    return redact(url)


def body_secrets(*bodies: Any) -> list[Secret]:
    """Return the tokens for other servers in bodies of messages, also in those of a batch."""
    found: list[Secret] = []
    for body in bodies:
        if not isinstance(body, Mapping):
            continue
        fields = cast("Mapping[str, Any]", body)
        for server in _listed(fields.get("mcp_servers")):
            token = _field(server, "authorization_token")
            if token and isinstance(token, str):
                found.append(Secret(token))
        for request in _listed(fields.get("requests")):
            params = _field(request, "params")
            if _field(params, "mcp_servers"):
                found += body_secrets({"mcp_servers": _field(params, "mcp_servers")})
    return found


def _listed(value: Any) -> Iterable[Any]:
    return cast("list[Any]", value) if isinstance(value, (list, tuple)) else ()


def _field(value: Any, name: str) -> Any:
    return cast("Mapping[str, Any]", value).get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _spellings_of(secrets: Iterable[Secret]) -> list[Spellings]:
    """Return the spellings of these and of all live secrets, the longest first: a secret may be a part of another one."""
    live = [secret for reference in list(_live.values()) if (secret := reference()) is not None]
    known = {reveal(secret): secret for secret in (*secrets, *live)}
    return [known[value].spellings() for value in sorted(known, key=len, reverse=True) if len(value) >= _MIN_LENGTH]


class Concealed(dict[Any, Any]):
    """A dictionary that shows none of its values: not in a `repr`, and not to tools that show the variables of a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(self._shown())

    __sentry_repr__ = __repr__

    def __rich_repr__(self) -> Iterable[tuple[str, Any]]:
        return self._shown().items()

    def _shown(self) -> dict[str, Any]:
        return dict.fromkeys(map(str, self), MASK)


class RedactedHeaders(Concealed):
    """Request headers of which only credentials are hidden."""

    __slots__ = ()

    def _shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, value in self.items():
            text = name.decode() if isinstance(name, bytes) else str(name)
            shown[text] = MASK if is_sensitive(text) else value
        return shown


#: Arguments of methods that may hold a key.
_MAY_HOLD_KEYS: Final = ("extra_headers", "extra_query", "query", "options")


def conceal(arguments: Mapping[str, Any]) -> None:
    """Conceal the values of headers and queries in the keyword arguments of a function: a traceback shows them as variables."""
    own = cast("dict[str, Any]", arguments)
    for name in _MAY_HOLD_KEYS:
        if isinstance(value := own.get(name), Mapping):
            own[name] = Concealed(cast("Any", value))


class NamedHeaders(RedactedHeaders):
    """Headers that are found by their names in any case."""

    __slots__ = ()

    def __getitem__(self, name: Any) -> Any:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a header, or the default."""
        return super().get(key.lower(), default)


def redact_headers(headers: Mapping[str, Any], secrets: Iterable[Secret] = ()) -> dict[str, str]:
    """Return a copy of the headers without secrets, for logs and representations."""
    secrets = tuple(secrets)
    return {name: MASK if is_sensitive(name) else redact(str(value), secrets) for name, value in headers.items()}
