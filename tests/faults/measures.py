"""The figures of docs/reliability.md, each a function of its scale: small in the test suite, large in the report."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Self

import anyio
import httpx

from claudewire import (
    AsyncClaude,
    Claude,
    ClaudeError,
    DeadlineExpired,
    OverloadedError,
    RetryPolicy,
)
from tests.support.loops import run_on

from . import matrix
from .matrix import HELLO, ask, ask_async
from .server import FaultServer

NO_RETRY = RetryPolicy(max_retries=0)


class Figure(NamedTuple):
    what: str
    measured: str
    limit: str
    good: bool
    seconds: float = 0.0


def measured(what: str, limit: str) -> Callable[[Callable[..., tuple[str, bool]]], Callable[..., Figure]]:
    """Names a measure, and times it."""

    def decorate(measure: Callable[..., tuple[str, bool]]) -> Callable[..., Figure]:
        def run(*args: Any, **kwargs: Any) -> Figure:
            start = time.monotonic()
            text, good = measure(*args, **kwargs)
            return Figure(what, text, limit, good, time.monotonic() - start)

        run.__name__ = measure.__name__
        return run

    return decorate


def claude(server: FaultServer, **options: Any) -> Claude:
    return Claude(
        **{"api_key": "sk-ant-fault-123456", "base_url": server.url, "retry": NO_RETRY, "timeout": 10, **options}
    )


def async_claude(server: FaultServer, **options: Any) -> AsyncClaude:
    given = {"api_key": "sk-ant-fault-123456", "base_url": server.url, "retry": NO_RETRY, "timeout": 10, **options}
    return AsyncClaude(**given)


def in_threads(count: int, work: Callable[[int], Any]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_a_process(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])


@measured(
    "Faults × clients × calls: our exception or the right result, in time; the client then serves clean calls", "all"
)
def fault_matrix(results: list[matrix.Result]) -> tuple[str, bool]:
    bad = [result for result in results if not result.good]
    outcomes = Counter("result" if r.outcome == "result" else "our exception" for r in results if r.good)
    text = f"{len(results) - len(bad):,} of {len(results):,} cells ({outcomes['our exception']} exceptions, {outcomes['result']} results)"
    text += f", slowest {max(r.seconds for r in results):.1f} s, {sum(r.clean for r in results):,} clean calls"
    return text + "".join(f"; {r.cell}: {r.outcome}, {r.clean} clean" for r in bad[:5]), not bad


@measured("Total outage (529): requests per call, budget of 500", "≤ 1.01 once the budget is spent (100 retries)")
def amplification(calls: int, threads: int) -> tuple[str, bool]:
    requests = after = 0
    drained = threading.Event()
    lock = threading.Lock()

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal requests, after
        with lock:
            requests += 1
            after += drained.is_set()
        return httpx.Response(529, json={"type": "error", "error": {"type": "overloaded_error", "message": "x"}})

    counted = 0
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = Claude(api_key="k" * 10, http_client=http, retry=RetryPolicy(initial_delay=0.0))
        budget = client._shared.budget
        assert budget is not None

        def work(_: int) -> None:
            nonlocal counted
            for _ in range(calls // threads):
                was_drained = drained.is_set()
                try:
                    client.messages.create(**HELLO)
                except OverloadedError:
                    pass
                with lock:
                    counted += was_drained
                if budget.tokens < 5:
                    drained.set()

        in_threads(threads, work)
    total, later = requests / calls, after / max(counted, 1)
    # Calls that were under way when the last token went are in `after`, not in `counted`.
    text = (
        f"{later:.4f} afterwards; {requests - calls} retries in {calls:,} calls, {total:.4f} in all ({threads} threads)"
    )
    return text, later <= 1.01 and requests - calls <= 100


class _Lateness:
    """How late this machine wakes a thread that only sleeps: nothing in the same process can be earlier."""

    worst = 0.0

    def __enter__(self) -> Self:
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.is_set():
            start = time.monotonic()
            time.sleep(0.005)
            self.worst = max(self.worst, time.monotonic() - start - 0.005)


@measured("Deadline: how far a call with random faults and a random deadline overshoots", "≤ 100 ms")
def deadline_overshoot(scripts: int, limit: float = 0.1, seed: int = 1, threads: int = 4) -> tuple[str, bool]:
    """`limit` is in seconds. Whatever is not ended by the deadline ends by the timeout, ten seconds later."""
    faults = [
        "",
        "silent",
        "slow_headers",
        "slow_body",
        "overloaded",
        "reset_before_headers",
        "bandwidth",
        "slicer",
        "fin_in_body",
    ]
    worst: list[float] = []

    def one(number: int) -> tuple[str, float]:
        rng = random.Random(seed * 100_000 + number)
        return rng.choice(faults), rng.uniform(0.02, 0.4)

    with FaultServer() as server, _Lateness() as machine:
        policy = RetryPolicy(max_retries=10, initial_delay=0.02)
        with claude(server, retry=policy) as client:
            client.messages.create(**HELLO)  # the first call of a process loads modules

            def work(thread: int) -> None:
                for number in range(thread, scripts // 2, threads):
                    fault, deadline = one(number)
                    start = time.monotonic()
                    try:
                        client.messages.create(**HELLO, extra_headers={"x-fault": fault}, deadline=deadline)
                    except ClaudeError:
                        pass
                    worst.append(time.monotonic() - start - deadline)

            in_threads(threads, work)

        async def main() -> None:
            limiter = anyio.CapacityLimiter(threads)
            async with async_claude(server, retry=policy) as client:
                await client.messages.create(**HELLO)

                async def work(number: int) -> None:
                    fault, deadline = one(number)
                    async with limiter:
                        start = time.monotonic()
                        try:
                            await client.messages.create(**HELLO, extra_headers={"x-fault": fault}, deadline=deadline)
                        except ClaudeError:
                            pass
                        worst.append(time.monotonic() - start - deadline)

                async with anyio.create_task_group() as group:
                    for number in range(scripts // 2, scripts):
                        group.start_soon(work, number)

        anyio.run(main)
    overshoot = max(*worst, 0.0)
    text = f"{overshoot * 1000:.0f} ms at most, in {scripts:,} scripts (a bare sleep, meanwhile: {machine.worst * 1000:.0f} ms)"
    return text, overshoot - machine.worst <= limit


@measured("Exactly once: what the server saw against what the client reports", "0 lost, 0 duplicated, 0 unreported")
def exactly_once(calls: int, threads: int = 8, seed: int = 2) -> tuple[str, bool]:
    faults = [
        "",
        "",
        "overloaded",
        "reset_before_headers",
        "reset_in_body",
        "short_content_length",
        "close_after",
        "gzip_truncated",
    ]
    reports: dict[str, tuple[int, str | None]] = {}
    with FaultServer() as server:
        policy = RetryPolicy(max_retries=2, initial_delay=0.0, budget=None)
        with claude(server, retry=policy) as client:

            def work(thread: int) -> None:
                rng = random.Random(seed * 1000 + thread)
                for number in range(calls // threads):
                    tag = f"{thread}-{number}"
                    try:
                        result = client.messages.create(
                            **HELLO, extra_headers={"x-tag": tag, "x-fault": rng.choice(faults)}
                        )
                        reports[tag] = (result.response.attempts, result.id)
                    except ClaudeError as error:
                        reports[tag] = (getattr(error, "attempts", -1), None)

            in_threads(threads, work)
        seen = Counter(tag for tag, _, _ in server.requests)
        keys: dict[str, set[str]] = {}
        for tag, key, _ in server.requests:
            keys.setdefault(tag, set()).add(key)
    total = calls // threads * threads
    lost = total - len(reports)
    crossed = sum(1 for tag, (_, name) in reports.items() if name is not None and name != f"msg_{tag}")
    # An attempt on a connection that the server had closed is reported, and was not seen.
    unreported = sum(1 for tag, count in seen.items() if count > reports[tag][0])
    several = sum(1 for found in keys.values() if len(found) != 1)
    results = [name for _, name in reports.values() if name is not None]
    duplicated = len(results) - len(set(results))
    text = f"{lost} lost, {duplicated} duplicated, {unreported} unreported, {crossed} crossed, {several} with two idempotency keys"
    text += f" ({total:,} calls, {sum(seen.values()):,} requests)"
    return text, not (lost or duplicated or unreported or crossed or several)


@measured("Cancellations under contention for 10 connections; the calls after them", "all succeed, no socket left open")
def cancellations(count: int, after: int, backend: str) -> tuple[str, bool]:
    cancelled = done = 0

    async def main(server: FaultServer) -> int:
        nonlocal cancelled, done
        rng = random.Random(3)
        good = 0
        async with async_claude(server, max_connections=10) as client:

            async def one(delay: float) -> None:
                nonlocal cancelled, done
                with anyio.move_on_after(delay) as scope:
                    await ask_async(client, "json", "x")
                cancelled += scope.cancelled_caught
                done += not scope.cancelled_caught

            while cancelled < count:
                async with anyio.create_task_group() as group:
                    for _ in range(60):
                        group.start_soon(one, rng.uniform(0, 0.02))

            async def clean(number: int) -> None:
                nonlocal good
                name = await ask_async(client, "json", f"{number}")
                good += name == f"msg_{number}"

            for start in range(0, after, 50):
                async with anyio.create_task_group() as group:
                    for number in range(start, min(start + 50, after)):
                        group.start_soon(clean, number)
        return good

    with FaultServer() as server:
        good = run_on(backend, main, server)
        end = time.monotonic() + 5
        while server.open_sockets and time.monotonic() < end:
            time.sleep(0.02)
        left = len(server.open_sockets)
    text = f"{backend}: {cancelled:,} cancelled ({done:,} finished first), then {good:,} of {after:,} calls; {left} sockets left"
    return text, good == after and left == 0


@measured("Threads on one client: answers that reach the wrong thread", "0")
def threads_crossed(threads: int, calls: int) -> tuple[str, bool]:
    crossed: list[str] = []
    with FaultServer() as server, claude(server) as client:

        def work(thread: int) -> None:
            for number in range(calls // threads):
                tag = f"{thread}-{number}"
                if ask(client, "json", tag) != f"msg_{tag}":
                    crossed.append(tag)

        in_threads(threads, work)
        connections = server.connections
    return f"{len(crossed)} in {calls:,} calls, {threads} threads, {connections} connections", not crossed


@measured("Fork while idle and while busy: answers that reach the wrong process", "0")
def forks(calls: int) -> tuple[str, bool]:
    """In a process of its own: the one that measures has threads."""
    with FaultServer() as server:
        result = in_a_process("tests.faults.forking", server.url, str(calls))
    return result.stdout.strip() or result.stderr.strip()[-300:], result.returncode == 0


def memory(what: str, size: int) -> tuple[float, str]:
    """Mebibytes that a process of its own grows by."""
    with FaultServer() as server:
        if what == "bomb":
            server.bomb()
        result = in_a_process("tests.faults.memory", server.url, what, str(size))
    if result.returncode:
        return float("inf"), result.stderr.strip()[-300:]
    grown, _, said = result.stdout.strip().partition(" ")
    return float(grown), said


def _large(what: str) -> Callable[..., Figure]:
    @measured(f"Memory of a process that {what}s a large file", "≤ +64 MiB")
    def measure(size: int) -> tuple[str, bool]:
        found = [memory(f"{what}-{form}", size) for form in ("sync", "async")]
        text = " and ".join(f"{grown:+.1f} MiB {said}" for grown, said in found)
        return f"{size:,} bytes: {text}", all(grown <= 64 for grown, _ in found)

    return measure


uploads = _large("upload")


downloads = _large("download")


@measured("A gzip bomb of 300 kB that holds 300 MiB", "refused, ≤ +32 MiB")
def bomb() -> tuple[str, bool]:
    grown, said = memory("bomb", 0)
    return f"{said}, {grown:+.1f} MiB", grown <= 32 and said.startswith("ResponseTooLarge")


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


@measured("Soak: mixed calls with 5 % faults; open files before and after", "the same")
def soak(calls: int) -> tuple[str, bool]:
    rng = random.Random(4)
    with FaultServer() as server:
        before = open_files()
        with claude(server, retry=RetryPolicy(max_retries=1, initial_delay=0.0)) as client:
            for number in range(calls):
                fault = (
                    rng.choice(["overloaded", "reset_in_body", "html_200", "fin_in_body"])
                    if rng.random() < 0.05
                    else ""
                )
                try:
                    ask(client, rng.choice(matrix.KINDS), f"{number}", fault)
                except (ClaudeError, DeadlineExpired):
                    pass
        end = time.monotonic() + 5
        while open_files() > before and time.monotonic() < end:
            time.sleep(0.02)
        after = open_files()
    return f"{before} before, {after} after {calls:,} calls", after <= before
