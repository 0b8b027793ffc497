"""Functions of the program that are called while it reads: their StopIteration or StopAsyncIteration is never the end of what is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from claudewire import AsyncClaude, Claude, ConfigurationError, RetryPolicy, bulk, tool
from claudewire.testing import LocalServer, tool_use

HELLO: dict[str, Any] = {
    "model": "claude-haiku-4-5",
    "max_tokens": 20,
    "messages": [{"role": "user", "content": "Hello"}],
}
BROKEN_OFF = {"x-claudewire-fault": "cut; after_events=3"}
NEVER_BEGUN = {"x-claudewire-fault": "cut; after_events=0"}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@tool(approve=True)
def clock() -> str:
    """Returns the time."""
    return "noon"


def asks_for_a_tool(server: LocalServer) -> dict[str, Any]:
    server.reply(tool_use("clock"))
    return {**HELLO, "max_tokens": 200, "tools": [clock]}


def observed(stream: Any, *functions: Any) -> Any:
    stream.observe(*functions)
    return stream


def _ignored(*_: Any) -> None: ...


Open = Callable[[LocalServer, Callable[..., Any], Callable[..., Any], Any], Any]

#: Name in the error → how the thing is opened that calls the function: from the server, a factory of clients, the function, a folder.
#: What is opened is a manager of a stream, or an iterator.
CASES: dict[str, Open] = {
    "on_retry": lambda _, make, stop, __: make(retry=RetryPolicy(initial_delay=0, on_retry=stop)).messages.stream(
        **HELLO, extra_headers=NEVER_BEGUN
    ),
    "approve": lambda server, make, stop, _: make().messages.tool_runner(**asks_for_a_tool(server), approve=stop),
    "observer": lambda _, make, stop, __: (make().messages.stream(**HELLO), lambda stream: observed(stream, stop)),
    "on_failure": lambda _, make, stop, __: (
        make().messages.stream(**HELLO, extra_headers=BROKEN_OFF),
        lambda stream: observed(stream, _ignored, stop),
    ),
}


def read(opened: Any) -> list[Any]:
    manager, prepare = opened if isinstance(opened, tuple) else (opened, lambda it: it)
    if not hasattr(manager, "__next__"):
        with manager as stream:
            return list(prepare(stream))
    return list(prepare(manager))


async def read_async(opened: Any) -> list[Any]:
    manager, prepare = opened if isinstance(opened, tuple) else (opened, lambda it: it)
    if not hasattr(manager, "__anext__"):
        async with manager as stream:
            return [item async for item in prepare(stream)]
    return [item async for item in prepare(manager)]


def raising(error: type[Exception]) -> Callable[..., Any]:
    def stop(*_: Any, **__: Any) -> Any:
        raise error

    return stop


@pytest.mark.parametrize("stop", [StopIteration, StopAsyncIteration])
@pytest.mark.parametrize("name", CASES)
def test_the_end_of_an_iteration_in_a_function_is_an_error_that_names_the_function(
    name: str, stop: type[Exception], server: LocalServer, tmp_path: Any
) -> None:
    def make(**more: Any) -> Claude:
        return Claude(base_url=server.url, api_key="sk-ant-local", **more)

    with pytest.raises(ConfigurationError, match=f"{name}.* raised {stop.__name__}"):
        read(CASES[name](server, make, raising(stop), tmp_path))


@pytest.mark.parametrize("stop", [StopIteration, StopAsyncIteration])
@pytest.mark.parametrize("name", CASES)
def test_under_an_event_loop_it_is_the_same_error(
    name: str, stop: type[Exception], server: LocalServer, tmp_path: Any
) -> None:
    async def steps() -> None:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            await read_async(CASES[name](server, client.with_options, raising(stop), tmp_path))

    with pytest.raises(ConfigurationError, match=f"{name}.* raised {stop.__name__}"):
        asyncio.run(steps())


def test_a_coroutine_function_that_ends_an_iteration_does_not_end_the_run(server: LocalServer) -> None:
    async def approve(*_: Any) -> Any:
        raise StopAsyncIteration

    async def steps() -> None:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            async for _ in client.messages.tool_runner(**asks_for_a_tool(server), approve=approve):
                pass

    with pytest.raises(ConfigurationError, match="approve raised StopAsyncIteration"):
        asyncio.run(steps())


@pytest.mark.parametrize("stop", [StopIteration, StopAsyncIteration])
def test_official_middleware_that_ends_an_iteration_does_not_end_the_stream(
    stop: type[Exception], server: LocalServer
) -> None:
    """The second attempt of a stream is made while the program reads."""
    calls: list[Any] = []

    def handle(request: Any, call_next: Any) -> Any:
        calls.append(request)
        if len(calls) > 1:
            raise stop
        return call_next(request)

    async def handle_async(request: Any, call_next: Any) -> Any:
        calls.append(request)
        if len(calls) > 1:
            raise stop
        return await call_next(request)

    more: dict[str, Any] = {"base_url": server.url, "api_key": "k", "retry": RetryPolicy(initial_delay=0)}

    with pytest.raises(ConfigurationError, match=f"handle raised {stop.__name__}"):
        list(Claude(**more, middleware=[handle]).messages.create(**HELLO, stream=True, extra_headers=NEVER_BEGUN))

    calls.clear()

    async def steps() -> None:
        async with AsyncClaude(**more, middleware=[handle_async]) as client:
            async for _ in await client.messages.create(**HELLO, stream=True, extra_headers=NEVER_BEGUN):
                pass

    with pytest.raises(ConfigurationError, match=f"handle_async raised {stop.__name__}"):
        asyncio.run(steps())


@pytest.mark.parametrize("name", ["progress", "into"])
@pytest.mark.parametrize("stop", [StopIteration, StopAsyncIteration])
def test_a_function_that_ends_an_iteration_does_not_end_a_bulk_run(
    name: str, stop: type[Exception], server: LocalServer, tmp_path: Any
) -> None:
    more: dict[str, Any] = {"journal": tmp_path / "journal", name: raising(stop)}

    with (
        Claude(base_url=server.url, api_key="k") as client,
        pytest.raises(ConfigurationError, match=f"{name} raised {stop.__name__}"),
    ):
        bulk.run(client, [HELLO], **more)

    async def steps() -> None:
        async with AsyncClaude(base_url=server.url, api_key="k") as client:
            await bulk.run_async(client, [HELLO], **more, retry_failed=True)

    more["journal"] = tmp_path / "other"
    with pytest.raises(ConfigurationError, match=f"{name} raised {stop.__name__}"):
        asyncio.run(steps())
