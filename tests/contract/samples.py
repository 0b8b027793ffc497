"""Clean recordings of every operation, made from the document's own examples: what the defects are planted in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claudewire.contract import Document, Interaction, Message, Place

EXAMPLES = Path(__file__).parents[2] / "spec" / "examples"
BOUNDARY = "0a1b2c3d4e5f"

REQUEST_HEADERS = [("x-api-key", "sk-ant-redacted-1"), ("anthropic-version", "2023-06-01"), ("accept", "*/*")]
RESPONSE_HEADERS = [
    ("request-id", "req_011CYeS4mTzqDvUM2rKbJp5L"),
    ("anthropic-organization-id", "00000000-0000-4000-8000-000000000001"),
    ("date", "Thu, 14 May 2026 00:18:10 GMT"),
]
LIMITS = [
    ("anthropic-ratelimit-requests-limit", "4000"),
    ("anthropic-ratelimit-requests-remaining", "3999"),
    ("anthropic-ratelimit-requests-reset", "2026-05-14T00:18:10Z"),
    ("retry-after", "12"),
]
QUERIES = {"models.list": "?limit=20", "messages.batches.list": "?limit=5", "files.list": "?limit=3"}


def interactions(document: Document) -> list[Interaction]:
    """Each operation with each of its example requests and answers, its errors, and whole streams."""
    made: list[Interaction] = []
    betas = ",".join(sorted(document.betas))
    for operation in document.operations:
        raw = document.raw["paths"][operation.path][operation.method.lower()]
        requests = list(bodies(document, document.resolve(raw.get("requestBody", {})))) or [(None, None)]
        answers = [
            (int(status), media, value)
            for status, answer in raw["responses"].items()
            if status != "default"
            for media, value in bodies(document, document.resolve(answer))
        ]
        streams = [(200, "text/event-stream", stream) for stream in whole_streams()] if operation.stream_field else []
        answers = [answer for answer in answers if answer[1] != "text/event-stream"] + streams
        if any(media == "application/x-jsonl" for _, media, _ in answers):
            lines = [value for _, media, value in answers if media == "application/x-jsonl"]
            answers = [answer for answer in answers if answer[1] != "application/x-jsonl"]
            answers.append((200, "application/x-jsonl", lines))
        for number in range(max(len(requests), len(answers))):
            status, media, value = answers[number % len(answers)]
            sent_media, sent = requests[number % len(requests)]
            if operation.stream_field:
                sent = {key: inner for key, inner in sent.items() if key != "stream"}
                if media == "text/event-stream":
                    sent["stream"] = True
            url = "https://api.anthropic.com" + operation.path.replace("{version}", "1759178010641129").replace(
                "{", "id_"
            ).replace("}", "")
            request_headers = [*REQUEST_HEADERS, ("anthropic-beta", betas)]
            if sent_media is not None:
                suffix = f"; boundary={BOUNDARY}" if sent_media == "multipart/form-data" else ""
                request_headers.append(("content-type", sent_media + suffix))
            headers = [("content-type", media), *RESPONSE_HEADERS, *(LIMITS if operation.stream_field else [])]
            made.append(
                Interaction(
                    place=Place(file=f"{operation.id}.yaml", line=1, index=number, title=f"{operation.id} → {status}"),
                    method=operation.method,
                    url=url + QUERIES.get(operation.id, ""),
                    request=Message(headers=request_headers, body=encoded(sent_media, sent)),
                    status=status,
                    response=Message(headers=headers, body=encoded(media, value)),
                )
            )
    return made


def bodies(document: Document, node: Any) -> Iterator[tuple[str, Any]]:
    for media, content in node.get("content", {}).items():
        for example in content.get("examples", {}).values():
            value = document.resolve(example).get("value")
            if media == "application/x-jsonl" and isinstance(value, str):
                value = json.loads(value)
            yield media, value


def whole_streams() -> list[list[Any]]:
    return [json.loads(file.read_text()) for file in sorted(EXAMPLES.glob("stream_*.json"))]


def encoded(media: str | None, value: Any) -> bytes | None:
    if media is None:
        return None
    if media == "application/json":
        return json.dumps(value).encode()
    if media == "text/event-stream":
        return events(value)
    if media == "application/x-jsonl":
        return b"".join(json.dumps(line).encode() + b"\n" for line in value)
    if media == "multipart/form-data":
        return form(value)
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def events(payloads: list[Any]) -> bytes:
    return b"".join(f"event: {payload['type']}\ndata: {json.dumps(payload)}\n\n".encode() for payload in payloads)


def form(fields: dict[str, Any]) -> bytes:
    """A form as clients send it: what the document calls binary is a file."""
    lines: list[str] = []
    for name, value in fields.items():
        is_file = name in ("file", "files[]")
        for item in value if isinstance(value, list) else [value]:
            filename = f'; filename="{name.strip("[]")}.md"\r\ncontent-type: text/markdown' if is_file else ""
            lines.append(f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="{name}"{filename}\r\n\r\n{item}\r\n')
    return "".join([*lines, f"--{BOUNDARY}--\r\n"]).encode()
