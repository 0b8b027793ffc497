"""A blocking socket after many reads, when it waits by itself: every limit holds as for the first read."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from math import inf

import pytest

from claudewire._http.exceptions import ReadError, ReadTimeout, WriteTimeout
from claudewire._http.network.sync_stream import WAITING_READS, SyncStream, run_blocking

SHORT, LONG = 0.02, 60.0
COUNTS = pytest.mark.parametrize("reads", [0, 1, WAITING_READS, WAITING_READS + 2])


@pytest.fixture
def pair() -> Iterator[tuple[SyncStream, socket.socket]]:
    ours, peer = socket.socketpair()
    with ours, peer:
        yield SyncStream(ours), peer


def read(stream: SyncStream, peer: socket.socket, count: int, timeout: float | None) -> None:
    for _ in range(count):
        peer.send(b"data")
        assert stream.receive(100, timeout) == b"data"


@COUNTS
def test_a_read_ends_at_its_timeout(pair: tuple[SyncStream, socket.socket], reads: int) -> None:
    stream, peer = pair
    read(stream, peer, reads, SHORT)
    with pytest.raises(ReadTimeout):
        stream.receive(100, SHORT)
    read(stream, peer, 1, SHORT)


@COUNTS
def test_a_read_ends_at_another_timeout_than_the_reads_before(
    pair: tuple[SyncStream, socket.socket], reads: int
) -> None:
    stream, peer = pair
    read(stream, peer, reads, LONG)
    with pytest.raises(ReadTimeout):
        stream.receive(100, SHORT)


@COUNTS
def test_a_read_ends_at_a_deadline_set_after_the_reads_before(
    pair: tuple[SyncStream, socket.socket], reads: int
) -> None:
    stream, peer = pair
    read(stream, peer, reads, LONG)
    stream.deadline = time.monotonic() + SHORT
    with pytest.raises(ReadTimeout):
        stream.receive(100, LONG)
    stream.deadline = inf
    read(stream, peer, 5, None)


@COUNTS
def test_a_write_after_reads_ends_at_its_timeout(pair: tuple[SyncStream, socket.socket], reads: int) -> None:
    stream, peer = pair
    read(stream, peer, reads, LONG)
    with pytest.raises(WriteTimeout):
        run_blocking(stream.write(b"x" * (1 << 24), SHORT))


@COUNTS
def test_the_end_is_read_and_stays(pair: tuple[SyncStream, socket.socket], reads: int) -> None:
    stream, peer = pair
    read(stream, peer, reads, LONG)
    assert not stream.is_readable()
    peer.close()
    assert stream.receive(100, LONG) == b""
    assert stream.receive(100, LONG) == b""
    assert stream.is_readable()


@pytest.mark.parametrize("timeout", [SHORT, LONG])
def test_a_socket_that_another_thread_closed_is_a_read_error(
    pair: tuple[SyncStream, socket.socket], timeout: float
) -> None:
    stream, peer = pair
    read(stream, peer, WAITING_READS, LONG)
    run_blocking(stream.aclose())
    with pytest.raises(ReadError):
        stream.receive(100, timeout)


def test_a_slow_stream_takes_one_call_of_the_socket_for_a_read(
    pair: tuple[SyncStream, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream, peer = pair
    read(stream, peer, WAITING_READS, LONG)
    monkeypatch.setattr(stream, "_wait_readable", None)  # it would poll
    read(stream, peer, 3, LONG)
