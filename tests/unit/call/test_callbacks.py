"""Functions of the program that the client calls: a StopIteration of theirs is an error that names them, and never the end of a step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from claudewire import AsyncClaude, Claude, ConfigurationError, RetryPolicy
from claudewire.testing import LocalServer

HELLO: dict[str, Any] = {
    "model": "claude-haiku-4-5",
    "max_tokens": 20,
    "messages": [{"role": "user", "content": "Hello"}],
}
OVERLOADED = {"x-claudewire-fault": "overloaded"}
BATCH = [{"custom_id": "a", "params": HELLO}]


def stop(*_: Any, **__: Any) -> Any:
    raise StopIteration


def stopping_before(call: Any) -> Any:
    next(iter(()))
    yield call


def stopping_after(call: Any) -> Any:
    yield call
    next(iter(()))


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


#: Name in the error → what to make of the class of a client and its arguments.
CASES: dict[str, tuple[str, Callable[[Any, dict[str, Any]], Any]]] = {
    "on_retry": (
        "on_retry",
        lambda make, more: make(retry=RetryPolicy(initial_delay=0, on_retry=stop), **more).messages.create(
            **HELLO, extra_headers=OVERLOADED
        ),
    ),
    "on_retry of a stream": (
        "on_retry",
        lambda make, more: make(retry=RetryPolicy(initial_delay=0, on_retry=stop), **more).messages.create(
            **HELLO, stream=True, extra_headers=OVERLOADED
        ),
    ),
    "progress": ("progress", lambda make, more: make(**more).files.upload(file=b"x" * 1000, progress=stop)),
    "api_key": ("returns the key", lambda make, more: make(**{**more, "api_key": stop}).messages.create(**HELLO)),
    "credentials": (
        "credentials",
        lambda make, more: make(base_url=more["base_url"], credentials=stop).messages.create(**HELLO),
    ),
    "middleware that is no generator": (
        "stop",
        lambda make, more: make(**more, middleware=[stop]).messages.create(**HELLO),
    ),
    "middleware before the call": (
        "stopping_before",
        lambda make, more: make(**more, middleware=[stopping_before]).messages.create(**HELLO),
    ),
    "middleware after the call": (
        "stopping_after",
        lambda make, more: make(**more, middleware=[stopping_after]).messages.create(**HELLO),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_stop_iteration_of_a_function_is_an_error_that_names_it(case: str, server: LocalServer) -> None:
    name, use = CASES[case]

    with pytest.raises(ConfigurationError, match=f"{name}.* raised StopIteration"):
        use(Claude, {"base_url": server.url, "api_key": "sk-ant-local"})


@pytest.mark.parametrize("case", CASES)
def test_stop_iteration_under_an_event_loop_is_an_error_that_names_the_function(case: str, server: LocalServer) -> None:
    name, use = CASES[case]

    async def steps() -> None:
        clients: list[AsyncClaude] = []

        def make(**arguments: Any) -> AsyncClaude:
            clients.append(AsyncClaude(**arguments))
            return clients[-1]

        try:
            await use(make, {"base_url": server.url, "api_key": "sk-ant-local"})
        finally:
            await clients[0].close()

    with pytest.raises(ConfigurationError, match=f"{name}.* raised StopIteration"):
        asyncio.run(steps())


def test_stop_iteration_of_on_progress_is_an_error_that_names_it(server: LocalServer) -> None:
    client = Claude(base_url=server.url, api_key="sk-ant-local")
    batch = client.messages.batches.create(requests=BATCH)

    with pytest.raises(ConfigurationError, match="on_progress raised StopIteration"):
        client.messages.batches.wait(batch.id, on_progress=stop)

    async def steps() -> None:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as other:
            await other.messages.batches.wait(batch.id, on_progress=stop)

    with pytest.raises(ConfigurationError, match="on_progress raised StopIteration"):
        asyncio.run(steps())


def test_other_errors_of_a_function_are_raised_as_they_are(server: LocalServer) -> None:
    def fail(_: Any) -> None:
        raise LookupError("mine")

    client = Claude(base_url=server.url, api_key="k", retry=RetryPolicy(initial_delay=0, on_retry=fail))

    with pytest.raises(LookupError, match="mine"):
        client.messages.create(**HELLO, extra_headers=OVERLOADED)


def test_runtime_error_of_middleware_is_raised_as_it_is(server: LocalServer) -> None:
    def fail(call: Any) -> Any:
        yield call
        raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        Claude(base_url=server.url, api_key="k", middleware=[fail]).messages.create(**HELLO)
