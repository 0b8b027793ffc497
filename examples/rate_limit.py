"""Many calls at once against a rate limit, with and without a limiter, on a local server: no key, no cost.

python examples/rate_limit.py                                  # 200 calls against 60 requests a minute: five minutes
python examples/rate_limit.py --calls 700 --per-minute 600     # the same, faster
python examples/rate_limit.py --limiter adaptive               # one of: none, fixed, adaptive
"""

from __future__ import annotations

import argparse
import asyncio
import time
from typing import Any

from claudewire import APIError, AsyncClaude, RateLimiter
from claudewire.testing import Limits, LocalServer, Settings

LIMITERS = ("none", "fixed", "adaptive")


def limiter_of(kind: str, per_minute: int) -> Any:
    """Return the `rate_limit` of a client."""
    return {"none": None, "fixed": RateLimiter(requests_per_minute=per_minute), "adaptive": "adaptive"}[kind]


async def run(kind: str, calls: int, per_minute: int) -> str:
    """Make all calls at once, and return a line with what became of them."""
    begin = time.monotonic()
    failed = 0
    with LocalServer(Settings(limits=Limits(requests=per_minute))) as server:
        async with AsyncClaude(
            base_url=server.url, api_key="sk-ant-local", rate_limit=limiter_of(kind, per_minute)
        ) as client:

            async def ask(number: int) -> None:
                nonlocal failed
                try:
                    await client.messages.create(
                        model="claude-haiku-5-5",
                        max_tokens=10,
                        messages=[{"role": "user", "content": f"Call {number}"}],
                    )
                except APIError:
                    failed += 1

            await asyncio.gather(*(ask(number) for number in range(calls)))
        refused = sum(request.status == 429 for request in server.requests)
    seconds = time.monotonic() - begin
    return f"{kind:9} {calls - failed:4} succeed, {failed:4} fail, {refused:4} 429s, {seconds:6.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--per-minute", type=int, default=60)
    parser.add_argument("--limiter", choices=LIMITERS, action="append", help="default: all three, one after the other")
    arguments = parser.parse_args()
    for kind in arguments.limiter or LIMITERS:
        print(asyncio.run(run(kind, arguments.calls, arguments.per_minute)), flush=True)


if __name__ == "__main__":
    main()
