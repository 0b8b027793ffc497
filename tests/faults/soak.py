"""`python -m tests.faults.soak SECONDS`: 200 tasks and 64 threads call a server that does wrong, and the process must stay as it is.

Resident memory, threads, open files and sockets are read all the time. After a fifth of the time for warming up, none of them may
grow, and at the end nothing may be left. The server is a process of its own. With `--write`, the row of docs/reliability.md is written.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from claudewire import AsyncClaude, Claude, ClaudeError

from . import matrix
from .measures import Figure

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
WHAT = "Soak: 200 tasks and 64 threads, mixed calls with a fault in each tenth"
#: Nothing of these waits for a timeout, and none is large.
FAULTS = [
    name
    for name in matrix.REQUEST_FAULTS
    if name not in ("silent", "gzip_bomb", "slow_headers", "slow_body", "bandwidth")
]
#: Mean pause of a caller between two calls, in seconds.
PAUSE = 0.2
#: Allowed growth of the median resident memory from the beginning to the end, in MiB.
GROWTH = 8.0
#: Allowed growth of Python's blocks meanwhile, as a part of them.
KEPT = 0.1


class Sample(NamedTuple):
    """What the process holds."""

    mebibytes: float
    #: Thousands of blocks of Python's allocator: they grow if objects are kept, and not if only the C library keeps freed memory.
    blocks: float
    threads: int
    files: int
    sockets: int


def sample() -> Sample:
    """Return what this process holds now. Systems without /proc tell only memory and threads."""
    folder = Path("/proc/self/fd")
    blocks = sys.getallocatedblocks() / 1000
    if not folder.exists():
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
        return Sample(peak, blocks, threading.active_count(), 0, 0)
    links: list[str] = []
    for name in os.listdir(folder):
        try:
            links.append(os.readlink(folder / name))
        except OSError:  # it was closed meanwhile
            continue
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    sockets = sum(link.startswith("socket:") for link in links)
    return Sample(pages * os.sysconf("SC_PAGESIZE") / (1 << 20), blocks, threading.active_count(), len(links), sockets)


class Calls:
    """Makes calls, and counts what becomes of them."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.outcomes: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._random = random.Random(5)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.end

    def draw(self) -> tuple[str, str, str, float]:
        """Return kind, tag and fault of the next call, and the pause behind it."""
        with self._lock:
            fault = self._random.choice(FAULTS) if self._random.random() < 0.1 else ""
            pause = min(self._random.expovariate(1 / PAUSE), max(0.0, self.end - time.monotonic()))
            return self._random.choice(matrix.KINDS), f"{self._random.getrandbits(48):x}", fault, pause

    def count(self, kind: str, tag: str, fault: str, outcome: str | Exception) -> None:
        if outcome == matrix.expected(kind, tag):
            name = "right"
        elif isinstance(outcome, ClaudeError) and fault:
            name = "failed"
        else:
            name = f"wrong: {fault or 'no fault'} of a {kind} gave {outcome!r}"
        with self._lock:
            self.outcomes[name] += 1


def in_thread(client: Claude, calls: Calls) -> None:
    while not calls.is_over:
        kind, tag, fault, pause = calls.draw()
        outcome: str | Exception
        try:
            outcome = matrix.ask(client, kind, tag, fault)
        except Exception as error:  # every one is counted
            outcome = error
        calls.count(kind, tag, fault, outcome)
        time.sleep(pause)


async def in_task(client: AsyncClaude, calls: Calls) -> None:
    while not calls.is_over:
        kind, tag, fault, pause = calls.draw()
        outcome: str | Exception
        try:
            outcome = await matrix.ask_async(client, kind, tag, fault)
        except Exception as error:  # every one is counted
            outcome = error
        calls.count(kind, tag, fault, outcome)
        await asyncio.sleep(pause)


async def watch(calls: Calls, samples: list[Sample], every: float) -> None:
    while not calls.is_over:
        await asyncio.sleep(every)
        samples.append(sample())


