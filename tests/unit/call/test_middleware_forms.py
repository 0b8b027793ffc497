"""Middleware that has the wrong form, or returns the wrong thing: a clear error, as early as possible."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator
from typing import Any

import httpx
import pytest

from claudewire import AsyncClaude, Claude, ConfigurationError, Middleware, RequestInvalid
from tests.support.clouds import MESSAGE
from tests.support.requests import HELLO


class AsyncAround(Middleware):
    async def around(self, call: Any) -> AsyncGenerator[Any, Any]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        yield call


class AsyncListener(Middleware):
    async def on_attempt(self, facts: Any) -> None:  # type: ignore[override]
        raise AssertionError


class GeneratorListener(Middleware):
    def on_attempt(self, facts: Any) -> Generator[None]:  # type: ignore[override]
        yield


class AsyncTool(Middleware):
    async def around_tool(self, call: Any) -> Any:  # type: ignore[override]
        return call


class AsyncWatcher(Middleware):
    async def watch_run(self, run: Any) -> None:  # type: ignore[override]
        raise AssertionError


class NoArgument(Middleware):
    def around(self) -> Any:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        yield


class ListenerOfTwo(Middleware):
    def on_attempt(self, facts: Any, more: Any) -> None:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        raise AssertionError


class HandleOfOne:
    def handle(self, request: Any) -> Any:
        return request

    async def handle_async(self, request: Any) -> Any:
        return request


async def coroutine(call: Any) -> Any:
    return call


async def async_generator(call: Any) -> AsyncGenerator[Any, Any]:
    yield call


def generator_without_arguments() -> Generator[Any, Any, Any]:
    yield


def generator_of_three(call: Any, other: Any, more: Any) -> Generator[Any, Any, Any]:
    yield call


WRONG = [
    AsyncAround(), AsyncListener(), GeneratorListener(), AsyncTool(), AsyncWatcher(), NoArgument(), ListenerOfTwo(), HandleOfOne(),
    coroutine, async_generator, generator_without_arguments, generator_of_three,
]  # fmt: skip


@pytest.mark.parametrize("make", [Claude, AsyncClaude], ids=["sync", "async"])
@pytest.mark.parametrize("item", WRONG, ids=lambda item: getattr(item, "__name__", type(item).__name__))
def test_hook_that_can_never_work_is_refused_when_the_client_is_made(item: Any, make: Any) -> None:
    with pytest.raises(ConfigurationError, match="middleware"):
        make(api_key="key-of-a-test", middleware=[item])
    with pytest.raises(ConfigurationError, match="middleware"):
        make(api_key="key-of-a-test").with_middleware(item)


def test_hook_with_more_optional_arguments_is_taken() -> None:
    def more(call: Any, *, name: str = "") -> Generator[Any, Any, Any]:
        return (yield call)

    def rest(*arguments: Any) -> Generator[Any, Any, Any]:
        return (yield arguments[0])

    client = Claude(api_key="key-of-a-test", middleware=[more, rest, lambda call: more(call)], http_client=answering())

    assert client.messages.create(**HELLO).id == MESSAGE["id"]


def answering(make: Any = httpx.Client) -> Any:
    return make(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=MESSAGE)))


def returns_none(call: Any) -> Generator[Any, Any, Any]:
    yield call


def returns_a_message(_: Any) -> Generator[Any, Any, Any]:
    return MESSAGE
    yield


@pytest.mark.parametrize(
    "item", [returns_none, returns_a_message, lambda request, call_next: 5], ids=["none", "dict", "int"]
)
def test_other_value_in_the_place_of_a_stream_is_explained(item: Any) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, text="event: ping\ndata: {}\n\n")

    http = httpx.Client(transport=httpx.MockTransport(respond))
    client = Claude(api_key="key-of-a-test", middleware=[item], http_client=http, max_retries=0)

    with pytest.raises(ConfigurationError, match="a stream was asked for"), client.messages.stream(**HELLO):
        pass


def test_other_value_in_the_place_of_an_async_stream_is_explained() -> None:
    async def steps() -> None:
        http = answering(httpx.AsyncClient)
        async with AsyncClaude(api_key="key-of-a-test", middleware=[returns_a_message], http_client=http) as client:
            with pytest.raises(ConfigurationError, match="a stream was asked for"):
                async with client.messages.stream(**HELLO):
                    pass

    asyncio.run(steps())


@pytest.mark.parametrize("method", ["FOO\n", 5, None, ""])
def test_method_that_no_api_has_is_refused(method: Any) -> None:
    client = Claude(
        api_key="key-of-a-test",
        middleware=[lambda request, call_next: call_next(request.copy(method=method))],
        http_client=httpx.Client(transport=httpx.MockTransport(lambda _: pytest.fail("it was sent"))),
    )

    with pytest.raises(RequestInvalid):
        client.messages.create(**HELLO)
    with pytest.raises(RequestInvalid):
        client.with_options(middleware=[]).request(method, "/v1/models")
