"""How a call is made: blocking, on asyncio, or on trio."""

import anyio
import httpx
import pytest

from claudewire import AsyncClaude, Claude, RetryPolicy
from tests.support.pipelines import Async, Sync
from tests.support.requests import HELLO


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(request):
    """`run(answer, …, option=…)` gives a runner with a scripted server behind it."""
    if request.param == "sync":
        return Sync
    return lambda *answers, **options: Async(request.param, *answers, **options)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def call(request):
    """Run one call over canned responses: `call(server, middleware, use)`; `use` gets the client."""

    def run(server, middleware, use=lambda client: client.messages.create(**HELLO), **options):
        options = {"retry": RetryPolicy(max_retries=2, initial_delay=0), **options}
        transport = httpx.MockTransport(server)
        if request.param == "sync":
            with httpx.Client(transport=transport) as http:
                return use(Claude(api_key="k", http_client=http, middleware=middleware, **options))

        async def main():
            async with httpx.AsyncClient(transport=transport) as http:
                return await use(AsyncClaude(api_key="k", http_client=http, middleware=middleware, **options))

        return anyio.run(main, backend=request.param)

    run.is_async = request.param != "sync"
    return run
