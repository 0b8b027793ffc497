"""AWS Signature Version 4: a request and the time in, headers out. No I/O and no clock.

The rules are those of "Signature Version 4 signing process" in the AWS General Reference, for every service but S3: the path is
percent-encoded once more than it is sent, and the hash of the payload is part of the signature.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from attrs import Attribute, field, frozen
from attrs.validators import optional

from claudewire._secrets import MASK
from claudewire.platforms.arguments import check_header

ALGORITHM: Final = "AWS4-HMAC-SHA256"
EMPTY_SHA256: Final = sha256(b"").hexdigest()
#: Seconds for which a short-term Bedrock key is valid, at most.
LONGEST_KEY: Final = 12 * 3600


def _is_header(_: Any, attribute: Attribute[Any], value: Any) -> None:
    check_header(attribute.name, value)


@frozen(kw_only=True)
class AWSCredentials:
    """An access key of AWS. Its representation hides the secret parts.

    Raises:
        ConfigurationError: a part is empty, or has characters that a header may not have.
    """

    #: ID of the access key.
    access_key: str = field(validator=_is_header)
    #: The secret key that signs.
    secret_key: str = field(validator=_is_header, repr=lambda _: MASK)
    #: Token of a temporary key; None for a lasting one.
    session_token: str | None = field(
        default=None, validator=optional(_is_header), repr=lambda value: MASK if value else "None"
    )


@frozen(kw_only=True)
class Signer:
    """Signs for one region and one service, such as `bedrock`."""

    region: str
    service: str

    def scope(self, timestamp: str) -> str:
        """Return the credential scope of a time such as `20260102T030405Z`."""
        return f"{timestamp[:8]}/{self.region}/{self.service}/aws4_request"

    def key(self, secret_key: str, date: str) -> bytes:
        """Return the signing key of a day such as `20260102`. It does not change on that day."""
        key = f"AWS4{secret_key}".encode()
        for part in (date, self.region, self.service, "aws4_request"):
            key = _hmac(key, part)
        return key

    def headers(
        self,
        credentials: AWSCredentials,
        *,
        method: str,
        url: str,
        headers: Iterable[tuple[str, str]],
        payload_hash: str,
        timestamp: str,
        key: bytes | None = None,
    ) -> dict[str, str]:
        """Return the headers that sign a request: `x-amz-date`, `authorization`, and the session token if there is one.

        Args:
            credentials: The access key.
            method: The HTTP method.
            url: The URL exactly as it is sent, percent-encoded.
            headers: The headers to sign; `host` must be among them, `x-amz-date` and the session token are added.
            payload_hash: SHA-256 of the body, in hexadecimal digits.
            timestamp: The time as `20260102T030405Z`, in UTC.
            key: The result of `key()` for this day, if the caller keeps it.
        """
        signed = [*headers, ("x-amz-date", timestamp)]
        out = {"x-amz-date": timestamp}
        if credentials.session_token:
            signed.append(("x-amz-security-token", credentials.session_token))
            out["x-amz-security-token"] = credentials.session_token
        request, names = canonical_request(method, url, signed, payload_hash)
        key = key or self.key(credentials.secret_key, timestamp[:8])
        signature = _hmac(key, self.string_to_sign(request, timestamp)).hex()
        out["authorization"] = (
            f"{ALGORITHM} Credential={credentials.access_key}/{self.scope(timestamp)}, "
            f"SignedHeaders={names}, Signature={signature}"
        )
        return out

    def string_to_sign(self, request: str, timestamp: str) -> str:
        """Return the text whose HMAC is the signature of a canonical request."""
        return f"{ALGORITHM}\n{timestamp}\n{self.scope(timestamp)}\n{sha256(request.encode()).hexdigest()}"

    def presigned_url(self, credentials: AWSCredentials, *, method: str, url: str, timestamp: str, expires: int) -> str:
        """Return `url` with the signature in its query, valid for `expires` seconds. The body is empty."""
        parts = urlsplit(url)
        query = [
            *(pair.partition("=")[::2] for pair in parts.query.split("&") if pair),
            ("X-Amz-Algorithm", ALGORITHM),
            ("X-Amz-Credential", f"{credentials.access_key}/{self.scope(timestamp)}"),
            ("X-Amz-Date", timestamp),
            ("X-Amz-Expires", str(expires)),
            ("X-Amz-SignedHeaders", "host"),
        ]
        if credentials.session_token:
            query.append(("X-Amz-Security-Token", credentials.session_token))
        text = "&".join(f"{_encode(name)}={_encode(value)}" for name, value in query)
        base = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}?{text}"
        request, _ = canonical_request(method, base, [("host", parts.netloc)], EMPTY_SHA256)
        key = self.key(credentials.secret_key, timestamp[:8])
        return f"{base}&X-Amz-Signature={_hmac(key, self.string_to_sign(request, timestamp)).hex()}"


def short_term_key(credentials: AWSCredentials, *, region: str, timestamp: str, seconds: int = LONGEST_KEY) -> str:
    """Return a Bedrock API key made from an access key. It is valid for `seconds`, and in `region` only."""
    signer = Signer(region=region, service="bedrock")
    url = signer.presigned_url(
        credentials,
        method="POST",
        url="https://bedrock.amazonaws.com/?Action=CallWithBearerToken",
        timestamp=timestamp,
        expires=seconds,
    )
    return "bedrock-api-key-" + b64encode(f"{url.removeprefix('https://')}&Version=1".encode()).decode()


def canonical_request(method: str, url: str, headers: Iterable[tuple[str, str]], payload_hash: str) -> tuple[str, str]:
    """Return the canonical form of a request, and the names of its signed headers, joined by semicolons."""
    parts = urlsplit(url)
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name.lower(), []).append(" ".join(value.split()))
    ordered = sorted(values)
    lines = "".join(f"{name}:{','.join(values[name])}\n" for name in ordered)
    names = ";".join(ordered)
    return "\n".join(
        (method, canonical_path(parts.path), canonical_query(parts.query), lines, names, payload_hash)
    ), names


def canonical_path(path: str) -> str:
    """Return a path, as it is sent, in canonical form: without dot segments and empty segments, encoded once more."""
    if "//" in path or "/." in path:
        segments: list[str] = []
        for segment in path.split("/"):
            if segment == "..":
                del segments[-1:]
            elif segment not in ("", "."):
                segments.append(segment)
        end = "/" if segments and path.endswith("/") else ""
        path = "/" + "/".join(segments) + end
    return quote(path or "/", safe="/~")


def canonical_query(query: str) -> str:
    """Return a query in canonical form: sorted, every name with a value, spaces as `%20`."""
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return "&".join(
        f"{name}={value}" for name, value in sorted((_encode(unquote(n)), _encode(unquote(v))) for n, _, v in pairs)
    )


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
