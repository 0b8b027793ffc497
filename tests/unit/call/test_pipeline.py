"""A call from end to end: attempts, waits, results, invalid answers, long requests, raw responses, downloads, pages."""

import json
import logging
import time

import anyio
import httpx
import pytest

from claudewire import (
    APIConnectionError,
    APIStatusError,
    AsyncClaude,
    AuthenticationError,
    Claude,
    MissingCredentials,
    OverloadedError,
    RateLimitError,
    ResponseInvalid,
    ResponseTooLarge,
    RetryPolicy,
    expected_seconds,
)
from claudewire_api.models import Message, ModelInfo
from tests.faults.server import events, message

FAST = RetryPolicy(initial_delay=0.0)
HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}
OVERLOADED = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}, "request_id": "req_o"}


class Script:
    """Answers in order, and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        request.read()
        return self.answer()

    async def asynchronous(self, request):
        self.requests.append(request)
        await request.aread()
        return self.answer()

    def answer(self):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer() if callable(answer) else answer


def ok(**headers):
    return httpx.Response(200, json=message("1"), headers={"request-id": "req_1", **headers})


def failure(status=529, body=OVERLOADED, **headers):
    return httpx.Response(status, json=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


class Sync:
    def __init__(self, *answers, **options):
        self.script = Script(*answers)
        http_client = httpx.Client(transport=httpx.MockTransport(self.script))
        self.client = Claude(**{"api_key": "sk-ant-test-123456", "retry": FAST, "http_client": http_client, **options})

    def __call__(self, action):
        with self.client:
            return action(self.client)


class Async:
    """The same calls on an event loop: what is awaitable is awaited."""

    def __init__(self, backend, *answers, **options):
        self.backend = backend
        self.script = Script(*answers)
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(self.script.asynchronous))
        self.client = AsyncClaude(
            **{"api_key": "sk-ant-test-123456", "retry": FAST, "http_client": http_client, **options}
        )

    def __call__(self, action):
        async def main():
            async with self.client:
                result = action(self.client)
                return await result if hasattr(result, "__await__") else result

        return anyio.run(main, backend=self.backend)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(request):
    """`run(answer, …, option=…)` gives a runner with a scripted server behind it."""
    if request.param == "sync":
        return Sync
    return lambda *answers, **options: Async(request.param, *answers, **options)


def create(client):
    return client.messages.create(**HELLO)


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


def page(names, more):
    data = [{"type": "model", "id": name, "display_name": name, "created_at": "2026-01-01T00:00:00Z"} for name in names]
    return {
        "data": data,
        "has_more": more,
        "first_id": names[0] if names else None,
        "last_id": names[-1] if names else None,
    }


def ids(pages):
    if hasattr(pages, "__aiter__"):

        async def collect():
            return [item.id async for item in pages]

        return collect()
    return [item.id for item in pages]


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


class Bytes(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, data):
        self.data = data

    def __iter__(self):
        yield self.data

    async def __aiter__(self):
        yield self.data


class TestCredentials:
    def sent(self, run, **options):
        runner = run(ok(), **{"api_key": None, **options})
        runner(create)
        headers = runner.script.requests[0].headers
        return headers.get("x-api-key"), headers.get("authorization")

    def test_a_key(self, run):
        assert self.sent(run, api_key="sk-ant-1") == ("sk-ant-1", None)

    def test_a_key_as_bearer(self, run):
        assert self.sent(run, api_key="sk-ant-1", auth_scheme="bearer") == (None, "Bearer sk-ant-1")

    def test_a_token(self, run):
        assert self.sent(run, auth_token="t0k") == (None, "Bearer t0k")

    def test_from_the_environment(self, run, monkeypatch):
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "t0k")
        assert self.sent(run) == (None, "Bearer t0k")
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-env")
        assert self.sent(run) == ("sk-ant-env", None)

    def test_an_argument_wins_over_the_environment(self, run, monkeypatch):
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-env")
        assert self.sent(run, auth_token="t0k") == (None, "Bearer t0k")

    def test_a_function_is_asked_before_every_attempt(self, run):
        keys = iter(["first", "second"])
        runner = run(failure(), ok(), api_key=lambda: next(keys))
        runner(create)
        assert [request.headers["x-api-key"] for request in runner.script.requests] == ["first", "second"]

    def test_what_a_function_gives_is_checked(self, run):
        from claudewire import RequestInvalid

        with pytest.raises(RequestInvalid):
            run(ok(), api_key=lambda: "a\r\nx-evil: 1")(create)

    def test_none_at_all(self, run):
        runner = run(ok(), api_key=None)
        with pytest.raises(MissingCredentials, match="ANTHROPIC_API_KEY") as caught:
            runner(create)
        assert isinstance(caught.value, TypeError)
        assert runner.script.requests == []

    def test_a_header_by_hand_is_enough(self, run):
        runner = run(ok(), api_key=None)
        runner(lambda client: client.messages.create(**HELLO, extra_headers={"X-Api-Key": "mine"}))
        assert runner.script.requests[0].headers["x-api-key"] == "mine"

    def test_a_coroutine_function(self):
        async def key():
            return "later"

        runner = Async("asyncio", ok(), api_key=key)
        runner(create)
        assert runner.script.requests[0].headers["x-api-key"] == "later"

    def test_an_echo_is_redacted(self, run):
        body = {"error": {"type": "authentication_error", "message": "bad key sk-ant-test-123456"}}
        with pytest.raises(AuthenticationError) as caught:
            run(failure(401, body, x_echo="sk-ant-test-123456"))(create)
        assert "123456" not in str(caught.value) + repr(caught.value.body) + repr(caught.value.headers) + repr(
            vars(caught.value)
        )


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


class TestRawResponses:
    def test_read_at_once(self, run):
        def action(client):
            response = client.messages.with_raw_response.create(**HELLO)

            async def later():
                raw = await response
                return raw, await raw.parse(), await raw.text(), (await raw.json())["id"]

            if hasattr(response, "__await__"):
                return later()
            return response, response.parse(), response.text(), response.json()["id"]

        raw, parsed, text, name = run(failure(), ok())(action)
        assert isinstance(parsed, Message)
        assert json.loads(text)["id"] == name == parsed.id == "msg_1"
        assert (raw.status_code, raw.request_id, raw.retries_taken, raw.method) == (200, "req_1", 1, "POST")
        assert raw.headers["REQUEST-ID"] == "req_1"
        assert raw.url == "https://api.anthropic.com/v1/messages"
        assert 0 < raw.elapsed.total_seconds() < 60
        assert raw.is_closed

    def test_errors_are_raised_there_too(self, run):
        with pytest.raises(OverloadedError):
            run(failure())(lambda client: client.messages.with_raw_response.create(**HELLO))

    def test_a_page(self, run):
        def action(client):
            response = client.models.with_raw_response.list(limit=1)

            async def later():
                return await ids(await (await response).parse())

            return later() if hasattr(response, "__await__") else ids(response.parse())

        answers = [httpx.Response(200, json=page(["a"], True)), httpx.Response(200, json=page(["b"], False))]
        assert run(*answers)(action) == ["a", "b"]

    def test_through_the_client_and_the_beta_door(self, run):
        def action(client):
            response = client.with_raw_response.beta.models.list()

            async def later():
                return (await response).url

            return later() if hasattr(response, "__await__") else response.url

        assert run(httpx.Response(200, json=page([], False)))(action).endswith("/v1/models?beta=true")

    def test_unread(self, run):
        def action(client):
            manager = client.messages.with_streaming_response.create(**HELLO)

            async def later():
                async with manager as response:
                    assert not response.is_closed
                    lines = [line async for line in response.iter_lines()]
                return response, lines

            if hasattr(manager, "__aenter__"):
                return later()
            with manager as response:
                assert not response.is_closed
                return response, list(response.iter_lines())

        response, lines = run(httpx.Response(200, content=b"a\r\nb\n\nc"))(action)
        assert lines == ["a", "b", "", "c"]
        assert response.is_closed

    def test_parsed_as_something_else(self):
        with Sync(ok()).client as client:
            raw = client.messages.with_raw_response.create(**HELLO)
        assert raw.parse(to=str).startswith("{")
        assert raw.parse(to=dict)["id"] == "msg_1"
        assert raw.parse(to=bytes) == raw.read()
        assert isinstance(raw.parse(to=ModelInfo), ModelInfo)


class TestDownloads:
    def test_into_a_file(self, run, tmp_path):
        target = tmp_path / "out.bin"
        run(httpx.Response(200, content=b"x" * 100_000))(lambda client: client.files.download_to("file_1", target))
        assert target.read_bytes() == b"x" * 100_000
        assert [path.name for path in tmp_path.iterdir()] == ["out.bin"]

    def test_a_file_is_whole_or_not_there(self, run, tmp_path):
        class Broken(Bytes):
            def __iter__(self):
                yield b"half"
                raise httpx.ReadError("gone")

            async def __aiter__(self):
                yield b"half"
                raise httpx.ReadError("gone")

        with pytest.raises(APIConnectionError) as caught:
            run(httpx.Response(200, stream=Broken(b""), headers={"request-id": "req_d"}))(
                lambda client: client.files.download_to("file_1", tmp_path / "x")
            )
        assert list(tmp_path.iterdir()) == []
        assert caught.value.request_id == "req_d"

    def test_a_page_of_a_proxy_is_no_file(self, run):
        with pytest.raises(ResponseInvalid, match="Free WiFi"):
            run(httpx.Response(200, html="Free WiFi"))(lambda client: client.files.download("file_1"))


class TestUploads:
    def test_progress(self, run):
        told = []
        body = {"type": "file", "id": "file_1", "filename": "x", "mime_type": "a/b", "size_bytes": 5,
                "created_at": "2026-01-01T00:00:00Z", "downloadable": False}  # fmt: skip
        runner = run(httpx.Response(200, json=body))
        result = runner(
            lambda client: client.files.upload(file=("x", b"hello"), progress=lambda *args: told.append(args))
        )
        assert result.id == "file_1"
        assert told[-1][0] == told[-1][1] == int(runner.script.requests[0].headers["content-length"])

    def test_an_iterator_is_not_sent_twice(self, run):
        runner = run(failure())
        with pytest.raises(OverloadedError):
            runner(lambda client: client.files.upload(file=("x", iter([b"a", b"b"]))))
        assert len(runner.script.requests) == 1
        assert runner.script.requests[0].headers["transfer-encoding"] == "chunked"

    def test_what_the_callers_content_raises_is_the_callers(self, run):
        def chunks():
            yield b"a"
            raise LookupError("mine")

        with pytest.raises(LookupError):
            run(ok())(lambda client: client.files.upload(file=("x", chunks())))


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
