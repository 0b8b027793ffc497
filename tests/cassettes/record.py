"""`make record`: record every cassette anew, then check them against the document.

Without `--live` the local server answers. With it the real API does, with your `ANTHROPIC_API_KEY`: the one difference is that behaviours
which need a server that can be told to fail (`LOCAL_ONLY`) keep the cassettes they have.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claudewire import contract
from tests.cassettes.behaviours import BEHAVIOURS, LOCAL_ONLY

CASSETTES = Path(__file__).parent / "recorded"


def budget() -> int:
    """The most tokens that the recorded requests let a model write: what a recording can cost, beside its small prompts."""
    return sum(
        limit
        for name in BEHAVIOURS
        if name not in LOCAL_ONLY and (path := CASSETTES / f"{name}.yaml").exists()
        for interaction in contract.read(path)
        for limit in limits(interaction.request.content())
    )


def limits(body: bytes | None) -> Iterator[int]:
    """`max_tokens` of a message request, or of each request of a batch."""
    try:
        value: Any = json.loads(body or b"null")
    except ValueError:
        return
    if isinstance(value, dict):
        yield from [int(value["max_tokens"])] if "max_tokens" in value else []
        yield from (int(request["params"]["max_tokens"]) for request in value.get("requests", []))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make record", description=__doc__)
    parser.add_argument("--live", action="store_true", help="record against the real API")
    options = parser.parse_args()
    if options.live:
        if not os.environ.get("ANTHROPIC_API_KEY"):
            print("ANTHROPIC_API_KEY is not set: there is nothing to record with", file=sys.stderr)
            return 2
        print(
            f"{len(BEHAVIOURS) - len(LOCAL_ONLY)} behaviours; they let models write at most {budget():,} tokens in all."
        )
        if sys.stdin.isatty() and input("Record them with your key? [y/N] ").strip().lower() != "y":
            return 1
    else:
        print(
            f"{len(BEHAVIOURS)} behaviours against the local server; the real API would write at most {budget():,} tokens."
        )
    mode = "live" if options.live else "local"
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "--record-mode=rewrite"]
    done = subprocess.run(
        [*tests, f"{Path(__file__).parent}/test_cassettes.py"],
        env={**os.environ, "CLAUDEWIRE_RECORD": mode},
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
