"""Streams of Bedrock and Vertex AI: frames, exceptions, truncation, metrics."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import (
    APIStatusError,
    InternalServerError,
    OverloadedError,
    RateLimitError,
    RequestTimeoutError,
    ResponseInvalid,
    ServiceUnavailableError,
    StreamDataInvalid,
    StreamLimitExceeded,
    StreamTruncated,
)
from claudewire.platforms.amazon.event_stream import encode_frame
from tests.support.clouds import HELLO, SURFACES, chunk, cloud_client, exception, frames, message_events, run
from tests.unit.platforms.test_event_stream import ALL, FRAMES

EVENTS = message_events()
START = b"".join(map(chunk, EVENTS[:3]))
WHOLE = b"".join(map(chunk, EVENTS))


def stream(*bodies: bytes, **options: Any) -> Any:
    """Return the final message of a stream with these bodies, one for each attempt."""
    left = list(bodies)
    client = cloud_client("ClaudeBedrock", lambda _: frames(left.pop(0)), **{**SURFACES["P1"][1], **options})
    with client.messages.stream(**HELLO) as stream:
        return stream.get_final_message()


def failure(body: bytes) -> Any:
    with pytest.raises(claudewire.APIError) as caught:
        stream(body)
    return caught.value


def test_message_has_the_text_and_the_metrics_of_the_platform() -> None:
    message = stream(WHOLE)

    assert message.content[0].text == "hi"
    assert message._response.metrics == {"inputTokenCount": 1, "invocationLatency": 42}
    assert message._response.request_id == "r1"


def test_metrics_are_in_the_last_event_without_loss() -> None:
    """Vector 63."""
    client = cloud_client("ClaudeBedrock", lambda _: frames(WHOLE), **SURFACES["P1"][1])

    events = [event.to_dict() for event in client.messages.create(**HELLO, stream=True)]

    assert events == EVENTS


def test_metrics_of_a_plain_response_come_from_its_headers() -> None:
    from tests.support.clouds import MESSAGE

    headers = {"x-amzn-bedrock-input-token-count": "7", "x-amzn-bedrock-invocation-latency": "9"}
    client = cloud_client(
        "ClaudeBedrock", lambda _: httpx.Response(200, json=MESSAGE, headers=headers), **SURFACES["P1"][1]
    )

    assert client.messages.create(**HELLO)._response.metrics == {"inputTokenCount": 7, "invocationLatency": 9}


@pytest.mark.parametrize(
    ("frame", "cls", "status", "code", "message"),
    [
        (FRAMES[1], RateLimitError, 429, "throttlingException", "slow down"),
        (FRAMES[2], InternalServerError, 500, "InternalFailure", "oops"),
        (
            exception("modelStreamErrorException", message="m", originalStatusCode=529, originalMessage="busy"),
            OverloadedError, 529, "modelStreamErrorException", "m",
        ),
        (exception("modelStreamErrorException", message="m"), InternalServerError, 500, "modelStreamErrorException", "m"),
        (exception("modelTimeoutException", message="m"), RequestTimeoutError, 408, "modelTimeoutException", "m"),
        (exception("serviceUnavailableException", message="m"), ServiceUnavailableError, 503, "serviceUnavailableException", "m"),
        (exception("validationException", message="m"), claudewire.BadRequestError, 400, "validationException", "m"),
        (exception("internalServerException", message="m"), InternalServerError, 500, "internalServerException", "m"),
        (exception("newException", message="strange"), APIStatusError, None, "newException", "strange"),
        (chunk({"type": "error", "error": {"type": "overloaded_error", "message": "m"}}), OverloadedError, 529, None, "m"),
    ],
)  # fmt: skip
def test_exception_in_a_stream_is_the_error_of_its_name(
    frame: bytes, cls: Any, status: int, code: str | None, message: str
) -> None:
    error = failure(START + frame)

    assert type(error) is cls
    assert (error.status_code, error.error_code, error.api_message) == (status, code, message)
    assert message in str(error)
    assert error.partial_message.content[0].text == "hi"
    assert error.request_id == "r1"


def test_original_message_of_the_model_is_in_the_details() -> None:
    error = failure(
        START + exception("modelStreamErrorException", message="m", originalStatusCode=529, originalMessage="busy")
    )

    assert error.details["originalMessage"] == "busy"


def test_exception_before_any_content_is_retried() -> None:
    message = stream(
        chunk(EVENTS[0]) + FRAMES[1], WHOLE, max_retries=1, retry=claudewire.RetryPolicy(initial_delay=0.0)
    )

    assert message.content[0].text == "hi"


@pytest.mark.parametrize("cut", range(1, len(WHOLE), 7))
def test_stream_that_is_cut_anywhere_is_truncated(cut: int) -> None:
    """Vector 59."""
    assert isinstance(failure(WHOLE[:cut]), StreamTruncated)


def test_damaged_frame_is_an_error_with_the_partial_message() -> None:
    """Vector 57."""
    damaged = bytearray(chunk(EVENTS[3]))
    damaged[-5] ^= 1

    error = failure(START + bytes(damaged))

    assert isinstance(error, StreamDataInvalid)
    assert error.partial_message.content[0].text == "hi"


def test_frame_over_the_limit_is_an_error_at_its_beginning() -> None:
    """Vector 58."""
    from struct import pack
    from zlib import crc32

    lengths = pack(">II", 2**31, 100)

    assert isinstance(failure(START + lengths + pack(">I", crc32(lengths))), StreamLimitExceeded)


@pytest.mark.parametrize(
    "extra",
    [
        encode_frame({":message-type": "event", ":event-type": "newThing"}, b"{}"),
        chunk({"completion": "old"}),
        chunk({"amazon-bedrock-invocationMetrics": {"inputTokenCount": 1}}),
        ALL,
    ],
)
def test_unknown_frame_is_skipped(extra: bytes) -> None:
    assert stream(START + extra + b"".join(map(chunk, EVENTS[3:]))).content[0].text == "hi"


@pytest.mark.parametrize("payload", [b"no json", b"[]", b'{"bytes": 5}', b'{"bytes": "bm8ganNvbg=="}', b"{}"])
def test_chunk_without_an_event_is_an_error(payload: bytes) -> None:
    frame = encode_frame({":message-type": "event", ":event-type": "chunk"}, payload)

    assert isinstance(failure(START + frame), StreamDataInvalid)


@pytest.mark.parametrize(("content_type", "body"), [("text/html", b"<p>no</p>"), ("application/json", b'{"a": 1}')])
def test_response_that_is_no_stream_is_quoted(content_type: str, body: bytes) -> None:
    respond = httpx.Response(200, content=body, headers={"content-type": content_type})
    client = cloud_client("ClaudeBedrock", lambda _: respond, **SURFACES["P1"][1])

    with pytest.raises(ResponseInvalid, match=r'no</p>|"a"'), client.messages.stream(**HELLO) as stream:
        stream.get_final_message()


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_async_stream_reads_frames(library: str) -> None:
    async def steps() -> Any:
        client = cloud_client("AsyncClaudeBedrock", lambda _: frames(WHOLE), **SURFACES["P1"][1])
        async with client, client.messages.stream(**HELLO) as stream:
            return [text async for text in stream.text_stream]

    assert run(library, steps) == ["hi"]


def test_vertex_event_is_skipped() -> None:
    events = [*EVENTS[:5], {"type": "vertex_event", "usage": {"tiers": {}}}, EVENTS[5]]
    text = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
    respond = httpx.Response(200, text=text, headers={"content-type": "text/event-stream", "request-id": "req_vrtx_1"})
    client = cloud_client("ClaudeVertex", lambda _: respond, **SURFACES["P5"][1])

    with client.messages.stream(**HELLO) as stream:
        message = stream.get_final_message()

    assert message.content[0].text == "hi"
    assert message._response.request_id == "req_vrtx_1"


def test_frame_of_the_vector_is_the_event_of_the_vector() -> None:
    """Vector 52."""
    from claudewire.platforms.amazon.responses import ChunkDecoder

    expected = [("content_block_stop", '{"type":"content_block_stop","index":0}')]
    pieces = ChunkDecoder()

    assert ChunkDecoder().feed_tuples(FRAMES[0]) == expected
    assert [event for byte in FRAMES[0] for event in pieces.feed_tuples(bytes([byte]))] == expected
    assert ChunkDecoder().feed_tuples(FRAMES[0] * 500) == expected * 500
