"""The command line: `claudewire serve`, and what `claudewire.contract` adds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .contract.cli import add_commands as add_contract_commands
from .testing import Limits, Settings
from .testing.faults import Fault, describe_faults
from .testing.server import HOST, bind_socket, make_server
from .testing.state import State

_SERVE: Final = """\
The Claude API on loopback, made from the same document as the client: it checks every request, streams, keeps files,
batches and skills, and fails on demand. It is not a model: its text is canned and says so. Point a client at it with
ANTHROPIC_BASE_URL.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    parser = argparse.ArgumentParser(prog="claudewire", description="An unofficial Python SDK for the Claude API.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    _add_serve(commands.add_parser("serve", help="run the Claude API on loopback", description=_SERVE))
    add_contract_commands(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.set_defaults(run=serve)
    defaults = Settings()
    parser.add_argument("--port", type=int, default=8787, help="port on 127.0.0.1; 0 takes a free one (default: 8787)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="keep files, batches and skills in this folder (default: in memory)"
    )
    parser.add_argument(
        "--document", type=Path, metavar="FILE", help="another bundled OpenAPI document than the installed one"
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        type=_fault,
        metavar="NAME[;OPTION=VALUE…]",
        help="let something go wrong, for instance 'overloaded;times=1' or 'cut;after_events=3'; may be repeated",
    )
    parser.add_argument("--faults", action="store_true", help="list the faults and their options, and exit")
    parser.add_argument(
        "--replay",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="answer from recordings, as long as they last; may be repeated",
    )
    parser.add_argument(
        "--latency", type=float, default=defaults.latency, metavar="SECONDS", help="time before every answer"
    )
    parser.add_argument(
        "--tokens-per-second",
        type=float,
        metavar="N",
        help="how fast streams are written (default: as fast as they go)",
    )
    parser.add_argument(
        "--batch-seconds",
        type=float,
        default=defaults.batch_seconds,
        metavar="SECONDS",
        help="time until a batch has ended (default: 1)",
    )
    parser.add_argument(
        "--requests-per-minute", type=int, default=defaults.limits.requests, metavar="N", help="rate limit"
    )
    parser.add_argument(
        "--input-tokens-per-minute", type=int, default=defaults.limits.input_tokens, metavar="N", help="rate limit"
    )
    parser.add_argument(
        "--output-tokens-per-minute", type=int, default=defaults.limits.output_tokens, metavar="N", help="rate limit"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="same seed, same ids in the same order")


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if options.faults:
        print(_fault_list())
        return 0
    settings = Settings(
        latency=options.latency,
        tokens_per_second=options.tokens_per_second,
        batch_seconds=options.batch_seconds,
        limits=Limits(
            requests=options.requests_per_minute,
            input_tokens=options.input_tokens_per_minute,
            output_tokens=options.output_tokens_per_minute,
        ),
        seed=options.seed,
    )
    state = State(settings, data=options.data, document=options.document)
    for fault in options.fault:
        state.faults.add(fault)
    try:
        state.recorded.add(options.replay, state.document)
        server = make_server(state)
        listener = bind_socket(options.port)
    except (ImportError, OSError, ValueError) as error:
        print(f"claudewire serve: {error}", file=sys.stderr)
        return 1
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    print(f"The Claude API, without a model, at {url}  (this address in a browser shows what it serves)")
    print(f"    export ANTHROPIC_BASE_URL={url} ANTHROPIC_API_KEY=sk-ant-local", flush=True)
    try:
        server.run([listener])
    except KeyboardInterrupt:
        pass
    finally:
        state.store.close()
    return 0


def _fault(text: str) -> Fault:
    try:
        return Fault.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _fault_list() -> str:
    lines = [f"  {name:<14} {sentence}" for name, sentence in describe_faults().items()]
    options = "times, after, operation, after_events, seconds, status, type, message, retry_after, should_retry"
    return "\n".join(["faults:", *lines, "", f"options: {options}"])
