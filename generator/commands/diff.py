"""`diff`: say what changed between two documents, whom it breaks, and which version follows."""

from __future__ import annotations

import argparse

from generator.diff import command

from .document import REPOSITORY

NAME = "diff"
HELP = "say what changed between two documents, whom it breaks, and which version follows"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    command.arguments(parser, REPOSITORY)


def run(options: argparse.Namespace) -> int:
    return command.diff(options, REPOSITORY)
