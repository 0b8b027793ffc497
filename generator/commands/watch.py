"""`watch`: generate whenever a file of the document is saved."""

from __future__ import annotations

import argparse

from generator.watch import watch

from . import generate

NAME = "watch"
HELP = "write generated/ whenever a file of the document is saved"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(options: argparse.Namespace) -> int:
    return watch(options.spec, lambda: generate.run(options))
