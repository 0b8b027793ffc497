"""Clients whose responses come from a function instead of a server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import httpx

from claudewire import AsyncClaude, Claude, RetryPolicy
from tests.conftest import KEY

Respond = Callable[[httpx.Request], httpx.Response]


def mocked_client(respond: Respond, cls: Any = Claude, **options: Any) -> Any:
    """Return a client of class `cls` that gets its responses from `respond`. It does not retry by default."""
    http_client = httpx.Client if cls is Claude else httpx.AsyncClient
    mocked = http_client(transport=httpx.MockTransport(respond))
    return cls(**{"api_key": KEY, "http_client": mocked, "retry": RetryPolicy(max_retries=0), **options})


def on_both_clients(
    use: Callable[[Claude], Any], use_async: Callable[[AsyncClaude], Awaitable[Any]], respond: Respond
) -> tuple[Any, Any]:
    """Return what `use` gives on a sync client and `use_async` on an async client."""
    with mocked_client(respond) as client:
        first = use(client)

    async def main() -> Any:
        async with mocked_client(respond, AsyncClaude) as client:
            return await use_async(client)

    return first, anyio.run(main)
