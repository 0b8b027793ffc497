"""Middleware around calls, and facts about their attempts: one form for sync and async clients."""

from __future__ import annotations

import gc
import json
import logging

import anyio
import httpx
import pytest

import claudewire
from claudewire import AsyncClaude, Claude, ConfigurationError, Middleware, OverloadedError, RateLimitError, RetryPolicy
from tests.support.requests import HELLO

KEY = "sk-ant-CANARY-0123456789"
MESSAGE = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn", "stop_sequence": None,
    "content": [{"type": "text", "text": "Hi"}], "usage": {"input_tokens": 3, "output_tokens": 2},
}  # fmt: skip
EVENTS = "".join(
    f"event: {kind}\ndata: {data}\n\n"
    for kind, data in (
        ("message_start", json.dumps({"type": "message_start", "message": {**MESSAGE, "content": [], "stop_reason": None}})),
        ("content_block_start", '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}'),
        ("content_block_delta", '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}'),
        ("content_block_stop", '{"type":"content_block_stop","index":0}'),
        ("message_delta", '{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}'),
        ("message_stop", '{"type":"message_stop"}'),
    )
)  # fmt: skip


class Server:
    """Canned responses in order; the last one repeats."""

    def __init__(self, *responses):
        self.responses, self.requests = list(responses), []

    def __call__(self, request):
        self.requests.append(request)
        made = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        return made()


def ok():
    return httpx.Response(200, json=MESSAGE, headers={"request-id": "req_1"})


def overloaded():
    return httpx.Response(529, json={"type": "error", "error": {"type": "overloaded_error", "message": "later"}})


def events():
    return httpx.Response(200, text=EVENTS, headers={"content-type": "text/event-stream"})


@pytest.fixture(params=["sync", "asyncio", "trio"])
def call(request):
    """Run one call over canned responses: `call(server, middleware, use)`; `use` gets the client."""

    def run(server, middleware, use=None, **options):
        options = {"retry": RetryPolicy(max_retries=2, initial_delay=0), **options}
        transport = httpx.MockTransport(server)
        use = use or (lambda client: client.messages.create(**HELLO))
        if request.param == "sync":
            with httpx.Client(transport=transport) as http:
                return use(Claude(api_key=KEY, http_client=http, middleware=middleware, **options))

        async def main():
            async with httpx.AsyncClient(transport=transport) as http:
                return await use(AsyncClaude(api_key=KEY, http_client=http, middleware=middleware, **options))

        return anyio.run(main, backend=request.param)

    return run


class Log(Middleware):
    """Collects facts, and counts calls."""

    def __init__(self):
        self.facts, self.calls = [], 0

    def around(self, call):
        self.calls += 1
        return (yield call)

    def on_attempt(self, facts):
        self.facts.append(facts)


class TestAround:
    def test_middleware_runs_once_per_call_and_listens_to_each_attempt(self, call):
        """W-1: a 529 and a 200: one call, two attempts, one wait."""
        log = Log()
        message = call(Server(overloaded, ok), [log])

        assert message.id == "msg_1"
        assert log.calls == 1
        assert [(f.event, f.attempt) for f in log.facts] == [
            ("start", 1), ("response", 1), ("end", 1), ("start", 2), ("response", 2), ("end", 2)
        ]  # fmt: skip
        failed, last = log.facts[2], log.facts[5]
        assert isinstance(failed.error, OverloadedError)
        assert failed.wait is not None
        assert failed.reason == "status 529"
        assert (last.status, last.request_id, last.usage.output_tokens, last.error, last.wait) == (
            200,
            "req_1",
            2,
            None,
            None,
        )
        assert last.bytes_received
        assert last.time_to_headers is not None
        assert len({f.call_id for f in log.facts}) == 1

    def test_a_middleware_that_returns_without_yield_sends_nothing(self, call):
        """W-2: a stored message; listeners hear nothing."""
        log, server, stored = Log(), Server(ok), object()

        def cache(_):
            return stored
            yield

        assert call(server, [cache, log]) is stored
        assert server.requests == []
        assert log.facts == []

    def test_middleware_can_change_the_call(self, call):
        def shorter(request):
            assert request.operation == "messages.create"
            assert request.params["model"] == HELLO["model"]
            assert not request.is_stream
            return (yield request.with_params(max_tokens=5).with_options(extra_headers={"x-a": "b"}))

        server = Server(ok)
        call(server, [shorter])

        assert b'"max_tokens":5' in server.requests[0].content
        assert server.requests[0].headers["x-a"] == "b"

    def test_middleware_can_repeat_a_call_with_another_model(self, call):
        def fall_back(request):
            try:
                return (yield request)
            except OverloadedError:
                return (yield request.with_params(model="other"))

        server = Server(overloaded, ok)
        assert call(server, [fall_back], retry=RetryPolicy(max_retries=0)).id == "msg_1"
        assert b'"other"' in server.requests[1].content

    def test_a_listener_of_one_call_hears_of_its_attempts_only(self, call):
        heard = []

        def listen_once(request):
            if not heard:
                request = request.with_listener(lambda facts: heard.append((facts.event, facts.attempt)))
            return (yield request)

        def twice(client):
            if isinstance(client, Claude):
                return [client.messages.create(**HELLO), client.messages.create(**HELLO)]

            async def both():
                return [await client.messages.create(**HELLO), await client.messages.create(**HELLO)]

            return both()

        call(Server(overloaded, ok), [listen_once], twice)
        assert heard == [("start", 1), ("response", 1), ("end", 1), ("start", 2), ("response", 2), ("end", 2)]

    def test_the_first_middleware_is_the_outermost(self, call):
        order = []

        def named(name):
            def middleware(request):
                order.append(f"> {name}")
                result = yield request
                order.append(f"< {name}")
                return result

            return middleware

        call(Server(ok), [named("a"), named("b")])
        assert order == ["> a", "> b", "< b", "< a"]

    def test_an_error_of_the_call_is_raised_at_yield_and_an_error_of_a_hook_is_its_own(self, call):
        seen = []

        def watching(request):
            try:
                return (yield request)
            except claudewire.APIError as error:
                seen.append(error)
                raise LookupError("mine") from error

        with pytest.raises(LookupError, match="mine"):
            call(Server(overloaded), [watching], retry=RetryPolicy(max_retries=0))
        assert isinstance(seen[0], OverloadedError)

    def test_generators_are_closed_when_an_outer_middleware_gives_up(self, call):
        closed = []

        def inner(request):
            try:
                return (yield request)
            finally:
                closed.append("inner")

        def outer(request):
            try:
                return (yield request)
            except RateLimitError:
                return None

        def limited():
            return httpx.Response(429, json={"type": "error", "error": {"type": "rate_limit_error", "message": ""}})

        assert call(Server(limited), [outer, inner], retry=RetryPolicy(max_retries=0)) is None
        assert closed == ["inner"]

    def test_raw_responses_and_pages_pass_through_middleware(self, call):
        log = Log()
        call(Server(ok), [log], lambda client: client.messages.with_raw_response.create(**HELLO))

        def page():
            return httpx.Response(200, json={"data": [], "has_more": False})

        call(
            Server(page),
            [log],
            lambda client: client.models.list() if isinstance(client, Claude) else _first_page(client),
        )

        assert log.calls == 2
        assert [f.event for f in log.facts] == ["start", "response", "end"] * 2


