"""Requests and responses in the forms that programs of the official SDK read: those of httpx."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import AsyncClaude, Claude, ClaudeError

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
    if "missing" in request.url.path:
        return httpx.Response(404, json=ERROR, headers={"request-id": "req_1"})
    if "text" in request.url.path:
        return httpx.Response(200, text="<html>", headers={"content-type": "text/plain"})
    if request.url.path.endswith("/content"):
        return httpx.Response(200, content=b'{"a": 1}')
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
    import asyncio

    asyncio.run(async_raw())


def test_downloads_are_read_as_bytes_text_and_json(client: Claude, tmp_path: Any) -> None:
    content = client.files.download("file_1")

    assert not content.is_closed
    assert content.json() == {"a": 1}
    assert content.is_closed
    assert content.content == content.read() == content.text().encode()
    content.write_to_file(tmp_path / "a")
    client.files.download("file_1").stream_to_file(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b'{"a": 1}'


async def async_download(folder: Any) -> None:
    async with async_client() as client:
        content = await client.files.download("file_1")
        with pytest.raises(ClaudeError, match=r"await content\.read"):
            _ = content.content
        assert await content.json() == {"a": 1}
        assert content.content == b'{"a": 1}'
        assert content.is_closed
        await content.write_to_file(folder / "a")
        assert (folder / "a").read_bytes() == b'{"a": 1}'


def test_async_downloads_have_the_same(tmp_path: Any) -> None:
    import asyncio

    asyncio.run(async_download(tmp_path))


@pytest.mark.parametrize("value", ["", None])
def test_empty_path_parameters_are_refused_in_the_official_words(client: Claude, value: Any) -> None:
    with pytest.raises(ValueError, match="Expected a non-empty value for `message_batch_id` but received") as caught:
        client.messages.batches.retrieve(value)

    assert isinstance(caught.value, ClaudeError)
    assert str(caught.value).endswith(repr(value))
