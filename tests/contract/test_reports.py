"""Reports, for people and machines; drift, suggestions and coverage; the command line's exit status."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from claudewire.contract import Checker, Document, Report, check
from claudewire.contract.cli import add_commands
from claudewire.contract.reports.coverage import share
from claudewire.contract.reports.drift import page
from claudewire.contract.reports.formats import FORMATS, sarif
from claudewire.contract.reports.inventory import rows, statements
from claudewire.contract.reports.suggest import suggestions

from .samples import interactions

URL = "https://api.anthropic.com/v1/messages"


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.load()


def message(**more: Any) -> dict[str, Any]:
    return {
        "id": "msg_01", "type": "message", "role": "assistant", "model": "claude-opus-4-8", "content": [{"type": "text", "text": "Hi"}],
        "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}, **more,
    }  # fmt: skip


def line(answer: Any, status: int = 200, **headers: str) -> str:
    sent = {"model": "claude-opus-4-8", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
    pairs = [
        ["content-type", "application/json"],
        *([name.replace("_", "-"), value] for name, value in headers.items()),
    ]
    return json.dumps(
        {
            "request": {"method": "POST", "url": URL, "headers": [], "body": json.dumps(sent)},
            "response": {"status": status, "headers": pairs, "body": json.dumps(answer)},
        }
    )


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """One clean answer, one with what the document does not know, one with a mistake."""
    novel = message(
        mood={
            "level": 3,
            "ratio": [1, 1.5],
            "label": None,
            "since": "2026-05-14T00:18:10Z",
            "tags": ["<b>", "</script>"],
        },
        stop_reason="tired",
        content=[{"type": "hologram", "depth": 1.5}],
    )
    wrong = message(id=7)
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join([line(message()), line(novel, x_new="1"), line(wrong), line({"type": "error"}, 418)]) + "\n"
    )
    return path


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A command line with nothing but these commands: its exit status and what it prints."""

    def call(*arguments: object) -> tuple[int, str]:
        parser = argparse.ArgumentParser(prog="claudewire")
        add_commands(parser.add_subparsers(required=True))
        options = parser.parse_args(["contract", *map(str, arguments)])
        status = int(options.run(options))
        return status, capsys.readouterr().out

    return call


def report_of(path: Path) -> Report:

    return check([path]).report


def test_the_terminal_report_groups_and_sums(run: Run, recording: Path) -> None:
    """The gravest first, each with its place, then what was tried."""
    status, text = run("check", recording)
    assert status == 1
    lines = text.splitlines()
    assert lines[0].startswith("error: ")
    assert (
        "warning: undocumented-literal: response body /stop_reason: `StopReason` does not list 'tired'  (once)" in lines
    )
    assert f"    {recording}:2  POST /v1/messages → 200" in lines
    assert lines[-1].startswith("4 interactions in 1 file: 2 errors, 5 warnings, ")


def test_exit_status(run: Run, recording: Path, tmp_path: Path) -> None:
    """1 for what is as grave as asked for, 0 for less, 2 for what can not be run."""
    clean = tmp_path / "clean.jsonl"
    clean.write_text(line(message()))
    warned = tmp_path / "warned.jsonl"
    warned.write_text(line(message(), x_new="1"))
    assert run("check", clean)[0] == 0
    assert run("check", warned)[0] == 1
    assert run("check", warned, "--fail-on", "error")[0] == 0
    assert run("check", recording, "--fail-on", "error")[0] == 1
    assert run("check", tmp_path / "missing.yaml")[0] == 2
    assert run("drift", recording)[0] == 0
    assert run("coverage", recording)[0] == 0
    assert run("coverage", recording, "--min", "99")[0] == 1


def test_json(run: Run, recording: Path) -> None:
    """Everything that is known of a finding, for programs."""
    found = json.loads(run("check", recording, "--format", "json")[1])
    assert found["interactions"] == 4
    (wrong,) = [finding for finding in found["findings"] if finding["rule"] == "wrong-type"]
    assert (wrong["pointer"], wrong["statement"], wrong["level"]) == ("/id", "Message.id", "error")
    assert wrong["place"] == {"file": str(recording), "line": 3, "index": 2, "title": "POST /v1/messages → 200"}
    assert found["tallies"]["response body"] == {"tried": 3, "valid": 1}


