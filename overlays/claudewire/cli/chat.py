"""`claudewire chat`: a conversation in the terminal."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from claudewire._wording import whole_number

from .connection import add_connection, add_model, make_client, require_credential
from .console import check_text, note, write_text
from .exit_status import DONE, status_of

if TYPE_CHECKING:
    from claudewire._client import Claude
    from claudewire._stream.stream import MessageStreamManager

_ABOUT: Final = """\
A conversation. The text appears while it arrives; Ctrl-C stops a response, Ctrl-D ends the conversation.
Lines of standard input are turns when it is not a terminal.
"""
_EXAMPLES: Final = """\
in the conversation:
  /clear     forget what was said
  /usage     tokens up to now
  /help      this list
  /quit      end; Ctrl-D as well

examples:
  claudewire chat
  claudewire chat --model claude-haiku-5-5 --system "You answer in verse."
  printf 'Hello!\\nWhat did I say?\\n' | claudewire chat
"""


def add_commands(commands: Any) -> None:
    """Add `chat` to the subcommands of a parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "chat",
        help="talk to a model in the terminal",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-s", "--system", help="the system prompt")
    parser.add_argument(
        "--max-tokens", type=whole_number, default=4096, metavar="N", help="longest response (default: 4096)"
    )
    add_model(parser)
    add_connection(parser)
    parser.set_defaults(run=chat)


class Conversation:
    """The turns of a conversation, and the tokens that they used."""

    def __init__(self, client: Claude, options: argparse.Namespace) -> None:
        self._client = client
        self._request: dict[str, Any] = {"model": options.model, "max_tokens": options.max_tokens}
        if options.system:
            self._request["system"] = options.system
        self.turns: list[dict[str, Any]] = []
        self.input_tokens: int = 0
        self.output_tokens: int = 0

    def say(self, text: str) -> None:
        """Send a turn and write the response. A turn without a complete response is forgotten."""
        check_text(text)
        turns = [*self.turns, {"role": "user", "content": text}]
        request: Any = {**self._request, "messages": turns}
        with cast("MessageStreamManager", self._client.messages.stream(**request)) as stream:
            for part in stream.text_stream:
                write_text(part, end="")
            message = stream.get_final_message()
        print(flush=True)
        self.turns = [*turns, {"role": "assistant", "content": message.content}]
        self.input_tokens += message.usage.input_tokens
        self.output_tokens += message.usage.output_tokens
        if message.stop_reason != "end_turn":
            note(f"[{message.stop_reason}]")


def chat(options: argparse.Namespace) -> int:
    """Read turns until the input ends. Returns the exit status."""
    from claudewire._errors import APIError

    status = DONE
    require_credential(options)
    with make_client(options) as client:
        conversation = Conversation(client, options)
        note(f"{options.model} at {client.base_url} · /help lists the commands")
        while (line := _read()) is not None:
            if line.startswith("/"):
                if line == "/quit":
                    break
                _command(conversation, line)
                continue
            try:
                if line:
                    conversation.say(line)
            except KeyboardInterrupt:
                print(flush=True)
                note("[stopped]")
            except APIError as error:
                print(flush=True)
                print(f"claudewire chat: {error}", file=sys.stderr)
                if not sys.stdin.isatty():
                    return status_of(error)
    return status


def _read() -> str | None:
    """The next line; None at the end of the input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip() if line else None
    try:
        import_module("readline")  # arrow keys and a history for input()
    except ImportError:  # Windows
        pass
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        print(flush=True)
        return None


def _command(conversation: Conversation, line: str) -> None:
    match line:
        case "/clear":
            conversation.turns = []
            note("[cleared]")
        case "/usage":
            print(f"{conversation.input_tokens} input and {conversation.output_tokens} output tokens")
        case "/help":
            print(_EXAMPLES.partition("\nexamples:")[0])
        case _:
            print(f"{line} is not a command; /help lists them", file=sys.stderr)
