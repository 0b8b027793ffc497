"""One key in a hundred disguises: encoded, compressed, and in places that are not bodies. None of it is left after scrubbing.

What stays on purpose stands in `STAYS`: whoever disguises a key by hand can always find one more way.
"""

from __future__ import annotations

import base64
import bz2
import codecs
import gzip
import html
import io
import json
import lzma
import quopri
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from claudewire.contract import UnreadableError, parse
from claudewire.contract.scrub.command import main
from claudewire.contract.scrub.files import SecretLeftError, file
from claudewire.contract.scrub.scrubber import Scrubber, find

from .test_foreign_recordings import BOUNDED

KEY = "sk-ant-api03-Zk3nQ8vT1xYpLr7WmB2sHd9fJc5gKe4uAa6tNi0oRq-EwQAA"
SENTENCE = f"the key is {KEY} and nothing else"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


def zipped(content: str, name: str = "a.txt", comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return made.getvalue()


ENCODINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent-encoded": percent,
    "percent-encoded in lower case": lambda text: percent(text).lower(),
    "percent-encoded in part": lambda text: text.replace("-", "%2D"),
    "percent-encoded as a form": lambda text: quote(f'{{"k": "{text}"}}'),
    "percent-encoded twice": lambda text: quote(percent(text)),
    "HTML, decimal": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "HTML, hexadecimal": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text),
    "HTML, hyphens only": lambda text: text.replace("-", "&#45;"),
    "HTML around it": lambda text: html.escape(f'<a title="{text}">'),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in capitals": lambda text: text.encode().hex().upper(),
    "hexadecimal with colons": lambda text: text.encode().hex(":"),
    "hexadecimal with spaces": lambda text: text.encode().hex(" "),
    "hexadecimal with hyphens": lambda text: text.encode().hex("-"),
    "hexadecimal as in C": lambda text: ", ".join(f"0x{byte:02x}" for byte in text.encode()),
    "escapes of Python": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "escapes of JSON": lambda text: json.dumps("".join(f"\\u{ord(letter):04x}" for letter in text)).replace("\\\\u", "\\u"),
    "JSON": lambda text: json.dumps({"key": text}),
    "JSON in JSON": lambda text: json.dumps(json.dumps({"key": f'"{text}"'})),
    "JSON in JSON in JSON": lambda text: json.dumps(json.dumps(json.dumps({"key": text}))),
    "base64": lambda text: b64(text.encode()),
    "base64 without padding": lambda text: b64(text.encode()).rstrip("="),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base64 twice": lambda text: b64(b64(text.encode()).encode()),
    "base64 in lines": lambda text: base64.encodebytes(f"{text} {'and more of it ' * 9}{text}".encode()).decode(),
    "base64 in lines of 64": lambda text: "\n".join(
        b64(f"{'x' * 40}{text}{'y' * 60}".encode())[start : start + 64] for start in range(0, 220, 64)
    ),
    "base64 in a data URL": lambda text: f"data:text/plain;base64,{b64(text.encode())}",
    "basic credentials": lambda text: f"Authorization: Basic {b64(f'user:{text}'.encode())}",
    "base64 of UTF-16, as in PowerShell": lambda text: b64(text.encode("utf-16-le")),
    "base64 of UTF-16 with a mark": lambda text: b64(text.encode("utf-16")),
    "base64 of UTF-16, big endian": lambda text: b64(text.encode("utf-16-be")),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "base32 in lower case": lambda text: base64.b32encode(text.encode()).decode().lower(),
    "base32 without padding": lambda text: base64.b32encode(text.encode()).decode().rstrip("="),
    "UTF-16 as text": lambda text: text.encode("utf-16-le").decode("latin-1"),
    "UTF-16 as text, big endian": lambda text: text.encode("utf-16-be").decode("latin-1"),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode().replace("-", "=2D"),
    "gzip in base64": lambda text: b64(gzip.compress(text.encode())),
    "gzip in hexadecimal": lambda text: gzip.compress(text.encode()).hex(),
    "zlib in base64": lambda text: b64(zlib.compress(text.encode())),
    "raw deflate in base64": lambda text: b64(raw_deflate((text * 3).encode())),
    "bzip2 in base64": lambda text: b64(bz2.compress(text.encode())),
    "xz in base64": lambda text: b64(lzma.compress(text.encode())),
    "zip in base64": lambda text: b64(zipped(text)),
    "zip in base64, as a file name": lambda text: b64(zipped("nothing", name=f"{text}.txt")),
    "zip in base64, as a comment": lambda text: b64(zipped("nothing", comment=text.encode())),
    "base64 in percent": lambda text: quote(b64(text.encode()), safe=""),
    "percent in base64": lambda text: b64(percent(text).encode()),
    "hexadecimal in base64": lambda text: b64(text.encode().hex().encode()),
    "JSON in base64": lambda text: b64(json.dumps({"headers": {"x-api-key": text}}).encode()),
    "gzip in base64 in JSON in base64": lambda text: b64(json.dumps({"a": b64(gzip.compress(text.encode()))}).encode()),
    "curl": lambda text: f"curl -H 'x-api-key: {text}' https://api.anthropic.com",
    "an environment file": lambda text: f"DEBUG=1\nANTHROPIC_API_KEY={text}\n",
    "a field name": lambda text: json.dumps({text: 1}),
    "a field name, encoded": lambda text: json.dumps({b64(text.encode()): 1}),
    "two fields, as in HAR": lambda text: json.dumps({"name": "x-api-key", "value": text}),
}  # fmt: skip

