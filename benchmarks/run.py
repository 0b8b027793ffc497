#!/usr/bin/env python3
"""claudewire beside what else is installed, over the same server, in turns: `python benchmarks/run.py --quick`.

Each candidate is measured in a process of its own, with public calls only. In every round each candidate runs once, in a new
random order; a table shows medians over the rounds, and the median of the ratios to the baseline within each round: on a machine
that does other work, too, that is the figure to trust. All costs are CPU time of the client, user and system, all threads.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from payloads import DELTAS, TOOL_KB
from server import Server

HERE = Path(__file__).resolve().parent
BASELINE = "official"
Figures = dict[str, list[float]]  # candidate → one figure per round


class Metric(NamedTuple):
    name: str
    title: str
    unit: str
    route: str
    command: dict[str, Any]
    rounds: int = 7
    #: What claudewire and claudewire[fast] are to cost at most: parts of what the baseline costs, or figures in the unit.
    goal: tuple[float, float] | None = None
    absolute: bool = False
    #: In a process of its own each time: memory that is there already would not be seen.
    fresh: bool = False


def stream(
    name: str, title: str, route: str, how: str, goal: tuple[float, float], *, events: int = 2005, times: int = 2
) -> Metric:
    command = {"op": "stream", "events": events, "how": how, "times": times}
    return Metric(name, title, "µs/event", route, command, goal=goal)


#: In a process of its own each; measured together.
COLD = [
    Metric("import", "a cold import", "ms", "small", {}, goal=(0.03, 0.03)),
    Metric("modules", "modules imported", "modules", "small", {}, goal=(60, 60), absolute=True),
    Metric("first", "import, client and first response", "ms", "small", {}, goal=(0.12, 0.08)),
    Metric("first_modules", "modules until then", "modules", "small", {}),
]
METRICS = [
    Metric("request", "one request after the other", "µs", "small", {"op": "request", "count": 100, "body": "small"}, 15, (0.32, 0.12)),
    Metric("large", "a response of 200 kB", "µs", "large", {"op": "request", "count": 15, "body": "small"}, 7, (0.4, 0.2)),
    Metric("big_request", "a request of 500 kB", "µs", "small", {"op": "request", "count": 10, "body": "large"}, 7, (0.5, 0.1)),
    Metric("threads", "64 threads, one client", "µs", "small", {"op": "threads", "count": 300, "threads": 64, "body": "small"}, 7, (0.4, 0.16)),
    *(
        Metric(f"async_{calls}", f"async, {calls} in flight", "µs", "small",
               {"op": "in_flight", "count": max(200, 2 * calls), "calls": calls, "body": "small"}, 5, goal)
        for calls, goal in ((1, None), (16, (0.45, 0.12)), (128, (0.25, 0.08)), (512, (0.2, 0.06)))
    ),
    stream("events", "events, one write each", "text", "events", (0.32, 0.15)),
    stream("events_once", "events, all at once", "text_once", "events", (0.14, 0.1), times=3),
    stream("async_events", "async: events, one write each", "text", "async events", (0.32, 0.15)),
    stream("async_events_once", "async: events, all at once", "text_once", "async events", (0.14, 0.1), times=3),
    stream("paced_events", "events, one every 300 µs", "paced", "events", (0.40, 0.30), times=1),
    stream("async_paced_events", "async: events, one every 300 µs", "paced", "async events", (0.40, 0.30), times=1),
    stream("final_text", "the final message, text", "text", "final", (0.17, 0.07)),
    stream("final_tool", "the final message, a tool call", "tool", "final", (0.17, 0.07)),
    stream("async_final", "async: the final message, text", "text", "async final", (0.17, 0.07)),
    stream("async_final_tool", "async: the final message, a tool call", "tool", "async final", (0.17, 0.07)),
    Metric("lines", "batch results", "µs/line", "results", {"op": "lines", "count": 5000}, 5, (0.16, 0.09)),
    Metric("pages", "models.list, pages of 20", "µs/page", "pages", {"op": "pages", "count": 50}, 5, (0.18, 0.08)),
    Metric("message_memory", "a small Message in memory", "kB", "small", {"op": "message_memory", "count": 200, "body": "small"}, 1, (0.3, 0.3), fresh=True),
    Metric("client_memory", "a client that waits", "kB", "small", {"op": "client_memory", "count": 100}, 3, (0.05, 0.05), fresh=True),
    *(
        Metric(how, f"{how} of 500 MB, peak memory", "MB", "file", {"op": "transfer", "how": how, "megabytes": 500}, 1, (16, 16), absolute=True, fresh=True)
        for how in ("upload", "download")
    ),
    Metric("create_calls", "function calls of a request", "calls", "small", {"op": "calls", "how": "create", "count": 1}, 1, (2000, 2000), absolute=True),
    Metric("event_calls", "function calls of an event", "calls", "text_once", {"op": "calls", "how": "stream", "count": 2005}, 1, (80, 80), absolute=True),
]  # fmt: skip
#: How the cost of a delta develops: for the plots.
GROWTH = [
    *(
        Metric(f"deltas_{count}", f"{count} text deltas", "µs/delta", f"deltas{count}",
               {"op": "stream", "events": count, "how": "final", "warm": count < 8000}, 3)
        for count in DELTAS
    ),
    *(
        Metric(f"tool_{size}k", f"{size} kB of tool input", "µs/delta", f"tool{size}k",
               {"op": "stream", "events": size * 128, "how": "final", "warm": size < 16}, 3)
        for size in TOOL_KB
    ),
]  # fmt: skip


class Candidate:
    """An adapter, and a process that has loaded it."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem
        self.environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a cold start reads .pyc files
        constants: dict[str, Any] = {}
        for line in path.read_text("utf-8").splitlines():
            name, _, value = line.partition(" = ")
            if name in ("TITLE", "IMPORT", "ENV"):
                constants[name] = eval(value)
        self.title: str = constants["TITLE"]
        if path.stem == BASELINE:
            with suppress(PackageNotFoundError):
                self.title += f" {version(self.title)}"
        self.environment.update(constants.get("ENV") or {})
        self.statement = constants["IMPORT"]
        self._process: subprocess.Popen[str] | None = None

    def installed(self) -> bool:
        wanted = self.statement + ("; import httptools, msgspec, orjson" if self.name.endswith("_fast") else "")
        command = [sys.executable, "-c", wanted]
        return not subprocess.run(command, capture_output=True, env=self.environment, check=False).returncode

    def cold(self, url: str) -> dict[str, float]:
        command = [sys.executable, str(HERE / "worker.py"), "cold", str(self.path), url]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, cwd="/", check=True)
        figures: dict[str, float] = json.loads(done.stdout)
        return figures

    def do(self, command: dict[str, Any]) -> dict[str, Any]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, str(HERE / "worker.py"), str(self.path)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment, cwd="/",
            )  # fmt: skip
            self._answer()
        assert self._process.stdin is not None
        print(json.dumps(command), file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the process of {self.name} ended; what it said is above")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate("")
            self._process = None


def candidates(names: str | None) -> list[Candidate]:
    found = [Candidate(path) for path in sorted((HERE / "adapters").glob("[!_]*.py"))]
    return [c for c in found if (not names or c.name in names.split(",")) and c.installed()]


def measure(metric: Metric, among: list[Candidate], url: str, effort: float) -> Figures:
    chance, figures = random.Random(metric.name), dict[str, list[float]]()
    for _ in range(max(1, round(metric.rounds * effort))):
        costs: dict[str, float] = {}
        failed = False
        for candidate in chance.sample(among, len(among)):
            if metric.fresh:
                candidate.close()
            answer = candidate.do({**metric.command, "url": f"{url}/{metric.route}"})
            if "cost" in answer:
                costs[candidate.name] = answer["cost"]
            elif "failed" in answer:
                failed = True
                print(f"{candidate.name} failed, {metric.title}: {answer['failed']}", file=sys.stderr)
        if not failed:  # else the round is not counted for anybody: ratios are made within rounds
            for name, cost in costs.items():
                figures.setdefault(name, []).append(cost)
    return figures


def measure_cold(among: list[Candidate], url: str, effort: float) -> dict[str, Figures]:
    chance = random.Random(0)
    figures: dict[str, Figures] = {metric.name: {} for metric in COLD}
    for turn in range(max(2, round(7 * effort)) + 1):
        for candidate in chance.sample(among, len(among)):
            answer = candidate.cold(f"{url}/small")
            for name, value in answer.items():
                if turn:  # the first time, .pyc files are written
                    figures[name].setdefault(candidate.name, []).append(value)
    return figures


def ratio(figures: Figures, name: str, baseline: str) -> float | None:
    base = figures.get(baseline)
    return median(a / b for a, b in zip(figures[name], base, strict=False) if b) if base and any(base) else None


def table(metric: Metric, figures: Figures, among: list[Candidate], baseline: str) -> str:
    titles = {c.name: c.title for c in among}
    rows = [f"| {metric.title} | {metric.unit} | × {titles.get(baseline, baseline)} |", "|---|--:|--:|"]
    for name in sorted(figures, key=lambda name: median(figures[name])):
        cost, times = median(figures[name]), ratio(figures, name, baseline)
        rows.append(
            f"| {titles[name]} | {cost:,.{0 if cost >= 100 else 1}f} | {'' if times is None else f'{times:.2f}'} |"
        )
    return "\n".join(rows)


def run(
    among: list[Candidate],
    metrics: list[Metric],
    effort: float,
    show: Callable[[Metric, Figures], None],
    *,
    cold: bool,
) -> dict[str, Figures]:
    """All figures, by metric; `show` gets them as they come."""
    out: dict[str, Figures] = {}
    with Server() as server:
        if cold:
            out |= measure_cold(among, server.url, effort)
            for metric in COLD:
                show(metric, out[metric.name])
        for metric in metrics:
            out[metric.name] = measure(metric, among, server.url, effort)
            show(metric, out[metric.name])
    for candidate in among:
        candidate.close()
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a third of the rounds")
    parser.add_argument("--only", help=f"metrics, by comma: cold, {', '.join(m.name for m in METRICS + GROWTH)}")
    parser.add_argument("--candidates", help="adapters, by comma; all that are installed without it")
    parser.add_argument("--baseline", help="what the others are compared with; the official SDK where it is installed")
    arguments = parser.parse_args()
    among = candidates(arguments.candidates)
    names = [c.name for c in among]
    baseline = arguments.baseline or (BASELINE if BASELINE in names else "plain_httpx")
    only = arguments.only.split(",") if arguments.only else ["cold", *(m.name for m in METRICS)]

    def show(metric: Metric, figures: Figures) -> None:
        print("\n" + table(metric, figures, among, baseline), flush=True)

    chosen = [m for m in METRICS + GROWTH if m.name in only]
    run(among, chosen, 0.34 if arguments.quick else 1, show, cold="cold" in only)


if __name__ == "__main__":
    main()
