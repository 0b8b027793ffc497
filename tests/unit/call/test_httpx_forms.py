"""Requests and responses in the forms that programs of the official SDK read: those of httpx."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from typing import Any, cast

import httpx
import pytest

import claudewire
from claudewire import AsyncClaude, Claude, ClaudeError

LARGE = json.dumps({"a": "b" * 100_000}).encode()
BODY: Any = {"model": "claude-sonnet-5-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}
MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-5-5",
    "content": [{"type": "text", "text": "Hello"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 2},
}
KEY = "sk-ant-fake-0123456789abcdef0123456789"
ERROR = {"type": "error", "error": {"type": "not_found_error", "message": f"no such thing, {KEY}"}}


def answer(request: httpx.Request) -> httpx.Response:
    if b'"stream":true' in request.content:
        return httpx.Response(200, text=": nothing yet\n\n", headers={"content-type": "text/event-stream"})
    if "missing" in request.url.path:
        return httpx.Response(404, json=ERROR, headers={"request-id": "req_1"})
    if "text" in request.url.path:
        return httpx.Response(200, text="<html>", headers={"content-type": "text/plain"})
    if request.url.path == "/v1/models":
        return httpx.Response(200, json={"data": [], "has_more": False, "first_id": None, "last_id": None})
    if request.url.path == "/v1/models/incomplete":
        return httpx.Response(200, json={"type": "model", "id": "incomplete"})
    if request.url.path.endswith("/content"):
        return httpx.Response(200, content=b'{"a": 1}' if "file_1" in request.url.path else LARGE)
    return httpx.Response(200, json=MESSAGE, headers={"request-id": "req_2"})


@pytest.fixture
def client() -> Any:
    with Claude(api_key=KEY, max_retries=0, http_client=httpx.Client(transport=httpx.MockTransport(answer))) as client:
        yield client


def async_client() -> AsyncClaude:
    return AsyncClaude(api_key=KEY, max_retries=0, http_client=httpx.AsyncClient(transport=httpx.MockTransport(answer)))


def failure(client: Claude, path: str = "missing") -> claudewire.APIStatusError:
    with pytest.raises(claudewire.NotFoundError) as caught:
        client.models.retrieve(path)
    return caught.value


def test_response_of_an_error_reads_as_one_of_httpx(client: Claude) -> None:
    response = failure(client).response

    assert response.status_code == 404
    assert response.headers["Request-Id"] == "req_1"
    assert response.json()["error"]["type"] == "not_found_error"
    assert json.loads(response.text) == json.loads(response.content) == response.json()
    assert (response.is_error, response.is_success, response.reason_phrase) == (True, False, "Not Found")
    assert response.request.method == "GET"


def test_request_of_an_error_is_one_of_httpx_without_the_key(client: Claude) -> None:
    error = failure(client)

    assert isinstance(error.request, httpx.Request)
    assert (error.request.method, error.request.url.path) == ("GET", "/v1/models/missing")
    assert "x-api-key" not in error.request.headers
    assert KEY not in f"{error} {error.response.text} {error.body}"


def test_errors_keep_request_and_response_in_copies_and_pickles(client: Claude) -> None:
    error = failure(client)
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert other.response.json() == error.response.json()
        assert other.response == error.response
        assert str(other.request.url) == str(error.request.url)


def test_request_of_a_connection_error_is_known() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with (
        Claude(api_key=KEY, max_retries=0, http_client=httpx.Client(transport=httpx.MockTransport(refuse))) as client,
        pytest.raises(claudewire.APIConnectionError) as caught,
    ):
        client.messages.create(**BODY)

    assert (caught.value.request.method, caught.value.request.url.path) == ("POST", "/v1/messages")
    assert caught.value.response is None


def test_response_that_does_not_fit_is_known(client: Claude) -> None:
    with pytest.raises(claudewire.ResponseInvalid) as caught:
        client.models.retrieve("text")

    assert caught.value.response.text == "<html>"
    assert caught.value.status_code == 200


def test_errors_are_made_with_the_official_arguments() -> None:
    request = httpx.Request("POST", "https://api.anthropic.com/v1/messages")
    response = httpx.Response(429, request=request, json=ERROR)

    assert claudewire.APIError("failed", request, body=None).request is request
    assert claudewire.APIConnectionError(request=request).request is request
    assert claudewire.APIConnectionError(message="gone", request=request).message == "gone"
    assert claudewire.APITimeoutError(request).request is request
    error = claudewire.RateLimitError("slow down", response=response, body=response.json())
    assert (error.status_code, error.response, error.request) == (429, response, request)
    invalid = claudewire.APIResponseValidationError(response, {"a": 1})
    assert (invalid.response, invalid.body, invalid.status_code) == (response, {"a": 1}, 429)
    assert claudewire.APIResponseValidationError(response=response, body=None, message="no").message == "no"


def test_raw_responses_have_request_and_response_of_httpx(client: Claude) -> None:
    raw = client.messages.with_raw_response.create(**BODY)

    assert isinstance(raw.http_request, httpx.Request)
    assert isinstance(raw.http_response, httpx.Response)
    assert raw.http_response.json() == MESSAGE
    assert raw.http_response.headers["request-id"] == "req_2"
    assert raw.content == raw.http_response.content
    assert raw.text() == raw.content.decode()


def test_unread_responses_are_read_through_that_of_httpx(client: Claude) -> None:
    with client.messages.with_streaming_response.create(**BODY) as raw:
        assert json.loads(raw.http_response.read()) == MESSAGE
        assert raw.is_closed


async def async_raw() -> None:
    async with async_client() as client:
        raw = await client.messages.with_raw_response.create(**BODY)
        assert raw.http_response.json() == MESSAGE
        assert json.loads(raw.content) == MESSAGE
        assert (await raw.parse()).id == "msg_1"
        async with client.messages.with_streaming_response.create(**BODY) as unread:
            with pytest.raises(ClaudeError, match=r"await response\.read"):
                _ = unread.content
            assert json.loads(await unread.http_response.aread()) == MESSAGE


def test_async_raw_responses_have_the_same() -> None:
    asyncio.run(async_raw())


@pytest.mark.parametrize(("file", "body"), [("file_1", b'{"a": 1}'), ("file_large", LARGE)])
def test_downloads_are_read_as_bytes_text_and_json(client: Claude, tmp_path: Any, file: str, body: bytes) -> None:
    """A small body is read at once, which gives its connection back; a large one when the program asks for it."""
    content = client.files.download(file)

    assert content.is_closed == (len(body) < 65_536)
    assert content.json() == json.loads(body)
    assert content.is_closed
    assert content.content == content.read() == content.text().encode() == body
    content.write_to_file(tmp_path / "a")
    client.files.download(file).stream_to_file(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == body


async def async_download(folder: Any, file: str, body: bytes) -> None:
    async with async_client() as client:
        content = await client.files.download(file)
        if not content.is_closed:
            with pytest.raises(ClaudeError, match=r"await response\.read"):
                _ = content.content
        assert await content.json() == json.loads(body)
        assert content.content == body
        assert content.is_closed
        await content.write_to_file(folder / "a")
        assert (folder / "a").read_bytes() == body


@pytest.mark.parametrize(("file", "body"), [("file_1", b'{"a": 1}'), ("file_large", LARGE)])
def test_async_downloads_have_the_same(tmp_path: Any, file: str, body: bytes) -> None:
    asyncio.run(async_download(tmp_path, file, body))


@pytest.mark.parametrize("file", ["file_1", "file_large"])
def test_downloads_come_in_chunks_of_the_size_that_was_asked_for(client: Claude, file: str) -> None:
    chunks = list(client.files.download(file).iter_bytes(chunk_size=3))

    assert {len(chunk) for chunk in chunks[:-1]} == {3}
    assert b"".join(chunks) == client.files.download(file).read()
    with pytest.raises(ClaudeError, match="chunk_size is a number of bytes"):
        list(client.files.download(file).iter_bytes(0))


def test_every_response_of_a_download_is_a_binary_one(client: Claude) -> None:
    from claudewire._response import BinaryAPIResponse  # type: ignore[import-not-found,unused-ignore]

    plain = client.files.download("file_1")
    raw = client.files.with_raw_response.download("file_1")
    with client.files.with_streaming_response.download("file_1") as streaming:
        assert not streaming.is_closed
        assert streaming.json() == {"a": 1}
        for response in (plain, raw, streaming):
            assert isinstance(response, BinaryAPIResponse)
            assert response.is_closed
            assert cast("Any", response).parse() is response
            assert cast("Any", response).parse(to=str) == '{"a": 1}'


def test_request_of_a_raw_response_has_what_was_sent_without_credentials(client: Claude) -> None:
    secret = "sk-ant-fake-of-a-header-0123456789"
    raw = client.messages.with_raw_response.create(**BODY, betas=["x-1"], extra_headers={"x-auth-token": secret})

    assert raw.http_request.headers["anthropic-beta"] == "x-1"
    assert raw.http_request.headers["anthropic-version"] == client.api_version
    assert json.loads(raw.http_request.content)["messages"] == BODY["messages"]
    assert secret not in str(raw.http_request.headers.multi_items())
    assert KEY not in str(raw.http_request.headers.multi_items())


class TestParseOfAnAsyncRawResponse:
    """It is awaited, as in 2.x; what is there already can also be used without, as in 0.x."""

    @staticmethod
    def run(check: Any) -> None:
        async def main() -> None:
            async with async_client() as client:
                await check(client)

        asyncio.run(main())

    def test_gives_a_model_with_and_without_await(self) -> None:
        async def check(client: AsyncClaude) -> None:
            raw = await client.messages.with_raw_response.create(**BODY)
            unawaited: Any = raw.parse()
            awaited = await raw.parse()

            assert isinstance(unawaited, claudewire.types.Message)
            assert unawaited.text == "Hello"
            assert type(awaited) is claudewire.types.Message
            assert unawaited == awaited
            assert awaited == unawaited
            assert repr(unawaited) == repr(awaited)
            for other in (copy.copy(unawaited), copy.deepcopy(unawaited), pickle.loads(pickle.dumps(unawaited))):
                assert type(other) is claudewire.types.Message
                assert other == awaited

        self.run(check)

    def test_gives_a_model_that_lacks_a_field(self) -> None:
        async def check(client: AsyncClaude) -> None:
            raw = await client.models.with_raw_response.retrieve("incomplete")
            model: Any = raw.parse()

            assert model.id == "incomplete"
            assert model.missing_fields() == (await raw.parse()).missing_fields() != ()
            assert model == await raw.parse()

        self.run(check)

    def test_raises_the_same_error_with_and_without_await(self) -> None:
        async def check(client: AsyncClaude) -> None:
            raw = await client.models.with_raw_response.retrieve("text")
            with pytest.raises(claudewire.ResponseInvalid):
                raw.parse()
            assert await raw.parse(to=str) == "<html>"

        self.run(check)

    def test_gives_pages_and_streams(self) -> None:
        async def check(client: AsyncClaude) -> None:
            pages = await client.models.with_raw_response.list()
            page: Any = pages.parse()
            assert isinstance(page, claudewire.AsyncPage)
            assert type(await pages.parse()) is claudewire.AsyncPage
            raw: Any = await client.messages.with_raw_response.create(**BODY, stream=True)
            stream = raw.parse()
            assert isinstance(stream, claudewire.AsyncStream)
            assert await cast("Any", stream) is stream
            await stream.close()

        self.run(check)


def test_response_of_a_stream_closes_the_stream(client: Claude) -> None:
    stream = client.messages.create(**BODY, stream=True)
    kept = stream.response

    assert not kept.is_closed
    kept.close()
    kept.close()

    assert kept.is_closed
    assert stream.response.is_closed
    assert kept == pickle.loads(pickle.dumps(kept))
    with pytest.raises(claudewire.StreamClosed):
        list(stream)


def test_response_of_an_async_stream_closes_the_stream() -> None:
    async def main() -> None:
        async with async_client() as client:
            stream = await client.messages.create(**BODY, stream=True)
            await stream.response.aclose()
            assert stream.response.is_closed
            with pytest.raises(claudewire.StreamClosed):
                await anext(stream)

    asyncio.run(main())


def test_completions_of_old_are_refused_with_what_to_use(client: Claude) -> None:
    with pytest.raises(TypeError, match=r"client\.messages\.create"):
        client.completions.create(model="m", prompt="p", max_tokens_to_sample=1)


def test_a_class_in_the_place_of_a_schema_names_parse(client: Claude) -> None:
    class Answer: ...

    with pytest.raises(TypeError, match=r"the class Answer .* messages\.parse\(\) takes"):
        client.messages.create(**BODY, output_format=cast("Any", Answer))


@pytest.mark.parametrize("value", ["", None])
def test_empty_path_parameters_are_refused_in_the_official_words(client: Claude, value: Any) -> None:
    with pytest.raises(ValueError, match="Expected a non-empty value for `message_batch_id` but received") as caught:
        client.messages.batches.retrieve(value)

    assert isinstance(caught.value, ClaudeError)
    assert str(caught.value).endswith(repr(value))
