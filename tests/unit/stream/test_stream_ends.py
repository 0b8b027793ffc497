"""Streams at their end, and streams that a program leaves before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from claudewire._errors import (
    APIError,
    StreamClosed,
    StreamTruncated,
)
from claudewire._outputs.streams import OutputStream
from claudewire._schema.schema import schema_of
from claudewire._stream.async_stream import AsyncMessageStream, AsyncStream
from claudewire._stream.stream import MessageStream, Stream
from tests.support.clients import mocked_client
from tests.support.event_streams import END, START, block, event_stream
from tests.support.requests import HELLO
from tests.support.streams import (
    CALL,
    LINES,
    TEXT,
    AsyncScriptedResponse,
    Mode,
    ScriptedResponse,
    vector_message,
    wire,
)


class TestTheEnd:
    LAST = b'event: message_stop\ndata: {"type": "message_stop"}'

    @pytest.mark.parametrize(
        "last",
        [
            LAST, LAST + b"\n", LAST + b"\r", LAST + b"\r\n", b'data: {"type": "message_stop"}', b'data:{"type":"message_stop"}',
            b'event: message_stop\ndata: {"type":\ndata: "message_stop"}\n',
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("size", [1, 50, 100_000])
    def test_a_message_stop_without_its_blank_line_completes_the_message(
        self, mode: Mode, last: bytes, size: int
    ) -> None:
        body = wire(*TEXT[:-1]) + last
        chunks = [body[at : at + size] for at in range(0, len(body), size)]
        assert mode.stream(mode.response(*chunks), "get_final_message").to_dict() == vector_message("text")
        events = mode.events(mode.response(*chunks))
        assert [event.to_dict() for event in events] == [event for event in TEXT if event["type"] != "ping"]

    def test_a_message_without_content_may_end_so_too(self, mode: Mode) -> None:
        body = wire(START, END[0]) + self.LAST
        assert [event.type for event in mode.events(mode.response(body))] == [
            "message_start", "message_delta", "message_stop"
        ]  # fmt: skip

    def test_any_other_cut_is_truncated(self, mode: Mode) -> None:
        whole = wire(*TEXT[:-1])
        cuts = [
            *(whole + self.LAST[:size] for size in range(len(self.LAST))),
            whole + self.LAST + b"\ndat",
            whole[:-1],
            wire(*TEXT[:-2]) + self.LAST,
            wire(*TEXT[:4]) + self.LAST,
            self.LAST,
            whole + b'event: message_stop\ndata: ["type", "message_stop"]',
            whole + b'event: message_stop\ndata: {"type": "message_sto"}',
        ]
        for body in cuts:
            with pytest.raises(StreamTruncated):
                mode.stream(mode.response(body), "until_done")

    def test_a_response_of_create_may_end_so_too(self) -> None:
        """A message that may take long is requested as a stream and read as a whole."""
        body = wire(*TEXT[:-1]) + self.LAST
        with mocked_client(lambda _: event_stream(body)) as client:
            message = client.messages.create(**{**HELLO, "max_tokens": 64_000})
        assert message.to_dict() == vector_message("text")


READS: dict[str, Callable[[Any], Any]] = {
    "iteration": list,
    "next": next,
    "text_stream": lambda stream: list(stream.text_stream),
    "until_done": MessageStream.until_done,
    "get_final_message": MessageStream.get_final_message,
    "get_final_text": MessageStream.get_final_text,
}


ASYNC_READS = {
    "iteration": lambda stream: _all(stream),
    "next": lambda stream: anext(stream),
    "text_stream": lambda stream: _all(stream.text_stream),
    "until_done": AsyncMessageStream.until_done,
    "get_final_message": AsyncMessageStream.get_final_message,
    "get_final_text": AsyncMessageStream.get_final_text,
}


async def _all(items: Any) -> list[Any]:
    return [item async for item in items]


class TestLeftEarly:
    """A program that has left a stream must not take what it has for the whole message."""

    def read_after_leaving(self, mode: Mode, events: int, uses: list[str]) -> list[APIError]:
        """Read `events` events in a `with` block, leave it, and return the errors of `uses`."""
        errors: list[APIError] = []
        if mode.name == "sync":
            with MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT)))) as stream:
                for _ in range(events):
                    next(stream)
            for use in uses:
                with pytest.raises(StreamClosed) as raised:
                    READS[use](stream)
                errors.append(raised.value)
            return errors

        async def steps() -> None:
            async with AsyncMessageStream(AsyncStream(CALL, AsyncScriptedResponse(wire(*TEXT)))) as stream:
                for _ in range(events):
                    await anext(stream)
            for use in uses:
                with pytest.raises(StreamClosed) as raised:
                    await ASYNC_READS[use](stream)
                errors.append(raised.value)

        mode.run(steps)
        return errors

    @pytest.mark.parametrize("use", READS)
    def test_every_use_raises_each_time(self, mode: Mode, use: str) -> None:
        errors = self.read_after_leaving(mode, 4, [use, use])
        assert len(errors) == 2
        for error in errors:
            assert "You left the stream after 4 events" in error.message
            assert error.partial_message.content[0].text == "Hel"
            assert error.events_seen == 4
            assert error.request_id == "req_1"
            assert not error.is_retryable

    def test_all_uses_raise_one_after_the_other(self, mode: Mode) -> None:
        errors = self.read_after_leaving(mode, 1, list(READS) * 2)
        assert len({error.message for error in errors}) == 1

    def test_a_stream_that_was_never_read_says_so(self, mode: Mode) -> None:
        (error,) = self.read_after_leaving(mode, 0, ["get_final_message"])
        assert "after 0 events" in error.message
        assert error.partial_message is None

    LEAVE: ClassVar[dict[str, Callable[[Any, Any], Any]]] = {
        "with": lambda stream, _: stream.__exit__(None, None, None),
        "with and an exception": lambda stream, _: stream.__exit__(ValueError, ValueError(), None),
        "close": lambda stream, _: stream.close(),
        "close of the response": lambda stream, _: stream.response.close(),
        "close of the iterator": lambda _, kept: kept.close(),
    }
    TAKE: ClassVar[dict[str, Callable[[Any], Any]]] = {"events": iter, "texts": lambda stream: stream.text_stream}

    @pytest.mark.parametrize("leave", LEAVE.values(), ids=LEAVE.keys())
    @pytest.mark.parametrize("take", TAKE.values(), ids=TAKE.keys())
    @pytest.mark.parametrize("read", [next, list, lambda kept: next(kept, None)], ids=["next", "list", "next or None"])
    def test_an_iterator_that_was_kept_raises_each_time(self, leave: Any, take: Any, read: Any) -> None:
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT))))
        kept, other = take(stream), [make(stream) for make in self.TAKE.values()]
        next(kept)
        leave(stream, kept)
        for iterator in (kept, *other, kept, *other):
            with pytest.raises(StreamClosed, match="You left the stream after"):
                read(iterator)
        for use in READS.values():
            with pytest.raises(StreamClosed, match="You left the stream after"):
                use(stream)

    @pytest.mark.parametrize("leave", LEAVE.values(), ids=LEAVE.keys())
    def test_a_kept_iterator_over_raw_events_raises_each_time(self, leave: Any) -> None:
        stream = Stream(CALL, ScriptedResponse(wire(*TEXT)))
        kept = iter(stream)
        next(kept)
        leave(stream, kept)
        for read in (list, next, list):
            for source in (kept, stream):
                with pytest.raises(StreamClosed, match="You left the stream after"):
                    read(source)

    @pytest.mark.parametrize("leave", ["with", "close", "response", "cancelled"])
    def test_an_async_iterator_that_was_kept_raises_each_time(self, leave: str) -> None:
        async def steps() -> None:
            stream = AsyncMessageStream(AsyncStream(CALL, AsyncScriptedResponse(wire(*TEXT[:4]), 60.0)))
            events, texts = aiter(stream), stream.text_stream
            await anext(texts)
            if leave == "with":
                await stream.__aexit__(None, None, None)
            elif leave == "close":
                await stream.close()
            elif leave == "response":
                await stream.response.aclose()
            else:
                reading = asyncio.create_task(_all(events))
                await asyncio.sleep(0)
                reading.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await reading
            for _ in range(2):
                for kept in (events, texts):
                    with pytest.raises(StreamClosed, match="You left the stream after"):
                        await anext(kept)
                for use in ASYNC_READS.values():
                    with pytest.raises(StreamClosed, match="You left the stream after"):
                        await use(stream)

        asyncio.run(steps())

    def test_a_kept_iterator_raises_the_error_that_ended_the_stream_each_time(self) -> None:
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT[:5]))))
        events, texts = iter(stream), stream.text_stream
        next(texts)
        for kept in (events, texts, events, texts):
            with pytest.raises(StreamTruncated):
                list(kept)

    def test_an_iterator_that_was_read_to_its_end_stays_at_its_end(self) -> None:
        stream = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT))))
        kept = iter(stream)
        assert list(kept)
        assert list(kept) == []
        stream.close()
        assert next(kept, None) is None

    def test_items_of_an_output_raise_after_the_stream_was_left_or_read(self) -> None:
        for leave, message in (
            (lambda s: s.close(), "You left"),
            (MessageStream.until_done, "read to its end already"),
        ):
            events = block({"type": "text", "text": ""}, {"type": "text_delta", "text": "[1, 2]"})
            stream = OutputStream(Stream(CALL, ScriptedResponse(wire(*events))), schema_of(list[int]))
            leave(stream)
            for _ in range(2):
                with pytest.raises(StreamClosed, match=message):
                    list(stream.output_items())

    def test_raw_events_and_lines_are_the_same(self, mode: Mode) -> None:
        for call, body in ((CALL, wire(*TEXT)), (LINES, b'{"a": 1}\n{"a": 2}\n')):
            if mode.name == "sync":
                with Stream(call, ScriptedResponse(body)) as stream:
                    next(stream)
                for read in (list, next, list):
                    with pytest.raises(StreamClosed, match=r"after \d events?:"):
                        read(stream)
                continue

            async def steps(call: Any = call, body: bytes = body) -> None:
                async with AsyncStream(call, AsyncScriptedResponse(body)) as stream:
                    await anext(stream)
                for _ in range(2):
                    with pytest.raises(StreamClosed, match=r"after \d events?:"):
                        await _all(stream)

            mode.run(steps)

    def test_a_stream_that_was_read_to_its_end_keeps_its_message(self, mode: Mode) -> None:
        if mode.name == "sync":
            with MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT)))) as stream:
                stream.until_done()
            assert stream.get_final_text() == "Hello world"
            for again in (stream, stream.text_stream):
                with pytest.raises(StreamClosed, match="read to its end already"):
                    list(again)
            return

        async def steps() -> None:
            async with AsyncMessageStream(AsyncStream(CALL, AsyncScriptedResponse(wire(*TEXT)))) as stream:
                await stream.until_done()
            assert await stream.get_final_text() == "Hello world"
            for again in (stream, stream.text_stream):
                with pytest.raises(StreamClosed, match="read to its end already"):
                    await _all(again)

        mode.run(steps)

    def test_what_was_read_can_still_be_used(self) -> None:
        stream: Any = MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT))))
        with stream:
            for event in stream:
                if event.type == "text":
                    break
        assert stream.current_message_snapshot.content[0].text == "Hel"
        assert stream.continue_from().way in ("prefill", "ask")
