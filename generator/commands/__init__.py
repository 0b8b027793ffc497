"""The commands: each module has the text of its help, its own arguments, and the function that runs it."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Protocol

from generator.names import PART_NAME
from generator.rules import PROFILES

from . import bundle, check, diff, generate, lint, migration, release_check, watch
from .document import REPOSITORY


class Command(Protocol):
    """A module of this package, or an object that looks like one."""

    @property
    def NAME(self) -> str: ...  # noqa: N802
    @property
    def HELP(self) -> str: ...  # noqa: N802
    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace) -> int: ...


COMMANDS: tuple[Command, ...] = (lint, bundle, generate, check, watch, diff, migration, release_check)


#: Command → a command line, and what it does.
_EXAMPLES = {
    "lint": {
        "lint": "this document, by its own rules",
        "lint --spec api.yaml --profile openapi": "any OpenAPI document",
    },
    "bundle": {"bundle > openapi.json": "one file, for other tools"},
    "generate": {
        "generate": "spec/ into generated/",
        "generate --spec api.yaml --profile openapi --output out --package petstore": "another API",
    },
    "check": {"check --verbose": "with the lines that differ"},
    "watch": {"watch": "until Ctrl-C"},
    "diff": {
        "diff main": "the files of spec/ compared with a branch",
        "diff v0.1.0 --format markdown -o changes.md": "for a pull request",
        "diff before.yaml after.yaml --fail-on breaking": "two documents, exit status 1 if a change breaks somebody",
    },
    "migration": {"migration --check": "whether docs/migration-*.md are up to date"},
    "release-check": {"release-check": "before a release is tagged"},
}
_STATUSES = """\
exit status:
  0  done
  1  the document has problems, generated/ is out of date, or a change breaks what must not break
  2  wrong usage, or files that cannot be read or written

`make help` lists the same commands as targets of make.
"""


class _Version(argparse.Action):
    """`--version`: that of the project, since the generator is released with what it makes."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        print(f"{project['name']} generator {project['version']}")
        parser.exit()


def _examples(names: tuple[str, ...]) -> str:
    lines = {f"python -m generator {line}": about for name in names for line, about in _EXAMPLES.get(name, {}).items()}
    return "\n".join(["examples:", *(f"  {line}\n      {about}" for line, about in lines.items()), "", _STATUSES])


def parser() -> argparse.ArgumentParser:
    """The command line. Options that all commands share may stand before or after the command."""
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Makes generated/ from spec/.",
        epilog=_examples(("generate", "check", "diff")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version, and exit")
    _shared(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.NAME,
            help=command.HELP,
            description=f"{command.HELP[0].upper()}{command.HELP[1:]}.",
            epilog=_examples((command.NAME,)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _shared(sub, again=True)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def _shared(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Behind the command they have no default: what was said in front of it would be forgotten."""

    def default(value: object) -> object:
        return argparse.SUPPRESS if again else value

    add = parser.add_argument
    add(
        "--spec",
        type=Path,
        metavar="PATH",
        default=default(REPOSITORY / "spec"),
        help="folder or file of the document (default: spec/)",
    )
    add(
        "--output",
        type=Path,
        metavar="FOLDER",
        default=default(REPOSITORY / "generated"),
        help="folder to write or compare (default: generated/)",
    )
    add(
        "--profile",
        choices=PROFILES,
        default=default("claude"),
        help="the rules: of this API's document, or of any OpenAPI document (default: claude)",
    )
    add(
        "--package",
        type=_package,
        default=default("claudewire_api"),
        metavar="NAME",
        help="import name of the generated package (default: claudewire_api)",
    )


def _package(name: str) -> str:
    if not PART_NAME.fullmatch(name):
        raise argparse.ArgumentTypeError(f"{name!r} is no name of a package: small letters, digits and _")
    return name
