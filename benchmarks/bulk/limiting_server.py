#!/usr/bin/env python3
"""A server that counts requests against a limit per minute, as the API does, and does little else: `LimitingServer(limit, latency)` starts it as a process.

It is the token bucket of the documentation: full at the beginning, refilled all the time. A request that finds it empty gets a 429. `GET /counts` returns
what it has seen.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any, Self

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import payloads
from server import Connection


class Limit:
    """One bucket, and what became of the requests."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self.level, self.at = float(per_minute), time.monotonic()
        self.accepted, self.refused = 0, 0
        self.first = self.last = 0.0

    def admit(self) -> bool:
        now = time.monotonic()
        self.level = min(self.per_minute, self.level + (now - self.at) * self.per_minute / 60)
        self.at = now
        if self.level < 1:
            self.refused += 1
            return False
        self.level -= 1
        self.accepted += 1
        self.first, self.last = self.first or now, now
        return True

    def counts(self) -> dict[str, Any]:
        """Use is the number of requests, as a part of what a full bucket and what has come in since would have allowed."""
        minutes = (self.last - self.first) / 60
        use = self.accepted / (self.per_minute * (1 + minutes))
        return {
            "accepted": self.accepted,
            "refused_429": self.refused,
            "minutes": round(minutes, 2),
            "use": round(use, 3),
        }


class LimitedConnection(Connection):
    """Requests one after the other, each counted."""

    limit: Limit
    latency: float

    def answer(self) -> None:
        if self.line.startswith(b"GET /counts"):
            self.transport.write(payloads.whole(json.dumps(self.limit.counts()).encode())[0])
            return
        body, status = payloads.dumps(payloads.small()), b"200 OK"
        if not self.limit.admit():
            error = {
                "type": "error",
                "error": {"type": "rate_limit_error", "message": "This request would exceed the rate limit."},
            }
            body, status = json.dumps(error).encode(), b"429 Too Many Requests"
        head = (
            b"HTTP/1.1 %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
            b"anthropic-ratelimit-requests-limit: %d\r\nanthropic-ratelimit-requests-remaining: %d\r\n%b\r\n"
        ) % (
            status,
            len(body),
            self.limit.per_minute,
            int(self.limit.level),
            b"" if status[:1] == b"2" else b"retry-after: 1\r\n",
        )
        asyncio.get_running_loop().call_later(self.latency, self.transport.write, head + body)


async def serve(per_minute: int, latency: float) -> None:
    LimitedConnection.limit, LimitedConnection.latency = Limit(per_minute), latency
    server = await asyncio.get_running_loop().create_server(lambda: LimitedConnection({}), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


class LimitingServer:
    """The server as a process that ends with the `with` block.

    Args:
        per_minute: Requests per minute.
        latency: Seconds until a response begins.
    """

    def __init__(self, per_minute: int, latency: float) -> None:
        self._command = [sys.executable, __file__, str(per_minute), str(latency)]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        return self

    def counts(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/counts") as response:
            return json.load(response)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()


if __name__ == "__main__":
    try:
        asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
    except KeyboardInterrupt:
        pass