#: Where the text is put.
Place = Callable[[str], tuple[str, bytes]]


def cassette(**changes: Any) -> dict[str, Any]:
    request = {"method": "POST", "uri": "https://api.anthropic.com/v1/messages", "headers": {}, "body": "{}"}
    response = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": "{}"}}
    return {
        "interactions": [
            {"request": request | changes.get("request", {}), "response": response | changes.get("response", {})}
        ]
    }


def in_a_prompt(text: str) -> tuple[str, bytes]:
    body = json.dumps({"messages": [{"role": "user", "content": f"see: {text} ."}]})
    return "a.yaml", yaml.safe_dump(cassette(request={"body": body})).encode()


def in_a_response(text: str) -> tuple[str, bytes]:
    body = json.dumps({"content": [{"type": "text", "text": text}]})
    return "a.json", json.dumps(cassette(response={"body": {"string": body}})).encode()


DISGUISES: dict[str, tuple[str, bytes]] = {
    **{f"{name} in a prompt": in_a_prompt(encode(KEY)) for name, encode in ENCODINGS.items()},
    **{f"{name} of a sentence in a response": in_a_response(encode(SENTENCE)) for name, encode in ENCODINGS.items()},
}


def har(entry: dict[str, Any], **log: Any) -> bytes:
    request = {"method": "GET", "url": "https://api.anthropic.com/v1/models", "headers": []}
    response = {"status": 200, "headers": [], "content": entry.pop("content", {})}
    more = {"startedDateTime": "2026", "request": request | entry.pop("request", {}), "response": response}
    return json.dumps({"log": {"entries": [more | entry], **log}}).encode()


