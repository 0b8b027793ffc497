"""Why official tests do not pass: patterns of reasons.json, for `test: error`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_REASONS: Final = Path(__file__).with_name("reasons.json")


@cache
def _reasons() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(_REASONS.read_text(encoding="utf-8"))
    return found


def reason_of(part: str, test: str, error: str) -> str | None:
    """Return why a test does not pass: the first entry of reasons.json whose pattern is found in `test: error`."""
    for entry in _reasons():
        if entry.get("part") in (None, part) and re.search(entry["match"], f"{test}: {error}"):
            return entry["reason"]
    return None


def by_reason(part: str, failures: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Return the failed tests of a part by reason: reason → test → how often.

    Args:
        part: Name of the part in reasons.json.
        failures: Test → error → how often.
    """
    found: dict[str, dict[str, int]] = {}
    for test, errors in failures.items():
        for error, count in errors.items():
            tests = found.setdefault(reason_of(part, test, error) or "**no reason known**", {})
            tests[test] = tests.get(test, 0) + count
    return dict(sorted(found.items(), key=lambda item: -sum(item[1].values())))


def reasons_table(found: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the lines of a Markdown table of what `by_reason` has found."""
    lines = ["", "| reason | tests |", "|---|---|"]
    for reason, tests in found.items():
        names = ", ".join(f"`{name}`" + (f" ({count})" if count > 1 else "") for name, count in tests.items())
        lines.append(f"| {reason} ({sum(tests.values())}) | {names} |")
    return lines
