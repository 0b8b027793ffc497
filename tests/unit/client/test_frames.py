"""Tools that report errors show the variables of each frame of a traceback. None of ours shows a key.

That holds whatever was called, and however it failed.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import APIConnectionError, AsyncClaude, Claude, ClaudeError, ConfigurationError, RetryPolicy, tool
from tests.support.clients import mocked_client
from tests.support.clouds import cloud_client
from tests.support.requests import HELLO

SECRET = "geheimZ-4711-abc"
ONCE = RetryPolicy(max_retries=0)


@tool
def clock() -> str:
    """Returns the time."""
    return "noon"


#: How a key gets into a request: arguments of the client, arguments of the call.
WAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "extra_headers": ({}, {"extra_headers": {"x-api-key": SECRET}}),
    "extra_query": ({}, {"extra_query": {"key": SECRET}}),
    "default_headers": ({"default_headers": {"authorization": f"Bearer {SECRET}"}}, {}),
    "default_query": ({"default_query": {"key": SECRET}}, {}),
    "api_key": ({"api_key": SECRET}, {}),
    "function": ({"api_key": lambda: SECRET}, {}),
}

Call = Callable[[Any, dict[str, Any]], Any]

#: What is called. An iterator or stream that it returns is read.
CALLS: dict[str, Call] = {
    "create": lambda client, more: client.messages.create(**HELLO, **more),
    "create as a stream": lambda client, more: client.messages.create(**HELLO, stream=True, **more),
    "stream": lambda client, more: client.messages.stream(**HELLO, **more),
    "parse": lambda client, more: client.messages.parse(**HELLO, output_format=list[str], **more),
    "count_tokens": lambda client, more: client.messages.count_tokens(
        model="m", messages=HELLO["messages"], output_format=list[str], **more
    ),
    "compact": lambda client, more: client.messages.compact(**HELLO, **more),
    "raw response": lambda client, more: client.messages.with_raw_response.create(**HELLO, **more),
    "streaming response": lambda client, more: client.messages.with_streaming_response.create(**HELLO, **more),
    "raw parse": lambda client, more: client.messages.with_raw_response.parse(**HELLO, output_format=list[str], **more),
    "tool runner": lambda client, more: client.messages.tool_runner(**HELLO, tools=[clock], **more),
    "tool runner with streams": lambda client, more: client.messages.tool_runner(
        **HELLO, tools=[clock], stream=True, **more
    ),
    "tool runner over a thread": lambda client, more: client.messages.tool_runner(
        **HELLO, tools=[clock], thread=True, **more
    ),
    "thread": lambda client, more: client.messages.thread(**{**HELLO, "messages": []}, **more).send("Hello"),
    "streamed thread": lambda client, more: client.messages.thread(**{**HELLO, "messages": []}, **more).stream("Hello"),
    "pages": lambda client, more: client.models.list(**more),
    "batch": lambda client, more: client.messages.batches.create(
        requests=[{"custom_id": "a", "params": HELLO}], **more
    ),
    "batches from a source": lambda client, more: client.messages.batches.submit(
        [{"custom_id": "a", "params": HELLO}], **more
    ),
    "batch results": lambda client, more: client.messages.batches.results("msgbatch_1", **more),
    "all batch results": lambda client, more: client.messages.batches.results_by_id("msgbatch_1", **more),
    "upload": lambda client, more: client.files.upload(file=io.BytesIO(b"abc"), **more),
    "upload with progress": lambda client, more: client.files.upload(file=b"abc", progress=lambda *_: None, **more),
    "download": lambda client, more: client.files.download("file_1", **more),
    "skill": lambda client, more: client.skills.create(files=[("s/SKILL.md", b"---\nname: s\n---\n")], **more),
    "get": lambda client, more: client.get("/v1/models", **more),
    "post with the options of the official SDK": lambda client, more: client.post(
        "/v1/x",
        body={},
        options={"headers": more.get("extra_headers", {}), "params": more.get("extra_query", {})},
    ),
    "copy of the client": lambda client, more: client.with_options(timeout=9).messages.create(**HELLO, **more),
    "official middleware": lambda client, more: client.with_options(
        middleware=[official_async if isinstance(client, AsyncClaude) else official]
    ).messages.create(**HELLO, **more),
    "middleware": lambda client, more: client.with_options(middleware=[around]).messages.create(**HELLO, **more),
}


def official(request: Any, call_next: Any) -> Any:
    return call_next(request)


async def official_async(request: Any, call_next: Any) -> Any:
    return await call_next(request)


def around(call: Any) -> Any:
    return (yield call)


def refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no connection")


def repeat(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError(f"illegal status line: {SECRET}")


BEGIN = {
    "type": "message_start",
    "message": {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": []},
}

#: How a call fails: the response, or options of the call that make it fail before.
FAILURES: dict[str, tuple[Callable[[httpx.Request], httpx.Response], dict[str, Any]]] = {
    "401": (lambda _: httpx.Response(401, json={"type": "error", "error": {"type": "x", "message": "no"}}), {}),
    "no connection": (refuse, {}),
    "not JSON": (lambda _: httpx.Response(200, text="hello", headers={"content-type": "text/plain"}), {}),
    "cut stream": (
        lambda _: httpx.Response(
            200,
            text=f"event: message_start\ndata: {json.dumps(BEGIN)}\n\n",
            headers={"content-type": "text/event-stream"},
        ),
        {},
    ),
    "redirect": (lambda _: httpx.Response(307, headers={"location": "https://other.example/"}), {}),
    "wrong option": (refuse, {"max_retries": -1}),
    "401 that repeats it": (lambda _: httpx.Response(401, json={"error": {"type": "x", "message": SECRET}}), {}),
    "200 that repeats it": (lambda _: httpx.Response(200, json=[SECRET]), {}),
    "text that repeats it": (lambda _: httpx.Response(200, text=SECRET, headers={"content-type": "text/plain"}), {}),
    "another object that repeats it": (lambda _: httpx.Response(200, json={"type": SECRET, "x": SECRET}), {}),
    "an exception that repeats it": (repeat, {}),
    **{
        f"event that repeats it: {data[:30]}": (
            lambda _, data=data: httpx.Response(200, text=data, headers={"content-type": "text/event-stream"}),
            {},
        )
        for data in (
            f"event: error\ndata: {SECRET}\n\n",
            f'event: error\ndata: {{"error": {{"type": "{SECRET}", "message": ["{SECRET}"]}}}}\n\n',
            f"event: message_start\ndata: {{{SECRET}\n\n",
            f'event: message_start\ndata: {{"type": "message_start", "message": "{SECRET}"}}\n\n',
            f'event: content_block_stop\ndata: {{"type": "content_block_stop", "index": "{SECRET}"}}\n\n',
        )
    },
}


def read(result: Any) -> None:
    if hasattr(result, "read"):
        result.read()
        result.parse()
    elif hasattr(result, "__enter__") and not hasattr(result, "__next__"):
        with result as opened:
            read(opened)
    elif hasattr(result, "__iter__"):
        list(result)


async def read_async(result: Any) -> None:
    if hasattr(result, "__await__"):
        result = await result
    if hasattr(result, "read"):
        await result.read()
        await result.parse()
    elif hasattr(result, "__aenter__") and not hasattr(result, "__anext__"):
        async with result as opened:
            await read_async(opened)
    elif hasattr(result, "__aiter__"):
        async for _ in result:
            pass


def shown(value: Any, depth: int = 5) -> str:
    """Return what a tool may show of a variable: its representation, and what is in containers that hide nothing."""
    hides = hasattr(value, "__rich_repr__") and hasattr(value, "__sentry_repr__")
    if isinstance(value, (list, tuple, set, dict)) and not hides and depth:
        items = value.items() if isinstance(value, dict) else value
        return " ".join(shown(item, depth - 1) for item in items)
    return repr(value)


def leaks(error: BaseException) -> Iterator[str]:
    """Yield the variables of our frames, and those of httpx, that show the key."""
    seen: list[BaseException] = []
    rest: list[BaseException | None] = [error]
    while rest:
        current = rest.pop()
        if current is None or current in seen:
            continue
        seen.append(current)
        rest += [current.__cause__, current.__context__]
        if SECRET in f"{current!r} {current} {current.args} {getattr(current, 'doc', '')}":
            yield f"the text of a {type(current).__name__}"
        trace = current.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            module = str(frame.f_globals.get("__name__", ""))
            for name, value in frame.f_locals.items():
                if module.startswith(("claudewire", "httpx")) and SECRET in shown(value):
                    yield f"{module}.{frame.f_code.co_qualname}: {name}"
            trace = trace.tb_next


Case = tuple[str, Callable[[httpx.Request], httpx.Response], dict[str, Any], dict[str, Any]]


def cases(name: str) -> list[Case]:
    """Return how a call fails and how its key is given. What the client holds takes one way for all calls."""
    return [
        (f"{way}, {failure}", respond, of_client, {**of_call, **more})
        for way, (of_client, of_call) in WAYS.items()
        if of_call or name in ("create", "stream", "upload")
        for failure, (respond, more) in FAILURES.items()
        # A line of results that was read is data of the program, whatever it says.
        if name != "all batch results" or "object that repeats" not in failure
        # How the key was given makes no difference to what was received.
        if "repeats" not in failure or way != "extra_query"
    ]


@pytest.mark.parametrize("name", CALLS)
def test_no_frame_of_a_failed_call_shows_a_key(name: str) -> None:
    failed, found = set[str](), set[str]()
    for case, respond, of_client, of_call in cases(name):
        with mocked_client(respond, **of_client) as client:
            try:
                read(CALLS[name](client, of_call))
            except ClaudeError as error:
                failed.add(case)
                found |= {f"{case}: {leak}" for leak in leaks(error)}
    assert failed >= {"extra_headers, 401", "extra_query, no connection"}
    assert found == set()


@pytest.mark.parametrize("name", CALLS)
def test_no_frame_of_a_failed_async_call_shows_a_key(name: str) -> None:
    failed, found = set[str](), set[str]()

    async def steps() -> None:
        for case, respond, of_client, of_call in cases(name):
            async with mocked_client(respond, AsyncClaude, **of_client) as client:
                try:
                    await read_async(CALLS[name](client, of_call))
                except ClaudeError as error:
                    failed.add(case)
                    found.update(f"{case}: {leak}" for leak in leaks(error))

    asyncio.run(steps())
    assert failed >= {"extra_headers, 401", "extra_query, no connection"}
    assert found == set()


@pytest.mark.parametrize("way", WAYS)
def test_no_frame_shows_a_key_when_an_own_connection_fails(way: str) -> None:
    of_client, of_call = WAYS[way]
    arguments: dict[str, Any] = {"api_key": "sk-ant-local-123456", "base_url": "http://127.0.0.1:1", "retry": ONCE}
    with Claude(**{**arguments, **of_client}) as client:
        for name in ("create", "stream", "upload", "pages"):
            with pytest.raises(APIConnectionError) as caught:
                read(CALLS[name](client, of_call))
            assert set(leaks(caught.value)) == set()


@pytest.mark.parametrize("way", WAYS)
def test_no_frame_shows_a_key_when_a_client_is_made_wrongly(way: str) -> None:
    of_client, _ = WAYS[way]
    with Claude(api_key="sk-ant-local-123456") as client:
        for make in (Claude, client.with_options):
            for wrong in ({"timeout": -1}, {"max_retries": -1}, {"base_url": "no url"}, {"betas": "x"}):
                with pytest.raises(ConfigurationError) as caught:
                    make(**{**of_client, **wrong})
                assert set(leaks(caught.value)) == set()


#: Keys of other platforms.
PLATFORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "secret key": ("ClaudeBedrock", {"region": "us-east-1", "access_key": "AKIDEXAMPLE", "secret_key": SECRET}),
    "session token": (
        "ClaudeBedrock",
        {"region": "us-east-1", "access_key": "AKIDEXAMPLE", "secret_key": "w" * 40, "session_token": SECRET},
    ),
    "key of Bedrock": ("ClaudeBedrock", {"region": "us-east-1", "api_key": SECRET}),
    "function of Bedrock": ("ClaudeBedrock", {"region": "us-east-1", "api_key": lambda: SECRET}),
    "key of AWS": ("ClaudeOnAWS", {"region": "us-east-1", "workspace_id": "w", "api_key": SECRET}),
    "token of Vertex": ("ClaudeVertex", {"region": "us-east5", "project": "p", "access_token": SECRET}),
    "function of Google": (
        "ClaudeOnGoogleCloud",
        {"project": "p", "workspace_id": "w", "token_provider": lambda: SECRET},
    ),
    "key of Foundry": ("ClaudeFoundry", {"resource": "res", "api_key": SECRET}),
    "function of Foundry": ("ClaudeFoundry", {"resource": "res", "token_provider": lambda: SECRET}),
}


@pytest.mark.parametrize("prefix", ["", "Async"])
@pytest.mark.parametrize("key", PLATFORMS)
def test_no_frame_of_a_failed_call_of_a_platform_shows_a_key(key: str, prefix: str) -> None:
    name, arguments = PLATFORMS[key]
    failed, found = 0, set[str]()

    async def steps() -> None:
        nonlocal failed
        for case in ("401 that repeats it", "text that repeats it", "an exception that repeats it"):
            client = cloud_client(prefix + name, FAILURES[case][0], **arguments)
            assert SECRET not in repr(client) + repr(vars(client))
            for call in ("create", "create as a stream", "stream", "raw response"):
                try:
                    if prefix:
                        await read_async(CALLS[call](client, {}))
                    else:
                        read(CALLS[call](client, {}))
                except ClaudeError as error:
                    failed += 1
                    found.update(leaks(error))
            await client.close() if prefix else client.close()

    asyncio.run(steps())
    assert failed == 12
    assert found == set()


@pytest.mark.parametrize("prefix", ["", "Async"])
@pytest.mark.parametrize("key", PLATFORMS)
def test_no_frame_shows_a_key_when_a_client_of_a_platform_is_made_wrongly(key: str, prefix: str) -> None:
    name, arguments = PLATFORMS[key]
    made = cloud_client(prefix + name, refuse, **arguments)
    keys = {name: value for name, value in arguments.items() if SECRET in repr(value) or callable(value)}
    wrongs: list[dict[str, Any]] = [{"timeout": -1}, {"max_retries": -1}, {"base_url": "no url"}, {"nonsense": 1}]
    for make, given in ((getattr(claudewire, prefix + name), arguments), (made.with_options, keys)):
        for wrong in wrongs:
            with pytest.raises((ConfigurationError, TypeError)) as caught:
                make(**{**given, **wrong})
            assert set(leaks(caught.value)) == set()
