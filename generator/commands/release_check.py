"""`release-check`: say whether the version is high enough for the changes since the last release."""

from __future__ import annotations

import argparse

from generator.diff import command

from .document import REPOSITORY

NAME = "release-check"
HELP = "say whether the version is high enough for the changes since the last release"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="REVISION", help="what was released (default: the last tag)")
    parser.add_argument("--released", metavar="VERSION", help="its version, if the revision does not say")


def run(options: argparse.Namespace) -> int:
    return command.release_check(options, REPOSITORY)
