"""The changes as a table: for a terminal, Markdown, JSON, or one HTML page that stands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from string import Template
from typing import Any

from .changes import Change, Report
from .rules import Bump, Wire

_SIGN = {Bump.MAJOR: "✖", Bump.MINOR: "●", Bump.PATCH: "○", Bump.NONE: "·"}


def summary(report: Report) -> str:
    """One sentence."""
    if not report.changes:
        return f"{report.base} and {report.head} say the same."
    counts = [(bump, sum(change.impact.sdk is bump for change in report.told)) for bump in reversed(Bump)]
    parts = [f"{count} {bump.name.lower()}" for bump, count in counts if count]
    wire = sum(change.impact.wire is Wire.BREAKING for change in report.told)
    if report.reworded:
        parts.append(f"{len(report.reworded)} in words only")
    asks = "no new version" if report.bump is Bump.NONE else f"a {report.bump.name.lower()} version"
    return f"{report.base} → {report.head}: {', '.join(parts)}; {wire} break strict readers or writers of the wire. This asks for {asks}."


def terminal(report: Report) -> str:
    lines = [summary(report)]
    for change in report.told:
        wire, sdk = change.impact.wire, change.impact.sdk
        lines.append(f"\n{_SIGN[sdk]} {sdk.name.lower():5} {_place(change)}")
        lines.append(f"        {change.text}   [wire: {wire.name.lower()}; {change.rule.id}]")
        if change.names and not change.rule.id.startswith("python-"):
            lines.append(f"        Python: {_some(change.names, 4)}")
        if change.reason:
            lines.append(f"        because {change.reason}")
        if change.recorded:
            lines.append(
                f"        recorded: {change.recorded} of {report.recorded} interactions, in {_some(change.cassettes, 3)}"
            )
    return "\n".join(lines) + "\n"


def markdown(report: Report) -> str:
    out = [f"**{summary(report)}**", ""]
    if report.told:
        out.append("| SDK | wire | operation | direction | place | change | Python names | recorded |")
        out.append("|---|---|---|---|---|---|---|--:|")
    for change in report.told:
        cells = [
            f"{_SIGN[change.impact.sdk]} {change.impact.sdk.name.lower()}",
            change.impact.wire.name.lower(),
            change.operation_text,
        ]
        cells += [_directions(change), _code(change.place.path), change.text]
        cells += [
            ", ".join(map(_code, change.names[:3])) + (" …" if len(change.names) > 3 else ""),
            str(change.recorded or ""),
        ]
        out.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    reasons = {change.rule.id: change.reason for change in report.told if change.reason}
    if reasons:
        out += [
            "",
            "Where the SDK's answer is not the wire's:",
            "",
            *(f"* `{rule}`: {why}" for rule, why in sorted(reasons.items())),
        ]
    return "\n".join(out) + "\n"


def change_list(report: Report) -> str:
    """Wire and Python separately, as a changelog has it."""
    out: list[str] = []
    for bump, title in ((Bump.MAJOR, "Breaking"), (Bump.MINOR, "Added"), (Bump.PATCH, "Changed on the wire only")):
        changes = [change for change in report.told if change.impact.sdk is bump]
        if changes:
            out += [f"### {title}", *(f"* {_code(_short(change))}: {change.text}" for change in changes), ""]
    return "\n".join(out)


def as_json(report: Report) -> str:
    return json.dumps(to_dict(report), indent=1, ensure_ascii=False) + "\n"


def to_dict(report: Report) -> dict[str, Any]:
    return {
        "base": report.base,
        "head": report.head,
        "bump": report.bump.name.lower(),
        "wire": report.wire.name.lower(),
        "python_surface_compared": report.surface,
        "recorded_interactions": report.recorded,
        "changes": [
            {
                "rule": change.rule.id,
                "operations": list(change.operations),
                "directions": [direction.value for direction in change.directions],
                "path": change.place.path,
                "schema": change.place.owner,
                "before": change.before,
                "after": change.after,
                "text": change.text,
                "wire": change.impact.wire.name.lower(),
                "sdk": change.impact.sdk.name.lower(),
                "why": change.reason,
                "python": list(change.names),
                "recorded": change.recorded,
                "cassettes": list(change.cassettes),
            }
            for change in report.changes
        ],
    }


_PAGE = Template("""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; --line: #8884; --major: #c62828; --minor: #1565c0; --patch: #6a737d; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
code { font-size: 13px; overflow-wrap: anywhere; }
.major { color: var(--major); font-weight: 600; } .minor { color: var(--minor); } .patch, .none { color: var(--patch); }
td:nth-child(5), td:nth-child(7) { min-width: 20rem; }
.why { color: var(--patch); display: block; font-size: 13px; }
</style>
<h1>$title</h1>
<p>$summary</p>
<table><thead><tr><th>SDK<th>Wire<th>Operation<th>Direction<th>Place<th>Change<th>Python names<th>Recorded</tr></thead>
<tbody>
$rows
</tbody></table>
</html>
""")


def html(report: Report) -> str:
    rows = "\n".join(_row(change, report) for change in report.told)
    return _PAGE.substitute(title=escape(f"{report.base} → {report.head}"), summary=escape(summary(report)), rows=rows)


def _row(change: Change, report: Report) -> str:
    sdk, wire = change.impact.sdk.name.lower(), change.impact.wire.name.lower()
    why = f'<span class="why">{_marked(change.reason)}</span>' if change.reason else ""
    recorded = f"{change.recorded} of {report.recorded}" if change.recorded else ""
    names = "<br>".join(f"<code>{escape(name)}</code>" for name in change.names[:6])
    words = "<br>".join(map(escape, change.operations))
    cells = [
        f'<td class="{sdk}">{sdk}',
        f"<td>{wire}",
        f"<td>{words}",
        f"<td>{_directions(change)}",
        f"<td><code>{escape(change.place.path)}</code>",
    ]
    return "".join(["<tr>", *cells, f"<td>{_marked(change.text)}{why}", f"<td>{names}", f"<td>{escape(recorded)}"])


def _marked(text: str) -> str:
    """Escaped, with what stands in backticks as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text))


FORMATS: dict[str, Callable[[Report], str]] = {
    "terminal": terminal,
    "markdown": markdown,
    "json": as_json,
    "html": html,
}


def _place(change: Change) -> str:
    if change.rule.id.startswith("python-"):
        return change.names[0]
    path = f" · {change.place.path}" if change.place.path else ""
    return f"{change.operation_text} · {_directions(change)}{path}"


def _directions(change: Change) -> str:
    return " and ".join(direction.value for direction in change.directions)


def _short(change: Change) -> str:
    return change.names[0] if change.names else change.place.owner or change.operation_text


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _some(items: tuple[str, ...], count: int) -> str:
    return ", ".join(items[:count]) + (f" and {len(items) - count} more" if len(items) > count else "")
