"""Recordings of other languages, proxies and decades: read as data, one damaged body at most lost, no false accusation, bounded cost."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from claudewire.contract import Checker, NotARecordingError, UnreadableError, check, parse
from claudewire.contract.readers import Recording, load
from claudewire.contract.readers.limits import MAX_BODY_BYTES, MAX_DEPTH
from tests.counting import growth, steps

URL = "https://api.anthropic.com/v1/messages"
SENT = '{"model":"claude-opus-4-8","max_tokens":9,"messages":[{"role":"user","content":"Grüße 🎉"}]}'
CAME = (
    '{"id":"msg_01ABCDEFGHJKLMNPQRSTUVWX","type":"message","role":"assistant","model":"claude-opus-4-8",'
    '"content":[{"type":"text","text":"Grüße 🎉"}],"stop_reason":"end_turn","stop_sequence":null,'
    '"usage":{"input_tokens":3,"output_tokens":4}}'
)
RAW = CAME.encode()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def deflated(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


def har(content: Any, headers: dict[str, str] | None = None, **more: Any) -> bytes:
    listed = [
        {"name": name, "value": value}
        for name, value in ({"content-type": "application/json"} | (headers or {})).items()
    ]
    request = {"method": "POST", "url": URL, "headers": listed[:1], "postData": {"text": SENT}}
    response = {"status": 200, "headers": listed, "content": content}
    entry = {"startedDateTime": "2026-05-14T00:18:10Z", "request": request, "response": response} | more
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}}).encode()


def coded(data: bytes, coding: str) -> bytes:
    """A HAR file with a compressed body, in base64."""
    return har({"encoding": "base64", "text": b64(data)}, {"content-encoding": coding})


def vcr(string: Any = CAME, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    request = {"method": "POST", "uri": URL, "body": SENT, "headers": {"content-type": ["application/json"]}}
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"content-type": ["application/json"]} | (headers or {}),
        "body": {"string": string},
    }
    return {"interactions": [{"request": request, "response": response}], "version": 1}


def yaml_cassette(
    response_body: str, *, request_body: str = f"'{SENT}'", method: str = "POST", indent: str = "    "
) -> bytes:
    """A cassette whose bodies are given as YAML text."""
    return f"""---
interactions:
- request:
    method: {method}
    uri: {URL}
    headers: {{content-type: [application/json]}}
    body: {request_body}
  response:
    status: {{code: 200, message: OK}}
    headers: {{content-type: [application/json]}}
    body:
      string: {response_body}
""".encode()


def files(came: str) -> dict[str, tuple[str, bytes]]:
    """Names and bytes of files that hold one exchange, with this response body."""
    raw = came.encode()
    packed = gzip.compress(raw)
    RUBY = f"""---
http_interactions:
- request: !ruby/object:VCR::Request
    method: :post
    uri: {URL}
    body: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
      encoding: UTF-8
      string: !ruby/string:Content '{SENT}'
    headers: !ruby/object:Hash
      Content-Type: !ruby/array:Headers [application/json]
  response: !ruby/struct:VCR::Response
    status: !ruby/struct:VCR::ResponseStatus {{code: 200, message: OK}}
    headers: {{Content-Type: [application/json]}}
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        {b64(raw)}
  recorded_at: Thu, 01 Jan 2026 00:00:00 GMT
recorded_with: VCR 6.3.1
"""
    PYTHON2 = f"""- request: !!python/object:vcr.request.Request
    body: !!python/unicode '{SENT}'
    headers: !!python/object/apply:__builtin__.frozenset
    - - !!python/tuple [Content-Type, application/json]
      - !!python/tuple [!!python/str 'X-Long', !!python/long '1']
    host: api.anthropic.com
    method: POST
    path: /v1/messages
    port: 443
    protocol: https
  response:
    body: {{string: !!python/str '{came}'}}
    headers: [!!python/unicode 'content-type: application/json']
    status: {{code: 200, message: OK}}
"""
    PHP = f"""-
    request:
        method: POST
        url: '{URL}'
        headers: {{Content-Type: application/json}}
        body: '{SENT}'
    response:
        status: {{http_version: '1.1', code: '200', message: OK}}
        headers: {{Content-Type: application/json}}
        body: '{came}'
"""
    SYMBOLS = f"""---
:http_interactions:
- :request:
    :method: :post
    :uri: {URL}
    :body:
      :string: '{SENT}'
    :headers: {{}}
  :response:
    :status:
      :code: 200
    :headers:
      Content-Type: [application/json]
    :body:
      :string: '{came}'
