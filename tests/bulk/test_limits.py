"""Budgets in tokens and money, and deadlines."""

from __future__ import annotations

import threading
import time

import pytest

from claudewire import bulk, tool

from .conftest import prompts


@pytest.mark.parametrize(
    ("budget", "fits"), [("5 requests", lambda r: r.finished == 5), ("300 tokens", lambda r: 0 < tokens(r) <= 300)]
)
def test_budget_stops_the_run_cleanly_and_more_of_it_goes_on(run, tmp_path, budget, fits):
    journal = tmp_path / "run.sqlite"
    report = run(prompts(40), budget=budget, journal=journal)

    assert report.stopped == "budget"
    assert fits(report)
    assert report.finished < 40
    assert run(prompts(40), budget=budget, journal=journal).finished == 0
    assert run(prompts(40), journal=journal).is_complete


def tokens(report):
    return report.input_tokens + report.output_tokens


def test_money_is_never_passed(run, tmp_path):
    report = run(prompts(40), budget="0.001usd", journal=tmp_path / "run.sqlite")

    assert report.stopped == "budget"
    assert 0 < report.cost <= 0.001


def test_money_needs_a_price(sync_run, tmp_path):
    with pytest.raises(bulk.BulkInvalid, match="no price for claude-mythos-5-2"):
        sync_run(prompts(3), model="claude-mythos-5-2", budget="1usd", journal=tmp_path / "run.sqlite")


def test_deadline_ends_the_run_and_the_next_one_goes_on(run, server, tmp_path):
    server.reply("slow", delay=30.0, times=None)
    begin = time.monotonic()

    report = run(prompts(10), deadline=0.5, journal=tmp_path / "run.sqlite")

    assert report.stopped == "deadline"
    assert (report.failed, report.waiting) == (0, 10)
    assert time.monotonic() - begin < 20
    server.reset()
    assert run(prompts(10), journal=tmp_path / "run.sqlite").succeeded == 10


@pytest.mark.parametrize("mode", ["live", "batches"])
def test_deadline_that_passes_before_a_request_begins_is_no_error(run, server, tmp_path, mode):
    def rows():
        time.sleep(0.03)
        yield from prompts(3)

    report = run(rows(), mode=mode, deadline=0.02, journal=tmp_path / "run.sqlite")

    assert (report.stopped, report.failed) == ("deadline", 0)
    assert report.waiting == report.total > 0
    assert server.requests == []
    assert run(prompts(3), mode="live", journal=tmp_path / "run.sqlite").succeeded == 3


def test_deadline_ends_a_request_between_two_turns_of_its_tools(sync_run, server, tmp_path):
    from claudewire.testing import tool_use

    over = threading.Event()

    @tool
    def wait() -> str:
        """Waits."""
        over.wait(20)
        return "late"

    server.script([tool_use("wait", {}), "too late"])
    report = sync_run(["Hello"], tools=[wait], deadline=0.2, max_tokens=300, journal=tmp_path / "run.sqlite")
    over.set()

    assert (report.stopped, report.failed, report.waiting) == ("deadline", 0, 1)
    assert len(server.requests) == 1
