"""The server as a recording proxy, and the replay of what it recorded. Another local server stands for the real API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire import Claude, OverloadedError
from claudewire.contract import Checker, read
from claudewire.testing import LocalServer, Settings
from tests.server.conftest import HEADERS

#: Not a key of anybody, and not one of the words that the scrubber knows for none.
KEY = "sk-ant-api03-" + "A1b2C3d4" * 6


@pytest.fixture
def proxy(server: LocalServer, tmp_path: Path) -> Iterator[LocalServer]:
    with LocalServer(Settings(record_to=tmp_path / "cassettes", upstream=server.url)) as made:
        yield made


@pytest.fixture
def client(proxy: LocalServer) -> Iterator[Claude]:
    with Claude(api_key=KEY, base_url=proxy.url, max_retries=0, proxy="") as made:
        yield made


def cassettes(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cassettes").glob("*.json"))


def test_what_passes_is_recorded_and_replayed(
    server: LocalServer, client: Claude, hello: dict[str, Any], tmp_path: Path
) -> None:
    server.reply("The first.").reply("The second, streamed to the end.")
    client.messages.create(**hello)
    with client.messages.stream(**hello) as stream:
        stream.until_done()
    server.fault("overloaded")
    with pytest.raises(OverloadedError):
        client.messages.create(**hello)

    assert [path.name for path in cassettes(tmp_path)] == [
        "0001-messages.create.json",
        "0002-messages.create.json",
        "0003-messages.create.json",
    ]
    with (
        LocalServer(Settings(replay=[tmp_path / "cassettes"])) as replay,
        Claude(api_key="k", base_url=replay.url, max_retries=0, proxy="") as again,
    ):
        assert again.messages.create(**hello).content[0].text == "The first."
        with again.messages.stream(**hello) as stream:
            assert stream.get_final_message().content[0].text == "The second, streamed to the end."
        with pytest.raises(OverloadedError):
            again.messages.create(**hello)


def test_cassettes_hold_no_key_and_agree_with_the_document(
    client: Claude, hello: dict[str, Any], tmp_path: Path
) -> None:
    client.messages.create(**{**hello, "system": f"The key is {KEY}."})

    (path,) = cassettes(tmp_path)
    text = path.read_text()
    assert KEY not in text
    assert "x-api-key" in text
    (interaction,) = read(path)
    assert [finding for finding in Checker().check(interaction) if finding.level == "error"] == []


def test_files_and_pages_pass_unchanged(server: LocalServer, client: Claude, tmp_path: Path) -> None:
    file = client.files.upload(file=("a.txt", b"content", "text/plain"))
    assert [kept.id for kept in client.files.list()] == [file.id]
    assert server.requests[0].files[0].content == b"content"
    assert len(cassettes(tmp_path)) == 2


def test_stream_arrives_as_it_is_written(server: LocalServer, proxy: LocalServer, hello: dict[str, Any]) -> None:
    server.state.settings = Settings(tokens_per_second=20)
    server.reply("word " * 100)
    with httpx.stream("POST", f"{proxy.url}/v1/messages", json={**hello, "stream": True}, headers=HEADERS) as response:
        first = next(response.iter_bytes())
    assert b"message_start" in first


def test_api_that_can_not_be_reached_is_a_502(tmp_path: Path, hello: dict[str, Any]) -> None:
    settings = Settings(record_to=tmp_path / "cassettes", upstream="http://127.0.0.1:9")
    with LocalServer(settings) as proxy:
        response = httpx.post(f"{proxy.url}/v1/messages", json=hello, headers=HEADERS)
    assert response.status_code == 502
    assert response.json()["error"]["message"].startswith("http://127.0.0.1:9 cannot be reached")
    assert cassettes(tmp_path) == []


def test_numbers_go_on_after_a_restart(server: LocalServer, tmp_path: Path, hello: dict[str, Any]) -> None:
    for _ in range(2):
        with LocalServer(Settings(record_to=tmp_path / "cassettes", upstream=server.url)) as proxy:
            httpx.post(f"{proxy.url}/v1/messages", json=hello, headers=HEADERS)
    assert [json.loads(path.read_text())["version"] for path in cassettes(tmp_path)] == [1, 1]
