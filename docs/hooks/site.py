"""What the site has besides its pages: files of the repository, reference data as JSON, llms.txt, links to the repository."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: File of the repository → page. Their links lead to other files of the repository.
FILES = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
SUMMARY = "An unofficial Python SDK for the Claude API, generated from one hand-written OpenAPI document."
LIMITS = ("maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum")
#: Beginning of a page → its weight in the search. Pages that are made by tests, and the reference, have every word very often.
SEARCH_BOOSTS = {
    "acceptance": 0.1,
    "credentials-tested": 0.1,
    "tools-tested": 0.1,
    "official-tests": 0.1,
    "diff-compared": 0.1,
    "changelog": 0.3,
    "reference/": 0.5,
}
SNIPPET = re.compile(r'^--8<-- "(?P<path>[^"]+)"$', re.MULTILINE)


def repository_url() -> str | None:
    """Return the address of the repository: REPO_URL, else that of the remote `origin`."""
    if url := os.environ.get("REPO_URL"):
        return url
    command = ["git", "remote", "get-url", "origin"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    found = re.match(r"(?:https://|git@|ssh://git@)([\w.-]+)[:/]([\w./-]+?)(?:\.git)?$", done.stdout.strip())
    return f"https://{found[1]}/{found[2]}" if found else None


# ------------------------------------------------------------------------------------------------ pages


def fragments() -> str:
    """Return what changed since the last release, by kind, from the files that a release moves into CHANGELOG.md."""
    groups: dict[str, list[str]] = {}
    for file in sorted((ROOT / "changelog.d").glob("*.md")):
        if file.name == "README.md":
            continue
        for part in re.split(r"^### ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, text = part.partition("\n")
            groups.setdefault(title.strip(), []).append(text.strip())
    order = {"Breaking": 0, "New": 1, "Changed": 2, "Fixed": 3}
    titles = sorted(groups, key=lambda title: (order.get(title, 9), title))
    return "\n\n".join(f"### {title}\n\n" + "\n".join(groups[title]) for title in titles)


def page_of(name: str) -> str:
    """Return a file of the repository as a page."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if name == "CHANGELOG.md":
        text = text.replace("## Unreleased\n", f"## Unreleased\n\n{fragments()}\n", 1)
    text = re.sub(r"\]\(docs/([\w/.-]+\.md)", r"](\1", text)
    for file, page in FILES.items():
        text = text.replace(f"]({file}", f"]({page}")
    return text


# ------------------------------------------------------------------------------------------------ reference data


def operations(document: Any) -> Iterator[dict[str, Any]]:
    """Yield what the document says of each operation."""
    from generator import schemas as S

    for path, method, _, operation in S.operations(document):
        yield {
            "operation": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "summary": operation["summary"],
            "python": f"client.{operation['operationId']}",
            "beta": operation.get("x-beta"),
            "beta_view": operation.get("x-beta-view"),
            "pagination": operation.get("x-pagination"),
            "streams": "x-stream" in operation,
            "retry_safe": bool(operation.get("x-retry-safe")),
            "max_request_bytes": operation.get("x-max-request-bytes"),
            "statuses": sorted(operation["responses"]),
        }


def betas(document: Any) -> dict[str, list[str]]:
    """Return beta value → what needs it: operations, and fields and values of schemas."""
    found: dict[str, set[str]] = {}

    def visit(node: Any, place: str) -> None:
        if isinstance(node, dict):
            value = node.get("x-beta")
            if isinstance(value, str):
                found.setdefault(value, set()).add(place)
            elif isinstance(value, dict):
                for literal, beta in value.items():
                    found.setdefault(beta, set()).add(f"{place} = {literal}")
            for key, inner in node.items():
                visit(inner, f"{place}.{key}" if place else key)
        elif isinstance(node, list):
            for inner in node:
                visit(inner, place)

    for name, schema in document["components"]["schemas"].items():
        visit({key: value for key, value in schema.items() if key != "properties"}, name)
        for field, inner in schema.get("properties", {}).items():
            visit(inner, f"{name}.{field}")
    for operation in operations(document):
        if operation["beta"]:
            found.setdefault(operation["beta"], set()).add(operation["operation"])
    return {beta: sorted(places) for beta, places in sorted(found.items())}


def limits(document: Any) -> dict[str, Any]:
    """Return the limits of requests: bytes by operation, and numbers by field."""
    fields: dict[str, dict[str, Any]] = {}
    for name, schema in document["components"]["schemas"].items():
        for field, inner in schema.get("properties", {}).items():
            found = {key: inner[key] for key in LIMITS if key in inner}
            if found:
                fields[f"{name}.{field}"] = found
    sizes = {o["operation"]: o["max_request_bytes"] for o in operations(document) if o["max_request_bytes"]}
    return {"max_request_bytes": sizes, "fields": fields}


