"""The command line: what `claudewire.testing` and `claudewire.contract` add to it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from .contract.cli import add_commands as add_contract_commands
from .testing.cli import add_commands as add_testing_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit status."""
    parser = argparse.ArgumentParser(prog="claudewire", description="An unofficial Python SDK for the Claude API.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    add_testing_commands(commands)
    add_contract_commands(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))
