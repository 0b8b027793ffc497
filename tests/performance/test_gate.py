"""What an operation costs, in figures that no machine changes: function calls and imported modules.

Profiles of where they go: docs/performance.md. After a change that is meant to cost something, put the new figure here; each may be
passed by a twentieth.
"""

from __future__ import annotations

import asyncio
import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from benchmarks import layers
from benchmarks.payloads import BODY
from benchmarks.server import Server
from claudewire import AsyncClaude, Claude

FAST = os.environ.get("CLAUDEWIRE_FAST") != "0"
TOLERANCE = 1.05
#: How many reads a stream takes depends on how its bytes arrive.
ARRIVAL = 1.3

#: Calls of functions, in Python and in C, for one operation: in the default configuration, and with `claudewire[fast]`.
CALLS = {
    "create": (402, 399),
    "create, 200 kB": (2058, 2055),
    "acreate": (537, 534),
    "event": (17.8, 15.8),  # three of them so that two threads do not read it at once
    "event by itself": (24.7, 15.8),
    "event of a slow stream": (36.0, 36.0),
    "async event of a slow stream": (93.0, 93.0),  # half of them in asyncio; fewer where events arrive together
    "final message, per event": (9.5, 7.0),
    "line of batch results": (53.0, 50.4),
    "page of models": (715, 713),  # each has up to three dates
}
#: What nobody may ever pass: the promise of docs/performance.md.
PROMISED = {"create": 2000, "event": 80, "event by itself": 80}
MODULES = 40
MODULES_PROMISED = 60
#: Up to the first answer. httptools, msgspec and orjson load 31 modules, and one of ours loads httptools.
MODULES_FIRST = (158, 158 + 32)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Server() as server:
        yield server.url


def calls(action: Callable[[], object]) -> int:
    action()
    action()  # what is done once has been done
    profile = cProfile.Profile()
    profile.runcall(action)
    total: int = pstats.Stats(profile).total_calls
    return total


def within(name: str, measured: float, tolerance: float = TOLERANCE) -> None:
    usual = CALLS[name][FAST]
    assert measured <= usual * tolerance, f"{name}: {measured:.1f} function calls, and it was {usual}"
    assert measured <= PROMISED.get(name, 10_000)


def test_a_request(url):
    with Claude(api_key="k", base_url=f"{url}/small") as client:
        within("create", calls(lambda: client.messages.create(**BODY)))


def test_a_large_response(url):
    with Claude(api_key="k", base_url=f"{url}/large") as client:
        within("create, 200 kB", calls(lambda: client.messages.create(**BODY)))


def test_a_request_on_an_event_loop(url):
    with asyncio.Runner() as runner:
        run = runner.get_loop().run_until_complete
        client = AsyncClaude(api_key="k", base_url=f"{url}/small")
        within("acreate", calls(lambda: run(client.messages.create(**BODY))))
        run(client.close())


@pytest.mark.parametrize(
    ("name", "route"), [("event", "text_once"), ("event by itself", "text"), ("event of a slow stream", "paced")]
)
def test_an_event(url, name, route):
    with Claude(api_key="k", base_url=f"{url}/{route}") as client:
        total = calls(lambda: [event.type for event in client.messages.create(stream=True, **BODY)])
    within(name, total / 2005, ARRIVAL)


def test_an_event_on_an_event_loop(url):
    async def read() -> None:
        async for _ in await client.messages.create(stream=True, **BODY):
            pass

    with asyncio.Runner() as runner:
        run = runner.get_loop().run_until_complete
        client = AsyncClaude(api_key="k", base_url=f"{url}/paced")
        within("async event of a slow stream", calls(lambda: run(read())) / 2005)
        run(client.close())


def test_an_event_on_an_event_loop_takes_little_memory_at_once(url):
    """What asyncio reads for an ordinary protocol takes 256 kB: the kernel gives them, and takes them back, for each event."""

    async def read() -> list[int]:
        peaks = []
        async for _ in await client.messages.create(stream=True, **BODY):
            peaks.append(tracemalloc.get_traced_memory()[1] - tracemalloc.get_traced_memory()[0])
            tracemalloc.reset_peak()
        await client.close()
        return peaks

    client = AsyncClaude(api_key="k", base_url=f"{url}/paced")
    tracemalloc.start()
    try:
        peaks = asyncio.run(read())
    finally:
        tracemalloc.stop()

    assert statistics.median(peaks) < 32 * 1024


def test_the_final_message(url):
    def final() -> None:
        with client.messages.stream(**BODY) as stream:
            stream.get_final_message()

    with Claude(api_key="k", base_url=f"{url}/text_once") as client:
        within("final message, per event", calls(final) / 2005, ARRIVAL)


def test_batch_results(url):
    with Claude(api_key="k", base_url=f"{url}/results") as client:
        total = calls(lambda: [line.custom_id for line in client.messages.batches.results("msgbatch_1")])
    within("line of batch results", total / 5000, ARRIVAL)


def test_a_list(url):
    with Claude(api_key="k", base_url=f"{url}/pages") as client:
        within("page of models", calls(lambda: [model.id for model in client.models.list()]) / 50)


def modules(code: str, *arguments: str) -> set[str]:
    """What a fresh process loads for this code."""
    code = f"import sys; before = set(sys.modules); {code}; print(*sys.modules.keys() - before)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_import():
    loaded = modules("import claudewire")
    assert len(loaded) <= MODULES * TOLERANCE <= MODULES_PROMISED, f"{len(loaded)} modules are imported"


def test_the_first_answer(url):
    make = "import claudewire; client = claudewire.Claude(api_key='k', base_url=sys.argv[1])"
    loaded = modules(f"{make}; client.messages.create(**eval(sys.argv[2]))", f"{url}/small", repr(BODY))
    assert len(loaded) <= MODULES_FIRST[FAST] * TOLERANCE, f"{len(loaded)} modules are imported"
    assert not loaded & {"httpx", "httpcore", "anyio", "asyncio", "logging", "urllib.request"}


def test_the_steps_of_a_call_can_be_taken_one_by_one(url, monkeypatch):
    """`make layers` uses inner parts of the library: it has to follow them."""
    monkeypatch.setattr(layers, "TIMES", 1)
    for steps in (layers.request(url), layers.events(url, "text"), layers.events(url, "text_once")):
        assert 0 < sum(cost for name, cost in steps.items() if name != "all") <= steps["all"] * 1.01
