"""What the benchmark server answers: canned bytes, about as the API sends them."""

from __future__ import annotations

import json
import random

WORDS = [
    "a",
    "message",
    "of",
    "many",
    "words",
    "that",
    "were",
    "made",
    "by",
    "nobody,",
    "naïve",
    "“café”",
    "—",
    "owners",
    "among",
    "them,",
    "to",
    "be",
    "read",
    "in",
    "parts",
    "",
]
HEADERS = """\
date: Sun, 22 Nov 2026 12:00:00 GMT
anthropic-organization-id: 6f6c2c5e-0000-4000-8000-000000000000
request-id: req_011CBenchmarkBenchmark01
anthropic-ratelimit-requests-limit: 4000
anthropic-ratelimit-requests-remaining: 3999
anthropic-ratelimit-requests-reset: 2026-11-22T12:00:00Z
anthropic-ratelimit-tokens-limit: 4800000
anthropic-ratelimit-tokens-remaining: 4800000
anthropic-ratelimit-tokens-reset: 2026-11-22T12:00:00Z
anthropic-ratelimit-input-tokens-limit: 4000000
anthropic-ratelimit-input-tokens-remaining: 4000000
anthropic-ratelimit-input-tokens-reset: 2026-11-22T12:00:00Z
anthropic-ratelimit-output-tokens-limit: 800000
anthropic-ratelimit-output-tokens-remaining: 800000
anthropic-ratelimit-output-tokens-reset: 2026-11-22T12:00:00Z
strict-transport-security: max-age=31536000; includeSubDomains; preload
via: 1.1 google
cf-cache-status: DYNAMIC
server: cloudflare
""".splitlines()
USAGE = {
    "input_tokens": 20,
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
    "output_tokens": 40,
    "service_tier": "standard",
    "server_tool_use": None,
}
BODY = {
    "model": "claude-opus-4-6",
    "max_tokens": 1024,
    "messages": [{"role": "user", "content": "Hello, Claude. What is your name?"}],
}
SMALL_TEXT = "Hi! My name is Claude. How can I help you today?"
FILE = {"type": "file", "id": "file_1", "filename": "file.bin", "mime_type": "application/octet-stream",
        "size_bytes": 500_000_000, "created_at": "2026-01-01T00:00:00Z", "downloadable": True}  # fmt: skip
#: Sizes of the streams that show growth: deltas, and kB of tool input.
DELTAS, TOOL_KB = (500, 2000, 8000, 32000), (1, 4, 16, 64)

Response = list[bytes]  # the parts that are written one by one
#: Seconds between two events of a paced stream.
PACE = 300e-6


