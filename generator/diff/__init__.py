"""`python -m generator diff`: what changed between two documents, on the wire and in Python, and which version follows."""

from __future__ import annotations

import tempfile
from pathlib import Path

from attrs import evolve

from generator.index import Index

from . import cassettes
from .changes import Change, Place, Report, ordered
from .documents import compare
from .names import explain
from .rules import RULES, Bump
from .sources import Source, read


def report(base: Source, head: Source, *, python: bool = True, recordings: list[Path] | None = None) -> Report:
    """Compare documents, then the packages made from them, then say which recordings hold what changed."""
    changes = explain(compare(base.document, head.document), base.document, head.document)
    # Documents that are equal give equal packages, unless one was made by another generator and committed.
    surface = python and bool(changes or base.committed or head.committed)
    if surface:
        changes = _with_surface(changes, base, head)
    interactions = cassettes.read(recordings or []) if changes else []
    if interactions:
        changes = cassettes.touching(changes, base.document, interactions)
    return Report(base.label, head.label, changes, surface, len(interactions))


def _with_surface(changes: tuple[Change, ...], base: Source, head: Source) -> tuple[Change, ...]:
    """Add what differs in Python and what no change of the document explains, or explains as harmless."""
    from .surface import differences  # griffe is a development dependency

    modules = {name.replace(".", "_"): name for side in (base, head) for name in Index(side.document).resources}
    with tempfile.TemporaryDirectory() as folder:
        folders = Path(folder, "base"), Path(folder, "head")
        for side, place in zip((base, head), folders, strict=True):
            place.mkdir()
            side.write_package(place)
        found = differences(*folders, modules)
    extra: list[Change] = []
    for difference in found:
        reasons = [change for change in changes if any(_same(difference.name, name) for name in change.names)]
        worst = max((change.impact.sdk for change in reasons), default=Bump.NONE)
        if worst < (Bump.MAJOR if difference.breaking else Bump.MINOR):
            rule = "python-broken" if difference.breaking else "python-added"
            change = Change.of(rule, Place(inside=difference.name), None, difference.text)
            extra.append(evolve(change, names=(difference.name,)))
    return ordered([*changes, *extra])


def _same(one: str, other: str) -> bool:
    """The same name, or one holds the other: a class its attributes, a method its arguments."""
    return any(
        long == short or (long.startswith(short) and long[len(short)] in ".(")
        for long, short in ((one, other), (other, one))
    )


__all__ = ["RULES", "Bump", "Change", "Report", "Source", "compare", "read", "report"]
