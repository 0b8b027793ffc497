"""The fault matrix of streams: every fault, on every kind of client, however the stream is read.

Two servers do wrong. The one made of sockets (`server.py`) breaks HTTP; the local server breaks what a stream says, behind so many
events. A cell holds when reading ends in time, in the whole answer or in one of our exceptions that holds a prefix of it, and when
the same client then serves clean calls.

`python -m tests.faults.streams` measures all cells and prints what does not hold.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple, Self

from claudewire import AsyncClaude, Claude, ClaudeError, RetryPolicy
from claudewire.testing import FAULTS, LocalServer
from claudewire.testing.faults import HEADER
from tests.support.loops import run_on

from .faults import HARMLESS
from .matrix import BACKENDS, CLEAN_CALLS, REQUEST_FAULTS, SILENCE, TIMEOUT
from .server import FaultServer

#: `create(stream=True)`; `stream()` for the message and for its text; results of a batch.
HELLO: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}
USES = ["events", "message", "text", "lines"]
SAID = "The quick brown fox jumps over the lazy dog."
STALL = 0.2
#: Seconds: a clean call has time, even where the faulty one has next to none.
CLEAN_TIMEOUT = 30.0

#: What has to come of a fault of the local server that strikes in the middle of the answer.
EXPECTED = {
    "cut": {"StreamTruncated"},
    "drop": {"APIConnectionError"},
    "stream_error": {"OverloadedError"},
    "stall": {"StreamStalled"},
    "pings": {"StreamStalled"},
    "bad_json": {"StreamDataInvalid"},
    "twice": {"StreamOrderError"},
    "unknown_event": {"result"},
}


class Cell(NamedTuple):
    #: With a number behind it: a fault of the local server, behind so many events.
    fault: str
    backend: str
    use: str


class Result(NamedTuple):
    cell: Cell
    #: "result", the name of our exception, or what went wrong.
    outcome: str
    seconds: float
    #: Clean calls afterwards that were right.
    clean: int
    good: bool


def of_http(backends: list[str] = BACKENDS, uses: list[str] = USES) -> Iterator[Cell]:
    """Faults of the server made of sockets."""
    for fault in REQUEST_FAULTS:
        for backend in backends:
            for use in uses:
                # No lines at all, or a line without its fields: JSON lines do not say how many of what there are.
                if use != "lines" or fault not in ("empty_200", "missing_fields"):
                    yield Cell(fault, backend, use)


def of_streams(backends: list[str] = BACKENDS, uses: list[str] = USES[:3]) -> Iterator[Cell]:
    """Faults of the local server; those of a stream behind every number of events that all its answers have in front of the last."""
    for fault in FAULTS:
        for place in range(fault == "twice", 6) if fault in EXPECTED else (3,):
            for backend in backends:
                for use in uses:
                    yield Cell(f"{fault}-{place}", backend, use)


class Servers:
    """Both servers."""

    def __enter__(self) -> Self:
        self.http = FaultServer().__enter__()
        self.local = LocalServer().__enter__()
        self.local.reply(SAID, times=None)
        return self

    def __exit__(self, *_: object) -> None:
        self.local.stop()
        self.http.__exit__()

    def url(self, cell: Cell) -> str:
        return self.local.url if "-" in cell.fault else self.http.url


def headers(cell: Cell | None, tag: str) -> dict[str, str]:
    """What makes the server do wrong; nothing of it without a cell."""
    if cell is None:
        return {"x-tag": tag}
    fault, _, place = cell.fault.partition("-")
    if not place:
        return {"x-tag": tag, "x-fault": fault}
    seconds = 0.6 if fault in ("stall", "pings") else 0.02
    return {HEADER: f"{fault};after_events={place};seconds={seconds}"}


def options(cell: Cell, url: str) -> dict[str, Any]:
    retry = RetryPolicy(max_retries=1, initial_delay=0.0)
    quiet = cell.fault.startswith(("hang", "silent"))
    return {
        "api_key": "sk-ant-fault-123456",
        "base_url": url,
        "retry": retry,
        "timeout": SILENCE if quiet else TIMEOUT,
        "stall_timeout": STALL if cell.fault.startswith(("stall", "pings")) else None,
    }


def read(client: Claude, use: str, more: dict[str, str]) -> str:
    """The text of the whole answer."""
    if use == "lines":
        return "".join(map(text_of, client.messages.batches.results("msgbatch_1", extra_headers=more)))
    if use == "events":
        events = client.messages.create(**HELLO, stream=True, extra_headers=more)
        return "".join(event.delta.text for event in events if event.type == "content_block_delta")
    with client.messages.stream(**HELLO, extra_headers=more) as stream:
        return "".join(stream.text_stream) if use == "text" else stream.get_final_text()


async def read_async(client: AsyncClaude, use: str, more: dict[str, str]) -> str:
    if use == "lines":
        results = await client.messages.batches.results("msgbatch_1", extra_headers=more)
        return "".join([text_of(line) async for line in results])
    if use == "events":
        events = await client.messages.create(**HELLO, stream=True, extra_headers=more)
        return "".join([event.delta.text async for event in events if event.type == "content_block_delta"])
    async with client.messages.stream(**HELLO, extra_headers=more) as stream:
        return "".join([text async for text in stream.text_stream]) if use == "text" else await stream.get_final_text()


def text_of(line: Any) -> str:
    """The server made of sockets answers everything with the same message: here it is a line."""
    return str(line.to_dict()["content"][0]["text"])


def whole(cell: Cell) -> str:
    return SAID if "-" in cell.fault else "Hello."


def run(cell: Cell, servers: Servers, clean_calls: int = CLEAN_CALLS) -> Result:
    start = time.monotonic()
    outcome: str | BaseException
    clean = 0
    if cell.backend == "sync":
        with Claude(**options(cell, servers.url(cell))) as client:
            try:
                outcome = read(client, cell.use, headers(cell, "fault"))
            except Exception as error:
                outcome = error
            seconds = time.monotonic() - start
            patient = client.with_options(timeout=CLEAN_TIMEOUT)
            with suppress(ClaudeError):
                for _ in range(clean_calls):
                    clean += read(patient, cell.use, headers(None, "clean")) == whole(cell)
        return judged(cell, outcome, seconds, clean, clean_calls)

    async def steps() -> Result:
        nonlocal clean, outcome
        async with AsyncClaude(**options(cell, servers.url(cell))) as client:
            try:
                outcome = await read_async(client, cell.use, headers(cell, "fault"))
            except Exception as error:
                outcome = error
            seconds = time.monotonic() - start
            patient = client.with_options(timeout=CLEAN_TIMEOUT)
            with suppress(ClaudeError):
                for _ in range(clean_calls):
                    clean += await read_async(patient, cell.use, headers(None, "clean")) == whole(cell)
        return judged(cell, outcome, seconds, clean, clean_calls)

    return run_on(cell.backend, steps)


def judged(cell: Cell, outcome: str | BaseException, seconds: float, clean: int, wanted: int) -> Result:
    fine = clean == wanted and seconds < TIMEOUT * 2 + 1
    fault, _, place = cell.fault.partition("-")
    if isinstance(outcome, BaseException) and not isinstance(outcome, ClaudeError):
        return Result(cell, f"foreign: {outcome!r}", seconds, clean, good=False)
    if isinstance(outcome, str):
        right = outcome == whole(cell)
        name = "result" if right else f"wrong: {outcome}"
    else:
        partial = getattr(outcome, "partial_message", None)
        text = "".join(block.text for block in partial.content) if partial else ""
        right = whole(cell).startswith(text) and (bool(place) or fault not in HARMLESS)
        name = type(outcome).__name__
    if fault in EXPECTED:
        right = right and name in EXPECTED[fault]
    return Result(cell, name, seconds, clean, good=fine and right)


def main() -> int:
    """All cells. Exit status 1 if one does not hold."""
    outcomes: Counter[str] = Counter()
    bad, slowest, number = [], 0.0, 0
    with Servers() as servers:
        for cell in (*of_http(), *of_streams()):
            result = run(cell, servers)
            outcomes[result.outcome] += 1
            number, slowest = number + 1, max(slowest, result.seconds)
            if not result.good:
                bad.append(result)
                print(result, flush=True)
    print(
        f"{number} cells, {len(bad)} do not hold; the slowest took {slowest:.1f} s; {number * CLEAN_CALLS} clean calls"
    )
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
