"""`claudewire models list | get`."""

from __future__ import annotations

import argparse
from typing import Any, Final

from .connection import add_connection, make_client
from .console import Columns, add_format, write_records
from .exit_status import DONE

_EXAMPLES: Final = """\
examples:
  claudewire models list
  claudewire models list --format json | jq -r 'select(.lifecycle == "active").id'
  claudewire models get claude-opus-5-5
"""
_COLUMNS: Final[Columns] = {
    "id": lambda model: model.id,
    "released": lambda model: f"{model.created_at:%Y-%m-%d}",
    "stage": lambda model: model.to_dict().get("lifecycle"),
    "retires": lambda model: (model.to_dict().get("retires_at") or "")[:10],
    "context": lambda model: _number(model.to_dict().get("max_input_tokens")),
    "output": lambda model: _number(model.to_dict().get("max_tokens")),
}


def add_commands(commands: Any) -> None:
    """Add `models` to the subcommands of a parser."""
    models = commands.add_parser(
        "models",
        help="list models",
        description="Models, their stage of life and their limits in tokens.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing: argparse.ArgumentParser = actions.add_parser(
        "list", help="list all models", description="Lists all models."
    )
    listing.set_defaults(run=list_models)
    one: argparse.ArgumentParser = actions.add_parser("get", help="show some models", description="Shows some models.")
    one.add_argument("ids", nargs="+", metavar="MODEL", help="id or alias of a model")
    one.set_defaults(run=get_models)
    for parser in (listing, one):
        add_format(parser)
        add_connection(parser)


def list_models(options: argparse.Namespace) -> int:
    """List the models. Returns the exit status."""
    with make_client(options) as client:
        write_records(options, client.models.list(limit=1000), _COLUMNS)
    return DONE


def get_models(options: argparse.Namespace) -> int:
    """Show the models with these ids. Returns the exit status."""
    with make_client(options) as client:
        write_records(options, (client.models.retrieve(name) for name in options.ids), _COLUMNS)
    return DONE


def _number(tokens: int | None) -> str:
    """A number of tokens, short: 200k, 1M."""
    if tokens is None:
        return ""
    return f"{tokens / 1e6:.3g}M" if tokens >= 1_000_000 else f"{tokens / 1e3:.3g}k"
