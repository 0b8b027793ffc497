"""`lint`: check the document, and write nothing."""

from __future__ import annotations

import argparse
import sys

from generator import load, rules

from . import document

NAME = "lint"
HELP = "check the document against the standard and the rules of spec/README.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(options: argparse.Namespace) -> int:
    bundle = load.bundle(options.spec)
    problems = sorted(rules.lint(bundle, options.profile) + rules.lint_unused(bundle)) or rules.structure(bundle)
    for problem in problems:
        print(document.shown(options.spec, problem), file=sys.stderr)
    print(f"{len(problems)} problems" if problems else "the document is clean")
    return 1 if problems else 0
