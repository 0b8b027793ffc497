"""`with_raw_response` of one resource and of groups of resources."""

from __future__ import annotations

import anyio
import httpx
import pytest

from claudewire import AsyncClaude
from tests.support.clients import mocked_client

MODEL = {"id": "m", "type": "model", "display_name": "M", "created_at": "2026-01-01T00:00:00Z"}


def respond(request):
    return httpx.Response(
        200,
        json={"id": "m", "type": "model", "display_name": "M", "created_at": "2026-01-01T00:00:00Z"},
        headers={"request-id": request.url.query.decode()},
    )


@pytest.mark.parametrize("beta", [False, True], ids=["stable", "beta"])
@pytest.mark.parametrize("path", [("models", "with_raw_response"), ("with_raw_response", "models")])
def test_a_raw_view_of_a_group_gives_the_responses_of_its_resources(beta, path):
    with mocked_client(respond) as client:
        view = client.beta if beta else client
        for name in path:
            view = getattr(view, name)
        response = view.retrieve("m")

    assert response.status_code == 200
    assert response.headers["request-id"] == ("beta=true" if beta else "")
    assert response.parse().id == "m"


def test_a_raw_view_reaches_a_nested_group():
    with mocked_client(respond) as client:
        assert client.with_raw_response.beta.models.retrieve("m").headers["request-id"] == "beta=true"


def test_a_streaming_view_of_a_group_gives_context_managers():
    with mocked_client(respond) as client, client.with_streaming_response.models.retrieve("m") as response:
        assert response.json()["id"] == "m"


def test_a_raw_view_of_an_async_client_is_awaited():
    async def main():
        async with mocked_client(respond, AsyncClaude) as client:
            response = await client.with_raw_response.beta.models.retrieve("m")
            return response.status_code, (await response.parse()).id

    assert anyio.run(main) == (200, "m")
