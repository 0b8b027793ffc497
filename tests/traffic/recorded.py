"""Recorded API traffic of public projects, if the folder is there (`CLAUDEWIRE_TRAFFIC`, or `../shared/traffic`)."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FOLDER = Path(os.environ.get("CLAUDEWIRE_TRAFFIC") or Path(__file__).resolve().parents[3] / "shared" / "traffic")
MISSING = f"no recorded traffic in {FOLDER}: CLAUDEWIRE_TRAFFIC names its folder"


@cache
def records() -> tuple[dict[str, Any], ...]:
    """All interactions with the API itself (not Bedrock, not Vertex), of every source."""
    out = []
    for file in sorted(FOLDER.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            out += [record for line in lines if (record := json.loads(line))["platform"] == "direct"]
    return tuple(out)


def path(record: dict[str, Any]) -> str:
    """The path as the document writes it."""
    found = urlsplit(record["request"]["url"]).path.rstrip("/")
    for pattern, name in (
        (r"/batches/[^/]+", "/batches/{message_batch_id}"),
        (r"/v1/models/[^/]+", "/v1/models/{model_id}"),
        (r"/v1/files/[^/]+", "/v1/files/{file_id}"),
    ):
        found = re.sub(pattern, name, found)
    return found


def body(record: dict[str, Any], side: str = "response") -> str:
    message = record[side]
    text = message.get("body") or ""
    return base64.b64decode(text).decode("utf-8", "replace") if message.get("body_base64") else text


def is_stream(record: dict[str, Any]) -> bool:
    return record["response"]["fidelity"] == "sse-data-lines" or body(record).lstrip("\ufeff\r\n").startswith(
        ("event:", "data:", ":")
    )


def wire(record: dict[str, Any]) -> str:
    """The event stream as the wire had it: some recorders kept only the payloads."""
    text = body(record)
    if record["response"]["fidelity"] == "sse-data-lines":
        return "".join(f"data: {line}\n\n" for line in text.splitlines() if line.strip())
    return text


def payloads(record: dict[str, Any]) -> Iterator[Any]:
    """The JSON payloads of an event stream, read in the simplest way there is."""
    for line in wire(record).splitlines():
        if line.startswith("data:"):
            yield json.loads(line[5:])
