"""Clients of a `FaultServer`, for tests over real sockets."""

import gc
import time

import anyio

from claudewire import (
    AsyncClaude,
    Claude,
    RetryPolicy,
)

ONCE = RetryPolicy(max_retries=0)


HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}
MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "m",
    "content": [{"type": "text", "text": "Hello"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


def claude(server, **options):
    return Claude(**{"api_key": "sk-ant-local-123456", "base_url": server.url, "retry": ONCE, **options})


def async_claude(server, **options):
    return AsyncClaude(**{"api_key": "sk-ant-local-123456", "base_url": server.url, "retry": ONCE, **options})


def ask(client, tag="t", fault="", **more):
    headers = {"x-tag": tag, "x-fault": fault, **more.pop("headers", {})}
    return client.messages.create(**HELLO, extra_headers=headers, **more)


def idle(client):
    return client._shared.pool.idle


def wait_until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        gc.collect()
        time.sleep(0.01)
    assert condition()


async def closed(server):
    with anyio.fail_after(10):
        while server.open_sockets:
            await anyio.sleep(0.01)
