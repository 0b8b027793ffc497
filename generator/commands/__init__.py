"""The commands: each module has the text of its help, its own arguments, and the function that runs it."""

from __future__ import annotations

import argparse
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


def parser() -> argparse.ArgumentParser:
    """The command line. Options that all commands share may stand before or after the command."""
    parser = argparse.ArgumentParser(prog="python -m generator", description="Makes generated/ from spec/.")
    _shared(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(command.NAME, help=command.HELP)
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
        default=default(REPOSITORY / "spec"),
        help="folder or file of the document (default: spec/)",
    )
    add(
        "--output",
        type=Path,
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
