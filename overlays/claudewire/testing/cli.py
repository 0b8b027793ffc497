"""`claudewire serve`: the local server from a command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from claudewire._wording import in_options, number, whole_number
from claudewire.contract.escaping import error_text

from .app.serving import LOOPBACK, bind_socket, make_certificate, make_server
from .errors import InvalidScript
from .faults import Fault, describe_faults
from .server import base_url
from .state import Limits, Settings, State
from .state.state import PLATFORMS

#: Exit statuses, as those of the other commands.
NEGATIVE: Final = 1
USAGE: Final = 2
_MAX_PORT: Final = 65_535
_SERVE: Final = """\
The Claude API on loopback, made from the same document as the client: it checks every request, streams, keeps files,
batches and skills, and fails on demand. It is not a model: its text is canned and says so. Point a client at it with
ANTHROPIC_BASE_URL.
"""


_EXAMPLES: Final = """\
examples:
  claudewire serve
  claudewire serve --tokens-per-second 40 --fault 'overloaded;times=1'
  claudewire serve --fixtures replies.yaml --data .claudewire
  claudewire serve --record-to cassettes             a proxy that records the real API, without your key
"""


def add_commands(commands: Any) -> None:
    """Add `serve` to the subcommands of a parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "serve",
        help="run the Claude API on loopback",
        description=_SERVE,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=serve)
    _add_network(parser.add_argument_group("network"))
    _add_replies(parser.add_argument_group("what it says"))
    _add_behaviour(parser.add_argument_group("how it behaves"))


def _add_network(group: Any) -> None:
    group.add_argument("--port", type=_port, default=8787, help="port; 0 takes a free one (default: 8787)")
    group.add_argument(
        "--host",
        default=LOOPBACK,
        metavar="ADDRESS",
        help="address to listen at; 0.0.0.0 lets other machines and containers in (default: 127.0.0.1)",
    )
    group.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name under which clients may address the server, besides localhost and IP addresses; may be repeated",
    )
    group.add_argument(
        "--platform",
        choices=PLATFORMS,
        help="speak as another platform: its paths, credentials, streams and errors; signatures are checked with AWS' example key",
    )
    group.add_argument("--tls", action="store_true", help="serve HTTPS with a self-made certificate (extra `tls`)")


def _add_replies(group: Any) -> None:
    group.add_argument(
        "--fixtures",
        type=Path,
        metavar="FILE",
        help="rules that reply, in YAML or JSON; read again when the file is saved",
    )
    group.add_argument(
        "--replay",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="respond from recordings, as long as they last; may be repeated",
    )
    group.add_argument(
        "--record-to",
        type=Path,
        metavar="DIR",
        help="be a proxy in front of the real API, and write what passes into cassettes, without secrets",
    )
    group.add_argument(
        "--upstream",
        default=Settings().upstream,
        type=_base_url,
        metavar="URL",
        help="the API that is recorded (default: the real one)",
    )
    group.add_argument(
        "--fault",
        action="append",
        default=[],
        type=_fault,
        metavar="NAME[;OPTION=VALUE…]",
        help="let something go wrong, for instance 'overloaded;times=1' or 'cut;after_events=3'; may be repeated",
    )
    group.add_argument("--faults", action="store_true", help="list the faults and their options, and exit")
    group.add_argument(
        "--call-tools",
        action="store_true",
        help="canned responses call a tool also where the request does not force one",
    )
    group.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="NAME",
        help="a model besides those of the API; `*` fits all; may be repeated",
    )


