"""Middleware around attempts: requests, order, which form is accepted."""

from __future__ import annotations

import json

import httpx
import pytest

from claudewire import (
    AnthropicFoundry,
    APIRequest,
    AsyncClaude,
    Claude,
    ConfigurationError,
    Middleware,
    OverloadedError,
    RateLimitError,
    RequestInvalid,
)
from tests.support.requests import HELLO
from tests.unit.call.attempt_handlers import Handler
from tests.unit.call.test_middleware import Log, Server, ok, overloaded


class TestRequest:
    def test_a_handler_sees_what_the_call_asks_for(self, call):
        handler = Handler()
        call(
            Server(ok),
            [handler],
            lambda client: client.messages.create(
                **HELLO, extra_headers={"x-a": "b"}, extra_body={"zzz": 1}, timeout=7.0
            ),
        )
        (request,) = handler.requests
        assert (request.method, request.url, request.operation) == ("post", "/v1/messages", "messages.create")
        assert request.json == {**HELLO, "zzz": 1}
        assert request.headers == {"x-a": "b"}
        assert (request.timeout, request.retries_taken, request.stream) == (7.0, 0, False)

    def test_a_changed_copy_is_sent_and_the_original_stays(self, call):
        def change(request):
            copied = request.copy(body={**request.json, "model": "other"}, headers={**request.headers, "x-trace": "1"})
            assert request.json["model"] == "m"
            assert "x-trace" not in request.headers
            return copied.copy(params={"q": "1"})

        server = Server(ok)
        call(server, [Handler(change)])
        (sent,) = server.requests
        assert json.loads(sent.content) == {**HELLO, "model": "other"}
        assert sent.headers["x-trace"] == "1"
        assert sent.url.params["q"] == "1"
        assert sent.headers["x-api-key"] == "k"

    def test_a_copy_shares_nothing_that_can_be_changed(self):
        from claudewire_api.endpoints import messages

        made = messages.create(model="m", max_tokens=1, messages=[{"role": "user", "content": "a"}])
        from claudewire_api._call import DEFAULT_OPTIONS

        request = APIRequest(made, DEFAULT_OPTIONS)
        copied = request.copy()
        copied.json["messages"][0]["content"] = "b"
        assert request.json["messages"][0]["content"] == "a"

    def test_a_change_of_one_attempt_is_not_seen_by_the_next(self, call):
        def tag(request):
            assert "x-attempt" not in request.headers
            return request.copy(headers={**request.headers, "x-attempt": str(request.retries_taken)})

        server = Server(overloaded, ok)
        call(server, [Handler(tag)])
        assert [sent.headers["x-attempt"] for sent in server.requests] == ["0", "1"]
        assert len({sent.headers["idempotency-key"] for sent in server.requests}) == 1

    def test_another_body_has_another_idempotency_key(self, call):
        server = Server(overloaded, ok)
        call(server, [Handler(lambda r: r.copy(body={**r.json, "max_tokens": 5 + r.retries_taken}))])
        assert len({sent.headers["idempotency-key"] for sent in server.requests}) == 2

    def test_a_path_on_another_host_is_not_called(self, call):
        """W-5, for requests that middleware has changed."""
        server = Server(ok)
        call(server, [Handler(lambda r: r.copy(url="/v1/other"))])
        assert str(server.requests[0].url) == "https://api.anthropic.com/v1/other"

        for url in ("https://evil.example/x", "@evil.example/x", ".evil.example/x", "//evil.example/x", "/v1/../../x"):
            server = Server(ok)
            try:
                call(server, [Handler(lambda r, url=url: r.copy(url=url))])
            except RequestInvalid:
                continue
            assert server.requests[0].url.host == "api.anthropic.com", url

    def test_an_upload_can_be_copied(self, call, tmp_path):
        file = tmp_path / "a.txt"
        file.write_bytes(b"content")
        metadata = {
            "id": "file_1", "type": "file", "filename": "a.txt", "mime_type": "text/plain", "size_bytes": 7,
            "created_at": "2026-01-01T00:00:00Z",
        }  # fmt: skip
        server = Server(lambda: httpx.Response(200, json=metadata))
        handler = Handler(lambda request: request.copy(headers={**request.headers, "x-a": "b"}))
        assert call(server, [handler], lambda client: client.files.upload(file=file)).id == "file_1"
        assert b"content" in server.requests[0].content
        assert handler.requests[0].json is None


