"""The command line, `claudewire`: `main` runs one command and returns its exit status.

`commands` lists the commands with the module of each; a module is loaded when its command is used. A module has
`add_commands(commands)`, which adds its parser to the subcommands of an `argparse` parser and sets `run`: a function from the
options to the exit status. `console` writes tables, JSON and progress, `connection` makes a client from options, `exit_status` maps
errors to numbers.

Colour, tables and progress bars come from rich, and completion from argcomplete (`claudewire[cli]`). Every command works without them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .commands import CommandMissing, build_parser, complete
from .exit_status import INTERRUPTED, PIPE_CLOSED, USAGE, status_of

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: The words behind `claudewire`. Default: those of this process.

    Returns:
        The exit status, as `claudewire --help` lists them.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        parser = build_parser(words)
    except CommandMissing as error:
        print(f"claudewire: {error}", file=sys.stderr)
        return USAGE
    complete(parser)
    options = parser.parse_args(words)
    if options.command is None:
        parser.print_help()
        return USAGE
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from claudewire_api._errors import ClaudeError

    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of the pipe has left
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 the interpreter flushes it at its end
        return PIPE_CLOSED
    except CommandMissing as error:
        print(f"claudewire: {error}", file=sys.stderr)
        return USAGE
    except (ClaudeError, OSError, UnicodeDecodeError) as error:
        print(f"claudewire {options.command}: {_message(error)}", file=sys.stderr)
        return status_of(error)


def _message(error: Any) -> str:
    from claudewire.contract.escaping import safe_output

    text = str(error)
    if isinstance(error, OSError) and error.strerror:
        text = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, UnicodeDecodeError):
        text = f"the file is not UTF-8 text ({error.reason} at byte {error.start})"
    request_id = getattr(error, "request_id", None)
    if request_id and request_id not in text:
        text = f"{text} (request {request_id})"
    return safe_output(text)
