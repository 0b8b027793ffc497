#!/usr/bin/env python3
"""Bulk runs against limits of 60 and 5,000 requests a minute: no request fails, and the limit is used.

The clock of the server's limits and that of the client's limiter are one clock, which runs faster than the real one (`--speed`), so that minutes pass in
seconds. Use is the number of requests, as a part of what a bucket that was full at the beginning allows in that time.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from typing import Any

from claudewire import AsyncClaude, RateLimiter, RetryPolicy, bulk
from claudewire.testing import Limits, LocalServer


class Clock:
    """Seconds that pass `speed` times as fast."""

    def __init__(self, speed: float) -> None:
        self._speed, self._start, self._wall = speed, time.monotonic(), time.time()

    def now(self) -> float:
        return self._wall + (time.monotonic() - self._start) * self._speed


async def measure(per_minute: int, requests: int, speed: float) -> dict[str, Any]:
    clock = Clock(speed)
    ends: list[float] = []
    with LocalServer() as server, tempfile.TemporaryDirectory() as folder:
        server.state.limits = type(server.state.limits)(Limits(requests=per_minute), clock)  # type: ignore[arg-type]

        def note(_: dict[str, Any]) -> str:
            ends.append(clock.now())
            return "Yes."

        server.reply(note, times=None)
        limiter = RateLimiter(requests_per_minute=per_minute, clock=clock.now)
        async with AsyncClaude(api_key="sk-ant-local", base_url=server.url, retry=RetryPolicy(max_retries=0)) as client:
            report = await bulk.run_async(
                client, (f"Question {number}" for number in range(requests)), model="claude-haiku-4-5", max_tokens=8,
                rate_limit=limiter, journal=f"{folder}/run.sqlite",
            )  # fmt: skip
    minutes = (ends[-1] - ends[0]) / 60
    allowed = per_minute * (1 + minutes)  # a full bucket at the beginning, and what comes in since
    return {
        "per_minute": per_minute, "requests": requests, "failed": report.failed, "throttled_and_sent_again": report.again.get("rate_limit_error", 0),
        "minutes": round(minutes, 2), "use": round(len(ends) / allowed, 3), "speed": speed, "load": os.getloadavg()[0],
    }  # fmt: skip


def main() -> None:
    import asyncio

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=["60:300:20", "5000:13000:1"], metavar="LIMIT:REQUESTS:SPEED")
    options = parser.parse_args()
    for one in options.sets:
        limit, requests, speed = one.split(":")
        print(json.dumps(asyncio.run(measure(int(limit), int(requests), float(speed)))), flush=True)


if __name__ == "__main__":
    main()
