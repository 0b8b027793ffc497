"""A second and a third opinion on mutations of the document: `python -m tests.generator.compare_tools COUNT FILE`.

`@redocly/cli diff` (npm) and `specshift` (PyPI) are asked about the same pairs of documents; their verdicts go into a JSON file. They are
no dependency of the project: `npx` and `uvx` fetch them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from generator import load
from generator.diff import compare
from tests.generator.mutations import everything

ROOT = Path(__file__).parents[2]
REDOCLY = ["npx", "--yes", "--prefer-offline", "@redocly/cli@2.77.0"]
SPECSHIFT = ["uvx", "specshift@1.5.0"]


def output(command: list[str]) -> dict:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    text = done.stdout
    if "{" not in text:
        raise SystemExit(f"{' '.join(command[:4])} gave no JSON: {done.stderr[-500:]}")
    return json.loads(text[text.index("{") :])


def redocly(base: str, head: str) -> tuple[str, list[str]]:
    found = output([*REDOCLY, "diff", base, head, "--format=json"])
    rules = {verdict["ruleId"] for change in found["changes"] for verdict in change.get("verdicts", [])}
    return found["bump"] if found["changes"] else "nothing", sorted(rules)


def specshift(base: str, head: str) -> str:
    found = output([*SPECSHIFT, "diff", base, head, "--format", "json"])
    return next((level for level in ("breaking", "warning", "info") if found["summary"][level]), "nothing")


def main(count: int, file: Path) -> None:
    document = load.bundle(ROOT / "spec").document
    text = json.dumps(document, ensure_ascii=False)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        base, head = f"{folder}/base.json", f"{folder}/head.json"
        Path(base).write_text(text, encoding="utf-8")
        for mutation in everything(document, count):
            mutated = mutation.applied(text)
            Path(head).write_text(json.dumps(mutated, ensure_ascii=False), encoding="utf-8")
            changes = compare(document, mutated)
            rows.append(
                {
                    "mutation": mutation.name,
                    "rule": sorted({change.rule.id for change in changes}),
                    "wire": max(change.impact.wire for change in changes).name.lower(),
                    "sdk": max(change.impact.sdk for change in changes).name.lower(),
                    "redocly": redocly(base, head),
                    "specshift": specshift(base, head),
                }
            )
            file.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
            print(len(rows), mutation.name, rows[-1]["wire"], rows[-1]["redocly"], rows[-1]["specshift"], flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
