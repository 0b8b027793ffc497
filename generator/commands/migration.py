"""`migration`: write the guide to each API version that an overlay describes."""

from __future__ import annotations

import argparse

from generator.diff import command

from .document import REPOSITORY

NAME = "migration"
HELP = "write the guide to each API version that an overlay describes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing, say what is stale")


def run(options: argparse.Namespace) -> int:
    return command.migration(options, REPOSITORY)
