"""Each acceptance case of the design has a test under its number, and the page names that test."""

from __future__ import annotations

import pytest

from tests.acceptance import PAGE, all_cases, cases_of, named_tests


def test_every_case_has_a_test_and_the_page_names_it() -> None:
    tests, text = named_tests(), PAGE.read_text("utf-8")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines()}

    assert [case for case in all_cases() if not tests.get(case)] == []
    assert [case for case in all_cases() if any(f"`{name}`" not in rows[case] for name in tests[case])] == []


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("R-7.", ["R-7"]),
        ("F-11 and R-17: both.", ["F-11", "R-17"]),
        ("B-1 to B-3: the same.", ["B-1", "B-2", "B-3"]),
        ("Vector 48.", ["vector 48"]),
        ("Vectors 57 and 58.", ["vector 57", "vector 58"]),
        ("Vectors S1 to S3.", ["vector S1", "vector S2", "vector S3"]),
        ("Returns UTF-8.", []),
    ],
)
def test_cases_are_read_from_the_first_line_of_a_docstring(docstring: str, expected: list[str]) -> None:
    assert cases_of(docstring) == expected
