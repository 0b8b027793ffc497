"""The guide from one API version to another: the comparison of the two documents, in words."""

from __future__ import annotations

from .changes import Change, Report
from .rules import Direction, Wire

_HEAD = """# Moving to API version {name}

<!-- Written by `make migration` from spec/versions/{name}.overlay.yaml. Do not edit: change the overlay and run it again. -->

The client speaks `{name}` if you ask for it; nothing else of your program has to be installed anew:

```python
from claudewire import Claude

client = Claude(api_version="{name}")                        # x-api-key, as before
client = Claude(api_version="{name}", auth_scheme="bearer")  # Authorization: Bearer, as the official SDKs do
```

The types and signatures stay those of the base version, so code that serves both versions type-checks. A call that holds something that
`{name}` refuses is sent all the same, after a warning that names the place: the API is the judge.
"""


def migration_guide(report: Report, name: str) -> str:
    """Markdown. Only what matters to callers: what is refused, what is new, what answers hold in another way."""
    requests = [c for c in report.told if c.directions == (Direction.REQUEST,)]
    refused = [c for c in requests if c.impact.wire is Wire.BREAKING]
    welcome = [c for c in requests if c.impact.wire is Wire.COMPATIBLE]
    answers = [c for c in report.told if Direction.RESPONSE in c.directions]
    other = [c for c in report.told if c.directions == (Direction.OPERATION,) and c.impact.wire > Wire.NONE]
    reshaped = [c for c in requests if c.impact.wire is Wire.NONE]
    parts = [_HEAD.format(name=name)]
    parts += _section("Refused from now on", refused, "Requests that hold one of these get a 400.")
    parts += _section("Accepted from now on", welcome, "")
    parts += _section("Answers", answers, "What answers hold in another way.")
    parts += _section("Operations", other, "")
    if not answers:
        parts.append("## Answers\n\nNothing changes in what the API answers.\n")
    parts += _section(
        "Described in another way",
        reshaped,
        "The same on the wire; the names are those of the document of that version.",
    )
    return "\n".join(parts)


def _section(title: str, changes: list[Change], text: str) -> list[str]:
    if not changes:
        return []
    rows = [
        f"| {', '.join(f'`{op}`' for op in c.operations)} | `{c.place.path}` | {c.text} |" for c in _in_order(changes)
    ]
    lead = [text, ""] if text else []
    return ["\n".join([f"## {title}", "", *lead, "| operation | place | change |", "|---|---|---|", *rows, ""])]


def _in_order(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda c: (c.operations, c.place.path, c.text))
