"""Streams through a client, over loopback: errors, retries, stalls, and what happens to the connection."""

from __future__ import annotations

import json
import math
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from claudewire import AsyncClaude, Claude
from claudewire._errors import (
    APIConnectionError,
    APITimeoutError,
    DeadlineExpired,
    OverloadedError,
    StreamClosed,
    StreamStalled,
    StreamTruncated,
)
from claudewire._http import httpx_transport
from tests.support.loops import LOOPS, run_on

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/streams.json").read_text("utf-8"))["vectors"]
TEXT: list[dict[str, Any]] = VECTORS[0]["events"]
EVENTS = [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in TEXT]
REQUEST: dict[str, Any] = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nrequest-id: req_1\r\ntransfer-encoding: chunked\r\n\r\n"
RESET, FIN, END = "reset", "fin", "end"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


class Server:
    """Responds to the n-th request with the n-th script, and to further ones with the last.

    Items of a script: bytes are sent, numbers are seconds to sleep, `reset`, `fin` and `end` are done.
    """

    def __init__(self) -> None:
        self.scripts: list[list[Any]] = []
        self.requests = 0
        self.connections = 0
        self.closed = threading.Semaphore(0)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def _start(self, work: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # closing alone does not wake the thread that accepts
        self._socket.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        try:
            with sock, sock.makefile("rb") as lines:
                while line := lines.readline():
                    length = 0
                    while (line := lines.readline()) not in (b"\r\n", b""):
                        if line.lower().startswith(b"content-length:"):
                            length = int(line.split(b":")[1])
                    lines.read(length)
                    self.requests += 1
                    script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
                    if not self._play(sock, script):
                        return
        except OSError:
            pass
        finally:
            self.closed.release()

    def _play(self, sock: socket.socket, script: list[Any]) -> bool:
        for item in script:
            if isinstance(item, bytes):
                sock.sendall(item)
            elif item == END:
                sock.sendall(b"0\r\n\r\n")
            elif item == RESET:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            elif item == FIN or self._stopped.wait(item):
                return False
        return True


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@contextmanager
def in_time() -> Iterator[None]:
    """Fail if the block takes ten seconds. (The server sleeps longer; machines may be busy.)"""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 10


class Mode:
    def __init__(self, name: str) -> None:
        self.name = name

    def run(self, server: Server, use: Callable[[Any], Any], awaited: Callable[[Any], Any], **options: Any) -> Any:
        options = {"api_key": "k", "base_url": server.url, "max_retries": 2, **options}
        if self.name == "sync":
            with Claude(**options) as client:
                return use(client)

        async def steps() -> Any:
            async with AsyncClaude(**options) as client:
                return await awaited(client)

        return run_on(self.name, steps)

    def text(self, server: Server, **options: Any) -> str:
        """Return the final text of a stream, the second through one client."""
        stall = {"stall_timeout": options.pop("stall_timeout")} if "stall_timeout" in options else {}

        def use(client: Claude) -> str:
            text = ""
            for _ in range(2):
                with client.messages.stream(**REQUEST, **stall) as stream:
                    text = stream.get_final_text()
            return text

        async def awaited(client: AsyncClaude) -> str:
            text = ""
            for _ in range(2):
                async with client.messages.stream(**REQUEST, **stall) as stream:
                    text = await stream.get_final_text()
            return text

        return str(self.run(server, use, awaited, **options))


@pytest.fixture(params=["sync", *LOOPS])
def mode(request: pytest.FixtureRequest) -> Mode:
    return Mode(request.param)


WHOLE: list[Any] = [HEAD, *map(chunk, EVENTS), END]
PING_CHUNK = chunk(b'event: ping\ndata: {"type": "ping"}\n\n')


@pytest.mark.parametrize(
    "script", [WHOLE, [b"".join(WHOLE[:-1]), END], [*WHOLE[:-1], 0.05, END]], ids=["events", "at once", "late"]
)
def test_the_connection_of_a_complete_stream_is_reused(server: Server, mode: Mode, script: list[Any]) -> None:
    server.scripts = [script]
    assert mode.text(server) == "Hello world"
    assert (server.requests, server.connections) == (2, 1)


def with_text(letter: str, count: int) -> list[Any]:
    """Return the script of a message of `count` deltas, each of which is 500 times the letter."""
    delta = {"type": "text_delta", "text": 500 * letter}
    event = json.dumps({"type": "content_block_delta", "index": 0, "delta": delta})
    deltas = count * [chunk(f"event: content_block_delta\ndata: {event}\n\n".encode())]
    return [HEAD, *map(chunk, EVENTS[:3]), *deltas, *map(chunk, EVENTS[-3:]), END]


@pytest.mark.parametrize("loop", LOOPS)
def test_streams_that_arrive_at_the_same_time_on_one_event_loop_do_not_mix(server: Server, loop: str) -> None:
    letters = "abcdef"
    server.scripts = [with_text(letter, 60) for letter in letters]
    texts: list[str] = []

    async def read(client: AsyncClaude) -> None:
        async with client.messages.stream(**REQUEST) as stream:
            texts.append("".join([text async for text in stream.text_stream]))

    async def steps() -> None:
        async with AsyncClaude(api_key="k", base_url=server.url) as client, anyio.create_task_group() as tasks:
            for _ in letters:
                tasks.start_soon(read, client)

    run_on(loop, steps)

    assert sorted(texts) == [60 * 500 * letter for letter in letters]


@pytest.mark.parametrize("loop", LOOPS)
def test_a_cancelled_reader_of_a_slow_stream_closes_its_connection(server: Server, loop: str) -> None:
    server.scripts = [[HEAD, *map(chunk, EVENTS[:4]), 60], WHOLE]

    async def steps() -> None:
        async with AsyncClaude(api_key="k", base_url=server.url) as client:
            stream = await client.messages.create(stream=True, **REQUEST)
            for _ in range(3):
                await anext(stream)
            with anyio.move_on_after(0.05) as scope:
                await anext(stream)
            assert scope.cancelled_caught
            with pytest.raises(StreamClosed, match="left the stream after 4 events"):
                await anext(stream)
            async with client.messages.stream(**REQUEST) as other:
                assert await other.get_final_text() == "Hello world"

    with in_time():
        run_on(loop, steps)
    assert server.connections == 2


@pytest.mark.parametrize("loop", LOOPS)
def test_a_slow_stream_that_falls_silent_raises_after_its_read_timeout(server: Server, loop: str) -> None:
    server.scripts = [[HEAD, *[part for event in EVENTS[:5] for part in (chunk(event), 0.02)], 60]]

    async def steps() -> None:
        async with AsyncClaude(api_key="k", base_url=server.url, timeout=0.3) as client:
            stream = await client.messages.create(stream=True, **REQUEST)
            with pytest.raises(APITimeoutError) as raised:
                async for _ in stream:
                    pass
            assert raised.value.partial_message.content[0].text == "Hello"

    with in_time():
        run_on(loop, steps)


@pytest.mark.parametrize("more", [b"", b"0\r", PING_CHUNK[:5]], ids=["nothing", "half an end", "half a chunk"])
def test_a_response_that_does_not_end_after_message_stop_costs_its_connection(
    server: Server, mode: Mode, more: bytes
) -> None:
    server.scripts = [[*WHOLE[:-1], more, 60]]
    with in_time():
        assert mode.text(server) == "Hello world"
    assert server.connections == 2


def test_a_response_over_httpx_that_does_not_end_is_left(server: Server) -> None:
    server.scripts = [[*WHOLE[:-1], 60]]
    with in_time(), httpx.Client() as mine, Claude(api_key="k", base_url=server.url, http_client=mine) as client:
        assert client.messages.stream(**REQUEST).__enter__().get_final_text() == "Hello world"


@pytest.mark.parametrize("end", [RESET, FIN])
def test_a_connection_broken_after_content_is_raised_without_a_retry(server: Server, mode: Mode, end: str) -> None:
    server.scripts = [[HEAD, *map(chunk, EVENTS[:4]), 0.02, end]]
    with pytest.raises(APIConnectionError) as raised:
        mode.text(server)
    assert raised.value.partial_message.content[0].text == "Hel"
    assert raised.value.request_id == "req_1"
    assert raised.value.attempts == 1
    assert server.requests == 1


BROKEN = [b"zz\r\n", b"-1\r\n", b"5 x\r\nhello\r\n", b"1\r\nab\r\n", b"0\r\nno field\r\n\r\n"]


@pytest.mark.parametrize("broken", BROKEN, ids=repr)
@pytest.mark.parametrize("arrive", ["together", "one by one"])
def test_content_in_front_of_a_broken_chunk_is_kept(server: Server, mode: Mode, arrive: str, broken: bytes) -> None:
    parts = [HEAD, *map(chunk, EVENTS[:4]), broken]
    server.scripts = [[b"".join(parts), 60] if arrive == "together" else [*parts[:-1], 0.02, broken, 60]]
    with in_time(), pytest.raises(APIConnectionError) as raised:
        mode.text(server)
    assert raised.value.partial_message.content[0].text == "Hel"
    assert raised.value.attempts == 1


@pytest.mark.parametrize("broken", BROKEN, ids=repr)
def test_a_broken_chunk_behind_message_stop_costs_the_connection_only(
    server: Server, mode: Mode, broken: bytes
) -> None:
    server.scripts = [[b"".join([*WHOLE[:-1], broken]), 60]]
    with in_time():
        assert mode.text(server) == "Hello world"  # and then a second call
    assert server.connections == 2


def test_a_response_that_ends_before_message_stop_is_truncated(server: Server, mode: Mode) -> None:
    server.scripts = [[HEAD, *map(chunk, EVENTS[:7]), END]]
    with pytest.raises(StreamTruncated) as raised:
        mode.text(server)
    assert raised.value.partial_message.content[0].text == "Hello world"
    assert raised.value.resume_params()["messages"][1]["role"] == "assistant"
    assert server.requests == 1


OVERLOADED = (
    b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}\n\n'
)


