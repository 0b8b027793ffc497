"""`generate`: write the package."""

from __future__ import annotations

import argparse

from generator import build

from . import document

NAME = "generate"
HELP = "write generated/ from the document"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(options: argparse.Namespace) -> int:
    files = document.files(options)
    changed = build.write(files, options.output)
    for path in changed:
        print(f"{'wrote  ' if path in files else 'removed'} {options.output.name}/{path}")
    print(f"{len(files)} files, {len(changed)} changed")
    return 0
