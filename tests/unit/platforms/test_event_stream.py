"""The AWS event stream, against the messages of botocore and against botocore itself."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from claudewire import StreamDataInvalid, StreamLimitExceeded
from claudewire.platforms.amazon.event_stream import FrameDecoder, encode_frame

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/event_stream.json").read_text("utf-8"))
FRAMES = [base64.b64decode(text) for text in VECTORS["bedrock"]]
ALL = next(base64.b64decode(v["frame"]) for v in VECTORS["good"] if v["name"] == "all headers types")


def value_of(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value


@pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda vector: vector["name"])
def test_frame_has_the_headers_and_payload_of_the_vector(vector: dict[str, Any]) -> None:
    decoder = FrameDecoder()

    (frame,) = decoder.feed(base64.b64decode(vector["frame"]))

    assert frame.headers == {name: value_of(value) for name, value in vector["headers"].items()}
    assert frame.payload == base64.b64decode(vector["payload"])
    assert decoder.error is None
    assert not decoder.is_inside_frame


@pytest.mark.parametrize("vector", VECTORS["corrupt"], ids=lambda vector: vector["name"])
def test_corrupt_frame_is_an_error_after_the_good_ones(vector: dict[str, Any]) -> None:
    decoder = FrameDecoder()

    frames = decoder.feed(FRAMES[0] + base64.b64decode(vector["frame"]))

    assert len(frames) == 1
    assert isinstance(decoder.error, StreamDataInvalid | StreamLimitExceeded)
    assert decoder.feed(FRAMES[0]) == []


def test_flipped_bit_anywhere_in_a_frame_is_an_error() -> None:
    """Vector 57. No bit of a frame can change unseen: a decoder fails, or waits for a length that a changed prelude announces."""
    for position in range(len(FRAMES[0]) * 8):
        damaged = bytearray(FRAMES[0])
        damaged[position // 8] ^= 1 << position % 8
        decoder = FrameDecoder()

        assert decoder.feed(bytes(damaged)) == []
        assert isinstance(decoder.error, StreamDataInvalid)


@pytest.mark.parametrize("fields", [(2**31, 0), (100, 200), (2**31, 2**30)])
def test_announced_length_over_the_limit_is_refused_on_the_prelude(fields: tuple[int, int]) -> None:
    from struct import pack
    from zlib import crc32

    lengths = pack(">II", *fields)
    decoder = FrameDecoder()

    decoder.feed(lengths + pack(">I", crc32(lengths)))

    assert isinstance(decoder.error, StreamDataInvalid | StreamLimitExceeded)


@given(st.lists(st.sampled_from([*FRAMES, ALL]), max_size=6), st.data())
def test_frames_do_not_depend_on_the_chunks(frames: list[bytes], data: st.DataObject) -> None:
    wire = b"".join(frames)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=8)))
    whole, pieces = FrameDecoder(), FrameDecoder()

    expected = whole.feed(wire)
    received = [
        frame
        for start, end in zip([0, *cuts], [*cuts, len(wire)], strict=True)
        for frame in pieces.feed(wire[start:end])
    ]

    assert received == expected
    assert len(received) == len(frames)


def test_random_streams_decode_as_botocore_decodes_them() -> None:
    random = Random(16)
    for _ in range(500):
        sent = [
            encode_frame(
                {f"h{n}": "v" * random.randint(0, 300) for n in range(random.randint(0, 5))},
                random.randbytes(random.randint(0, 400)),
            )
            for _ in range(random.randint(1, 20))
        ]
        wire = b"".join(sent)
        buffer = EventStreamBuffer()
        buffer.add_data(wire)

        frames = FrameDecoder().feed(wire)

        assert [(frame.headers, frame.payload) for frame in frames] == [(e.headers, e.payload) for e in buffer]


def test_incomplete_frame_is_known_at_the_end() -> None:
    decoder = FrameDecoder()

    decoder.feed(FRAMES[0][:-1])

    assert decoder.is_inside_frame
    assert decoder.error is None


def frame_with_headers(size: int) -> bytes:
    """A frame whose headers take `size` bytes: strings of at most 32 KiB."""
    from struct import pack
    from zlib import crc32

    headers, number = b"", 0
    while size - len(headers) > 0:
        name = f"h{number:03}".encode()
        length = min(size - len(headers) - len(name) - 4, 30_000)
        if 0 < size - len(headers) - len(name) - 4 - length < 20:
            length -= 20
        headers += pack(">B", len(name)) + name + pack(">BH", 7, length) + b"x" * length
        number += 1
    assert len(headers) == size
    prelude = pack(">II", size + 16, size)
    frame = prelude + pack(">I", crc32(prelude)) + headers
    return frame + pack(">I", crc32(frame))


def test_headers_of_a_frame_have_at_most_128_kib() -> None:
    decoder = FrameDecoder()
    (frame,) = decoder.feed(frame_with_headers(128 * 1024))
    assert len(frame.headers) == 5

    assert decoder.feed(frame_with_headers(128 * 1024 + 1)) == []
    assert isinstance(decoder.error, StreamDataInvalid | StreamLimitExceeded)
