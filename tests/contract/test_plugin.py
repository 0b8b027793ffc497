"""`claude_cassette`, and cassettes held against the document, as a user's project sees them."""

from __future__ import annotations

import yaml

from claudewire.testing import LocalServer

from .project import KEY, Project


def test_what_is_recorded_holds_no_secret_and_is_replayed_without_a_network(
    project: Project, server: LocalServer
) -> None:
    tests = """
def test_at_once(claude_cassette, claude):
    assert "canned" in ask(claude)

@pytest.mark.anyio
async def test_asynchronously(claude_cassette, async_claude):
    async with async_claude as client:
        messages = [{"role": "user", "content": "Hello"}]
        answer = await client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=messages)
    assert "canned" in answer.content[0].text

@pytest.fixture
def anyio_backend():
    return "asyncio"
"""
    passed = {"test_at_once": "PASSED", "test_asynchronously": "PASSED"}
    outcomes, printed = project.run(tests, "--record-mode=once", "--block-network", api=server)
    assert outcomes == passed, printed
    assert len(server.requests) == 2
    for test in passed:
        assert KEY not in (project.folder / f"cassettes/test_it/{test}.yaml").read_text(encoding="utf-8")
    outcomes, printed = project.run(tests, "--block-network", api=server)
    assert outcomes == passed, printed
    assert len(server.requests) == 2


def test_a_recording_is_looked_at_when_it_is_made(project: Project, server: LocalServer) -> None:
    """With a secret that a project's own hook lets through it is not written; one that contradicts the document is told."""
    server.reply("Hello").reply("Hello", stop_reason="tired")
    outcomes, printed = project.run(
        """
@pytest.mark.vcr(before_record_request=lambda request: request)
def test_a_secret(claude_cassette, claude):
    ask(claude)

@pytest.mark.claude_contract("warning")
def test_news(claude_cassette, claude):
    ask(claude)
""",
        "--record-mode=once",
        api=server,
    )
    assert outcomes == {"test_a_secret": "PASSED ERROR", "test_news": "PASSED ERROR"}, printed
    assert not (project.folder / "cassettes/test_it/test_a_secret.yaml").exists()
    assert "SecretLeftError" in printed
    assert "does not list 'tired'" in printed


TESTS = """
def test_contradicts(claude_cassette, claude):
    ask(claude)

def test_fails_itself(claude_cassette, claude):
    assert ask(claude) == "something else"

def test_news(claude_cassette, claude):
    ask(claude)

@pytest.mark.claude_contract("warning")
def test_news_minded(claude_cassette, claude):
    ask(claude)

@pytest.mark.claude_contract("warning", allow=["undocumented-field"])
def test_news_allowed(claude_cassette, claude):
    ask(claude)

@pytest.mark.claude_contract("off")
def test_switched_off(claude_cassette, claude):
    ask(claude)

@pytest.mark.claude_contract("strict")
def test_no_such_level(claude_cassette, claude):
    ask(claude)

@pytest.mark.vcr
def test_with_the_other_mark():
    pass

def test_from_the_local_server(claude_server, claude):
    claude_server.replay("cassettes/test_it/test_contradicts.yaml")
    ask(claude)

def test_nothing_replayed(claude_server, claude):
    ask(claude)

@pytest.mark.vcr
def test_of_another_service():
    pass
"""


def test_a_cassette_that_contradicts_the_document_fails_its_test(project: Project) -> None:
    wrong = ('"stop_reason":', '"stop_reason":7,"was":')
    news = ('"stop_reason":', '"surprise":7,"stop_reason":')
    for test in ("contradicts", "fails_itself", "switched_off", "with_the_other_mark"):
        project.cassette(f"test_{test}", *wrong)
    for test in ("news", "news_minded", "news_allowed", "no_such_level"):
        project.cassette(f"test_{test}", *news)
    foreign = project.cassette("test_of_another_service")
    recorded = yaml.safe_load(foreign.read_text(encoding="utf-8"))
    recorded["interactions"][0]["request"] |= {"uri": "https://example.org/v1/orders", "headers": {}}
    del recorded["interactions"][0]["response"]["headers"]["server"]  # the mark of the local server
    foreign.write_text(yaml.safe_dump(recorded), encoding="utf-8")

    outcomes, printed = project.run(TESTS)
    assert {name.removeprefix("test_") for name, outcome in outcomes.items() if outcome == "PASSED"} == {
        "news",
        "news_allowed",
        "switched_off",
        "nothing_replayed",
        "of_another_service",
    }, printed
    told = "FAILED test_it.py::test_contradicts - Failed: a cassette of this test contradicts the document:"
    assert told in printed
    assert "test_contradicts.yaml:3: wrong-type: response body /stop_reason: should be " in printed
    assert "test_with_the_other_mark.yaml:3: wrong-type" in printed
    assert "test_news_minded.yaml:3: undocumented-field: response body /surprise" in printed
    assert "test_fails_itself.yaml:" not in printed
    assert "'strict' is not one of off, error, warning, note" in printed
    assert outcomes["test_from_the_local_server"] == "FAILED"

    outcomes, printed = project.run(TESTS, "-o", "claude_contract=warning", "-k", "test_news")
    assert outcomes == {"test_news": "FAILED", "test_news_minded": "FAILED", "test_news_allowed": "PASSED"}, printed


def test_without_pytest_recording_the_fixture_says_what_is_missing(project: Project) -> None:
    outcomes, printed = project.run("def test_a(claude_cassette):\n    pass\n", recording=False)
    assert outcomes == {"test_a": "ERROR"}
    assert "claude_cassette needs pytest-recording: pip install pytest-recording" in printed
