"""`python -m generator lint | bundle | generate | check | watch | diff | migration | release-check`"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from pathlib import Path

from . import build, load, validate, versions
from .diff import command as changes
from .problems import SpecError

REPOSITORY = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SpecError as error:
        for problem in error.problems:
            print(f"{options.spec.name}/{problem}", file=sys.stderr)
        print("nothing was written: the document has to be mended first", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description="Makes generated/ from spec/.")
    parser.add_argument(
        "--spec", type=Path, default=REPOSITORY / "spec", help="folder of the document (default: spec/)"
    )
    parser.add_argument(
        "--output", type=Path, default=REPOSITORY / "generated", help="folder to write or compare (default: generated/)"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for function, text in (
        (lint, "check the document against the standard and the rules of spec/README.md"),
        (bundle, "join the files into one document"),
        (generate, "write generated/ anew"),
        (check, "say whether generated/ is what the document gives"),
        (watch, "write generated/ anew whenever a file of the document is saved"),
        (diff, "say what changed between two documents, whom it breaks, and which version follows"),
        (migration, "write the guide to each API version that an overlay describes"),
        (release_check, "say whether the version is high enough for the changes since the last release"),
    ):
        command = commands.add_parser(function.__name__.replace("_", "-"), help=text)
        command.set_defaults(run=function)
        if function is bundle:
            command.add_argument("-o", "--file", type=Path, help="file to write (default: standard output)")
        if function is check:
            command.add_argument(
                "-v", "--verbose", action="store_true", help="show the first differing lines of each file"
            )
        if function is diff:
            changes.arguments(command, REPOSITORY)
        if function is migration:
            command.add_argument("--check", action="store_true", help="write nothing, say what is stale")
        if function is release_check:
            command.add_argument("--since", metavar="REVISION", help="what was released (default: the last tag)")
            command.add_argument("--released", metavar="VERSION", help="its version, if the revision does not say")
    return parser


def lint(options: argparse.Namespace) -> int:
    joined = load.bundle(options.spec)
    problems = validate.house_rules(joined) or validate.structure(joined)
    for problem in problems:
        print(f"{options.spec.name}/{problem}", file=sys.stderr)
    print(f"{len(problems)} problems" if problems else "the document is clean")
    return 1 if problems else 0


def bundle(options: argparse.Namespace) -> int:
    text = json.dumps(load.bundle(options.spec).document, indent=1, ensure_ascii=False) + "\n"
    if options.file:
        options.file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def generate(options: argparse.Namespace) -> int:
    files = _files(options.spec)
    changed = build.write(files, options.output)
    for path in changed:
        print(f"{'wrote  ' if path in files else 'removed'} {options.output.name}/{path}")
    print(f"{len(files)} files, {len(changed)} changed")
    return 0


def check(options: argparse.Namespace) -> int:
    expected, found = _files(options.spec), build.on_disk(options.output)
    stale = [path for path in sorted({*expected, *found}) if expected.get(path) != found.get(path)]
    for name in build.PRODUCTS:
        print(f"{'❌' if any(build.product(path) == name for path in stale) else '👍'} {name}")
    if options.verbose:
        for path in stale:
            before, after = (files.get(path, b"").decode().splitlines() for files in (found, expected))
            lines = list(difflib.unified_diff(before, after, f"{path} (there)", f"{path} (expected)", n=2, lineterm=""))
            print("\n".join(lines[:40]))
    if stale:
        first = next((path for path in stale if path != build.MANIFEST), build.MANIFEST)
        print(
            f"generated/ is not what spec/ gives: {len(stale)} files differ ({first} first); run `make generate`.",
            file=sys.stderr,
        )
    return 1 if stale else 0


def watch(options: argparse.Namespace) -> int:
    from .watch import watch as run

    return run(options.spec, lambda: generate(options))


def diff(options: argparse.Namespace) -> int:
    return changes.diff(options, REPOSITORY)


def migration(options: argparse.Namespace) -> int:
    return changes.migration(options, REPOSITORY)


def release_check(options: argparse.Namespace) -> int:
    return changes.release_check(options, REPOSITORY)


def _files(folder: Path) -> dict[str, bytes]:
    joined = _sound(folder)
    return build.generate(joined, versions.refusals(folder, joined))


def _sound(folder: Path) -> load.Bundle:
    """The bundle, if our own rules find nothing wrong with it: a generator that guesses makes worse errors later."""
    joined = load.bundle(folder)
    problems = [p for p in validate.house_rules(joined) if p not in joined.unused]
    if problems:
        raise SpecError(problems)
    return joined


if __name__ == "__main__":
    sys.exit(main())
