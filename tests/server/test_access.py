"""Who reaches the server: browsers, host names, other machines, and those who look whether it is up."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire import Claude
from claudewire.cli import main
from claudewire.testing import Fault, InvalidScript, Limits, LocalServer, Settings
from tests.server.conftest import HEADERS
from tests.server.test_cli import ENVIRONMENT

ORIGIN = {"origin": "http://localhost:3000"}
OPT_IN = {"anthropic-dangerous-direct-browser-access": "true"}
PREFLIGHT = {
    **ORIGIN,
    "access-control-request-method": "POST",
    "access-control-request-headers": "x-api-key,anthropic-version,anthropic-dangerous-direct-browser-access,content-type",
}


class TestBrowsers:
    def test_preflight_needs_no_key(self, server: LocalServer) -> None:
        response = httpx.options(f"{server.url}/v1/messages", headers=PREFLIGHT)

        assert response.is_success
        assert response.headers["access-control-allow-origin"] == "*"
        assert "POST" in response.headers["access-control-allow-methods"]
        assert response.headers["access-control-allow-headers"] == PREFLIGHT["access-control-request-headers"]
        assert server.requests == []

    def test_response_to_a_page_that_opts_in_may_be_read(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        for body, status in ((hello, 200), ({}, 400)):
            response = http.post("/v1/messages", json=body, headers={**ORIGIN, **OPT_IN})
            assert response.status_code == status
            assert response.headers["access-control-allow-origin"] == "*"
            assert response.headers["access-control-expose-headers"] == "*"

    def test_page_that_does_not_opt_in_gets_a_401_that_it_cannot_read(
        self, http: httpx.Client, hello: dict[str, Any]
    ) -> None:
        response = http.post("/v1/messages", json=hello, headers=ORIGIN)

        assert response.status_code == 401
        assert "access-control-allow-origin" not in response.headers
        assert response.json()["error"]["message"].startswith("CORS requests must set")

    def test_program_that_is_no_browser_gets_no_cors_headers(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        assert "access-control-allow-origin" not in http.post("/v1/messages", json=hello, headers=OPT_IN).headers

    def test_page_of_another_origin_cannot_control_the_server(self, server: LocalServer, http: httpx.Client) -> None:
        for path in ("reset", "faults", "replies", "script", "clock", "models"):
            response = http.post(f"/-/{path}", json={}, headers=ORIGIN)
            assert response.status_code == 403
            assert "access-control-allow-origin" not in response.headers
        own = {"origin": server.url}
        assert http.post("/-/reset", headers=own).status_code == 200


class TestHostNames:
    @pytest.mark.parametrize(
        "name", ["localhost", "127.0.0.1", "[::1]", "192.0.2.7", "LOCALHOST", "app.localhost", "127.0.0.1:9999"]
    )
    def test_loopback_names_and_addresses_are_accepted(self, http: httpx.Client, name: str) -> None:
        assert http.get("/v1/models", headers={"host": name}).status_code == 200

    @pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "claude"])
    @pytest.mark.parametrize("path", ["/", "/-/requests", "/-/health", "/v1/models", "/none"])
    def test_name_that_a_web_page_could_own_is_refused(self, http: httpx.Client, name: str, path: str) -> None:
        response = http.get(path, headers={"host": name})

        assert response.status_code == 403
        assert response.json()["error"]["type"] == "permission_error"
        assert f"--allow-host {name}" in response.json()["error"]["message"]

    @pytest.mark.parametrize("allowed", ["claude", "*"])
    def test_name_can_be_allowed(self, server: LocalServer, http: httpx.Client, allowed: str) -> None:
        server.state.settings = Settings(allow_hosts=[allowed])
        assert http.get("/v1/models", headers={"host": "claude:8787"}).status_code == 200


class TestTeams:
    def test_health_and_hello_need_no_key(self, server: LocalServer) -> None:
        assert httpx.get(f"{server.url}/-/health").json()["status"] == "ok"
        assert httpx.get(f"{server.url}/api/hello").status_code == 200
        assert server.requests == []

    def test_reset_forgets_everything(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        http.post("/v1/files", files={"file": ("a.txt", b"x")})
        http.post("/v1/messages/batches", json={"requests": [{"custom_id": "a", "params": hello}]})
        skill = b"---\nname: my-skill\ndescription: Does it.\n---\n"
        assert http.post("/v1/skills", files={"files[]": ("my-skill/SKILL.md", skill)}).is_success
        before = server.state.clock.now()
        http.post("/-/clock", json={"advance": 10_000})
        http.post("/-/script", json=["One"])
        http.post("/-/replies", json={"answer": "x", "times": None})
        http.post("/-/faults", json={"name": "overloaded", "times": None})

        assert http.post("/-/reset").json() == {"ok": True}

        assert http.get("/v1/files").json()["data"] == []
        assert http.get("/v1/messages/batches").json()["data"] == []
        assert http.get("/v1/skills?source=custom").json()["data"] == []
        assert "canned" in http.post("/v1/messages", json=hello).text
        assert server.state.clock.now() < before + 1_000
        assert len(server.requests) == 4

    def test_reset_brings_back_what_the_settings_say(self, server: LocalServer, http: httpx.Client) -> None:
        server.state.reset(Settings(faults=[Fault(name="overloaded", times=1)], models=["claude-next"]))
        assert [http.get("/v1/models").status_code for _ in range(2)] == [529, 200]

        http.post("/-/reset")

        assert [http.get("/v1/models").status_code for _ in range(2)] == [529, 200]
        assert http.get("/v1/models/claude-next").status_code == 200

    def test_models_can_be_added(self, server: LocalServer, http: httpx.Client, hello: dict[str, Any]) -> None:
        assert http.post("/v1/messages", json={**hello, "model": "claude-next-1"}).status_code == 404

        assert http.post("/-/models", json={"add": "claude-next-*"}).json() == {"ok": True}
        http.post("/-/models", json={"add": "claude-other"})

        assert http.post("/v1/messages", json={**hello, "model": "claude-next-1"}).status_code == 200
        assert http.get("/v1/models/claude-other").json()["id"] == "claude-other"
        assert http.get("/v1/models").json()["data"][0]["id"] == "claude-other"
        assert http.get("/-/models").json()["added"] == ["claude-next-*", "claude-other"]

    def test_taken_port_is_named_with_the_way_round(self, capsys: pytest.CaptureFixture[str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            assert main(["serve", "--port", str(port)]) == 1
            with pytest.raises(OSError, match=f"port {port} is in use"):
                LocalServer(port=port).start()
        printed = capsys.readouterr().err
        assert f"port {port} is in use" in printed
        assert "--port 0" in printed

    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (["--port", "99999"], 2),
            (["--host", "no-such-host.invalid"], 1),
            (["--fixtures", "none.yaml"], 2),
            *((["--record-to", "unused", "--upstream", url], 2) for url in ("ftp://gw.example", "https://", "gw:8080")),
        ],
    )
    def test_option_that_can_not_be_is_one_line(
        self, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
    ) -> None:
        try:
            ended = main(["serve", "--port", "0", *arguments])
        except SystemExit as end:  # the parser of options
            ended = end.code
        assert ended == status
        assert capsys.readouterr().err.splitlines()[-1].startswith("claudewire serve: ")

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--latency", "nan"],
            ["--batch-seconds", "-1"],
            ["--tokens-per-second", "0"],
            ["--requests-per-minute", "0"],
            ["--output-tokens-per-minute", "-5"],
            ["--replay", "no-such-folder"],
        ],
    )
    def test_setting_that_can_not_be_is_one_line(
        self, capsys: pytest.CaptureFixture[str], arguments: list[str]
    ) -> None:
        assert main(["serve", "--port", "0", *arguments]) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("claudewire serve: ")
        assert printed.count("\n") == 1

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Settings(latency=float("inf")),
            lambda: Settings(batch_seconds=True),
            lambda: Settings(models="claude-next"),
            lambda: Settings(limits=Limits(requests=0)),
            lambda: LocalServer(tokens_per_second=-1),
        ],
    )
    def test_setting_that_can_not_be_is_refused_at_once(self, make: Any) -> None:
        with pytest.raises(InvalidScript):
            make()

    def test_path_without_its_version_gets_a_hint(self, http: httpx.Client, hello: dict[str, Any]) -> None:
        message = http.post("/messages", json=hello).json()["error"]["message"]
        assert message.startswith("Not found: /messages. The API has /v1/messages: set the base URL")

    @pytest.mark.parametrize(("key", "status"), [("sk-ant-x", 200), ("any", 401)])
    def test_keys_can_be_checked_by_their_form(
        self, server: LocalServer, http: httpx.Client, key: str, status: int
    ) -> None:
        assert http.get("/v1/models", headers={"x-api-key": "any"}).status_code == 200
        server.state.settings = Settings(strict_keys=True)
        assert http.get("/v1/models", headers={"x-api-key": key}).status_code == status

    def test_unknown_beta_value_is_accepted_with_a_note_and_refused_on_demand(
        self, server: LocalServer, http: httpx.Client
    ) -> None:
        beta = {"anthropic-beta": "per-turn-control-2026-07-01"}
        assert http.get("/v1/models", headers=beta).status_code == 200
        assert "per-turn-control-2026-07-01" in http.get("/-/requests").json()[-1]["notes"][0]

        server.state.settings = Settings(strict_betas=True)
        assert http.get("/v1/models", headers=beta).json()["error"]["message"].startswith("Unsupported beta header")


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "claudewire", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        try:
            assert process.stdout
            first, second = process.stdout.readline(), process.stdout.readline()
            found = re.search(r"https?://\S+", first)
            assert found, first
            yield found[0], second, process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(10)


class TestNetwork:
    def test_other_machines_are_let_in_with_a_warning(self) -> None:
        with serving("--host", "0.0.0.0") as (url, _, process):
            assert httpx.get(f"{url}/-/health").json()["status"] == "ok"
            process.send_signal(signal.SIGINT)
            _, printed = process.communicate(timeout=10)
        assert printed.startswith("Warning: 0.0.0.0 is not loopback")

    def test_clients_that_leave_leave_the_terminal_alone(self) -> None:
        body = {
            "model": "claude-sonnet-4-5",
            "max_tokens": 4000,
            "stream": True,
            "messages": [{"role": "user", "content": "x" * 9000}],
        }
        with serving("--tokens-per-second", "50") as (url, _, process):
            for _ in range(5):
                with httpx.stream("POST", f"{url}/v1/messages", json=body, headers=HEADERS) as response:
                    next(response.iter_bytes())
            for fault in ("refuse", "drop", "truncate", "garbage"):
                with pytest.raises(httpx.TransportError):
                    httpx.post(
                        f"{url}/v1/messages",
                        json={**body, "stream": False},
                        headers={**HEADERS, "x-claudewire-fault": fault},
                    )
            for _ in range(5):
                with socket.create_connection((httpx.URL(url).host, httpx.URL(url).port or 0)) as half:
                    half.sendall(b"POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{")
                    half.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            with httpx.stream("POST", f"{url}/v1/messages", json=body, headers=HEADERS) as response:
                next(response.iter_bytes())
                process.send_signal(signal.SIGINT)
                _, printed = process.communicate(timeout=10)
        assert printed == ""

    def test_https_with_a_certificate_of_its_own(self, tmp_path: Path, hello: dict[str, Any]) -> None:
        pytest.importorskip("trustme")
        with serving("--tls", "--data", str(tmp_path)) as (url, _, process):
            assert url.startswith("https://127.0.0.1:")
            authority = tmp_path / "claudewire-ca.pem"
            assert process.stdout
            assert f"SSL_CERT_FILE={authority}" in process.stdout.readline()
            context = ssl.create_default_context(cafile=authority)
            with httpx.Client(base_url=url, verify=context, headers=HEADERS) as client:
                assert client.post("/v1/messages", json=hello).status_code == 200
                with pytest.raises(httpx.TransportError):
                    client.post("/v1/messages", json=hello, headers={"x-claudewire-fault": "refuse"})
        assert (tmp_path / "claudewire-server.pem").stat().st_mode & 0o077 == 0

    def test_server_object_with_https(self) -> None:
        pytest.importorskip("trustme")
        with LocalServer(tls=True) as server:
            context = ssl.create_default_context(cafile=server.certificate)
            with Claude(
                api_key="sk-ant-local", base_url=server.url, http_client=httpx.Client(verify=context)
            ) as client:
                assert client.models.list().data
        with pytest.raises(RuntimeError, match="tls=True"):
            _ = LocalServer().certificate

    def test_clients_of_the_fixtures_ask_no_proxy(self, tmp_path: Path) -> None:
        (tmp_path / "test_project.py").write_text(
            "HELLO = dict(model='claude-sonnet-4-5', max_tokens=10, messages=[{'role': 'user', 'content': 'Hi'}])\n"
            "def test_it(claude_server, claude):\n"
            "    claude_server.reply('Moin!')\n"
            "    assert claude.messages.create(**HELLO).content[0].text == 'Moin!'\n"
            "def test_async(claude_server, async_claude):\n"
            "    import asyncio\n"
            "    claude_server.reply('Moin!')\n"
            "    assert asyncio.run(async_claude.messages.create(**HELLO)).content[0].text == 'Moin!'\n"
        )
        free = {name: value for name, value in ENVIRONMENT.items() if not name.lower().endswith("_proxy")}
        proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "claudewire.testing.plugin", str(tmp_path)],
            capture_output=True,
            text=True,
            env={**free, **proxies, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            cwd=tmp_path,
            timeout=120,
            check=False,
        )
        assert "2 passed" in done.stdout, done.stdout