@pytest.mark.parametrize(
    "first",
    [[HEAD, RESET], [HEAD, chunk(EVENTS[0]), 0.02, FIN], [HEAD, chunk(EVENTS[0]), chunk(OVERLOADED), END], [HEAD, END]],
    ids=["reset", "fin behind message_start", "overloaded", "nothing"],
)
def test_a_stream_that_fails_before_content_is_retried(server: Server, mode: Mode, first: list[Any]) -> None:
    server.scripts = [first, WHOLE]
    assert mode.text(server) == "Hello world"
    assert server.requests == 3


def test_max_retries_0_raises_a_failure_before_content(server: Server, mode: Mode) -> None:
    server.scripts = [[HEAD, chunk(EVENTS[0]), chunk(OVERLOADED), END]]
    with pytest.raises(OverloadedError) as raised:
        mode.text(server, max_retries=0)
    assert raised.value.status_code == 529
    assert raised.value.partial_message.id == "msg_01"
    assert server.requests == 1


def test_an_error_of_a_stream_counts_the_attempts(server: Server, mode: Mode) -> None:
    server.scripts = [[HEAD, chunk(OVERLOADED), END]]
    with pytest.raises(OverloadedError) as raised:
        mode.text(server)
    assert raised.value.attempts == server.requests == 3


