"""Recordings of every known format become the same interactions."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from claudewire import ClaudeError
from claudewire.contract import Interaction, NotARecordingError, UnreadableError, check, parse, read, recordings
from claudewire.contract.readers.messages import status_of

URL = "https://api.anthropic.com/v1/messages"
SENT = '{"model":"claude-opus-4-8","max_tokens":9,"messages":[{"role":"user","content":"Grüße"}]}'
CAME = '{"type":"error","error":{"type":"not_found_error","message":"model: nö"}}'


def only(data: bytes, name: str) -> Interaction:
    (interaction,) = parse(data, name)
    return interaction


def vcr(body: Any = SENT, string: Any = CAME, **response: Any) -> dict[str, Any]:
    sent = {"method": "POST", "uri": URL, "body": body, "headers": {"Content-Type": ["application/json"]}}
    came = {"status": {"code": 404, "message": "Not Found"}, "headers": {"Content-Type": ["application/json"]}}
    return {
        "version": 1,
        "interactions": [{"request": sent, "response": came | {"body": {"string": string}} | response}],
    }


def har(**content: Any) -> dict[str, Any]:
    headers = [{"name": "Content-Type", "value": "application/json"}]
    sent = {
        "method": "POST",
        "url": URL,
        "headers": headers,
        "postData": {"mimeType": "application/json", "text": SENT},
    }
    came = {"status": 404, "headers": headers, "content": {"mimeType": "application/json", "text": CAME} | content}
    return {"log": {"entries": [{"startedDateTime": "2026-05-14T00:18:10Z", "request": sent, "response": came}]}}


def line(**response: Any) -> dict[str, Any]:
    headers = [["Content-Type", "application/json"]]
    sent = {"method": "POST", "url": URL, "headers": headers, "body": SENT}
    return {
        "request": sent,
        "response": {"status": 404, "headers": headers, "body": CAME, "fidelity": "wire"} | response,
    }


ruby = {
    "http_interactions": [
        {
            "request": {
                "method": "post",
                "uri": URL,
                "body": {"encoding": "UTF-8", "string": SENT},
                "headers": {"Content-Type": ["application/json"]},
            },
            "response": {
                "status": {"code": 404, "message": "Not Found"},
                "headers": {"Content-Type": ["application/json"]},
                "body": {"encoding": "ASCII-8BIT", "base64_string": base64.b64encode(CAME.encode()).decode()},
            },
        }
    ]
}
go = {
    "version": 2,
    "interactions": [
        {
            "id": 0,
            "request": {"method": "POST", "url": URL, "body": SENT, "headers": {"Content-Type": ["application/json"]}},
            "response": {
                "status": "404 Not Found",
                "code": 404,
                "body": CAME,
                "headers": {"Content-Type": ["application/json"]},
            },
        }
    ],
}
parsed = vcr()
parsed["interactions"][0]["request"]["parsed_body"] = json.loads(SENT)
parsed["interactions"][0]["response"]["parsed_body"] = json.loads(CAME)

FILES: dict[str, bytes] = {
    "vcr.yaml": yaml.safe_dump(vcr()).encode(),
    "vcr.yml": yaml.safe_dump(vcr(), allow_unicode=True).encode(),
    "vcr-bytes.yaml": yaml.safe_dump(vcr(body=SENT.encode(), string=CAME.encode())).encode(),
    "vcr-gzip.yaml": yaml.safe_dump(vcr(string=gzip.compress(CAME.encode()))).encode(),
    "vcr.json": json.dumps(vcr()).encode(),
    "vcr.yaml.gz": gzip.compress(yaml.safe_dump(vcr()).encode()),
    "vcr.json.gz": gzip.compress(json.dumps(vcr()).encode()),
    "vcr-parsed.yaml": yaml.safe_dump(parsed).encode(),
    "ruby.yml": yaml.safe_dump(ruby).encode(),
    "go.yaml": yaml.safe_dump(go).encode(),
    "chrome.har": json.dumps(har()).encode(),
    "firefox.har": json.dumps(har(text=base64.b64encode(CAME.encode()).decode(), encoding="base64")).encode(),
    "proxy.har.gz": gzip.compress(json.dumps(har()).encode()),
    "traffic.jsonl": json.dumps(line()).encode() + b"\n",
    "traffic.jsonl.gz": gzip.compress(json.dumps(line(), ensure_ascii=False).encode()),
    "traffic64.ndjson": json.dumps(line(body=base64.b64encode(CAME.encode()).decode(), body_base64=True)).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_format_is_read(name: str) -> None:
    """Method, address, status, headers in lower case, and both bodies as they were."""
    interaction = only(FILES[name], name)
    assert (interaction.method, interaction.url, interaction.status) == ("POST", URL, 404)
    assert (
        interaction.request.header("content-type") == interaction.response.header("content-type") == "application/json"
    )
    assert json.loads(interaction.request.content() or b"") == json.loads(SENT)
    assert json.loads(interaction.response.content() or b"") == json.loads(CAME)
    assert interaction.place.title == "POST /v1/messages → 404"


def test_an_interaction_knows_its_line(tmp_path: Path) -> None:
    """A report can point into the file."""
    path = tmp_path / "a.yaml"
    path.write_text(yaml.safe_dump({"interactions": [vcr()["interactions"][0] for _ in range(3)]}))
    lines = path.read_text().splitlines()
    assert [lines[interaction.place.line - 1] for interaction in read(path)] == ["- request:"] * 3
    many = tmp_path / "a.jsonl"
    many.write_text("\n".join([json.dumps(line())] * 3))
    assert [interaction.place.line for interaction in read(many)] == [1, 2, 3]


def test_payloads_without_names_become_events() -> None:
    """Some recorders keep the payloads of a stream and nothing else; that is not held against the stream."""
    body = '{"type":"ping"}\n{"type":"ping"}'
    interaction = only(json.dumps(line(body=body, fidelity="sse-data-lines")).encode(), "a.jsonl")
    assert interaction.response.body == b'data: {"type":"ping"}\n\ndata: {"type":"ping"}\n\n'
    assert interaction.events_unnamed


def test_folders_are_searched(tmp_path: Path) -> None:
    """Every recording somewhere in a folder; other files are passed over, broken ones reported, and named ones never passed over."""
    (tmp_path / "deep").mkdir()
    for name, data in FILES.items():
        (tmp_path / "deep" / name).write_bytes(data)
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "broken.yaml").write_text("interactions: [")
    (tmp_path / "notes.md").write_text("# Notes")
    assert len(list(recordings([tmp_path]))) == len(FILES) + 2
    report = check([tmp_path]).report
    assert report.files == len(report.interactions) == len(FILES)
    assert report.skipped == [str(tmp_path / "package.json")]
    assert [finding.rule for finding in report.at_least("error")] == ["unreadable"]
    assert [finding.rule for finding in check([tmp_path / "package.json"]).report.findings] == ["unreadable"]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.yaml", b"- just\n- a list\n", NotARecordingError),
        ("a.json", b'{"interactions": 3928}', NotARecordingError),
        ("a.json", b'{"interactions": [{"request": {}}]}', UnreadableError),
        ("a.jsonl", b'{"some": "log"}\n', NotARecordingError),
        ("a.jsonl", b"{", UnreadableError),
        ("a.yaml", b"\xff\xfe", UnreadableError),
        ("a.har.gz", b"\x1f\x8b\x08broken", UnreadableError),
        ("a.yaml", b"!!python/object/apply:os.system ['true']", UnreadableError),
    ],
)
def test_file_that_is_no_recording_is_refused_with_one_kind_of_error(
    name: str, data: bytes, error: type[Exception]
) -> None:
    """An error of this package, and YAML runs nothing."""
    assert issubclass(error, ClaudeError)
    with pytest.raises(error):
        list(parse(data, name))


def test_status_is_the_first_candidate_that_holds_a_number() -> None:
    assert status_of(None, True, "x", "404 Not Found", 200) == 404
    assert status_of(False, 200.0) == 200
    assert status_of(None, False, "x", []) == 0
