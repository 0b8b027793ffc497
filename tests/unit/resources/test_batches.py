"""`client.messages.batches`: waiting for a batch, its results, and splitting requests into batches."""

from __future__ import annotations

import json
from itertools import islice

import anyio
import httpx
import pytest

from claudewire import AsyncClaude, DeadlineExpired, RequestInvalid
from claudewire._resources.batches import poll_delays
from tests.support.clients import mocked_client, on_both_clients
from tests.support.requests import HELLO

BATCH = {
    "id": "msgbatch_1", "type": "message_batch", "processing_status": "in_progress", "results_url": None, "ended_at": None,
    "request_counts": {"processing": 1, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0},
    "created_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-02T00:00:00Z", "archived_at": None,
    "cancel_initiated_at": None,
}  # fmt: skip
LINES = b'{"custom_id": "b", "result": {"type": "canceled"}}\n{"custom_id": "a", "result": {"type": "canceled"}}\n'


def batch_request(number, size=0):
    return {"custom_id": f"r{number}", "params": {**HELLO, "system": "x" * size}}


def respond_with_batch(request):
    return httpx.Response(200, json=BATCH)


def respond_with_lines(request):
    return httpx.Response(200, content=LINES, headers={"content-type": "application/x-jsonl"})


def test_wait_polls_until_the_batch_has_ended():
    polls, progress = [], []

    def respond(request):
        polls.append(request.url.path)
        ended = len(polls) % 3 == 0
        return httpx.Response(200, json={**BATCH, "processing_status": "ended" if ended else "in_progress"})

    options = {"poll_interval": 0.001, "on_progress": lambda batch: progress.append(batch.processing_status)}
    results = on_both_clients(
        lambda client: client.messages.batches.wait("msgbatch_1", **options),
        lambda client: client.messages.batches.wait("msgbatch_1", **options),
        respond,
    )

    assert [batch.processing_status for batch in results] == ["ended", "ended"]
    assert progress == ["in_progress", "in_progress", "ended"] * 2


def test_wait_raises_after_its_timeout():
    with (
        mocked_client(respond_with_batch) as client,
        pytest.raises(DeadlineExpired, match=r"msgbatch_1 is still in_progress after 0\.01 s"),
    ):
        client.messages.batches.wait("msgbatch_1", timeout=0.01, poll_interval=0.005)


def test_poll_delays_grow_up_to_a_minute_or_are_constant():
    delays = list(islice(poll_delays(None), 20))

    assert delays[:3] == [1.0, 1.5, 2.25]
    assert max(delays) == 60.0
    assert list(islice(poll_delays(5), 3)) == [5, 5, 5]


@pytest.mark.parametrize("options", [{}, {"stall_timeout": 5.0, "deadline": 60.0}], ids=["plain", "with call options"])
def test_results_by_id_maps_custom_ids_to_results(options):
    for results in on_both_clients(
        lambda client: client.messages.batches.results_by_id("msgbatch_1", **options),
        lambda client: client.messages.batches.results_by_id("msgbatch_1", **options),
        respond_with_lines,
    ):
        assert set(results) == {"a", "b"}
        assert results["a"].result.type == "canceled"


def test_submit_splits_requests_by_count_and_by_size():
    sent = []

    def respond(request):
        sent.append((len(json.loads(request.content)["requests"]), len(request.content)))
        return httpx.Response(200, json=BATCH)

    requests = [batch_request(number, size=1000 if number == 5 else 0) for number in range(10)]
    limit = 1700
    first, second = on_both_clients(
        lambda client: client.messages.batches.submit(iter(requests), max_requests=4, max_bytes=limit),
        lambda client: client.messages.batches.submit(requests, max_requests=4, max_bytes=limit),
        respond,
    )

    half = sent[: len(sent) // 2]
    assert len(first) == len(second) == len(half)
    assert half == sent[len(half) :]
    assert sum(count for count, _ in half) == 10
    assert all(count <= 4 and size <= limit for count, size in half)


def test_submit_refuses_a_custom_id_that_is_used_twice():
    with mocked_client(respond_with_batch) as client, pytest.raises(RequestInvalid, match="'r1' is used twice"):
        client.messages.batches.submit([batch_request(1), batch_request(1)])


def test_submit_refuses_a_request_that_is_larger_than_a_batch():
    with mocked_client(respond_with_batch) as client, pytest.raises(RequestInvalid, match="one request has"):
        client.messages.batches.submit([batch_request(1, size=500)], max_bytes=100)


def test_submit_of_no_requests_creates_no_batch():
    with mocked_client(respond_with_batch) as client:
        assert client.messages.batches.submit([]) == []


def test_submit_accepts_an_async_iterator():
    async def requests():
        for number in range(3):
            yield batch_request(number)

    async def main():
        async with mocked_client(respond_with_batch, AsyncClaude) as client:
            return await client.messages.batches.submit(requests())

    assert len(anyio.run(main)) == 1
