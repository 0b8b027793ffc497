"""Batches mode against the local server: splitting, results, what comes back, and going on after a cut between any two steps."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

import claudewire._resources.batches as batches
import claudewire.bulk.loops.batched as batched
from claudewire import ClaudeBedrock, NotOnPlatform, bulk
from claudewire.bulk.store.journal import Journal
from claudewire.testing import api_error

from .conftest import MODEL, ids, lines, prompts, sent


@dataclass
class Verdict:
    good: bool


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(batched, "SETTLE_SECONDS", 0.05)
    monkeypatch.setattr(batches, "_FIRST_DELAY", 0.01)


@pytest.fixture
def files(tmp_path):
    return {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}


def created(server):
    """The sizes of the batches that the server has created."""
    made = [
        request
        for request in server.requests
        if request.operation == "messages.batches.create" and request.status == 200
    ]
    return [len(request.body["requests"]) for request in made]


BATCHES = {"mode": "batches", "poll_interval": 0.02}


def test_requests_are_split_into_batches_and_each_has_one_result(run, server, files):
    report = run(prompts(25), batch_size=10, **BATCHES, **files)

    assert created(server) == [10, 10, 5]
    assert (report.succeeded, report.waiting) == (25, 0)
    assert sorted(ids(files["into"])) == sorted(f"row-{number}" for number in range(25))
    assert sent(server) == {}


def test_batches_are_split_by_bytes(sync_run, server, files):
    sync_run(["x" * 2_000] * 6, batch_bytes=5_000, **BATCHES, **files)

    assert created(server) == [2, 2, 2]


def test_request_larger_than_a_batch_fails_and_the_others_go(sync_run, server, files):
    report = sync_run(["small", "x" * 9_000], batch_bytes=5_000, **BATCHES, **files)

    assert (report.succeeded, report.failed) == (1, 1)


def test_batch_costs_half(sync_run, tmp_path):
    live = sync_run(prompts(3), journal=tmp_path / "live.sqlite")
    report = sync_run(prompts(3), journal=tmp_path / "run.sqlite", **BATCHES)

    assert report.cost == pytest.approx(live.cost / 2)
    assert report.batched_cost == report.cost


def test_results_of_batches_are_typed(run, server, files):
    server.reply('{"good": true}', times=None)

    run([{"id": "a", "text": "fine"}], template="{text}", output_format=Verdict, **BATCHES, **files)

    (line,) = lines(files["into"])
    assert (line["custom_id"], line["output"]) == ("a", {"good": True})


def test_ids_that_a_batch_refuses_come_back(run, files):
    run([{"id": "a/b@c d", "text": "x"}, {"id": "ü" * 70, "text": "y"}], template="{text}", **BATCHES, **files)

    assert sorted(ids(files["into"])) == sorted(["a/b@c d", "ü" * 70])


def test_errored_requests_go_into_another_batch_and_lasting_errors_do_not(run, server, files):
    server.reply(api_error(529), when={"user": "Question 1"}, times=2)
    server.reply(api_error(400), when={"user": "Question 2"}, times=None)

    report = run(prompts(4), **BATCHES, **files)

    assert (report.succeeded, report.failures) == (3, {"invalid_request_error": 1})
    assert report.again == {"overloaded_error": 2}
    assert created(server) == [4, 1, 1]


def test_auto_sends_what_a_batch_gives_back_live(run, server, files, monkeypatch):
    monkeypatch.setattr("claudewire.bulk.session.AUTO_BATCH_FROM", 4)
    server.reply(api_error(529), when={"user": "Question 1"})

    report = run(prompts(4), **{**BATCHES, "mode": "auto"}, **files)

    assert report.succeeded == 4
    assert created(server) == [4]
    assert sent(server) == {"Question 1": 1}


def test_auto_sends_few_requests_live(run, server, files):
    run(iter(prompts(4)), **{**BATCHES, "mode": "auto"}, **files)

    assert created(server) == []
    assert sent(server).total() == 4


def test_expired_requests_are_sent_again(sync_run, server, files):
    server.state.settings = type(server.state.settings)(batch_seconds=100_000, seed=1)

    def progress(counts):
        if counts.batches and server.state.settings.batch_seconds != 0.05:
            server.advance(90_000)
            server.state.settings = type(server.state.settings)(batch_seconds=0.05, seed=1)

    report = sync_run(prompts(10), progress=progress, **BATCHES, **files)

    assert report.succeeded == 10
    assert report.again["batch_expired"] > 0


def test_cancelled_requests_fail_and_are_sent_again_when_asked(sync_run, client, server, files):
    server.state.settings = type(server.state.settings)(batch_seconds=1.0, seed=1)

    def progress(counts):
        for batch in client.messages.batches.list().data:
            if batch.processing_status == "in_progress":
                client.messages.batches.cancel(batch.id)

    report = sync_run(prompts(10), progress=progress, **BATCHES, **files)

    assert report.failures["batch_canceled"] > 0
    assert sync_run(prompts(10), retry_failed=True, **files).succeeded == 10
    assert len(ids(files["into"])) == 10


CUTS = ["plan", "create", "note", "poll", "read", "end"]


@pytest.mark.parametrize("cut", CUTS)
def test_run_goes_on_after_a_cut_between_any_two_steps(sync_run, server, files, monkeypatch, cut):
    """The exception stands for the end of the process: nothing behind it is done. No request is sent in two batches."""

    class Cut(BaseException):
        pass

    real = {name: getattr(Journal, name) for name in ("plan_batch", "batch_created", "batch_ended", "finish")}
    create, retrieve = batched.BatchCalls.create, batched.BatchCalls.retrieve

    def cutting(function, *, before):
        def cut_here(*args, **kwargs):
            if before:
                raise Cut
            function(*args, **kwargs)
            raise Cut

        return cut_here

    async def cut_create(self, requests):
        await create(self, requests)
        raise Cut

    async def cut_retrieve(self, id):
        await retrieve(self, id)
        raise Cut

    with monkeypatch.context() as patch:
        if cut == "plan":
            patch.setattr(Journal, "plan_batch", cutting(real["plan_batch"], before=False))
        elif cut == "create":
            patch.setattr(batched.BatchCalls, "create", cut_create)
        elif cut == "note":
            patch.setattr(Journal, "batch_created", cutting(real["batch_created"], before=False))
        elif cut == "poll":
            patch.setattr(batched.BatchCalls, "retrieve", cut_retrieve)
        elif cut == "read":
            patch.setattr(Journal, "batch_ended", cutting(real["batch_ended"], before=True))
        else:
            patch.setattr(Journal, "batch_ended", cutting(real["batch_ended"], before=False))
        with pytest.raises(Cut):
            sync_run(prompts(20), batch_size=20, **BATCHES, **files)

    report = sync_run(prompts(20), batch_size=20, **BATCHES, **files)

    assert report.succeeded == 20
    assert sorted(ids(files["into"])) == sorted(f"row-{number}" for number in range(20))
    assert created(server) == [20]


def test_batch_of_another_run_is_not_taken_for_ours(sync_run, client, server, files):
    """It has the same number of requests and the same ids, and was created at the same time; but not our token."""
    journal = Journal(files["journal"])
    with journal.transaction():
        journal.add([(0, "row-0", b"x" * 16)])
        journal.store([(0, {**MODEL, "messages": [{"role": "user", "content": "Question 0"}]})])
    journal.plan_batch([0])
    journal.close()
    client.messages.batches.create(
        requests=[{"custom_id": "row-0", "params": {**MODEL, "messages": [{"role": "user", "content": "Other"}]}}]
    )

    report = sync_run(prompts(1), on_changed="keep", **BATCHES, **files)

    assert report.succeeded == 1
    assert created(server) == [1, 1]


@pytest.mark.parametrize("fault", ["drop", "bad_json", "bad_gzip"])
def test_lost_response_to_the_creation_leads_to_no_second_batch(run, server, files, fault):
    server.fault(fault, operation="messages.batches.create")

    report = run(prompts(5), **BATCHES, **files)

    assert report.succeeded == 5
    assert len([r for r in server.requests if r.operation == "messages.batches.create"]) == 1


@pytest.mark.parametrize("fault", ["overloaded", "drop", "rate_limit"])
@pytest.mark.parametrize(
    "operation", ["messages.batches.create", "messages.batches.retrieve", "messages.batches.results"]
)
def test_failure_of_a_call_about_a_batch_is_tried_again(run, server, files, fault, operation):
    server.fault(fault, operation=operation, retry_after=None if fault == "drop" else 0.01)

    report = run(prompts(5), **BATCHES, **files)

    assert report.succeeded == 5
    assert len(ids(files["into"])) == 5


def test_list_of_batches_that_cannot_be_read_is_asked_again(run, server, files):
    server.fault("drop", operation="messages.batches.create")
    server.fault("status", status=500, times=3, operation="messages.batches.list")

    report = run(prompts(6), **BATCHES, **files)

    assert (report.succeeded, created(server)) == (6, [6])


@pytest.mark.parametrize(
    "operation", ["messages.batches.list", "messages.batches.retrieve", "messages.batches.results"]
)
def test_deadline_ends_a_call_about_a_batch_and_the_next_run_goes_on(run, server, files, operation):
    if operation == "messages.batches.list":  # is asked after a lost response
        server.fault("drop", operation="messages.batches.create")
    server.fault("hang", operation=operation)

    report = run(prompts(6), deadline=0.2, **BATCHES, **files)

    assert (report.stopped, report.failed, report.waiting) == ("deadline", 0, report.total)
    server.state.faults.clear()  # a slow machine may not have come so far
    assert run(prompts(6), **BATCHES, **files).succeeded == 6
    assert created(server) == [6]


def test_results_that_break_off_are_read_again(sync_run, server, files):
    server.fault("cut", operation="messages.batches.results")

    assert sync_run(prompts(50), **BATCHES, **files).succeeded == 50
    assert len(ids(files["into"])) == 50


def test_open_batches_are_read_before_a_live_run_goes_on(sync_run, server, files):
    server.state.settings = type(server.state.settings)(batch_seconds=0.5, seed=1)
    report = sync_run(prompts(5), deadline=0.1, **BATCHES, **files)
    assert (report.stopped, report.waiting) == ("deadline", 5)

    report = sync_run(prompts(8), **{**BATCHES, "mode": "live"}, **files)

    assert report.succeeded == 8
    assert sent(server).total() == 3


def test_budget_waits_for_results_and_then_stops(sync_run, files):
    report = sync_run(prompts(30), budget="600 tokens", batch_size=5, **BATCHES, **files)

    assert report.stopped == "budget"
    assert 0 < report.input_tokens + report.output_tokens <= 600
    assert report.finished > 5


def test_platform_without_batches_says_so(tmp_path):
    client = ClaudeBedrock(api_key="bedrock-key-for-tests", region="us-east-1")

    with pytest.raises(NotOnPlatform, match="mode='live'"):
        bulk.run(client, prompts(1), mode="batches", journal=tmp_path / "run.sqlite", **MODEL)
    client.close()


PROGRAM = """
import os, signal, sys
from claudewire import Claude, bulk
import claudewire._resources.batches as batches
import claudewire.bulk.loops.batched as batched
batched.SETTLE_SECONDS = 0.05
url, journal, out, mode, last = sys.argv[1:]
with bulk.stream(
    Claude(api_key="sk-ant-local", base_url=url), [f"Question {n}" for n in range(120)], model="claude-haiku-4-5", max_tokens=20,
    mode=mode, batch_size=50, poll_interval=0.02, journal=journal, into=out, concurrency=8,
) as results:
    for number, _ in enumerate(results, 1):
        if number == int(last):
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("mode", ["live", "batches"])
def test_killed_processes_leave_each_request_one_result(sync_run, server, files, mode):
    """Two processes are killed in the middle of their work, and this one finishes it. `make bulk-kills` kills 200, at any moment."""
    command = [sys.executable, "-c", PROGRAM, server.url, str(files["journal"]), str(files["into"]), mode]
    for last in ("10", "70"):
        killed = subprocess.run([*command, last], check=False, timeout=120, capture_output=True)
        assert killed.returncode == -9, killed.stderr

    assert sync_run(prompts(120), mode=mode, batch_size=50, poll_interval=0.02, concurrency=8, **files).succeeded == 120
    assert sorted(ids(files["into"])) == sorted(f"row-{number}" for number in range(120))
    if mode == "batches":
        assert sum(created(server)) == 120
    else:
        assert set(sent(server)) == set(prompts(120))
        assert sent(server).total() <= 120 + 2 * 8  # what was in flight
