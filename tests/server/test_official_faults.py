"""The official SDK meets faults: each comes out as the error that it has for it, and where it has none that is on record here.

As in `test_official_sdk.py`, 0.125 in the suite and 1.17 by `make official`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import anthropic
import pytest

from claudewire.testing import Limits, LocalServer, Settings

ASK = {"model": "claude-opus-4-8", "max_tokens": 100, "messages": [{"role": "user", "content": "Hello"}]}


@pytest.fixture
def client(server: LocalServer) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(api_key="sk-ant-local", base_url=server.url, max_retries=0, timeout=10) as made:
        yield made


ERRORS = [
    ("bad_request", 400, "BadRequestError", "invalid_request_error"),
    ("bad_key", 401, "AuthenticationError", "authentication_error"),
    ("billing", 402, "APIStatusError", "billing_error"),
    ("permission", 403, "PermissionDeniedError", "permission_error"),
    ("not_found", 404, "NotFoundError", "not_found_error"),
    ("file_expired", 404, "NotFoundError", "not_found_error"),
    ("conflict", 409, "ConflictError", "conflict_error"),
    ("too_large", 413, "RequestTooLargeError", "request_too_large"),
    ("rate_limit", 429, "RateLimitError", "rate_limit_error"),
    ("spend_limit", 429, "RateLimitError", "rate_limit_error"),
    ("server_error", 500, "InternalServerError", "api_error"),
    ("unavailable", 503, "InternalServerError", None),
    ("timeout", 504, "InternalServerError", "timeout_error"),
    ("overloaded", 529, "OverloadedError", "overloaded_error"),
]


@pytest.mark.parametrize(("fault", "status", "name", "kind"), ERRORS, ids=[row[0] for row in ERRORS])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_every_status_is_its_own_typed_error(
    server: LocalServer, client: anthropic.Anthropic, fault: str, status: int, name: str, kind: str | None, stream: bool
) -> None:
    server.fault(fault)
    with pytest.raises(anthropic.APIStatusError) as caught:
        client.messages.create(**ASK, stream=stream)
    assert (type(caught.value).__name__, caught.value.status_code, caught.value.type) == (name, status, kind)
    assert caught.value.request_id == server.requests[-1].request_id


class TestRetries:
    @pytest.mark.parametrize(
        "fault", ["conflict", "rate_limit", "server_error", "unavailable", "timeout", "overloaded"]
    )
    def test_what_may_pass_is_tried_again_and_counted(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str
    ) -> None:
        server.fault(fault, times=2, retry_after=0.01)
        client.with_options(max_retries=2).messages.create(**ASK)
        assert [request.headers["x-stainless-retry-count"] for request in server.requests] == ["0", "1", "2"]
        assert server.requests[-1].status == 200

    @pytest.mark.parametrize("fault", ["bad_request", "bad_key", "billing", "permission", "not_found", "too_large"])
    def test_what_stays_wrong_is_not(self, server: LocalServer, client: anthropic.Anthropic, fault: str) -> None:
        server.fault(fault, times=None)
        with pytest.raises(anthropic.APIStatusError):
            client.with_options(max_retries=2).messages.create(**ASK)
        assert len(server.requests) == 1

    def test_they_end_with_the_error_of_the_last_attempt(
        self, server: LocalServer, client: anthropic.Anthropic
    ) -> None:
        server.fault("server_error", retry_after=0.01).fault("overloaded", times=None, retry_after=0.01)
        with pytest.raises(anthropic.APIStatusError) as caught:
            client.with_options(max_retries=1).messages.create(**ASK)
        assert [request.status for request in server.requests] == [500, 529]
        assert caught.value.status_code == 529

    @pytest.mark.parametrize(("fault", "verdict", "attempts"), [("bad_request", True, 2), ("overloaded", False, 1)])
    def test_the_server_has_the_last_word(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str, verdict: bool, attempts: int
    ) -> None:
        server.fault(fault, times=None, should_retry=verdict, retry_after=0.01)
        with pytest.raises(anthropic.APIStatusError):
            client.with_options(max_retries=1).messages.create(**ASK)
        assert len(server.requests) == attempts

    def test_the_wait_is_the_one_of_the_header(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        server.fault("rate_limit", retry_after=0.8)
        begin = time.monotonic()
        client.with_options(max_retries=1).messages.create(**ASK)
        assert time.monotonic() - begin > 0.8

    @pytest.mark.parametrize("fault", ["refuse", "close", "garbage", "truncate"])
    def test_a_connection_that_breaks_is_tried_again(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str
    ) -> None:
        server.fault(fault)
        assert client.with_options(max_retries=1).messages.create(**ASK).stop_reason == "end_turn"


class TestConnections:
    @pytest.mark.parametrize("fault", ["refuse", "close", "garbage", "truncate", "redirect", "bad_gzip"])
    def test_an_answer_that_does_not_come_is_a_connection_error(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str
    ) -> None:
        server.fault(fault)
        with pytest.raises(anthropic.APIConnectionError):
            client.messages.create(**ASK)

    def test_silence_is_a_timeout(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        server.fault("hang")
        with pytest.raises(anthropic.APITimeoutError):
            client.with_options(timeout=0.2).messages.create(**ASK)

    def test_a_page_that_is_no_json_passes_as_text(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        """On record: no error, and a string where a message is promised."""
        server.fault("html")
        assert isinstance(client.messages.create(**ASK), str)

    @pytest.mark.parametrize("fault", ["empty", "bad_json"])
    def test_json_that_is_broken_is_no_error_of_its_own(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str
    ) -> None:
        """On record: the parser's error comes through."""
        server.fault(fault)
        with pytest.raises(json.JSONDecodeError):
            client.messages.create(**ASK)


