#!/usr/bin/env python3
"""Bulk runs against limits of 60 and 5,000 requests a minute: no request fails, and the limit is used.

Each set is `LIMIT:REQUESTS:LATENCY:LIMITER`: requests per minute, requests of the run, seconds until a response begins, and `fixed` (the limit is given) or
`adaptive` (it is learned from the response headers). The server counts (`limiting_server.py`), in real time; the number of calls at once finds itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from typing import Any

from limiting_server import LimitingServer

from claudewire import AsyncClaude, RateLimiter, RetryPolicy, bulk

SETS = ("60:300:0:fixed", "60:300:2:fixed", "5000:15000:0:fixed", "5000:15000:2:fixed", "5000:15000:2:adaptive")
QUICK = ("60:65:0:fixed", "5000:9000:2:fixed", "5000:9000:2:adaptive")


async def measure(per_minute: int, requests: int, latency: float, name: str) -> dict[str, Any]:
    limiter = RateLimiter(adaptive=True) if name == "adaptive" else RateLimiter(requests_per_minute=per_minute)
    before = time.process_time()
    with LimitingServer(per_minute, latency) as server, tempfile.TemporaryDirectory() as folder:
        async with AsyncClaude(api_key="k", base_url=server.url, retry=RetryPolicy(max_retries=0)) as client:
            report = await bulk.run_async(
                client, (f"Question {number}" for number in range(requests)), model="claude-haiku-5-5", max_tokens=8,
                rate_limit=limiter, journal=f"{folder}/run.sqlite",
            )  # fmt: skip
        counts = server.counts()
    return {
        "per_minute": per_minute, "latency": latency, "limiter": name, "succeeded": report.succeeded, "failed": report.failed, **counts,
        "cpu_seconds": round(time.process_time() - before, 1), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", metavar="LIMIT:REQUESTS:LATENCY:LIMITER")
    parser.add_argument("--quick", action="store_true", help="a minute of each limit at most")
    options = parser.parse_args()
    for one in options.sets or (QUICK if options.quick else SETS):
        limit, requests, latency, name = one.split(":")
        print(json.dumps(asyncio.run(measure(int(limit), int(requests), float(latency), name))), flush=True)


if __name__ == "__main__":
    main()
