"""The report as one HTML page with plots. It loads nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from .progress import duration

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #6b7280; --line: #d8dce2; --bar: #3b6fb6; --bad: #c2452d; --paper: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --soft: #9aa3af; --line: #3a4049; --bar: #6ea0e6; --bad: #e8795f; --paper: #15181c; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 2rem 0 .3rem; } p { margin: .2rem 0; color: var(--soft); }
table { border-collapse: collapse; margin: .8rem 0; } td, th { padding: .2rem 1.2rem .2rem 0; text-align: left; font-weight: normal; }
td.n { text-align: right; font-variant-numeric: tabular-nums; } th { color: var(--soft); }
svg { width: 100%; height: auto; display: block; } svg text { font: 8px system-ui, sans-serif; fill: var(--soft); }
@media (max-width: 600px) {
  svg text { font-size: 17px; } svg .minor { display: none; } body { margin: 1rem auto; } td { overflow-wrap: anywhere; } }
.bar { fill: var(--bar); } .bad { fill: var(--bad); } .grid { stroke: var(--line); }
.curve { fill: none; stroke: var(--bar); stroke-width: 2; }
"""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 600, 150, 58, 24, 12


def page(report: Any) -> str:
    """Return the page of a `Report`."""
    today = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    points = report.timeline
    times = [point["at"] for point in points]
    total = 0.0
    costs: list[float] = []
    for point in points:
        total += point["cost"]
        costs.append(total)
    plots = [
        ("Results over time", "results, of which failed", _bars(times, [p["finished"] for p in points], [p["failed"] for p in points])),
        ("Latency", "requests by seconds (each bar ends at its number)",
         _bars([bound for bound, _ in report.latency_histogram], [count for _, count in report.latency_histogram], bands=True)),
        ("Tokens over time", "tokens in and out", _bars(times, [p["tokens"] for p in points])),
        ("Cost over time", "US dollars, added up", _curve(times, costs)),
    ]  # fmt: skip
    body = "".join(f"<h2>{name}</h2><p>{unit}</p>{plot}" for name, unit, plot in plots if plot)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Bulk run</title><style>{_STYLE}</style></head><body><h1>Bulk run</h1>"
        f"<p>{escape(report.summary())} · {today}</p>{_figures(report)}{_failures(report)}{body}</body></html>\n"
    )


def _figures(report: Any) -> str:
    cached = report.cache_read_tokens
    all_input = report.input_tokens + cached + report.cache_write_tokens
    rows = [
        ("Requests", f"{report.total:,}"),
        ("Succeeded", f"{report.succeeded:,}"),
        ("Failed", f"{report.failed:,}"),
        ("Waiting", f"{report.waiting:,}"),
        ("From earlier runs", f"{report.kept:,}"),
        ("Rate of this run", f"{report.rate:,.1f} per second"),
        (
            "Latency (p50, p90, p99)",
            ", ".join(_time(report.latency[name]) for name in ("p50", "p90", "p99") if name in report.latency),
        ),
        ("Input tokens", f"{all_input:,}"),
        ("… read from the cache", f"{cached:,} ({100 * cached / all_input:.0f} %)" if all_input else "0"),
        ("Output tokens", f"{report.output_tokens:,}"),
        ("Cost", f"${report.cost:,.4f} (prices of {report.prices_as_of})"),
        (
            "… in batches",
            f"${report.batched_cost:,.4f}, half of ${2 * report.batched_cost:,.4f}" if report.batched_cost else "",
        ),
        ("Without a price", f"{report.unpriced:,} ({', '.join(report.unpriced_models)})" if report.unpriced else ""),
        *((f"Price of {name}", f"assumed: that of {known}") for name, known in report.assumed_prices.items()),
    ]
    cells = "".join(
        f"<tr><th>{escape(name)}</th><td class=n>{escape(value)}</td></tr>" for name, value in rows if value
    )
    return f"<table>{cells}</table>"


def _failures(report: Any) -> str:
    if not report.failures and not report.again:
        return ""
    rows = [(kind, "failed", count) for kind, count in report.failures.items()]
    rows += [(kind, "sent again", count) for kind, count in report.again.items()]
    cells = "".join(
        f"<tr><td>{escape(kind)}</td><td>{what}</td><td class=n>{count:,}</td></tr>" for kind, what, count in rows
    )
    return f"<h2>{'Failures' if report.failures else 'Sent again'}</h2><table>{cells}</table>"


def _bars(labels: Sequence[float], values: Sequence[float], bad: Sequence[float] = (), *, bands: bool = False) -> str:
    if not values or not max(values):
        return ""
    top, high = max(values), _HEIGHT - _BOTTOM - _TOP
    width = (_WIDTH - _LEFT) / len(values)
    parts = [_grid(top)]
    for place, value in enumerate(values):
        x = _LEFT + place * width
        size = high * value / top
        title = f"<title>{_time(labels[place])}: {value:,.0f}</title>"
        parts.append(_rect("bar", x, _TOP + high - size, width, size, title))
        if bad and bad[place]:
            part = high * bad[place] / top
            parts.append(_rect("bad", x, _TOP + high - part, width, part, f"<title>{bad[place]:,.0f} failed</title>"))
    parts.append(_axis(labels, bands=bands))
    return _svg(parts)


def _curve(labels: Sequence[float], values: Sequence[float]) -> str:
    if not values or not values[-1]:
        return ""
    top, high = values[-1], _HEIGHT - _BOTTOM - _TOP
    step = (_WIDTH - _LEFT) / max(1, len(values) - 1)
    points = " ".join(
        f"{_LEFT + place * step:.1f},{_TOP + high * (1 - value / top):.1f}" for place, value in enumerate(values)
    )
    return _svg([_grid(top), f'<polyline class="curve" points="{_LEFT},{_TOP + high} {points}"/>', _axis(labels)])


def _rect(kind: str, x: float, y: float, width: float, height: float, title: str) -> str:
    return f'<rect class="{kind}" x="{x + 0.5:.1f}" y="{y:.1f}" width="{max(1.0, width - 1):.1f}" height="{height:.1f}">{title}</rect>'


def _grid(top: float) -> str:
    high = _HEIGHT - _BOTTOM - _TOP
    lines: list[str] = []
    for share in (0, 0.5, 1):
        y = _TOP + high * (1 - share)
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_short(top * share)}</text>')
    return "".join(lines)


def _axis(labels: Sequence[float], *, bands: bool = False) -> str:
    count = len(labels)
    shown = sorted({0, count // 4, count // 2, 3 * count // 4, count - 1})
    width = (_WIDTH - _LEFT) / count
    parts: list[str] = []
    for place in shown:
        x = _LEFT + width * (place + (1 if bands else 0.5))
        anchor = "end" if place == count - 1 else "start" if place == 0 and not bands else "middle"
        kind = "" if place in (0, count // 2, count - 1) else ' class="minor"'
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 5}" text-anchor="{anchor}"{kind}>{_time(labels[place])}</text>')
    return "".join(parts)


def _svg(parts: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">{"".join(parts)}</svg>'


def _short(value: float) -> str:
    for size, mark in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{mark}"
    return f"{value:.{3 if value >= 1 else 2}g}" if value >= 1e-3 or not value else f"{value:.6f}"


def _time(seconds: float) -> str:
    return duration(seconds) if seconds >= 10 else f"{seconds:.2g} s"