def text(chance: random.Random, size: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < size:
        words += chance.choices(WORDS, k=50)
    return " ".join(words)[:size]


def dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def message(content: list[object], stop_reason: str | None = "end_turn") -> dict[str, object]:
    return {
        "id": "msg_01BenchmarkBenchmark0001",
        "type": "message",
        "role": "assistant",
        "model": BODY["model"],
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": USAGE,
    }


def small() -> dict[str, object]:
    return message([{"type": "text", "text": SMALL_TEXT, "citations": None}])


def large() -> dict[str, object]:
    """About 200 kB: text, thinking and tool calls in turn."""
    chance, content = random.Random(1), list[object]()
    for index in range(20):
        content.append({"type": "text", "text": text(chance, 3500), "citations": None})
        content.append({"type": "thinking", "thinking": text(chance, 2500), "signature": "s" * 600})
        edits = [{"line": line, "old": text(chance, 60), "new": text(chance, 60)} for line in range(18)]
        edit = {"path": f"/src/module_{index}.py", "dry_run": False, "edits": edits}
        tool = {"type": "tool_use", "id": f"toolu_{index:024}", "name": "edit", "input": edit}
        content.append({**tool, "caller": {"type": "direct"}})
    return message(content, "tool_use")


def conversation() -> dict[str, object]:
    """The body of a request of about 500 kB: 200 messages, 20 tools."""
    chance, messages = random.Random(2), list[object]()
    for turn in range(100):
        said = [{"type": "text", "text": text(chance, 1800)}]
        result = {"type": "tool_result", "tool_use_id": f"toolu_{turn:024}", "content": said}
        messages.append({"role": "user", "content": [result] if turn else said})
        call = {
            "path": f"/src/{turn}.py",
            "lines": list(range(20)),
            "options": {"all": True, "limit": None, "scale": 1.5},
        }
        tool = {"type": "tool_use", "id": f"toolu_{turn + 1:024}", "name": f"tool_{turn % 20}", "input": call}
        messages.append({"role": "assistant", "content": [{"type": "text", "text": text(chance, 1800)}, tool]})
    messages.append({"role": "user", "content": "Go on."})
    fields = {f"field_{n}": {"type": "string", "description": "one of many", "enum": ["a", "b"]} for n in range(10)}
    schema = {"type": "object", "properties": fields, "required": ["field_0"]}
    tools = [{"name": f"tool_{n}", "description": text(chance, 300), "input_schema": schema} for n in range(20)]
    return {**BODY, "messages": messages, "tools": tools}


def tool_input(size: int) -> str:
    chance, edits = random.Random(3), list[object]()
    while len(edits) * 110 < size:
        edits.append({"line": len(edits), "old": text(chance, 35), "new": text(chance, 35)})
    return json.dumps({"path": "/src/app.py", "edits": edits}, ensure_ascii=False)


def events(deltas: list[dict[str, str]], block: dict[str, object], stop_reason: str) -> list[bytes]:
    sequence: list[dict[str, object]] = [
        {"type": "message_start", "message": message([], None)},
        {"type": "content_block_start", "index": 0, "content_block": block},
        {"type": "ping"},
        *({"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": stop_reason, "stop_sequence": None}, "usage": USAGE},
        {"type": "message_stop"},
    ]
    return [b"event: %b\ndata: %b\n\n" % (str(event["type"]).encode(), dumps(event)) for event in sequence]


def text_events(count: int) -> list[bytes]:
    chance = random.Random(4)
    deltas = [{"type": "text_delta", "text": chance.choice(WORDS) + " "} for _ in range(count)]
    return events(deltas, {"type": "text", "text": ""}, "end_turn")


def tool_events(size: int, part: int = 8) -> list[bytes]:
    whole = tool_input(size)
    deltas = [{"type": "input_json_delta", "partial_json": whole[i : i + part]} for i in range(0, len(whole), part)]
    block: dict[str, object] = {"type": "tool_use", "id": "toolu_01", "name": "edit", "input": {}}
    return events(deltas, block, "tool_use")


def pages(count: int = 50, size: int = 20) -> dict[str, Response]:
    routes: dict[str, Response] = {}
    for page in range(count):
        models = [
            {
                "type": "model",
                "id": f"model-{page}-{n}",
                "display_name": f"Model {n}",
                "created_at": "2026-01-01T00:00:00Z",
            }
            for n in range(size)
        ]
        ids = models[0]["id"], models[-1]["id"]
        body = {"data": models, "first_id": ids[0], "last_id": ids[1], "has_more": page < count - 1}
        routes["GET /pages/v1/models" + (f"?{page - 1}" if page else "")] = whole(dumps(body))
    return routes


def results(count: int = 5000) -> Response:
    lines = [{"custom_id": f"request-{n}", "result": {"type": "succeeded", "message": small()}} for n in range(count)]
    return whole(b"\n".join(map(dumps, lines)) + b"\n", "application/x-jsonl")


def head(content_type: str, length: int | None) -> bytes:
    framing = "transfer-encoding: chunked" if length is None else f"content-length: {length}"
    lines = ["HTTP/1.1 200 OK", f"content-type: {content_type}", framing, *HEADERS]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def whole(body: bytes, content_type: str = "application/json") -> Response:
    return [head(content_type, len(body)) + body]


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def each(parts: list[bytes]) -> Response:
    """One chunk and one write for each event: as fast as a model could ever be."""
    return [head("text/event-stream", None), *map(chunk, parts), b"0\r\n\r\n"]


class Paced(list[bytes]):
    """Parts that are written one by one, `PACE` seconds apart."""


def paced(parts: list[bytes]) -> Response:
    """One event at a time, as a model writes: the client waits for each, and wakes up for each."""
    return Paced(each(parts))


def at_once(parts: list[bytes]) -> Response:
    """Chunks of 16 kB: a stream that was held up somewhere."""
    data = b"".join(parts)
    chunks = [chunk(data[i : i + 16384]) for i in range(0, len(data), 16384)]
    return [head("text/event-stream", None) + b"".join(chunks) + b"0\r\n\r\n"]


def download(megabytes: int = 500) -> Response:
    """The head, and the same part of a body again and again."""
    return [head("application/octet-stream", megabytes * 1_000_000), *[bytes(1_000_000)] * megabytes]


def routes() -> dict[str, Response]:
    """What is answered to which request. The first segment of the path says what is asked for, the rest is the API's."""
    batch = {"id": "msgbatch_1", "type": "message_batch", "processing_status": "ended"}
    batch["results_url"] = "/v1/messages/batches/msgbatch_1/results"
    out = {
        "POST /small/v1/messages": whole(dumps(small())),
        "POST /large/v1/messages": whole(dumps(large())),
        "POST /text/v1/messages": each(text_events(2000)),
        "POST /text_once/v1/messages": at_once(text_events(2000)),
        "POST /paced/v1/messages": paced(text_events(2000)),
        "POST /tool/v1/messages": each(tool_events(16000)),
        "GET /results/v1/messages/batches/msgbatch_1": whole(dumps(batch)),
        "GET /results/v1/messages/batches/msgbatch_1/results": results(),
        "POST /file/v1/files": whole(dumps(FILE)),
        "GET /file/v1/files/file_1/content": download(),
        **pages(),
    }
    for count in DELTAS:
        out[f"POST /deltas{count}/v1/messages"] = at_once(text_events(count))
    for size in TOOL_KB:
        out[f"POST /tool{size}k/v1/messages"] = at_once(tool_events(size * 1024))
    return out
