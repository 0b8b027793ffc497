"""`check`: compare the package on disk with what the document gives."""

from __future__ import annotations

import argparse
import difflib
import sys

from generator import build

from . import document

NAME = "check"
HELP = "fail if generated/ is not what the document gives"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-v", "--verbose", action="store_true", help="show the first differing lines of each file")


def run(options: argparse.Namespace) -> int:
    expected, found = document.files(options), build.on_disk(options.output)
    stale = [path for path in sorted({*expected, *found}) if expected.get(path) != found.get(path)]
    for name in build.PRODUCTS:
        print(f"{'❌' if any(build.product(path) == name for path in stale) else '👍'} {name}")
    if options.verbose:
        for path in stale:
            before, after = (
                files.get(path, b"").decode("utf-8", "replace").splitlines() for files in (found, expected)
            )
            lines = list(difflib.unified_diff(before, after, f"{path} (there)", f"{path} (expected)", n=2, lineterm=""))
            print("\n".join(lines[:40]))
    if stale:
        first = next((path for path in stale if path != build.MANIFEST), build.MANIFEST)
        print(
            f"generated/ is not what spec/ gives: {len(stale)} files differ ({first} first); run `make generate`.",
            file=sys.stderr,
        )
    return 1 if stale else 0
