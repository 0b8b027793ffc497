"""Every defect that is planted in a clean recording is found, by the rule that is for it; and nothing is found in the clean ones."""

from __future__ import annotations

from collections import Counter

import pytest

from claudewire.contract import RULES, Checker, Document, Interaction, read
from claudewire.contract.findings import UNREADABLE

from .defects import Defect, plant
from .samples import interactions


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.load()


@pytest.fixture(scope="module")
def clean(document: Document) -> list[Interaction]:
    return interactions(document)


@pytest.fixture(scope="module")
def defects(clean: list[Interaction]) -> list[Defect]:
    """Each defect once for each operation, in a success and in an error, that it can be planted in."""
    once: dict[tuple[str, str, int], Defect] = {}
    for interaction in clean:
        for defect in plant(interaction):
            once.setdefault((defect.name, interaction.place.file, interaction.status // 100), defect)
    return list(once.values())


@pytest.fixture(scope="module")
def checker(document: Document) -> Checker:
    return Checker(document)


def found(checker: Checker, interaction: Interaction) -> list[str]:
    return [finding.rule for finding in checker.check(interaction) if finding.level != "note"]


def test_clean_recordings_hold_nothing(document: Document, clean: list[Interaction]) -> None:
    """Not one finding in the recordings without a defect: every operation, every documented error, whole streams."""
    checker = Checker(document)
    checker.run(clean)
    assert [str(finding) for finding in checker.report.at_least("warning")] == []
    assert {interaction.place.file.removesuffix(".yaml") for interaction in clean} == {
        operation.id for operation in document.operations
    }


def test_every_planted_defect_is_found(checker: Checker, defects: list[Defect]) -> None:
    """Well over two hundred defects, one at a time: each is found, and by its rule (`*`: by any)."""
    missed = [
        f"{defect.name} in {defect.broken.place.title}: wanted {defect.rule}, found {rules}"
        for defect in defects
        if not (rules := found(checker, defect.broken)) or (defect.rule != "*" and defect.rule not in rules)
    ]
    assert missed == []
    assert len({(defect.name, defect.broken.place.file) for defect in defects}) >= 200


def test_every_rule_finds_some_defect(defects: list[Defect]) -> None:
    """Each rule has a defect here, or a test of its own in another file."""
    planted = Counter(defect.rule for defect in defects)
    elsewhere = {
        "unlisted-literal",
        "missing-query",
        "missing-beta",
        "missing-body",
        "too-large",
        "no-response",
        *UNREADABLE,
    }
    assert RULES.keys() - elsewhere <= planted.keys()


def test_two_hundred_defects_in_recorded_traffic_are_found(checker: Checker, traffic_files: list[str]) -> None:
    """The same in what other projects recorded: two hundred copies with a defect, found; the copies without it, clean."""
    tried: Counter[str] = Counter()
    missed: list[str] = []
    for file in traffic_files:
        for interaction in read(file):
            if sum(tried.values()) >= 400 or found(checker, interaction):
                continue
            for defect in plant(interaction):
                if tried[defect.name] >= 4:
                    continue
                tried[defect.name] += 1
                rules = found(checker, defect.broken)
                if not rules or (defect.rule != "*" and defect.rule not in rules):
                    missed.append(
                        f"{defect.name} in {file}:{interaction.place.line}: wanted {defect.rule}, found {rules}"
                    )
    assert missed == []
    assert sum(tried.values()) >= 200