class TestOrder:
    def test_generator_functions_run_outside_and_handlers_in_their_order(self, call):
        order = []

        def around(request):
            order.append("call")
            return (yield request)

        def named(name):
            return Handler(lambda request: order.append(name) or request)

        call(Server(overloaded, ok), [named("first"), around, named("second")])
        assert order == ["call", "first", "second", "first", "second"]

    def test_listeners_hear_of_attempts_with_handlers_too(self, call):
        log = Log()
        call(Server(overloaded, ok), [log, Handler()])
        assert [(f.event, f.attempt) for f in log.facts] == [
            ("start", 1), ("response", 1), ("end", 1), ("start", 2), ("response", 2), ("end", 2)
        ]  # fmt: skip
        assert isinstance(log.facts[2].error, OverloadedError)


def test_functions_and_callable_objects_are_accepted():
    sent = []

    def function(request, call_next):
        sent.append(request)
        return call_next(request)

    class Callable:
        def __call__(self, request, call_next):
            sent.append(request)
            return call_next(request)

    with httpx.Client(transport=httpx.MockTransport(Server(ok))) as http:
        client = Claude(api_key="k", http_client=http, middleware=iter([function, Callable()]))
        assert len(client.middleware) == 2
        client.messages.create(**HELLO)
    assert len(sent) == 2


async def coroutine_function(request, call_next):
    return await call_next(request)


def plain_function(request, call_next):
    return call_next(request)


class OnlySync(Middleware):
    def handle(self, request, call_next):
        return call_next(request)


class OnlyAsync(Middleware):
    async def handle_async(self, request, call_next):
        return await call_next(request)


class AsyncHandle(Middleware):
    async def handle(self, request, call_next):
        return call_next(request)


@pytest.mark.parametrize(
    ("kind", "item", "message"),
    [
        (Claude, coroutine_function, "is an async function"),
        (AsyncClaude, plain_function, "is not an async function"),
        (Claude, OnlyAsync(), r"does not implement `handle\(\)`"),
        (AsyncClaude, OnlySync(), r"does not implement `handle_async\(\)`"),
        (Claude, AsyncHandle(), r"defines `handle\(\)` as an async function"),
        (Claude, object(), "is not callable"),
    ],
)
def test_middleware_that_does_not_fit_the_client_is_refused_when_it_is_made(kind, item, message):
    with pytest.raises(ConfigurationError, match=message):
        kind(api_key="k", middleware=[item])
    with pytest.raises(ConfigurationError, match=message):
        kind(api_key="k").with_middleware(item)


@pytest.mark.parametrize("kind", [Claude, AnthropicFoundry])
def test_copies_keep_replace_and_clear_middleware(kind):
    more = {} if kind is Claude else {"resource": "r"}
    client = kind(api_key="k", middleware=[plain_function], **more)
    assert kind(api_key="k", middleware=None, **more).middleware == ()
    assert client.with_options(timeout=1.0).middleware == (plain_function,)
    assert client.with_options(middleware=[]).middleware == ()
    assert client.with_options(middleware=None).middleware == ()


def test_responses_that_middleware_dropped_give_their_connections_back():
    """Two connections, ten calls that each drop a response: none waits for a connection."""
    from claudewire.testing import LocalServer

    def twice(request, call_next):
        call_next(request)
        return call_next(request)

    with LocalServer() as server:
        with Claude(api_key="k", base_url=server.url, middleware=[twice], max_connections=2, timeout=5.0) as client:
            for _ in range(10):
                client.messages.create(**{**HELLO, "model": "claude-sonnet-5-5"})
        assert len(server.requests) == 20


def test_a_status_that_middleware_hides_is_not_an_error():
    def hide(request, call_next):
        response = call_next(request)
        return call_next(request) if response.status_code == 429 else response

    def throttled():
        return httpx.Response(429, json={"type": "error", "error": {"type": "rate_limit_error", "message": "x"}})

    with httpx.Client(transport=httpx.MockTransport(Server(throttled, ok))) as http:
        client = Claude(api_key="k", http_client=http, middleware=[hide], max_retries=0)
        assert client.messages.create(**HELLO).id == "msg_1"
    assert issubclass(RateLimitError, Exception)
