"""Recorded calls of Claude on Bedrock and Vertex AI, replayed through the public clients: requests, results, events and errors."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest

import claudewire
from claudewire.contract import Checker, read
from claudewire.platforms.amazon.event_stream import FrameDecoder
from tests.support.clouds import KEYS, cloud_client
from tests.traffic.recorded import FOLDER

#: Headers of a recording that no longer fit a body that was decoded or written anew.
_STALE = {"content-encoding", "content-length", "transfer-encoding"}


@cache
def interactions() -> tuple[dict[str, Any], ...]:
    """Return the recorded Messages calls of both platforms."""
    found = []
    for file in sorted((FOLDER / "platforms").glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found += [record for line in lines if "messages" in request_of(record := json.loads(line))]
    return tuple(found)


def request_of(record: dict[str, Any]) -> dict[str, Any]:
    text = record["request"].get("body") or "{}"
    body: dict[str, Any] = json.loads(text) if isinstance(text, str) else text
    return body


def client_for(record: dict[str, Any], respond: Any) -> tuple[Any, str]:
    """Return a client of the recorded platform, and the model in the recorded path."""
    parts = urlsplit(record["request"]["url"])
    if record["platform"] == "bedrock":
        region = parts.netloc.split(".")[1]
        model = unquote(parts.path.split("/")[2])
        return cloud_client("ClaudeBedrock", respond, region=region, check_features=False, **KEYS), model
    names = parts.path.split("/")
    project, region = unquote(names[names.index("projects") + 1]), names[names.index("locations") + 1]
    model = unquote(names[-1].rpartition(":")[0])
    arguments = {"region": region, "project": project, "access_token": "token-of-a-test", "check_features": False}
    return cloud_client("ClaudeVertex", respond, **arguments), model


def response_of(record: dict[str, Any]) -> httpx.Response:
    recorded = record["response"]
    body = recorded.get("body") or ""
    content = base64.b64decode(body) if recorded.get("body_base64") else body.encode()
    headers = [(name, value) for name, value in recorded["headers"] if name.lower() not in _STALE]
    return httpx.Response(recorded["status"], content=content, headers=headers)


def events_of(content: bytes, platform: str) -> list[Any]:
    """Return the events of a recorded stream, read in the simplest way there is."""
    if platform == "bedrock":
        frames = FrameDecoder().feed(content)
        return [json.loads(base64.b64decode(json.loads(frame.payload)["bytes"])) for frame in frames]
    return [json.loads(line[5:]) for line in content.decode().splitlines() if line.startswith("data:")]


def test_recorded_calls_are_sent_and_read_without_loss() -> None:
    if not interactions():
        pytest.skip(f"no recorded traffic of other platforms in {FOLDER / 'platforms'}")
    for record in interactions():
        replay(record)


def replay(record: dict[str, Any]) -> None:
    sent: list[httpx.Request] = []
    response = response_of(record)

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return response

    client, model = client_for(record, respond)
    body = request_of(record)
    is_stream = "tream" in record["request"]["url"].rpartition("/")[2]
    extra = {name: value for name, value in body.items() if name not in ("max_tokens", "messages", "stream")}
    call = {"model": model, "max_tokens": body["max_tokens"], "messages": body["messages"], "extra_body": extra}
    if response.status_code >= 400:
        with pytest.raises(claudewire.APIStatusError) as caught:
            client.messages.create(**call, stream=is_stream)
        error = caught.value
        assert error.status_code == response.status_code
        assert error.api_message == json.loads(response.content)["message"]
    elif is_stream:
        events = [event.to_dict() for event in client.messages.create(**call, stream=True)]
        assert events == [e for e in events_of(response.content, record["platform"]) if e["type"] != "ping"]
    else:
        assert client.messages.create(**call).to_dict() == json.loads(response.content)
    recorded = urlsplit(record["request"]["url"])
    (request,) = sent
    assert unquote(request.url.raw_path.decode()) == unquote(recorded.path)
    assert request.url.host == recorded.hostname
    assert json.loads(request.content) == body


def test_recorded_calls_agree_with_the_document() -> None:
    """`contract check` reads the clouds' forms, too. It passes over the text completions of old models, and nothing else."""
    if not interactions():
        pytest.skip(f"no recorded traffic of other platforms in {FOLDER / 'platforms'}")
    checker = Checker()
    for file in sorted((FOLDER / "platforms").glob("*.jsonl.gz")):
        checker.run(read(file))

    assert [finding for finding in checker.report.findings if finding.level != "note"] == []
    assert len(checker.report.interactions) == len(interactions())
