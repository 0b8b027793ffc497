"""`connect`: clients from URLs, so that one program runs on every platform."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from claudewire._client import AsyncClaude, Claude
from claudewire._client.base import BaseClient
from claudewire._errors.base import ConfigurationError

from .amazon.clients import AsyncClaudeBedrock, AsyncClaudeOnAWS, ClaudeBedrock, ClaudeOnAWS
from .google.clients import AsyncClaudeOnGoogleCloud, AsyncClaudeVertex, ClaudeOnGoogleCloud, ClaudeVertex
from .microsoft.clients import AsyncClaudeFoundry, ClaudeFoundry

#: Scheme → the two clients, fixed arguments, and the names of the parts of the URL.
_SCHEMES: Final[Mapping[str, tuple[type[Any], type[Any], Mapping[str, str], tuple[str, ...]]]] = {
    "bedrock": (ClaudeBedrock, AsyncClaudeBedrock, {}, ("region",)),
    "bedrock-messages": (ClaudeBedrock, AsyncClaudeBedrock, {"endpoint": "messages"}, ("region",)),
    "bedrock-mantle": (ClaudeBedrock, AsyncClaudeBedrock, {"endpoint": "mantle"}, ("region",)),
    "aws": (ClaudeOnAWS, AsyncClaudeOnAWS, {}, ("region", "workspace_id")),
    "vertex": (ClaudeVertex, AsyncClaudeVertex, {}, ("project", "region")),
    "google-cloud": (ClaudeOnGoogleCloud, AsyncClaudeOnGoogleCloud, {}, ("project", "location", "workspace_id")),
    "foundry": (ClaudeFoundry, AsyncClaudeFoundry, {}, ("resource",)),
    "direct": (Claude, AsyncClaude, {}, ()),
}


def connect(*urls: str, **options: Any) -> Claude:
    """Return a client for the first of these URLs, which goes on with the others after an outage (see `or_else`).

    Args:
        urls: `bedrock://region`, `bedrock-messages://region`, `bedrock-mantle://region`, `aws://region/workspace`,
            `vertex://project/region`, `google-cloud://project/location/workspace`, `foundry://resource`, `direct`, or the `https://`
            URL of an API like Claude's. Parts that are left out come from the environment, and so do the credentials. Without
            URLs: `CLAUDEWIRE_PLATFORM`, which may list several with commas; else the Claude API.
        options: Arguments that all clients have, for each of them.

    Raises:
        ConfigurationError: a URL or the environment does not give a client.
    """
    client: Claude = _connect(urls, options, is_async=False)
    return client


def connect_async(*urls: str, **options: Any) -> AsyncClaude:
    """Return an async client; see `connect`."""
    client: AsyncClaude = _connect(urls, options, is_async=True)
    return client


def _connect(urls: Sequence[str], options: Mapping[str, Any], *, is_async: bool) -> Any:
    found = list(urls) or [
        part.strip() for part in os.environ.get("CLAUDEWIRE_PLATFORM", "").split(",") if part.strip()
    ]
    clients = [_client(url, options, is_async=is_async) for url in found or ["direct"]]
    join: Callable[[BaseClient, BaseClient], BaseClient] = lambda first, other: first.or_else(other)  # noqa: E731
    return reduce(join, clients)


def _client(url: str, options: Mapping[str, Any], *, is_async: bool) -> BaseClient:
    if not isinstance(url, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(f"connect() takes URLs as strings, not {type(url).__name__}")
    if url.startswith(("https://", "http://")):
        return (AsyncClaude if is_async else Claude)(base_url=url, **options)
    scheme, _, rest = url.partition("://")
    if scheme not in _SCHEMES:
        raise ConfigurationError(
            f"no platform is called {scheme!r}: there are {', '.join(_SCHEMES)}, and https:// URLs"
        )
    sync_client, async_client, fixed, names = _SCHEMES[scheme]
    try:
        parts = urlsplit(f"//{rest}")
    except ValueError as error:
        raise ConfigurationError(f"{url!r} is not the URL of a platform: {error}") from None
    values = [unquote(part) for part in (parts.netloc, *parts.path.strip("/").split("/")) if part]
    if len(values) > len(names) or parts.query or parts.fragment:
        shape = "/".join(f"<{name}>" for name in names)
        raise ConfigurationError(f"{url!r} has more parts than {scheme}://{shape}")
    client: BaseClient = (async_client if is_async else sync_client)(
        **fixed, **dict(zip(names, values, strict=False)), **options
    )
    return client
