"""`claudewire contract scrub`: what it changes, what it says, and which status it ends with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claudewire.contract.scrub.command import main
from claudewire.contract.scrub.files import file
from claudewire.contract.scrub.scrubber import Scrubber

KEY = "sk-ant-api03-abcdefghijklmnopqrstuvwxyz"


def har(**request: Any) -> bytes:
    entry = {
        "request": {"method": "GET", "url": "https://api.anthropic.com/v1/models", "headers": [], **request},
        "response": {"status": 200, "headers": [], "content": {}},
    }
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}}).encode()


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.har"
    path.write_bytes(har())
    return path


def test_parameter_keeps_its_other_fields() -> None:
    data = har(queryString=[{"name": "api_key", "value": KEY, "comment": "from the page"}])

    (parameter,) = json.loads(file(data, "a.har", Scrubber()))["log"]["entries"][0]["request"]["queryString"]

    assert parameter["name"] == "api_key"
    assert parameter["comment"] == "from the page"
    assert KEY not in parameter["value"]


@pytest.mark.parametrize("name", ["cookie", "set-cookie"])
def test_value_of_a_cookie_is_replaced_where_else_it_stands(name: str) -> None:
    data = har(headers=[{"name": name, "value": "sid=tulip-orange-harbour; Path=/"}], comment="tulip-orange-harbour")

    assert b"tulip-orange-harbour" not in file(data, "a.har", Scrubber())


def test_headers_with_several_values_stay_lists() -> None:
    cassette = {
        "interactions": [
            {
                "request": {
                    "method": "GET",
                    "uri": "https://api.anthropic.com/v1/models",
                    "headers": {"accept": ["a/b", "c/d"], "x-api-key": [KEY]},
                    "body": "",
                },
                "response": {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": "{}"}},
            }
        ],
        "version": 1,
    }

    made = json.loads(file(json.dumps(cassette).encode(), "a.json", Scrubber()))

    headers = made["interactions"][0]["request"]["headers"]
    assert headers["accept"] == ["a/b", "c/d"]
    assert KEY not in headers["x-api-key"][0]


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b"{}"], ids=["cut", "not text", "no recording"])
def test_named_file_that_is_no_recording_is_an_error_with_its_name(
    clean: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)

    assert main([path, clean]) == 2

    printed = capsys.readouterr()
    assert str(path) in printed.err
    assert "1 recordings" in printed.out


def test_named_file_that_does_not_exist_is_an_error_with_its_name(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([tmp_path / "missing.har", clean]) == 2

    printed = capsys.readouterr()
    assert "missing.har: No such file" in printed.err
    assert "missing.har" not in printed.out


def test_file_of_a_folder_that_cannot_be_opened_is_an_error_with_its_name(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert main([clean.parent]) == 2

    assert f"{clean}: Permission denied" in capsys.readouterr().err


def test_other_file_of_a_folder_is_passed_over(clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "package.json").write_text("{}")

    assert main([clean.parent]) == 0

    assert capsys.readouterr().err == ""


def test_folder_without_recordings_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([tmp_path]) == 2

    assert "claudewire contract:" in capsys.readouterr().err


def test_secret_that_cannot_be_replaced_is_a_negative_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from claudewire.contract.scrub import command
    from claudewire.contract.scrub.files import SecretLeftError

    def leave(*_: Any) -> bytes:
        raise SecretLeftError("a.har: a secret is left")

    path = tmp_path / "a.har"
    path.write_bytes(har())
    monkeypatch.setattr(command, "file", leave)

    assert main([path]) == 1

    assert "a secret is left" in capsys.readouterr().err


def test_check_writes_nothing_and_its_status_tells(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(har(headers=[{"name": "x-api-key", "value": KEY}]))
    before = path.read_bytes()

    assert main([path], check=True) == 1
    assert path.read_bytes() == before
    assert main([path]) == 0
    assert path.read_bytes() != before
    assert main([path], check=True) == 0


def test_files_behind_one_that_cannot_be_read_are_scrubbed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.har").write_bytes(b"{")
    (tmp_path / "b.har").write_bytes(har(url=f"https://api.anthropic.com/v1/models?key={KEY}"))

    status = main([tmp_path / "a.har", tmp_path / "b.har"])

    assert status == 2
    assert KEY not in (tmp_path / "b.har").read_text()
    assert "1 recordings, 1 changed" in capsys.readouterr().out


def test_text_around_a_secret_in_a_stream_keeps_its_letters() -> None:
    deltas = ["Grüße, der Schlüssel ist " + KEY[:20], KEY[20:] + " – schön"]
    stream = 'event: message_start\ndata: {"type": "message_start"}\n\n' + "".join(
        'event: content_block_delta\ndata: {"type": "content_block_delta", "index": 0, "delta": '
        f'{{"type": "text_delta", "text": "{delta}"}}}}\n\n'
        for delta in deltas
    )
    entry = {
        "request": {"method": "POST", "url": "https://api.anthropic.com/v1/messages", "headers": []},
        "response": {
            "status": 200,
            "headers": [{"name": "content-type", "value": "text/event-stream"}],
            "content": {"text": stream, "mimeType": "text/event-stream"},
        },
    }

    clean = file(json.dumps({"log": {"version": "1.2", "entries": [entry]}}).encode(), "a.har", Scrubber())

    text = json.loads(clean)["log"]["entries"][0]["response"]["content"]["text"]
    assert KEY[:20] not in text
    assert "Grüße, der Schlüssel ist " in text
    assert " – schön" in text
