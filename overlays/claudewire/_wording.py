"""What the library says to a program, in the words of the command line: options and environment variables for arguments.

`in_options` is used by every command that prints an error of the library; `whole_number` and `number` are types for argparse.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

_Number = TypeVar("_Number", int, float)

#: Sentences about Python → the same about options. The first group of a pattern may be used in its replacement.
_PHRASES: Final = (
    (r"pass allow_http=True", "pass --allow-http"),
    (r": use default_query$", ""),
    (r"pass prices=", "pass --prices"),
    (r"pass on_changed='(\w+)' to send it again, or '(\w+)'", r"pass --on-changed \1 to send it again, or --on-changed \2"),
    (r"mode='(\w+)'", r"--mode \1"),
    (r"the same call continues", "the same command continues"),
    (r", or None,", ","),
    (r"\bheader (?=api_key|auth_token)", ""),
    (r"^Expected a non-empty value for `(\w+)` but received ''$", r"\1 is empty"),
    (r"^limits: (requests|input_tokens|output_tokens)\b", r"\1_per_minute"),
)  # fmt: skip
#: Arguments whose option has another name, by command; "" is for all.
_OTHER_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "": {
        "api_key": "ANTHROPIC_API_KEY",
        "auth_token": "ANTHROPIC_AUTH_TOKEN",
        "model_id": "MODEL",
        "message_batch_id": "BATCH",
        "file_id": "FILE_ID",
    },
    "bulk": {"deadline": "--stop-after", "into": "--output"},
    "batches": {"betas": "--beta"},
}
#: One word is a name of an argument only in front of what is said about it.
_SUBJECT: Final = r"^({})(?= must| should|: | takes| is )"


def in_options(text: str, options: argparse.Namespace) -> str:
    """Return a message of the library for the user of a command: arguments become options.

    Args:
        text: What an error of the library says.
        options: Those of the command.
    """
    given: Mapping[str, Any] = vars(options)
    names = {name: f"--{name.replace('_', '-')}" for name in given}
    if given.get("base_url") is None:
        names["base_url"] = "ANTHROPIC_BASE_URL"
    names.update(_OTHER_NAMES[""])
    names.update(_OTHER_NAMES.get(str(given.get("command")), {}))
    for pattern, words in _PHRASES:
        text = re.sub(pattern, words, text)
    long = "|".join(re.escape(name) for name in names if "_" in name)
    text = re.sub(rf"(?<![\w./'-])({long})(?![\w=])", lambda found: names[found[1]], text)
    return re.sub(_SUBJECT.format("|".join(map(re.escape, names))), lambda found: names[found[1]], text)


def whole_number(text: str) -> int:
    """Return a whole number for an option. Raises ArgumentTypeError."""
    return _parsed(text, int, "a whole number")


def number(text: str) -> float:
    """Return a number for an option. Raises ArgumentTypeError."""
    return _parsed(text, float, "a number")


def _parsed(text: str, kind: Callable[[str], _Number], what: str) -> _Number:
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"should be {what}, not {text!r}") from None
