"""Which recorded exchanges are with the Claude API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claudewire.contract import Checker, Document, Interaction, Message, Place
from claudewire.contract.checks.ownership import Ownership

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "contract_ownership.json").read_text("utf-8"))["cases"]
DOCUMENT = Document.load()


def interaction(case: dict[str, Any]) -> Interaction:
    return Interaction(
        place=Place(file="a.yaml", line=1, index=0, title=case["name"]),
        method=case.get("method", "POST"),
        url=case["url"],
        request=Message(headers=list(case.get("request", {}).items()), body=None),
        status=200,
        response=Message(headers=list(case.get("response", {}).items()), body=b'{"ok": true}'),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_ownership_is_decided_by_host_path_headers_and_mark(case: dict[str, Any]) -> None:
    ownership = Ownership(DOCUMENT, case.get("hosts", ()))

    assert ownership.path_of(interaction(case)) == case["ours"]


@pytest.mark.parametrize("case", [case for case in CASES if case["ours"] is None], ids=lambda case: case["name"])
def test_checker_counts_an_exchange_of_another_service_and_reports_nothing(case: dict[str, Any]) -> None:
    checker = Checker(DOCUMENT, hosts=case.get("hosts", ()))

    assert checker.check(interaction(case)) == []
    assert (checker.report.other_services, checker.report.interactions) == (1, [])


@pytest.mark.parametrize("host", ["", "http://", "gateway.example:port", "[half"])
def test_ownership_refuses_a_host_that_is_not_one(host: str) -> None:
    with pytest.raises(ValueError, match="is not a host"):
        Ownership(DOCUMENT, [host])
