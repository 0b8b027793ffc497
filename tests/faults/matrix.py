"""The fault matrix: every fault, on every kind of client, for every kind of call.

A cell holds when the call ends in time, in the right result or in one of our exceptions, and when the same client then serves
clean calls. Faults that leave the answer whole must give the result.
"""

from __future__ import annotations

import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from claudewire import APITimeoutError, AsyncClaude, Claude, ClaudeError, RetryPolicy
from tests.support.loops import LOOPS, run_on

from .faults import FAULTS, HARMLESS
from .server import FaultServer

#: Faults of a request; `redirect`, `echo_key` and `large` belong to other figures.
REQUEST_FAULTS = [name for name in FAULTS if name not in ("redirect", "echo_key", "large")]
#: Faults before there is a request: these need another address.
PLACES = ["refused", "no_such_host", "tls_cut", "plain_on_tls"]
BACKENDS = ["sync", *LOOPS]
KINDS = ["json", "stream", "upload"]

#: Seconds for each step. Where the other side says nothing at all, less will do.
TIMEOUT = 10.0
SILENCE = 0.3
#: Faults that end in a timeout, and in nothing else.
SILENT = ("silent", "plain_on_tls")
CLEAN_CALLS = 20
HELLO: dict[str, Any] = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}


class Cell(NamedTuple):
    fault: str
    backend: str
    kind: str


class Result(NamedTuple):
    cell: Cell
    #: "result", the name of our exception, or what went wrong.
    outcome: str
    seconds: float
    #: Clean calls afterwards that were right.
    clean: int
    good: bool


def cells(backends: list[str] | None = None) -> Iterator[Cell]:
    for fault in (*REQUEST_FAULTS, *PLACES):
        for backend in backends or BACKENDS:
            for kind in KINDS:
                yield Cell(fault, backend, kind)


def options(**more: Any) -> dict[str, Any]:
    retry = RetryPolicy(max_retries=1, initial_delay=0.0)
    return {"api_key": "sk-ant-fault-123456", "retry": retry, "timeout": TIMEOUT, **more}


@contextmanager
def place(name: str, server: FaultServer) -> Iterator[str]:
    """The address at which a fault is to be met."""
    with ExitStack() as stack:
        if name == "refused":
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            yield f"http://127.0.0.1:{port}"
        elif name == "no_such_host":
            yield "https://nothing.invalid"
        elif name == "tls_cut":
            yield f"https://127.0.0.1:{stack.enter_context(FaultServer(cut_handshake=True)).port}"
        elif name == "plain_on_tls":
            yield f"https://127.0.0.1:{server.port}"
        else:
            yield server.url


def ask(client: Claude, kind: str, tag: str, fault: str = "") -> str:
    """The id of what the server gave, as the client has it."""
    headers = {"x-tag": tag, "x-fault": fault}
    if kind == "json":
        return client.messages.create(**HELLO, extra_headers=headers).id
    if kind == "upload":
        return client.files.upload(file=("f", b"x" * 100_000), extra_headers=headers).id
    with client.messages.create(**HELLO, stream=True, extra_headers=headers) as stream:
        return streamed(list(stream))


async def ask_async(client: AsyncClaude, kind: str, tag: str, fault: str = "") -> str:
    headers = {"x-tag": tag, "x-fault": fault}
    if kind == "json":
        return (await client.messages.create(**HELLO, extra_headers=headers)).id
    if kind == "upload":
        return (await client.files.upload(file=("f", chunked()), extra_headers=headers)).id
    async with await client.messages.create(**HELLO, stream=True, extra_headers=headers) as stream:
        return streamed([event async for event in stream])


async def chunked() -> AsyncIterator[bytes]:
    for _ in range(10):
        yield b"x" * 10_000


def streamed(events: list[Any]) -> str:
    """The id in the first event, if the last is the last and the text is all there."""
    text = "".join(event.delta.text for event in events if event.type == "content_block_delta")
    whole = events[-1].type == "message_stop" and text == "Hello."
    return str(events[0].message.id) if whole else "incomplete"


def expected(kind: str, tag: str) -> str:
    return f"file_{tag}" if kind == "upload" else f"msg_{tag}"


def patience(cell: Cell) -> float:
    return SILENCE if cell.fault in SILENT else TIMEOUT


def judged(cell: Cell, outcome: str | BaseException, seconds: float, clean: int, wanted: int) -> Result:
    # Python can not interrupt the system's resolver, which takes the time it takes.
    limit = 60 if cell.fault == "no_such_host" else TIMEOUT * 2 + 1
    fine = clean == wanted and seconds < limit
    if isinstance(outcome, ClaudeError):
        allowed = isinstance(outcome, APITimeoutError) if cell.fault in SILENT else cell.fault not in HARMLESS
        return Result(cell, type(outcome).__name__, seconds, clean, fine and allowed)
    if isinstance(outcome, BaseException):
        return Result(cell, f"foreign: {outcome!r}", seconds, clean, False)
    right = outcome == expected(cell.kind, "fault")
    return Result(cell, "result" if right else f"wrong: {outcome}", seconds, clean, fine and right)


def run(cell: Cell, server: FaultServer, clean_calls: int = CLEAN_CALLS) -> Result:
    with place(cell.fault, server) as url:
        if cell.backend == "sync":
            return run_sync(cell, server, url, clean_calls)
        return run_on(cell.backend, run_async, cell, server, url, clean_calls)


def run_sync(cell: Cell, server: FaultServer, url: str, clean_calls: int) -> Result:
    with Claude(**options(base_url=url, timeout=patience(cell))) as client:
        start = time.monotonic()
        try:
            outcome: str | BaseException = ask(client, cell.kind, "fault", cell.fault)
        except Exception as error:
            outcome = error
        seconds = time.monotonic() - start
        after = client.with_options(base_url=server.url, timeout=TIMEOUT)
        tags = [f"c{n}" for n in range(clean_calls)]
        clean = sum(right(lambda tag=tag: ask(after, cell.kind, tag) == expected(cell.kind, tag)) for tag in tags)
        if url != server.url:  # another pool
            after.close()
    return judged(cell, outcome, seconds, clean, clean_calls)


def right(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        return False


async def run_async(cell: Cell, server: FaultServer, url: str, clean_calls: int) -> Result:
    async with AsyncClaude(**options(base_url=url, timeout=patience(cell))) as client:
        start = time.monotonic()
        try:
            outcome: str | BaseException = await ask_async(client, cell.kind, "fault", cell.fault)
        except Exception as error:
            outcome = error
        seconds = time.monotonic() - start
        after = client.with_options(base_url=server.url, timeout=TIMEOUT)
        clean = 0
        for n in range(clean_calls):
            try:
                clean += await ask_async(after, cell.kind, f"c{n}") == expected(cell.kind, f"c{n}")
            except Exception:
                break
        if url != server.url:
            await after.close()
    return judged(cell, outcome, seconds, clean, clean_calls)
