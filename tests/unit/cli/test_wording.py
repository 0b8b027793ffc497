"""Messages of the command line: each names options and environment variables, never an argument of a Python function."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claudewire.cli import main
from claudewire.testing import LocalServer

Run = Callable[..., tuple[int, str]]
#: How Python writes an argument: `name=`, or a name with an underscore.
PYTHON = re.compile(
    r"\b[a-z]+(?:_[a-z]+)*=(?!\d)|(?<![\w/.'])[a-z]+_[a-z_]+\b|\bNone\b|\bTrue\b|\bFalse\b|\bint\b|\bfloat\b"
)


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def run(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
    monkeypatch.chdir(tmp_path)
    Path("rows.csv").write_text("id,text\na,hello\nb,bye\n", encoding="utf-8")
    Path("no-json").write_text("", encoding="utf-8")

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        try:
            status = main(words)
        except SystemExit as end:  # the parser of options
            status = int(end.code or 0)
        shown = capsys.readouterr()
        return status, shown.err + shown.out

    return run


#: Words of a command → what its message says.
BULK = ("bulk", "rows.csv", "--template", "{text}", "--no-progress")
OUT = (*BULK, "-o", "out.jsonl")
CASES: dict[tuple[str, ...], str] = {
    ("models", "list", "--base-url", "http://example.com"): "use https, or pass --allow-http if you mean it",
    ("models", "list", "--base-url", "example.com"): "--base-url must be an absolute http or https URL",
    ("models", "list", "--base-url", "https://exa mple.com"): "--base-url must be a plain URL",
    ("models", "list", "--base-url", "https://example.com:99999"): "--base-url 'https://example.com:99999'",
    ("models", "list", "--base-url", "https://example.com/?x=1"): "--base-url takes neither query nor fragment",
    ("models", "list", "--base-url", "https://example..com"): "--base-url 'https://example..com'",
    ("models", "list", "--timeout", "-1"): "--timeout must be a positive number of seconds, not -1",
    ("models", "list", "--timeout", "x"): "--timeout: should be a number, not 'x'",
    ("models", "list", "--deadline", "0"): "--deadline must be a positive number of seconds, not 0",
    ("models", "list", "--max-retries", "-1"): "--max-retries must be a whole number from 0, not -1",
    ("models", "list", "--max-retries", "x"): "--max-retries: should be a whole number, not 'x'",
    ("models", "get", ""): "MODEL is empty",
    ("batches", "wait", ""): "BATCH is empty",
    ("batches", "cancel", ".."): "BATCH must be an id",
    ("files", "delete", ""): "FILE_ID is empty",
    ("messages", "create", "x", "--max-tokens", "x"): "--max-tokens: should be a whole number, not 'x'",
    ("messages", "create", "x", "--temperature", "x"): "--temperature: should be a number, not 'x'",
    (*OUT, "--batch-size", "0"): "--batch-size: a whole number from 1",
    (*OUT, "--concurrency", "0"): "--concurrency: a whole number from 1",
    (*OUT, "--max-failures", "0"): "--max-failures: a whole number from 1",
    (*OUT, "--poll-interval", "0"): "--poll-interval: a number of seconds above 0",
    (*OUT, "--stop-after", "0"): "--stop-after: a number of seconds above 0",
    (*OUT, "--budget", "5"): "--budget: '5' is not understood: write '5usd'",
    (*OUT, "--prices", "no-json"): "--prices: expected",
    (*BULK, "-o", "out.txt"): "--output: out.txt should end in .jsonl",
    (*OUT, "--model", "claude-mythos-preview", "--budget", "5usd"): "pass --prices",
    (*OUT, "--model", "claude-mythos-preview"): "pass --prices",
    (*BULK, "--model", "claude-mythos-preview", "--dry-run"): "pass --prices",
    ("webhooks", "send", "http://127.0.0.1:1", "--times", "x"): "--times: should be a whole number, not 'x'",
    ("contract", "coverage", "x", "--min", "x"): "--min: should be a number, not 'x'",
    ("serve", "--port", "0", "--latency", "-1"): "--latency: should be a number of seconds",
    ("serve", "--port", "0", "--latency", "x"): "--latency: should be a number, not 'x'",
    ("serve", "--port", "0", "--batch-seconds", "-1"): "--batch-seconds: should be a number of seconds",
    ("serve", "--port", "0", "--tokens-per-second", "0"): "--tokens-per-second: should be a number above 0",
    ("serve", "--port", "0", "--requests-per-minute", "0"): "--requests-per-minute should be a whole number from 1",
    ("serve", "--port", "0", "--input-tokens-per-minute", "0"): "--input-tokens-per-minute should be a whole number",
    ("serve", "--port", "0", "--seed", "x"): "--seed: should be a whole number, not 'x'",
}  # fmt: skip


@pytest.mark.parametrize(("words", "message"), CASES.items(), ids=[" ".join(words) for words in CASES])
def test_a_message_names_the_option(run: Run, words: tuple[str, ...], message: str) -> None:
    _, shown = run(*words)
    said = "\n".join(line for line in shown.splitlines() if not line.startswith(("usage:", " ")))

    assert message in said
    assert PYTHON.findall(said) == []


def test_a_request_that_changed_is_told_with_the_options(run: Run) -> None:
    assert run(*OUT)[0] == 0
    status, shown = run("bulk", "rows.csv", "--template", "Sum: {text}", "--no-progress", "-o", "out.jsonl")

    assert status == 2
    assert "pass --on-changed rerun to send it again, or --on-changed keep to keep the result" in shown
    assert PYTHON.findall(shown) == []


def test_the_name_of_a_file_stays_as_it_is(run: Run) -> None:
    assert run("files", "upload", "base_url") == (2, "claudewire files: No such file or directory: base_url\n")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ANTHROPIC_BASE_URL", "http://example.com", "or pass --allow-http if you mean it"),
        ("ANTHROPIC_BASE_URL", "example.com", "ANTHROPIC_BASE_URL must be an absolute http or https URL"),
        ("ANTHROPIC_API_KEY", "sk-ant\nlocal", "models: ANTHROPIC_API_KEY has characters"),
    ],
)
def test_a_message_names_the_variable_that_is_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    status, shown = run("models", "list")

    assert (status, message in shown, PYTHON.findall(shown)) == (2, True, [])


def test_allow_http_lets_a_base_url_of_another_machine_through(run: Run) -> None:
    words = ("models", "list", "--base-url", "http://claude.invalid", "--max-retries", "0")

    assert run(*words)[0] == 2
    assert run(*words, "--allow-http")[0] == 4


@pytest.mark.filterwarnings("always")
def test_a_warning_is_a_line_of_the_command(run: Run, server: LocalServer) -> None:
    status, shown = run("models", "get", "claude-haiku-5-5", "--base-url", f"{server.url}/v1")

    assert status == 0
    warning, *_ = shown.splitlines()
    assert warning.startswith("claudewire models: --base-url ")
    assert "UserWarning" not in shown


@pytest.mark.parametrize("command", [("messages", "create"), ("count-tokens",)])
def test_a_body_without_a_needed_field_is_refused_in_one_line(run: Run, command: tuple[str, ...]) -> None:
    Path("body.json").write_text('{"max_tokens": 3, "model": "claude-haiku-5-5"}', encoding="utf-8")
    status, shown = run(*command, "--body", "body.json")

    assert (status, shown) == (2, f"claudewire {command[0]}: body.json: the request has no messages\n")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("field", ["timeout", "next_year"])
def test_every_field_of_a_body_is_sent_as_it_is(run: Run, field: str, form: str) -> None:
    """The API judges what the client does not know; a field such as `timeout` does not become an option of the call."""
    body = {"model": "claude-haiku-5-5", "max_tokens": 3, "messages": [{"role": "user", "content": "x"}]}
    Path("body.json").write_text(json.dumps({**body, field: 3}), encoding="utf-8")
    status, shown = run("messages", "create", "--body", "body.json", "--format", form)

    assert (status, f"400 invalid_request_error: {field}: Extra inputs" in shown) == (3, True)
