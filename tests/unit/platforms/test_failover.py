"""`or_else` and `connect`: another client goes on after an outage or a throttle."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

import claudewire
from claudewire import Claude, ClaudeBedrock, ConfigurationError, RequestInvalid, RetryPolicy
from tests.support.clouds import (
    HELLO,
    KEYS,
    MESSAGE,
    SURFACES,
    chunk,
    cloud_client,
    exception,
    frames,
    message_events,
    run,
)

WHOLE = b"".join(map(chunk, message_events("from bedrock")))
HERE = {**HELLO, "model": "claude-haiku-4-5-20251001"}


class Cloud:
    """A client whose responses are these, and what it was asked."""

    def __init__(self, name: str, *responses: httpx.Response, **arguments: Any) -> None:
        self.urls: list[str] = []
        self._responses = list(responses)
        self.client = cloud_client(name, self._respond, retry=RetryPolicy(initial_delay=0.0), **arguments)

    def _respond(self, request: httpx.Request) -> httpx.Response:
        self.urls.append(str(request.url))
        return self._responses.pop(0)


def direct(*responses: httpx.Response, name: str = "Claude", **arguments: Any) -> Cloud:
    return Cloud(name, *responses, **{"api_key": "key-of-a-test", **arguments})


def bedrock(*responses: httpx.Response, name: str = "ClaudeBedrock", **arguments: Any) -> Cloud:
    return Cloud(name, *responses, **{**SURFACES["P1"][1], **arguments})


def test_throttle_moves_the_call_to_the_next_client() -> None:
    first, second = (
        direct(httpx.Response(529), httpx.Response(529), max_retries=1),
        bedrock(httpx.Response(200, json=MESSAGE)),
    )

    message = first.client.or_else(second.client).messages.create(**HERE)

    assert second.urls[0].endswith("/model/us.anthropic.claude-haiku-4-5-20251001-v1:0/invoke")
    assert message._response.attempts == 3
    assert "bedrock-runtime" in message._response.url


def test_error_of_the_request_does_not_move_the_call() -> None:
    first, second = direct(httpx.Response(400)), bedrock()

    with pytest.raises(claudewire.BadRequestError):
        first.client.or_else(second.client).messages.create(**HERE)
    assert second.urls == []


def test_model_of_the_first_platform_is_named_for_the_second() -> None:
    first, second = bedrock(httpx.Response(503)), direct(httpx.Response(200, json=MESSAGE))
    sent: list[bytes] = []
    second.client = cloud_client(
        "Claude", lambda r: (sent.append(r.content), httpx.Response(200, json=MESSAGE))[1], api_key="key-of-a-test"
    )

    first.client.or_else(second.client).messages.create(
        **{**HELLO, "model": "eu.anthropic.claude-haiku-4-5-20251001-v1:0"}
    )

    assert b'"claude-haiku-4-5-20251001"' in sent[0]


def test_error_of_the_last_client_is_raised() -> None:
    first, second = direct(httpx.Response(529)), bedrock(httpx.Response(503, json={"message": "last"}))

    with pytest.raises(claudewire.ServiceUnavailableError, match="last"):
        first.client.or_else(second.client).messages.create(**HERE)


def test_stream_moves_before_its_first_content() -> None:
    begun = chunk(message_events()[0]) + exception("throttlingException", message="m")
    first = bedrock(frames(begun))
    second = bedrock(frames(WHOLE), region="eu-west-1")

    with first.client.or_else(second.client).messages.stream(**HERE) as stream:
        message = stream.get_final_message()

    assert message.content[0].text == "from bedrock"
    assert "eu-west-1" in second.urls[0]


def test_stream_does_not_move_after_its_first_content() -> None:
    begun = b"".join(map(chunk, message_events()[:3])) + exception("throttlingException", message="m")
    first, second = bedrock(frames(begun)), direct()

    with (
        pytest.raises(claudewire.RateLimitError) as caught,
        first.client.or_else(second.client).messages.stream(**HERE) as stream,
    ):
        stream.get_final_message()
    assert caught.value.partial_message.content[0].text == "hi"
    assert second.urls == []


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_async_call_moves(library: str) -> None:
    async def steps() -> Any:
        first = direct(httpx.Response(529), name="AsyncClaude")
        second = bedrock(frames(WHOLE), name="AsyncClaudeBedrock")
        async with first.client, second.client, first.client.or_else(second.client).messages.stream(**HERE) as stream:
            return (await stream.get_final_message()).content[0].text

    assert run(library, steps) == "from bedrock"


def test_deadline_is_one_for_all_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = direct(httpx.Response(529)), bedrock()
    client = first.client.or_else(second.client)
    clock = iter([0.0, 0.0, 0.0, *[100.0] * 50])
    monkeypatch.setattr("claudewire._call.failover.time.monotonic", lambda: next(clock) + 1e9)

    with pytest.raises(claudewire.APIError):
        client.with_options(deadline=5.0).messages.create(**HERE)
    assert second.urls == []


def test_sync_and_async_clients_do_not_mix() -> None:
    with pytest.raises(ConfigurationError, match="same kind"):
        direct().client.or_else(direct(name="AsyncClaude").client)


def test_connect_makes_a_chain_of_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "key-of-a-test")
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_API_KEY", "key-of-a-test")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key-of-a-test")

    client = claudewire.connect("bedrock://eu-central-1", "foundry://res", "https://gw.example", max_retries=1)

    assert isinstance(client, ClaudeBedrock)
    assert client.base_url == "https://bedrock-runtime.eu-central-1.amazonaws.com"
    assert [other.base_url for other in client._others] == [
        "https://res.services.ai.azure.com/anthropic/",
        "https://gw.example",
    ]
    assert claudewire.connect_async("vertex://p/global").base_url == "https://aiplatform.googleapis.com/v1/"


def test_environment_names_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key-of-a-test")
    assert type(claudewire.connect()) is Claude

    monkeypatch.setenv("CLAUDEWIRE_PLATFORM", "bedrock, direct")
    monkeypatch.setenv("AWS_REGION", "us-west-2")
    for name, value in (("AWS_ACCESS_KEY_ID", KEYS["access_key"]), ("AWS_SECRET_ACCESS_KEY", KEYS["secret_key"])):
        monkeypatch.setenv(name, value)

    client = claudewire.connect()

    assert isinstance(client, ClaudeBedrock)
    assert client.region == "us-west-2"
    assert [type(other) for other in client._others] == [Claude]


@pytest.mark.parametrize(
    "url", ["nowhere://x", "bedrock://a/b", "bedrock://evil.example", "foundry://a@b", "bedrock://r?x=1"]
)
def test_connect_refuses_a_url_that_it_does_not_know(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "key-of-a-test")
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_API_KEY", "key-of-a-test")

    with pytest.raises(ConfigurationError):
        claudewire.connect(url)


def test_models_of_a_platform_are_known_without_a_request() -> None:
    found = Claude(api_key="key-of-a-test").models.on("bedrock", region="eu-central-1")

    assert found["claude-sonnet-4-5-20250929"] == "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
    assert claudewire.AsyncClaude(api_key="key-of-a-test").models.on("vertex")["claude-sonnet-4-5-20250929"] == (
        "claude-sonnet-4-5@20250929"
    )


@pytest.mark.parametrize(
    ("platform", "region"), [("bedrok", "us-east-1"), (None, "us-east-1"), ("bedrock", ""), ("bedrock", 5)]
)
def test_models_of_an_unknown_platform_are_refused(platform: Any, region: Any) -> None:
    with pytest.raises(RequestInvalid):
        Claude(api_key="key-of-a-test").models.on(platform, region=region)


@pytest.mark.parametrize("platform", ["direct", "aws", "google-cloud", "foundry"])
def test_names_of_platforms_with_the_claude_api_are_its_names(platform: str) -> None:
    names = Claude(api_key="key-of-a-test").models.on(platform)

    assert all(name == there for name, there in names.items())
