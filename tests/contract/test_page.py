"""The drift page in a browser: it renders, filters and logs no error, on a wide screen and on a phone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from claudewire.contract import Checker, Document
from claudewire.contract.reports.drift import page

from .defects import plant
from .samples import interactions

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")

WIDE, PHONE = "1280,900", "390,844"


@pytest.fixture(scope="module")
def drift(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page for clean recordings and some with defects."""
    checker = Checker(Document.load())
    clean = interactions(checker.document)
    checker.run(clean)
    checker.run(defect.broken for interaction in clean[:20] for defect in plant(interaction))
    path = tmp_path_factory.mktemp("drift") / "drift.html"
    path.write_text(page(checker), encoding="utf-8")
    return path


def browse(drift: Path, size: str, *options: str, **filters: str) -> tuple[str, str]:
    """What the browser prints, and what it logs."""
    assert BROWSER is not None
    fragment = "&".join(f"{name}={quote(value)}" for name, value in filters.items())
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
        "--virtual-time-budget=5000",
        f"--user-data-dir={drift.parent / 'profile'}", f"--window-size={size}", *options, f"{drift.as_uri()}#{fragment}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


def rows(html: str) -> list[str]:
    """The text of the rows that are shown."""
    return [re.sub(r"<[^>]*>", " ", row) for row in re.findall(r"<li data-state.*?</li>", html, re.DOTALL)]


def test_page_opens_on_what_was_seen(drift: Path) -> None:
    """Without filters: what was seen and is not documented, with values and the place of the first, before what is documented and seen."""
    html, log = browse(drift, WIDE, "--dump-dom")
    assert "CONSOLE" not in log, log
    states = re.findall(r'<li data-state="(\w+)"', html)
    assert set(states) == {"undocumented", "seen"}
    assert states[0] == "undocumented"
    assert any("Message. surprise" in re.sub(r"\s+", " ", row) and "first in" in row for row in rows(html))


def test_search_and_filters_narrow_the_rows(drift: Path) -> None:
    """By state, operation, part, kind and words; the number of matches is shown."""
    html, log = browse(
        drift,
        WIDE,
        "--dump-dom",
        states="seen,unseen",
        operation="messages.create",
        part="request",
        search="cache ttl 5m",
    )
    assert "CONSOLE" not in log, log
    found = rows(html)
    assert found
    assert all("5m" in row for row in found)
    assert set(re.findall(r'<span class="name">([\w.]+)</span> <small>(\w+)</small>', html)) == {
        ("messages.create", "request")
    }
    assert re.search(rf"<output[^>]*>{len(found)} of [\d,]+</output>", html)
    nothing, _ = browse(drift, WIDE, "--dump-dom", search="no such words anywhere")
    assert "Nothing matches." in nothing


def test_many_rows_come_in_steps(drift: Path) -> None:
    """Thousands of rows do not stop a phone: they come 250 at a time."""
    html, _ = browse(drift, PHONE, "--dump-dom", states="unseen")
    assert len(rows(html)) == 250
    assert "Show 250 more" in html


@pytest.mark.parametrize(("name", "size"), [("desktop", WIDE), ("phone", PHONE)])
def test_screenshots(drift: Path, name: str, size: str) -> None:
    """Pictures to look at, kept where CLAUDEWIRE_SCREENSHOTS says; each is as wide as its screen and is not one colour."""
    folder = Path(os.environ.get("CLAUDEWIRE_SCREENSHOTS") or drift.parent)
    folder.mkdir(parents=True, exist_ok=True)
    for shot, filters in {"first": {}, "search": {"states": "undocumented,seen,unseen", "search": "thinking"}}.items():
        target = folder / f"drift-{name}-{shot}.png"
        _, log = browse(drift, size, f"--screenshot={target}", **filters)
        assert "CONSOLE" not in log, log
        data = target.read_bytes()
        assert int.from_bytes(data[16:20], "big") == int(size.split(",", maxsplit=1)[0])
        assert len(data) > 20_000


def test_every_control_has_a_name() -> None:
    """A screen reader can say what each control is for."""
    unnamed: list[str] = []

    class Controls(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in ("input", "select", "nav") and "aria-label" not in dict(attrs):
                unnamed.append(tag)

    Controls().feed(page(Checker(Document.load())))
    assert unnamed == []
