"""The examples of agents run, against a scripted model."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from claudewire.testing import LocalServer, tool_use

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Run = Callable[..., str]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    with LocalServer() as running:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", running.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
        yield running


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a program of the examples in this process, as `__main__`, and returns what it prints."""

    def run(name: str, *arguments: str, typed: str = "") -> str:
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out

    return run


def test_terminal_agent_asks_before_it_deletes(server: LocalServer, run: Run) -> None:
    calls = [tool_use("delete_note", {"title": "2019"}), tool_use("delete_note", {"title": "shopping"})]
    script = server.script([tool_use("read_notes"), calls, "I deleted the old note."])

    shown = run("agents/terminal.py", "Delete", "old", "notes", typed="y\nn\n")

    script.assert_finished()
    assert "[delete_note: deleted]" in shown
    assert "I deleted the old note." in shown
    assert "notes: shopping" in shown
    denied = script.requests[-1]["messages"][-1]["content"][1]
    assert (denied["content"], denied["is_error"]) == ("The user does not want that.", True)


def load_web(database: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads the application again: what a restart of its process does."""
    monkeypatch.setenv("RUNS_DATABASE", str(database))
    spec = util.spec_from_file_location("web_example", EXAMPLES / "agents" / "web.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "web_example", module)  # where annotations are resolved
    spec.loader.exec_module(module)
    return module


def call(app: Any, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    """Sends one request to an application."""
    import asyncio

    import httpx

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
            return await client.post(path, json=body)

    response = asyncio.run(send())
    return response.status_code, response.json()


def test_web_endpoint_pauses_and_goes_on_after_a_restart(
    server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = server.script(
        [
            tool_use("balance", {"account": "A"}),
            [tool_use("transfer", {"account": "B", "cents": 500}), tool_use("balance", {"account": "B"})],
            "I transferred 5 euros.",
        ]
    )
    database = tmp_path / "runs.sqlite"
    status, paused = call(load_web(database, monkeypatch).app, "/runs", {"text": "Send 5 euros to B"})
    assert (status, paused["status"], len(script.requests)) == (200, "approval", 2)
    (waiting,) = paused["approve"]
    assert waiting["input"] == {"account": "B", "cents": 500}

    restarted = load_web(database, monkeypatch).app
    path, verdict = f"/runs/{paused['id']}/verdicts", {"call_id": waiting["call_id"], "allow": True}
    status, done = call(restarted, path, verdict)

    assert (status, done["status"], done["text"]) == (200, "done", "I transferred 5 euros.")
    script.assert_finished()
    result = script.requests[-1]["messages"][-1]["content"][0]
    assert result["content"].startswith("transferred 500 cents to B")
    assert call(restarted, path, verdict)[0] == 409
    assert call(restarted, "/runs/none/verdicts", verdict)[0] == 404


def test_records_are_extracted_and_repaired(server: LocalServer, run: Run) -> None:
    """200 texts: the model gets every tenth wrong the first time, and every hundredth always."""

    def model(body: dict[str, Any]) -> str:
        number, day, cents = re.findall(r"Order (\d+) of (\S+): new, (\d+)", body["messages"][0]["content"])[0]
        n, again = int(number), len(body["messages"]) > 1
        order: dict[str, Any] = {"number": n, "day": day, "kind": "NEW", "cents": int(cents)}
        if n % 100 == 7:
            order["cents"] = -1
        elif n % 10 == 3 and not again:
            order["number"] = str(n)
        return json.dumps(order)

    script = server.script(model)

    shown = run("agents/extract.py", "200")

    assert "200 texts: {'mismatch': 2, 'read': 178, 'repaired': 20}, 198 right" in shown
    assert len(script.requests) == 200 + 20 + 2 * 2


def test_the_picture_of_a_trace_is_drawn(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "trace.svg"
    run("telemetry/trace_svg.py", str(target))
    names = re.findall(r"<text [^>]*>((?:chat|invoke_agent|execute_tool) [^<]+)</text>", target.read_text("utf-8"))
    assert names[0] == "invoke_agent meteorologist"
    assert sorted(names[1:]) == ["chat claude-sonnet-5-5"] * 2 + ["execute_tool get_time", "execute_tool get_weather"]


def test_one_program_runs_on_every_platform(run: Run) -> None:
    shown = run("platforms.py", "--local")

    titles = [line.partition(":")[0] for line in shown.splitlines() if not line.startswith(" ")]
    assert titles == [
        "Amazon Bedrock", "Amazon Bedrock (Messages endpoint)", "Amazon Bedrock (mantle)", "Claude Platform on AWS",
        "Vertex AI", "Claude on Google Cloud", "Microsoft Foundry",
    ]  # fmt: skip
    assert shown.count("tools: end_turn") == 7
    assert shown.count("is not available on") == 5


def test_calls_over_a_rate_limit_succeed_with_a_limiter(run: Run) -> None:
    """The program of the page on rate limits, with a few calls more than may be sent at once."""
    shown = run("rate_limit.py", "--calls", "60", "--per-minute", "60", "--limiter", "fixed")

    assert "  60 succeed,    0 fail,    0 429s" in shown


def test_reviews_become_a_typed_table_although_the_process_is_killed(server: LocalServer, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pip install 'claudewire[bulk]' for Parquet files")
    command = [
        sys.executable,
        str(EXAMPLES / "bulk" / "reviews.py"),
        "--reviews",
        "90",
        "--folder",
        str(tmp_path),
    ]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240, env=os.environ)

    assert done.returncode == 0, done.stderr
    assert "90 rows" in done.stdout
    kept = re.search(r"([\d,]+) results were there already; (\d+) requests were in flight", done.stdout)
    assert kept is not None
    assert int(kept[1]) >= 30
    sent = [request for request in server.requests if request.operation == "messages.create"]
    assert 90 <= len(sent) <= 90 + 60