PLAIN = yaml.safe_dump(cassette()).encode()
NAMED_GZIP = b"\x1f\x8b\x08\x08" + bytes(6) + f"{KEY}\0".encode() + gzip.compress(PLAIN)[10:]
DEFLATED = yaml.safe_dump(
    cassette(
        response={"headers": {"content-encoding": ["deflate"]}, "body": {"string": raw_deflate(SENTENCE.encode() * 3)}}
    )
).encode()
MESSAGE: dict[str, Any] = {"headers": {}, "body": "{}"}
LINE = json.dumps(
    {
        "request": MESSAGE | {"method": "GET", "url": "https://api.anthropic.com/v1/models"},
        "response": MESSAGE | {"status": 200},
    }
).encode()
ELSEWHERE: dict[str, tuple[str, bytes]] = {
    "a YAML comment at the top": ("a.yaml", f"# recorded with {KEY}\n".encode() + PLAIN),
    "a YAML comment inside": ("a.yaml", PLAIN.replace(b"    headers: {}\n", f"    headers: {{}} # {KEY}\n".encode(), 1)),
    "a YAML comment, encoded": ("a.yaml", f"# {b64(KEY.encode())}\n".encode() + PLAIN),
    "a YAML field name": ("a.yaml", PLAIN + f"{KEY}: 1\n".encode()),
    "a YAML anchor": ("a.yaml", PLAIN + f"note: &{KEY} 1\n".encode()),
    "a YAML tag": ("a.yaml", PLAIN + f"note: !{KEY} 1\n".encode()),
    "a second YAML document": ("a.yaml", PLAIN + f"---\nnote: {KEY}\n".encode()),
    "a field that is written twice": ("a.json", json.dumps(cassette()).encode()[:-1] + f', "note": "{KEY}", "note": 1}}'.encode()),
    "a cookie of a HAR file": ("a.har", har({"request": {"cookies": [{"name": "a", "value": KEY}]}})),
    "a query of a HAR file": ("a.har", har({"request": {"queryString": [{"name": "q", "value": KEY}]}})),
    "a query of a HAR file, by its name": ("a.har", har({"request": {"queryString": [{"name": "api_key", "value": KEY[20:]}]}})),
    "a comment of a HAR file": ("a.har", har({"comment": KEY}, comment=KEY)),
    "a comment beside a value": ("a.har", har({"_more": {"name": "a", "value": "b", "comment": KEY}})),
    "a page title of a HAR file": ("a.har", har({}, pages=[{"title": KEY}])),
    "a list of chunks": ("a.har", har({"content": {"encoding": "base64", "text": json.dumps([b64(SENTENCE.encode())])}})),
    "the name of a gzip file": ("a.yaml.gz", NAMED_GZIP),
    "a file in UTF-16": ("a.json", json.dumps(cassette(request={"body": KEY})).encode("utf-16")),
    "a file with a byte order mark": ("a.json", b"\xef\xbb\xbf" + json.dumps(cassette(request={"body": KEY})).encode()),
    "raw deflate as a body": ("a.yaml", DEFLATED),
    "binary bytes around it": ("a.yaml", yaml.safe_dump(cassette(request={"body": b"\xff\xfe\x00" + KEY.encode() + b"\xff"})).encode()),
    "a line that was cut short": ("a.jsonl", LINE + b"\n" + LINE[:-30].replace(b"{}", KEY.encode(), 1)),
    "a header name": ("a.yaml", yaml.safe_dump(cassette(request={"headers": {KEY: ["1"]}})).encode()),
    "Ruby's binary": ("a.yml", PLAIN.replace(b"string: '{}'", f"string: !binary {b64(SENTENCE.encode())}".encode())),
}  # fmt: skip
DISGUISES |= ELSEWHERE

#: What a reader can undo by hand, and no tool does by itself.
STAYS: dict[str, Callable[[str], str]] = {
    "reversed": lambda text: text[::-1],
    "rotated by 13": lambda text: codecs.encode(text, "rot13"),
    "with spaces": " ".join,
    "in two variables": lambda text: f"a = '{text[:6]}'; b = '{text[6:]}'",
    "base85": lambda text: base64.b85encode(text.encode()).decode(),
    "in binary digits": lambda text: " ".join(f"{byte:08b}" for byte in text.encode()),
    "in decimal": lambda text: " ".join(map(str, text.encode())),
    "in octal escapes": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
}


def test_there_are_a_hundred_disguises() -> None:
    assert len(DISGUISES) >= 100


@pytest.mark.parametrize("title", DISGUISES)
def test_disguised_key_is_replaced(title: str) -> None:
    """After one pass nothing is found any more, a second pass changes nothing, and the file is a recording still."""
    name, data = DISGUISES[title]

    clean = file(data, name, Scrubber())

    assert clean != data
    assert KEY[8:] not in clean.decode("latin-1")
    assert KEY[8:] not in clean.decode("utf-16", "replace")
    assert find(clean) == []
    assert file(clean, name, Scrubber()) == clean
    assert len(list(parse(clean, name))) == 1


@pytest.mark.parametrize("title", STAYS)
def test_disguise_that_only_a_reader_undoes_stays(title: str) -> None:
    """So that the list in the documentation is true."""
    name, data = in_a_prompt(STAYS[title](KEY))
    assert file(data, name, Scrubber()) == data


@pytest.mark.parametrize(
    "name", ["plain", "percent-encoded", "hexadecimal", "base64", "base32", "gzip in base64", "UTF-16 as text"]
)
def test_two_disguises_of_a_key_have_the_same_placeholder(name: str) -> None:
    scrubber = Scrubber()
    scrubber.text(KEY)
    scrubber.text(ENCODINGS[name](KEY))
    assert len(scrubber.leaks) == 1


def test_comments_and_origin_of_a_cassette_are_kept() -> None:
    """The first line says where it was recorded, also after a secret was removed."""
    text = "# Recorded against the local server.\n" + yaml.safe_dump(cassette(request={"body": KEY}))
    assert file(text.encode(), "a.yaml", Scrubber()).startswith(b"# Recorded against the local server.\n")


