"""`claudewire contract check | drift | coverage | scrub`."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from claudewire._wording import number
from claudewire.contract.checks.checker import Checker
from claudewire.contract.document import Document
from claudewire.contract.escaping import error_text
from claudewire.contract.findings import LEVELS
from claudewire.contract.readers import nothing_in
from claudewire.contract.reports.formats import FORMATS

_ABOUT: Final = """\
Recorded traffic (VCR cassettes, HAR files, JSON lines, each also gzipped) and the OpenAPI document.
"""
_EXAMPLES: Final = """\
examples:
  claudewire contract check tests/cassettes                      exit status 1 if the API and the document disagree
  claudewire contract check --format sarif -o contract.sarif tests/cassettes
  claudewire contract drift --html drift.html tests/cassettes
  claudewire contract coverage --missing tests/cassettes
"""
_SCRUB_EXAMPLES: Final = """\
examples:
  claudewire contract scrub tests/cassettes                      in place
  claudewire contract scrub --check tests/cassettes              exit status 1 if there is a secret
"""
_RAW: Final = argparse.RawDescriptionHelpFormatter
_PATHS: Final = "files, or folders with recordings somewhere in them"


def add_commands(subparsers: Any) -> None:
    """Add `contract` to the subparsers of a command line; each command sets `run`, which takes the options."""
    contract = subparsers.add_parser(
        "contract",
        help="recorded traffic against the document",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=_RAW,
    )
    commands = contract.add_subparsers(dest="contract_command", required=True, metavar="command")

    parser = _command(commands, "check", check, "where recordings and the document disagree")
    parser.add_argument("--format", choices=FORMATS, default="terminal", help="form of the report (default: terminal)")
    parser.add_argument("--notes", action="store_true", help="show what is legal and worth knowing, too")
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="warning",
        help="lowest level that makes the exit status 1 (default: warning)",
    )

    parser = _command(
        commands, "drift", drift, "what is documented and seen, never seen, and seen without being documented"
    )
    parser.add_argument("--format", choices=("terminal", "json", "html"), default="terminal", help="default: terminal")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write the page for people there, besides the summary"
    )
    parser.add_argument("--all", action="store_true", help="list operations of which nothing was seen, too")
    parser.add_argument("--suggest", action="store_true", help="print the YAML that spec/ lacks, instead of the report")
    parser.add_argument(
        "--spec", type=Path, default=Path("spec"), metavar="DIR", help="to name files in suggestions (default: spec)"
    )

    parser = _command(commands, "coverage", coverage, "which statements of the document no recording touches")
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal", help="default: terminal")
    parser.add_argument("--all", action="store_true", help="show what was not touched at all, too")
    parser.add_argument("--missing", action="store_true", help="name what was not touched")
    parser.add_argument("--min", type=number, default=0, metavar="PERCENT", help="exit status 1 below this share")

    parser = commands.add_parser(
        "scrub",
        help="replace secrets in cassettes",
        description="Replaces secrets in cassettes.",
        epilog=_SCRUB_EXAMPLES,
        formatter_class=_RAW,
    )
    parser.set_defaults(run=_guarded(scrub))
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_PATHS)
    parser.add_argument("--check", action="store_true", help="change nothing; exit status 1 if there is a secret")


def check(options: argparse.Namespace) -> int:
    """Report disagreements; 1 if there are any."""
    checker = _checker(options)
    _write(FORMATS[options.format](checker.report, "note" if options.notes else "warning"), options.output)
    return 1 if next(checker.report.at_least(options.fail_on), None) else 0


def drift(options: argparse.Namespace) -> int:
    """Report drift; always 0, since `check` is the judge."""
    from claudewire.contract.reports.suggest import suggestions

    from .reports import drift as drift_

    checker = _checker(options)
    if options.html:
        options.html.write_text(drift_.page(checker), encoding="utf-8")
    if options.suggest:
        _write(suggestions(checker, options.spec if options.spec.is_dir() else None), options.output)
        return 0
    forms: dict[str, Callable[[Checker], str]] = {
        "terminal": partial(drift_.terminal, everything=options.all),
        "json": drift_.as_json,
        "html": drift_.page,
    }
    _write(forms[options.format](checker), options.output)
    return 0


def coverage(options: argparse.Namespace) -> int:
    """Report coverage; 1 if it is too low."""
    from .reports import coverage as coverage_

    checker = _checker(options)
    if options.format == "json":
        text = coverage_.as_json(checker)
    else:
        text = coverage_.terminal(checker, missing=options.missing, everything=options.all)
    _write(text, options.output)
    return 1 if coverage_.share(checker) < options.min else 0


def scrub(options: argparse.Namespace) -> int:
    """Replace secrets, or look for them; 1 if there was one and nothing may be changed, or one is left."""
    from claudewire.contract.scrub.command import main

    return main(options.paths, check=options.check)


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about, description=f"Reports {about}.")
    parser.set_defaults(run=_guarded(run))
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_PATHS)
    parser.add_argument(
        "--document", type=Path, metavar="FILE", help="another bundled OpenAPI document than the installed one"
    )
    parser.add_argument(
        "--host", action="append", default=[], help="a further host that serves this API: name, name:port, or a URL"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the report there")
    return parser


def _guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    def guarded(options: argparse.Namespace) -> int:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # an arrow on a terminal that has none
                stream.reconfigure(errors="backslashreplace")
        try:
            return run(options)
        except BrokenPipeError:  # the reader of the pipe has left: `main` ends the program
            raise
        except (OSError, ValueError) as error:
            print(f"claudewire contract: {error_text(error)}", file=sys.stderr)
            return 2

    return guarded


def _checker(options: argparse.Namespace) -> Checker:
    from claudewire.contract.run import check as check_paths

    document = Document.load(options.document)
    checker = check_paths(options.paths, document=document, hosts=options.host)
    report = checker.report
    if not report.files and not report.findings:
        raise ValueError(nothing_in(options.paths))
    return checker


def _write(text: str, file: Path | None) -> None:
    if file is None:
        print(text)
    else:
        file.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
