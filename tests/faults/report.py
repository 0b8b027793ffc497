"""`python -m tests.faults.report`: measure everything at full size, and write docs/reliability.md.

`make soak` writes one more row. `--quick` takes a minute in place of twenty, and prints the page in place of writing it.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from . import matrix, measures, security, soak
from .faults import HARMLESS
from .measures import Figure
from .server import FaultServer

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"

HEAD = """# Reliability

What happens to a call when something goes wrong, measured. `make faults` measures again and writes this page; `make test` holds the
same figures at a smaller size. Everything runs on loopback, against a server made of sockets (`tests/faults/server.py`) that does
wrong on demand.

## The rules

* **Retries.** 408, 409, 429, every 5xx and lost connections are tried again, twice by default; `x-should-retry` overrules. The wait
  is random between 0 and 0.5 s, 1 s, 2 s … up to 8 s. `retry-after` is a floor; beyond 60 s, or beyond the deadline, the error comes
  at once and says in `retry_after` when to come back. `RetryPolicy` changes all of it.
* **Budget.** Retries are paid from 500 tokens that all calls of a client share: 14 each, 5 after 429 and 529. A success gives them
  back. An outage drains the budget, and from then on every call is sent once.
* **Deadline.** `deadline=` covers attempts, waits and reading. `timeout=` is what httpx means by it.
* **Idempotency.** Every POST carries an `idempotency-key`, the same for all its attempts.
* **Connections.** A request has its connection for itself; one on which anything went wrong is thrown away. Nothing is shared across
  a fork or between event loops.
* **Redirects.** A GET follows one within its origin. Nothing else does.
* **Interrupts.** An exception of a signal handler is raised, never retried, and costs no connection of the pool, wherever it
  arrives.
* **TLS.** Nothing is read before the handshake is done. A body that ends with its connection is whole only after a `close_notify`.
* **One set of rules for responses**, with and without `claudewire[fast]` (`tests/vectors/http.json`). Refused is what can hide a second
  response: two lengths, a length that is no number, a coding other than chunked, NUL and bare CR. Taken is what gateways send: LF as a
  line end in the head, folded headers, one length said twice, blanks behind the size of a chunk; a length beside chunked does not count,
  and costs the connection. Bytes behind a response cost the connection, and never the response; also through httpx.
* **What no HTTP/1.1 client can promise.** A response carries nothing that says which request it belongs to. A server that sends a
  response nobody asked for, after an idle connection was checked and before the next request is sent, is taken at its word: 209 of
  15,500 such responses were read as the answer of the next request (httpx: 122 of 2,800). Connections on which anything went wrong,
  or had bytes to read, are never used again, so only a server or gateway that is broken in this way can do it. Against one,
  `default_headers={"connection": "close"}` gives every request a connection of its own; `request-id` in results tells which request
  the server answered.
* **Memory of a long run.** Resident memory grows by some MiB, and nothing of ours is behind it: in 62,000 calls with faults in 100 s,
  with 60 tasks and 20 threads, Python's blocks stayed between 201,000 and 208,000, what the C library had handed out at 10 MiB, and what
  it kept for later rose from 10 to 16 MiB, by ever less. The soak reports Python's blocks beside the memory, and fails if they grow by a
  tenth.
* **What is left.** A JSON value within all limits can still take a second and some 280 MiB (half a million small objects);
  `max_response_bytes` lowers that. A server that sends one byte of content at a time is ended by a `deadline` or by `stall_timeout`
  only. A message stream has no limit as a whole: the message is held in memory, and a `deadline` ends one that never does.
* **Limits.** Limits count what arrives: bytes of heads with empty lines before them (100 KiB), framing without content (16 KiB), 20
  interim responses, events before any content and blank lines between results (16 MiB), compressed bytes that hold nothing (64 KiB), and
  JSON with more than half a million arrays and objects (16 characters each). Requests over the size limit of their operation are not
  sent. Responses over 256 MiB, and compressed ones that inflate more than a hundredfold beyond 16 MiB, are refused while they arrive.
* **Errors.** Whatever happens is a `ClaudeError`. What a caller's own file, iterator or hook raises stays what it is.

