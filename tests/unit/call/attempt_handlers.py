"""Middleware around attempts, with one function for both kinds of client, and responses with an error status."""

from __future__ import annotations

import httpx

from claudewire import (
    APIRequest,
    Middleware,
)


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


def status(code):
    error = {"type": "error", "error": {"type": "invalid_request_error", "message": "no"}}
    return lambda: httpx.Response(code, json=error)
