"""Secrets planted in recordings: in headers, URLs, bodies, base64, gzip and streams. After scrubbing, none is left anywhere."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from claudewire.contract import check, parse
from claudewire.contract.scrub.command import main
from claudewire.contract.scrub.files import SecretLeftError, body, file
from claudewire.contract.scrub.scrubber import Scrubber, find

#: Made up, each of the form of a real one.
SECRETS = {
    "api key": "sk-ant-api03-Zk3nQ8vT1xYpLr7WmB2sHd9fJc5gKe4uAa6tNi0oRq-EwQAA",
    "admin key": "sk-ant-admin01-Qw8eRt5yUi2oPa1sDf4gHj7kLz0xCv3bNm6-QwErTyAA",
    "oauth token": "sk-ant-oat01-Pl9oKm8iJn7uHb6yGv5tFc4rDx3eSz2wAq1-MnBvCxAA",
    "other vendor's key": "sk-proj-8fJ2kLm4nQ6rT8vX0zB3dF5hJ7kM9pS1uW3yA5cE7gI9",
    "aws key": "AKIAQ3EGUZ7HJ5T4R2WX",
    "github token": "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "slack token": "xoxb-2048107365-4096204811-aZbYcXdWeVfUgThS",
    "google key": "AIzaSyD3f6Gh9Jk2Lm5Np8Qr1St4Uv7Wx0Yz3Ab",
    "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
}
ORGANIZATION = "3f9c1a52-7be4-4d08-9a61-c5e2f7d80b13"

Record = dict[str, Any]


def record() -> Record:
    sse = "".join(
        f"event: {payload['type']}\ndata: {json.dumps(payload)}\n\n"
        for payload in json.loads((Path(__file__).parents[2] / "spec" / "examples" / "stream_text.json").read_text())
    )
    return {
        "request": {
            "method": "POST",
            "url": "https://api.anthropic.com/v1/messages",
            "headers": [["anthropic-version", "2023-06-01"], ["content-type", "application/json"]],
            "body": json.dumps(
                {"model": "m", "max_tokens": 9, "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
            ),
        },
        "response": {"status": 200, "headers": [["content-type", "text/event-stream"]], "body": sse},
    }


def ask(made: Record, content: str) -> Record:
    sent = json.loads(made["request"]["body"])
    sent["messages"][0]["content"] = content
    made["request"]["body"] = json.dumps(sent)
    return made


def header(part: str, name: str, value: str) -> Callable[[Record, str], Record]:
    def place(made: Record, secret: str) -> Record:
        made[part]["headers"].append([name, value.format(secret)])
        return made

    return place


def text(template: str) -> Callable[[Record, str], Record]:
    return lambda made, secret: ask(made, template.replace("{}", secret))


def url(template: str) -> Callable[[Record, str], Record]:
    def place(made: Record, secret: str) -> Record:
        made["request"]["url"] = template.replace("{}", secret)
        return made

    return place


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def deltas(field: str, kind: str, *cuts: int) -> Callable[[Record, str], Record]:
    """The secret in a stream, in one delta or cut into several."""

    def place(made: Record, secret: str) -> Record:
        whole = f'say "{secret}" again'
        stops = [0, *cuts, len(whole)]
        pieces = [whole[start:stop] for start, stop in pairwise(stops)]
        events = "".join(
            "event: content_block_delta\ndata: "
            + json.dumps({"type": "content_block_delta", "index": 0, "delta": {"type": kind, field: piece}})
            + "\n\n"
            for piece in pieces
        )
        made["response"]["body"] = made["response"]["body"].replace(
            "event: content_block_stop", events + "event: content_block_stop", 1
        )
        return made

    return place


def response_json(value: Callable[[str], Any]) -> Callable[[Record, str], Record]:
    def place(made: Record, secret: str) -> Record:
        made["response"]["headers"] = [["content-type", "application/json"]]
        made["response"]["body"] = json.dumps(value(secret))
        return made

    return place


def packed(made: Record, secret: str) -> Record:
    """The whole answer gzipped, as some recorders keep it."""
    made["response"]["headers"].append(["content-encoding", "gzip"])
    data = gzip.compress(
        json.dumps({"type": "error", "error": {"type": "api_error", "message": f"key {secret}"}}).encode()
    )
    made["response"] |= {"body": b64(data), "body_base64": True}
    return made


#: Places that any secret can be in.
PLACES: dict[str, Callable[[Record, str], Record]] = {
    "x-api-key": header("request", "x-api-key", "{}"),
    "authorization": header("request", "Authorization", "Bearer {}"),
    "a header that is not kept": header("request", "x-upstream-token", "{}"),
    "a kept header": header("request", "anthropic-beta", "files-api-2025-04-14,{}"),
    "a query": url("https://api.anthropic.com/v1/messages?beta=true&api_key={}"),
    "a query by form": url("https://api.anthropic.com/v1/messages?x={}"),
    "userinfo": url("https://user:{}@api.anthropic.com/v1/messages"),
    "a request": text("My key is {}. Keep it."),
    "JSON in a request": text('{"password": "{}"}'),
    "base64 in a request": lambda made, secret: ask(made, b64(f"the key: {secret} and more text".encode())),
    "gzip in base64": lambda made, secret: ask(made, b64(gzip.compress(f"the key: {secret}".encode()))),
    "base64 in base64": lambda made, secret: ask(made, b64(b64(f"config with {secret} inside".encode()).encode())),
    "an answer": response_json(lambda secret: {"content": [{"type": "text", "text": f"export KEY={secret}"}]}),
    "a named field": response_json(lambda secret: {"mcp_servers": [{"authorization_token": secret}]}),
    "JSON in JSON in an answer": response_json(
        lambda secret: {"input": json.dumps({"env": json.dumps({"token": secret})})}
    ),
    "a gzipped answer": packed,
    "one delta": deltas("text", "text_delta"),
    "two deltas": deltas("text", "text_delta", 12),
    "many deltas": deltas("text", "text_delta", 6, 9, 13, 17),
    "a tool's input": deltas("partial_json", "input_json_delta", 9, 15),
    "thinking": deltas("thinking", "thinking_delta", 14),
}

#: Secrets that are known by where they stand: name, place, value.
OTHERS: list[tuple[str, Callable[[Record, str], Record], str]] = [
    ("organization header", header("response", "anthropic-organization-id", "{}"), ORGANIZATION),
    (
        "organization in an error",
        response_json(lambda value: {"error": {"message": f"organization: {value} is over its limit"}}),
        ORGANIZATION,
    ),
    ("organization field", response_json(lambda value: {"organization_id": value}), ORGANIZATION),
    ("workspace id", header("response", "anthropic-workspace-id", "{}"), "wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ"),
    ("workspace id in a text", text("In {} please"), "wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ"),
    ("session cookie", header("request", "Cookie", "sessionKey={}; a=b"), "c0ffee1234deadbeef5678"),
    ("network cookie", header("response", "Set-Cookie", "__cf_bm={}; path=/"), "Hj7kLz0xCv3bNm6QwErTyUi1.2"),
    (
        "account of Claude Code",
        text('{"user_id": "user_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef_account_{}"}'),
        ORGANIZATION,
    ),
    (
        "device of Claude Code",
        text('{"device_id":"{}"}'),
        "9c1f0e2d3b4a59687706f5e4d3c2b1a09c1f0e2d3b4a59687706f5e4d3c2b1a0",
    ),
    ("database password", text("postgres://admin:{}@db.internal/prod"), "hunter2-is-no-secret"),
    (
        "private key",
        text("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----"),
        "MIIEpAIBAAKCAQEA7d0aQzJt5vWq",
    ),
    (
        "a key without a form",
        lambda made, value: ask(header("request", "x-api-key", "{}")(made, value), f"I am {value}."),
        "tulip-orange-harbour-77",
    ),
]

PLANTED = [
    *(
        (f"{name} in {place}", put, secret)
        for place, put in PLACES.items()
        for name, secret in list(SECRETS.items())[:2]
    ),
    *((f"{name} in a request", PLACES["a request"], secret) for name, secret in list(SECRETS.items())[2:]),
    *((f"{name} in two deltas", PLACES["two deltas"], secret) for name, secret in list(SECRETS.items())[2:]),
    *OTHERS,
]


def everything(data: bytes, depth: int = 0) -> str:
    """All that can be read out of a recording: as it is, unpacked, decoded, joined."""
    if depth > 5:
        return ""
    if data[:2] == b"\x1f\x8b":
        return everything(gzip.decompress(data), depth + 1)
    seen = data.decode("utf-8", "replace")
    found = [seen]

    def look(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                found.append(f"{key}={inner}")
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, str):
            inside(value)

    def inside(value: str) -> None:
        found.append(value)
        joined: dict[str, str] = {}
        for line in value.splitlines():
            if line.startswith("data: ") and "delta" in line:
                for key, piece in json.loads(line[6:]).get("delta", {}).items():
                    joined[key] = joined.get(key, "") + str(piece)
        found.extend(joined.values())
        try:
            decoded = base64.b64decode(value, validate=True)
        except ValueError:
            decoded = b""
        if len(decoded) > 8:
            found.append(everything(decoded, depth + 1))
        if value[:1] in "{[":
            try:
                look(json.loads(value))
            except ValueError:
                pass

    for line in seen.splitlines():
        try:
            look(json.loads(line))
        except ValueError:
            inside(line)
    return "\n".join(found)


def jsonl(made: Record) -> bytes:
    return json.dumps(made).encode() + b"\n"


def test_there_are_more_than_fifty() -> None:
    assert len(PLANTED) >= 50


@pytest.mark.parametrize(("name", "put", "secret"), PLANTED, ids=[name for name, _, _ in PLANTED])
def test_a_planted_secret_is_replaced(name: str, put: Callable[[Record, str], Record], secret: str) -> None:
    """It can be read out of the recording before, and out of nothing after; the recording is still one."""
    before = jsonl(put(record(), secret))
    assert secret in everything(before)
    after = file(before, "cassette.jsonl", Scrubber())
    assert secret not in everything(after)
    assert secret[8:-8] not in everything(after) or len(secret) < 30
    assert len(list(parse(after, "cassette.jsonl"))) == 1
    assert file(after, "cassette.jsonl", Scrubber()) == after, "a second look changes nothing"


def as_vcr(made: Record) -> dict[str, Any]:
    request, response = made["request"], made["response"]
    sent = {
        "method": request["method"],
        "uri": request["url"],
        "body": request["body"],
        "headers": {k: [v] for k, v in request["headers"]},
    }
    content = base64.b64decode(response["body"]) if response.get("body_base64") else response["body"]
    came = {
        "status": {"code": 200, "message": "OK"},
        "headers": {k: [v] for k, v in response["headers"]},
        "body": {"string": content},
    }
    return {"interactions": [{"request": sent, "response": came}], "version": 1}


def as_har(made: Record) -> dict[str, Any]:
    request, response = made["request"], made["response"]

    def listed(pairs: list[list[str]]) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in pairs]

    content = {"text": response["body"], **({"encoding": "base64"} if response.get("body_base64") else {})}
    sent = {
        "method": "POST",
        "url": request["url"],
        "headers": listed(request["headers"]),
        "cookies": [],
        "postData": {"text": request["body"]},
    }
    came = {"status": 200, "headers": listed(response["headers"]), "cookies": [], "content": content}
    return {
        "log": {
            "version": "1.2",
            "entries": [{"startedDateTime": "2026-05-14T00:18:10Z", "request": sent, "response": came}],
        }
    }


FORMATS: dict[str, Callable[[Record], bytes]] = {
    "a.yaml": lambda made: yaml.safe_dump(as_vcr(made)).encode(),
    "a.yaml.gz": lambda made: gzip.compress(yaml.safe_dump(as_vcr(made)).encode()),
    "a.har": lambda made: json.dumps(as_har(made)).encode(),
    "a.jsonl.gz": lambda made: gzip.compress(jsonl(made)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_scrubbed(name: str) -> None:
    """All the secrets in one recording of each format; a cassette in JSON goes the way of HAR."""
    for title, put, secret in PLANTED:
        before = FORMATS[name](put(record(), secret))
        after = file(before, name, Scrubber())
        left = "".join(
            everything(message.content() or b"") + repr(message.headers) + interaction.url
            for interaction in parse(after, name)
            for message in (interaction.request, interaction.response)
        )
        assert secret not in left, title
        assert secret not in everything(after), title


def test_a_stream_without_a_secret_is_kept_byte_by_byte() -> None:
    """Blank lines, padding after the JSON, CRLF and the like are evidence."""
    stream = b'event: ping\r\ndata: {"type": "ping"    }\r\n\r\nevent: content_block_delta\ndata: {"type":"content_block_delta"}   \n\n'
    assert body(stream, Scrubber()) == stream


def test_only_the_secret_changes_and_the_length_stays() -> None:
    """A stand-in is as long as its secret, so that lengths and chunk sizes stay true."""
    key = SECRETS["api key"]
    before = f'data: {{"text": "one {key} two"}}\n\n'.encode()
    after = body(before, Scrubber())
    assert len(after) == len(before)
    start = before.index(b"sk-ant")
    assert after[:start] == before[:start]
    assert after[start + len(key) :] == before[start + len(key) :]


def test_archives_are_looked_into() -> None:
    """A skill is uploaded as a zip archive, in a form: a key in one of its files is replaced, the other files stay."""
    packed_ = io.BytesIO()
    with zipfile.ZipFile(packed_, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("skill/SKILL.md", "---\nname: skill\n---\n")
        archive.writestr("skill/.env", f"KEY={SECRETS['api key']}\n" * 20)
    head = b'--b\r\ncontent-disposition: form-data; name="files[]"; filename="skill.zip"\r\n\r\n'
    clean = body(head + packed_.getvalue() + b"\r\n--b--\r\n", Scrubber())
    assert clean.startswith(head)
    assert clean.endswith(b"\r\n--b--\r\n")
    with zipfile.ZipFile(io.BytesIO(clean[len(head) : -9])) as archive:
        assert archive.read("skill/SKILL.md").startswith(b"---\nname: skill")
        assert SECRETS["api key"].encode() not in archive.read("skill/.env")
    assert find(clean) == []
    assert body(b"PK\x03\x04 no archive PK\x05\x06", Scrubber()) == b"PK\x03\x04 no archive PK\x05\x06"


def test_the_same_secret_has_the_same_stand_in() -> None:
    """What was equal stays equal across a whole folder, and what was not does not become so."""
    scrubber = Scrubber()
    one, two = SECRETS["api key"], SECRETS["admin key"]
    first, again, other = (body(f"key {secret}".encode(), scrubber) for secret in (one, one, two))
    assert first == again
    assert first != other


def test_what_can_not_be_looked_into_is_refused() -> None:
    """A body that is compressed with something unknown here may hold anything."""
    made = as_vcr(record())
    response = made["interactions"][0]["response"]
    response["headers"]["content-encoding"] = ["br"]
    response["body"]["string"] = bytes(range(256)) * 4
    with pytest.raises(SecretLeftError, match="interaction 0"):
        file(yaml.safe_dump(made).encode(), "a.yaml", Scrubber())


def test_ordinary_recordings_hold_no_secret(traffic_files: list[str]) -> None:
    """No false alarms: request ids, message ids, signatures and images are none. (Of files of moderate size, to be quick.)"""
    small = [Path(path) for path in traffic_files if Path(path).stat().st_size < 300_000]
    assert small
    assert [leak for path in small for leak in find(gzip.decompress(path.read_bytes()))] == []


def test_the_command_changes_files_and_can_only_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` leaves everything as it is and says 1; without it the file is clean, and still a recording that checks."""
    path = tmp_path / "a.yaml"
    path.write_bytes(FORMATS["a.yaml"](PLACES["x-api-key"](record(), SECRETS["api key"])))
    before = path.read_bytes()
    assert main([tmp_path], check=True) == 1
    assert path.read_bytes() == before
    assert main([tmp_path]) == 0
    assert SECRETS["api key"].encode() not in path.read_bytes()
    assert main([tmp_path], check=True) == 0
    assert "sk-ant" not in capsys.readouterr().out.replace("sk-ant…", "")
    assert [str(finding) for finding in check([path]).report.at_least("warning")] == []
