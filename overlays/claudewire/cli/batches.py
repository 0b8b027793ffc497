"""`claudewire batches create | list | wait | results | cancel`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from claudewire._errors import RequestInvalid
from claudewire._wording import number, whole_number

from .connection import add_connection, make_client
from .console import Columns, add_format, note, progress, write_json, write_records
from .exit_status import DONE, NEGATIVE

_EXAMPLES: Final = """\
examples:
  claudewire batches create requests.jsonl               one {"custom_id": …, "params": {…}} per line
  claudewire batches wait msgbatch_01…                   until it has ended
  claudewire batches results msgbatch_01… > results.jsonl
"""
_COLUMNS: Final[Columns] = {
    "id": lambda batch: batch.id,
    "status": lambda batch: batch.processing_status,
    "created": lambda batch: f"{batch.created_at:%Y-%m-%d %H:%M}",
    "done": lambda batch: "{:,} of {:,}".format(*_done(batch)),
    "succeeded": lambda batch: f"{batch.request_counts.succeeded:,}",
}


def add_commands(commands: Any) -> None:
    """Add `batches` to the subcommands of a parser."""
    batches = commands.add_parser(
        "batches",
        help="create batches, wait for them, and write their results",
        description="Batches: many messages at half the price, within a day.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = batches.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = actions.add_parser(name, help=about, description=f"{about.capitalize()}.")
        parser.set_defaults(run=run)
        return parser

    parser = action("create", create, "create batches from a file of requests")
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON lines, one request each; - reads standard input")
    _add_shared(parser)
    parser = action("list", list_batches, "list batches, the newest first")
    parser.add_argument("--limit", type=whole_number, default=20, metavar="N", help="how many (default: 20)")
    _add_shared(parser)
    parser = action("wait", wait, "wait until batches have ended; exit status 1 if not every request succeeded")
    parser.add_argument("ids", nargs="+", metavar="BATCH", help="id of a batch")
    parser.add_argument(
        "--wait-timeout", type=number, metavar="SECONDS", help="stop waiting for a batch (default: never)"
    )
    parser.add_argument(
        "--poll-interval", type=number, metavar="SECONDS", help="between polls (default: 1, growing to 60)"
    )
    _add_shared(parser)
    parser = action("results", results, "write the results of a batch as JSON lines")
    parser.add_argument("ids", nargs="+", metavar="BATCH", help="id of a batch that has ended")
    add_connection(parser)
    parser = action("cancel", cancel, "cancel batches")
    parser.add_argument("ids", nargs="+", metavar="BATCH", help="id of a batch")
    _add_shared(parser)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    add_format(parser)
    add_connection(parser)


def create(options: argparse.Namespace) -> int:
    """Create as many batches as the requests need. Returns the exit status."""
    with make_client(options) as client:
        requests: Any = list(_requests(options.file))
        if not requests:
            raise RequestInvalid(f"{options.file}: there are no requests in it")
        write_records(options, client.messages.batches.submit(requests), _COLUMNS)
    return DONE


def _requests(path: Path) -> Iterator[dict[str, Any]]:
    text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except ValueError as error:
            raise RequestInvalid(f"{path}:{place}: not JSON: {error}") from None
        if not isinstance(request, dict) or not {"custom_id", "params"} <= request.keys():
            raise RequestInvalid(f"{path}:{place}: a request is an object with `custom_id` and `params`")
        yield request  # pyright: ignore[reportUnknownVariableType]


def list_batches(options: argparse.Namespace) -> int:
    """List batches. Returns the exit status."""
    with make_client(options) as client:
        page = client.messages.batches.list(limit=max(1, min(options.limit, 1000)))
        write_records(options, (batch for batch, _ in zip(page, range(options.limit), strict=False)), _COLUMNS)
    return DONE


def wait(options: argparse.Namespace) -> int:
    """Wait for batches. Returns 1 if a request of them did not succeed."""
    ended: list[Any] = []
    with make_client(options) as client:
        for batch_id in options.ids:
            with progress(batch_id) as show:
                batch = client.messages.batches.wait(
                    batch_id,
                    timeout=options.wait_timeout,
                    poll_interval=options.poll_interval,
                    on_progress=partial(_show, show),
                )
            ended.append(batch)
    write_records(options, ended, _COLUMNS)
    failed = sum(_done(batch)[1] - batch.request_counts.succeeded for batch in ended)
    if failed:
        note(f"{failed} requests did not succeed: `claudewire batches results` says why", style="yellow")
    return NEGATIVE if failed else DONE


def _show(show: Callable[[int, int | None], None], batch: Any) -> None:
    show(*_done(batch))


def _done(batch: Any) -> tuple[int, int]:
    """How many requests of a batch are done, and how many there are."""
    counts = batch.request_counts
    done = counts.succeeded + counts.errored + counts.canceled + counts.expired
    return done, done + counts.processing


def results(options: argparse.Namespace) -> int:
    """Write results as JSON lines, in the order of the API. Returns 1 if one of them is not a message."""
    failed = 0
    with make_client(options) as client:
        for batch_id in options.ids:
            with client.messages.batches.results(batch_id) as stream:
                for result in stream:
                    write_json(result)
                    failed += result.result.type != "succeeded"
    return NEGATIVE if failed else DONE


def cancel(options: argparse.Namespace) -> int:
    """Cancel batches. Returns the exit status."""
    with make_client(options) as client:
        write_records(options, (client.messages.batches.cancel(name) for name in options.ids), _COLUMNS)
    return DONE
