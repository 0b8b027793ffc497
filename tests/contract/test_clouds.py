"""Recorded exchanges with Claude on other platforms are checked against the document of the Claude API."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from claudewire.contract import Report, check
from claudewire.platforms.amazon.event_stream import encode_frame
from tests.support.clouds import MESSAGE, chunk, exception, message_events
from tests.traffic.recorded import FOLDER

CALL: dict[str, Any] = {"max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1%3A0"
BEDROCK = f"https://bedrock-runtime.us-east-1.amazonaws.com/model/{MODEL}"
VERTEX = "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/anthropic/models"
INVOKE = {**CALL, "anthropic_version": "bedrock-2023-05-31"}
JSON = {"content-type": "application/json"}
FRAMES = {"content-type": "application/vnd.amazon.eventstream", "x-amzn-requestid": "r"}


def run(tmp_path: Path, url: str, request: Any, status: int, headers: dict[str, str], body: bytes) -> Report:
    """Check one exchange that stands in a HAR file."""
    listed = [{"name": name, "value": value} for name, value in headers.items()]
    entry = {
        "startedDateTime": "2026-05-14T00:18:10Z",
        "request": {
            "method": "POST",
            "url": url,
            "headers": [{"name": "content-type", "value": "application/json"}],
            "postData": {"text": json.dumps(request)},
        },
        "response": {
            "status": status,
            "headers": listed,
            "content": {"encoding": "base64", "text": base64.b64encode(body).decode()},
        },
    }
    file = tmp_path / "recorded.har"
    file.write_text(json.dumps({"log": {"version": "1.2", "entries": [entry]}}))
    return check([file]).report


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.level == "error"]


MESSAGE_JSON = json.dumps(MESSAGE).encode()
STREAM = b"".join(map(chunk, message_events()))
SSE = "".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n" for e in message_events()[:-1]).encode()
SSE += b'event: vertex_event\ndata: {"type":"vertex_event"}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n'
INNER = base64.b64encode(json.dumps({**INVOKE, "max_tokens": 1}).encode()).decode()
GOOD: dict[str, tuple[str, Any, int, dict[str, str], bytes]] = {
    "invoke": (f"{BEDROCK}/invoke", INVOKE, 200, JSON, MESSAGE_JSON),
    "frames": (f"{BEDROCK}/invoke-with-response-stream", INVOKE, 200, FRAMES, STREAM),
    "exception in frames": (
        f"{BEDROCK}/invoke-with-response-stream",
        INVOKE,
        200,
        FRAMES,
        chunk(message_events()[0]) + exception("throttlingException", message="slow"),
    ),
    "error of AWS": (
        f"{BEDROCK}/invoke",
        INVOKE,
        503,
        {**JSON, "x-amzn-errortype": "ServiceUnavailableException:http://x"},
        b'{"message":"Model is getting throttled."}',
    ),
    "count-tokens": (
        f"{BEDROCK}/count-tokens",
        {"input": {"invokeModel": {"body": INNER}}},
        200,
        JSON,
        b'{"inputTokens":18}',
    ),
    "rawPredict": (f"{VERTEX}/claude-haiku-4-5@20251001:rawPredict", INVOKE, 200, JSON, MESSAGE_JSON),
    "streamRawPredict": (
        f"{VERTEX}/claude-haiku-4-5@20251001:streamRawPredict",
        INVOKE,
        200,
        {"content-type": "text/event-stream"},
        SSE,
    ),
    "error of Google": (
        f"{VERTEX}/claude-haiku-4-5@20251001:rawPredict",
        INVOKE,
        429,
        JSON,
        b'[{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}}]',
    ),
    "mantle": (
        "https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages",
        {**CALL, "model": "anthropic.claude-haiku-4-5"},
        200,
        JSON,
        MESSAGE_JSON,
    ),
    "foundry": (
        "https://res.services.ai.azure.com/anthropic/v1/messages",
        {**CALL, "model": "my-deployment"},
        200,
        JSON,
        MESSAGE_JSON,
    ),
}


@pytest.mark.parametrize("case", GOOD)
def test_exchange_with_a_platform_is_checked_as_one_with_the_claude_api(case: str, tmp_path: Path) -> None:
    report = run(tmp_path, *GOOD[case])

    assert len(report.interactions) == 1
    assert report.other_services == 0
    assert [rule for rule in rules(report) if "header" not in rule] == []


@pytest.mark.parametrize("case", ["invoke", "rawPredict", "mantle", "foundry"])
def test_disagreement_of_a_platform_with_the_document_is_found(case: str, tmp_path: Path) -> None:
    url, request, status, headers, _ = GOOD[case]
    body = json.dumps({**MESSAGE, "content": "text", "usage": 5}).encode()

    assert rules(run(tmp_path, url, request, status, headers, body)) != []


def test_events_inside_frames_are_checked(tmp_path: Path) -> None:
    url, request, status, headers, _ = GOOD["frames"]
    wrong = [{**event, "index": "zero"} if "index" in event else event for event in message_events()]

    assert rules(run(tmp_path, url, request, status, headers, b"".join(map(chunk, wrong)))) != []


@pytest.mark.parametrize("cut", [1, 30, len(STREAM) - 1])
def test_damaged_frames_are_a_finding(cut: int, tmp_path: Path) -> None:
    url, request, status, headers, _ = GOOD["frames"]

    assert run(tmp_path, url, request, status, headers, STREAM[:cut]).findings != []


def test_other_models_of_the_platform_are_other_services(tmp_path: Path) -> None:
    url = "https://bedrock-runtime.us-east-1.amazonaws.com/model/meta.llama3-8b-instruct-v1%3A0/invoke"

    report = run(tmp_path, url, {"prompt": "hi"}, 200, JSON, b'{"generation":"x"}')

    assert (report.other_services, len(report.interactions)) == (1, 0)


def test_frame_without_an_event_is_a_body_that_is_lost(tmp_path: Path) -> None:
    url, request, status, headers, _ = GOOD["frames"]
    frame = encode_frame({":event-type": "chunk", ":message-type": "event"}, b"not json")

    assert run(tmp_path, url, request, status, headers, frame).findings != []


def test_recorded_traffic_of_platforms_agrees_with_the_document() -> None:
    files = sorted((FOLDER / "platforms").glob("*.jsonl.gz"))
    if not files:
        pytest.skip(f"no recorded traffic of other platforms in {FOLDER / 'platforms'}")

    found = check(files).report

    assert len(found.interactions) > 250
    assert rules(found) == []
