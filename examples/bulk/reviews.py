#!/usr/bin/env python3
"""10,000 reviews become a typed table, although the process is killed in the middle.

    claudewire serve &
    ANTHROPIC_BASE_URL=http://127.0.0.1:8787 ANTHROPIC_API_KEY=sk-ant-local python examples/bulk/reviews.py

`--reviews N` makes it smaller. With `--label` this program is the run itself; without, it starts the run, lets it be killed when a third
is done, starts it again, and shows the table.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claudewire import Claude, bulk


@dataclass
class Label:
    """What we want to know of a review."""

    sentiment: Literal["positive", "negative", "mixed"]
    stars: int
    topics: list[str]


def write_reviews(path: Path, count: int) -> None:
    dice = random.Random(1)  # noqa: S311
    parts = (
        ["the coffee", "the delivery", "the price", "the support", "the smell"],
        ["is great", "is late", "is a joke", "is fine"],
    )
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text"])
        for number in range(count):
            sentence = ", but ".join(f"{dice.choice(parts[0])} {dice.choice(parts[1])}" for _ in range(2))
            writer.writerow([f"review-{number}", f"{sentence}. ({number})"])


def label(folder: Path, crash_at: int | None) -> None:
    """The run. It is the same call the first time and after a crash: the journal knows what is done."""

    def crash(counts: bulk.Counts) -> None:
        if counts.done >= (crash_at or 0):
            os.kill(os.getpid(), signal.SIGKILL)

    with Claude() as client:
        report = bulk.run(
            client,
            folder / "reviews.csv",
            template="Read this review, and say how the writer feels:\n\n{text}",
            output_format=Label,
            model="claude-haiku-5-5",
            max_tokens=200,
            rate_limit="adaptive",
            budget="20usd",
            journal=folder / "run.sqlite",
            into=folder / "labels.parquet",
            report=folder / "report.html",
            progress=crash if crash_at else True,
        )
    print(report.summary())
    print(f"{report.kept:,} results were there already; {report.in_flight_before} requests were in flight at the crash")


def crash_in_the_middle(folder: Path, count: int) -> None:
    command = [sys.executable, __file__, "--folder", str(folder), "--label"]
    killed = subprocess.run([*command, "--crash-at", str(count // 3)], check=False)  # noqa: S603
    print(f"the process was killed (exit status {killed.returncode}) when a third of {count:,} reviews was done")
    subprocess.run(command, check=True)  # noqa: S603


def show(folder: Path) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "labels.parquet")
    print(table.schema.remove_metadata().to_string(show_schema_metadata=False))
    print(f"{table.num_rows:,} rows; the first: {table.slice(0, 1).to_pylist()[0]['sentiment']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--reviews", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=Path("reviews"))
    parser.add_argument("--label", action="store_true", help="run, without a crash")
    parser.add_argument("--crash-at", type=int, help="kill this process when so many reviews are done")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    if options.label:
        label(options.folder, options.crash_at)
        return
    write_reviews(options.folder / "reviews.csv", options.reviews)
    crash_in_the_middle(options.folder, options.reviews)
    show(options.folder)


if __name__ == "__main__":
    main()