"""


def vectors() -> Figure:
    cases = json.loads((ROOT / "tests/vectors/retry.json").read_text("utf-8"))["cases"]
    from claudewire import RetryPolicy
    from claudewire._call.retry import Outcome, Wait, decide

    longest = 0.0
    for case in cases:
        outcome = Outcome(case.get("status"), case.get("headers", {}))
        decision = decide(
            attempt=1, outcome=outcome, policy=RetryPolicy(), tokens=500, now=1_790_000_000.0, random=0.999
        )
        if isinstance(decision, Wait):
            longest = max(longest, decision.seconds)
    text = f"{len(cases)} vectors, longest wait {longest:g} s"
    return Figure(
        "Retry decisions, as numbered vectors; the longest wait for any `retry-after`",
        text,
        "≥ 120, ≤ 60 s",
        longest <= 60,
    )


def figures(results: list[matrix.Result], *, quick: bool) -> Iterator[Callable[[], Figure]]:
    def size(full: int, small: int) -> int:
        return small if quick else full

    yield vectors
    yield lambda: measures.amplification(size(10_000, 2000), 50)
    yield lambda: measures.deadline_overshoot(size(1000, 40))
    yield lambda: measures.exactly_once(size(10_000, 400))
    yield lambda: measures.fault_matrix(results)
    yield lambda: measures.cancellations(size(50_000, 500), size(1000, 50), "asyncio")
    yield lambda: measures.cancellations(size(50_000, 500), size(1000, 50), "uvloop")
    yield lambda: measures.cancellations(size(50_000, 500), size(1000, 50), "trio")
    yield lambda: measures.threads_crossed(64, size(100_000, 1280))
    yield lambda: measures.forks(size(10_000, 200))
    yield security.redirects
    yield security.header_injection
    yield lambda: measures.uploads(size(500_000_000, 64_000_000))
    yield lambda: measures.downloads(size(500_000_000, 64_000_000))
    yield measures.bomb
    yield lambda: measures.soak(size(20_000, 300))


def run_matrix(*, quick: bool) -> list[matrix.Result]:
    times, clean = (1, 2) if quick else (5, matrix.CLEAN_CALLS)
    with FaultServer() as server:
        return [matrix.run(cell, server, clean) for cell in matrix.cells() for _ in range(times)]


def table(results: list[matrix.Result]) -> Iterator[str]:
    """What each fault becomes, by kind of call."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for result in results:
        found[result.cell.fault][result.cell.kind].add(result.outcome)
    yield "| fault | json | stream | upload |\n|---|---|---|---|\n"
    for fault, kinds in found.items():
        row = [
            ", ".join(f"`{outcome}`" if outcome != "result" else outcome for outcome in sorted(kinds[kind]))
            for kind in matrix.KINDS
        ]
        mark = " *" if fault in HARMLESS else ""
        yield f"| {fault.replace('_', ' ')}{mark} | {' | '.join(row)} |\n"
    yield "\n\\* The answer is whole: it must be the result.\n"


def page(done: list[Figure], results: list[matrix.Result], soaks: list[str]) -> str:
    out = [HEAD, "## Figures\n\n| | measured | wanted | |\n|---|---|---|---|\n"]
    out += [f"| {f.what} | {f.measured.replace('|', ' ')} | {f.limit} | {'✓' if f.good else '**✗**'} |\n" for f in done]
    out += soaks
    out += [
        "\n## What each fault becomes\n\nOn every kind of client (blocking, asyncio, uvloop, trio), with one retry:\n\n",
        *table(results),
    ]
    out.append(
        f"\nMeasured with CPython {platform.python_version()}, httpx {version('httpx')}, httpcore {version('httpcore')}, "
        f"anyio {version('anyio')}, trio {version('trio')}.\n"
    )
    return "".join(out)


def main() -> int:
    arguments = argparse.ArgumentParser(description="Measure how calls fail, and write docs/reliability.md.")
    arguments.add_argument("--quick", action="store_true", help="small sizes; print the page")
    quick: bool = arguments.parse_args().quick
    results = run_matrix(quick=quick)
    done: list[Figure] = []
    for measure in figures(results, quick=quick):
        done.append(measure())
        sys.stderr.write(
            f"{'ok ' if done[-1].good else 'BAD'} {done[-1].seconds:7.1f} s  {done[-1].what}: {done[-1].measured}\n"
        )
    text = page(done, results, soak.kept_rows(PAGE.read_text("utf-8")))
    if quick:
        sys.stdout.write(text)
    else:
        PAGE.write_text(text, "utf-8")
    return 0 if all(figure.good for figure in done) else 1


if __name__ == "__main__":
    sys.exit(main())
