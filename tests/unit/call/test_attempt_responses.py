"""What middleware around attempts does with responses and errors."""

from __future__ import annotations

import gzip
import json

import httpx
import pytest

from claudewire import (
    APIConnectionError,
    BadRequestError,
    ConfigurationError,
    Middleware,
    RetryableError,
    RetryPolicy,
)
from tests.support.requests import HELLO
from tests.unit.call.attempt_handlers import Handler, status
from tests.unit.call.test_middleware import EVENTS, MESSAGE, Server, events, ok, overloaded


def read(client):
    with client.messages.stream(**HELLO) as stream:
        return stream.get_final_text()


async def read_async(client):
    async with client.messages.stream(**HELLO) as stream:
        return await stream.get_final_text()


class TestResponse:
    def test_a_handler_runs_for_each_attempt_and_sees_error_statuses(self, call):
        handler = Handler()
        assert call(Server(overloaded, overloaded, ok), [handler]).id == "msg_1"
        assert [response.status_code for response in handler.responses] == [529, 529, 200]
        assert [request.retries_taken for request in handler.requests] == [0, 1, 2]

    def test_an_error_status_that_is_returned_becomes_the_error_of_the_call(self, call):
        handler = Handler()
        with pytest.raises(BadRequestError, match="no"):
            call(Server(status(400)), [handler])
        assert [response.status_code for response in handler.responses] == [400]

    def test_a_handler_can_send_another_request_in_one_attempt(self, call):
        def fall_back(request, response):
            return request.copy(body={**request.json, "model": "other"}) if response.status_code == 529 else None

        server = Server(overloaded, ok)
        assert call(server, [Handler(after=fall_back)], retry=RetryPolicy(max_retries=0)).id == "msg_1"
        assert [json.loads(sent.content)["model"] for sent in server.requests] == ["m", "other"]

    @pytest.mark.parametrize("compressed", [False, True])
    def test_a_body_that_was_read_and_parsed_there_is_the_result(self, call, compressed):
        def respond():
            if not compressed:
                return ok()
            return httpx.Response(
                200, content=gzip.compress(json.dumps(MESSAGE).encode()), headers={"content-encoding": "gzip"}
            )

        parsed = []

        class Parse(Middleware):
            def handle(self, request, call_next):
                response = call_next(request)
                assert response.json()["id"] == "msg_1"
                parsed.append(response.parse())
                return response

            async def handle_async(self, request, call_next):
                response = await call_next(request)
                assert (await response.json())["id"] == "msg_1"
                parsed.append(await response.parse())
                return response

        assert call(Server(respond), [Parse()]) is parsed[0]

    def test_a_value_that_is_no_response_is_the_result(self, call):
        server, stored = Server(ok), object()

        class Cache(Middleware):
            def handle(self, request, call_next):
                return stored

            async def handle_async(self, request, call_next):
                return stored

        assert call(server, [Cache()]) is stored
        assert server.requests == []

    def test_streams_go_through(self, call):
        handler = Handler()

        assert call(Server(overloaded, events), [handler], read_async if call.is_async else read) == "Hi"
        assert [request.stream for request in handler.requests] == [True, True]

    def test_a_stream_that_fails_before_its_first_event_runs_the_handlers_again(self, call):
        handler = Handler()

        def empty():
            return httpx.Response(200, text="", headers={"content-type": "text/event-stream"})

        assert call(Server(empty, events), [handler], read_async if call.is_async else read) == "Hi"
        assert [request.retries_taken for request in handler.requests] == [0, 1]

    def test_raw_responses_and_pages_go_through(self, call):
        handler = Handler()
        raw = call(Server(ok), [handler], lambda client: client.messages.with_raw_response.create(**HELLO))
        assert raw.request_id == "req_1"
        page = {"data": [], "has_more": False, "first_id": None, "last_id": None}
        listed = call(Server(lambda: httpx.Response(200, json=page)), [handler], lambda client: client.models.list())
        assert listed.data == []
        assert len(handler.responses) == 2

    def test_a_long_request_that_goes_as_a_stream_gives_a_message(self, call):
        handler, server = Handler(lambda r: r.copy(body={**r.json, "model": "n"})), Server(events)
        message = call(server, [handler], lambda client: client.messages.create(**{**HELLO, "max_tokens": 64_000}))
        assert message.content[0].text == "Hi"
        assert json.loads(server.requests[0].content)["stream"] is True
        assert handler.requests[0].stream is False
        assert len(EVENTS) > 0


class TestErrors:
    def test_an_exception_of_a_handler_is_the_programs_and_is_not_repeated(self, call):
        def fail(_):
            raise ZeroDivisionError

        handler = Handler(fail)
        with pytest.raises(ZeroDivisionError):
            call(Server(ok), [handler])
        assert len(handler.requests) == 1

    def test_a_retryable_error_is_repeated_and_then_raised(self, call):
        def again(_):
            raise RetryableError("again")

        handler = Handler(again)
        with pytest.raises(RetryableError, match="again"):
            call(Server(ok), [handler])
        assert [request.retries_taken for request in handler.requests] == [0, 1, 2]

    def test_an_exception_around_a_lost_connection_is_repeated_and_then_raised(self, call):
        class Wrapped(Exception):
            pass

        class Wrap(Middleware):
            def handle(self, request, call_next):
                try:
                    return call_next(request)
                except APIConnectionError as error:
                    raise Wrapped("wrapped") from error

            async def handle_async(self, request, call_next):
                try:
                    return await call_next(request)
                except APIConnectionError as error:
                    raise Wrapped("wrapped") from error

        left = [httpx.ConnectError("lost"), ok()]

        def respond(_):
            made = left.pop(0)
            if isinstance(made, Exception):
                raise made
            return made

        assert call(respond, [Wrap()]).id == "msg_1"

        def lost(_):
            raise httpx.ConnectError("lost")

        with pytest.raises(Wrapped, match="wrapped") as raised:
            call(lost, [Wrap()])
        assert isinstance(raised.value.__cause__, APIConnectionError)

    def test_what_is_no_request_is_refused(self, call):
        with pytest.raises(ConfigurationError, match="call_next takes an APIRequest, not a dict"):
            call(Server(ok), [Handler(lambda _: {})])
