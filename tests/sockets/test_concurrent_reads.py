"""Two threads or tasks read one thing at the same moment: one of them gets it, the other an error of ours, and nothing is lost."""

from __future__ import annotations

import json
import pickle
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import anyio
import pytest

from claudewire import AsyncClaude, Claude, ClaudeError, ConcurrentRead, bulk, tool
from tests.support.faulty import HELLO, MESSAGE, ONCE
from tests.support.streams import TEXT, wire

CALL = {"type": "tool_use", "id": "toolu_1", "name": "clock", "input": {}}
#: Text deltas of which the first arrives, and the others after the release.
HEAD = TEXT[: next(i for i, event in enumerate(TEXT) if event["type"] == "content_block_delta") + 1]
REST = TEXT[len(HEAD) :]
LINE = b'{"custom_id": "%d", "result": {"type": "expired"}}\n'


class Halting:
    """A server that sends the first part of everything, and the rest after `release`."""

    def __init__(self) -> None:
        self.release = threading.Event()
        release = self.release

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None: ...

            def do_GET(self) -> None:
                if self.path.endswith("/results"):
                    self._parts(LINE % 1, LINE % 2 + LINE % 3)
                elif self.path.endswith("/content"):
                    self._parts(b"first line\n", b"second line\nthird line\n")
                elif "after_id" in self.path:
                    self._json({"data": [{"id": "b"}, {"id": "c"}], "has_more": False}, held=True)
                else:
                    self._json({"data": [{"id": "a"}], "has_more": True, "last_id": "a"})

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if request.get("stream"):
                    self._parts(wire(*HEAD), wire(*REST), "text/event-stream")
                elif request.get("tools") and len(request["messages"]) == 1:
                    self._json({**MESSAGE, "content": [CALL], "stop_reason": "tool_use"})
                else:
                    self._json(MESSAGE, held=request["messages"][0]["content"] != "first")

            def _json(self, value: Any, *, held: bool = False) -> None:
                if held:
                    release.wait(20)
                self._parts(json.dumps(value).encode(), b"", "application/json")

            def _parts(self, first: bytes, second: bytes, kind: str = "application/octet-stream") -> None:
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("transfer-encoding", "chunked")
                self.end_headers()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(first), first))
                if second:
                    release.wait(20)
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(second), second))
                self.wfile.write(b"0\r\n\r\n")

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.options: dict[str, Any] = {
            "base_url": f"http://127.0.0.1:{self._server.server_port}",
            "api_key": "sk-ant-local-123456",
            "retry": ONCE,
        }

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def halting() -> Iterator[Halting]:
    with Halting() as server:
        yield server


@tool
def clock() -> str:
    """Returns the time."""
    return "noon"


RUN: dict[str, Any] = {**HELLO, "tools": [clock]}
QUESTIONS = [{**HELLO, "messages": [{"role": "user", "content": text}]} for text in ("first", "second", "third")]


def sorted_items(items: list[Any]) -> list[Any]:
    """Return what was read, whatever the order of the readers is and however a text was cut."""
    if isinstance(items[0], (str, bytes)):
        return sorted(items[0][:0].join(items))
    return sorted(str(getattr(item, "custom_id", type(item).__name__)) for item in items)


#: What is read → how it is opened.
SYNC: dict[str, Callable[[Claude, Any, Any], Any]] = {
    "events": lambda client, _, __: client.messages.create(**HELLO, stream=True),
    "message stream": lambda client, enter, _: enter(client.messages.stream(**HELLO)),
    "iterator of a message stream": lambda client, enter, _: iter(enter(client.messages.stream(**HELLO))),
    "texts": lambda client, enter, _: enter(client.messages.stream(**HELLO)).text_stream,
    "batch results": lambda client, _, __: client.messages.batches.results("msgbatch_1"),
    "items of pages": lambda client, _, __: iter(client.models.list()),
    "pages": lambda client, _, __: client.models.list().iter_pages(),
    "bytes": lambda client, _, __: client.files.download("file_1").iter_bytes(),
    "raw bytes": lambda client, enter, _: enter(
        client.messages.with_streaming_response.create(**HELLO, stream=True)
    ).iter_bytes(),
    "texts of a file": lambda client, _, __: client.files.download("file_1").iter_text(),
    "lines of a file": lambda client, _, __: client.files.download("file_1").iter_lines(),
    "messages of a runner": lambda client, _, __: client.messages.tool_runner(**RUN),
    "events of a runner": lambda client, _, __: client.messages.tool_runner(**RUN).events(),
    "results of a bulk run": lambda client, enter, folder: enter(
        bulk.stream(client, QUESTIONS, journal=folder / "journal", concurrency=1)
    ),
}


def read_in_threads(items: Iterator[Any], release: Callable[[], None]) -> list[Any]:
    """Read in two threads until one of them is refused, release the server, and read the rest."""
    ends = queue.SimpleQueue[Any]()
    threads: list[threading.Thread] = []

    def read() -> None:
        try:
            ends.put(next(items))
        except BaseException as error:  # whatever it is, the test judges it
            ends.put(error)

    def start() -> None:
        threads.append(threading.Thread(target=read, daemon=True))
        threads[-1].start()

    start()
    seen: list[Any] = []
    while True:
        start()
        end = ends.get(timeout=20)
        if isinstance(end, BaseException):
            assert isinstance(end, ConcurrentRead), repr(end)
            break
        seen.append(end)
    release()
    seen.append(ends.get(timeout=20))
    assert not isinstance(seen[-1], BaseException), repr(seen[-1])
    for thread in threads:
        thread.join(20)
    return [*seen, *items]