class TestStreams:
    @pytest.mark.parametrize("kind", ["overloaded_error", "api_error", "rate_limit_error"])
    def test_an_error_event_is_a_status_error_with_status_200(
        self, server: LocalServer, client: anthropic.Anthropic, kind: str
    ) -> None:
        """On record: the type of the error is known, its class is not, and it is not tried again."""
        server.fault("stream_error", after_events=3, type=kind)
        with (
            client.with_options(max_retries=2).messages.stream(**ASK) as stream,
            pytest.raises(anthropic.APIStatusError) as caught,
        ):
            stream.until_done()
        assert type(caught.value) is anthropic.APIStatusError
        assert (caught.value.status_code, caught.value.type) == (200, kind)
        assert len(server.requests) == 1

    def test_a_stream_that_is_cut_short_passes_as_whole(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        """On record: part of a message, without a reason why it ends, and no error."""
        server.fault("cut", after_events=5)
        with client.messages.stream(**ASK) as stream:
            message = stream.get_final_message()
        assert message.stop_reason is None
        assert message.content[0].text

    @pytest.mark.parametrize("fault", ["drop", "truncate"])
    def test_a_stream_that_breaks_off_is_an_error_of_the_transport(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str
    ) -> None:
        """On record: an exception of the HTTP library, which `except anthropic.APIError` does not catch."""
        server.fault(fault, after_events=3)
        with (
            client.messages.stream(**ASK) as stream,
            pytest.raises(Exception, match=r"reset|peer closed") as caught,
        ):
            stream.until_done()
        assert not isinstance(caught.value, anthropic.APIError)
        assert type(caught.value).__module__.startswith("httpx")

    def test_silence_in_a_stream_times_out(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        server.fault("stall", after_events=3, seconds=30)
        with (
            client.with_options(timeout=1.0).messages.stream(**ASK) as stream,
            pytest.raises(Exception, match="timed out") as caught,
        ):
            stream.until_done()
        assert "Timeout" in type(caught.value).__name__

    @pytest.mark.parametrize("fault", ["unknown_event", "pings", "slow", "slices"])
    def test_what_is_only_unusual_does_no_harm(
        self, server: LocalServer, client: anthropic.Anthropic, fault: str
    ) -> None:
        server.fault(fault, seconds=0.01)
        with client.messages.stream(**ASK) as stream:
            message = stream.get_final_message()
        assert message.stop_reason == "end_turn"
        assert "canned" in message.content[0].text


class TestLimits:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(limits=Limits(requests=1))

    def test_a_limit_that_is_reached_says_how_long(self, server: LocalServer, client: anthropic.Anthropic) -> None:
        client.messages.create(**ASK)
        with pytest.raises(anthropic.RateLimitError) as caught:
            client.messages.create(**ASK)
        headers = caught.value.response.headers
        assert 0 < float(headers["retry-after"]) <= 60
        assert headers["anthropic-ratelimit-requests-remaining"] == "0"