"""
    R = {
        "http_interactions": [
            {
                "request": {"method": "post", "uri": URL, "body": {"encoding": "", "string": SENT}, "headers": {}},
                "response": {
                    "status": {"status_code": 200, "message": "OK"},
                    "headers": {"content-type": "application/json"},
                    "body": {"encoding": "", "file": False, "base64_string": b64(raw)},
                },
            }
        ]
    }

    return {
        "Ruby's tags": ("a.yml", RUBY.encode()),
        "Ruby's symbols as keys": ("a.yml", SYMBOLS.encode()),
        "Python 2, before version 1 of vcrpy": ("a.yaml", PYTHON2.encode()),
        "PHP": ("a.yml", PHP.encode()),
        "R": ("a.json", json.dumps(R).encode()),
        "a Python unicode tag": ("a.yaml", yaml_cassette(f"!!python/unicode '{came}'")),
        "a tag that would run a command": ("a.yaml", yaml_cassette(f"!!python/object/apply:os.system '{came}'")),
        "binary with the standard tag": ("a.yaml", yaml_cassette(f"!!binary {b64(raw)}")),
        "bodies as YAML values": ("a.yaml", yaml_cassette(came, request_body=SENT)),
        "JSON under a YAML name": ("a.yaml", json.dumps(vcr(came)).encode()),
        "halves of a character as two YAML escapes": (
            "a.yaml",
            yaml_cassette(json.dumps(json.loads(json.dumps(came)), ensure_ascii=True)),
        ),
        "an anchor and an alias": (
            "a.yaml",
            yaml_cassette(f"'{came}'")
        .replace(b"[application/json]}\n    body: '", b"&h [application/json]}\n    body: '")
            .replace(b"[application/json]}\n    body:\n", b"*h }\n    body:\n"),
        ),
        "UTF-8 with a byte order mark": ("a.har", b"\xef\xbb\xbf" + har({"text": came})),
        "UTF-16, little endian": ("a.har", har({"text": came}).decode().encode("utf-16")),
        "UTF-16, big endian, YAML": ("a.yaml", b"\xfe\xff" + yaml_cassette(f"'{came}'").decode().encode("utf-16-be")),
        "UTF-16 without a mark": ("a.json", json.dumps(vcr(came)).encode("utf-16-le")),
        "UTF-32": ("a.json", json.dumps(vcr(came)).encode("utf-32")),
        "JSON lines with a byte order mark and CRLF": (
            "a.jsonl",
            b"\xef\xbb\xbf" + json.dumps({"request": {"method": "POST", "url": URL, "headers": [], "body": SENT},
            "response": {"status": 200, "headers": [], "body": came}}).encode() + b"\r\n",
        ),
        "Polly: a list of base64 chunks": (
            "a.har",
            har({"encoding": "base64", "text": json.dumps([b64(packed[:31]), b64(packed[31:])])}, {"content-encoding": "gzip"}),
        ),
        "Polly: a list of hexadecimal chunks": (
            "a.har",
            har({"_isBinary": True, "text": json.dumps([packed[:32].hex(), packed[32:].hex()])}, {"content-encoding": "gzip"}),
        ),
        "Charles: base64 with line ends": ("a.har", har({"encoding": "base64", "text": base64.encodebytes(raw).decode()})),
        "Fiddler: hexadecimal": ("a.har", har({"encoding": "hex", "text": raw.hex()})),
        "a list as the text": ("a.har", har({"text": [b64(raw)]})),
        "pseudo headers of HTTP/2": ("a.har", har({"text": came}, {":status": "200"})),
        "raw deflate": ("a.har", coded(deflated(raw), "deflate")),
        "deflate in its frame": ("a.har", coded(zlib.compress(raw), "deflate")),
        "deflate that the recorder undid": ("a.har", har({"text": came}, {"content-encoding": "deflate"})),
        "several gzip members": (
            "a.har",
            coded(gzip.compress(raw[:9]) + gzip.compress(raw[9:]), "gzip"),
        ),
        "brotli": ("a.har", coded(brotli.compress(raw), "br")),
        "zstd": (
            "a.har",
            coded(zstandard.ZstdCompressor().compress(raw), "zstd"),
        ),
        "booleans and numbers as header values": (
            "a.json", json.dumps(vcr(came, headers={"retry-after": 1, "x-should-retry": [True]})).encode()
        ),
        "dates as header values": (
            "a.yaml",
            yaml_cassette(f"'{came}'").replace(
            b"}\n    body:\n", b", anthropic-ratelimit-requests-reset: 2026-05-14T00:18:10Z}\n    body:\n"
        ),
        ),
        "a control character in a JSON string": ("a.json", json.dumps(vcr(came)).encode().replace(b'"OK"', b'"O\x01K"')),
    }  # fmt: skip


FILES = files(CAME)


def only(name: str, data: bytes) -> Any:
    found = load(data, name)
    assert found.problems == []
    (interaction,) = found.interactions
    return interaction


@pytest.mark.parametrize("title", FILES)
def test_recording_is_read_as_what_was_exchanged(title: str) -> None:
    """Method, address, both bodies; and no finding, because the exchange agrees with the document."""
    name, data = FILES[title]

    interaction = only(name, data)

    assert (interaction.method, interaction.url, interaction.status) == ("POST", URL, 200)
    assert json.loads(interaction.request.content()) == json.loads(SENT)
    assert json.loads(interaction.response.content()) == json.loads(CAME)
    assert [str(finding) for finding in Checker().check(interaction) if finding.level != "note"] == []


@pytest.mark.parametrize("title", FILES)
def test_mistake_in_a_recording_of_any_format_is_found(title: str, tmp_path: Path) -> None:
    """The same exchange with a number as `stop_reason`: reading it leniently does not hide it."""
    name, data = files(CAME.replace('"end_turn"', "5"))[title]

    (tmp_path / name).write_bytes(data)

    assert [finding.rule for finding in check([tmp_path / name]).report.at_least("warning")] == ["wrong-type"]


def rules(data: bytes, name: str, tmp_path: Path) -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    return [finding.rule for finding in check([path]).report.at_least("warning")]


LOST: dict[str, bytes] = {
    "base64 that is not valid": har({"encoding": "base64", "text": "####"}),
    "a chunk that is not valid": har({"encoding": "base64", "text": '["####"]'}),
    "chunks that are no list": har({"encoding": "base64", "text": "[1"}),
    "a body that the recorder left out": har({"size": 1234, "text": "", "comment": "Body exceeds the limit"}),
    "gzip that ends too early": coded(gzip.compress(RAW)[:-20], "gzip"),
    "deflate that is damaged": coded(b"\xff\xfe" + RAW, "deflate"),
    "brotli that is damaged": coded(b"\xff\x00" + RAW, "br"),
    "zstd that is damaged": coded(b"\x28\xb5\x2f\xfd" + RAW, "zstd"),
    "a coding that is not known": coded(b"\x9d\x90" + bytes(9), "compress"),
    "a gzip bomb": coded(gzip.compress(bytes(MAX_BODY_BYTES + 1)), "gzip"),
    "a brotli bomb": coded(brotli.compress(bytes(MAX_BODY_BYTES + 1), quality=1), "br"),
    "JSON that is nested too deeply": har({"text": "[" * 100_000 + "]" * 100_000}),
    "JSON that is nested deeper than the bound": har({"text": "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)}),
    "a number that Python does not convert": har({"text": '{"id":' + "9" * 5000 + "}"}),
}  # fmt: skip


@pytest.mark.parametrize("title", LOST)
def test_damaged_body_is_lost_with_a_reason_and_nothing_else_is(title: str, tmp_path: Path) -> None:
    """One finding that says why; the request and the rest of the file are checked."""
    broken = json.loads(LOST[title])
    healthy = json.loads(har({"text": CAME}))["log"]["entries"]
    wrong = json.loads(har({"text": CAME.replace('"end_turn"', "5")}))["log"]["entries"]
    broken["log"]["entries"] += healthy + wrong

    assert rules(json.dumps(broken).encode(), "a.har", tmp_path) == ["unreadable-body", "wrong-type"]


@pytest.mark.parametrize(
    "response",
    [None, {}, {"status": 0, "headers": [], "content": {"size": -1}}, {"status": 0, "_error": "net::ERR_ABORTED"}],
    ids=["missing", "empty", "status 0", "aborted"],
)
def test_aborted_entry_accuses_nobody(response: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(har({}, response=response))

    report = check([path]).report

    assert [finding.rule for finding in report.findings] == ["no-response"]
    assert report.findings[0].level == "note"


def test_preflight_of_a_browser_is_passed_over(tmp_path: Path) -> None:
    data = har({"text": ""}, request={"method": "OPTIONS", "url": URL, "headers": []})
    assert rules(data, "a.har", tmp_path) == []


BROKEN_ITEMS = [
    None,
    7,
    "text",
    [],
    {},
    {"request": {}},
    {"request": None, "response": None},
    {"request": {"method": 1}},
]


@pytest.mark.parametrize("item", BROKEN_ITEMS, ids=map(str, range(len(BROKEN_ITEMS))))
@pytest.mark.parametrize("key", ["interactions", "http_interactions", "log"])
def test_item_that_cannot_be_read_is_told_and_the_others_are_read(key: str, item: Any, tmp_path: Path) -> None:
    good = json.loads(har({"text": CAME}))["log"]["entries"][0] if key == "log" else vcr()["interactions"][0]
    listed = [item, good]
    data = {"log": {"entries": listed}} if key == "log" else {key: listed}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data))

    report = check([path]).report

    assert len(report.interactions) == 1
    assert [finding.rule for finding in report.at_least("warning")] == ["unreadable-entry"]


def test_json_lines_with_a_line_cut_short_keep_the_others(tmp_path: Path) -> None:
    """A program that recorded was stopped in the middle of a line."""
    request = {"method": "POST", "url": URL, "headers": [], "body": SENT}
    line = json.dumps({"request": request, "response": {"status": 200, "headers": [], "body": CAME}})
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line}\n{line[:-40]}")

    report = check([path]).report

    assert len(report.interactions) == 1
    assert [(finding.rule, finding.place.line) for finding in report.findings] == [("unreadable-entry", 2)]


def test_lone_surrogate_in_a_recorded_text_is_kept_as_its_escape() -> None:
    """The recorder cut a character in half. What is found is about the response, not about the file."""
    interaction = only("a.json", json.dumps(vcr('{"type":"message","text":"\ud83d"}')).encode())

    assert interaction.response.content() == b'{"type":"message","text":"\\ud83d"}'
    assert "unreadable" not in {finding.rule for finding in Checker().check(interaction)}


def test_bytes_that_are_not_utf_8_cost_one_body_at_most(tmp_path: Path) -> None:
    data = json.dumps(vcr(), ensure_ascii=False).encode().replace("Grüße 🎉".encode(), b"\xff\xfe", 1)
    path = tmp_path / "a.json"
    path.write_bytes(data)

    report = check([path]).report

    assert len(report.interactions) == 1
    assert {finding.part for finding in report.at_least("warning")} <= {"request body"}


BOUNDED: dict[str, tuple[str, bytes]] = {
    "aliases that explode": (
        "a.yaml",
        ("a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 40))).encode(),
    ),
    "aliases that explode in texts": (
        "a.yaml",
        (f"a0: &a0 {'x' * 100_000}\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))).encode(),
    ),
    "an alias inside itself": ("a.yaml", b"interactions: &a [*a]"),
    "an alias without an anchor": ("a.yaml", b"interactions: [*a]"),
    "deep YAML": ("a.yaml", b"- " * 100_000 + b"x"),
    "deep YAML in braces": ("a.yaml", b"a: " + b"{a: " * 100_000),
    "deep keys": ("a.yaml", b"? " * 100_000 + b"x"),
    "deep JSON": ("a.json", b"[" * 1_000_000),
    "deep JSON lines": ("a.jsonl", b"[" * 1_000_000 + b"\n"),
    "a gzip bomb": ("a.json.gz", gzip.compress(gzip.compress(b"["))[:-9]),
    "half a gzip file": ("a.json.gz", gzip.compress(json.dumps(vcr()).encode())[:60]),
    "half a UTF-16 file": ("a.json", b"\xff\xfe" + b"{\x00\xd8"),
    "no YAML": ("a.yaml", b"interactions: ["),
    "nothing": ("a.json", b""),
    "only a byte order mark": ("a.json", b"\xef\xbb\xbf"),
    "NULs": ("a.yaml", bytes(1000)),
}  # fmt: skip


@pytest.mark.parametrize("title", BOUNDED)
def test_file_that_cannot_be_read_is_one_error_of_ours(title: str, tmp_path: Path) -> None:
    """Within the bounds of time and memory, and never another exception."""
    name, data = BOUNDED[title]

    with pytest.raises(UnreadableError):
        list(parse(data, name))
    (tmp_path / name).write_bytes(data)
    assert [finding.rule for finding in check([tmp_path / name]).report.findings] == ["unreadable"]


def test_file_larger_than_the_bound_is_refused_while_it_inflates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claudewire.contract.readers.MAX_FILE_BYTES", 1_000_000)
    with pytest.raises(UnreadableError, match="larger than 1,000,000 bytes"):
        load(gzip.compress(bytes(50_000_000)), "a.json.gz")


def test_tags_construct_nothing() -> None:
    """Each would run a command, or import a module, for a loader that obeys tags."""
    for tag in (
        "python/object/apply:os.system",
        "python/module:antigravity",
        "python/object/new:subprocess.Popen",
        "python/name:os",
    ):
        for body in (f"!!{tag} ['touch x']", f"!!{tag} 'x'", f"!!{tag} {{args: [x]}}"):
            with pytest.raises(NotARecordingError):
                load(body.encode(), "a.yaml")


def test_reading_costs_in_proportion_to_the_interactions() -> None:
    def cost(count: int) -> int:
        item = yaml_cassette(f"'{CAME}'").decode().split("interactions:\n")[1]
        data = ("interactions:\n" + item * count).encode()
        found: list[Recording] = []
        cost_ = steps(lambda: found.append(load(data, "a.yaml")))
        assert len(found[0].interactions) == count
        return cost_

    assert growth(cost, 10) < 4.1
