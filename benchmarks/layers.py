"""Where the time of one request and of one event goes: each row is the CPU time of a step by itself. `make layers`.

The steps are inner parts of the library, taken one by one in the order in which a call goes through them; what is left of the whole call
is its drivers: resources, retries, deadlines, generators.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

Steps = dict[str, float]
REST = "drivers: resource, retry, deadline"
EVENTS_REST = "drivers: generators, retries before content"


def cost(action: Callable[[], object], count: int = 1, times: int = 40) -> float:
    """Microseconds of each of the `count` things that `action` does: the best of many times."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time_ns()
        for _ in range(max(1, 200 // count)):
            action()
        best = min(best, (time.process_time_ns() - start) / max(1, 200 // count) / count / 1000)
    return best


def request(url: str) -> Steps:
    from payloads import BODY, dumps, small

    from claudewire import Claude
    from claudewire._connection import Connection
    from claudewire._decoding import Body, Decoder
    from claudewire._exchange import result_of
    from claudewire._origin import Origin
    from claudewire._outgoing import Outgoing
    from claudewire._pipeline import run
    from claudewire_api._call import DEFAULT_OPTIONS
    from claudewire_api.endpoints import messages

    base = f"{url}/small"
    client = Claude(api_key="k", base_url=base)
    whole = cost(lambda: client.messages.create(**BODY))
    answer = client.messages.create(**BODY)
    pipeline, call, body = client._caller, messages.create(**BODY), dumps(small())
    built = pipeline.builder.build(call, DEFAULT_OPTIONS)
    header, connection = run(pipeline.authorization(built)), Connection(Origin(base))

    def wire() -> None:
        response = connection.open(Outgoing(built, header, built.timeouts))
        for _ in response.stream:
            pass
        response.close()

    def transported() -> None:
        incoming = run(pipeline.transport.open(built, header, None))
        run(incoming.read(Body(Decoder(""), 1 << 20)))

    http = cost(wire)
    steps = {
        "HTTP over the open connection": http,
        "lanes: permits, timeouts, which connection, giving it back": cost(transported) - http,
        "the request: beta headers, body, headers, URL": cost(lambda: pipeline.builder.build(call, DEFAULT_OPTIONS)),
        "the result: JSON and models": cost(lambda: result_of(call, answer.response, body)),
    }
    return {**steps, REST: whole - sum(steps.values()), "all": whole}


def events(url: str, route: str) -> Steps:
    from payloads import BODY

    from claudewire import Claude
    from claudewire._json import parse_all
    from claudewire._pipeline import run
    from claudewire._sse import EventDecoder
    from claudewire._stream import Accumulator
    from claudewire_api._call import DEFAULT_OPTIONS
    from claudewire_api.endpoints import messages

    client = Claude(api_key="k", base_url=f"{url}/{route}")
    pipeline, call = client._caller, messages.create(**BODY, stream=True)
    built = pipeline.builder.build(call, DEFAULT_OPTIONS)
    header = run(pipeline.authorization(built))

    def chunks() -> Iterator[bytes]:
        return run(pipeline.transport.open(built, header, None)).iter_raw()

    portions = list(chunks())
    decoder = EventDecoder()
    blocks = [decoder.blocks(portion) for portion in portions]
    texts = [[block[1] for block in portion] for portion in blocks]
    payloads = [payload for portion in texts for payload in parse_all(portion)]
    count = len(payloads)

    def framed() -> None:
        framing = EventDecoder()
        for portion in portions:
            framing.blocks(portion)

    def added() -> None:
        feed = Accumulator().feed
        for payload in payloads:
            feed(payload)

    whole = cost(lambda: sum(1 for _ in client.messages.create(stream=True, **BODY)), count)
    steps = {
        "HTTP": cost(lambda: sum(map(len, chunks())), count),
        "server-sent events: lines, fields": cost(framed, count),
        "JSON": cost(lambda: [parse_all(portion) for portion in texts], count),
        "order of the events, text so far": cost(added, count),
        "models: event and delta": cost(lambda: [call.decode(payload) for payload in payloads], count),
    }
    return {**steps, EVENTS_REST: whole - sum(steps.values()), "all": whole}


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
        "fast": fast["events"],
        "default, at once": default["events_once"],
        "fast ": fast["events_once"],
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