def test_sarif(recording: Path) -> None:
    """What code hosts require of SARIF 2.1.0: rules, levels, and places with a line."""
    log = json.loads(sarif(report_of(recording)))
    assert log["version"] == "2.1.0"
    (run_,) = log["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert run_["results"]
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["region"]["startLine"] >= 1
        assert physical["artifactLocation"]["uri"].startswith("file:///")


def test_junit(run: Run, recording: Path, tmp_path: Path) -> None:
    """One test case for each interaction, even if what it holds is no XML."""
    tmp_path.joinpath("b.jsonl").write_text(line(message(**{'bell\x07<&">': 1})))
    suites = ET.fromstring(run("check", tmp_path, "--format", "junit")[1])
    assert (suites.get("tests"), suites.get("failures")) == ("5", "4")
    assert [(suite.get("tests"), suite.get("failures")) for suite in suites] == [("4", "3"), ("1", "1")]
    assert len(suites.findall("./testsuite/testcase/failure")) == 4


def test_markdown(run: Run, recording: Path, tmp_path: Path) -> None:
    """Tables that a pull request shows; written to a file on request."""
    target = tmp_path / "out.md"
    status, printed = run("check", recording, "--format", "markdown", "-o", target)
    assert (status, printed) == (1, "")
    table = [row for row in target.read_text().splitlines() if row.startswith("| ")]
    assert "| error | wrong-type | response body /id | should be string, is integer | 1 |" in "\n".join(table)
    assert {row.count("|") for row in table[:3]} == {4}


def test_every_format_takes_an_empty_report() -> None:
    """Nothing recorded is no mistake of the report."""
    for name, form in FORMATS.items():
        assert form(Report(), "note"), name


def test_drift_has_all_four_states(document: Document, recording: Path, run: Run) -> None:
    """Documented and seen, documented and never seen, seen and not documented, and legal values that are not listed."""
    found = json.loads(run("drift", recording, "--format", "json")[1])["rows"]
    state = {(row["operation"], row["part"], row["name"]): row["state"] for row in found}
    where = ("messages.create", "response")
    assert state[(*where, "Message.id")] == "seen"
    assert state[(*where, "Message.container")] == "unseen"
    assert state[(*where, "Message.mood")] == "undocumented"
    assert state[(*where, "StopReason=tired")] == "undocumented"
    assert state[(*where, "StopReason=end_turn")] == "seen"
    assert state[(*where, "ContentBlock|hologram")] == "undocumented"
    assert state[(*where, "header x-new")] == "undocumented"
    assert state[(*where, "418")] == "undocumented"
    assert state[(*where, "529")] == "unseen"
    assert state[("messages.create", "event", "in_block → content_block_stop")] == "unseen"
    assert state[("files.list", "request", "operation")] == "unseen"
    text = run("drift", recording)[1]
    assert "seen, not documented: messages.create response: Message.mood  1 ×" in text


def test_suggestions_are_yaml_for_the_document(recording: Path, run: Run) -> None:
    """Each piece is valid YAML in the conventions of spec/README.md, and names where it was seen."""
    text = run("drift", recording, "--suggest", "--spec", "spec")[1]
    assert "# spec/schemas/message.yaml: field `mood` of `Message`" in text
    pieces = [
        piece
        for document in re.split(r"(?m)^(?=# (?:spec/|field|header|literal|member|status))", text)
        if (piece := yaml.safe_load(document))
    ]
    merged: dict[str, Any] = {}
    for piece in pieces:
        for name, value in piece.items():
            merged.setdefault(name, []).append(value)
    assert merged["Message"][0]["properties"]["mood"]["$ref"] == "#/MessageMood"
    mood = merged["MessageMood"][0]
    assert mood["required"] == ["level", "ratio", "label", "since", "tags"]
    assert mood["properties"]["ratio"]["items"] == {"type": "number"}
    assert mood["properties"]["since"] == {"type": "string", "format": "date-time", "description": "TODO"}
    assert mood["properties"]["label"] == {"type": "null", "description": "TODO"}
    assert mood["properties"]["tags"] == {"type": "array", "items": {"type": "string"}, "description": "TODO"}
    assert merged["ContentBlock"][0]["discriminator"]["mapping"] == {"hologram": "#/HologramBlock"}
    assert merged["HologramBlock"][0]["properties"]["type"] == {
        "const": "hologram",
        "description": "Always `hologram`.",
    }
    assert merged["messages.create"] == [
        {"responses": {"…": {"headers": {"x-new": {"description": "TODO", "schema": {"type": "string"}}}}}},
        {"responses": {"418": {"$ref": "../common/responses.yaml#/UnexpectedError"}}},
    ]


def test_nothing_to_suggest(document: Document) -> None:
    """A document that knows everything needs nothing."""
    assert suggestions(Checker(document)).startswith("# The document knows everything")


def test_coverage_counts_every_statement_once(document: Document) -> None:
    """Shared schemas count once, however many operations use them; a touch in any of them counts."""
    checker = Checker(document)
    assert share(checker) == 0
    empty = {row.statement.name for found in statements(checker).values() for row in found}
    checker.run(interactions(document))
    grouped = statements(checker)
    assert {row.statement.name for found in grouped.values() for row in found} == empty
    (tokens,) = [
        row for row in grouped["MessageTokensCount"] if row.statement.name == "MessageTokensCount.input_tokens"
    ]
    assert tokens.seen
    assert 10 < share(checker) < 100
    names = [row.statement.name for row in grouped["Message"]]
    assert len(names) == len(set(names))
    assert "Message.id" in names


def test_coverage_hides_what_no_recording_touches_until_asked(recording: Path, run: Run) -> None:
    """The last line is the total, of everything."""
    text = run("coverage", recording)[1].splitlines()
    everything = run("coverage", recording, "--all")[1].splitlines()

    zero = re.compile(r" +0 of +\d+ +0 %$")
    assert not any(map(zero.search, text))
    assert any(map(zero.search, everything))
    hidden = len(everything) - len(text) + 1
    assert (
        text[-2]
        == f"{hidden} schemas and operations are not shown, because no recording touches them: --all shows them"
    )
    assert text[-1].split() == everything[-1].split()
    assert text[-1].startswith("all statements ")


def test_drift_opens_on_what_was_seen(recording: Path, run: Run) -> None:
    """What was compared, the news, then the operations that were used; the others are counted."""
    text = run("drift", recording)[1].splitlines()

    assert text[0].startswith("4 recorded interactions in 1 files, compared with ")
    assert text[2].startswith("seen, not documented: ")
    operations = [
        line.split()[0]
        for line in text[text.index(next(line for line in text if line.startswith("operation"))) + 1 :]
        if line
    ]
    assert operations[:2] == ["messages.create", "every"]
    assert any(line.endswith("operations were not seen at all: --all lists them") for line in text)
    everything = run("drift", recording, "--all")[1]
    assert "\nfiles.list " in everything
    assert "--all lists them" not in everything


def test_coverage_names_what_is_missing(recording: Path, run: Run) -> None:
    """`--missing` lists the statements themselves."""
    text = run("coverage", recording, "--missing")[1]
    assert "    Message.container" in text.splitlines()
    assert "    Message.id" not in text.splitlines()
    assert re.search(r"^all statements +\d+ of \d+  \d+\.\d %$", text, re.MULTILINE)


def test_every_touch_is_a_statement_of_the_inventory(document: Document) -> None:
    """The walk over values and the list of statements use the same names, or coverage would be wrong."""
    checker = Checker(document)
    checker.run(interactions(document))
    listed = {(row.operation, row.part, row.statement.name) for row in rows(checker) if row.documented}
    for (operation, part), seen in checker.observations.seen.items():
        owner = "every operation: errors" if part == "error" else operation
        missing = [name for name in seen if (owner, part, name) not in listed and "of another response" not in name]
        assert missing == []


def test_the_page_holds_what_was_recorded_and_nothing_of_it_runs(recording: Path) -> None:
    """A recorded `</script>` stays data."""

    text = page(check([recording]))
    assert text.count("</script>") == 2
    assert "\\u003c/script>" in text
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)
