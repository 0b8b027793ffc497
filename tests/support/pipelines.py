"""Clients over scripted responses, blocking and on event loops."""

import anyio
import httpx

from claudewire import (
    AsyncClaude,
    Claude,
    RetryPolicy,
)
from tests.faults.faults import message

FAST = RetryPolicy(initial_delay=0.0)


HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}


OVERLOADED = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}, "request_id": "req_o"}


class Script:
    """Answers in order, and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        request.read()
        return self.answer()

    async def asynchronous(self, request):
        self.requests.append(request)
        await request.aread()
        return self.answer()

    def answer(self):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer() if callable(answer) else answer


def ok(**headers):
    return httpx.Response(200, json=message("1"), headers={"request-id": "req_1", **headers})


def failure(status=529, body=OVERLOADED, **headers):
    return httpx.Response(status, json=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


class Sync:
    def __init__(self, *answers, **options):
        self.script = Script(*answers)
        http_client = httpx.Client(transport=httpx.MockTransport(self.script))
        self.client = Claude(**{"api_key": "sk-ant-test-123456", "retry": FAST, "http_client": http_client, **options})

    def __call__(self, action):
        with self.client:
            return action(self.client)


class Async:
    """The same calls on an event loop: what is awaitable is awaited."""

    def __init__(self, backend, *answers, **options):
        self.backend = backend
        self.script = Script(*answers)
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(self.script.asynchronous))
        self.client = AsyncClaude(
            **{"api_key": "sk-ant-test-123456", "retry": FAST, "http_client": http_client, **options}
        )

    def __call__(self, action):
        async def main():
            async with self.client:
                result = action(self.client)
                return await result if hasattr(result, "__await__") else result

        return anyio.run(main, backend=self.backend)


def create(client):
    return client.messages.create(**HELLO)


def page(names, more):
    data = [{"type": "model", "id": name, "display_name": name, "created_at": "2026-01-01T00:00:00Z"} for name in names]
    return {
        "data": data,
        "has_more": more,
        "first_id": names[0] if names else None,
        "last_id": names[-1] if names else None,
    }


def ids(pages):
    if hasattr(pages, "__aiter__"):

        async def collect():
            return [item.id async for item in pages]

        return collect()
    return [item.id for item in pages]


class Bytes(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, data):
        self.data = data

    def __iter__(self):
        yield self.data

    async def __aiter__(self):
        yield self.data
