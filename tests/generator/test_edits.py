"""A sample of the random edits: lint clean means generated, imported, called and read back. `make edits` makes 10,000, with pyright."""

from __future__ import annotations

from collections import Counter

from tests.generator import edits


def test_what_lint_lets_through_is_generated_and_reads_its_values_back():
    assert edits.run(80, 7, size=200, pyright=False, say=lambda _: None) == []


def test_every_kind_of_edit_is_made_and_some_are_refused():
    tally: Counter[str] = Counter()
    made = Counter(name for _, names in edits.cells(600, 3, tally) for name in names)
    assert set(made) <= set(edits.EDITS)
    assert len(made) >= len(edits.EDITS) - 3  # the others are refused nearly always
    assert tally["clean"] > 50
    assert tally["refused"] > 50
