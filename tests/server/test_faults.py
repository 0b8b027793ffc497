"""Every named fault does to the wire what its sentence says."""

from __future__ import annotations

import gzip
import io
import json
import time
from typing import Any

import httpx
import pytest

from claudewire.testing import FAULTS, Fault, LocalServer
from claudewire.testing.faults import describe_faults
from claudewire.testing.responses.steps import Disconnect, Event, Head, json_response

STREAM = {"stream": True}


def ask(http: httpx.Client, hello: dict[str, Any], **changes: Any) -> httpx.Response:
    return http.post("/v1/messages", json={**hello, **changes})


def names(response: httpx.Response) -> list[str]:
    return [line.removeprefix("event: ") for line in response.text.splitlines() if line.startswith("event: ")]


def test_there_are_more_than_twenty_and_each_has_a_sentence() -> None:
    assert len(FAULTS) > 20
    assert all(describe_faults().values())


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        ("bad_request", 400, "invalid_request_error"),
        ("bad_key", 401, "authentication_error"),
        ("billing", 402, "billing_error"),
        ("permission", 403, "permission_error"),
        ("not_found", 404, "not_found_error"),
        ("file_expired", 404, "not_found_error"),
        ("conflict", 409, "conflict_error"),
        ("too_large", 413, "request_too_large"),
        ("rate_limit", 429, "rate_limit_error"),
        ("spend_limit", 429, "rate_limit_error"),
        ("server_error", 500, "api_error"),
        ("timeout", 504, "timeout_error"),
        ("overloaded", 529, "overloaded_error"),
    ],
)
def test_errors_have_the_shape_of_the_api(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any], fault: str, status: int, kind: str
) -> None:
    server.fault(fault)
    response = ask(http, hello)
    assert response.status_code == status
    assert response.json()["error"]["type"] == kind
    assert response.json()["request_id"] == response.headers["request-id"]
    assert ask(http, hello).status_code == 200


def test_a_status_of_ones_own(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    server.fault("status", status=418, type="teapot_error", message="short and stout", should_retry=True)
    response = ask(http, hello)
    assert (response.status_code, response.headers["x-should-retry"]) == (418, "true")
    assert response.json()["error"] == {"type": "teapot_error", "message": "short and stout"}


def test_a_rate_limit_says_when_to_come_back_and_a_spend_limit_does_not(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any]
) -> None:
    server.fault("rate_limit", retry_after=7).fault("spend_limit")
    assert ask(http, hello).headers["retry-after"] == "7"
    response = ask(http, hello)
    assert "retry-after" not in response.headers
    assert response.json()["error"]["details"]["error_code"] == "enforced_spend_limit_reached"


@pytest.mark.parametrize(
    ("fault", "status", "media", "body"),
    [
        ("unavailable", 503, "text/plain", b"upstream connect error"),
        ("html", 200, "text/html", b"<!DOCTYPE html>"),
        ("empty", 200, "application/json", b""),
        ("redirect", 307, "text/plain", b""),
    ],
)
def test_answers_that_are_not_the_api(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any], fault: str, status: int, media: str, body: bytes
) -> None:
    server.fault(fault)
    response = ask(http, hello)
    assert (response.status_code, response.headers["content-type"]) == (status, media)
    assert response.content.startswith(body)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("refuse", httpx.ReadError),
        ("close", httpx.RemoteProtocolError),
        ("garbage", httpx.RemoteProtocolError),
        ("truncate", httpx.RemoteProtocolError),
        ("bad_gzip", httpx.DecodingError),
    ],
)
def test_connections_that_break(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any], fault: str, error: type[Exception]
) -> None:
    server.fault(fault)
    with pytest.raises(error):
        ask(http, hello)
    assert ask(http, hello).status_code == 200


def test_a_hanging_server_lets_the_client_give_up(
    server: LocalServer, http: httpx.Client, hello: dict[str, Any]
) -> None:
    server.fault("hang")
    with pytest.raises(httpx.ReadTimeout):
        http.post("/v1/messages", json=hello, timeout=httpx.Timeout(10, read=0.2))


