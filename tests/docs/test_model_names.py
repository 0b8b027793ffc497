"""The models that users read of are current ones."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> Any:
    sys.path.insert(0, str(ROOT / "docs" / "hooks"))
    try:
        import model_names
    finally:
        sys.path.pop(0)
    return model_names


@pytest.fixture(scope="module")
def document() -> Any:
    from generator import load

    return load.bundle(ROOT / "spec").document


def test_every_page_and_example_names_current_models(hook: Any, document: Any) -> None:
    found = hook.problems(document)
    assert found == [], "`make model-names` replaces them"


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("model='claude-sonnet-4-5-20250929',", "claude-sonnet-4-5-20250929", "stops working on 2026-11-30"),
        ("use claude-haiku-4-5.", "claude-haiku-4-5", "is not the newest of its line"),
        ("claude-3-opus-20240229", "claude-3-opus-20240229", "stops working on 2026-01-05"),
        ("claude-2.1", "claude-2.1", "stops working on 2025-07-21"),
    ],
)
def test_a_name_that_is_not_current_is_reported(hook: Any, document: Any, text: str, name: str, why: str) -> None:
    (problem,) = hook.problems_in(f"first line\n{text}", Path("page.md"), document)
    assert (problem.line, problem.name, problem.why) == (2, name, why)


@pytest.mark.parametrize(
    "text", ["claude-sonnet-5-5", "claude-code", "claude-haiku-4-5 is an older model", "claude-sonnet-5-5."]
)
def test_a_current_name_is_not_reported(hook: Any, document: Any, text: str) -> None:
    assert list(hook.problems_in(text, Path("page.md"), document)) == []


def test_a_retirement_of_the_newest_model_is_reported_with_no_replacement(hook: Any, document: Any) -> None:
    import copy

    later = copy.deepcopy(document)
    model = later["components"]["schemas"]["Model"]
    model["x-retires"] |= {name: "2027-01-01" for name in model["anyOf"][0]["enum"] if "haiku" in name}
    (problem,) = hook.problems_in("claude-haiku-5-5", Path("page.md"), later)
    assert (problem.why, problem.newest) == ("stops working on 2027-01-01", None)


def test_the_page_on_bulk_runs_names_the_models_without_a_price() -> None:
    from claudewire.bulk.cost.prices import Prices

    known = json.loads((ROOT / "generated/claudewire_api/openapi.json").read_text(encoding="utf-8"))
    ids: list[str] = known["components"]["schemas"]["Model"]["anyOf"][0]["enum"]
    prices = Prices.load()
    without = {name for name in ids if (price := prices.of(name)) is None or price.assumed is not None}
    page = " ".join((ROOT / "docs" / "bulk.md").read_text(encoding="utf-8").split())
    names = [re.sub(r"(\d) (\d)", r"\1.\2", name.replace("-", " ").title()) for name in sorted(without)]

    assert f"today these are {' and '.join(names)}." in page
