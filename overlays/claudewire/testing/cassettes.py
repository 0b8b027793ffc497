"""The cassettes of a test against the document: what `claudewire.testing.plugin` does when a test has passed.

A cassette is what pytest-recording put under a test (with its own `vcr` mark, or through `claude_cassette`), and what a test gave to
`claude_server.replay`. Traffic of other services in it is passed over.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from attrs import frozen

from claudewire.contract import LEVELS, Checker, Finding, UnreadableError, read, recordings

from .vcr import GuardedPersister, safe_config

#: For the marker and the ini option: the lowest level that fails a test, or none.
OFF: Final = "off"
CHOICES: Final = (OFF, *LEVELS)
#: A file as it was when it was checked.
_Version: TypeAlias = tuple[Path, int, int]

_CHECKER: Final = pytest.StashKey[Checker]()
_CHECKED: Final = pytest.StashKey[set[_Version]]()


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
            raise pytest.UsageError(f"claude_contract: {level!r} is none of {', '.join(CHOICES)}")
        return cls(level, frozenset(mark.kwargs.get("allow", ())) if mark else frozenset())

    def minds(self, finding: Finding) -> bool:
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
        if version not in done:
            done.add(version)
            sentences += [str(finding) for finding in _findings(item.config, file) if wanted.minds(finding)]
    if sentences:
        listed = "\n".join(f"  {sentence}" for sentence in sentences)
        pytest.fail(f"a cassette of this test contradicts the document:\n{listed}", pytrace=False)


def mark(item: pytest.Item) -> None:
    """Let pytest-recording put a cassette under a test that uses `claude_cassette`: what is safe, unless the test's own marks differ."""
    recording = sys.modules.get("pytest_recording.plugin")
    if recording is None or not item.config.pluginmanager.is_registered(recording):  # the fixture says so
        return
    files: Any = importlib.import_module("vcr.persisters.filesystem")
    # Marks added last are the farthest: whatever the test itself says in a `vcr` mark wins.
    item.add_marker(pytest.mark.vcr(**safe_config(persister=GuardedPersister(files.FilesystemPersister))))


def _findings(config: pytest.Config, file: Path) -> Iterator[Finding]:
    checker = config.stash.get(_CHECKER, None)
    if checker is None:  # compiling the document takes a while: once for all tests
        checker = config.stash[_CHECKER] = Checker()
    try:
        interactions = read(file)
    except UnreadableError as error:
        pytest.fail(f"{file}: {error}", pytrace=False)
    for interaction in interactions:
        yield from checker.check(interaction)


def _files(item: pytest.Item) -> Iterator[Path]:
    used: dict[str, Any] = getattr(item, "funcargs", {})
    paths: list[str | PathLike[str]] = []
    # The fixture of pytest-recording; vcrpy tells the path of a cassette nowhere else.
    path: str | None = getattr(used.get("vcr"), "_path", None)
    if path:
        paths.append(path)
        # More cassettes, named in marks: pytest-recording looks for them beside the first.
        paths += [Path(path).parent / name for mark in item.iter_markers("vcr") for name in mark.args]
    if "claude_server" in used:
        paths += used["claude_server"].state.recorded.paths
    # A cassette that is being recorded is written when the test is over.
    yield from recordings(path for path in paths if Path(path).exists())
