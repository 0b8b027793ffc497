"""Claudewire is installed in somebody's project: tests that have nothing to do with the Claude API stay as they were."""

from __future__ import annotations

import json

import pytest
import yaml

from .project import Project

#: A local service of the project and tests that record and replay calls of it.
LOCAL_SERVICE = """
import json, threading, urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx

class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"object": "list", "data": [{"id": 7}]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *arguments):
        pass

@pytest.fixture
def service():
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()

@pytest.mark.vcr(match_on=["method", "path"])
@pytest.mark.parametrize("path", ["/upload", "/v1/models", "/v1/files", "/v1/messages"])
def test_local(service, path):
    assert httpx.post(service + path, json={"a": 1}, headers={"x-api-key": "team"}).json()["object"] == "list"
"""


def test_project_with_a_local_service_is_untouched(project: Project) -> None:
    """Its calls are recorded and replayed; the plugin reports nothing, even where it is told to be strict."""
    strict = ("-o", "claude_contract=note", "-W", "error")
    for mode in ("once", "none"):
        outcomes, printed = project.run(LOCAL_SERVICE, f"--record-mode={mode}", *strict)
        assert set(outcomes.values()) == {"PASSED"}, printed
        assert "claude" not in printed.lower(), printed


def test_cassette_of_another_service_on_loopback_fails_nothing(project: Project) -> None:
    """An upload to a local service, recorded by hand: no header and no path of the Claude API."""
    request = {
        "method": "POST",
        "uri": "http://127.0.0.1:8802/upload",
        "headers": {"content-type": ["application/octet-stream"]},
        "body": "abc",
    }
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"content-type": ["application/json"]},
        "body": {"string": '{"ok": true}'},
    }
    file = project.cassette("test_upload")
    file.write_text(yaml.safe_dump({"version": 1, "interactions": [{"request": request, "response": response}]}))

    outcomes, printed = project.run("@pytest.mark.vcr\ndef test_upload():\n    pass\n", "-o", "claude_contract=note")
    assert outcomes == {"test_upload": "PASSED"}, printed


#: A serializer of the project, whose files nobody else can read.
OWN_FORMAT = """
import json

class Upside:
    @staticmethod
    def serialize(cassette):
        return json.dumps(cassette)[::-1]

    @staticmethod
    def deserialize(text):
        return json.loads(text[::-1])

def pytest_recording_configure(config, vcr):
    vcr.register_serializer("yaml", Upside)
"""
TWO_TESTS = """
@pytest.mark.vcr("shared.yaml")
@pytest.mark.claude_contract("note")
def test_one():
    pass

@pytest.mark.vcr("shared.yaml")
def test_two():
    pass
"""


@pytest.mark.parametrize("options", [(), ("-W", "error"), ("-W", "ignore")], ids=["default", "errors", "ignored"])
def test_cassette_that_cannot_be_read_is_one_warning_and_fails_nothing(
    project: Project, options: tuple[str, ...]
) -> None:
    """Also where the project turns warnings into errors: it is not the project's mistake."""
    (project.folder / "conftest.py").write_text(OWN_FORMAT)
    recorded = {"version": 1, "interactions": []}
    for name in ("test_one", "test_two", "shared"):
        project.cassette(name).write_text(json.dumps(recorded)[::-1])

    outcomes, printed = project.run(TWO_TESTS, *options)

    assert outcomes == {"test_one": "PASSED", "test_two": "PASSED"}, printed
    assert printed.count("shared.yaml: ") == 1, printed
    assert "UnreadableCassetteWarning" in printed


def test_body_that_cannot_be_read_fails_nothing(project: Project) -> None:
    """The body is compressed in a way that cannot be undone: a warning says so."""
    file = project.cassette("test_body")
    recorded = yaml.safe_load(file.read_text("utf-8"))
    response = recorded["interactions"][0]["response"]
    response["headers"]["content-encoding"] = ["gzip"]
    response["body"]["string"] = b"\x1f\x8b\x08 damaged"
    file.write_text(yaml.safe_dump(recorded))

    outcomes, printed = project.run("@pytest.mark.vcr\ndef test_body():\n    pass\n", "-o", "claude_contract=note")

    assert outcomes == {"test_body": "PASSED"}, printed
    assert "UnreadableCassetteWarning" in printed
    assert "test_body.yaml" in printed


GATEWAY = """
@pytest.mark.vcr
def test_gateway():
    pass
"""


@pytest.mark.parametrize(
    ("hosts", "outcome"),
    [
        ("", "PASSED"),
        ("gateway.example", "FAILED"),
        ("other.example gateway.example:443", "FAILED"),
        ("https://gateway.example/v2", "PASSED"),
    ],
)
def test_claude_hosts_names_gateways_that_are_checked(project: Project, hosts: str, outcome: str) -> None:
    file = project.cassette("test_gateway", '"stop_reason":', '"stop_reason":7,"was":')
    recorded = yaml.safe_load(file.read_text("utf-8"))
    recorded["interactions"][0]["request"] |= {"uri": "https://gateway.example/v1/messages", "headers": {}}
    recorded["interactions"][0]["response"]["headers"].pop("server", None)
    file.write_text(yaml.safe_dump(recorded))

    outcomes, printed = project.run(GATEWAY, "-o", f"claude_hosts={hosts}")

    assert outcomes == {"test_gateway": outcome}, printed


