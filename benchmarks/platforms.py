"""The cost of a signed request and of a frame of Amazon Bedrock beside what the official SDK uses, in microseconds of CPU.

`make bench-platforms` runs it. Each figure is the best of five runs.
"""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import botocore.auth
import botocore.awsrequest
import botocore.credentials
from anthropic.lib.bedrock._stream_decoder import AWSEventStreamDecoder

from claudewire.platforms.amazon.event_stream import encode_frame
from claudewire.platforms.amazon.responses import ChunkDecoder
from claudewire.platforms.amazon.sigv4 import AWSCredentials, Signer

#: AWS' own example.
ACCESS_KEY, SECRET_KEY = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
HOST = "bedrock-runtime.us-east-1.amazonaws.com"
URL = f"https://{HOST}/model/anthropic.claude-sonnet-5-5/invoke"
BODY = json.dumps({"max_tokens": 16, "messages": [{"role": "user", "content": "x" * 900}]}).encode()
FRAMES = 500


def best(run: Callable[[], Any], times: int, per_run: int = 1) -> float:
    found = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(times):
            run()
        found.append((time.process_time() - start) / times / per_run * 1e6)
    return min(found)


def signatures() -> tuple[float, float]:
    signer = Signer(region="us-east-1", service="bedrock")
    credentials = AWSCredentials(access_key=ACCESS_KEY, secret_key=SECRET_KEY)
    key = signer.key(SECRET_KEY, "20260102")
    theirs = botocore.auth.SigV4Auth(botocore.credentials.Credentials(ACCESS_KEY, SECRET_KEY), "bedrock", "us-east-1")

    def ours() -> None:
        signer.headers(
            credentials,
            method="POST",
            url=URL,
            headers=[("host", HOST), ("content-type", "application/json")],
            payload_hash=sha256(BODY).hexdigest(),
            timestamp="20260102T030405Z",
            key=key,
        )

    def official() -> None:
        headers = {"content-type": "application/json"}
        theirs.add_auth(botocore.awsrequest.AWSRequest(method="POST", url=URL, headers=headers, data=BODY))

    return best(ours, 2000), best(official, 1000)


def frames() -> tuple[float, float]:
    event = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "hello there"}}
    payload = {"bytes": b64encode(json.dumps(event, separators=(",", ":")).encode()).decode(), "p": "abcdefgh"}
    headers = {":event-type": "chunk", ":content-type": "application/json", ":message-type": "event"}
    data = encode_frame(headers, json.dumps(payload).encode()) * FRAMES
    decoder = AWSEventStreamDecoder()

    def ours() -> None:
        for _, text in ChunkDecoder().feed_tuples(data):
            json.loads(text)

    def official() -> None:
        for event in decoder.iter_bytes(iter([data])):
            json.loads(event.data)

    return best(ours, 10, FRAMES), best(official, 5, FRAMES)


def main() -> None:
    print(f"{'':24}{'claudewire':>12}{'official':>12}{'ratio':>8}")
    for name, (ours, official) in {"signature of 1 kB": signatures(), "frame to JSON": frames()}.items():
        print(f"{name:24}{ours:9.1f} µs{official:9.1f} µs{ours / official:8.2f}")


if __name__ == "__main__":
    main()
