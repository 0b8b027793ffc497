"""The command line, `claudewire`: `main` runs one command and returns its exit status.

`commands` lists the commands with the module of each; a module is loaded when its command is used. A module has
`add_commands(commands)`, which adds its parser to the subcommands of an `argparse` parser and sets `run`: a function from the
options to the exit status. `console` writes tables, JSON and progress, `connection` makes a client from options, `exit_status` maps
errors to numbers.

Colour, tables and progress bars come from rich, and completion from argcomplete (`claudewire[cli]`). Every command works without them.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from claudewire._wording import in_options

from .commands import CommandMissing, build_parser, complete
from .connection import NO_KEY
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
    _prepare_streams()
    try:
        parser = build_parser(words)
    except CommandMissing as error:
        print(f"claudewire: {error}", file=sys.stderr)
        return USAGE
    complete(parser)
    options, unknown = parser.parse_known_args(words)
    if unknown and options.command is not None:
        what = "option" if unknown[0].startswith("-") else "argument"
        name = " ".join(filter(None, (options.command, _action(options))))
        listed = f"`claudewire {name} --help` lists what there is"
        parser.exit(USAGE, f"claudewire {name}: unknown {what} {unknown[0]}: {listed}\n")
    if unknown:
        parser.error(f"unknown option {unknown[0]}: `claudewire --help` lists what there is")
    if options.command is None:
        parser.print_help()
        return USAGE
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from claudewire_api._errors import ClaudeError

    try:
        with warnings.catch_warnings():
            warnings.showwarning = partial(_show_warning, options)
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
        print(f"claudewire {options.command}: {_message(error, options)}", file=sys.stderr)
        return status_of(error)


def _show_warning(options: argparse.Namespace, message: Any, *_: Any) -> None:
    """Write a warning of the library as a line of the command, without its place in a program."""
    print(f"claudewire {options.command}: {in_options(str(message), options)}", file=sys.stderr)


def _message(error: Any, options: argparse.Namespace) -> str:
    from claudewire._errors import MissingCredentials
    from claudewire.contract.escaping import error_text

    if isinstance(error, MissingCredentials) and str(error).startswith("No API key"):
        return NO_KEY
    text = error_text(error)
    if (
        not isinstance(error, OSError) and getattr(error, "status_code", None) is None
    ):  # not names of files, nor words of the API
        text = in_options(text, options)
    request_id = getattr(error, "request_id", None)
    return f"{text} (request {request_id})" if request_id and request_id not in text else text


def _prepare_streams() -> None:
    """Replace standard streams that are closed, and let every text be written, whatever the encoding of a terminal."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 as long as the process
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _action(options: argparse.Namespace) -> str | None:
    """The word behind the command, of a command that has several."""
    names = ("action", "contract_command", "webhooks_command")
    return next((getattr(options, name) for name in names if hasattr(options, name)), None)