def test_har_keeps_everything_but_the_secrets() -> None:
    entry = {
        "request": {
            "method": "POST",
            "url": "https://api.anthropic.com/v1/messages",
            "headers": [{"name": "content-type", "value": "application/json"}, {"name": "x-mine", "value": "1"}],
            "cookies": [{"name": "a", "value": "b"}],
            "queryString": [{"name": "beta", "value": "true"}],
            "postData": {"mimeType": "application/json", "text": json.dumps({"a": KEY, "b": 1})},
        },
        "timings": {"send": 1, "wait": 2},
        "_custom": {"list": [1, None, True, 2.5]},
    }
    before = json.loads(har(entry, version="1.2", creator={"name": "x", "version": "1"}))

    after = json.loads(file(json.dumps(before).encode(), "a.har", Scrubber()))

    request = before["log"]["entries"][0]["request"]
    request["headers"].pop()
    request["cookies"] = []
    text = after["log"]["entries"][0]["request"]["postData"]["text"]
    request["postData"]["text"] = text
    assert after == before
    assert json.loads(text)["b"] == 1


BOMBS: dict[str, tuple[str, bytes]] = {
    "gzip in base64": in_a_prompt(b64(gzip.compress(bytes(30_000_000)))),
    "gzip in gzip in base64": in_a_prompt(b64(gzip.compress(gzip.compress(bytes(30_000_000))))),
    "raw deflate in base64": in_a_prompt(b64(raw_deflate(bytes(30_000_000)))),
    "xz in base64": in_a_prompt(b64(lzma.compress(bytes(30_000_000)))),
    "bzip2 in base64": in_a_prompt(b64(bz2.compress(bytes(30_000_000)))),
    "zip in base64": in_a_prompt(b64(zipped("\0" * 30_000_000))),
    "many small ones": in_a_prompt(" ".join(b64(gzip.compress(bytes(900_000 + number))) for number in range(30))),
}


@pytest.mark.parametrize("title", BOMBS)
def test_bomb_is_refused_before_it_is_unpacked(title: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file is not written, with its reason; the others are."""
    name, data = BOMBS[title]
    with pytest.raises(SecretLeftError, match="larger than 10,000,000 bytes"):
        file(data, name, Scrubber(limit=10_000_000))

    (tmp_path / "other.yaml").write_bytes(PLAIN)
    assert main([tmp_path]) == 0
    assert "1 recordings, 0 changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000 + "://", "a." * 150_000 + "://", "bearer+" * 50_000, "-----BEGIN PRIVATE KEY-----" * 20_000, "%41" * 100_000,
        '"secret":"\\' * 30_000, '"' * 100_000, "&#65;" * 60_000, "\\x41" * 80_000, "A" * 300_000, "=" * 300_000, "sk-" * 100_000,
        "eyJ" * 100_000, "41 " * 100_000, '"\\' * 100_000, "_secret" * 50_000, ("A" * 64 + "\n") * 5_000,
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_text_made_to_be_slow_costs_in_proportion_to_its_length(text: str) -> None:
    """A quadratic form would take minutes here: the limit of a test run would show it."""
    Scrubber().text(text)


@pytest.mark.parametrize("title", BOUNDED)
def test_file_that_cannot_be_read_is_not_scrubbed(title: str) -> None:
    """Aliases that explode, depth, bombs: one error of ours, and the file stays as it is."""
    name, data = BOUNDED[title]
    with pytest.raises(UnreadableError):
        file(data, name, Scrubber())


def test_body_that_the_recorder_left_out_hides_nothing() -> None:
    data = har({"content": {"size": 1234, "text": "", "comment": "Body exceeds the limit"}})
    assert file(data, "a.har", Scrubber()) == data


def test_named_file_that_cannot_be_read_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder it is passed over: it may be another kind of file."""
    path = tmp_path / "package.json"
    path.write_text('{"name": "x"}')
    assert main([path]) == 2
    assert str(path) in capsys.readouterr().err

    (tmp_path / "a.har").write_bytes(har({"content": {"size": 0, "text": ""}}))
    assert main([tmp_path]) == 0


def test_terminal_shows_nothing_of_a_recording_unescaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    body = json.dumps({"api_key": "\x1b[31m\n::error::x and more of it"})
    path.write_text(
        json.dumps(cassette(request={"body": body, "headers": {"x-api-key": ["\x1b]0;x\n::error::y-and-so-on"]}}))
    )
    main([path], check=True)
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert not [line for line in (printed.out + printed.err).splitlines() if line.startswith("::")]