def models(document: Any) -> list[dict[str, Any]]:
    """Return the models that the document names, the newest first, and when they stop working."""
    schema = document["components"]["schemas"]["Model"]
    names = next(part["enum"] for part in schema["anyOf"] if "enum" in part)
    days = schema["x-retires"]
    old = [name for name in days if name not in names]
    return [{"id": name, "retires": days.get(name), "deprecated": name in days} for name in [*names, *old]]


def reference_data(document: Any) -> dict[str, Any]:
    """Return file name → JSON value."""
    return {
        "operations.json": list(operations(document)),
        "betas.json": betas(document),
        "limits.json": limits(document),
        "models.json": models(document),
    }


# ------------------------------------------------------------------------------------------------ llms.txt


def with_snippets(text: str) -> str:
    """Return a page with the files that it shows."""
    return SNIPPET.sub(lambda found: (ROOT / found["path"]).read_text(encoding="utf-8").rstrip(), text)


def llms(pages: list[tuple[str, str, str, str]], base: str) -> tuple[str, str]:
    """Return llms.txt and llms-full.txt.

    Args:
        pages: (section, title, URL, Markdown) in the order of the navigation.
        base: URL of the site, or nothing.
    """
    index, full = [f"# claudewire\n\n> {SUMMARY}"], [f"# claudewire\n\n> {SUMMARY}"]
    section = None
    for where, title, url, text in pages:
        if where != section:
            index.append(f"\n## {where}\n")
            section = where
        index.append(f"- [{title}]({base}{url}): {_first_sentence(text)}")
        if where not in ("API reference", "Python reference"):
            full.append(with_snippets(text).strip())
    return "\n".join(index) + "\n", "\n\n---\n\n".join(full) + "\n"


def _first_sentence(text: str) -> str:
    for paragraph in re.split(r"\n\s*\n", text):
        plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", paragraph).strip()
        if plain and not plain.startswith(("#", "```", "---", "|", "<", ":::", "![", "===", "- ", "hide:")):
            return re.split(r"(?<=[.!?])\s", " ".join(plain.split()))[0]
    return ""


# ------------------------------------------------------------------------------------------------ the hook


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001  # the arguments of MkDocs
    """Turn the garbage collector off for a build: it would look at a million objects of griffe again and again (a sixth of the time)."""
    if command == "build":
        gc.disable()


def on_config(config: Any) -> Any:
    """Sets the links to the repository, if its address is known."""
    if url := repository_url():
        config["repo_url"] = url
        config["repo_name"] = url.rpartition("/")[2]
    config["site_url"] = os.environ.get("SITE_URL") or config["site_url"]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Adds the files of the repository as pages."""
    from mkdocs.structure.files import File

    for name, page in FILES.items():
        files.append(File.generated(config, page, content=page_of(name)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Collects the text of every page, and puts guides in front of evidence and reference in the search."""
    boost = next((value for start, value in SEARCH_BOOSTS.items() if page.file.src_uri.startswith(start)), None)
    if boost is not None:
        page.meta.setdefault("search", {"boost": boost})
    if not re.search(r"^## ", markdown, re.MULTILINE):
        page.meta.setdefault("hide", ["toc"])  # an empty column would leave less room for programs
    section = page.ancestors[-1].title if page.ancestors else "Home"
    config.setdefault("llms", {})[page.file.src_uri] = (section, page.title, page.url, markdown)
    return markdown


def on_post_build(config: Any) -> None:
    """Writes what is not a page."""
    from generator import load

    site = Path(config["site_dir"])
    document = load.bundle(ROOT / "spec").document
    (site / "data").mkdir(exist_ok=True)
    for name, value in reference_data(document).items():
        (site / "data" / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copy(ROOT / "generated" / "claudewire_api" / "openapi.json", site / "data" / "openapi.json")
    pages = list(config["llms"].values())
    order = {
        "Home": 0,
        "Guide": 1,
        "Cookbook": 2,
        "Testing": 3,
        "Deciding": 4,
        "Development": 5,
        "Python reference": 6,
        "API reference": 7,
    }
    pages.sort(key=lambda page: order.get(page[0], 9))
    index, full = llms(pages, config["site_url"] or "")
    (site / "llms.txt").write_text(index, encoding="utf-8")
    (site / "llms-full.txt").write_text(full, encoding="utf-8")
