"""Behaviour that small changes of the code could break without any other test noticing."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

import anyio
import httpx
import pytest

from claudewire import (
    DEFAULT_MAX_RETRIES,
    DEFAULT_TIMEOUT,
    APIStatusError,
    AsyncClaude,
    BadRequestError,
    Claude,
    Middleware,
    ResponseInvalid,
    RetryPolicy,
    continuation,
)
from claudewire._stream.sse import EventDecoder
from claudewire_api.models import Message
from tests.conftest import KEY
from tests.support.clients import mocked_client, on_both_clients
from tests.support.faulty import async_claude, claude
from tests.support.requests import HELLO
from tests.support.streams import REQUEST

MESSAGE: dict[str, Any] = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": "end_turn",
    "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
}  # fmt: skip
ERROR = {"type": "error", "error": {"type": "invalid_request_error", "message": "max_tokens: too many"}}


def send(respond: Any, **options: Any) -> list[Any]:
    """Return what `messages.create` gives on both clients; an error as a value."""
    call_options = options.pop("call", {})

    def use(client: Claude) -> Any:
        try:
            return client.messages.create(**HELLO, **call_options)
        except APIStatusError as error:
            return error

    async def use_async(client: AsyncClaude) -> Any:
        try:
            return await client.messages.create(**HELLO, **call_options)
        except APIStatusError as error:
            return error

    return list(on_both_clients(use, use_async, respond))


class TestQuery:
    @pytest.mark.parametrize(
        ("default", "extra", "expected"),
        [
            ({"a": "1"}, None, {"a": "1"}),
            (None, {"b": "2"}, {"b": "2"}),
            ({"a": "1"}, {"b": "2"}, {"a": "1", "b": "2"}),
            ({"a": "1"}, {"a": "2"}, {"a": "2"}),
            (None, None, {}),
        ],
    )
    def test_each_source_of_the_query_is_sent_alone_and_together(
        self, default: Any, extra: Any, expected: dict[str, str]
    ) -> None:
        asked: list[httpx.URL] = []

        def respond(request: httpx.Request) -> httpx.Response:
            asked.append(request.url)
            return httpx.Response(200, json=MESSAGE)

        with mocked_client(respond, default_query=default) as client:
            client.messages.create(**HELLO, extra_query=extra)
        assert dict(asked[0].params) == expected
        assert asked[0].path == "/v1/messages"


class TestErrorBodies:
    @pytest.mark.parametrize(("coding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("", bytes)])
    def test_a_compressed_error_keeps_class_type_and_message(self, coding: str, encode: Any) -> None:
        content = encode(json.dumps(ERROR).encode())
        headers = {"content-encoding": coding} if coding else {}
        for error in send(lambda _: httpx.Response(400, headers=headers, stream=httpx.ByteStream(content))):
            assert type(error) is BadRequestError
            assert (error.status_code, error.error_type) == (400, "invalid_request_error")
            assert error.api_message == "max_tokens: too many"
            assert error.body == ERROR

    def test_an_unknown_content_coding_keeps_the_status(self) -> None:
        respond = httpx.Response(200, headers={"content-encoding": "br"}, stream=httpx.ByteStream(b"\x0b\x02\x80"))
        with mocked_client(lambda _: respond) as client, pytest.raises(ResponseInvalid, match="br") as raised:
            client.messages.create(**HELLO)
        assert raised.value.status_code == 200

    def test_an_unexpected_body_is_kept_up_to_two_thousand_characters(self) -> None:
        text = "x" * 3000
        with (
            mocked_client(lambda _: httpx.Response(200, text=text)) as client,
            pytest.raises(ResponseInvalid) as raised,
        ):
            client.messages.create(**HELLO)
        assert raised.value.body == text[:2000]
        assert len(raised.value.message) < 400


class TestResponsesLeftEarly:
    def test_the_connection_of_a_stream_that_was_left_is_free_for_the_next_call(self, fault_server: Any) -> None:
        """The program still holds the stream, so no finalizer closes it."""
        with claude(fault_server, max_connections=1, timeout=10) as client:
            with client.messages.create(**HELLO, stream=True, extra_headers={"x-tag": "a"}) as stream:
                next(stream)
            assert client.messages.create(**HELLO, extra_headers={"x-tag": "b"}).id
            assert stream.response.status_code == 200

    @pytest.mark.parametrize("backend", ["asyncio", "trio"])
    def test_an_async_one_likewise(self, fault_server: Any, backend: str) -> None:
        async def main() -> None:
            async with async_claude(fault_server, max_connections=1, timeout=10) as client:
                async with await client.messages.create(**HELLO, stream=True, extra_headers={"x-tag": "a"}) as stream:
                    await anext(stream)
                assert (await client.messages.create(**HELLO, extra_headers={"x-tag": "b"})).id
                raw = client.messages.with_streaming_response.create(**HELLO, extra_headers={"x-tag": "c"})
                async with raw as response:
                    assert response.status_code == 200
                assert (await client.messages.create(**HELLO, extra_headers={"x-tag": "d"})).id
                assert response.is_closed
                assert stream.response.status_code == 200

        anyio.run(main, backend=backend)


class TestContinuation:
    def partial(self, *content: dict[str, Any]) -> Message:
        return Message.from_dict({**MESSAGE, "stop_reason": None, "content": list(content)})

    @pytest.mark.parametrize("signature", [{}, {"signature": ""}, {"signature": None}])
    def test_unsigned_thinking_before_text_repeats_the_request(self, signature: dict[str, Any]) -> None:
        partial = self.partial({"type": "thinking", "thinking": "Hm", **signature}, {"type": "text", "text": "So"})
        plan = continuation(REQUEST, partial)
        assert (plan.way, plan.kept, plan.dropped) == ("repeat", "", ("thinking", "text"))

    @pytest.mark.parametrize("kind", ["enabled", "adaptive"])
    @pytest.mark.parametrize("as_object", [True, False])
    def test_thinking_is_seen_in_any_form_of_the_argument(self, kind: str, as_object: bool) -> None:
        thinking: Any = {"type": kind, "budget_tokens": 1024}
        if as_object:
            thinking = type("Thinking", (), thinking)()
        plan = continuation(
            {**REQUEST, "model": "claude-opus-4-1", "thinking": thinking}, self.partial({"type": "text", "text": "So"})
        )
        assert plan.way == "ask"

    def test_thinking_that_is_disabled_allows_a_prefill(self) -> None:
        request = {**REQUEST, "model": "claude-opus-4-1", "thinking": {"type": "disabled"}}
        assert continuation(request, self.partial({"type": "text", "text": "So"})).way == "prefill"


class TestFastPaths:
    @pytest.mark.parametrize("events", [1, 5])
    def test_ordinary_chunks_do_not_take_the_general_path(self, events: int, monkeypatch: pytest.MonkeyPatch) -> None:
        taken: list[bytes] = []
        slow = EventDecoder._decode_slow

        def count(decoder: EventDecoder, chunk: bytes, out: Any) -> None:
            taken.append(chunk)
            slow(decoder, chunk, out)

        monkeypatch.setattr(EventDecoder, "_decode_slow", count)
        decoder = EventDecoder()
        chunk = b'event: content_block_delta\ndata: {"type": "x"}\n\n' * events
        for _ in range(100):
            assert len(decoder.feed_tuples(chunk)) == events
        assert len(taken) == 1  # the first chunk, which could begin with a byte order mark

    @pytest.mark.parametrize(
        "chunk",
        [
            b"event: a\ndata: b\r\n\n", b"event: a\rb\ndata: c\n\n", b"event: a\ndata:b\n\n", b"data: a\n\n\n", b"id: 7\ndata: b\n\n",
            b"retry: 7\ndata: b\n\n", b": c\ndata: b\n\n", b"event: a\n\ndata", b"event: \ndata: b\n\n",
            b"\n\n\n", b"event: a\ndata: \xff\n\n",
        ],
    )  # fmt: skip
    def test_one_event_in_a_chunk_is_what_it_is_byte_by_byte(self, chunk: bytes) -> None:
        whole, bytewise = EventDecoder(), EventDecoder()
        for decoder in (whole, bytewise):
            decoder.feed(b"event: x\ndata: y\n\n")
        first = whole.feed(chunk) + whole.feed(b"event: z\ndata: z\n\n")
        second = [event for at in range(len(chunk)) for event in bytewise.feed(chunk[at : at + 1])]
        assert first == second + bytewise.feed(b"event: z\ndata: z\n\n")


class TestDocumentedDefaults:
    def test_a_client_has_the_defaults_that_the_documentation_names(self) -> None:
        with Claude(api_key=KEY) as client:
            config = client._config
            assert config.base_url == "https://api.anthropic.com"
            assert config.api_version == "2023-06-01"
            assert config.max_connections == 1000
            assert config.max_response_bytes == 256 * 1024 * 1024
            assert dict(config.timeout) == {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
            assert (config.deadline, config.stall_timeout) == (None, None)
        assert DEFAULT_MAX_RETRIES == 2
        assert DEFAULT_TIMEOUT.as_dict() == {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}

    def test_a_retry_policy_has_them(self) -> None:
        policy = RetryPolicy()
        assert (policy.max_retries, policy.initial_delay, policy.max_delay, policy.max_retry_after) == (
            2,
            0.5,
            8.0,
            60.0,
        )
        assert (policy.budget, policy.repeat_unsafe, policy.on_retry) == (500, True, None)


class TestStatuses:
    @pytest.mark.parametrize("status", [300, 304, 199 + 1, 299])
    @pytest.mark.parametrize("middleware", [(), (Middleware(),)], ids=["plain", "middleware"])
    def test_only_a_2xx_is_a_success(self, status: int, middleware: Any) -> None:
        for found in send(lambda _: httpx.Response(status, json=MESSAGE), middleware=middleware):
            if status < 300:
                assert found.id == MESSAGE["id"]
            else:
                assert isinstance(found, APIStatusError)
                assert found.status_code == status


class TestClosing:
    def test_a_response_that_was_closed_says_so(self) -> None:
        text = 'event: ping\ndata: {"type": "ping"}\n\n'
        headers = {"content-type": "text/event-stream"}
        with mocked_client(lambda _: httpx.Response(200, text=text, headers=headers)) as client:
            stream = client.messages.create(**HELLO, stream=True)
            assert not stream.response.is_closed
            stream.response.close()
            assert stream.response.is_closed
            stream.response.close()
