"""The outcome of a check, for people (terminal, Markdown) and for machines (JSON, SARIF, JUnit)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from attrs import asdict

from claudewire.contract.escaping import printable, safe_json, safe_output
from claudewire.contract.findings import LEVELS, RULES, Finding, Level, Report

_SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"
#: Findings of one group that are listed one by one, in the terminal and in Markdown.
_SHOWN: Final = 3


def terminal(report: Report, level: Level = "warning") -> str:
    """Findings in groups of the same kind, then what was tried."""
    lines: list[str] = []
    for group in _groups(report.at_least(level)):
        first = group[0]
        message = printable(first.message)
        lines.append(f"{first.level}: {first.rule}: {_where(first)}: {message}  ({_times(len(group))})")
        lines += [f"    {_place(finding)}  {printable(finding.place.title)}" for finding in group[:_SHOWN]]
        if len(group) > _SHOWN:
            lines.append(f"    \u2026 and {len(group) - _SHOWN} more")
    if lines:
        lines.append("")
    lines += [f"{kind:<15}{tally.tried:>8} tried {tally.valid:>8} valid" for kind, tally in report.tallies.items()]
    lines.append(_summary(report))
    return safe_output("\n".join(lines))


def markdown(report: Report, level: Level = "warning") -> str:
    """Findings and tallies as a Markdown page, for a pull request or a job summary."""
    lines = ["# Contract check", "", _summary(report), "", "| part | tried | valid |", "|---|--:|--:|"]
    lines += [f"| {kind} | {tally.tried} | {tally.valid} |" for kind, tally in report.tallies.items()]
    groups = _groups(report.at_least(level))
    if groups:
        lines += ["", "| level | rule | where | what | times | first |", "|---|---|---|---|--:|---|"]
    for group in groups:
        first = group[0]
        cells = (first.level, first.rule, _where(first), printable(first.message), str(len(group)), _place(first))
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return safe_output("\n".join(lines) + "\n")


def as_json(report: Report, level: Level = "warning") -> str:
    """Everything, one object per finding."""
    found = list(report.at_least(level))
    return safe_json(
        json.dumps(
            {
                "files": report.files,
                "interactions": len(report.interactions),
                "other_services": report.other_services,
                "skipped": report.skipped,
                "tallies": {kind: asdict(tally) for kind, tally in report.tallies.items()},
                "levels": {name: sum(finding.level == name for finding in found) for name in LEVELS},
                "findings": [asdict(finding) for finding in found],
            },
            indent=1,
            ensure_ascii=False,
        )
    )


def sarif(report: Report, level: Level = "warning") -> str:
    """SARIF 2.1.0, which code hosts show at the lines of a cassette."""
    found = list(report.at_least(level))
    used = sorted({finding.rule for finding in found})
    results = [
        {
            "ruleId": finding.rule,
            "ruleIndex": used.index(finding.rule),
            "level": finding.level,
            "message": {"text": printable(f"{finding.place.title}: {_part(finding)}: {finding.message}", 2000)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(finding.place.file)},
                        "region": {"startLine": finding.place.line},
                    },
                    "logicalLocations": [{"fullyQualifiedName": finding.statement or finding.part}],
                }
            ],
        }
        for finding in found
    ]
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": RULES[rule].summary},
            "defaultConfiguration": {"level": RULES[rule].level},
        }
        for rule in used
    ]
    driver = {"name": "claudewire contract", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return safe_json(json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False))


def junit(report: Report, level: Level = "warning") -> str:
    """JUnit XML: one suite per file, one test case per interaction."""
    wrong: dict[tuple[str, int], list[Finding]] = {}
    for finding in report.at_least(level):
        wrong.setdefault((finding.place.file, finding.place.index), []).append(finding)
    suites: dict[str, list[str]] = {}
    failures: dict[str, int] = {}
    places = {(place.file, place.index): place for place in report.interactions}
    places |= {key: found[0].place for key, found in wrong.items() if key not in places}
    for (file, index), place in places.items():
        found = wrong.get((file, index), [])
        case = f"    <testcase classname={_attribute(file)} name={_attribute(f'{index}: {place.title}')}"
        if found:
            failures[file] = failures.get(file, 0) + 1
            text = "\n".join(
                printable(f"{finding.rule}: {_part(finding)}: {finding.message}", 2000) for finding in found
            )
            case += f">\n      <failure message={_attribute(printable(found[0].message))}>{_text(text)}</failure>\n    </testcase>"
        else:
            case += "/>"
        suites.setdefault(file, []).append(case)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites tests="{len(places)}" failures="{len(wrong)}">']
    for file, cases in suites.items():
        lines.append(f'  <testsuite name={_attribute(file)} tests="{len(cases)}" failures="{failures.get(file, 0)}">')
        lines += [*cases, "  </testsuite>"]
    return safe_output("\n".join([*lines, "</testsuites>"]) + "\n")


FORMATS: Final[dict[str, Callable[[Report, Level], str]]] = {
    "terminal": terminal,
    "json": as_json,
    "markdown": markdown,
    "sarif": sarif,
    "junit": junit,
}


def _cell(text: str) -> str:
    """A cell of a Markdown table: text and nothing else, whatever it holds."""
    return re.sub(r"([\\`*_\[\]!~|])", lambda match: f"&#{ord(match[0])};", html.escape(text, quote=False))


def _place(finding: Finding) -> str:
    return f"{printable(finding.place.file)}:{finding.place.line}"


def _groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that say the same of the same place in the document, gravest and most frequent first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.level, finding.rule, _where(finding), finding.message), []).append(finding)
    return sorted(groups.values(), key=lambda group: (LEVELS.index(group[0].level), -len(group), group[0].rule))


def _where(finding: Finding) -> str:
    """The part and the pointer in it, without the numbers that differ from one recording to the next."""
    return printable(re.sub(r"(?<=[ /])\d+(?=/|$| )", "*", _part(finding)))


def _part(finding: Finding) -> str:
    return f"{finding.part} {finding.pointer}".rstrip()


def _summary(report: Report) -> str:
    counts = {level: sum(finding.level == level for finding in report.findings) for level in LEVELS}
    words = ", ".join(_number(count, level) for level, count in counts.items())
    other_services = f", {report.other_services} with other services passed over" if report.other_services else ""
    return f"{_number(len(report.interactions), 'interaction')} in {_number(report.files, 'file')}{other_services}: {words}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else path.as_posix()


def _attribute(text: str) -> str:
    return f'"{_text(text)}"'


def _text(text: str) -> str:
    """Text for XML, which has no characters for most control codes."""
    return html.escape(re.sub(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text))
