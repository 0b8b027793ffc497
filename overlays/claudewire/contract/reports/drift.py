"""Drift: what the document says and recordings show, what nobody has seen, and what the document does not know."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from claudewire.contract.checks.checker import Checker
from claudewire.contract.reports.inventory import STATES, Row, rows

#: Longest example that is shown.
_EXAMPLE = 160


def terminal(checker: Checker) -> str:
    """What is not documented, one by one; of the rest, how much of each operation was seen."""
    found = rows(checker)
    lines = [f"seen, not documented: {name}" for name in map(_line, found) if name]
    if lines:
        lines.append("")
    width = max((len(row.operation) for row in found), default=0)
    lines.append(f"{'operation':<{width}}  {'seen':>6}  {'never':>6}  {'new':>4}")
    for operation in dict.fromkeys(row.operation for row in found):
        states = Counter(row.state for row in found if row.operation == operation)
        lines.append(
            f"{operation:<{width}}  {states['seen']:>6}  {states['unseen']:>6}  {states['undocumented'] or '':>4}"
        )
    states = Counter(row.state for row in found)
    lines += ["", *(f"{states[state]:>6}  {words}" for state, words in STATES.items()), lead(checker)]
    return "\n".join(lines)


def as_json(checker: Checker) -> str:
    """Every row."""
    keys = ("operation", "part", "kind", "name", "state", "seen", "about", "betas", "deprecated", "examples", "place")
    listed = [dict(zip(keys, _cells(row), strict=True)) for row in rows(checker)]
    return json.dumps({"states": STATES, "rows": listed}, indent=1, ensure_ascii=False)


def page(checker: Checker) -> str:
    """One HTML page that needs nothing else, with search and filters."""
    data = {
        "lead": lead(checker),
        "states": {state: words.partition(" (")[0] for state, words in STATES.items()},
        "rows": [_cells(row) for row in rows(checker)],
    }
    # "</script>" in a recorded value must not end the script.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        files("claudewire.contract.reports").joinpath("page.html").read_text("utf-8").replace(">DATA<", f">{text}<", 1)
    )


def lead(checker: Checker) -> str:
    """What was compared with what."""
    info = checker.document.raw["info"]
    report = checker.report
    return (
        f"{len(report.interactions):,} recorded interactions in {report.files:,} files, "
        f"beside {info['title']}, version {info['version']}."
    )


def _line(row: Row) -> str:
    if row.state != "undocumented":
        return ""
    examples = ", ".join(_examples(row.examples))
    return f"{row.operation} {row.part}: {row.statement.name}  {row.seen} ×  {row.place}  {examples}".rstrip()


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
