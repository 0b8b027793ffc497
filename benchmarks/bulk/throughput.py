#!/usr/bin/env python3
"""Many small requests against the benchmark server: bulk runs beside `asyncio.gather` with a semaphore, over the official SDK and over ours.

Each candidate is a process of its own: seconds, CPU seconds, and the most memory that it had. One that fails says so in its row, and the others go on.
`--memory 10000 1000000` measures the memory of bulk runs of these sizes instead, with a reading at each tenth of the run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from server import Server

CANDIDATES = ("bulk_async", "bulk_sync", "gather_ours", "gather_official")
FIELDS: dict[str, Any] = {"model": "claude-haiku-4-5", "max_tokens": 20}


def rows(count: int) -> Iterator[dict[str, Any]]:
    return ({"messages": [{"role": "user", "content": f"Question {number}"}]} for number in range(count))


def bulk_run(url: str, source: Iterator[dict[str, Any]], at_once: int, *, is_async: bool) -> int:
    from claudewire import AsyncClaude, Claude, bulk

    with tempfile.TemporaryDirectory() as folder:
        files = {"journal": f"{folder}/run.sqlite", "into": f"{folder}/out.jsonl", "concurrency": at_once or None}
        if not is_async:
            return bulk.run(Claude(api_key="k", base_url=url), source, **FIELDS, **files).succeeded

        async def main() -> int:
            async with AsyncClaude(api_key="k", base_url=url) as client:
                return (await bulk.run_async(client, source, **FIELDS, **files)).succeeded

        return asyncio.run(main())


def gather(client: Any, count: int, at_once: int) -> int:
    """What people write: a task for each request, a semaphore, all results in a list."""

    async def main() -> int:
        turn = asyncio.Semaphore(at_once or 64)

        async def one(row: dict[str, Any]) -> Any:
            async with turn:
                return await client.messages.create(**FIELDS, **row)

        return len(await asyncio.gather(*(one(row) for row in rows(count))))

    return asyncio.run(main())


def memory_mb() -> int:
    """The memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


def watched(count: int, readings: list[int]) -> Iterator[dict[str, Any]]:
    """Rows, with a reading of the memory at each tenth."""
    for number, row in enumerate(rows(count)):
        if number and number % max(1, count // 10) == 0 and Path("/proc/self/statm").exists():
            readings.append(memory_mb())
        yield row


def measure(name: str, url: str, count: int, at_once: int) -> None:
    begin, before = time.monotonic(), time.process_time()
    readings: list[int] = []
    if name.startswith("bulk"):
        done = bulk_run(url, watched(count, readings), at_once, is_async=name == "bulk_async")
    elif name == "gather_ours":
        from claudewire import AsyncClaude

        done = gather(AsyncClaude(api_key="k", base_url=url), count, at_once)
    else:
        from anthropic import AsyncAnthropic

        done = gather(AsyncAnthropic(api_key="k", base_url=url), count, at_once)
    seconds, cpu = time.monotonic() - begin, time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "name": name, "requests": done, "seconds": round(seconds, 1), "per_second": round(done / seconds), "cpu_seconds": round(cpu, 1),
        "memory_mb": round(memory), "load": os.getloadavg()[0], "cpu_ms_per_request": round(1000 * cpu / done, 2),
        **({"memory_at_each_tenth_mb": readings} if readings else {}),
    }  # fmt: skip
    print(json.dumps(figures), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--concurrency", type=int, default=64, help="0 lets bulk runs find their level")
    parser.add_argument("--memory", type=int, nargs="*", help="sizes of bulk runs whose memory is measured")
    parser.add_argument("--only", nargs="*", default=CANDIDATES, choices=CANDIDATES)
    parser.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        name, url, count, at_once = options.measure
        measure(name, url, int(count), int(at_once))
        return 0
    sets = (
        [("bulk_async", size) for size in options.memory]
        if options.memory
        else [(name, options.requests) for name in options.only]
    )
    status = 0
    with Server() as server:
        for name, count in sets:
            command = [
                sys.executable,
                __file__,
                "--measure",
                name,
                f"{server.url}/small",
                str(count),
                str(options.concurrency),
            ]
            made = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
            if made.returncode:
                last = (made.stderr.strip().splitlines() or ["no output"])[-1]
                print(json.dumps({"name": name, "requests": count, "failed": last[:300]}), flush=True)
                status = 1 if name.startswith("bulk") else status  # what gather loses is a figure
    return status


if __name__ == "__main__":
    raise SystemExit(main())