def _add_behaviour(group: Any) -> None:
    defaults = Settings()
    group.add_argument(
        "--data", type=Path, metavar="DIR", help="keep files, batches and skills in this folder (default: in memory)"
    )
    group.add_argument(
        "--document", type=Path, metavar="FILE", help="another bundled OpenAPI document than the installed one"
    )
    group.add_argument(
        "--latency", type=number, default=defaults.latency, metavar="SECONDS", help="time before every response"
    )
    group.add_argument(
        "--tokens-per-second",
        type=number,
        metavar="N",
        help="how fast streams are written (default: as fast as they go)",
    )
    group.add_argument(
        "--batch-seconds",
        type=number,
        default=defaults.batch_seconds,
        metavar="SECONDS",
        help="time until a batch has ended (default: 1)",
    )
    for name, value in (
        ("requests", defaults.limits.requests),
        ("input-tokens", defaults.limits.input_tokens),
        ("output-tokens", defaults.limits.output_tokens),
    ):
        group.add_argument(
            f"--{name}-per-minute",
            type=whole_number,
            default=value,
            metavar="N",
            help=f"rate limit (default: {value:,})",
        )
    group.add_argument("--strict-keys", action="store_true", help="refuse API keys that do not begin with sk-ant-")
    group.add_argument("--strict-betas", action="store_true", help="refuse beta values that the document does not have")
    group.add_argument("--seed", type=whole_number, metavar="N", help="same seed, same IDs in the same order")


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted. Returns the exit status."""
    if options.faults:
        print(_fault_list())
        return 0
    try:
        state = State(_settings(options), data=options.data, document=options.document)
    except (OSError, ValueError) as error:
        return _failed(error, USAGE, options)
    try:
        return _serve(state, options)
    finally:
        state.store.close()


def _serve(state: State, options: argparse.Namespace) -> int:
    try:
        names = [*options.allow_host, options.host]
        certificate = make_certificate(options.data, names) if options.tls else None
        server = make_server(state, certificate)
        listener = bind_socket(options.port, options.host)
    except (ImportError, InvalidScript) as error:
        return _failed(error, USAGE, options)
    except OSError as error:
        return _failed(error, NEGATIVE, options)
    url = base_url(options.host, listener.getsockname()[1], tls=options.tls)
    print(f"The Claude API, without a model, at {url}  (this address in a browser shows what it serves)")
    key = "" if options.record_to is not None else " ANTHROPIC_API_KEY=sk-ant-local"
    print(f"    export ANTHROPIC_BASE_URL={url}{key}")
    if options.record_to is not None:
        print(
            f"Requests go on to {options.upstream}, with your key; what passes is recorded in {options.record_to}, without it."
        )
    if certificate is not None:
        authority = certificate.authority
        print(f"    export SSL_CERT_FILE={authority} NODE_EXTRA_CA_CERTS={authority}")
    if options.host not in (LOOPBACK, "localhost", "::1"):
        print(
            f"Warning: {options.host} is not loopback: other machines can reach this server, and read on its page what was sent to it.",
            file=sys.stderr,
        )
    sys.stdout.flush()
    try:
        server.run([listener])
    except KeyboardInterrupt:
        pass
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        latency=options.latency,
        tokens_per_second=options.tokens_per_second,
        batch_seconds=options.batch_seconds,
        limits=Limits(
            requests=options.requests_per_minute,
            input_tokens=options.input_tokens_per_minute,
            output_tokens=options.output_tokens_per_minute,
        ),
        seed=options.seed,
        models=options.model,
        allow_hosts=options.allow_host,
        strict_keys=options.strict_keys,
        strict_betas=options.strict_betas,
        call_tools=options.call_tools,
        platform=options.platform,
        fixtures=options.fixtures,
        replay=options.replay,
        record_to=options.record_to,
        upstream=options.upstream,
        faults=options.fault,
    )


def _failed(error: Exception, status: int, options: argparse.Namespace) -> int:
    print(f"claudewire serve: {in_options(error_text(error), options)}", file=sys.stderr)
    return status


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _MAX_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to {_MAX_PORT:,}, 0 for a free one")
    return int(text)


def _base_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        named = parts.scheme in ("http", "https") and parts.hostname is not None and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        named = False
    if not named:
        raise argparse.ArgumentTypeError(f"{text!r} is not the base URL of an API: it begins with https:// or http://")
    return text


def _fault(text: str) -> Fault:
    try:
        return Fault.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _fault_list() -> str:
    lines = [f"  {name:<14} {sentence}" for name, sentence in describe_faults().items()]
    options = "times, after, operation, after_events, seconds, status, type, message, retry_after, should_retry"
    return "\n".join(["faults:", *lines, "", f"options: {options}"])
