"""The programs of the cookbook run against the local server, each in this process as `__main__`."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from claudewire.testing import LocalServer, text, tool_use

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "examples" / "cookbook"
PAGES = ROOT / "docs" / "cookbook"
Run = Callable[..., str]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(batch_seconds=0.05) as running:
        yield running


@pytest.fixture
def run(
    server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
    monkeypatch.chdir(tmp_path)

    def run(name: str, *arguments: str, typed: str = "") -> str:
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        run_path(str(PROGRAMS / name), run_name="__main__")
        return capsys.readouterr().out

    return run


def test_chat_sends_the_whole_conversation(server: LocalServer, run: Run) -> None:
    script = server.script(["Hello, Ada.", "Ada."])
    shown = run("chat.py", typed="I am Ada\nWho am I?\n")
    assert "Hello, Ada." in shown
    assert [turn["role"] for turn in script.requests[-1]["messages"]] == ["user", "assistant", "user"]


def test_chat_survives_a_turn_without_a_response(server: LocalServer, run: Run) -> None:
    server.fault("cut", times=1)
    shown = run("chat.py", typed="One two three\nAgain\n")
    assert re.search(r"^\[the .*\]$|^\[.*(cut|incomplete|before).*\]$", shown, re.MULTILINE), shown
    assert len(server.requests[-1].body["messages"]) == 1


@pytest.mark.parametrize("name", ["stream_fastapi.py", "stream_starlette.py"])
def test_a_web_application_streams_to_its_browser(
    server: LocalServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    import httpx

    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
    spec = util.spec_from_file_location("cookbook_web", PROGRAMS / name)
    assert spec is not None
    assert spec.loader is not None
    module: Any = util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "cookbook_web", module)
    spec.loader.exec_module(module)

    async def post() -> list[dict[str, Any]]:
        transport = httpx.ASGITransport(app=module.app)
        async with (
            module.app.router.lifespan_context(module.app),
            httpx.AsyncClient(transport=transport, base_url="http://app") as browser,
        ):
            response = await browser.post("/chat", json={"text": "Hi"})
            return [json.loads(line[6:]) for line in response.text.split("\n\n") if line]

    server.script(["Hello from the model."])
    assert "".join(event.get("text", "") for event in asyncio.run(post())) == "Hello from the model."

    server.fault("bad_request", times=1)
    assert asyncio.run(post())[0]["error"] == "BadRequestError"


def test_vision_sends_the_picture(server: LocalServer, run: Run) -> None:
    script = server.script(["A red square."])
    assert "A red square." in run("vision.py")
    assert script.requests[0]["messages"][0]["content"][0]["type"] == "image"


def test_citations_are_shown_below_their_sentence(server: LocalServer, run: Run) -> None:
    citation = {
        "type": "char_location",
        "cited_text": "The tide at Husum rises by 3.4 metres.",
        "document_index": 0,
        "document_title": "Tides",
        "start_char_index": 0,
        "end_char_index": 38,
        "file_id": None,
    }
    server.script([[{**text("At Husum."), "citations": [citation]}]])
    shown = run("citations.py")
    assert "Tides, characters 0 to 38: 'The tide at Husum rises by 3.4 metres.'" in shown


def test_citations_takes_a_pdf(server: LocalServer, run: Run, tmp_path: Path) -> None:
    (tmp_path / "tides.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    script = server.script(["No tide."])
    assert "No tide." in run("citations.py", "tides.pdf")
    assert script.requests[0]["messages"][0]["content"][0]["source"]["media_type"] == "application/pdf"


def test_caching_writes_once_and_reads_afterwards(run: Run) -> None:
    rows = [list(map(int, re.findall(r"(\d+) (?:written|read|new)", line))) for line in run("caching.py").splitlines()]
    assert len(rows) == 3
    assert rows[0][0] > 1024
    assert rows[0][1] == 0
    assert [(row[0], row[1] == rows[0][0]) for row in rows[1:]] == [(0, True), (0, True)]


def test_thinking_goes_back_with_the_next_turn(server: LocalServer, run: Run) -> None:
    shown = run("thinking.py")
    assert "tokens of thinking" in shown
    assert server.requests[-1].body["messages"][1]["content"][0]["type"] == "thinking"


@pytest.mark.parametrize(("typed", "result"), [("y\n", "20 × shade ordered"), ("n\n", "The user does not want that.")])
def test_tools_run_when_the_user_agrees(server: LocalServer, run: Run, typed: str, result: str) -> None:
    calls = [tool_use("in_stock", {"article": "shade"}), tool_use("order", {"article": "shade", "amount": 20}), "Done."]
    script = server.script(calls)
    assert "Done." in run("tools.py", typed=typed)
    script.assert_finished()
    assert script.requests[-1]["messages"][-1]["content"][0]["content"] == result


def test_structured_output_is_a_value_of_the_type(server: LocalServer, run: Run) -> None:
    server.script([json.dumps({"subject": "delivery", "summary": "It came late.", "urgent": True})])
    assert run("structured_output.py") == "delivery (urgent): It came late.\n"


def test_structured_output_reports_a_text_that_ended_early(server: LocalServer, run: Run) -> None:
    server.script(['{"subject": "deliv'])
    assert run("structured_output.py").startswith("no complaint: ")


def test_batch_goes_on_where_it_was(server: LocalServer, run: Run, tmp_path: Path) -> None:
    assert run("batch.py", "250") == "250 succeeded, 0 failed, written to batch.jsonl\n"
    assert len((tmp_path / "batch.jsonl").read_text(encoding="utf-8").splitlines()) == 250
    created = sum(r.operation == "messages.batches.create" for r in server.requests)
    assert run("batch.py", "250").startswith("250 succeeded")
    assert sum(r.operation == "messages.batches.create" for r in server.requests) == created


def test_files_and_skills_leave_nothing_behind(server: LocalServer, run: Run) -> None:
    from claudewire import Claude

    assert "bytes" in run("files_and_skills.py")
    with Claude(base_url=server.url, api_key="sk-ant-local") as client:
        assert "tides.csv" not in {file.filename for file in client.files.list()}
        assert [skill for skill in client.skills.list() if skill.source == "custom"] == []


def test_many_calls_are_all_answered(server: LocalServer, run: Run) -> None:
    server.fault("overloaded", times=3)
    assert run("many_calls.py", "60") == "60 of 60 answered\n"


def test_errors_are_told_apart(server: LocalServer, run: Run) -> None:
    server.fault("overloaded", times=1)
    shown = run("errors.py")
    assert "answered at attempt 2" in shown
    server.fault("not_found", times=1)
    assert "refused: 404 not_found_error, request req_" in run("errors.py")


def test_cost_is_counted_before_and_after(run: Run) -> None:
    before, after = run("cost.py").splitlines()
    assert re.fullmatch(r"\d+ input tokens, at most \$0\.\d{4}", before)
    assert re.fullmatch(r"\d+ output tokens, \$0\.\d{4}", after)


def test_a_proxy_shows_no_password(run: Run) -> None:
    assert "secret" not in run("proxies.py")


def test_platforms_without_an_argument_is_the_claude_api(run: Run) -> None:
    assert "0 batches" in run("platforms.py")


def test_tracing_shows_every_attempt(server: LocalServer, run: Run) -> None:
    server.fault("overloaded", times=1)
    first, second, call = run("tracing.py").splitlines()
    assert "attempt 1: status 529" in first
    assert "attempt 2: status 200" in second
    assert call.startswith("messages.create: ")


def test_a_migrated_program_runs(run: Run) -> None:
    assert "canned" in run("migrating.py")


# -- the pages -----------------------------------------------------------------------------------------------------------

SNIPPET = re.compile(r'--8<-- "(?P<path>[^"]+)"')


def test_every_program_is_shown_by_a_page_and_every_page_shows_one() -> None:
    shown = {page.name: SNIPPET.findall(page.read_text(encoding="utf-8")) for page in PAGES.glob("*.md")}
    programs = {f"examples/cookbook/{file.name}" for file in PROGRAMS.glob("*.py")}
    assert programs - {path for paths in shown.values() for path in paths} == set()
    assert [name for name, paths in shown.items() if not paths and name not in ("index.md", "notebook.md")] == []
    for paths in shown.values():
        assert [path for path in paths if not (ROOT / path).is_file()] == []


def test_the_index_links_every_page() -> None:
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES.glob("*.md") if page.name != "index.md" and f"({page.name})" not in index] == []
