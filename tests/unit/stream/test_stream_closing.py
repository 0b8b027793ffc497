"""Stall timeouts, and how a stream is closed."""

from __future__ import annotations

import asyncio
import gc
import time
import warnings
from typing import Any

import pytest
import trio

from claudewire._errors import (
    StreamStalled,
)
from claudewire._stream import state
from claudewire._stream.async_stream import AsyncMessageStream, AsyncStream
from claudewire._stream.stream import MessageStream, Stream
from tests.support.streams import (
    CALL,
    TEXT,
    AsyncScriptedResponse,
    Mode,
    ScriptedResponse,
    wire,
)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock for stall timers that only the test moves: a busy machine cannot cause a stall."""
    clock = Clock()
    monkeypatch.setattr(state, "monotonic", clock)
    return clock


class TestStalls:
    def test_pings_do_not_end_a_stall(self, mode: Mode) -> None:
        ping = wire({"type": "ping"})
        script = [item for _ in range(100) for item in (0.05, ping)]
        with pytest.raises(StreamStalled) as raised:
            mode.stream(mode.response(wire(*TEXT[:4]), *script, stall_timeout=0.2), "get_final_message")
        assert raised.value.partial_message.content[0].text == "Hel"
        assert raised.value.is_retryable

    def test_silence_for_the_stall_timeout_raises(self, mode: Mode) -> None:
        start = time.monotonic()
        with pytest.raises(StreamStalled):
            mode.stream(mode.response(wire(*TEXT[:4]), 30, stall_timeout=0.1), "text_stream")
        assert time.monotonic() - start < 10

    def test_every_event_restarts_the_stall_timer(self, mode: Mode, clock: Clock) -> None:
        """Three seconds pass before each of twelve events; the timeout is ten seconds."""
        script = [item for event in TEXT for item in (lambda: clock.passes(3), 0.02, wire(event))]
        assert mode.stream(mode.response(*script, stall_timeout=10), "get_final_text") == "Hello world"

    def test_time_that_the_caller_spends_is_not_part_of_a_stall(self, mode: Mode, clock: Clock) -> None:
        script = [item for event in TEXT for item in (wire(event), 0.02)]

        def own_time() -> None:
            clock.passes(60)
            time.sleep(0.02)

        events = mode.stream(mode.response(*script, stall_timeout=10), "events", meanwhile=own_time)
        assert events[-1].type == "message_stop"

    def test_a_stall_before_content_is_retried(self, mode: Mode) -> None:
        first = mode.response(wire(*TEXT[:1]), 30, then=mode.response(wire(*TEXT)), stall_timeout=0.1)
        assert mode.stream(first, "get_final_text") == "Hello world"


class TestClosing:
    def test_a_stream_that_is_dropped_after_break_is_closed(self) -> None:
        gc.disable()  # no collection may be needed
        try:
            for number in range(100):
                response = ScriptedResponse(wire(*TEXT))
                stream: Any = Stream(CALL, response)
                if number % 2:
                    stream = MessageStream(stream)
                for _ in stream:
                    break
                del stream
                assert response.closed, number
        finally:
            gc.enable()

    def test_an_iterator_outlives_its_stream(self) -> None:
        events = iter(MessageStream(Stream(CALL, ScriptedResponse(wire(*TEXT)))))
        gc.collect()
        assert len(list(events)) == len([e for e in TEXT if e["type"] != "ping"]) + 4

    @pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, SystemExit])
    def test_exceptions_in_the_block_and_in_a_read_close_the_stream(
        self, mode: Mode, failure: type[BaseException]
    ) -> None:
        response = mode.response(wire(*TEXT[:4]), failure("x"))
        with pytest.raises(failure):
            mode.events(response)
        assert response.closed
        if mode.name == "sync":
            response = mode.response(wire(*TEXT))
            with pytest.raises(failure), Stream(CALL, response):
                raise failure("x")
            assert response.closed

    def test_an_async_with_block_closes_the_stream(self, mode: Mode) -> None:
        if mode.name == "sync":
            return
        response = AsyncScriptedResponse(wire(*TEXT))

        async def steps() -> None:
            async with AsyncStream(CALL, response) as stream:
                async for _ in stream:
                    break

        mode.run(steps)
        assert response.closed

    def test_cancellation_closes_the_stream(self) -> None:
        async def on_asyncio() -> Any:
            response = AsyncScriptedResponse(wire(*TEXT[:4]), 30)

            async def read() -> None:
                async for _ in AsyncStream(CALL, response):
                    pass

            task = asyncio.create_task(read())
            await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return response

        async def on_trio() -> Any:
            response = AsyncScriptedResponse(wire(*TEXT[:4]), 30)
            with trio.move_on_after(0.02) as scope:
                async for _ in AsyncStream(CALL, response):
                    pass
            assert scope.cancelled_caught
            return response

        assert asyncio.run(on_asyncio()).closed
        assert trio.run(on_trio).closed

    def test_dropped_async_streams_cause_no_warning(self) -> None:
        async def steps() -> None:
            for _ in range(20):
                async for _ in AsyncMessageStream(AsyncStream(CALL, AsyncScriptedResponse(wire(*TEXT)))).text_stream:
                    break
            gc.collect()
            await asyncio.sleep(0)

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            asyncio.run(steps())