async def _first_page(client):
    return await client.models.list()


class TestStreams:
    @pytest.fixture
    def read(self, call):
        def run(log, *, events_read=None, server=None):
            def blocking(client):
                stream = client.messages.create(**HELLO, stream=True)
                for n, _ in enumerate(stream, 1):
                    if n == events_read:
                        break
                stream.close()

            async def awaited(client):
                stream = await client.messages.create(**HELLO, stream=True)
                n = 0
                async for _ in stream:
                    n += 1
                    if n == events_read:
                        break
                await stream.close()

            def use(client):
                return blocking(client) if isinstance(client, Claude) else awaited(client)

            return call(server or Server(events), [log], use)

        return run

    def test_a_stream_reports_its_first_content_and_its_end(self, read):
        log = Log()
        read(log)

        assert [f.event for f in log.facts] == ["start", "response", "first_content", "end"]
        end = log.facts[-1]
        assert end.usage.output_tokens == 2
        assert end.bytes_received == len(EVENTS)
        assert end.time_to_first_content is not None
        assert not end.left

    def test_a_stream_that_is_left_reports_that(self, read):
        log = Log()
        read(log, events_read=1)
        gc.collect()

        assert [f.event for f in log.facts] == ["start", "response", "first_content", "end"]
        assert log.facts[-1].left
        assert log.facts[-1].usage is None

    def test_a_stream_that_breaks_reports_its_error(self, read):

        def cut():
            return httpx.Response(200, text=EVENTS[:600], headers={"content-type": "text/event-stream"})

        log = Log()
        with pytest.raises(claudewire.StreamTruncated):
            read(log, server=Server(cut))

        assert isinstance(log.facts[-1].error, claudewire.StreamTruncated)
        assert [f.event for f in log.facts].count("end") == 1


class TestListeners:
    def test_no_key_is_visible_to_a_hook(self, call):
        """W-3: everything that a hook gets, printed; with DEBUG logging on."""
        seen, records = [], []
        handler = logging.Handler()
        handler.emit = lambda record: records.append(record.getMessage())
        logger = logging.getLogger("claudewire")
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)

        class Printing(Middleware):
            def around(self, call):
                seen.append(f"{call!r} {call.call!r} {call.options!r} {dict(call.params)}")
                return (yield call)

            def on_attempt(self, facts):
                seen.append(repr(facts))

        try:
            call(Server(overloaded, ok), [Printing()])
        finally:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)
        assert len(seen) == 7
        assert "CANARY" not in "".join(seen + records)

    def test_a_listener_that_fails_is_logged_and_changes_nothing(self, call, caplog):
        """W-6."""

        class Broken(Middleware):
            def on_attempt(self, facts):
                raise ValueError("broken")

        with caplog.at_level(logging.WARNING, "claudewire"):
            assert call(Server(ok), [Broken()]).id == "msg_1"
        assert "broken" in caplog.text


class TestConfiguration:
    @pytest.mark.parametrize("middleware", ["x", 5, [5], [None], ["log"], [Log], {"a": 1}])
    def test_what_is_no_middleware_is_refused_at_once(self, middleware):
        with pytest.raises(ConfigurationError, match="middleware"):
            Claude(api_key=KEY, middleware=middleware)

    @pytest.mark.parametrize("function", [lambda request: request, lambda request: [request], print])
    def test_a_function_that_is_no_generator_is_explained(self, call, function):
        with pytest.raises(ConfigurationError, match="generator function"):
            call(Server(ok), [function])

    def test_a_middleware_that_yields_something_else_is_explained(self, call):
        def wrong(request):
            yield 5

        with pytest.raises(ConfigurationError, match="yields the call"):
            call(Server(ok), [wrong])

    def test_with_middleware_adds_inside_and_shares_connections(self):
        first, second = Log(), Log()
        client = Claude(api_key=KEY, middleware=[first])
        both = client.with_middleware(second)

        assert both._config.middleware == (first, second)
        assert client._config.middleware == (first,)
        assert both._shared is client._shared
