"""The official SDK, unchanged, as a stranger's client of the local server."""

from __future__ import annotations

from collections.abc import Iterator

import anthropic
import pytest

from claudewire.testing import LocalServer

HELLO = [{"role": "user", "content": "Hello"}]
MODEL = "claude-sonnet-4-5"


@pytest.fixture
def client(server: LocalServer) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(api_key="sk-ant-local", base_url=server.url, max_retries=0) as made:
        yield made


def test_it_creates_a_message(client: anthropic.Anthropic) -> None:
    message = client.messages.create(model=MODEL, max_tokens=100, messages=HELLO)
    assert "canned" in message.content[0].text
    assert message.usage.output_tokens > 0
    assert message._request_id.startswith("req_")


def test_it_streams_a_message(client: anthropic.Anthropic) -> None:
    with client.messages.stream(model=MODEL, max_tokens=100, messages=HELLO) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    assert final.content[0].text == text
    assert final.stop_reason == "end_turn"


def test_it_counts_tokens(client: anthropic.Anthropic) -> None:
    assert client.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0


def test_it_lists_all_models_page_by_page(client: anthropic.Anthropic) -> None:
    ids = [model.id for model in client.models.list(limit=5)]
    assert len(ids) == len(set(ids)) > 10


def test_it_gets_a_model_by_alias(client: anthropic.Anthropic) -> None:
    assert client.models.retrieve("claude-opus-4-5").id == "claude-opus-4-5-20251101"


def test_it_sees_its_own_errors(server: LocalServer) -> None:
    client = anthropic.Anthropic(api_key="sk-ant-invalid-1", base_url=server.url, max_retries=0)
    with pytest.raises(anthropic.AuthenticationError) as caught:
        client.models.list()
    assert caught.value.status_code == 401


def test_it_retries_what_is_overloaded_once(server: LocalServer) -> None:
    server.fault("overloaded", times=1)
    client = anthropic.Anthropic(api_key="sk-ant-local", base_url=server.url, max_retries=1)
    client.messages.create(model=MODEL, max_tokens=100, messages=HELLO)
    assert [request.status for request in server.requests] == [529, 200]
