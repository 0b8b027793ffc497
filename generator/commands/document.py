"""From a folder to the files that are made of it: what several commands begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import build, load, rules, versions
from generator.problems import Problem, SpecError

REPOSITORY = Path(__file__).resolve().parents[2]


def linted_bundle(options: argparse.Namespace) -> load.Bundle:
    """The bundle, if the rules find nothing wrong with it: a generator that guesses makes worse errors later.

    Raises:
        SpecError: with every problem.
    """
    bundle = load.bundle(options.spec)
    if problems := rules.lint(bundle, options.profile):
        raise SpecError(problems)
    return bundle


def shown(spec: Path, problem: Problem) -> str:
    """A problem with the path of its file, from the folder of the document on."""
    folder = spec.resolve().parent.name if spec.is_file() else spec.resolve().name
    return f"{folder}/{problem}"


def files(options: argparse.Namespace) -> dict[str, bytes]:
    """What `generate` writes."""
    bundle = linted_bundle(options)
    return build.generate(bundle, versions.unsupported_fields(options.spec, bundle), options.package)
