"""Where the time of one request and of one event goes: each row is the CPU time of a step by itself. `make layers`.

The steps are inner parts of the library, taken one by one. HTTP is what a call takes longer than one over a transport that has the answer
ready: it is also that the kernel pushes the rest out of the processor's caches.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claudewire._http.connection import HTTPResponse
    from claudewire._http.decoders import BodyBuffer

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

#: Times that a step is measured; the best one counts.
TIMES = 40

Steps = dict[str, float]


def cost(action: Callable[[], object], count: int = 1) -> float:
    """Microseconds of each of the `count` things that `action` does."""
    best = float("inf")
    for _ in range(TIMES):
        start = time.process_time_ns()
        for _ in range(max(1, 200 // count)):
            action()
        best = min(best, (time.process_time_ns() - start) / max(1, 200 // count) / count / 1000)
    return best


class CannedPool:
    """A pool, and its response, that has the response in memory."""

    status, http_version = 200, "HTTP/1.1"

    def __init__(self, headers: list[tuple[bytes, bytes]], *portions: bytes) -> None:
        self.headers, self.portions = headers, portions

    async def handle_request(self, _: object) -> CannedPool:
        self.left = iter(self.portions)
        return self

    async def read(self, buffer: BodyBuffer) -> bytes:
        buffer.add(self.portions[0])
        return buffer.finish()

    def receive(self) -> bytes | None:
        return next(self.left, None)

    def set_read_deadline(self, _: float | None) -> None:
        pass

    def close(self) -> None:
        pass


def request(url: str) -> Steps:
    from payloads import BODY, dumps, small

    from claudewire import Claude
    from claudewire._http.connection import HTTPConnection
    from claudewire._http.decoders import BodyBuffer, ContentDecoder
    from claudewire._http.network.origin import Origin
    from claudewire._http.network.sync_stream import connect, run_blocking
    from claudewire_api._call import DEFAULT_OPTIONS
    from claudewire_api.endpoints import messages

    base = f"{url}/small"
    client, other = Claude(api_key="k", base_url=base), Claude(api_key="k", base_url=base)
    answer = client.messages.create(**BODY)
    pipeline, call, body = client._caller, messages.create(**BODY), dumps(small())
    out = run_blocking(pipeline.http_request(pipeline.builder.build(call, DEFAULT_OPTIONS), None))
    parser = type(run_blocking(pipeline.pool.handle_request(out))._response._parser)
    connection = HTTPConnection(Origin(base), parser, connect)

    def over_a_connection() -> HTTPResponse:
        response = run_blocking(connection.handle_request(out))
        while response.receive() is not None:
            pass
        run_blocking(response.aclose())
        return response

    def over_the_pool() -> None:
        response = run_blocking(pipeline.pool.handle_request(out))
        run_blocking(response.read(BodyBuffer(ContentDecoder(""), 1 << 20)))

    other._caller.pool = CannedPool(over_a_connection().headers, body)
    whole, inside = cost(lambda: client.messages.create(**BODY)), cost(lambda: other.messages.create(**BODY))
    pool = cost(over_the_pool) - cost(over_a_connection)
    run_blocking(connection.aclose())
    steps = {
        "the request: beta headers, body, headers, URL": cost(lambda: pipeline.builder.build(call, DEFAULT_OPTIONS)),
        "the result: JSON and models": cost(lambda: pipeline.decode(call, answer.response, body)),
    }
    return {
        "HTTP over the open connection": whole - inside - pool,
        "pool: slots, timeouts, choosing and releasing the connection": pool,
        **steps,
        "drivers: resource, endpoint, headers, retry, deadline": inside - sum(steps.values()),
        "all": whole,
    }


def events(url: str, route: str) -> Steps:
    from payloads import BODY

    from claudewire import Claude
    from claudewire._http.network.sync_stream import run_blocking
    from claudewire._json import parse_all
    from claudewire._stream.accumulator import Accumulator
    from claudewire._stream.sse import EventDecoder
    from claudewire_api._call import DEFAULT_OPTIONS
    from claudewire_api.endpoints import messages

    base = f"{url}/{route}"
    client, other = Claude(api_key="k", base_url=base), Claude(api_key="k", base_url=base)
    pipeline, call = client._caller, messages.create(**BODY, stream=True)
    out = run_blocking(pipeline.http_request(pipeline.builder.build(call, DEFAULT_OPTIONS), None))
    response = run_blocking(pipeline.pool.handle_request(out))
    portions = list(iter(response.receive, None))
    other._caller.pool = CannedPool(response.headers, *portions)
    decoder = EventDecoder()
    blocks = [decoder.feed_tuples(portion) for portion in portions]
    texts = [[block[1] for block in portion] for portion in blocks]
    payloads = [payload for portion in texts for payload in parse_all(portion)]
    count = len(payloads)

    def framed() -> None:
        framing = EventDecoder()
        for portion in portions:
            framing.feed_tuples(portion)

    def added() -> None:
        feed = Accumulator().feed
        for payload in payloads:
            feed(payload)

    def read(client: Claude) -> int:
        return sum(1 for _ in client.messages.create(stream=True, **BODY))

    whole, inside = cost(lambda: read(client), count), cost(lambda: read(other), count)
    steps = {
        "server-sent events: lines, fields": cost(framed, count),
        "JSON": cost(lambda: [parse_all(portion) for portion in texts], count),
        "order of the events, text so far": cost(added, count),
        "models: event and delta": cost(lambda: [call.decode(payload) for payload in payloads], count),
    }
    return {
        "HTTP": whole - inside,
        **steps,
        "drivers: generators, retries before content": inside - sum(steps.values()),
        "all": whole,
    }


def measured(fast: bool) -> dict[str, Steps]:
    """In a process of its own: which libraries are used is found out once."""
    environment = {**os.environ, "CLAUDEWIRE_FAST": str(int(fast))}
    done = subprocess.run(
        [sys.executable, __file__, "one"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


def rows(title: str, columns: dict[str, Steps]) -> str:
    names = next(iter(columns.values()))
    out = [f"| {title} | {' | '.join(columns)} |", "|---" + "|--:" * len(columns) + "|"]
    for name in names:
        cells = [f"{max(steps[name], 0):.{0 if steps['all'] > 20 else 2}f}" for steps in columns.values()]
        row = [name, *cells] if name != "all" else [f"**{cell}**" for cell in (name, *cells)]
        out.append(f"| {' | '.join(row)} |")
    return "\n".join(out)


def tables() -> tuple[str, str]:
    """Microseconds of a request, and of an event, in both configurations."""
    default, fast = measured(fast=False), measured(fast=True)
    of_request = {"default": default["request"], "fast": fast["request"]}
    of_event = {
        "default, one write each": default["events"],
        "default, at once": default["events_once"],
        "fast, at once": fast["events_once"],
    }
    return rows("µs of a request", of_request), rows("µs of an event", of_event)


if __name__ == "__main__":
    if sys.argv[1:] == ["one"]:
        from server import Server

        gc.freeze()
        with Server() as server:
            found = {
                "request": request(server.url),
                "events": events(server.url, "text"),
                "events_once": events(server.url, "text_once"),
            }
        print(json.dumps(found))
    else:
        print("\n\n".join(tables()))
