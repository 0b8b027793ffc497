"""Middleware around attempts that one function serves, and calls through it."""

from __future__ import annotations

import anyio
import httpx
import pytest

from claudewire import (
    APIRequest,
    AsyncClaude,
    Claude,
    Middleware,
    RetryPolicy,
)
from tests.support.requests import HELLO


class Handler(Middleware):
    """Applies one function to both kinds of client: `decide(request, response)` returns a request to send, a value, or None."""

    def __init__(self, before=lambda request: request, after=lambda request, response: None):
        self.before, self.after = before, after
        self.requests, self.responses = [], []

    def handle(self, request, call_next):
        self.requests.append(request)
        response = call_next(self.before(request))
        self.responses.append(response)
        again = self.after(request, response)
        if isinstance(again, APIRequest):
            return call_next(again)
        return response if again is None else again

    async def handle_async(self, request, call_next):
        self.requests.append(request)
        response = await call_next(self.before(request))
        self.responses.append(response)
        again = self.after(request, response)
        if isinstance(again, APIRequest):
            return await call_next(again)
        return response if again is None else again


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


def status(code):
    error = {"type": "error", "error": {"type": "invalid_request_error", "message": "no"}}
    return lambda: httpx.Response(code, json=error)
