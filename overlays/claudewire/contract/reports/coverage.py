"""Coverage: which statements of the document no recording touches."""

from __future__ import annotations

import json

from claudewire.contract.checks.checker import Checker
from claudewire.contract.reports.inventory import Row, statements


def share(checker: Checker) -> float:
    """The part of all statements that was touched, in percent."""
    grouped = statements(checker)
    total = sum(map(len, grouped.values()))
    return 100 * sum(_touched(found) for found in grouped.values()) / total if total else 100.0


def terminal(checker: Checker, *, missing: bool = False, everything: bool = False) -> str:
    """One line for each schema, operation and order of events that was touched, then the total.

    Args:
        checker: A checker that has seen the recordings.
        missing: Name the statements that were not touched.
        everything: Show also what was not touched at all.
    """
    grouped = statements(checker)
    shown = {group: found for group, found in grouped.items() if everything or missing or _touched(found)}
    width = max(map(len, shown), default=14)
    lines: list[str] = []
    for group, found in shown.items():
        touched = _touched(found)
        lines.append(f"{group:<{width}}  {touched:>4} of {len(found):>4}  {100 * touched // len(found):>3} %")
        if missing:
            lines += [f"    {row.statement.name}" for row in found if not row.seen]
    total = sum(map(len, grouped.values()))
    touched = sum(map(_touched, grouped.values()))
    if hidden := len(grouped) - len(shown):
        lines.append(
            f"{hidden} schemas and operations are not shown, because no recording touches them: --all shows them"
        )
    lines.append(f"{'all statements':<{width}}  {touched:>4} of {total:>4}  {share(checker):.1f} %")
    return "\n".join(lines)


def as_json(checker: Checker) -> str:
    """Touches of every statement."""
    grouped = statements(checker)
    return json.dumps(
        {
            "percent": round(share(checker), 2),
            "statements": {group: {row.statement.name: row.seen for row in found} for group, found in grouped.items()},
        },
        indent=1,
    )


def _touched(found: list[Row]) -> int:
    return sum(row.seen > 0 for row in found)
