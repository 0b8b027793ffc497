"""`make recording`: runs the tour of `make demo` in a terminal and writes what it shows as an animated SVG, docs/img/demo.svg."""

from __future__ import annotations

import html
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLUMNS, LINE, SIZE, MARGIN = 92, 17, 13, 14
#: Seconds that the picture rests at the end, and the longest pause that it keeps.
REST, LONGEST = 4.0, 1.2


def record() -> list[tuple[float, str]]:
    """Run the tour in a terminal. Returns the lines, with the second at which each was complete."""
    leader, follower = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANTHROPIC_")}
    command = [sys.executable, str(ROOT / "examples" / "tour.py")]
    began, text, lines = time.monotonic(), "", list[tuple[float, str]]()
    with subprocess.Popen(
        command, stdout=follower, stderr=follower, env={**environment, "COLUMNS": str(COLUMNS)}
    ) as child:
        os.close(follower)
        while True:
            try:
                chunk = os.read(leader, 4096)
            except OSError:  # Linux says so when the program has ended
                break
            if not chunk:
                break
            text += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", chunk.decode("utf-8", "replace")).replace("\r", "")
            *complete, text = text.split("\n")
            lines += [(time.monotonic() - began, line) for line in complete]
    os.close(leader)
    if child.returncode:
        raise SystemExit("the tour failed")
    return lines


def wrapped(lines: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Break long lines, and shorten long pauses."""
    out: list[tuple[float, str]] = [(0.0, "$ make demo")]
    shift = last = 0.0
    for moment, line in lines:
        # The address and the IDs are other ones in each run: the file should not change for them.
        plain = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8787", re.sub(r"req_\w{10,}", "req_011C…", line))
        pause = moment - last
        shift += max(0.0, pause - LONGEST)
        last = moment
        indent = re.match(r"\s*", plain)[0]  # type: ignore[index]
        while len(plain) > COLUMNS:
            cut = plain.rfind(" ", len(indent) + 1, COLUMNS)
            cut = cut if cut > 0 else COLUMNS
            out.append((moment - shift, plain[:cut]))
            plain = indent + plain[cut:].strip()
        out.append((moment - shift, plain))
    return out


def svg(lines: list[tuple[float, str]]) -> str:
    """Return the lines as an SVG in which each appears at its second; readers who want no motion see all of them."""
    width, height = COLUMNS * 7.85 + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    whole = lines[-1][0] + REST
    rows = []
    for number, (moment, line) in enumerate(lines):
        kind = "command" if line.startswith("$") else "chapter" if re.match(r"\d\. ", line) else "plain"
        y = MARGIN + LINE * number + 12
        percent = 100 * moment / whole
        rows.append(
            f"<style>@keyframes l{number}{{0%,{percent:.2f}%{{opacity:0}}{min(percent + 0.01, 100):.2f}%,100%{{opacity:1}}}}"
            f".l{number}{{animation:l{number} {whole:.1f}s infinite}}</style>"
            f'<text class="{kind} l{number}" x="{MARGIN}" y="{y}" xml:space="preserve">{html.escape(line)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-label="A recording of make demo">'
        f"<style>text{{font:{SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d8d4cf}}"
        ".command{fill:#9fd28b;font-weight:700}.chapter{fill:#f0a184;font-weight:700}"
        "@media (prefers-reduced-motion:reduce){text{animation:none!important}}</style>"
        f'<rect width="100%" height="100%" rx="8" fill="#231f1d"/>{"".join(rows)}</svg>\n'
    )


if __name__ == "__main__":
    (ROOT / "docs" / "img" / "demo.svg").write_text(svg(wrapped(record())), encoding="utf-8")
