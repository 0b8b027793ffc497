"""The commands by group, and the parser that loads only the module of the command in use."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

from claudewire._version import __version__

from .exit_status import MEANINGS


class Command(NamedTuple):
    """A command: its name, the module whose `add_commands` adds it, one line of help."""

    name: str
    module: str
    help: str
    #: The extra that the command needs, for the message when a library is missing.
    extra: str | None = None


#: To add a command, write a module with `add_commands(commands)` and name it here.
GROUPS: Final[dict[str, tuple[Command, ...]]] = {
    "call the API": (
        Command("chat", "claudewire.cli.chat", "talk to a model in the terminal"),
        Command("messages", "claudewire.cli.messages", "create one message"),
        Command("count-tokens", "claudewire.cli.messages", "count the input tokens of files or of a request"),
        Command("models", "claudewire.cli.models", "list models"),
        Command("batches", "claudewire.cli.batches", "create batches, wait for them, and write their results"),
        Command("bulk", "claudewire.cli.bulk", "send a file of requests, resumable, within a budget"),
        Command("files", "claudewire.cli.files", "upload, list, download and delete files"),
        Command("auth", "claudewire.cli.auth", "say which credential would be used, and why"),
    ),
    "test an application": (
        Command("serve", "claudewire.testing.cli", "run the Claude API on loopback, without a key", "testing"),
        Command(
            "contract", "claudewire.contract.cli", "check recorded traffic against the API description", "contract"
        ),
    ),
    "receive webhooks": (
        Command("webhooks", "claudewire.cli.webhooks", "send signed test events to a receiver of webhooks"),
    ),
    "this program": (
        Command("completion", "claudewire.cli.completion", "print the completion script of a shell", "cli"),
    ),
}

_EXAMPLES: Final = """\
examples:
  claudewire chat --local                                 a conversation without a key, with canned responses
  claudewire serve                                        the whole API on this machine, for any program
  claudewire chat --system "You are a pirate."            a conversation
  echo "Why is the sky blue?" | claudewire messages create
  claudewire messages create "What is this?" --attach photo.png
  claudewire models list --format json | jq .id
  claudewire batches wait msgbatch_01… && claudewire batches results msgbatch_01… > results.jsonl
"""
_ENVIRONMENT: Final = """\
environment:
  ANTHROPIC_API_KEY     the key; there is no option for it, since other users of a machine can read options
  ANTHROPIC_BASE_URL    URL of the API; `claudewire serve` prints the one of its server
  ANTHROPIC_MODEL       the model of `chat`, `messages`, `bulk` and `count-tokens`
  NO_COLOR, FORCE_COLOR turn colour off or on
"""


class CommandMissing(Exception):
    """The module of a command cannot be loaded: a library is missing."""


def all_commands() -> Iterator[Command]:
    """Return the commands of all groups, in the order of the help."""
    for commands in GROUPS.values():
        yield from commands


class _Parser(argparse.ArgumentParser):
    """The main parser. Its help has the commands by group."""

    def format_help(self) -> str:
        width = max(len(command.name) for command in all_commands()) + 4
        groups = "\n".join(
            "\n".join([f"{title}:", *(f"  {name:<{width}}{about}" for name, _, about, _ in commands), ""])
            for title, commands in GROUPS.items()
        )
        statuses = "\n".join(["exit status:", *(f"  {code:<4} {meaning}" for code, meaning in MEANINGS.items())])
        options = "options:\n  -h, --help    show this help, and exit\n  --version     show the version, and exit\n"
        about = "An unofficial Python SDK for the Claude API: its tools on the command line."
        usage = "usage: claudewire COMMAND [OPTIONS]      claudewire COMMAND --help"
        return f"{usage}\n\n{about}\n\n{groups}\n{options}\n{_EXAMPLES}\n{_ENVIRONMENT}\n{statuses}\n"


def build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser for a command line. Only the command in `words` has its options: the modules of the others are not loaded.

    Args:
        words: The words behind `claudewire`.

    Raises:
        CommandMissing: a library that the command needs is not installed.
    """
    parser = _Parser(prog="claudewire", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"claudewire {__version__}")
    subparsers: Any = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=argparse.ArgumentParser)
    used = _command_in(_completed_words() or words)
    added: set[str] = set()
    for command in all_commands():
        if used is not None and command.module == used.module:
            if command.module not in added:
                added.add(command.module)
                _load(command).add_commands(subparsers)
        else:
            subparsers.add_parser(command.name, help=command.help)
    return parser


def _command_in(words: Sequence[str]) -> Command | None:
    first = next((word for word in words if not word.startswith("-")), None)
    return next((command for command in all_commands() if command.name == first), None)


def _load(command: Command) -> Any:
    try:
        return import_module(command.module)
    except ModuleNotFoundError as error:
        if command.extra is None or (error.name or "").partition(".")[0] in ("claudewire", "claudewire_api"):
            raise
        install = f"pip install 'claudewire[{command.extra}]'"
        raise CommandMissing(
            f"`{command.name}` needs the extra `{command.extra}`: {install} ({error.name} is missing)"
        ) from error


def _completed_words() -> list[str]:
    """The words of the line that a shell wants completed."""
    if "_ARGCOMPLETE" not in os.environ:
        return []
    try:
        return shlex.split(os.environ.get("COMP_LINE", ""))[1:]
    except ValueError:  # a quote that is still open
        return os.environ.get("COMP_LINE", "").split()[1:]


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer a shell that asks for completions, and exit; otherwise do nothing."""
    if "_ARGCOMPLETE" in os.environ:
        from argcomplete import autocomplete

        autocomplete(parser)