def test_claude_hosts_that_is_no_host_is_reported(project: Project) -> None:
    project.cassette("test_gateway")
    outcomes, printed = project.run(GATEWAY, "-o", "claude_hosts=http://")
    assert outcomes == {"test_gateway": "FAILED"}
    assert "UsageError: claude_hosts: 'http://' is not a host" in printed


FIXTURES = """
def test_sync(claude_server, claude):
    claude_server.reply("Moin")
    assert ask(claude) == "Moin"

def test_raw(claude_server):
    import httpx
    headers = {"x-api-key": "sk-ant-x", "anthropic-version": "2023-06-01"}
    assert httpx.get(claude_server.url + "/v1/models", headers=headers).status_code == 200

@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_async(claude_server, async_claude, anyio_backend):
    claude_server.reply("Moin")
    messages = [{"role": "user", "content": "Hello"}]
    async with async_claude as client:
        answer = await client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=messages)
    assert answer.content[0].text == "Moin"
"""
BLOCKED = """
import socket

@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_elsewhere(claude_server, host):
    listener = socket.create_server((host, 0))
    with listener, pytest.raises(RuntimeError, match="Network is disabled"):
        socket.create_connection(listener.getsockname(), timeout=5)

def test_without_the_fixture():
    with pytest.raises(RuntimeError, match="Network is disabled"):
        socket.create_connection(("127.0.0.1", 9), timeout=5)
"""


def test_block_network_lets_the_fixtures_reach_their_own_server_and_nothing_else(project: Project) -> None:
    """The address of the server is allowed, not the machine: other ports of it stay blocked."""
    outcomes, printed = project.run(FIXTURES + BLOCKED, "--block-network")
    assert set(outcomes.values()) == {"PASSED"}, printed
    assert len(outcomes) == 7


def test_block_network_mark_lets_the_fixtures_reach_their_own_server(project: Project) -> None:
    outcomes, printed = project.run("pytestmark = pytest.mark.block_network\n" + FIXTURES + BLOCKED)
    assert set(outcomes.values()) == {"PASSED"}, printed


@pytest.mark.parametrize("no_proxy", [None, "example.com"])
def test_clients_of_the_fixtures_do_not_ask_a_proxy_for_loopback(
    project: Project, monkeypatch: pytest.MonkeyPatch, no_proxy: str | None
) -> None:
    """A proxy in the environment is for the network; the local server is on this machine."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    if no_proxy:
        monkeypatch.setenv("NO_PROXY", no_proxy)

    outcomes, printed = project.run(FIXTURES, "-k", "not raw")

    assert set(outcomes.values()) == {"PASSED"}, printed
    assert len(outcomes) == 3


MISSING = """
def test_missing(claude_cassette, claude):
    ask(claude.with_options(max_retries=0))

def test_needless(claude_cassette):
    pass

def test_other_failure(claude_cassette):
    assert False
"""


def test_missing_cassette_says_how_to_record_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with the network blocked. A test that asks for nothing needs no cassette."""
    monkeypatch.delenv("CI", raising=False)  # there, pytest repeats the whole message in its summary
    project.cassette("test_other_failure")
    for options in ((), ("--block-network",)):
        outcomes, printed = project.run(MISSING, *options)
        assert outcomes == {"test_missing": "FAILED", "test_needless": "PASSED", "test_other_failure": "FAILED"}, (
            printed
        )
        assert printed.count("run with --record-mode=once") == 1, printed
        assert "test_missing.yaml does not exist" in printed


def test_foreign_recording_case_is_passed_over(project: Project) -> None:
    """A cassette outside of the usual folder, named in the mark."""
    cassette = project.folder / "elsewhere.yaml"
    cassette.write_text(
        "interactions:\n- request: {method: GET, uri: 'http://localhost:9/v1/models', headers: {}, body: null}\n"
        "  response: {status: {code: 200, message: OK}, headers: {}, body: {string: '[]'}}\nversion: 1\n"
    )
    tests = f"@pytest.mark.vcr({str(cassette)!r})\ndef test_a():\n    pass\n"
    outcomes, printed = project.run(tests, "-o", "claude_contract=note")
    assert outcomes == {"test_a": "PASSED"}, printed


def test_project_without_cassettes_loads_no_checks(project: Project) -> None:
    """The plugin imports the checks when a test has a cassette, and not before."""
    tests = """
import sys

def test_a():
    late = ("claudewire.contract.checks", "claudewire.contract.readers", "starlette", "yaml")
    assert not [name for name in sys.modules if name.startswith(late)]
"""
    outcomes, printed = project.run(tests, recording=False)
    assert outcomes == {"test_a": "PASSED"}, printed
