"""The local server as another platform: our clients against it, with signatures that are really checked."""

from __future__ import annotations

from typing import Any

import pytest

import claudewire
from claudewire.testing import LocalServer, Settings
from tests.support.clouds import SURFACES

NAMES = {
    "P1": "bedrock",
    "P2": "bedrock-messages",
    "P3": "bedrock-mantle",
    "P4": "aws",
    "P5": "vertex",
    "P6": "google-cloud",
    "P7": "foundry",
}
#: What follows the address in a base URL.
SUFFIXES = {"P2": "/anthropic", "P3": "/anthropic", "P5": "/v1", "P7": "/anthropic"}
HELLO: dict[str, Any] = {
    "model": "claude-haiku-4-5-20251001",
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Hello"}],
}


def client_of(surface: str, url: str, **more: Any) -> Any:
    name, arguments = SURFACES[surface]
    arguments = {key: value for key, value in arguments.items() if key != "resource"}
    return getattr(claudewire, name)(base_url=url + SUFFIXES.get(surface, ""), max_retries=0, **{**arguments, **more})


@pytest.mark.parametrize("surface", SURFACES)
def test_client_of_a_platform_talks_to_the_local_server(surface: str) -> None:
    with LocalServer(Settings(platform=NAMES[surface])) as server, client_of(surface, server.url) as client:
        message = client.messages.create(**HELLO)
        with client.messages.stream(**HELLO) as stream:
            streamed = stream.get_final_message()
        tokens = client.messages.count_tokens(model=HELLO["model"], messages=HELLO["messages"])

    assert message.content[0].text
    assert streamed.content[0].text
    assert tokens.input_tokens > 0


def test_wrong_secret_is_refused() -> None:
    with (
        LocalServer(Settings(platform="bedrock")) as server,
        client_of("P1", server.url, secret_key="wrong") as client,
        pytest.raises(claudewire.AuthenticationError, match="does not match"),
    ):
        client.messages.create(**HELLO)


def test_clock_of_the_server_repairs_an_expired_signature() -> None:
    with LocalServer(Settings(platform="bedrock")) as server, client_of("P1", server.url) as client:
        client.platform.auth.source.clock_offset = -3600.0

        assert client.messages.create(**HELLO).content[0].text


def test_error_has_the_form_of_the_platform() -> None:
    for surface in ("P1", "P5"):
        with (
            LocalServer(Settings(platform=NAMES[surface])) as server,
            client_of(surface, server.url) as client,
            pytest.raises(claudewire.BadRequestError) as caught,
        ):
            client.messages.create(**{**HELLO, "max_tokens": -1})
        assert caught.value.error_code in ("ValidationException", "INVALID_ARGUMENT")
