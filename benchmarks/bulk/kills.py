#!/usr/bin/env python3
"""Kill a bulk run at random moments, start it again, and count: `make bulk-kills KILLS=200`.

Each run is a process of its own, against the local server in this one. It is killed with SIGKILL some time after it has begun, started again, and so
on until it gets to its end; then the results are compared with the requests, and what the server has seen with what was needed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from claudewire.testing import LocalServer

CHILD = """
import sys
from claudewire import Claude, bulk
import claudewire.bulk.loops.batched as batched
batched.SETTLE_SECONDS = 0.3
mode, url, folder, count = sys.argv[1:]
print("go", flush=True)
report = bulk.run(
    Claude(api_key="sk-ant-local", base_url=url), [f"Question {number}" for number in range(int(count))],
    model="claude-haiku-4-5", max_tokens=8, mode=mode, batch_size=100, poll_interval=0.05, concurrency=16,
    journal=f"{folder}/run.sqlite", into=f"{folder}/out.jsonl",
)
print(report.summary())
"""


def start(mode: str, url: str, folder: str, count: int) -> Any:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, mode, url, folder, str(count)], stdout=-1, stderr=-1, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    return child


def one_set(
    mode: str, server: LocalServer, count: int, longest: float, dice: random.Random, kills_left: int
) -> dict[str, int]:
    """Run one set of requests to its end, killed again and again."""
    seen: Counter[str] = Counter()
    server.reset()

    def note(body: dict[str, Any]) -> str:
        seen[body["messages"][0]["content"]] += 1
        return "Yes."

    server.reply(note, times=None)
    kills = 0
    with tempfile.TemporaryDirectory() as folder:
        while True:
            child = start(mode, server.url, folder, count)
            if kills < kills_left:
                time.sleep(dice.uniform(0, longest))
                if child.poll() is None:
                    child.kill()
                    kills += 1
                    child.wait()
                    child.stdout.close(), child.stderr.close()
                    continue
            _, err = child.communicate()
            if child.returncode:
                raise SystemExit(f"the run failed: {err}")
            break
        lines = [json.loads(line) for line in (Path(folder) / "out.jsonl").read_text().splitlines()]
    ids = Counter(line["custom_id"] for line in lines)
    wrong = sum(1 for number in range(count) if ids[f"row-{number}"] != 1) + len(
        set(ids) - {f"row-{n}" for n in range(count)}
    )
    failed = sum(line["result"]["type"] != "succeeded" for line in lines)
    return {
        "kills": kills,
        "requests": count,
        "wrong": wrong,
        "failed": failed,
        "sent": seen.total(),
        "missing": count - len(seen),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mode", choices=("live", "batches"), default="live")
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--longest", type=float, default=0.8, help="seconds until a kill, at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    total: Counter[str] = Counter()
    with LocalServer(batch_seconds=0.3) as server:
        while total["kills"] < options.kills:
            total.update(
                one_set(options.mode, server, options.requests, options.longest, dice, options.kills - total["kills"])
            )
            total["sets"] += 1
    again = total["sent"] - total["requests"]
    print(
        json.dumps(
            {
                "mode": options.mode,
                **total,
                "repeated": again,
                "repeated_per_kill": round(again / max(1, total["kills"]), 2),
            }
        )
    )
    return 1 if total["wrong"] or total["failed"] or total["missing"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
