"""Drift: what is documented and seen, what is documented and was never seen, and what was seen and is not documented."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from claudewire.contract.checks.checker import Checker
from claudewire.contract.escaping import printable, safe_json, safe_output
from claudewire.contract.reports.inventory import STATES, Row, rows

#: Longest example that is shown.
_EXAMPLE = 160


def terminal(checker: Checker, *, everything: bool = False) -> str:
    """What was compared, what is not documented one by one, and how much of each operation was seen.

    Args:
        checker: A checker that has seen the recordings.
        everything: List also the operations of which nothing was seen.
    """
    found = rows(checker)
    lines = [lead(checker), ""]
    news = [f"seen, not documented: {name}" for name in map(_line, found) if name]
    lines += [*news, ""] if news else []
    by_operation: dict[str, Counter[str]] = {}
    for row in found:
        by_operation.setdefault(row.operation, Counter())[row.state] += 1
    shown = {name: states for name, states in by_operation.items() if everything or states.total() > states["unseen"]}
    width = max(map(len, shown), default=len("operation"))
    lines.append(f"{'operation':<{width}}  {'seen':>6}  {'never':>6}  {'new':>4}")
    for name, states in shown.items():
        lines.append(f"{name:<{width}}  {states['seen']:>6}  {states['unseen']:>6}  {states['undocumented'] or '':>4}")
    if hidden := len(by_operation) - len(shown):
        lines.append(f"{hidden} operations were not seen at all: --all lists them")
    states = Counter(row.state for row in found)
    lines += ["", *(f"{states[state]:>6}  {words}" for state, words in STATES.items())]
    return safe_output("\n".join(lines))


def as_json(checker: Checker) -> str:
    """Every row."""
    keys = ("operation", "part", "kind", "name", "state", "seen", "about", "betas", "deprecated", "examples", "place")
    listed = [dict(zip(keys, _cells(row), strict=True)) for row in rows(checker)]
    return safe_json(json.dumps({"states": STATES, "rows": listed}, indent=1, ensure_ascii=False))


def page(checker: Checker) -> str:
    """One HTML page that needs nothing else, with search and filters."""
    data = {
        "lead": lead(checker),
        "states": {state: words.partition(" (")[0] for state, words in STATES.items()},
        "rows": [_cells(row) for row in rows(checker)],
    }
    # "</script>" in a recorded value must not end the script.
    text = safe_json(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")
    return (
        files("claudewire.contract.reports").joinpath("page.html").read_text("utf-8").replace(">DATA<", f">{text}<", 1)
    )


def lead(checker: Checker) -> str:
    """What was compared with what."""
    info = checker.document.raw["info"]
    report = checker.report
    return (
        f"{len(report.interactions):,} recorded interactions in {report.files:,} files, "
        f"compared with {info['title']}, version {info['version']}."
    )


def _line(row: Row) -> str:
    if row.state != "undocumented":
        return ""
    examples = ", ".join(_examples(row.examples))
    return printable(
        f"{row.operation} {row.part}: {row.statement.name}  {row.seen} ×  {row.place}  {examples}".rstrip()
    )


def _cells(row: Row) -> list[Any]:
    statement = row.statement
    return [
        row.operation,
        row.part,
        statement.kind,
        statement.name,
        row.state,
        row.seen,
        statement.description,
        list(statement.betas),
        statement.deprecated,
        _examples(row.examples),
        row.place,
    ]


def _examples(values: Sequence[Any]) -> list[str]:
    texts = dict.fromkeys(json.dumps(value, ensure_ascii=False) for value in values)
    return [text if len(text) <= _EXAMPLE else f"{text[:_EXAMPLE]}…" for text in texts]
