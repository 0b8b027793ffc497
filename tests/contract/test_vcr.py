"""The safe configuration of vcrpy, and replays that arrive in pieces."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import vcr
import yaml

from claudewire.contract import check, read
from claudewire.testing import LocalServer
from claudewire.testing.vcr import Replay, SecretLeftError, chunks, guard, safe_config

KEY = "sk-ant-api03-Zk3nQ8vT1xYpLr7WmB2sHd9fJc5gKe4uAa6tNi0oRq-EwQAA"
OTHER = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def send(server: LocalServer, *, stream: bool = True) -> list[bytes]:
    """One call with secrets in it: the pieces of the answer."""
    body = {
        "model": "claude-opus-4-8",
        "max_tokens": 50,
        "stream": stream,
        "messages": [{"role": "user", "content": f"Use {OTHER}."}],
    }
    headers = {
        "x-api-key": KEY,
        "anthropic-version": "2023-06-01",
        "cookie": "sessionKey=c0ffee1234deadbeef",
        "x-private": "me",
    }
    with (
        httpx.Client() as client,
        client.stream("POST", f"{server.url}/v1/messages", json=body, headers=headers) as response,
    ):
        assert response.status_code == 200
        return list(response.iter_raw())


@pytest.fixture
def cassette(server: LocalServer, tmp_path: Path) -> Path:
    """A cassette recorded from the local server with the safe configuration."""
    path = tmp_path / "stream.yaml"
    with vcr.use_cassette(str(path), **safe_config(record_mode="once")):
        send(server)
    return path


def test_a_recorded_cassette_holds_no_secret(cassette: Path) -> None:
    """Neither of the two keys, nor a cookie, nor a header that is not on the list; and it still agrees with the document."""
    text = cassette.read_text()
    assert KEY not in text
    assert OTHER not in text
    assert "c0ffee" not in text
    headers = yaml.safe_load(text)["interactions"][0]["request"]["headers"]
    assert {name.lower() for name in headers} <= {
        "accept",
        "anthropic-version",
        "content-length",
        "content-type",
        "x-api-key",
    }
    report = check([cassette]).report
    assert [str(finding) for finding in report.at_least("warning")] == []
    assert report.tallies["stream"].valid == 1


def test_a_replay_arrives_event_by_event(server: LocalServer, cassette: Path) -> None:
    """vcrpy alone hands it on in one piece. The bytes are those that were recorded."""
    with vcr.use_cassette(str(cassette), record_mode="none"):
        (whole,) = send(server)
    with vcr.use_cassette(str(cassette), **safe_config(record_mode="none")) as played:
        pieces = send(server)
        assert played.all_played
    assert b"".join(pieces) == whole
    assert len(pieces) == whole.count(b"event: ") > 5


def test_a_guarded_vcr_refuses_to_write_a_secret(server: LocalServer, tmp_path: Path) -> None:
    """Whatever configuration recorded it: the file is not there, and nothing goes on recording."""
    method = httpx.HTTPTransport.handle_request
    recorder = vcr.VCR(cassette_library_dir=str(tmp_path))
    guard(recorder)
    with pytest.raises(SecretLeftError, match="not written"), recorder.use_cassette("leak.yaml"):
        send(server)
    assert not (tmp_path / "leak.yaml").exists()
    assert httpx.HTTPTransport.handle_request is method
    with recorder.use_cassette("safe.yaml", **safe_config()):
        send(server)
    assert (tmp_path / "safe.yaml").exists()


def test_replay_answers_without_vcrpy(server: LocalServer, cassette: Path) -> None:
    """As an httpx transport, synchronous and asynchronous: each interaction once."""
    body = {"model": "claude-opus-4-8"}
    with httpx.Client(transport=Replay(cassette)) as client:
        response = client.post("https://api.anthropic.com/v1/messages", json=body)
        assert response.text.endswith('data: {"type":"message_stop"}\n\n')
        with pytest.raises(httpx.ConnectError, match="no recorded response is left for POST /v1/messages"):
            client.post("https://api.anthropic.com/v1/messages", json=body)

    async def play() -> list[bytes]:
        async with (
            httpx.AsyncClient(transport=Replay(cassette, chunking=7)) as client,
            client.stream("POST", "https://api.anthropic.com/v1/messages", json=body) as response,
        ):
            return [piece async for piece in response.aiter_raw()]

    pieces = asyncio.run(play())
    assert b"".join(pieces) == response.content
    assert {len(piece) for piece in pieces[:-1]} == {7}


def test_recorded_sizes_are_kept(tmp_path: Path) -> None:
    """A recording that knows the sizes of its pieces is replayed in them, compressed bodies plain and without their old length."""
    body = 'event: ping\ndata: {"type":"ping"}\n\n' * 3
    line = {
        "request": {"method": "POST", "url": "https://api.anthropic.com/v1/messages", "headers": [], "body": "{}"},
        "response": {
            "status": 200,
            "headers": [["content-encoding", "gzip"], ["content-length", "1"]],
            "body": body,
            "chunk_sizes": [1, 40, len(body) - 41],
        },
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(line))
    with (
        httpx.Client(transport=Replay(path)) as client,
        client.stream("POST", "https://api.anthropic.com/v1/messages") as response,
    ):
        assert [len(piece) for piece in response.iter_raw()] == [1, 40, len(body) - 41]
        assert not {"content-encoding", "content-length"} & set(response.headers)
    assert [len(piece) for piece in chunks(body.encode(), "recorded", [1, 2])] == [len(body) // 3] * 3


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r"])
def test_chunks_are_the_body_again(end: bytes) -> None:
    """However it is cut, nothing is lost: also without a last blank line, and for what is no stream."""
    stream = b"event: a\ndata: 1" + end + b": note" + end + b"data: unfinished"
    assert b"".join(chunks(stream)) == stream
    assert len(chunks(stream)) == 3
    for chunking in (1, 3, 1000):
        assert b"".join(chunks(stream, chunking)) == stream
    big = bytes(range(256)) * 600
    assert b"".join(chunks(big)) == big
    assert chunks(b"") == []


def test_a_replay_reads_any_format(cassette: Path) -> None:
    """Interactions that were read before will do as well."""
    transport = Replay(read(cassette))
    assert len(transport.left) == 1
