"""The pages of the API reference: complete, and every link leads somewhere."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reference() -> Any:
    sys.path.insert(0, str(ROOT / "docs" / "hooks"))
    try:
        from reference import Reference

        from generator import load
    finally:
        sys.path.pop(0)
    return Reference(load.bundle(ROOT / "spec"))


@pytest.fixture(scope="module")
def pages(reference: Any) -> dict[str, str]:
    return reference.pages()


def anchors(text: str) -> set[str]:
    return set(re.findall(r"\{#([^}]+)\}", text))


def test_every_operation_has_a_page_that_the_navigation_shows(reference: Any, pages: dict[str, str]) -> None:
    operations = {
        op["operationId"]
        for section in ("paths", "webhooks")
        for item in reference.document[section].values()
        for op in item.values()
        if "operationId" in op
    }
    assert {f"{name}.md" for name in operations} <= set(pages)
    shown = str(reference.navigation())
    assert [page for page in pages if f"'reference/{page}'" not in shown] == []


def test_every_schema_has_one_section(reference: Any, pages: dict[str, str]) -> None:
    sections = [
        a for page, text in pages.items() if page.startswith("schemas-") for a in re.findall(r"\{#(\w+)\}", text)
    ]
    assert sorted(sections) == sorted(reference.schemas)


def test_every_link_leads_to_a_section(pages: dict[str, str]) -> None:
    lost = []
    for page, text in pages.items():
        links = re.findall(r'(?:href="|\]\()(?:\.\./)?([\w.-]+?)(?:\.md|/)?(?:#([\w-]+))?["\)]', text)
        for target, anchor in links:
            name = f"{target}.md"
            if name not in pages or (anchor and anchor not in anchors(pages[name])):
                lost.append((page, target, anchor))
    assert lost == []


def test_the_python_of_every_page_is_python(pages: dict[str, str]) -> None:
    found = [
        code
        for text in pages.values()
        for code in re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]
    assert len(found) >= 24
    for code in found:
        ast.parse(code)
