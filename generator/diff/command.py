"""What `python -m generator diff`, `release-check` and `migration` do."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from attrs import evolve

from generator import versions

from . import report as compared
from .changes import Report
from .formats import FORMATS
from .migration import migration_guide
from .rules import Bump
from .sources import SourceError, read
from .version import Version, last_tag, project_version, write_fragment

FRAGMENTS = "changelog.d"
CASSETTES = "tests/cassettes/recorded"


def arguments(command: argparse.ArgumentParser, repository: Path) -> None:
    """The arguments of `diff`."""
    kinds = "a git revision, a folder like spec/, a bundled document, an overlay, or a URL on loopback"
    command.add_argument("base", metavar="BASE", help=kinds)
    command.add_argument("head", metavar="HEAD", nargs="?", help="the same; what is in the working tree if left out")
    command.add_argument("--format", choices=FORMATS, default="terminal", help="default: terminal")
    command.add_argument("-o", "--file", type=Path, help="file to write (default: standard output)")
    command.add_argument(
        "--fail-on", choices=("breaking", "any", "none"), default="none", help="which changes give exit status 1"
    )
    command.add_argument(
        "--no-python", action="store_true", help="compare the documents alone, not the packages made from them"
    )
    command.add_argument(
        "--fragment", action="store_true", help=f"also write {FRAGMENTS}/document.md for the changelog"
    )
    there = [folder for folder in [repository / CASSETTES] if folder.is_dir()]
    command.add_argument(
        "--cassettes",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help=f"folder of recorded interactions (default: {CASSETTES})",
    )
    command.set_defaults(known_cassettes=there)


def diff(options: argparse.Namespace, repository: Path) -> int:
    """Print the table. Exit status 1 if the changes are of the kind that `--fail-on` names."""
    try:
        found = _report(
            options.base,
            options.head,
            repository,
            options.spec,
            not options.no_python,
            options.cassettes or options.known_cassettes,
        )
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    text = FORMATS[options.format](found)
    if options.file:
        options.file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    if options.fragment:
        path = write_fragment(found, repository / FRAGMENTS)
        print(f"wrote {path.relative_to(repository)}" if path else "no fragment: nothing to tell", file=sys.stderr)
    failing = {"breaking": found.bump is Bump.MAJOR, "any": bool(found.changes), "none": False}
    return int(failing[options.fail_on])


def release_check(options: argparse.Namespace, repository: Path) -> int:
    """Fail if the version in pyproject.toml is lower than the changes since the last release demand."""
    base = options.since or last_tag(repository)
    if base is None:
        print("there is no release yet: any version will do")
        return 0
    try:
        found = _report(base, None, repository, options.spec, python=True)
        released = Version.parse(base.rpartition("/")[2] if options.released is None else options.released)
    except (SourceError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    needed, stated = released.after(found.bump), project_version(repository)
    if stated < needed:
        worst = found.told[0]
        print(
            f"pyproject.toml says {stated}, but the changes since {base} are {found.bump.name.lower()} and ask for {needed} "
            f"({worst.rule.id}: {worst.names[0] if worst.names else worst.operation_text}); see `make diff BASE={base}`.",
            file=sys.stderr,
        )
        return 1
    print(f"{stated} is enough: the changes since {base} ask for {needed}")
    return 0


def migration(options: argparse.Namespace, repository: Path) -> int:
    """Write docs/migration-<version>.md for every API version that an overlay describes, or say which of them are stale."""
    base = read(None, repository, options.spec)
    stale: list[str] = []
    for name in versions.names(options.spec):
        overlay = options.spec / versions.FOLDER / f"{name}{versions.SUFFIX}"
        text = migration_guide(compared(base, read(str(overlay), repository, options.spec), python=False), name)
        path = repository / "docs" / f"migration-{name}.md"
        if options.check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(path.relative_to(repository).as_posix())
        elif not options.check:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(repository)}")
    if stale:
        print(f"{', '.join(stale)} is not what spec/versions/ gives; run `make migration`.", file=sys.stderr)
    return int(bool(stale))


def _report(
    base: str, head: str | None, repository: Path, spec: Path, python: bool, cassettes: list[Path] | None = None
) -> Report:
    sides = read(base, repository, spec), read(head, repository, spec)
    found = compared(*sides, python=python, recordings=cassettes)
    return evolve(found, base=base if base != "." else "the working tree")
