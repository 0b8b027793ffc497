"""`claudewire bulk`: a file of requests or rows → a file of results."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claudewire._errors import RequestInvalid
from claudewire._schema.problems import describe
from claudewire._wording import in_options, number, whole_number

from .connection import add_connection, add_model, make_client
from .exit_status import DONE, INTERRUPTED, NEGATIVE, TERMINATED

if TYPE_CHECKING:
    from claudewire.bulk import BulkStream

_ABOUT: Final = """\
Send every row of a file to a model, and write each result once. The journal beside the results makes the run resumable: after a crash,
the same command goes on, and nothing is paid for twice but what was in flight. Ctrl-C and SIGTERM end the run cleanly; a second one
leaves at once.
"""
_EXAMPLES: Final = """\
examples:
  claudewire bulk reviews.csv -o labels.jsonl --template "Is this positive? {text}" --dry-run
  claudewire bulk reviews.csv -o labels.jsonl --template "Is this positive? {text}" --budget 5usd
  claudewire bulk requests.jsonl -o results.parquet --mode batches --report report.html
  claudewire bulk requests.jsonl -o results.jsonl --retry-failed
"""


def add_commands(commands: Any) -> None:
    """Add `bulk` to the subcommands of a parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "bulk",
        help="send a file of requests, resumable, within a budget",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=bulk)
    parser.add_argument("file", metavar="FILE", help="rows or requests: .jsonl, .csv, .tsv (also .gz) or .parquet")
    parser.add_argument("-o", "--output", metavar="FILE", help="results: .jsonl or .parquet; needed without --dry-run")
    _add_request(parser.add_argument_group("the request of a row"))
    _add_run(parser.add_argument_group("the run"))
    add_connection(parser)


def _add_request(group: Any) -> None:
    add_model(group)
    group.add_argument(
        "--max-tokens", type=whole_number, default=1024, metavar="N", help="output tokens, at most (default: 1024)"
    )
    group.add_argument("--system", metavar="TEXT", help="the system prompt; @FILE reads it from a file")
    group.add_argument(
        "--template", metavar="TEXT", help="the prompt, with columns in braces: {text}; @FILE reads it from a file"
    )
    group.add_argument(
        "--id-column", metavar="NAME", help="column with the id of a row (default: custom_id, id, or its place)"
    )
    group.add_argument("--schema", metavar="FILE", help="JSON schema that the text of every response follows")


def _add_run(group: Any) -> None:
    group.add_argument(
        "--mode", choices=("live", "batches", "auto"), default="live",
        help="a call for each request (live); batches at half the price, within a day; auto chooses by their number (default: live)",
    )  # fmt: skip
    group.add_argument("--dry-run", action="store_true", help="count tokens and cost, and create no message")
    group.add_argument(
        "--budget", metavar="LIMIT", help="5usd, '2m tokens' or '1000 requests', over all runs on the journal"
    )
    group.add_argument("--stop-after", type=number, metavar="SECONDS", help="end this run after so long")
    group.add_argument(
        "--journal", metavar="FILE", help="what makes the run resumable (default: the output with .journal added)"
    )
    group.add_argument(
        "--concurrency", type=whole_number, metavar="N", help="calls at the same time (default: it finds its level)"
    )
    group.add_argument("--rate-limit", metavar="LIMIT", help="requests per minute, or `adaptive`")
    group.add_argument(
        "--order", choices=("completion", "input"), default="completion", help="of results (default: completion)"
    )
    group.add_argument("--retry-failed", action="store_true", help="send requests again that failed in an earlier run")
    group.add_argument(
        "--on-changed", choices=("raise", "rerun", "keep"), default="raise",
        help="for requests with another content than the journal has (default: raise)",
    )  # fmt: skip
    group.add_argument("--max-failures", type=whole_number, metavar="N", help="stop after so many failed requests")
    group.add_argument(
        "--batch-size", type=whole_number, default=100_000, metavar="N", help="requests of a batch (default: 100000)"
    )
    group.add_argument("--poll-interval", type=number, metavar="SECONDS", help="between polls of batches")
    group.add_argument("--prices", metavar="FILE", help="price table, in the place of the built-in one")
    group.add_argument("--report", metavar="FILE", help="write a report: .html or .json")
    group.add_argument("--no-progress", action="store_true", help="show nothing while it runs")


def bulk(options: argparse.Namespace) -> int:
    """Run. Returns 1 if a request failed or the run stopped early."""
    from claudewire import bulk as runs

    arguments = _arguments(options)
    if options.dry_run:
        with make_client(options) as client:
            print(in_options(runs.estimate(client, options.file, **arguments).summary(), options))
        return DONE
    if options.output is None:
        raise RequestInvalid("name the file of the results with -o, or pass --dry-run")
    arguments |= {
        "into": options.output,
        "journal": options.journal or f"{options.output}.journal",
        "mode": options.mode,
        "budget": options.budget,
        "deadline": options.stop_after,
        "concurrency": options.concurrency,
        "rate_limit": _rate_limit(options.rate_limit),
        "order": options.order,
        "retry_failed": options.retry_failed,
        "on_changed": options.on_changed,
        "max_failures": options.max_failures,
        "batch_size": options.batch_size,
        "poll_interval": options.poll_interval,
        "report": options.report,
        "progress": not options.no_progress,
    }
    with (
        make_client(options) as client,
        runs.stream(client, options.file, **arguments) as stream,
        _clean_end(stream) as signals,
    ):
        report = stream.run()
    _say(in_options(report.summary(), options))
    if report.stopped == "interrupt":
        _say("interrupted: the same command goes on")
        return TERMINATED if signal.SIGTERM in signals else INTERRUPTED
    return DONE if report.is_complete and not report.failed else NEGATIVE


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _arguments(options: argparse.Namespace) -> dict[str, Any]:
    """Return what makes the requests."""
    arguments: dict[str, Any] = {
        "model": options.model,
        "max_tokens": options.max_tokens,
        "id_column": options.id_column,
        "prices": options.prices,
    }
    for name in ("system", "template"):
        text: str | None = getattr(options, name)
        if text is not None:
            arguments[name] = Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text
    if options.schema is not None:
        try:
            schema = json.loads(Path(options.schema).read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise RequestInvalid(f"{options.schema}: not JSON: {error}") from None
        if not isinstance(schema, dict):
            raise RequestInvalid(f"{options.schema}: a JSON schema is an object, not {describe(schema)}")
        arguments["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
    return arguments


def _rate_limit(text: str | None) -> Any:
    if text is None or text == "adaptive":
        return text
    from claudewire import RateLimiter

    try:
        return RateLimiter(requests_per_minute=float(text))
    except ValueError:
        raise RequestInvalid(f"--rate-limit: a number of requests per minute, or adaptive, not {text!r}") from None


@contextmanager
def _clean_end(stream: BulkStream) -> Generator[list[int]]:
    """Let the first Ctrl-C or SIGTERM end the run when the requests in flight have ended. Yields the signals that have come."""
    before: dict[int, Any] = {}
    came: list[int] = []

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop(number: int, _: Any) -> None:
        came.append(number)
        restore()
        print("ending: requests in flight are finished; the same signal again leaves at once", file=sys.stderr)
        stream.stop()

    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, stop)
    except ValueError:  # not the main thread: nobody sends it signals
        yield came
        return
    try:
        yield came
    finally:
        restore()
