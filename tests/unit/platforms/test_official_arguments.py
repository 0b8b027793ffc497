"""The arguments of the official SDK's clients for other platforms: each one means what it means there."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

import claudewire
from claudewire import ConfigurationError
from tests.support.clouds import HELLO, MESSAGE

AWS = {"aws_region": "us-east-1", "aws_access_key": "AKIDEXAMPLE", "aws_secret_key": "s" * 40}
#: The clients with arguments that work, and the official names of further ones.
CLIENTS: dict[str, dict[str, Any]] = {
    "AnthropicBedrock": AWS,
    "AnthropicBedrockMantle": AWS,
    "AnthropicAWS": {**AWS, "workspace_id": "w"},
    "AnthropicVertex": {"region": "us-east5", "project_id": "p", "access_token": "token-of-a-test"},
    "AnthropicGoogleCloud": {"project": "p", "workspace_id": "w", "token_provider": lambda: "token-of-a-test"},
    "AnthropicFoundry": {"resource": "r", "api_key": "key-of-a-test"},
}


DELIVERY = {"webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}


def client_of(name: str, seen: list[httpx.Request], **arguments: Any) -> Any:
    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=MESSAGE)

    kind = httpx.AsyncClient if name.startswith("Async") else httpx.Client
    http = kind(transport=httpx.MockTransport(respond))
    return getattr(claudewire, name)(http_client=http, **arguments)


@pytest.mark.parametrize("name", CLIENTS)
def test_common_arguments_of_the_official_clients_have_their_effect(name: str) -> None:
    seen: list[httpx.Request] = []
    client = client_of(
        name,
        seen,
        **CLIENTS[name],
        timeout=5.0,
        max_retries=0,
        default_headers={"x-one": "1"},
        default_query={"two": "2"},
        middleware=None,
        _strict_response_validation=False,
    )

    client.messages.create(**HELLO)

    assert seen[0].headers["x-one"] == "1"
    assert seen[0].url.params["two"] == "2"


@pytest.mark.parametrize("name", CLIENTS)
def test_strict_validation_is_ignored_with_a_warning(name: str) -> None:
    with pytest.warns(UserWarning, match="_strict_response_validation has no effect"):
        client_of(name, [], **CLIENTS[name], _strict_response_validation=True)


@pytest.mark.parametrize("name", [*CLIENTS, *(f"Async{name}" for name in CLIENTS)])
def test_unknown_argument_is_a_type_error_that_names_it(name: str) -> None:
    arguments = CLIENTS[name.removeprefix("Async")]
    with pytest.raises(TypeError, match="no_such_argument"):
        client_of(name, [], **arguments, no_such_argument=1)


@pytest.mark.parametrize("name", ["AnthropicAWS", "AnthropicFoundry"])
def test_webhook_key_checks_deliveries(name: str) -> None:
    client = client_of(name, [], **CLIENTS[name], webhook_key="whsec_" + "QUJD" * 8)

    with pytest.raises(claudewire.WebhookInvalid):
        client.webhooks.unwrap(b"{}", headers=DELIVERY)


def test_auth_token_of_the_platform_on_aws_is_sent_as_a_bearer_token() -> None:
    seen: list[httpx.Request] = []
    client = client_of("AnthropicAWS", seen, aws_region="us-east-1", workspace_id="w", auth_token="token-of-a-test")

    client.messages.create(**HELLO)

    assert seen[0].headers["authorization"] == "Bearer token-of-a-test"


def test_key_and_token_for_the_platform_on_aws_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="auth_token"):
        client_of("AnthropicAWS", [], aws_region="us-east-1", workspace_id="w", auth_token="a", api_key="b")


def test_token_provider_of_foundry_wins_over_a_key() -> None:
    seen: list[httpx.Request] = []
    client = client_of(
        "AnthropicFoundry", seen, resource="r", api_key="key-of-a-test", azure_ad_token_provider=lambda: "entra"
    )

    client.messages.create(**HELLO)

    assert seen[0].headers["authorization"] == "Bearer entra"
    assert "api-key" not in seen[0].headers


@pytest.mark.parametrize("argument", ["api_key", "auth_token"])
def test_google_cloud_takes_neither_key_nor_token(argument: str) -> None:
    with pytest.raises(TypeError, match=argument):
        client_of("AnthropicGoogleCloud", [], **CLIENTS["AnthropicGoogleCloud"], **{argument: "x"})


@pytest.mark.parametrize("name", ["AnthropicBedrock", "AnthropicBedrockMantle", "AnthropicAWS"])
def test_attributes_have_the_official_names_and_no_secret(name: str) -> None:
    client = client_of(name, [], **CLIENTS[name])

    assert client.aws_region == "us-east-1"
    assert client.aws_secret_key is None
    with pytest.raises(AttributeError, match="no_such_attribute"):
        _ = client.no_such_attribute
