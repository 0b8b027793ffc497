"""Who may ask: host names, browsers, keys, API version and beta values, in the order in which they are checked."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen
from starlette.datastructures import Headers

from claudewire.testing.responses.errors import APIErrorResponse, invalid_request
from claudewire.testing.state import Settings

VERSIONS: Final = ("2023-01-01", "2023-06-01", "2026-10-21")
#: With this header, set to `true`, the API lets web pages read its responses.
BROWSER_ACCESS: Final = "anthropic-dangerous-direct-browser-access"
_BETA: Final = re.compile(r"[a-z0-9][a-z0-9.-]*-\d{4}-\d{2}-\d{2}")
_METHODS: Final = "GET, POST, DELETE, OPTIONS"


@frozen
class Access:
    """Beta values of a request, and what the log should say of them."""

    betas: frozenset[str]
    notes: Sequence[str] = ()


def check_host(headers: Headers, allowed: Sequence[str]) -> None:
    """Accept only names of this machine, so that a web page cannot reach the server through a name of its own.

    An IP address is always accepted: DNS rebinding needs a name.

    Raises:
        APIErrorResponse: 403.
    """
    name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    if name in ("", "localhost", *allowed) or name.endswith(".localhost") or "*" in allowed or _is_address(name):
        return
    raise APIErrorResponse(
        403, f"The local server is not addressed as {name!r}. To allow it: claudewire serve --allow-host {name}"
    )


def is_preflight(method: str, headers: Headers) -> bool:
    """Return whether a browser asks what it may send."""
    return method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def preflight_headers(headers: Headers) -> dict[str, str]:
    """Return the headers of the response to a preflight request, which carries no key."""
    return {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": _METHODS,
        "access-control-allow-headers": headers.get("access-control-request-headers", "*"),
        "access-control-max-age": "600",
        "vary": "access-control-request-headers",
    }


def cors_headers(headers: Headers) -> dict[str, str]:
    """Return the headers that let a web page read the response; none without the header of `BROWSER_ACCESS`."""
    if "origin" not in headers or headers.get(BROWSER_ACCESS) != "true":
        return {}
    return {"access-control-allow-origin": "*", "access-control-expose-headers": "*"}


def check_headers(headers: Headers, known_betas: frozenset[str], settings: Settings) -> Access:
    """Check credentials, version and beta values, in the order of the API.

    Raises:
        APIErrorResponse: 401 or 400.
    """
    if "origin" in headers and headers.get(BROWSER_ACCESS) != "true":
        raise APIErrorResponse(401, f"CORS requests must set '{BROWSER_ACCESS}' header")
    scheme, _, token = headers.get("authorization", "").partition(" ")
    key = headers.get("x-api-key") or (token if scheme.lower() == "bearer" else "")
    if not key.strip():
        raise APIErrorResponse(401, "x-api-key header is required")
    if key.startswith("sk-ant-invalid") or (settings.strict_keys and not key.startswith("sk-ant-")):
        raise APIErrorResponse(401, "invalid x-api-key")
    version = headers.get("anthropic-version")
    if version is None:
        raise invalid_request("anthropic-version: header is required")
    if version not in VERSIONS:
        raise invalid_request(f'anthropic-version: "{version}" is not a valid version')
    return _betas(headers, known_betas, strict=settings.strict_betas)


def _betas(headers: Headers, known: frozenset[str], *, strict: bool) -> Access:
    values = [value.strip() for line in headers.getlist("anthropic-beta") for value in line.split(",")]
    notes: list[str] = []
    for value in filter(None, values):
        if value in known:
            continue
        if strict or not _BETA.fullmatch(value):
            raise invalid_request(f"Unsupported beta header: {value}")
        notes.append(f"The beta value {value} is not in the document. It was accepted, and has no effect.")
    return Access(frozenset(filter(None, values)), notes)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
