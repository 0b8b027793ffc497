"""A body that is read while it arrives has one reader: a second one gets an error, never a part that looks like the whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from claudewire import Claude, ConcurrentRead
from claudewire._errors import StreamClosed
from tests.support.clients import on_both_clients
from tests.support.streams import TEXT, wire

PARTS = [b"first line\n", b"second line\n", b"third line\n"]
REQUEST: dict[str, Any] = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "x"}]}


class Parts(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in parts, without a length."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part


def body(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, stream=Parts(PARTS))


def events(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, stream=Parts([wire(*TEXT)]), headers={"content-type": "text/event-stream"})


FORMS = ["iter_bytes", "iter_text", "iter_lines", "read"]


def sync_second(response: Any, form: str) -> Any:
    return response.read() if form == "read" else list(getattr(response, form)())


async def async_second(response: Any, form: str) -> Any:
    if form == "read":
        return await response.read()
    return [item async for item in getattr(response, form)()]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("first", FORMS[:3])
def test_a_second_reader_is_refused_and_the_first_gets_the_whole_body(first: str, form: str) -> None:
    def use(client: Claude) -> Any:
        response: Any = client.files.download("file_1")
        reader = iter(getattr(response, first)())
        items = [next(reader)]
        with pytest.raises(ConcurrentRead, match="Another reader"):
            sync_second(response, form)
        return [*items, *reader]

    async def use_async(client: Any) -> Any:
        response = await client.files.download("file_1")
        reader = aiter(getattr(response, first)())
        items = [await anext(reader)]
        with pytest.raises(ConcurrentRead, match="Another reader"):
            await async_second(response, form)
        return [*items, *[item async for item in reader]]

    ends = "\n" if first == "iter_lines" else ""
    for items in on_both_clients(use, use_async, body):
        texts = [item.decode() if isinstance(item, bytes) else item + ends for item in items]
        assert "".join(texts) == b"".join(PARTS).decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["read to its end", "given up"])
def test_a_body_that_is_gone_is_an_error_and_never_empty(end: str, form: str) -> None:
    def use(client: Claude) -> Any:
        response = client.files.download("file_1")
        if end == "given up":
            response.close()
        else:
            assert b"".join(response.iter_bytes()) == b"".join(PARTS)
        with pytest.raises(StreamClosed, match=end):
            sync_second(response, form)

    async def use_async(client: Any) -> Any:
        response = await client.files.download("file_1")
        if end == "given up":
            await response.close()
        else:
            assert b"".join([chunk async for chunk in response.iter_bytes()]) == b"".join(PARTS)
        with pytest.raises(StreamClosed, match=end):
            await async_second(response, form)

    on_both_clients(use, use_async, body)


def test_a_body_that_was_read_whole_is_kept_for_every_reader() -> None:
    def use(client: Claude) -> Any:
        response = client.files.download("file_1")
        response.read()
        response.close()
        return (
            response.read(),
            b"".join(response.iter_bytes()),
            b"".join(response.iter_bytes(4)),
            list(response.iter_lines()),
        )

    async def use_async(client: Any) -> Any:
        response = await client.files.download("file_1")
        await response.read()
        await response.close()
        chunks = [[chunk async for chunk in response.iter_bytes(size)] for size in (None, 4)]
        return await response.read(), *map(b"".join, chunks), [line async for line in response.iter_lines()]

    whole = b"".join(PARTS)
    for result in on_both_clients(use, use_async, body):
        assert result == (whole, whole, whole, whole.decode().splitlines())


def test_the_stream_of_a_response_is_one_stream() -> None:
    def use(client: Claude) -> Any:
        with client.messages.with_streaming_response.create(**REQUEST, stream=True) as response:
            stream = response.parse()
            assert response.parse() is stream
            next(iter(stream))
            with pytest.raises(ConcurrentRead):
                list(response.iter_bytes())
            return len(list(stream))

    async def use_async(client: Any) -> Any:
        async with client.messages.with_streaming_response.create(**REQUEST, stream=True) as response:
            stream = await response.parse()
            assert await response.parse() is stream
            await anext(aiter(stream))
            with pytest.raises(ConcurrentRead):
                await async_second(response, "iter_bytes")
            return len([event async for event in stream])

    first, second = on_both_clients(use, use_async, events)
    assert first == second == len([event for event in TEXT if event["type"] != "ping"]) - 1
