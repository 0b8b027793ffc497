#!/usr/bin/env python3
"""Measures what `docs/performance.md` shows, draws its plots and writes its tables: `make bench-docs`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import ceil, log10
from pathlib import Path
from statistics import median, quantiles

import layers
from payloads import DELTAS, TOOL_KB
from run import BASELINE, COLD, GROWTH, METRICS, Candidate, Figures, candidates, ratio, run

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, IMAGES = DOCS / "performance.md", DOCS / "img"

COLOURS = {
    "claudewire": "#c2571a",
    "claudewire_fast": "#e8a33d",
    "official": "#6b7280",
    "plain_httpx": "#3b82a0",
    "plain_httpcore": "#7c5cbf",
    "bare_socket": "#1f9d6b",
}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 340, 60, 170, 36, 44
STYLE = "text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-weight:600;font-size:13px}.grid{stroke:#8884}"


def plot(
    title: str, x_title: str, y_title: str, x: Sequence[int], series: dict[str, list[float]], titles: dict[str, str]
) -> str:
    """Lines over two logarithmic axes, as SVG."""
    top = 10 ** ceil(log10(max(max(line) for line in series.values())))
    bottom = 10 ** int(log10(max(min(min(line) for line in series.values()), 0.11)) // 1)
    across, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(value: float, cost: float) -> tuple[float, float]:
        span = log10(x[-1] / x[0])
        height = log10(max(cost, bottom) / bottom) / log10(top / bottom)
        return LEFT + across * log10(value / x[0]) / span, TOP + down * (1 - height)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><style>{STYLE}</style>']
    out.append(f'<text class="title" x="{LEFT}" y="18">{title}</text>')
    level = bottom
    while level <= top:
        y = place(x[0], level)[1]
        out.append(
            f'<path class="grid" d="M{LEFT} {y:.1f}h{across}"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{level:g}</text>'
        )
        level *= 10
    for value in x:
        at = place(value, bottom)[0]
        out.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{value:,}</text>')
    out.append(f'<text x="{LEFT + across / 2}" y="{HEIGHT - 8}" text-anchor="middle">{x_title}</text>')
    out.append(f'<text x="14" y="{TOP - 8}">{y_title}</text>')
    last = -100.0
    for name in sorted(series, key=lambda name: -series[name][-1]):
        points = [place(value, cost) for value, cost in zip(x, series[name], strict=True)]
        path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        label = max(points[-1][1] + 4, last + 15)
        last, colour = label, COLOURS.get(name, "#000")
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        out.append(f'<text x="{LEFT + across + 10}" y="{label:.1f}" style="fill:{colour}">{titles[name]}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def curves(figures: dict[str, Figures], names: Sequence[str], among: list[Candidate]) -> dict[str, list[float]]:
    """For each candidate that has them all, the costs under these names."""
    return {
        c.name: [median(figures[n][c.name]) for n in names] for c in among if all(c.name in figures[n] for n in names)
    }


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def table(figures: dict[str, Figures], among: list[Candidate], baseline: str) -> str:
    """A row for each metric. Goals that were missed are marked."""
    rows = [f"| | {' | '.join(c.title for c in among)} | goal |", "|---" + "|--:" * len(among) + "|:-:|"]
    for metric in COLD + METRICS + GROWTH:
        values, cells = figures[metric.name], list[str]()
        goals = dict(zip(("claudewire", "claudewire_fast"), metric.goal or (), strict=False))
        for candidate in among:
            if candidate.name not in values:
                cells.append("")
                continue
            cost, times = median(values[candidate.name]), ratio(values, candidate.name, baseline)
            shown = number(cost)
            if times is not None and candidate.name != baseline:
                shown += f" (× {times:.2f})"
            compared, goal = cost if metric.absolute else times, goals.get(candidate.name)
            missed = goal is not None and compared is not None and round(compared, 2) > goal
            cells.append(f"{shown} ✗" if missed else shown)
        asked = "" if metric.goal is None else " · ".join(f"{g:g}" for g in dict.fromkeys(metric.goal))
        rows.append(f"| {metric.title}, {metric.unit} | {' | '.join(cells)} | {asked} |")
    return "\n".join(rows)


def noise(figures: dict[str, Figures], baseline: str) -> str:
    """How far apart the rounds are: half the distance between the quartiles of a ratio, in parts of it."""
    spreads = list[float]()
    for values in figures.values():
        for name in ("claudewire", "claudewire_fast"):
            pairs = zip(values.get(name, ()), values.get(baseline, ()), strict=False)
            ratios = [a / b for a, b in pairs if b]
            if len(ratios) >= 3 and median(ratios):
                low, _, high = quantiles(ratios)
                spreads.append((high - low) / 2 / median(ratios))
    if not spreads:
        return ""
    return f"Half of the rounds lie within {median(spreads):.0%} of their ratio; in the noisiest row, within {max(spreads):.0%}."


def between(page: str, name: str, text: str) -> str:
    """The page with something else between these marks."""
    before, begin, rest = page.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    assert begin
    assert end
    return f"{before}{begin}{text}\n{end}{after}"


def main() -> None:
    among = candidates(None)
    baseline = BASELINE if any(c.name == BASELINE for c in among) else "plain_httpx"
    steps = layers.tables()
    effort = 0.34 if "--quick" in sys.argv else 1
    figures = run(among, METRICS + GROWTH, effort, lambda metric, _: print(metric.title, flush=True), cold=True)
    titles = {c.name: c.title for c in among}
    IMAGES.mkdir(exist_ok=True)
    flights = (1, 16, 128, 512)
    for file, title, x_title, x, names in (
        ("in-flight", "CPU time of an async request", "requests in flight", flights, [f"async_{n}" for n in flights]),
        ("deltas", "CPU time of a text delta, to the final message", "deltas", DELTAS, [f"deltas_{n}" for n in DELTAS]),
        (
            "tool-input",
            "CPU time of a delta of tool input",
            "kB of tool input",
            TOOL_KB,
            [f"tool_{n}k" for n in TOOL_KB],
        ),
    ):
        lines = curves(figures, names, among)
        (IMAGES / f"{file}.svg").write_text(plot(title, x_title, "µs", x, lines, titles), "utf-8")
    page = PAGE.read_text("utf-8")
    page = between(page, "figures", f"{table(figures, among, baseline)}\n\n{noise(figures, baseline)}")
    page = between(between(page, "a request", steps[0]), "an event", steps[1])
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
