"""Streams with fallbacks: what breaks, what is left, what is joined."""

from __future__ import annotations

import pytest

from claudewire import (
    OverloadedError,
    RetryPolicy,
)
from claudewire.fallbacks import Fallbacks
from claudewire.fallbacks.chain import Chain
from claudewire.fallbacks.splicer import StreamSplicer
from claudewire.testing import LocalServer, tool_use
from claudewire.testing import turn as turn_with
from tests.unit.fallbacks.declined import M0, M1, PARAMS, QUICK, client_of, models, refusal


def test_events_arrive_before_the_next_model_is_asked(server: LocalServer) -> None:
    server.script([refusal("Well"), " hello"])
    with client_of(server, Fallbacks(M1)) as client, client.messages.stream(**PARAMS) as stream:
        texts = stream.text_stream
        first = next(texts)
        asked = models(server)
        rest = "".join(texts)

    assert first + rest == "Well hello"
    assert asked == [M0]
    assert models(server) == [M0, M1]


def test_stream_that_is_left_asks_no_other_model(server: LocalServer) -> None:
    server.script([refusal("Well"), "never"])
    with client_of(server, Fallbacks(M1)) as client, client.messages.stream(**PARAMS) as stream:
        next(stream.text_stream)

    assert models(server) == [M0]


def test_stream_that_breaks_before_content_is_sent_again_and_then_to_the_next_model(server: LocalServer) -> None:
    server.script(["a", "b", "from the second"])
    server.fault("cut", after_events=1, times=2)
    retry = RetryPolicy(max_retries=1, initial_delay=0.001)
    with client_of(server, Fallbacks(M1), retry=retry) as client, client.messages.stream(**PARAMS) as stream:
        message = stream.get_final_message()

    assert [block.text for block in message.content] == ["from the second"]
    assert models(server) == [M0, M0, M1]


def test_stream_of_the_next_model_that_breaks_before_content_is_sent_again(server: LocalServer) -> None:
    server.script([refusal(), turn_with("lost", fault="cut;after_events=1"), "from the second"])
    with client_of(server, Fallbacks(M1), retry=QUICK) as client, client.messages.stream(**PARAMS) as stream:
        message = stream.get_final_message()

    assert [block.type for block in message.content] == ["fallback", "text"]
    assert models(server) == [M0, M1, M1]


def test_stream_that_breaks_in_the_second_part_carries_both(server: LocalServer) -> None:
    server.script([refusal("one"), turn_with("two", fault="stream_error;after_events=3")])
    with (
        client_of(server, Fallbacks(M1)) as client,
        client.messages.stream(**PARAMS) as stream,
        pytest.raises(OverloadedError) as caught,
    ):
        stream.get_final_message()

    assert caught.value.partial_message is not None
    assert [block.type for block in caught.value.partial_message.content][:2] == ["text", "fallback"]


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_splice_does_not_depend_on_how_the_bytes_are_cut(server: LocalServer, size: int) -> None:
    server.script([refusal("one", "two"), ["three", tool_use("x", {"a": [1, 2]})]])
    parts: list[bytes] = []
    with client_of(server) as client:
        for _ in range(2):
            with client.messages.with_streaming_response.create(**PARAMS, stream=True) as response:
                parts.append(b"".join(response.iter_bytes()))

    def splice(step: int) -> bytes:
        from claudewire._stream.sse import EventDecoder

        chain = Chain(params=dict(PARAMS), entries=({"model": M1},))
        splicer = StreamSplicer(chain, EventDecoder)
        out = b""
        for part in parts:
            for start in range(0, len(part), step):
                out += splicer.feed(part[start : start + step])
            if splicer.goes_on:
                chain.advance()
                splicer.begin()
        assert splicer.is_complete
        return out

    spliced = splice(size)

    assert spliced == splice(50)
    assert spliced.count(b"event: message_start\n") == 1
    assert [
        int(part.split(b",")[0].split(b"}")[0]) for part in spliced.split(b'"content_block_start","index":')[1:]
    ] == [
        0,
        1,
        2,
        3,
        4,
    ]
