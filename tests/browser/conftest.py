"""Headless Chromium, driven by Playwright. `make browser` installs Playwright; Chromium comes from the system."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from claudewire.testing import LocalServer

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
#: No look-ups of other hosts, and no sandbox, which needs more rights than a container has.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: `make browser` installs it"
    )
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine; CHROMIUM names one")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Any]:
    """Opens pages; a test fails if a page reports an error, or asks for another host."""
    problems: list[str] = []
    contexts: list[Any] = []

    def open_(url: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: (
                problems.append(request.url) if not request.url.startswith(("http://127.0.0.1:", "data:")) else None
            ),
        )
        page.goto(url)
        return page

    open_.problems = problems  # type: ignore[attr-defined]
    yield open_
    for context in contexts:
        context.close()
    assert problems == []