def test_half_a_json_value(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    server.fault("bad_json")
    with pytest.raises(json.JSONDecodeError):
        ask(http, hello).json()


def test_a_bomb_is_small_on_the_wire(server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
    server.fault("bomb")
    with http.stream("POST", "/v1/messages", json=hello) as response:
        raw = b"".join(response.iter_raw())
    assert len(raw) < 400_000
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
        assert file.read(10) == b" " * 10


class TestStreams:
    def test_a_cut_ends_the_stream_cleanly_and_early(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.fault("cut", after_events=4)
        assert names(ask(http, hello, **STREAM)) == [
            "message_start",
            "content_block_start",
            "ping",
            "content_block_delta",
        ]

    def test_a_cut_may_leave_nothing(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("cut", after_events=0)
        assert ask(http, hello, **STREAM).text == ""

    def test_a_drop_comes_after_the_events_have_arrived(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.fault("drop", after_events=2)
        seen: list[bytes] = []
        with (
            http.stream("POST", "/v1/messages", json={**hello, **STREAM}) as response,
            pytest.raises(httpx.ReadError),
        ):
            seen.extend(response.iter_bytes())
        assert b"".join(seen).count(b"event: ") == 2

    def test_an_error_in_the_stream(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("stream_error", after_events=1, type="api_error", message="broke")
        response = ask(http, hello, **STREAM)
        assert names(response) == ["message_start", "error"]
        payload = json.loads(response.text.split("data: ")[-1])
        assert payload["error"] == {"type": "api_error", "message": "broke"}
        assert payload["request_id"] == response.headers["request-id"]

    def test_an_error_in_an_answer_that_is_no_stream(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.fault("stream_error")
        assert ask(http, hello).status_code == 529

    def test_a_payload_that_is_no_json(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("bad_json", after_events=3)
        broken = [line for line in ask(http, hello, **STREAM).text.splitlines() if line.startswith("data: ")][3]
        with pytest.raises(json.JSONDecodeError):
            json.loads(broken.removeprefix("data: "))

    def test_an_event_that_nobody_knows(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("unknown_event")
        seen = names(ask(http, hello, **STREAM))
        assert seen[3] == "canned_novelty"
        assert seen[-1] == "message_stop"

    def test_a_stream_that_starts_over(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("twice", after_events=2)
        assert names(ask(http, hello, **STREAM))[:4] == ["message_start", "content_block_start"] * 2

    @pytest.mark.parametrize("fault", ["pings", "stall", "twice", "unknown_event"])
    def test_an_answer_that_is_no_stream_stays_whole_and_so_does_its_connection(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any], fault: str
    ) -> None:
        server.fault(fault, seconds=3600)
        for _ in range(2):
            assert ask(http, hello).json()["stop_reason"] == "end_turn"

    def test_a_drop_in_an_answer_that_is_no_stream(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        server.fault("drop")
        with pytest.raises(httpx.ReadError):
            ask(http, hello)
        assert ask(http, hello).status_code == 200

    def test_pings_and_nothing_else(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("pings", after_events=1, seconds=0.3)
        assert names(ask(http, hello, **STREAM))[1:4] == ["ping"] * 3

    @pytest.mark.parametrize("fault", ["stall", "delay", "slow"])
    def test_what_takes_time_takes_time_and_is_whole(
        self, server: LocalServer, http: httpx.Client, hello: dict[str, Any], fault: str
    ) -> None:
        server.fault(fault, seconds=0.05)
        start = time.monotonic()
        assert names(ask(http, hello, **STREAM))[-1] == "message_stop"
        assert time.monotonic() - start >= 0.05

    def test_slices_are_single_bytes(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("slices")
        with http.stream("POST", "/v1/messages", json={**hello, **STREAM}) as response:
            assert response.is_success
            assert response.read().endswith(b'data: {"type":"message_stop"}\n\n')


class TestWhen:
    def test_it_strikes_as_often_as_asked(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("overloaded", times=2, after=1)
        assert [ask(http, hello).status_code for _ in range(5)] == [200, 529, 529, 200, 200]

    def test_it_strikes_one_operation(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("overloaded", operation="messages.create", times=None)
        assert http.get("/v1/models").status_code == 200
        assert [ask(http, hello).status_code for _ in range(3)] == [529] * 3

    def test_the_log_names_it(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("overloaded")
        ask(http, hello)
        assert server.requests[-1].fault == "overloaded"

    def test_reset_forgets_it(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        server.fault("overloaded", times=None)
        server.reset()
        assert ask(http, hello).status_code == 200

    def test_a_header_asks_for_one_request(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        header = {"x-claudewire-fault": "overloaded;times=1;id=demo"}
        assert [http.post("/v1/messages", json=hello, headers=header).status_code for _ in range(2)] == [529, 200]
        other = {"x-claudewire-fault": "overloaded;times=1;id=other"}
        assert http.post("/v1/messages", json=hello, headers=other).status_code == 529

    def test_a_header_that_makes_no_sense_is_refused(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        response = http.post("/v1/messages", json=hello, headers={"x-claudewire-fault": "earthquake"})
        assert response.status_code == 400
        assert "earthquake" in response.json()["error"]["message"]


class TestScripts:
    """A fault needs no server: it is a function from script to script."""

    def test_truncation(self) -> None:
        steps = list(Fault(name="truncate").apply(json_response({"a": "b"}), "req_1"))
        assert steps[1:] == [b'{"a"', Disconnect("close")]

    def test_cut(self) -> None:
        script = iter([Head(200), Event("a", {}), Event("b", {})])
        assert list(Fault(name="cut", after_events=1).apply(script, "req_1")) == [Head(200), Event("a", {})]

    def test_its_text_reads_back(self) -> None:
        fault = Fault(name="status", times=2, operation="models.list", status=418, retry_after=1.5, should_retry=False)
        assert str(fault) == "status;times=2;operation=models.list;status=418;retry_after=1.5;should_retry=false"
        assert Fault.parse(str(fault)) == fault

    @pytest.mark.parametrize("text", ["nothing", "overloaded;times=x", "overloaded;colour=red"])
    def test_text_that_is_no_fault(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            Fault.parse(text)
