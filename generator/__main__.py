"""`python -m generator lint | bundle | generate | check`"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import load, validate
from .problems import SpecError

REPOSITORY = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m generator", description="Makes generated/ from spec/.")
    parser.add_argument("--spec", type=Path, default=REPOSITORY / "spec", help="folder of the document (default: spec/)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("lint", help="check the document against the standard and the rules of spec/README.md")
    joined = commands.add_parser("bundle", help="join the files into one document")
    joined.add_argument("-o", "--output", type=Path, help="file to write (default: standard output)")
    options = parser.parse_args(arguments)
    try:
        bundle = load.bundle(options.spec)
        if options.command == "bundle":
            text = json.dumps(bundle.document, indent=1, ensure_ascii=False) + "\n"
            options.output.write_text(text) if options.output else sys.stdout.write(text)
            return 0
        problems = validate.house_rules(bundle) or validate.structure(bundle)
    except SpecError as error:
        problems = error.problems
    for problem in problems:
        print(f"{options.spec.name}/{problem}", file=sys.stderr)
    print(f"{len(problems)} problems" if problems else "the document is clean")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
