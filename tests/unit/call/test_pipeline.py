"""A call from end to end: attempts, waits, results, invalid answers, long requests, raw responses, downloads, pages."""

import json
import logging
import time

import httpx
import pytest

from claudewire import (
    APIStatusError,
    OverloadedError,
    RateLimitError,
    ResponseInvalid,
    ResponseTooLarge,
    RetryPolicy,
    expected_seconds,
)
from claudewire_api.models import Message
from tests.faults.faults import events, message
from tests.support.pipelines import HELLO, OVERLOADED, Bytes, Sync, create, failure, ids, ok, page


class TestRetries:
    def test_until_it_works(self, run):
        runner = run(failure(), httpx.ConnectError("x"), ok())
        result = runner(create)
        assert result.id == "msg_1"
        assert result.response.attempts == 3
        assert result.response.retries_taken == 2
        assert len(runner.script.requests) == 3

    def test_until_there_are_no_retries_left(self, run):
        runner = run(failure())
        with pytest.raises(OverloadedError) as caught:
            runner(create)
        assert caught.value.attempts == len(runner.script.requests) == 3
        assert caught.value.request_id == "req_o"

    def test_never_if_it_is_final(self, run):
        runner = run(failure(400, {"type": "error", "error": {"type": "invalid_request_error", "message": "no"}}))
        with pytest.raises(APIStatusError, match="invalid_request_error: no"):
            runner(create)
        assert len(runner.script.requests) == 1

    def test_every_attempt_sends_the_same(self, run):
        runner = run(failure(), failure(), ok())
        runner(create)
        first, *others = runner.script.requests
        assert len(others) == 2
        for request in others:
            assert request.content == first.content
            assert request.headers["idempotency-key"] == first.headers["idempotency-key"]

    def test_what_the_call_says_counts(self, run):
        runner = run(failure())
        with pytest.raises(OverloadedError):
            runner(lambda client: client.messages.create(**HELLO, max_retries=0))
        assert len(runner.script.requests) == 1

    def test_retry_after_is_waited_for(self, run):
        runner = run(failure(429, retry_after_ms="120"), ok())
        start = time.monotonic()
        runner(create)
        assert 0.12 <= time.monotonic() - start < 10

    def test_but_not_beyond_the_ceiling(self, run):
        runner = run(failure(429, {"error": {"type": "rate_limit_error"}}, retry_after="3600"))
        start = time.monotonic()
        with pytest.raises(RateLimitError) as caught:
            runner(create)
        assert time.monotonic() - start < 10
        assert caught.value.retry_after == 3600
        assert len(runner.script.requests) == 1

    def test_and_not_beyond_the_deadline(self, run):
        runner = run(failure(429, retry_after="30"))
        with pytest.raises(RateLimitError) as caught:
            runner(lambda client: client.messages.create(**HELLO, deadline=15.0))
        assert caught.value.retry_after == 30

    def test_the_hook_is_told(self, run):
        told = []
        runner = run(failure(), ok(), retry=RetryPolicy(initial_delay=0.0, on_retry=told.append))
        runner(create)
        assert [(retry.attempt, retry.reason, retry.operation) for retry in told] == [
            (1, "status 529", "messages.create")
        ]
        assert isinstance(told[0].error, OverloadedError)

    def test_the_budget_is_shared_by_copies(self, run):
        runner = run(failure(500), retry=RetryPolicy(initial_delay=0.0, budget=28))
        with pytest.raises(APIStatusError):
            runner.client and runner(create)
        assert runner.client._shared.budget.tokens == 0
        assert runner.client.with_options(timeout=1)._shared.budget is runner.client._shared.budget

    def test_a_success_gives_back_what_its_retry_cost(self, run):
        runner = run(failure(500), ok(), retry=RetryPolicy(initial_delay=0.0, budget=28))
        runner(create)
        assert runner.client._shared.budget.tokens == 28

    def test_a_page_in_the_middle_is_retried_like_any_call(self, run):
        pages = [
            httpx.Response(200, json=page(["a", "b"], True)),
            failure(),
            httpx.Response(200, json=page(["c"], False)),
        ]
        runner = run(*pages)
        assert runner(lambda client: ids(client.models.list(limit=2))) == ["a", "b", "c"]
        assert [request.url.query for request in runner.script.requests] == [
            b"limit=2", b"limit=2&after_id=b", b"limit=2&after_id=b",
        ]  # fmt: skip


