"""The blocking connection: what is not ready is waited for, up to the timeout; over TCP and over TLS."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import contextmanager
from math import inf
from threading import Thread

import pytest
import trustme

from claudewire._http.exceptions import ReadError, ReadTimeout, WriteError, WriteTimeout
from claudewire._http.network.sync_stream import SyncStream, run_blocking

SHORT = 0.01


@contextmanager
def tcp():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield SyncStream(ours), theirs


@contextmanager
def tls():
    """A TLS connection whose other side is in memory: the test carries the records, and can cut them."""
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(server)
    authority.configure_trust(client)
    ours, theirs = socket.socketpair()
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    peer = server.wrap_bio(incoming, outgoing, server_side=True)

    def shake_hands():
        while True:
            try:
                peer.do_handshake()
                return
            except ssl.SSLWantReadError:
                theirs.sendall(outgoing.read())
                incoming.write(theirs.recv(65536))
            finally:
                if outgoing.pending:
                    theirs.sendall(outgoing.read())

    thread = Thread(target=shake_hands)
    thread.start()
    with client.wrap_socket(ours, server_hostname="localhost") as secure, theirs:
        thread.join()

        def record(data):
            peer.write(data)
            return outgoing.read()

        yield SyncStream(secure), theirs, record


class TestReading:
    def test_what_has_come_is_read_at_once(self):
        with tcp() as (stream, peer):
            peer.sendall(b"abc")
            assert run_blocking(stream.read(10, 0)) == b"abc"

    def test_the_end(self):
        with tcp() as (stream, peer):
            assert not stream.is_readable()
            peer.close()
            assert stream.is_readable()
            assert run_blocking(stream.read(10, None)) == b""

    def test_the_timeout(self):
        with tcp() as (stream, _):
            start = time.monotonic()
            with pytest.raises(ReadTimeout):
                run_blocking(stream.read(10, SHORT))
            assert time.monotonic() - start >= SHORT

    def test_a_moment_before_the_timeout(self):
        with tcp() as (stream, _):
            stream.deadline = time.monotonic() + SHORT
            with pytest.raises(ReadTimeout):
                run_blocking(stream.read(10, None))
            with pytest.raises(ReadTimeout):  # it has passed
                run_blocking(stream.read(10, 100))

    def test_a_connection_that_was_reset(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            ours = socket.create_connection(listener.getsockname())
            theirs, _ = listener.accept()
            stream = SyncStream(ours)
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            theirs.close()
            with pytest.raises(ReadError):
                run_blocking(stream.read(10, 10))
            run_blocking(stream.aclose())


class TestWriting:
    def test_more_than_the_network_takes_at_once(self):
        data, parts = bytes(5_000_000), []
        with tcp() as (stream, peer):

            def read():
                while part := peer.recv(65536):
                    parts.append(part)

            thread = Thread(target=read)
            thread.start()
            run_blocking(stream.write(data, 10))
            run_blocking(stream.aclose())
            thread.join()
        assert b"".join(parts) == data

    def test_the_timeout(self):
        with tcp() as (stream, _), pytest.raises(WriteTimeout):
            run_blocking(stream.write(bytes(50_000_000), SHORT))

    def test_not_a_byte_after_the_moment(self):
        with tcp() as (stream, _):
            stream.deadline = time.monotonic()
            with pytest.raises(WriteTimeout):
                run_blocking(stream.write(b"abc", None))

    def test_nobody_listens(self):
        with tcp() as (stream, peer):
            peer.close()
            with pytest.raises(WriteError):
                run_blocking(stream.write(b"abc", None))


class TestTLS:
    def test_a_record_in_two_parts(self):
        with tls() as (stream, peer, record):
            data = record(b"abc")
            peer.sendall(data[:7])
            thread = Thread(target=lambda: (time.sleep(SHORT), peer.sendall(data[7:])))
            thread.start()
            assert run_blocking(stream.read(10, 10)) == b"abc"
            thread.join()

    def test_a_part_of_a_record_is_no_progress(self):
        with tls() as (stream, peer, record):
            peer.sendall(record(b"abc")[:7])
            with pytest.raises(ReadTimeout):
                run_blocking(stream.read(10, SHORT))

    def test_what_has_been_decrypted_needs_no_more_bytes(self):
        with tls() as (stream, peer, record):
            peer.sendall(record(b"abcdef"))
            assert run_blocking(stream.read(2, 10)) == b"ab"
            assert run_blocking(stream.read(10, 0)) == b"cdef"

    def test_records_that_are_here_together_are_read_together(self, backlog):
        with tls() as (stream, peer, record):
            peer.sendall(record(b"ab") + record(b"cd") + record(b"ef")[:9])
            assert run_blocking(stream.read(10, 10)) == (b"abcd" if backlog else b"ab")

    def test_records_are_read_up_to_the_size_that_was_asked_for(self, backlog):
        with tls() as (stream, peer, record):
            peer.sendall(record(b"ab") + record(b"cd") + record(b"ef"))
            read = [run_blocking(stream.read(3, 10)), run_blocking(stream.read(10, 10))]
            assert read == ([b"abc", b"def"] if backlog else [b"ab", b"cd"])

    @pytest.mark.usefixtures("backlog")
    def test_what_breaks_behind_a_record_is_raised_after_it(self):
        with tls() as (stream, peer, record):
            whole, broken = record(b"ab"), bytearray(record(b"cd"))
            broken[-1] ^= 1
            peer.sendall(whole + broken)
            assert run_blocking(stream.read(10, 10)) == b"ab"
            with pytest.raises(ReadError):
                run_blocking(stream.read(10, SHORT))

    @pytest.mark.usefixtures("backlog")
    def test_the_end_behind_a_record(self):
        with tls() as (stream, peer, record):
            peer.sendall(record(b"ab"))
            peer.close()
            assert run_blocking(stream.read(10, 10)) == b"ab"
            assert run_blocking(stream.read(10, 10)) == b""

    @pytest.fixture(params=[inf, 0.0], ids=["at once", "one by one"])
    def backlog(self, request, monkeypatch):
        """Whether a read takes what it finds for a backlog, which is a matter of microseconds. What is read is the same."""
        monkeypatch.setattr("claudewire._http.network.sync_stream.SAME_BURST_SECONDS", request.param)
        return request.param
