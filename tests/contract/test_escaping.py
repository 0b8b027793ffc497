"""Nothing of a recording reaches a terminal or the log of a CI runner unescaped, in any command and any format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from claudewire.cli import main
from claudewire.contract import check
from claudewire.contract.escaping import printable, safe_json, safe_output

#: Colour, window title, a carriage return that hides a line, commands of CI runners, marks of direction, half a character, a bell.
EVIL = (
    "\x1b[31mred\x1b]0;title\x07\r\n::error::forged\n  ::warning file=x::y\n##[error]z\n##vso[task.setvariable]q"
    "\u202ereversed\u2028\x9b1m\x7f"
)
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording whose every part is hostile: file name, path, query, headers, fields, literals, types, events, errors."""
    folder = tmp_path / "::error::\x1b[31m"
    folder.mkdir()
    sent = {"model": EVIL, "max_tokens": EVIL, "messages": [{"role": EVIL, "content": [{"type": EVIL}]}], EVIL: 1}
    came = {
        "type": "message",
        EVIL: EVIL,
        "stop_reason": EVIL,
        "content": [{"type": EVIL, EVIL: 1}],
        "usage": {EVIL: 1},
    }
    events = f"event: {EVIL!r}\ndata: {json.dumps({'type': EVIL})}\n\nevent: x\ndata: {EVIL[:4]}\n\n"
    headers = {"content-type": "application/json", f"x-{EVIL}": EVIL, "request-id": EVIL, "anthropic-beta": EVIL}
    url = "https://api.anthropic.com/v1/messages"
    lines = [
        {"request": {"method": "POST", "url": url, "headers": headers, "body": json.dumps(sent)},
         "response": {"status": 200, "headers": headers, "body": json.dumps(came)}},
        {"request": {"method": "POST", "url": f"{url}?{EVIL}=1", "headers": {}, "body": json.dumps(sent)},
         "response": {"status": 200, "headers": {"content-type": "text/event-stream"}, "body": events}},
        {"request": {"method": "POST", "url": f"https://api.anthropic.com/{EVIL}", "headers": {}, "body": EVIL},
         "response": {"status": 200, "headers": {}, "body": EVIL}},
        {"request": {"method": EVIL, "url": url, "headers": {"content-type": EVIL}, "body": EVIL},
         "response": {"status": 429, "headers": {"content-type": EVIL}, "body": "{"}},
        {"request": {"method": "POST", "url": url, "headers": {}, "body": None},
         "response": {"status": 200, "headers": {"content-encoding": EVIL}, "body": "\x00\x01"}},
    ]  # fmt: skip
    path = folder / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n" + EVIL.replace("\n", "") + "\n")
    return path


COMMANDS = [
    ["check", "--notes"],
    *(["check", "--notes", "--format", name] for name in ("json", "markdown", "sarif", "junit")),
    ["drift"],
    ["drift", "--format", "json"],
    ["drift", "--format", "html"],
    ["drift", "--suggest"],
    ["coverage", "--missing"],
    ["coverage", "--format", "json"],
    ["scrub", "--check"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_output_holds_nothing_that_a_terminal_or_a_runner_obeys(
    command: list[str], recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["contract", *command, str(recording)])

    printed = capsys.readouterr()
    for text in (printed.out, printed.err):
        assert UNSAFE.search(text) is None, ascii(UNSAFE.findall(text))
        assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
        assert "##[" not in text
        assert "##vso[" not in text
    match command:
        case [*_, "json" | "sarif"]:
            json.loads(printed.out)
        case [*_, "junit"]:
            ET.fromstring(printed.out)
        case [*_, "--suggest"]:
            list(yaml.safe_load_all(printed.out))
        case [*_, "markdown"]:
            rows = [line for line in printed.out.splitlines() if line.startswith("| ")]
            assert {row.count("|") for row in rows} == {4, 7}
        case _:
            assert printed.out


def test_finding_as_a_text_is_one_printable_line(recording: Path) -> None:
    """The plugin puts it into a test's failure."""
    findings = check([recording]).report.findings
    assert findings
    for finding in findings:
        assert UNSAFE.search(str(finding)) is None
        assert "\n" not in str(finding)


def test_json_keeps_the_values(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is escaped for a log, and the program that reads it gets what was recorded."""
    main(["contract", "drift", "--format", "json", str(recording)])
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row for row in rows if row["name"] == f"Message.{EVIL}"]


@pytest.mark.parametrize("text", [EVIL, "plain", "Grüße 🎉 → …", "a\tb", "\ud83d", "", "##", "x" * 1000])
def test_escapes_are_for_what_is_unsafe_only(text: str) -> None:
    shown = printable(text, 2000)
    assert UNSAFE.search(shown) is None
    assert shown.count("\\") >= sum(map(len, UNSAFE.findall(text)))
    assert json.loads(safe_json(json.dumps([text], ensure_ascii=False))) == [text]
    if not UNSAFE.search(text) and "\n" not in text:
        assert shown == safe_output(text) == text


def test_long_text_is_cut() -> None:
    assert len(printable("x" * 10_000)) < 600


def test_terminal_without_unicode_gets_escapes(recording: Path) -> None:
    """An arrow in a title does not end the command on such a terminal."""
    import os
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "claudewire", "contract", "check", str(recording)],
        capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
