"""Live runs against the local server: results, order, typed outputs, resuming, sources, arguments."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from claudewire import AsyncClaude, bulk, tool
from claudewire.testing import api_error

from .conftest import MODEL, ids, lines, prompts, sent


@dataclass
class Verdict:
    good: bool


def test_every_request_has_one_result(run, server, tmp_path):
    report = run(prompts(60), into=tmp_path / "out.jsonl", journal=tmp_path / "run.sqlite")

    assert (report.total, report.succeeded, report.failed, report.waiting) == (60, 60, 0, 0)
    assert report.is_complete
    assert sorted(ids(tmp_path / "out.jsonl")) == sorted(f"row-{number}" for number in range(60))
    assert set(sent(server).values()) == {1}


def test_lines_have_the_form_of_batch_results(sync_run, tmp_path):
    sync_run(["Hello"], into=tmp_path / "out.jsonl")

    (line,) = lines(tmp_path / "out.jsonl")
    assert line["result"]["type"] == "succeeded"
    assert line["result"]["message"]["role"] == "assistant"


def test_results_follow_the_order_of_the_input_when_asked(run, server, tmp_path):
    server.reply("slow", delay=0.3)
    run(prompts(40), into=tmp_path / "out.jsonl", order="input", concurrency=8)

    assert ids(tmp_path / "out.jsonl") == [f"row-{number}" for number in range(40)]


class LastOfAll:
    """Middleware that holds the first request until all others have ended."""

    def __init__(self, others: int) -> None:
        self._others = threading.Semaphore(0)
        self._count = others

    def around(self, call):
        is_first = call.call.body["messages"][0]["content"] == "Question 0"
        for _ in range(self._count if is_first else 0):
            assert self._others.acquire(timeout=20)
        result = yield call
        if not is_first:
            self._others.release()
        return result


@pytest.mark.parametrize("fails", [False, True])
def test_first_request_that_ends_last_holds_up_only_the_results_in_the_order_of_the_input(server, client, fails):
    """What finishes behind it waits in the journal, on the disk."""
    if fails:
        server.reply(api_error(400), when={"user": "Question 0"})
    held = client.with_middleware(LastOfAll(99))

    found = list(bulk.stream(held, prompts(100), order="input", concurrency=8, **MODEL))

    assert [result.position for result in found] == list(range(100))
    assert [result.position for result in found if result.status == "errored"] == [0] * fails


def test_run_goes_on_where_it_was_and_sends_nothing_twice(run, server, tmp_path):
    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite"}
    run(prompts(10), **files)
    report = run(prompts(25), **files)

    assert (report.kept, report.finished, report.succeeded) == (10, 15, 25)
    assert set(sent(server).values()) == {1}
    assert len(ids(tmp_path / "out.jsonl")) == len(set(ids(tmp_path / "out.jsonl"))) == 25


def test_results_are_typed_with_an_output_format(server, client):
    server.reply('{"good": true}', times=None)

    with bulk.stream(client, [{"text": "fine"}], template="{text}", output_format=Verdict, **MODEL) as stream:
        (result,) = stream

    assert result.output == Verdict(good=True)
    assert stream.report.succeeded == 1


def test_text_that_does_not_fit_the_type_fails_with_its_message_and_its_tokens(run, server, tmp_path):
    server.reply("no JSON", times=None)

    report = run(["Hello"], output_format=Verdict, into=tmp_path / "out.jsonl")

    assert report.failures == {"output_mismatch": 1}
    assert report.output_tokens > 0
    (line,) = lines(tmp_path / "out.jsonl")
    assert line["result"]["message"]["content"][0]["text"] == "no JSON"
    assert line["output"] is None


def test_model_is_asked_again_for_text_that_does_not_fit_with_repair(run, server, tmp_path):
    server.script(["no JSON", '{"good": false}'])

    report = run(["Hello"], output_format=Verdict, repair=1, into=tmp_path / "out.jsonl")

    assert report.succeeded == 1
    assert lines(tmp_path / "out.jsonl")[0]["output"] == {"good": False}


def test_tools_are_called(run, server, tmp_path):
    from claudewire.testing import tool_use

    @tool
    def stock(item: str) -> str:
        """Returns the stock of an item."""
        return f"{item}: 5"

    server.script([tool_use("stock", {"item": "tea"}), "There are 5."])

    report = run(["How much tea?"], tools=[stock], max_tokens=300, into=tmp_path / "out.jsonl")

    assert report.succeeded == 1
    assert lines(tmp_path / "out.jsonl")[0]["result"]["message"]["content"][0]["text"] == "There are 5."


def test_changed_request_stops_the_run_before_it_is_sent(run, server, tmp_path):
    journal = tmp_path / "run.sqlite"
    run([{"id": "a", "text": "one"}], template="{text}", journal=journal)

    with pytest.raises(bulk.RequestChanged, match="'a'") as caught:
        run([{"id": "a", "text": "two"}], template="{text}", journal=journal)

    assert caught.value.custom_id == "a"
    assert sent(server) == {"one": 1}


@pytest.mark.parametrize(("choice", "contents"), [("rerun", {"one": 1, "two": 1}), ("keep", {"one": 1})])
def test_changed_request_is_sent_again_or_kept_as_chosen(run, server, tmp_path, choice, contents):
    files = {"into": tmp_path / "out.jsonl", "journal": tmp_path / "run.sqlite", "template": "{text}"}
    run([{"id": "a", "text": "one"}], **files)

    report = run([{"id": "a", "text": "two"}], on_changed=choice, **files)

    assert report.changed == 1
    assert sent(server) == contents
    assert ids(tmp_path / "out.jsonl") == ["a"]


def test_two_requests_with_one_id_and_one_content_are_one(run, server, tmp_path):
    report = run([{"id": "a", "text": "one"}] * 3, template="{text}", journal=tmp_path / "run.sqlite")

    assert (report.total, report.duplicates) == (1, 2)


def test_two_requests_with_one_id_and_different_contents_are_an_error(run, tmp_path):
    with pytest.raises(bulk.BulkInvalid, match="'a'"):
        run([{"id": "a", "text": "1"}, {"id": "a", "text": "2"}], template="{text}", journal=tmp_path / "run.sqlite")


def test_asynchronous_source_is_read(server):
    import anyio

    async def rows():
        for text in prompts(5):
            yield text

    async def main():
        async with (
            AsyncClaude(api_key="sk-ant-local", base_url=server.url) as client,
            bulk.stream_async(client, rows(), **MODEL) as stream,
        ):
            return [result.custom_id async for result in stream], stream.report

    found, report = anyio.run(main)
    assert sorted(found) == [f"row-{number}" for number in range(5)]
    assert report.is_complete


def test_asynchronous_source_needs_an_asynchronous_run(client, tmp_path):
    async def rows():
        yield "Hello"

    with pytest.raises(bulk.BulkInvalid, match="run_async"):
        bulk.run(client, rows(), journal=tmp_path / "run.sqlite", **MODEL)


def test_stream_that_is_left_keeps_its_results_and_releases_the_journal(server, client, tmp_path):
    with bulk.stream(client, prompts(30), journal=tmp_path / "run.sqlite", concurrency=2, **MODEL) as stream:
        next(stream)

    report = bulk.run(client, prompts(30), journal=tmp_path / "run.sqlite", **MODEL)
    assert report.kept >= 1
    assert report.succeeded == 30


def test_journal_gives_back_its_results(client, tmp_path):
    bulk.run(client, prompts(7), journal=tmp_path / "run.sqlite", **MODEL)

    found = list(bulk.results(tmp_path / "run.sqlite"))

    assert [result.custom_id for result in found] == [f"row-{number}" for number in range(7)]
    assert all(result.text for result in found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "would go nowhere"),
        ({"into": "x.txt"}, "should end in"),
        ({"into": 5}, "should be a path"),
        ({"into": [], "mode": "fast"}, "mode: one of"),
        ({"into": [], "order": "random"}, "order: one of"),
        ({"into": [], "concurrency": 0}, "concurrency"),
        ({"into": [], "deadline": -1}, "deadline"),
        ({"into": [], "budget": "5"}, "budget"),
        ({"into": [], "no_such_field": 1}, "no_such_field"),
        ({"into": [], "output_format": {"type": "json_schema"}}, "should be a type"),
        ({"into": [], "mode": "batches", "tools": [print]}, "need mode='live'"),
        ({"into": [], "progress": "bells"}, "progress"),
        ({"into": [], "batch_size": 100_001}, "batch_size"),
    ],
)
def test_argument_without_a_meaning_is_refused_before_anything_is_sent(server, client, arguments, said):
    with pytest.raises(bulk.BulkInvalid, match=said):
        bulk.run(client, prompts(3), **MODEL, **arguments)
    assert server.requests == []


def test_client_of_the_other_kind_is_refused(client, server):
    with pytest.raises(bulk.BulkInvalid, match="run_async"):
        bulk.run(AsyncClaude(api_key="sk-ant-local", base_url=server.url), [], into=[], **MODEL)  # type: ignore[arg-type]
    with pytest.raises(bulk.BulkInvalid, match="run or stream"):
        bulk.stream_async(client, [], **MODEL)  # type: ignore[arg-type]


def test_file_of_somebody_else_is_not_overwritten(client, tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("mine\n")

    with pytest.raises(bulk.BulkInvalid, match="not of this journal"):
        bulk.run(client, prompts(3), into=path, **MODEL)
    assert path.read_text() == "mine\n"


def test_empty_source_gives_an_empty_report(run, tmp_path):
    report = run([], into=tmp_path / "out.jsonl", report=tmp_path / "report.html", progress=True)

    assert (report.total, report.is_complete) == (0, True)
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_requests_with_one_cache_prefix_are_sent_together(run, server, tmp_path):
    def row(number):
        system = [{"type": "text", "text": f"Document {number % 2}", "cache_control": {"type": "ephemeral"}}]
        return {"system": system, "messages": [{"role": "user", "content": f"Question {number}"}]}

    run([row(number) for number in range(20)], into=tmp_path / "out.jsonl", concurrency=1)

    documents = [request.body["system"][0]["text"] for request in server.requests]
    assert documents == ["Document 0"] * 10 + ["Document 1"] * 10
