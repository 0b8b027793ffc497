"""The cassettes of a test against the document: what `claudewire.testing.plugin` does when a test has passed.

A cassette is what pytest-recording put under a test (with its own `vcr` mark, or through `claude_cassette`), and what a test gave to
`claude_server.replay`. Exchanges with other services are passed over. A file or a body that cannot be read fails no test: it is
reported once, as a warning.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from attrs import frozen

from claudewire.contract import LEVELS, Checker, Finding, UnreadableError, recordings
from claudewire.contract.findings import UNREADABLE
from claudewire.contract.readers import load

from .vcr import GuardedPersister, safe_config

#: For the marker and the ini option: the lowest level that fails a test, or none.
OFF: Final = "off"
CHOICES: Final = (OFF, *LEVELS)
#: A file as it was when it was checked.
_Version: TypeAlias = tuple[Path, int, int]

_CHECKER: Final = pytest.StashKey[Checker]()
_CHECKED: Final = pytest.StashKey[set[_Version]]()
_REPORTED: Final = pytest.StashKey[set[str]]()


class UnreadableCassetteWarning(UserWarning):
    """A cassette, or a body in one, could not be read, so nothing is known about what it holds."""


@frozen
class Wanted:
    """What a test asks of its cassettes."""

    level: str
    #: Rules that may be broken.
    allow: frozenset[str]

    @classmethod
    def of(cls, item: pytest.Item) -> Wanted:
        """By the closest `claude_contract` mark, else by the ini option.

        Raises:
            pytest.UsageError: there is no such level.
        """
        mark = item.get_closest_marker("claude_contract")
        default = str(item.config.getini("claude_contract"))
        level = str(mark.args[0]) if mark and mark.args else default
        if level not in CHOICES:
            raise pytest.UsageError(f"claude_contract: {level!r} is not one of {', '.join(CHOICES)}")
        return cls(level, frozenset(mark.kwargs.get("allow", ())) if mark else frozenset())

    def minds(self, finding: Finding) -> bool:
        """Whether this finding fails the test."""
        return finding.rule not in self.allow and LEVELS.index(finding.level) <= CHOICES.index(self.level) - 1


def check(item: pytest.Item) -> None:
    """Fail the test if one of its cassettes contradicts the document; a file that has not changed since is not read again."""
    wanted = Wanted.of(item)
    if wanted.level == OFF:
        return
    done = item.stash.setdefault(_CHECKED, set())
    sentences: list[str] = []
    for file in _files(item):
        found = file.stat()
        version = (file, found.st_mtime_ns, found.st_size)
        if version in done:
            continue
        done.add(version)
        for finding in _findings(item, file):
            if finding.rule in UNREADABLE:
                _report_unreadable(item, str(finding))
            elif wanted.minds(finding):
                sentences.append(str(finding))
    if sentences:
        listed = "\n".join(f"  {sentence}" for sentence in sentences)
        pytest.fail(f"a cassette of this test contradicts the document:\n{listed}", pytrace=False)


def mark(item: pytest.Item) -> None:
    """Let pytest-recording put a cassette under a test that uses `claude_cassette`: what is safe, unless the test's own marks differ."""
    recording = sys.modules.get("pytest_recording.plugin")
    if recording is None or not item.config.pluginmanager.is_registered(recording):  # the fixture reports it
        return
    files: Any = importlib.import_module("vcr.persisters.filesystem")
    # Marks added last are the farthest: whatever the test itself says in a `vcr` mark wins.
    item.add_marker(pytest.mark.vcr(**safe_config(persister=GuardedPersister(files.FilesystemPersister))))


def missing(item: pytest.Item) -> str | None:
    """What to do if the test has no cassette yet; None if it has one, or is being recorded."""
    used: dict[str, Any] = getattr(item, "funcargs", {})
    path = _path(used)
    if "claude_cassette" not in used or path is None or Path(path).exists():
        return None
    if str(getattr(used["vcr"], "record_mode", "")).rpartition(".")[2].lower() != "none":
        return None
    return f"The cassette {path} does not exist: run with --record-mode=once (and ANTHROPIC_API_KEY) to record it."


def _findings(item: pytest.Item, file: Path) -> Iterator[Finding]:
    checker = item.config.stash.get(_CHECKER, None)
    if checker is None:  # compiling the document takes a while: once for all tests
        hosts: list[str] = item.config.getini("claude_hosts")
        try:
            checker = item.config.stash[_CHECKER] = Checker(hosts=hosts)
        except ValueError as error:
            raise pytest.UsageError(f"claude_hosts: {error}") from None
    try:
        recording = load(file.read_bytes(), str(file))
    except (UnreadableError, OSError) as error:
        _report_unreadable(item, f"{file}: {error}")
        return
    for problem in recording.problems:
        _report_unreadable(item, f"{file}:{problem.place.line}: {problem.place.title}: {problem.reason}")
    for interaction in recording.interactions:
        yield from checker.check(interaction)


def _report_unreadable(item: pytest.Item, message: str) -> None:
    """Put a warning into pytest's summary, once in a session.

    It goes past the warning filters: where a project turns warnings into errors, one of them would fail a test.
    """
    reported = item.config.stash.setdefault(_REPORTED, set())
    if message in reported:
        return
    reported.add(message)
    warning = warnings.WarningMessage(UnreadableCassetteWarning(message), UnreadableCassetteWarning, __file__, 1)
    arguments = {"warning_message": warning, "when": "runtest", "nodeid": item.nodeid, "location": None}
    item.config.hook.pytest_warning_recorded.call_historic(kwargs=arguments)


def _path(used: dict[str, Any]) -> str | None:
    # The fixture of pytest-recording; vcrpy holds the path of a cassette nowhere else.
    return getattr(used.get("vcr"), "_path", None)


def _files(item: pytest.Item) -> Iterator[Path]:
    used: dict[str, Any] = getattr(item, "funcargs", {})
    paths: list[str | PathLike[str]] = []
    path = _path(used)
    if path:
        paths.append(path)
        # More cassettes, named in marks: pytest-recording looks for them beside the first.
        paths += [Path(path).parent / name for mark in item.iter_markers("vcr") for name in mark.args]
    if "claude_server" in used:
        paths += used["claude_server"].state.recorded.paths
    # A cassette that is being recorded is written when the test is over.
    yield from recordings(path for path in paths if Path(path).exists())