#: Some content at once, then nothing but pings.
STALL: list[Any] = [b"".join([HEAD, *map(chunk, EVENTS[:4])]), *[0.05, PING_CHUNK] * 1200]


class TestStalls:
    """`stall_timeout` of the client, of a call, of a stream."""

    def test_messages_stream_raises_after_its_stall_timeout(self, server: Server, mode: Mode) -> None:
        server.scripts = [STALL]
        with in_time(), pytest.raises(StreamStalled) as raised:
            mode.text(server, stall_timeout=0.2)
        assert raised.value.partial_message.content[0].text == "Hel"
        assert server.requests == 1

    @pytest.mark.parametrize("mine", [{"stall_timeout": 0.2}, {}], ids=["call", "client"])
    def test_create_raises_after_its_stall_timeout(self, server: Server, mode: Mode, mine: Any) -> None:
        server.scripts = [STALL]

        def use(client: Claude) -> None:
            list(client.messages.create(**REQUEST, **mine, stream=True))

        async def awaited(client: AsyncClaude) -> None:
            async for _ in await client.messages.create(**REQUEST, **mine, stream=True):
                pass

        with in_time(), pytest.raises(StreamStalled):
            mode.run(server, use, awaited, stall_timeout=30 if mine else 0.2)

    def test_batch_results_raise_after_their_stall_timeout(self, server: Server, mode: Mode) -> None:
        head = HEAD.replace(b"text/event-stream", b"application/x-jsonl")
        server.scripts = [[head, chunk(b'{"custom_id": "a"}\n'), 60]]

        def use(client: Claude) -> None:
            list(client.messages.batches.results("msgbatch_1", stall_timeout=0.2))

        async def awaited(client: AsyncClaude) -> None:
            async for _ in await client.messages.batches.results("msgbatch_1", stall_timeout=0.2):
                pass

        with in_time(), pytest.raises(StreamStalled):
            mode.run(server, use, awaited)

    def test_an_infinite_stall_timeout_of_a_call_overrides_the_client(self, server: Server, mode: Mode) -> None:
        server.scripts = [[HEAD, 0.3, *WHOLE[1:]]]

        def use(client: Claude) -> str:
            with client.messages.stream(**REQUEST, stall_timeout=math.inf) as stream:
                return stream.get_final_text()

        async def awaited(client: AsyncClaude) -> str:
            async with client.messages.stream(**REQUEST, stall_timeout=math.inf) as stream:
                return await stream.get_final_text()

        assert mode.run(server, use, awaited, stall_timeout=0.1) == "Hello world"

    def test_the_deadline_ends_a_stream(self, server: Server, mode: Mode) -> None:
        server.scripts = [STALL]
        for stall in ({}, {"stall_timeout": 30.0}):
            with in_time(), pytest.raises(DeadlineExpired) as raised:
                mode.text(server, deadline=1.0, **stall)
            assert raised.value.partial_message.content[0].text == "Hel"

    @pytest.mark.parametrize("quiet", [True, False], ids=["silence", "pings"])
    def test_a_stall_over_an_httpx_client_raises(self, server: Server, quiet: bool) -> None:
        server.scripts = [[HEAD, *map(chunk, EVENTS[:4]), 60] if quiet else STALL]
        with httpx.Client() as mine, Claude(api_key="k", base_url=server.url, http_client=mine) as client:
            stream = client.messages.stream(**REQUEST, stall_timeout=0.2).__enter__()
            with in_time(), pytest.raises(StreamStalled):
                stream.get_final_message()


