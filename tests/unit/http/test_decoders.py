"""Content codings, and the limits of what is received."""

import gzip
import zlib
from collections import deque
from itertools import chain

import pytest

from claudewire._http.decoders import BodyBuffer, ContentDecoder
from claudewire._http.exceptions import BodyTooLarge, DecodingError

LIMIT = 1000


def packed(data):
    """Compress without a time stamp: names of tests must not change with the clock."""
    return gzip.compress(data, mtime=0)


def received_until_refused(coding, first, more):
    """Return the bytes that were received when the body was refused."""
    buffer, received = BodyBuffer(ContentDecoder(coding), LIMIT), len(first)
    buffer.add(first)
    for _ in range(1000):
        received += len(more)
        try:
            buffer.add(more)
        except (BodyTooLarge, DecodingError):
            return received
    raise AssertionError(f"{received:,} bytes were received")


@pytest.mark.parametrize(
    ("coding", "first", "more"),
    [
        ("deflate", zlib.compress(b"{}"), b"a" * 65536),
        ("deflate", zlib.compress(b"{}", wbits=-15), b"a" * 65536),
        ("deflate", zlib.compress(b"{}"), b"a"),
        ("gzip", packed(b"{}"), packed(b"") * 1000),
        ("gzip", packed(b"{}"), packed(b"") * 50),
        ("gzip", packed(b"{}"), b"\0" * 1000),
        ("", b"{}", b"a" * 65536),
        ("", b"{}", b"a"),
    ],
)
def test_a_body_over_the_limit_is_refused_early(coding, first, more):
    assert received_until_refused(coding, first, more) < 256 * 1024


def test_bytes_behind_a_deflate_stream_are_refused():
    decoder = ContentDecoder("deflate")
    with pytest.raises(DecodingError, match="follows"):
        list(decoder.decode(zlib.compress(b"abc") + b"x"))


def test_a_stream_of_gzip_members_that_hold_nothing_ends():
    decoder = ContentDecoder("gzip")
    empty = packed(b"") * 200
    with pytest.raises(DecodingError, match="hold nothing"):
        list(chain.from_iterable(decoder.decode(empty) for _ in range(100)))


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", packed(b"ab") + packed(b"c" * 500)),
        ("gzip", packed(b"") + packed(b"ab" + b"c" * 500)),
        ("deflate", zlib.compress(b"ab" + b"c" * 500)),
        ("deflate", zlib.compress(b"ab" + b"c" * 500, wbits=-15)),
        ("", b"ab" + b"c" * 500),
    ],
)
def test_a_whole_body_is_decoded_however_it_is_cut(coding, data, size):
    buffer = BodyBuffer(ContentDecoder(coding), LIMIT)
    for start in range(0, len(data), size):
        buffer.add(data[start : start + size])
    assert buffer.finish() == b"ab" + b"c" * 500


def test_a_body_that_cannot_be_compressed_may_be_as_large_as_the_limit():
    import os

    data = os.urandom(LIMIT)
    buffer = BodyBuffer(ContentDecoder("gzip"), LIMIT)
    buffer.add(packed(data))
    assert buffer.finish() == data


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_air_is_refused_also_where_nothing_collects_it(coding):
    """As in a download, which is handed on, or written to a file, while it arrives."""
    air = bytes(64 * 1024 * 1024)
    data = packed(air) if coding == "gzip" else zlib.compress(air)
    decoder = ContentDecoder(coding)
    pieces = (data[start : start + 1000] for start in range(0, len(data), 1000))
    decoded = chain.from_iterable(map(decoder.decode, pieces))
    assert sum(len(next(decoded)) for _ in range(64)) <= 16 * 1024 * 1024
    with pytest.raises(BodyTooLarge, match="inflates"):
        deque(decoded, maxlen=0)


def test_the_beginning_of_a_body_over_the_limit_is_kept_for_the_error():
    buffer = BodyBuffer(ContentDecoder(""), LIMIT)
    buffer.add(b"<html>")
    buffer.add(b"x" * 900)
    with pytest.raises(BodyTooLarge):
        buffer.add(b"x" * 900)
    assert buffer.getvalue() == b"<html>"
