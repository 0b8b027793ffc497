"""Commands against the local server: output, files, exit statuses."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from claudewire.testing import LocalServer
from tests.unit.cli.conftest import Run

#: One pixel.
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_messages_create_writes_the_text_of_a_response(server: LocalServer, run: Run) -> None:
    script = server.script(["It scatters."])
    assert run("messages", "create", "Why", "blue?", "--system", "Be short.") == (0, "It scatters.\n", "")
    (request,) = script.requests
    assert request["messages"] == [{"role": "user", "content": [{"type": "text", "text": "Why blue?"}]}]
    assert (request["system"], request["stream"]) == ("Be short.", True)


def test_a_command_runs_without_a_key_against_a_server_of_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    status, out, _ = run("messages", "create", "Hi", "--local")
    assert status == 0
    assert "canned" in out


def test_messages_create_reads_the_prompt_from_standard_input(server: LocalServer, run: Run) -> None:
    script = server.script(["Yes."])
    assert run("messages", "create", typed="Is it?\n")[:2] == (0, "Yes.\n")
    assert script.requests[0]["messages"][0]["content"][0]["text"] == "Is it?"


def test_messages_create_writes_the_message_as_json(server: LocalServer, run: Run) -> None:
    status, out, _ = run("messages", "create", "Hi", "--format", "json")
    (message,) = lines(out)
    assert (status, message["type"], message["stop_reason"]) == (0, "message", "end_turn")


def test_messages_create_attaches_images_pdfs_and_texts(server: LocalServer, run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.dat").write_bytes(PNG)
    (tmp_path / "notes.md").write_text("# Notes", encoding="utf-8")
    script = server.script(["Nice."])
    files = ["--attach", str(tmp_path / "picture.dat"), "--attach", str(tmp_path / "notes.md")]
    assert run("messages", "create", "Look", *files)[0] == 0
    image, text, words = script.requests[0]["messages"][0]["content"]
    assert (image["type"], image["source"]["media_type"]) == ("image", "image/png")
    assert (text["title"], text["source"]["data"]) == ("notes.md", "# Notes")
    assert words["text"] == "Look"


def test_messages_create_sends_a_body_of_a_file(server: LocalServer, run: Run, tmp_path: Path) -> None:
    body = {"model": "claude-haiku-5-5", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}
    (tmp_path / "body.json").write_text(json.dumps(body), encoding="utf-8")
    status, out, _ = run("messages", "create", "--body", str(tmp_path / "body.json"), "--format", "json")
    assert (status, lines(out)[0]["model"]) == (0, "claude-haiku-5-5")


@pytest.mark.parametrize(
    ("content", "problem"), [(b"{", "is not JSON"), (b"[]", "is not a request"), (b"\xff", "not UTF-8")]
)
def test_a_body_that_is_no_request_is_refused(run: Run, tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "body.json").write_bytes(content)
    status, out, err = run("messages", "create", "--body", str(tmp_path / "body.json"))
    assert (status, out) == (2, "")
    assert problem in err


@pytest.mark.parametrize("words", [["messages", "create"], ["count-tokens"]])
def test_a_command_without_input_is_refused(server: LocalServer, run: Run, words: list[str]) -> None:
    status, out, err = run(*words)
    assert (status, out, len(err.splitlines())) == (2, "", 1)


def test_a_binary_file_is_not_attached(server: LocalServer, run: Run, tmp_path: Path) -> None:
    (tmp_path / "program").write_bytes(b"\x7fELF\xff\xfe")
    status, _, err = run("messages", "create", "Look", "--attach", str(tmp_path / "program"))
    assert status == 2
    assert "neither a JPEG" in err


def test_count_tokens_writes_a_number(server: LocalServer, run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("one two three", encoding="utf-8")
    status, out, _ = run("count-tokens", str(tmp_path / "text.txt"), "-", typed="four five")
    assert (status, int(out) > 3) == (0, True)


def test_count_tokens_counts_a_whole_request(server: LocalServer, run: Run, tmp_path: Path) -> None:
    body = {
        "model": "claude-haiku-5-5",
        "max_tokens": 9,
        "stream": True,
        "messages": [{"role": "user", "content": "x"}],
    }
    (tmp_path / "body.json").write_text(json.dumps(body), encoding="utf-8")
    status, out, _ = run("count-tokens", "--body", str(tmp_path / "body.json"), "--format", "json")
    assert (status, next(iter(lines(out)[0]))) == (0, "input_tokens")


def test_models_list_writes_json_lines_where_there_is_no_terminal(server: LocalServer, run: Run) -> None:
    status, out, _ = run("models", "list")
    models = lines(out)
    assert (status, {model["type"] for model in models}) == (0, {"model"})
    assert "claude-sonnet-5-5" in {model["id"] for model in models}


def test_models_get_shows_the_models_that_are_named(server: LocalServer, run: Run) -> None:
    status, out, _ = run("models", "get", "claude-opus-5-5", "claude-haiku-5-5")
    assert (status, [model["id"] for model in lines(out)]) == (0, ["claude-opus-5-5", "claude-haiku-5-5"])


def test_a_table_has_columns_when_text_is_asked_for(server: LocalServer, run: Run) -> None:
    _, out, _ = run("models", "list", "--format", "text")
    header, first, *_ = out.splitlines()
    assert header.split()[:3] == ["id", "released", "stage"]
    assert first.split()[0].startswith("claude-")


def requests_file(folder: Path, *bodies: dict[str, Any]) -> str:
    file = folder / "requests.jsonl"
    file.write_text("".join(json.dumps(body) + "\n" for body in bodies), encoding="utf-8")
    return str(file)


def batch_request(number: int) -> dict[str, Any]:
    messages = [{"role": "user", "content": f"Number {number}"}]
    return {"custom_id": f"n{number}", "params": {"model": "claude-haiku-5-5", "max_tokens": 20, "messages": messages}}


def test_a_batch_is_created_waited_for_and_read(server: LocalServer, run: Run, tmp_path: Path) -> None:
    status, out, _ = run("batches", "create", requests_file(tmp_path, *map(batch_request, range(5))))
    (batch,) = lines(out)
    assert (status, batch["processing_status"]) == (0, "in_progress")

    status, out, _ = run("batches", "wait", batch["id"], "--poll-interval", "0.05")
    assert (status, lines(out)[0]["request_counts"]["succeeded"]) == (0, 5)

    status, out, _ = run("batches", "results", batch["id"])
    assert (status, sorted(result["custom_id"] for result in lines(out))) == (0, [f"n{n}" for n in range(5)])
    assert [one["id"] for one in lines(run("batches", "list", "--limit", "1")[1])] == [batch["id"]]


def test_batches_wait_has_status_1_when_a_request_failed(server: LocalServer, run: Run, tmp_path: Path) -> None:
    wrong = batch_request(1)
    wrong["params"]["model"] = "claude-of-yesterday"
    (batch,) = lines(run("batches", "create", requests_file(tmp_path, batch_request(0), wrong))[1])
    assert run("batches", "wait", batch["id"], "--poll-interval", "0.05")[0] == 1
    status, out, _ = run("batches", "results", batch["id"])
    assert (status, {result["result"]["type"] for result in lines(out)}) == (1, {"succeeded", "errored"})


def test_batches_wait_stops_after_its_timeout(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
    with LocalServer(batch_seconds=3600) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        (batch,) = lines(run("batches", "create", requests_file(tmp_path, batch_request(0)))[1])
        status, _, err = run("batches", "wait", batch["id"], "--wait-timeout", "0.1", "--poll-interval", "0.2")
    assert status == 4
    assert batch["id"] in err


@pytest.mark.parametrize("line", ["{", "[]", '{"custom_id": "x"}'])
def test_a_line_that_is_no_request_is_named(server: LocalServer, run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "r.jsonl").write_text(f"{json.dumps(batch_request(0))}\n\n{line}\n", encoding="utf-8")
    status, out, err = run("batches", "create", str(tmp_path / "r.jsonl"))
    assert (status, out) == (2, "")
    assert "r.jsonl:3:" in err
    assert lines(run("batches", "list")[1]) == []


def test_files_are_uploaded_listed_and_deleted(server: LocalServer, run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    status, out, _ = run("files", "upload", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    files = lines(out)
    assert (status, [file["filename"] for file in files]) == (0, ["a.txt", "b.txt"])
    assert {file["id"] for file in lines(run("files", "list")[1])} == {file["id"] for file in files}
    assert run("files", "delete", *(file["id"] for file in files))[0] == 0
    assert run("files", "list")[1] == ""


def test_no_file_is_sent_when_one_cannot_be_read(server: LocalServer, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    status, _, err = run("files", "upload", str(tmp_path / "a.txt"), str(tmp_path / "none.txt"))
    assert status == 2
    assert "none.txt" in err
    assert run("files", "list")[1] == ""


def test_a_download_does_not_write_over_a_file(
    server: LocalServer, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("mine", encoding="utf-8")
    (file,) = lines(run("files", "upload", "a.txt")[1])
    status, _, err = run("files", "download", file["id"])
    assert (status, (tmp_path / "a.txt").read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in err


def test_chat_keeps_the_conversation(server: LocalServer, run: Run) -> None:
    script = server.script(["Hello, Ada.", "Ada."])
    status, out, _ = run("chat", typed="I am Ada\nWho am I?\n/usage\n")
    assert (status, out.splitlines()[:2]) == (0, ["Hello, Ada.", "Ada."])
    assert "output tokens" in out
    assert [turn["role"] for turn in script.requests[-1]["messages"]] == ["user", "assistant", "user"]


def test_chat_forgets_what_was_cleared(server: LocalServer, run: Run) -> None:
    script = server.script(["One.", "Two."])
    assert run("chat", typed="first\n/clear\nsecond\n/quit\nthird\n")[0] == 0
    assert len(script.requests) == 2
    assert len(script.requests[-1]["messages"]) == 1


def test_chat_names_a_command_that_does_not_exist(server: LocalServer, run: Run) -> None:
    status, _, err = run("chat", typed="/exit\n")
    assert status == 0
    assert "/exit is not a command" in err


def test_chat_of_a_pipe_ends_at_an_error(server: LocalServer, run: Run) -> None:
    status, _, err = run("chat", "--model", "claude-of-yesterday", typed="Hi\nHi again\n")
    assert status == 3
    assert err.count("not_found_error") == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["messages", "create", "x", "--model", "claude-of-yesterday"], 3),
        (["models", "list", "--base-url", "http://127.0.0.1:1", "--max-retries", "0"], 4),
        (["models", "list", "--timeout", "-1"], 2),
        (["batches", "results", "none"], 3),
        (["messages", "create", "x", "--attach", "/nowhere"], 2),
    ],
)
def test_an_error_is_one_line_and_a_status(server: LocalServer, run: Run, words: list[str], status: int) -> None:
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert err.startswith(f"claudewire {words[0]}: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", [["check"], ["drift"], ["coverage"], ["scrub"], ["scrub", "--check"]])
@pytest.mark.parametrize("place", ["missing.yaml", "empty"])
def test_a_place_without_recordings_is_an_error(run: Run, tmp_path: Path, words: list[str], place: str) -> None:
    (tmp_path / "empty").mkdir()
    status, _, err = run("contract", *words, str(tmp_path / place))

    assert status == 2
    assert place in err
    assert "Errno" not in err


def test_a_document_that_is_no_json_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0", encoding="utf-8")
    status, _, err = run("contract", "check", "--document", str(tmp_path / "openapi.yaml"), str(tmp_path))

    assert (status, "openapi.yaml is not JSON" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["models", "list", "--nonsense"], "claudewire models list: unknown option --nonsense"),
        (["bulk", "a.csv", "b.csv"], "claudewire bulk: unknown argument b.csv"),
        (["webhooks", "types", "--local"], "unknown option --local"),
    ],
)
def test_an_unknown_option_is_reported_by_its_command(
    run: Run, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*words)

    shown = capsys.readouterr()
    assert (caught.value.code, shown.out, len(shown.err.splitlines())) == (2, "", 1)
    assert said in shown.err


@pytest.mark.parametrize(
    "words", [["serve", "--port", "65536"], ["serve", "--port", "-1"], ["serve", "--port", "http"]]
)
def test_serve_names_a_port_that_is_none(run: Run, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*words)

    assert caught.value.code == 2
    assert "is not a port" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--replay", "--fixtures"])
def test_serve_names_a_file_that_is_missing(run: Run, option: str) -> None:
    status, _, err = run("serve", "--port", "0", option, "missing.yaml")

    assert status == 2
    assert "missing.yaml" in err
    assert "Errno" not in err


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_file_without_requests_makes_no_batch(server: LocalServer, run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "requests.jsonl").write_text(content, encoding="utf-8")
    status, out, err = run("batches", "create", str(tmp_path / "requests.jsonl"))

    assert (status, out) == (2, "")
    assert "no requests" in err


@pytest.mark.parametrize("words", [["messages", "create"], ["count-tokens", "-"], ["chat"]])
def test_bytes_that_are_no_text_are_not_sent(server: LocalServer, run: Run, words: list[str]) -> None:
    status, out, err = run(*words, typed="\udcff\udcfe\n")

    assert (status, out.strip()) == (2, "")
    assert "not UTF-8" in err
    assert server.requests == []


def test_an_overloaded_api_has_the_status_of_what_may_be_tried_again(server: LocalServer, run: Run) -> None:
    server.fault("overloaded")
    assert run("models", "list", "--max-retries", "0")[0] == 4


def test_a_missing_key_is_a_configuration_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for words in (["models", "list"], ["messages", "create", "Hi"], ["chat"]):
        status, out, err = run(*words)

        assert (status, out) == (2, "")
        assert "ANTHROPIC_API_KEY" in err
        assert "--local" in err


def test_control_characters_of_an_error_do_not_reach_the_terminal(server: LocalServer, run: Run) -> None:
    server.fault("overloaded", message="\x1b[2Jgone")
    _, _, err = run("models", "list", "--max-retries", "0")
    assert "\x1b" not in err
