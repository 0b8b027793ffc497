"""Live runs in which requests fail: what is tried again, what is given up, what stops the run."""

from __future__ import annotations

import pytest

from claudewire import AuthenticationError, bulk
from claudewire.testing import api_error

from .conftest import ids, lines, prompts, sent


@pytest.mark.parametrize("status", [500, 503, 529, 408])
def test_failure_of_the_service_is_tried_again(run, server, tmp_path, status):
    server.fault("status", status=status, times=3, operation="messages.create")

    report = run(prompts(12), into=tmp_path / "out.jsonl", concurrency=4)

    assert (report.succeeded, report.failed) == (12, 0)
    assert sum(report.again.values()) == 3


def test_throttles_never_fail_a_request(run, server, tmp_path):
    server.fault("rate_limit", times=12, retry_after=0.01, operation="messages.create")

    report = run(prompts(3), into=tmp_path / "out.jsonl", max_attempts=2)

    assert (report.succeeded, report.failed) == (3, 0)
    assert report.again == {"rate_limit_error": 12}


def test_lost_connections_are_tried_again(run, server, tmp_path):
    server.fault("drop", times=4, operation="messages.create")

    report = run(prompts(12), into=tmp_path / "out.jsonl")

    assert report.succeeded == 12


def test_request_that_the_api_refuses_fails_for_good_and_the_others_go_on(run, server, tmp_path):
    server.reply(api_error(400, "no"), when={"user": "Question 3"}, times=None)
    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}

    report = run(prompts(8), **files)

    assert report.failures == {"invalid_request_error": 1}
    assert sent(server)["Question 3"] == 1
    assert run(prompts(8), **files).finished == 0


def test_request_that_always_fails_is_given_up_after_its_attempts(run, server, tmp_path):
    server.reply(api_error(500), when={"user": "Question 3"}, times=None)

    report = run(prompts(8), into=tmp_path / "out.jsonl", max_attempts=3)

    assert (report.succeeded, report.failures) == (7, {"api_error": 1})
    assert sent(server)["Question 3"] == 3


def test_failed_requests_are_sent_again_when_asked(run, server, tmp_path):
    server.reply(api_error(400), when={"user": "Question 3"})
    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}
    run(prompts(8), **files)

    report = run(prompts(8), retry_failed=True, **files)

    assert (report.succeeded, report.failed, report.finished) == (8, 0, 1)
    assert sorted(ids(tmp_path / "out.jsonl")) == sorted(f"row-{number}" for number in range(8))
    assert {line["result"]["type"] for line in lines(tmp_path / "out.jsonl")} == {"succeeded"}


def test_refused_key_stops_the_run_at_once_and_fails_no_request(run, server, tmp_path):
    server.fault("bad_key", times=None)

    with pytest.raises(bulk.BulkStopped) as caught:
        run(prompts(50), into=tmp_path / "out.jsonl", journal=tmp_path / "run.sqlite", concurrency=2)

    assert isinstance(caught.value.__cause__, AuthenticationError)
    assert caught.value.report.failed == 0
    server.reset()
    assert run(prompts(50), into=tmp_path / "out.jsonl", journal=tmp_path / "run.sqlite").succeeded == 50


def test_bad_rows_fail_and_the_others_are_sent(run, server, tmp_path):
    rows = [{"text": "fine"}, {"text": None}, {"other": 1}, 5]

    report = run(rows, template="{text}", into=tmp_path / "out.jsonl")

    assert (report.succeeded, report.failures) == (1, {"request_invalid": 3})
    assert len(server.requests) == 1


def test_run_stops_after_so_many_failures(run, server, tmp_path):
    server.reply(api_error(400), times=None)

    report = run(prompts(50), max_failures=3, concurrency=1, journal=tmp_path / "run.sqlite")

    assert (report.stopped, report.failed) == ("failures", 3)


@pytest.mark.parametrize(
    ("row", "arguments", "said"),
    [
        ({"txt": "x"}, {"template": "{text}"}, "no column 'text'"),
        ({"text": "x"}, {}, "no messages and there is no template"),
        ({"text": "x"}, {"template": "{text}", "id_column": "nr"}, "no column 'nr'"),
        ({"text": "x"}, {"template": "{text}", "model": None}, "no model"),
    ],
)
def test_first_row_that_lacks_what_the_arguments_name_stops_the_run(sync_run, server, tmp_path, row, arguments, said):
    """Every other row would fail as well, and stay failed. Nothing is noted, so the right arguments go on."""
    with pytest.raises(bulk.BulkInvalid, match=said):
        sync_run([row] * 3, journal=tmp_path / "run.sqlite", **arguments)

    assert server.requests == []
    assert sync_run(prompts(3), journal=tmp_path / "run.sqlite").succeeded == 3


def test_requests_that_all_fail_for_one_reason_stop_the_run(run, server, tmp_path):
    with pytest.raises(bulk.BulkStopped, match=r"all of the first \d+ requests failed: .*no-such-model") as caught:
        run(prompts(1_000), model="no-such-model", concurrency=4, journal=tmp_path / "run.sqlite")

    assert 50 <= len(server.requests) < 70
    assert caught.value.report.failures == {"not_found_error": len(server.requests)}


def test_source_that_fails_in_the_middle_keeps_what_was_done(run, tmp_path):
    def rows():
        yield from prompts(5)
        raise OSError("gone")

    with pytest.raises(bulk.BulkInvalid, match="gone") as caught:
        run(rows(), journal=tmp_path / "run.sqlite")

    assert caught.value.report.total == 5
    assert run(prompts(5), journal=tmp_path / "run.sqlite").succeeded == 5
