"""Pictures of pages, drawn from data: SVG inside the page, so that they take the colours of its theme. They fit a telephone.

`<!-- picture: name -->` in a page stands for a picture, `<!-- notebook: path -->` for the cells of a notebook with their outputs.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
WIDTH, PADDING, LINE = 360, 10, 17


class Box(NamedTuple):
    """A box with a title and lines below it; `arrow` is what is written at the arrow that leads to it."""

    title: str
    lines: tuple[str, ...] = ()
    arrow: str = ""
    kind: str = ""


PICTURES: dict[str, tuple[str, tuple[Box, ...]]] = {
    "architecture": (
        "From the document to what people import",
        (
            Box("spec/", ("the document: OpenAPI 3.1,", "many small files, written by hand"), kind="hand"),
            Box(
                "generator/",
                ("load → rules → index → lower → templates", "lint | generate | check | diff"),
                "python -m generator",
                "hand",
            ),
            Box(
                "generated/claudewire_api/",
                (
                    "models · params · endpoints · resources",
                    "tables of operations, betas, events",
                    "never edited by hand",
                ),
                "writes",
                "made",
            ),
            Box(
                "overlays/claudewire/",
                ("Claude, AsyncClaude: pipeline, streams, errors", "tools · platforms · local server · contract"),
                "is imported by",
                "hand",
            ),
            Box("your program", ("from claudewire import Claude",), "is imported by", "user"),
        ),
    ),
    "request": (
        "The life of a request",
        (
            Box("client.messages.create(…)", ("signature, types, docstring",), kind="user"),
            Box(
                "Call", ("operation · path · query · body", "a value; nothing is sent yet"), "endpoint function", "made"
            ),
            Box(
                "pipeline", ("key · version · derived betas · size check", "deadline and retries"), "middleware", "hand"
            ),
            Box(
                "connection pool",
                ("one connection for each request", "TLS, proxies, limits"),
                "attempt 1, 2, 3 …",
                "hand",
            ),
            Box("the API", (), "HTTP/1.1", "user"),
            Box(
                "decide",
                ("status, x-should-retry, retry-after", "→ result, error, or the next attempt"),
                "response",
                "hand",
            ),
            Box("Message", ("with request ID, attempts, rate limits",), "decoder of the model", "made"),
        ),
    ),
    "stream": (
        "The life of a stream",
        (
            Box("bytes", (), kind="user"),
            Box("server-sent events", ("framing, limits, stall timeout",), "sse", "hand"),
            Box("payloads", ("JSON, in the order of the event grammar",), "reader", "hand"),
            Box(
                "snapshot",
                ("the message up to here", "and derived events: text, thinking, input_json"),
                "accumulator",
                "hand",
            ),
            Box("Message", ("after message_stop",), "complete", "made"),
            Box("error with partial_message", ("any other end",), "or", "user"),
        ),
    ),
    "change": (
        "The life of a change to the document",
        (
            Box("edit spec/", ("one field is one line of YAML",), kind="user"),
            Box("make lint", ("rules, with file and line",), "", "hand"),
            Box("make generate", ("writes only what changed",), "", "made"),
            Box(
                "make diff BASE=main",
                ("on the wire and in Python, whom it breaks,", "which version follows"),
                "",
                "hand",
            ),
            Box("make test", ("every cassette against the new document",), "", "hand"),
            Box("make check", ("in CI: the same bytes again?",), "", "made"),
        ),
    ),
}


def svg(name: str) -> str:
    """Return a picture as SVG."""
    title, boxes = PICTURES[name]
    parts, y = [], 1
    for index, box in enumerate(boxes):
        if index:
            parts.append(f'<path class="edge" d="M{WIDTH // 2} {y} v26 m-4 -6 l4 6 l4 -6"/>')
            if box.arrow:
                parts.append(f'<text class="arrow" x="{WIDTH // 2 + 10}" y="{y + 17}">{html.escape(box.arrow)}</text>')
            y += 28
        height = 2 * PADDING + LINE * (1 + len(box.lines)) - 3
        parts.append(f'<rect class="{box.kind}" x="1" y="{y}" width="{WIDTH - 2}" height="{height}" rx="6"/>')
        for row, line in enumerate((box.title, *box.lines)):
            kind = "title" if not row else "line"
            parts.append(
                f'<text class="{kind}" x="{WIDTH // 2}" y="{y + PADDING + 12 + LINE * row}">{html.escape(line)}</text>'
            )
        y += height
    label = html.escape(title, quote=True)
    body = "".join(parts)
    drawn = f'<svg viewBox="0 0 {WIDTH} {y + 2}" role="img" aria-label="{label}">{body}</svg>'
    return f'<figure class="picture">{drawn}<figcaption>{label}</figcaption></figure>'


def notebook(path: str) -> str:
    """Return the cells of a notebook as Markdown."""
    cells: list[dict[str, Any]] = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]
    parts: list[str] = []
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        shown = "".join("".join(output.get("text", [])) for output in cell["outputs"])
        if shown:
            parts.append(f"```text\n{shown.rstrip()}\n```")
    return "\n\n".join(parts)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Puts pictures and notebooks into a page."""
    markdown = re.sub(r"<!-- picture: (\w+) -->", lambda found: svg(found[1]), markdown)
    return re.sub(r"<!-- notebook: ([\w./-]+) -->", lambda found: notebook(found[1]), markdown)
