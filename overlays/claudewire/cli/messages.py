"""`claudewire messages create` and `claudewire count-tokens`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from claudewire._errors import RequestInvalid
from claudewire._wording import number, whole_number
from claudewire_api.endpoints import messages as endpoints

from .attachments import attachment
from .connection import add_connection, add_model, make_client
from .console import add_format, check_text, note, write_json, write_text
from .exit_status import DONE

if TYPE_CHECKING:
    from claudewire._stream.stream import MessageStreamManager

_CREATE: Final = """\
Sends one message and writes the text of the response while it arrives.
The prompt is the words of the command, or standard input.
"""
_CREATE_EXAMPLES: Final = """\
examples:
  claudewire messages create "Why do bridges have expansion joints?"
  git diff | claudewire messages create --system "Write a commit message for this diff."
  claudewire messages create "What is in the picture?" --attach photo.png
  claudewire messages create --body request.json --format json
"""
_COUNT: Final = """\
Counts the input tokens of files, or of a whole request. Nothing is generated, and nothing is charged.
"""
_COUNT_EXAMPLES: Final = """\
examples:
  claudewire count-tokens README.md report.pdf photo.png
  git diff | claudewire count-tokens -
  claudewire count-tokens --body request.json
"""
#: Fields of a request for a message that have no meaning where tokens are counted.
_OF_A_RESPONSE: Final = frozenset(
    {"max_tokens", "stream", "temperature", "top_k", "top_p", "stop_sequences", "metadata", "service_tier"}
)
_RAW: Final = argparse.RawDescriptionHelpFormatter


def add_commands(commands: Any) -> None:
    """Add `messages` and `count-tokens` to the subcommands of a parser."""
    messages = commands.add_parser(
        "messages", help="create one message", description="Messages.", epilog=_CREATE_EXAMPLES, formatter_class=_RAW
    )
    actions = messages.add_subparsers(dest="action", metavar="ACTION", required=True)
    create_: argparse.ArgumentParser = actions.add_parser(
        "create", help="create one message", description=_CREATE, epilog=_CREATE_EXAMPLES, formatter_class=_RAW
    )
    create_.add_argument(
        "prompt", nargs="*", metavar="PROMPT", help="what the user says; - or nothing reads standard input"
    )
    create_.add_argument("-s", "--system", help="the system prompt")
    create_.add_argument(
        "-a",
        "--attach",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="an image, a PDF or a text; may be repeated",
    )
    create_.add_argument(
        "--max-tokens", type=whole_number, default=4096, metavar="N", help="longest response (default: 4096)"
    )
    create_.add_argument("--temperature", type=number, metavar="T", help="0 to 1 (default: that of the API)")
    create_.add_argument(
        "--body", type=Path, metavar="FILE", help="a whole request as JSON, in the place of the options above"
    )
    add_model(create_)
    add_format(create_, records=False)
    add_connection(create_)
    create_.set_defaults(run=create)

    count: argparse.ArgumentParser = commands.add_parser(
        "count-tokens",
        help="count the input tokens of files or of a request",
        description=_COUNT,
        epilog=_COUNT_EXAMPLES,
        formatter_class=_RAW,
    )
    count.add_argument("files", nargs="*", metavar="FILE", help="images, PDFs, texts; - reads standard input")
    count.add_argument("-s", "--system", help="the system prompt")
    count.add_argument("--body", type=Path, metavar="FILE", help="a whole request as JSON, in the place of files")
    add_model(count)
    add_format(count, records=False)
    add_connection(count)
    count.set_defaults(run=count_tokens)


def create(options: argparse.Namespace) -> int:
    """Create a message. Returns the exit status."""
    request = _body(options.body, endpoints.create) if options.body is not None else _request(options)
    with make_client(options) as client:
        request.pop("stream", None)
        if options.format == "json":
            write_json(client.messages.create(**request))
            return DONE
        with cast("MessageStreamManager", client.messages.stream(**request)) as stream:
            for text in stream.text_stream:
                write_text(text, end="")
            message = stream.get_final_message()
        print(flush=True)
    used = message.usage
    note(f"{message.model} · {message.stop_reason} · {used.input_tokens} input and {used.output_tokens} output tokens")
    return DONE


def count_tokens(options: argparse.Namespace) -> int:
    """Count tokens. Returns the exit status."""
    request: dict[str, Any]
    if options.body is not None:
        request = _body(options.body, endpoints.count_tokens)
        request["extra_body"] = {
            name: value for name, value in request["extra_body"].items() if name not in _OF_A_RESPONSE
        }
    else:
        if not options.files:
            raise RequestInvalid("count-tokens needs files, - for standard input, or --body")
        content = [_text(sys.stdin.read()) if name == "-" else attachment(Path(name)) for name in options.files]
        request = {"model": options.model, "messages": [{"role": "user", "content": content}]}
        if options.system:
            request["system"] = options.system
    with make_client(options) as client:
        count = client.messages.count_tokens(**request)
    if options.format == "json":
        write_json(count)
    else:
        print(count.input_tokens)
    return DONE


def _request(options: argparse.Namespace) -> dict[str, Any]:
    words = " ".join(options.prompt)
    if words in ("", "-"):
        if sys.stdin.isatty():
            note("Write the prompt, then Ctrl-D.")
        words = sys.stdin.read().strip()
    content = [attachment(path) for path in options.attach]
    if words:
        content.append(_text(words))
    if not content:
        raise RequestInvalid("the prompt is empty: give it as words, or on standard input")
    request = {
        "model": options.model,
        "max_tokens": options.max_tokens,
        "messages": [{"role": "user", "content": content}],
        "system": options.system,
        "temperature": options.temperature,
    }
    return {name: value for name, value in request.items() if value is not None}


def _text(text: str) -> dict[str, Any]:
    check_text(text)
    return {"type": "text", "text": text}


def _body(path: Path, endpoint: Callable[..., Any]) -> dict[str, Any]:
    """Return the request of a file as arguments. What the endpoint does not know is sent as it is.

    Raises:
        RequestInvalid: the file has no request, or the request lacks a field.
    """
    try:
        body: Any = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise RequestInvalid(f"{path} is not JSON: {error}") from None
    if not isinstance(body, dict):
        raise RequestInvalid(f"{path} is not a request: a JSON object is needed")
    fields = cast("dict[str, Any]", body)
    known = signature(endpoint).parameters
    missing = [name for name, field in known.items() if field.default is Parameter.empty and name not in fields]
    if missing:
        raise RequestInvalid(f"{path}: the request has no {' and no '.join(missing)}")
    request = {name: value for name, value in fields.items() if name in known}
    return {**request, "extra_body": {name: value for name, value in fields.items() if name not in known}}
