"""Every recorded request body, answer, error and event validates against the document, but for the disagreements that are explained."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from claudewire.contract import Checker, Finding

EXPLAINED: dict[str, Any] = json.loads((Path(__file__).parent / "disagreements.json").read_text())


def repository(finding: Finding) -> str:
    return Path(finding.place.file).name.removesuffix(".jsonl.gz")


def left_over(checker: Checker) -> tuple[list[str], list[str]]:
    """Findings that nobody has explained, and explanations of nothing."""
    found = Counter((repository(finding), finding.rule) for finding in checker.report.at_least("warning"))
    stale: list[str] = []
    for entry in EXPLAINED["disagreements"]:
        count = sum(found.pop((file, entry["rule"]), 0) for file in entry["files"])
        if count != entry["count"]:
            stale.append(
                f"{entry['rule']} in {', '.join(entry['files'])}: {count} and not {entry['count']}: {entry['reason']}"
            )
    return [
        str(finding) for finding in checker.report.at_least("warning") if (repository(finding), finding.rule) in found
    ], stale


def test_every_disagreement_with_recorded_traffic_is_explained(checked: Checker) -> None:
    """What the document says and what was recorded differ in nothing but what `disagreements.json` gives reasons for."""
    unexplained, stale = left_over(checked)
    assert not unexplained
    assert not stale


def test_nothing_of_the_traffic_is_passed_over(checked: Checker) -> None:
    """At least as many requests, answers, errors, events and lines are tried as there were when the reasons were written."""
    tried = {kind: tally.tried for kind, tally in checked.report.tallies.items()}
    assert tried.keys() == EXPLAINED["tried"].keys()
    assert {kind: count for kind, count in EXPLAINED["tried"].items() if tried[kind] < count} == {}
    assert checked.report.other_services == 0


@pytest.mark.parametrize("kind", ["request body", "form", "error", "line"])
def test_all_are_valid_without_exception(checked: Checker, kind: str) -> None:
    """Of request bodies, forms, errors and result lines, not one disagrees."""
    tally = checked.report.tallies[kind]
    assert tally.valid == tally.tried
