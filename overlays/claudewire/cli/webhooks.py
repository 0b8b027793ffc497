"""`claudewire webhooks send | types | secret`: signed test events for a receiver."""

from __future__ import annotations

import argparse
import json
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from claudewire._errors import APIConnectionError, ConfigurationError
from claudewire._wording import number, whole_number
from claudewire.contract.escaping import safe_output
from claudewire.webhooks.samples import event_types, sample_event
from claudewire.webhooks.signature import SECRET_VARIABLE, new_secret, sign

from .exit_status import DONE, NEGATIVE

_ABOUT: Final = "Events that the API sends to a URL of yours: signed test events for the receiver that you write."
_SEND: Final = f"""\
Signs a test event and posts it to a URL. The secret comes from {SECRET_VARIABLE}, as that of the receiver does.
The exit status is 0 if the receiver takes the event (2xx), and 1 if it refuses it.
"""
_EXAMPLES: Final = f"""\
examples:
  export {SECRET_VARIABLE}=$(claudewire webhooks secret)
  claudewire webhooks send http://127.0.0.1:8000/webhooks --type session.status_idled
  claudewire webhooks send http://127.0.0.1:8000/webhooks --times 2     the second is a repeat
  claudewire webhooks send http://127.0.0.1:8000/webhooks --age 301     too old
"""
_RAW: Final = argparse.RawDescriptionHelpFormatter


def add_commands(commands: Any) -> None:
    """Add `webhooks` to the subcommands of a parser."""
    webhooks = commands.add_parser(
        "webhooks",
        help="send signed test events to a receiver of webhooks",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=_RAW,
    )
    inner = webhooks.add_subparsers(dest="webhooks_command", required=True, metavar="command")

    parser: argparse.ArgumentParser = inner.add_parser(
        "send", help="sign a test event and post it", description=_SEND, epilog=_EXAMPLES, formatter_class=_RAW
    )
    parser.set_defaults(run=send)
    parser.add_argument("url", metavar="URL", help="where to post it, such as http://127.0.0.1:8000/webhooks")
    parser.add_argument(
        "--type",
        default="session.status_idled",
        metavar="TYPE",
        help="type of the event; also one that `types` does not list (default: session.status_idled)",
    )
    parser.add_argument("--data", type=Path, metavar="FILE", help="send this body in the place of a made-up event")
    parser.add_argument("--id", metavar="ID", help="id of the delivery (default: a new one)")
    parser.add_argument(
        "--age", type=number, default=0, metavar="SECONDS", help="sign as if so many seconds ago (default: 0)"
    )
    parser.add_argument(
        "--times", type=whole_number, default=1, metavar="N", help="send the same delivery N times (default: 1)"
    )

    parser = inner.add_parser("types", help="list the event types that this version knows")
    parser.set_defaults(run=types)
    parser = inner.add_parser("secret", help="print a new signing secret for tests")
    parser.set_defaults(run=secret)


#: The year 9999 ends.
_LAST_SECOND: Final = 253_402_300_800


def send(options: argparse.Namespace) -> int:
    """Post a signed event; 1 if the receiver refuses it.

    Raises:
        ConfigurationError: there is no secret, or it is not one.
        APIConnectionError: the receiver cannot be reached.
    """
    import httpx

    body, headers = _delivery(options)
    refused = 0
    for _ in range(options.times):
        try:
            response = httpx.post(options.url, content=body, headers=headers, timeout=30, trust_env=False)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ConfigurationError(f"{options.url}: {error}") from None
        except httpx.HTTPError as error:
            raise APIConnectionError(f"{options.url}: {error}", is_retryable=True) from error
        refused += not response.is_success
        words = (str(response.status_code), response.reason_phrase, headers["webhook-id"], response.text[:200])
        print(safe_output(" ".join(word for word in words if word)))
    return NEGATIVE if refused else DONE


def _delivery(options: argparse.Namespace) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of what the options ask for."""
    secrets = os.environ.get(SECRET_VARIABLE, "").split()
    if not secrets:
        raise ConfigurationError(f"no signing secret: set {SECRET_VARIABLE}")
    if options.times < 1:
        raise ConfigurationError(f"--times is a number of deliveries of at least 1, not {options.times}")
    now = datetime.now(UTC)
    if not 0 <= now.timestamp() - options.age < _LAST_SECOND:  # nor one that is no number
        raise ConfigurationError(f"--age is a number of seconds since a time of this era, not {options.age:g}")
    if options.data is not None:
        body = options.data.read_bytes()
    else:
        created = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        event = sample_event(options.type, event_id=f"whe_{uuid.uuid4().hex}", created_at=created)
        body = json.dumps(event).encode()
    headers = sign(body, secrets[0], delivery_id=options.id, timestamp=now.timestamp() - options.age)
    return body, {"content-type": "application/json", **headers}


def types(options: argparse.Namespace) -> int:  # noqa: ARG001  # every command takes the options
    """Print the event types, one a line."""
    print("\n".join(event_types()))
    return DONE


def secret(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Print a new signing secret."""
    print(new_secret())
    return DONE