async def call_everywhere(url: str, calls: Calls, samples: list[Sample], *, tasks: int, threads: int) -> None:
    """Call from threads and tasks until the time is over."""
    every = max(0.05, (calls.end - time.monotonic()) / 200)
    with Claude(**matrix.options(base_url=url, max_connections=threads)) as client:
        workers = [threading.Thread(target=in_thread, args=(client, calls)) for _ in range(threads)]
        for worker in workers:
            worker.start()
        async with AsyncClaude(**matrix.options(base_url=url, max_connections=tasks)) as async_client:
            await asyncio.gather(watch(calls, samples, every), *(in_task(async_client, calls) for _ in range(tasks)))
        for worker in workers:
            worker.join()


@contextmanager
def server_process() -> Iterator[str]:
    """Run a `FaultServer` in a process of its own; its URL."""
    code = (
        "import sys\nfrom tests.faults.server import FaultServer\n"
        "with FaultServer() as server:\n    print(server.url, flush=True)\n    sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def soak(seconds: float, *, tasks: int = 200, threads: int = 64) -> Figure:
    """Return the figure of a soak; it is good if every call was right or failed by its fault, and nothing grew or was left."""
    start, samples = time.monotonic(), list[Sample]()
    with server_process() as url:
        before = sample()
        calls = Calls(seconds)
        asyncio.run(call_everywhere(url, calls, samples, tasks=tasks, threads=threads))
        after = sample()
    warm = samples[len(samples) // 5 :]
    third = max(1, len(warm) // 3)
    first, last = warm[:third], warm[-third:]
    growth = median(s.mebibytes for s in last) - median(s.mebibytes for s in first)
    kept = median(s.blocks for s in last) / median(s.blocks for s in first) - 1
    most = Sample(*(max(values) for values in zip(*warm, strict=True)))
    wrong = {name: count for name, count in calls.outcomes.items() if name.startswith("wrong")}
    checks = {
        "wrong": not wrong,
        "memory": growth <= GROWTH,
        "threads": most.threads <= before.threads + threads + 40,  # uploads of an event loop read in its threads
        "sockets": most.sockets <= before.sockets + tasks + threads + 8,
        "objects": kept <= KEPT,
        "left": after[2:] <= before[2:],
    }
    for name, count in wrong.items():
        sys.stderr.write(f"{count} × {name}\n")
    measured = (
        f"{sum(calls.outcomes.values()):,} calls in {seconds:,.0f} s, {calls.outcomes['failed']:,} failed by their fault, "
        f"{sum(wrong.values())} wrong; memory {growth:+.1f} MiB from the first third to the last (most {most.mebibytes:.0f}), "
        f"blocks of Python objects {kept:+.1%}; "
        f"at most {most.sockets} sockets, {most.threads} threads, {most.files} files; "
        f"left: {after.sockets - before.sockets} sockets, {after.threads - before.threads} threads, {after.files - before.files} files"
    )
    bad = [name for name, good in checks.items() if not good]
    if bad:
        sys.stderr.write(f"not flat: {', '.join(bad)}\n")
    limit = f"0 wrong, ≤ +{GROWTH:g} MiB, nothing left"
    return Figure(WHAT, measured, limit, not bad, time.monotonic() - start)


def row(figure: Figure) -> str:
    return f"| {figure.what} | {figure.measured} | {figure.limit} | {'✓' if figure.good else '**✗**'} |\n"


def kept_rows(page: str) -> list[str]:
    """Return the rows of soaks of a page, which `make faults` takes over: it has no time for a soak."""
    return [line for line in page.splitlines(keepends=True) if line.startswith(f"| {WHAT} |")]


def write(figure: Figure) -> None:
    lines = [line for line in PAGE.read_text("utf-8").splitlines(keepends=True) if not line.startswith(f"| {WHAT} |")]
    at = max(number for number, line in enumerate(lines) if line.startswith("| Soak:")) + 1
    PAGE.write_text("".join([*lines[:at], row(figure), *lines[at:]]), "utf-8")


def main() -> int:
    arguments = argparse.ArgumentParser(description="Call for a long time, and see whether anything grows.")
    arguments.add_argument("seconds", type=float)
    arguments.add_argument("--write", action="store_true", help="write the row of docs/reliability.md")
    given: Any = arguments.parse_args()
    figure = soak(given.seconds)
    sys.stdout.write(row(figure))
    if given.write:
        write(figure)
    return 0 if figure.good else 1


if __name__ == "__main__":
    sys.exit(main())
