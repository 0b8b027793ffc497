"""Every behaviour of every operation: replayed through the client, and its cassette checked against the document."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from claudewire import contract
from claudewire.contract.reports.coverage import share
from tests.cassettes.behaviours import BEHAVIOURS, LOCAL_ONLY
from tests.cassettes.conftest import LIVE
from tests.cassettes.stage import Stage

CASSETTES = Path(__file__).parent / "recorded"
#: The real API can not be told to fail: those cassettes stay as they are.
PLAYED = [name for name in BEHAVIOURS if not (LIVE and name in LOCAL_ONLY)]
#: A resource that is new in the document is tested from its examples (tests/generator/test_every_operation.py) until it is recorded.
RESOURCES = {"messages", "messages.batches", "models", "files", "skills", "skills.versions"}
DOCUMENT = contract.Document.load()


@pytest.mark.vcr
@pytest.mark.claude_contract("off")  # the next test looks closer
@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("behaviour", PLAYED)
def test_it_behaves(behaviour: str, stage: Stage) -> None:
    """The client makes of the recorded answers what it made of them when they were recorded."""
    BEHAVIOURS[behaviour](stage)


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_its_cassette_agrees_with_the_document(behaviour: str) -> None:
    """Every request, answer, header and event, and the order of events."""
    report = contract.check([CASSETTES / f"{behaviour}.yaml"]).report
    expected = {"truncated-stream"} if behaviour == "messages_stream_cut_short" else set()
    assert {finding.rule for finding in report.findings} <= expected | DELIBERATE.get(behaviour, set()), report.findings


#: Requests that are wrong on purpose.
DELIBERATE = {
    "errors_of_the_request": {"request-field", "request-beta"},
    "breadth_results_of_batches": {"unlisted-literal"},
}


def test_every_cassette_says_where_it_was_recorded_and_belongs_to_a_behaviour() -> None:
    found = {path.stem for path in CASSETTES.glob("*.yaml")}
    assert found == set(BEHAVIOURS)
    for path in CASSETTES.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# Recorded against ")


def test_every_operation_of_a_recorded_resource_has_a_cassette() -> None:
    seen = {
        operation.id
        for path in CASSETTES.glob("*.yaml")
        for interaction in contract.read(path)
        if not isinstance(operation := DOCUMENT.route(interaction.method, urlsplit(interaction.url).path), bool)
    }
    wanted = {operation.id for operation in DOCUMENT.operations if operation.id.rpartition(".")[0] in RESOURCES}
    assert wanted <= seen <= {operation.id for operation in DOCUMENT.operations}


def test_cassettes_touch_seven_tenths_of_the_document() -> None:
    """Statements: fields, literals, members, operations, parameters, statuses, bodies, headers, orders of events. docs/contract.md
    names what stays out, and why."""
    assert share(contract.check([CASSETTES])) >= 70
