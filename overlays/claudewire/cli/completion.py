"""`claudewire completion SHELL`: the script that makes a shell complete commands and options."""

from __future__ import annotations

import argparse
from typing import Any, Final

_SHELLS: Final = ("bash", "zsh", "fish", "powershell")
_ABOUT: Final = """\
Prints a script for a shell. The shell then completes the commands and options of claudewire:

  bash        eval "$(claudewire completion bash)"        in ~/.bashrc
  zsh         eval "$(claudewire completion zsh)"         in ~/.zshrc, behind compinit
  fish        claudewire completion fish > ~/.config/fish/completions/claudewire.fish
  powershell  claudewire completion powershell | Out-String | Invoke-Expression
"""


def add_commands(commands: Any) -> None:
    """Add `completion` to the subcommands of a parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "completion",
        help="print the completion script of a shell",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=_SHELLS, help="the shell")
    parser.set_defaults(run=completion)


def completion(options: argparse.Namespace) -> int:
    """Print the script. Returns the exit status."""
    try:
        from argcomplete.shell_integration import shellcode
    except ImportError:
        from .commands import CommandMissing

        raise CommandMissing("completion needs the extra `cli`: pip install 'claudewire[cli]'") from None
    print(shellcode(["claudewire"], shell=options.shell))
    return 0