def test_a_stall_timeout_needs_no_thread_over_our_own_connections(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their sockets end a read at its deadline. Only httpx needs a watchdog thread."""
    monkeypatch.setattr(httpx_transport, "Watchdog", None)
    server.scripts = [WHOLE, WHOLE, STALL]
    mode = Mode("sync")
    assert mode.text(server, stall_timeout=5.0) == "Hello world"
    with pytest.raises(StreamStalled):
        mode.text(server, stall_timeout=0.2)


def test_abandoned_streams_are_closed(server: Server, mode: Mode) -> None:
    """102 of 102, without a collection and mostly without a `with`."""
    server.scripts = [[HEAD, *map(chunk, EVENTS[:4]), *[0.05, chunk(EVENTS[1])] * 100]]

    def use(client: Claude) -> None:
        for _ in range(34):
            for _ in client.messages.create(**REQUEST, stream=True):
                break
            stream = client.messages.create(**REQUEST, stream=True)
            del stream
            with client.messages.stream(**REQUEST) as stream:
                next(iter(stream))

    async def awaited(client: AsyncClaude) -> None:
        for _ in range(34):
            async for _ in await client.messages.create(**REQUEST, stream=True):
                break
            stream = await client.messages.create(**REQUEST, stream=True)
            del stream
            async with client.messages.stream(**REQUEST) as stream:
                await stream.__anext__()
        import anyio

        await anyio.sleep(0.2)

    mode.run(server, use, awaited)
    for number in range(server.connections):
        assert server.closed.acquire(timeout=10), number
    assert server.requests == server.connections == 102
