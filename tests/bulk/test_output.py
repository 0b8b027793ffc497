"""What a run writes and shows: files that survive a cut, Parquet, the display, the report, the estimate, the command."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from claudewire import RateLimiter, bulk
from claudewire.bulk.job import Counts
from claudewire.bulk.show.page import _axis
from claudewire.bulk.show.progress import TqdmDisplay, describe
from claudewire.cli import main
from claudewire.cli.bulk import _clean_end
from claudewire.testing import Limits, api_error

from .conftest import MODEL, ids, lines, prompts


@dataclass
class Verdict:
    good: bool
    score: int = 0
    words: list[str] = field(default_factory=list)
    status: str = ""


def test_parquet_has_a_column_for_each_field_of_the_type(run, server, tmp_path):
    server.reply('{"good": true, "score": 3, "words": ["a"], "status": "x"}', times=None)
    server.reply(api_error(400))

    run(prompts(3), output_format=Verdict, into=tmp_path / "out.parquet", order="input", concurrency=1)

    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["custom_id"] for row in rows] == ["row-0", "row-1", "row-2"]
    good = next(row for row in rows if row["status"] == "succeeded")
    assert (good["good"], good["score"], good["words"], good["output_status"]) == (True, 3, ["a"], "x")
    assert json.loads(good["message"])["role"] == "assistant"
    bad = next(row for row in rows if row["status"] == "errored")
    assert (bad["good"], bad["error_kind"]) == (None, "invalid_request_error")


def test_parquet_without_a_type_has_the_text(sync_run, server, tmp_path):
    server.reply("Fine.", times=None)

    sync_run(prompts(2), into=tmp_path / "out.parquet")

    assert pq.read_table(tmp_path / "out.parquet").column("text").to_pylist() == ["Fine.", "Fine."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet"]


def test_results_go_to_a_function_or_a_list(sync_run):
    found: list[bulk.BulkResult] = []
    names: list[str] = []

    sync_run(prompts(3), into=found)
    sync_run(prompts(3), into=lambda result: names.append(result.custom_id))

    assert sorted(result.custom_id for result in found) == sorted(names) == ["row-0", "row-1", "row-2"]


def test_what_a_killed_process_wrote_behind_the_journal_is_cut_off(sync_run, tmp_path):
    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}
    sync_run(prompts(3), **files)
    with files["into"].open("ab") as file:
        file.write(b'{"custom_id":"row-3","resu')

    sync_run(prompts(5), **files)

    assert sorted(ids(files["into"])) == [f"row-{number}" for number in range(5)]


@pytest.mark.parametrize("harm", ["removed", "shortened"])
def test_file_that_was_lost_is_written_again_from_the_journal(sync_run, server, tmp_path, harm):
    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}
    sync_run(prompts(3), **files)
    files["into"].unlink() if harm == "removed" else files["into"].write_bytes(files["into"].read_bytes()[:50])

    sync_run(prompts(3), **files)

    assert sorted(ids(files["into"])) == ["row-0", "row-1", "row-2"]
    assert len(server.requests) == 3


def test_full_disk_of_the_results_keeps_them_in_the_journal(sync_run, tmp_path):
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(bulk.DiskFull, match="in the journal"):
        sync_run(prompts(3), into="/dev/full", journal=tmp_path / "run.sqlite")

    report = sync_run(prompts(3), into=tmp_path / "out.jsonl", journal=tmp_path / "run.sqlite")
    assert (report.succeeded, len(ids(tmp_path / "out.jsonl"))) == (3, 3)


def test_full_disk_of_the_journal_ends_the_run_and_the_next_one_goes_on(sync_run, server, tmp_path, monkeypatch):
    from claudewire.bulk.store.journal import Journal

    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}
    prepare = Journal._prepare

    def small(journal, database):
        prepare(journal, database)
        database.execute("PRAGMA max_page_count = 28")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_prepare", small)
        with pytest.raises(bulk.DiskFull) as caught:
            sync_run(prompts(200), concurrency=4, **files)
        assert caught.value.report.waiting > 0

    report = sync_run(prompts(200), **files)

    assert report.succeeded == 200
    assert sorted(ids(files["into"])) == sorted(f"row-{number}" for number in range(200))
    assert len(server.requests) < 200 + 100  # what was in flight or not yet written


def test_plain_lines_say_how_a_run_ended(sync_run, server, tmp_path, capsys):
    server.reply(api_error(400), when={"user": "Question 1"})

    sync_run(prompts(4), journal=tmp_path / "run.sqlite", progress=True)

    shown = capsys.readouterr().err
    assert "4 of 4 done (100.0 %)" in shown
    assert "1 failed: invalid_request_error 1" in shown


def test_figures_of_a_notebook_break_on_a_narrow_page():
    figures = SimpleNamespace(value="")

    class Bar:
        container = SimpleNamespace(children=[figures])

        def set_postfix_str(self, text, refresh):
            self.text = text

        def refresh(self):
            figures.value = self.text.replace(" ", "\u2007")  # as tqdm does

        close = refresh

    display = TqdmDisplay(lambda **_: Bar())
    for show in (display.update, display.close):
        show(Counts(total=3))
        assert "\u2007" not in figures.value
        assert figures.value.startswith("$0")


@pytest.mark.parametrize("kind", ["rich", "tqdm", "lines"])
def test_display_shows_the_figures_of_a_run(sync_run, tmp_path, capsys, kind):
    sync_run(prompts(4), journal=tmp_path / "run.sqlite", progress=kind)

    shown = capsys.readouterr().err
    assert "4" in shown
    assert "$0.00" in shown


def test_report_is_a_page_without_anything_from_elsewhere(sync_run, server, tmp_path):
    server.reply(api_error(400, "<script>alert(1)</script>"), when={"user": "Question 1"})

    report = sync_run(prompts(30), journal=tmp_path / "run.sqlite", report=tmp_path / "report.html")

    assert [point["at"] for point in report.timeline] == sorted({point["at"] for point in report.timeline})
    page = (tmp_path / "report.html").read_text()
    assert page.count("<svg") == 4
    assert "<script" not in page
    assert not re.search(r"https?://|src=|@import|url\(", page)
    assert sum(point["finished"] for point in report.timeline) == 30
    assert sum(count for _, count in report.latency_histogram) == 30


def test_report_as_json_has_the_figures(sync_run, tmp_path):
    report = sync_run(prompts(3), journal=tmp_path / "run.sqlite", report=tmp_path / "report.json")

    assert json.loads((tmp_path / "report.json").read_text()) == json.loads(json.dumps(report.to_dict()))
    assert report.prices_as_of == bulk.Prices.load().as_of


def test_estimate_says_what_the_first_row_lacks(client):
    with pytest.raises(bulk.BulkInvalid, match="no column 'txt'"):
        bulk.estimate(client, [{"text": "x"}], template="{txt}", **MODEL)


def test_results_without_a_price_are_named_in_the_report(sync_run, tmp_path):
    table = {"as_of": "2026-01-01", "models": {"another": {"input": 1, "output": 1}}}

    report = sync_run(prompts(2), prices=table, into=tmp_path / "out.jsonl", report=tmp_path / "report.html")

    assert (report.cost, report.unpriced, report.unpriced_models) == (0.0, 2, ["claude-haiku-4-5-20251001"])
    assert "the price table of 2026-01-01 has no price for claude-haiku-4-5-20251001" in report.summary()
    assert MODEL["model"] in (tmp_path / "report.html").read_text()


def test_estimate_counts_and_creates_nothing(server, client):
    rows = [{"text": "word " * 100}] * 300 + [{"text": None}]

    found = bulk.estimate(client, rows, template="{text}", sample=10, **MODEL)

    assert (found.requests, found.bad_rows, found.counted) == (300, 1, 10)
    assert found.max_output_tokens == 300 * 20
    exact = client.messages.count_tokens(model=MODEL["model"], messages=[{"role": "user", "content": "word " * 100}])
    assert found.input_tokens == pytest.approx(300 * exact.input_tokens, rel=0.02)
    assert {request.operation for request in server.requests} == {"messages.count_tokens"}


def test_client_waits_within_the_limit_and_no_request_fails(sync_run, server, tmp_path):
    """A simulated minute: the clock of the limiter and that of the server run a hundred times as fast."""
    server.state.limits = type(server.state.limits)(Limits(requests=60), clock := FastClock())

    report = sync_run(
        prompts(75),
        rate_limit=RateLimiter(requests_per_minute=60, clock=clock.now),
        journal=tmp_path / "run.sqlite",
    )

    assert (report.succeeded, report.failed) == (75, 0)


class FastClock:
    def now(self):
        return time.monotonic() * 100


@pytest.fixture
def command(server, monkeypatch, tmp_path):
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text("id,text\n1,good\n2,bad\n3,so\n")
    return lambda *words: main(["bulk", "in.csv", "--model", "claude-haiku-4-5", "--template", "Is it {text}?", *words])


def test_command_writes_results_and_goes_on(command, server, tmp_path, capsys):
    assert command("-o", "out.jsonl") == 0
    assert sorted(ids(tmp_path / "out.jsonl")) == ["1", "2", "3"]
    assert command("-o", "out.jsonl") == 0

    assert len(server.requests) == 3
    assert "3 succeeded" in capsys.readouterr().err


def test_command_shows_tokens_and_cost_first(command, server, capsys):
    assert command("--dry-run") == 0

    shown = capsys.readouterr().out
    assert "3 requests" in shown
    assert "in batches: $" in shown
    assert {request.operation for request in server.requests} == {"messages.count_tokens"}


def test_command_takes_batches_a_budget_a_schema_and_writes_a_report(command, server, tmp_path):
    server.reply('{"good": true}', times=None)
    (tmp_path / "schema.json").write_text(
        '{"type": "object", "properties": {"good": {"type": "boolean"}}, "required": ["good"], "additionalProperties": false}'
    )

    status = command(
        "-o", "out.jsonl", "--mode", "batches", "--poll-interval", "0.02", "--budget", "5usd", "--schema", "schema.json",
        "--report", "report.html", "--order", "input", "--rate-limit", "600",
    )  # fmt: skip

    assert status == 0
    assert ids(tmp_path / "out.jsonl") == ["1", "2", "3"]
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "name the file of the results"),
        (("-o", "out.txt"), 2, "should end in"),
        (("-o", "out.jsonl", "--budget", "5"), 2, "budget"),
        (("-o", "out.jsonl", "--rate-limit", "fast"), 2, "rate-limit"),
        (("-o", "out.jsonl", "--schema", "missing.json"), 2, "missing.json"),
        (("-o", "out.jsonl", "--budget", "2 requests"), 1, "stopped: budget"),
    ],
)
def test_command_says_what_is_wrong(command, capsys, words, status, said):
    assert command(*words) == status
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[]", "a JSON schema is an object, not array"),
        (b"true", "a JSON schema is an object, not boolean true"),
        (b'"type"', "a JSON schema is an object, not string"),
        (b"{", "not JSON"),
        (b"\xff{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
    ],
    ids=["array", "boolean", "string", "cut", "not UTF-8", "deep"],
)
def test_command_refuses_a_file_that_is_no_schema_before_the_first_request(
    command, server, tmp_path, capsys, text, said
):
    (tmp_path / "schema.json").write_bytes(text)

    assert command("-o", "out.jsonl", "--schema", "schema.json") == 2
    assert f"schema.json: {said}" in capsys.readouterr().err
    assert not server.requests


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["interrupt", "term"])
def test_signal_ends_the_command_cleanly(server, tmp_path, sent, status):
    server.reply("slow", delay=0.1, times=None)
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in prompts(200)))
    command = [
        sys.executable,
        "-m",
        "claudewire",
        "bulk",
        "in.jsonl",
        "-o",
        "out.jsonl",
        "--template",
        "{text}",
        "--concurrency",
        "4",
    ]
    environment = {**os.environ, "ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": "sk-ant-local"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as process:
        timer = threading.Timer(60, process.kill)
        timer.start()
        while not server.requests:
            time.sleep(0.01)
        process.send_signal(sent)
        shown = process.stderr.read()
        timer.cancel()

    assert process.returncode == status, shown
    assert "the same command goes on" in shown
    assert len(lines(tmp_path / "out.jsonl")) == len(server.requests)


def test_first_signal_stops_the_run_and_gives_the_next_one_its_old_meaning():
    stopped = []
    before = signal.getsignal(signal.SIGTERM)

    with _clean_end(SimpleNamespace(stop=lambda: stopped.append(signal.getsignal(signal.SIGTERM)))) as came:
        signal.raise_signal(signal.SIGTERM)
        assert (came, stopped) == ([signal.SIGTERM], [before])

    assert signal.getsignal(signal.SIGTERM) == before


def test_signals_have_their_old_meaning_after_a_run_without_one():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    with _clean_end(SimpleNamespace(stop=None)):
        assert signal.getsignal(signal.SIGINT) != before[0]

    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (Counts(total=4, in_flight=3), "3 in flight"),
        (Counts(total=4, in_flight=1_200, batches=2), "1,200 in flight in 2 batches"),
        (Counts(total=4, note="waiting"), "waiting"),
    ],
    ids=["live", "batches", "note"],
)
def test_progress_says_what_is_under_way(counts, shown):
    assert shown in describe(counts).split(" · ")


@pytest.mark.parametrize(("count", "minor"), [(1, 0), (2, 0), (3, 0), (5, 2), (100, 2)])
def test_axis_of_the_report_keeps_start_middle_and_end_on_a_small_screen(count, minor):
    axis = _axis(range(count))

    assert axis.count('class="minor"') == minor
    assert axis.count("<text") == min(count, 3) + minor
    assert axis.count('text-anchor="end"') == 1
    assert axis.count('text-anchor="start"') == (count > 1)
