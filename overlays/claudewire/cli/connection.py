"""The options that every command of the API has, and the client that they make."""

from __future__ import annotations

import argparse
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from claudewire._wording import number, whole_number

if TYPE_CHECKING:
    from claudewire._client import Claude

#: The model of a command without `--model` and without ANTHROPIC_MODEL. A test holds that it is the newest of its line.
DEFAULT_MODEL: Final = "claude-sonnet-5-5"

#: What a command says when there is no credential.
NO_KEY: Final = (
    "no API key: set ANTHROPIC_API_KEY, or sign in with a profile (`claudewire auth status` shows what was looked for), "
    "or use --local: the API on this machine, which needs none"
)


def add_connection(parser: argparse.ArgumentParser) -> None:
    """Add the options of the client to a parser."""
    group = parser.add_argument_group("connection")
    group.add_argument(
        "--base-url", metavar="URL", help="URL of the API (default: ANTHROPIC_BASE_URL, else the real API)"
    )
    group.add_argument(
        "--local", action="store_true", help="start the local server for this command: no key, no model, canned text"
    )
    group.add_argument(
        "--allow-http",
        action="store_true",
        help="let the key travel unencrypted to a base URL that begins with http://",
    )
    group.add_argument("--timeout", type=number, metavar="SECONDS", help="for each step of a connection (default: 600)")
    group.add_argument(
        "--deadline", type=number, metavar="SECONDS", help="for a whole call, retries included (default: none)"
    )
    group.add_argument("--max-retries", type=whole_number, metavar="N", help="attempts after the first (default: 2)")
    group.add_argument(
        "--beta", action="append", default=[], metavar="VALUE", help="a beta header value; may be repeated"
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add `--model` to a parser."""
    parser.add_argument(
        "-m",
        "--model",
        default=os.environ.get("ANTHROPIC_MODEL") or DEFAULT_MODEL,
        help="the model (default: %(default)s)",
    )


@contextmanager
def make_client(options: argparse.Namespace) -> Generator[Claude]:
    """Make the client for the options of a command, and close it behind the block.

    Raises:
        ConfigurationError: there is no key, or an option is invalid.
    """
    from claudewire._client import Claude

    with ExitStack() as stack:
        yield stack.enter_context(Claude(**_arguments(options, stack)))


def require_credential(options: argparse.Namespace) -> None:
    """Check that there is a credential before the user writes a text that cannot be sent.

    Raises:
        MissingCredentials: there is none.
        CredentialsError: the profile that was asked for cannot be used.
    """
    from claudewire._errors import MissingCredentials
    from claudewire.credentials import resolution_of

    if not (options.local or os.environ.get("ANTHROPIC_CUSTOM_HEADERS")) and resolution_of().kind == "none":
        raise MissingCredentials(NO_KEY)


def _arguments(options: argparse.Namespace, stack: ExitStack) -> dict[str, Any]:
    given: dict[str, Any] = {"betas": options.beta, "base_url": options.base_url, "deadline": options.deadline}
    given["allow_http"] = options.allow_http
    if options.timeout is not None:
        given["timeout"] = options.timeout
    if options.max_retries is not None:
        given["max_retries"] = options.max_retries
    if options.local:
        from claudewire.testing import LocalServer

        given |= {"base_url": stack.enter_context(LocalServer()).url, "api_key": "sk-ant-local"}
    return given
