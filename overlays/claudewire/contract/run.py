"""Check files and folders of recordings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path

from claudewire.contract.checks.checker import Checker
from claudewire.contract.document import Document
from claudewire.contract.findings import Place
from claudewire.contract.readers import NotARecordingError, UnreadableError, load, recordings


def check(
    paths: Iterable[str | PathLike[str]], *, document: Document | None = None, hosts: Sequence[str] = ()
) -> Checker:
    """Check recordings against the document.

    Args:
        paths: Files, and folders with recordings somewhere in them. Files in a folder of other kinds are skipped.
        document: The document; by default the one that ships with the package.
        hosts: Further hosts that serve the Claude API, such as gateways: a name, a name with a port, or a URL with a path prefix.

    Returns:
        The checker: its `report` holds what was found, its `evidence` what of the document was touched.

    Raises:
        OSError: a file cannot be opened.
        ValueError: one of `hosts` is not a host.
    """
    checker = Checker(document, hosts=hosts)
    for path in paths:
        for file in recordings([path]):
            _file(checker, file, named=not Path(path).is_dir())
    return checker


def _file(checker: Checker, file: Path, *, named: bool) -> None:
    report = checker.report
    try:
        recording = load(file.read_bytes(), str(file))
    except UnreadableError as error:
        if isinstance(error, NotARecordingError) and not named:
            report.skipped.append(str(file))
        else:
            place = Place(file=str(file), line=1, index=0, title=file.name)
            report.add("unreadable", place, "file", str(error))
        return
    report.files += 1
    checker.run(recording.interactions)
    for problem in recording.problems:
        report.add("unreadable-entry", problem.place, "interaction", problem.reason)