class TestResults:
    def test_how_it_came_is_on_the_result(self, run):
        result = run(ok(**{"anthropic-organization-id": "org_1", "anthropic-ratelimit-requests-remaining": "7"}))(
            create
        )
        assert result._request_id == result.response.request_id == "req_1"
        assert result.response.organization_id == "org_1"
        assert result.response.rate_limits.requests.remaining == 7
        assert result.response.headers["Request-Id"] == "req_1"
        assert result.response.status_code == 200

    @pytest.mark.parametrize(
        ("answer", "match"),
        [
            ({"html": "<html>Free WiFi</html>"}, "not JSON .*text/html.*Free WiFi"),
            ({}, "empty body"),
            ({"json": []}, "not an object"),
            ({"content": b"null"}, "not an object"),
            ({"json": "x"}, "not an object"),
            ({"json": {}}, "lacks id, type"),
            ({"content": b'{"id": "msg'}, "not JSON"),
            ({"content": b"\xff\xfe\0"}, "not JSON"),
            ({"content": b"[" * 100_000}, "not JSON"),
        ],
    )
    @pytest.mark.parametrize("status", [200, 204])
    def test_what_was_not_promised(self, run, status, answer, match):
        runner = run(httpx.Response(status, **answer))
        with pytest.raises(ResponseInvalid, match=match) as caught:
            runner(create)
        assert caught.value.status_code == status
        assert len(runner.script.requests) == 1

    def test_unknown_fields_do_not_matter(self, run):
        result = run(httpx.Response(200, json={**message("1"), "new": {"x": 1}}))(create)
        assert result.new == {"x": 1}

    def test_the_largest_response(self, run):
        with pytest.raises(ResponseTooLarge) as caught:
            run(ok(), max_response_bytes=50)(create)
        assert caught.value.request_id == "req_1"

    def test_compressed(self, run):
        import gzip

        data = gzip.compress(json.dumps(message("z")).encode())
        answer = httpx.Response(200, stream=Bytes(data), headers={"content-encoding": "gzip"})
        assert run(answer)(create).id == "msg_z"

    def test_an_error_that_is_no_json(self, run):
        with pytest.raises(APIStatusError, match="502: <html>Bad gateway") as caught:
            run(httpx.Response(502, html="<html>Bad gateway"))(
                lambda client: client.messages.create(**HELLO, max_retries=0)
            )
        assert caught.value.body == "<html>Bad gateway"
        assert caught.value.response.status_code == 502


LONG = {**HELLO, "max_tokens": 64_000}


class TestLongRequests:
    def stream(self, data=None):
        return httpx.Response(
            200, stream=Bytes(data or b"".join(events("s"))), headers={"content-type": "text/event-stream"}
        )

    def test_they_are_sent_as_streams_and_come_back_whole(self, run):
        runner = run(self.stream())
        result = runner(lambda client: client.messages.create(**LONG))
        assert isinstance(result, Message)
        assert (result.id, result.content[0].text, result.stop_reason) == ("msg_s", "Hello.", "end_turn")
        assert result.response.attempts == 1
        assert json.loads(runner.script.requests[0].content)["stream"] is True

    def test_a_server_that_does_not_stream_is_fine(self, run):
        assert run(ok())(lambda client: client.messages.create(**LONG)).id == "msg_1"

    def test_a_stream_that_breaks_off_is_another_attempt(self, run):
        runner = run(self.stream(b"".join(events("s")[:-2])), self.stream())
        assert runner(lambda client: client.messages.create(**LONG)).response.attempts == 2

    def test_an_error_in_the_stream_is_the_error(self, run):
        data = b"".join(events("s")[:4]) + b"event: error\ndata: " + json.dumps(OVERLOADED).encode() + b"\n\n"
        with pytest.raises(OverloadedError) as caught:
            run(self.stream(data))(lambda client: client.messages.create(**LONG))
        assert caught.value.attempts == 3
        assert caught.value.status_code == 529
        assert isinstance(caught.value.partial_message, Message)
        assert caught.value.partial_message.content[0].text == "Hel"

    def test_it_can_be_switched_off(self, run):
        runner = run(ok(), stream_long_requests=False)
        runner(lambda client: client.messages.create(**LONG))
        assert "stream" not in json.loads(runner.script.requests[0].content)

    def test_the_threshold(self, run):
        assert expected_seconds(21_333) < 600 < expected_seconds(21_334)
        runner = run(ok())
        runner(lambda client: client.messages.create(**{**HELLO, "max_tokens": 21_333}))
        assert "stream" not in json.loads(runner.script.requests[0].content)


class TestLogging:
    def test_facts_without_secrets_and_bodies(self, caplog, run):
        caplog.set_level(logging.DEBUG)
        runner = run(failure(), ok())
        runner(lambda client: client.messages.create(**HELLO, extra_headers={"Authorization": "Bearer s3cret-s3cret"}))
        ours = [record for record in caplog.records if record.name == "claudewire"]
        text = "\n".join(record.getMessage() + repr(vars(record)) for record in caplog.records)
        assert len(ours) == 5
        assert ours[0].claudewire_operation == "messages.create"
        assert ours[-1].claudewire_request_id == "req_1"
        assert [record.levelname for record in ours].count("INFO") == 1
        for secret in ("s3cret", "sk-ant-test", '"hi"'):
            assert secret not in text

    def test_bodies_only_if_asked_for_by_name(self, caplog, monkeypatch):
        monkeypatch.setenv("CLAUDEWIRE_LOG_BODIES", "1")
        caplog.set_level(logging.DEBUG)
        Sync(ok())(create)
        assert '"hi"' in caplog.text

    def test_nothing_is_set_up_unasked(self):
        """A client that is used adds no handler and sets no level, here and at the root."""
        from claudewire import _log

        before = list(logging.getLogger().handlers), logging.getLogger().level
        Sync(ok())(create)
        assert (list(logging.getLogger().handlers), logging.getLogger().level) == before
        assert [type(handler) for handler in _log.logger().handlers] in ([], [logging.NullHandler])
        assert _log.logger().level == logging.NOTSET
