"""The exchange of an identity token, over the connections of the client (acceptance case C-8)."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import AsyncClaude
from claudewire.credentials import (
    IdentityTokenFileError,
    WorkloadIdentityError,
)
from tests.support.token_clients import Claude
from tests.support.tokens import HELLO, TokenServer


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "bytes"])
def test_identity_token_that_cannot_be_read_is_told_with_its_path(workload: Path, kind: str) -> None:
    workload.unlink()
    if kind == "folder":
        workload.mkdir()
    elif kind != "missing":
        workload.write_bytes(b"" if kind == "empty" else b"\xff")
    with pytest.raises(IdentityTokenFileError) as caught:
        Claude().messages.create(**HELLO)
    assert caught.value.path == workload
    assert str(workload) in str(caught.value)


def test_identity_token_that_is_too_large_is_not_sent(workload: Path, server: TokenServer) -> None:
    workload.write_text("x" * 20_000)
    with pytest.raises(WorkloadIdentityError, match="no JWT"):
        Claude().messages.create(**HELLO)
    assert server.grants == []


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (200, b"", "something else than a JSON object"),
        (200, b"[]", "something else than a JSON object"),
        (200, b"{}", "something else than a JSON object"),
        (200, {"access_token": 7}, "without `access_token`"),
        (200, {"access_token": "a", "token_type": "mac"}, "bearer"),
        (200, {"access_token": "a", "expires_in": "soon"}, "no number of seconds"),
        (200, {"access_token": "a", "expires_in": -1}, "no number of seconds"),
        (200, {"access_token": "a\nb", "expires_in": 60}, "cannot be sent"),
        (400, {"error": "invalid_request", "assertion": "header.claims.signature"}, "invalid_request"),
        (401, {"error": "invalid_grant"}, "match the identity token"),
        (403, b"<html>" + b"x" * 9999, "403"),
    ],
)
def test_answer_that_is_no_token_is_an_error_of_ours(
    workload: Path, server: TokenServer, status: int, body: Any, sentence: str
) -> None:
    server.answers = [(status, body)] * 5
    with pytest.raises(claudewire.ClaudeError, match=sentence) as caught:
        Claude(max_retries=0).messages.create(**HELLO)
    assert "header.claims.signature" not in f"{caught.value!r}{caught.value.__dict__}"
    assert len(str(caught.value)) < 1000


def test_endpoint_that_cannot_be_reached_is_a_connection_error(workload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1")
    with pytest.raises(claudewire.APIConnectionError):
        Claude(max_retries=0).messages.create(**HELLO)


def test_exchange_goes_through_the_client_of_the_caller(workload: Path, server: TokenServer) -> None:
    """C-8. An httpx client with a proxy or a certificate of its own carries the exchange, too."""
    paths: list[str] = []
    with httpx.Client(event_hooks={"request": [lambda request: paths.append(request.url.path)]}) as http:
        Claude(http_client=http).messages.create(**HELLO)
    assert paths == ["/v1/oauth/token", "/v1/messages"]


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_async_exchange_starts_no_thread(workload: Path, server: TokenServer, library: str) -> None:
    """C-8."""
    import anyio

    before = set(threading.enumerate())
    found: list[set[threading.Thread]] = []

    async def steps() -> None:
        async with AsyncClaude() as client:
            await client.messages.create(**HELLO)
            found.append({t for t in threading.enumerate() if t not in before and "process_request" not in t.name})

    anyio.run(steps, backend=library)
    assert found == [set()]
    assert len(server.grants) == 1


def test_proxy_of_the_client_carries_the_exchange(workload: Path, server: TokenServer) -> None:
    """C-8. The proxy is the server itself: it sees whole URLs, which it does not know."""
    with pytest.raises(claudewire.APIError):
        Claude(base_url="http://127.0.0.1:9", proxy=server.url, max_retries=0).messages.create(**HELLO)
    assert server.grants == []  # nothing was sent past the proxy
