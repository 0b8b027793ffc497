"""Header values against the document, and the headers that need no document."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from claudewire.contract.document import Node


class Header(NamedTuple):
    """A header with its value."""

    name: str
    value: str


#: The mark of our local server on each of its responses: a recording of them is one of this API, whatever its address.
LOCAL_SERVER: Final = Header("server", "claudewire")

#: What HTTP, the content delivery network in front of the API and the recorders themselves add to a response: not the API's own words.
TRANSPORT: Final = frozenset(
    [
        "access-control-allow-credentials",
        "access-control-allow-headers",
        "access-control-allow-methods",
        "access-control-allow-origin",
        "access-control-expose-headers",
        "access-control-max-age",
        "age",
        "allow",
        "alt-svc",
        "cache-control",
        "connection",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-security-policy",
        "content-type",
        "date",
        "etag",
        "expect-ct",
        "expires",
        "keep-alive",
        "last-modified",
        "link",
        "nel",
        "pragma",
        "proxy-connection",
        "referrer-policy",
        "report-to",
        "reporting-endpoints",
        "server",
        "server-timing",
        "set-cookie",
        "strict-transport-security",
        "timing-allow-origin",
        "traceresponse",
        "trailer",
        "transfer-encoding",
        "vary",
        "via",
        "x-cloud-trace-context",
        "x-content-type-options",
        "x-envoy-upstream-service-time",
        "x-frame-options",
        "x-robots-tag",
        "x-xss-protection",
    ]
)

#: Content delivery networks have many headers, and add new ones: `cf-ray`, `cf-cache-status`, `cf-mitigated` …
_NETWORK_PREFIX: Final = "cf-"


def is_transport(name: str) -> bool:
    """Whether a response header (in lower case) is not the API's own, so that a document need not list it."""
    return name in TRANSPORT or name.startswith(_NETWORK_PREFIX)


#: Headers that say something about the contract and nothing about a person: what a recording keeps of the others.
_KEPT: Final = frozenset(
    [
        "accept",
        "anthropic-beta",
        "anthropic-dangerous-direct-browser-access",
        "anthropic-version",
        "content-disposition",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "idempotency-key",
        "request-id",
        "retry-after",
        "retry-after-ms",
        "transfer-encoding",
        "x-should-retry",
        "x-stainless-retry-count",
    ]
)
_KEPT_PREFIXES: Final = ("anthropic-ratelimit-", "anthropic-priority-", "anthropic-fast-")


def is_kept(name: str) -> bool:
    """Whether a recording may keep a header of this name (in lower case)."""
    return name in _KEPT or name.startswith(_KEPT_PREFIXES)


def value_of(text: str, schema: Node) -> Any:
    """The value that a header's or a query parameter's text stands for, by the type in its schema."""
    kinds = schema.get("type", "string")
    for kind in (kinds,) if isinstance(kinds, str) else kinds:
        if kind in ("integer", "number", "boolean"):
            with contextlib.suppress(ValueError):
                return json.loads(text)
    return text


def query_values(pairs: list[tuple[str, str]], schemas: Mapping[str, Node]) -> dict[str, Any]:
    """Query parameters by name; those that are lists collect all their values."""
    found: dict[str, Any] = {}
    for name, text in pairs:
        schema = schemas.get(name, {})
        if "items" in schema:
            found.setdefault(name, []).append(value_of(text, schema["items"]))
        else:
            found[name] = value_of(text, schema)
    return found