@pytest.mark.parametrize("kind", SYNC)
def test_a_second_thread_is_refused_and_the_first_loses_nothing(kind: str, halting: Halting, tmp_path: Any) -> None:
    def read(reader: Callable[[Any], Any], folder: Any) -> list[Any]:
        folder.mkdir()
        with Claude(**halting.options) as client, ExitStack() as on_exit:
            return sorted_items(reader(SYNC[kind](client, on_exit.enter_context, folder)))

    together = read(lambda items: read_in_threads(items, halting.release.set), tmp_path / "together")

    assert together == read(list, tmp_path / "alone")


ASYNC: dict[str, Callable[[AsyncClaude, Any, Any], Any]] = {
    "events": lambda client, _, __: client.messages.create(**HELLO, stream=True),
    "message stream": lambda client, enter, _: enter(client.messages.stream(**HELLO)),
    "texts": lambda client, enter, _: then(enter(client.messages.stream(**HELLO)), lambda stream: stream.text_stream),
    "batch results": lambda client, _, __: client.messages.batches.results("msgbatch_1"),
    "items of pages": lambda client, _, __: client.models.list(),
    "pages": lambda client, _, __: then(client.models.list(), lambda page: page.iter_pages()),
    "bytes": lambda client, _, __: then(client.files.download("file_1"), lambda file: file.iter_bytes()),
    "raw bytes": lambda client, enter, _: then(
        enter(client.messages.with_streaming_response.create(**HELLO, stream=True)), lambda raw: raw.iter_bytes()
    ),
    "texts of a file": lambda client, _, __: then(client.files.download("file_1"), lambda file: file.iter_text()),
    "lines of a file": lambda client, _, __: then(client.files.download("file_1"), lambda file: file.iter_lines()),
    "messages of a runner": lambda client, _, __: ready(client.messages.tool_runner(**RUN)),
    "events of a runner": lambda client, _, __: ready(client.messages.tool_runner(**RUN).events()),
    "results of a bulk run": lambda client, enter, folder: enter(
        bulk.stream_async(client, QUESTIONS, journal=folder / "journal", concurrency=1)
    ),
}


async def then(opening: Any, use: Callable[[Any], Any]) -> Any:
    return use(await opening)


async def ready(value: Any) -> Any:
    return value


async def read_in_tasks(items: Any, release: Callable[[], None]) -> list[Any]:
    """Async version of `read_in_threads`."""
    ends: list[Any] = []
    send, receive = anyio.create_memory_object_stream[Any](10)

    async def read() -> None:
        try:
            await send.send(await anext(items))
        except Exception as error:  # whatever it is, the test judges it
            await send.send(error)

    async with anyio.create_task_group() as tasks, send, receive:
        with anyio.fail_after(20):
            tasks.start_soon(read)
            while True:
                tasks.start_soon(read)
                end = await receive.receive()
                if isinstance(end, BaseException):
                    assert isinstance(end, ConcurrentRead), repr(end)
                    break
                ends.append(end)
            release()
            ends.append(await receive.receive())
            assert not isinstance(ends[-1], BaseException), repr(ends[-1])
    return [*ends, *[item async for item in items]]


@pytest.mark.parametrize("kind", ASYNC)
def test_a_second_task_is_refused_and_the_first_loses_nothing(kind: str, halting: Halting, tmp_path: Any) -> None:
    async def read(reader: Callable[[Any], Any], folder: Any) -> list[Any]:
        folder.mkdir()
        async with AsyncClaude(**halting.options) as client, AsyncExitStack() as on_exit:
            opened = await ASYNC[kind](client, on_exit.enter_async_context, folder)
            return sorted_items(await reader(aiter(opened)))

    async def every(items: Any) -> list[Any]:
        return [item async for item in items]

    together = anyio.run(read, lambda items: read_in_tasks(items, halting.release.set), tmp_path / "together")

    assert together == anyio.run(read, every, tmp_path / "alone")


@pytest.mark.parametrize("read_all", ["until_done", "get_final_message", "get_final_text", "output_items"])
def test_two_ways_of_reading_one_message_stream_at_once_are_refused_too(read_all: str, halting: Halting) -> None:
    with Claude(**halting.options) as client, client.messages.stream(**HELLO, output_format=list[str]) as stream:
        ways: dict[str, Callable[[], Any]] = {"output_items": lambda: list(stream.output_items())}
        ends = queue.SimpleQueue[Any]()

        def read() -> None:
            try:
                ends.put(ways.get(read_all, lambda: getattr(stream, read_all)())())
            except ClaudeError as error:
                ends.put(error)

        def events() -> None:
            try:
                ends.put(list(stream))
            except ClaudeError as error:
                ends.put(error)

        threads = [threading.Thread(target=function) for function in (read, events)]
        for thread in threads:
            thread.start()
        refused = ends.get(timeout=20)
        halting.release.set()
        for thread in threads:
            thread.join(20)

    assert isinstance(refused, ConcurrentRead)


def test_the_error_says_what_is_wrong_and_what_to_do(halting: Halting) -> None:
    """A function that the stream calls, and that reads the stream, is a second reader as well."""
    halting.release.set()
    with Claude(**halting.options) as client, client.messages.stream(**HELLO) as stream:
        stream.observe(lambda *_: next(stream))

        with pytest.raises(ConcurrentRead, match=r"stream is being read at this moment.* through a queue") as caught:
            next(stream)

    assert isinstance(caught.value, (ClaudeError, RuntimeError))
    assert type(pickle.loads(pickle.dumps(caught.value))) is ConcurrentRead
