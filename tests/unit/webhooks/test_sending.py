"""`claudewire webhooks`, and the examples of receivers: a signed test event goes over a real socket to FastAPI and Flask."""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from werkzeug.serving import make_server

from claudewire import webhooks
from claudewire.cli import main

ROOT = Path(__file__).resolve().parents[3]
SECRET = "whsec_bm90LWEtcmVhbC1zZWNyZXQtMDAwMDE="


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_WEBHOOK_SIGNING_KEY", SECRET)


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = util.spec_from_file_location(f"example_{name}", ROOT / "examples" / "webhooks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # where annotations are resolved
    spec.loader.exec_module(module)
    return module


@contextmanager
def serve_asgi(app: Any) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def serve_wsgi(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


EXAMPLES: list[Any] = [
    pytest.param("fastapi_app", serve_asgi, id="FastAPI"),
    pytest.param("flask_app", serve_wsgi, id="Flask"),
]


@pytest.mark.parametrize(("name", "serve"), EXAMPLES)
def test_example_takes_a_signed_event_and_refuses_others(
    name: str, serve: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = load(name, monkeypatch)
    with serve(module.app) as url:
        send = ["webhooks", "send", f"{url}/webhooks"]
        assert main([*send, "--type", "session.status_idled", "--id", "msg_1"]) == 0
        assert main([*send, "--id", "msg_1"]) == 0
        assert main([*send, "--type", "moon.landed"]) == 0
        assert main([*send, "--age", "301"]) == 1
        body = b'{"type": "event"}'
        foreign = webhooks.sign(body, "whsec_YW5vdGhlci1zZWNyZXQ=")
        refused = httpx.post(f"{url}/webhooks", content=body, headers=foreign)
        assert (refused.status_code, refused.text) == (400, "signature")

    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(line[0], line[-1]) for line in (shown[1], shown[3])] == [("200", "replayed"), ("400", "timestamp")]
    assert (shown[0][0], shown[2][0]) == ("204", "204")


def test_flask_example_takes_the_repeat_of_a_delivery_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = load("flask_app", monkeypatch)
    log = module.app.logger.info
    monkeypatch.setattr(module.app.logger, "info", lambda *_: 1 / 0)
    body = b'{"type": "event", "id": "whe_1", "data": {"type": "session.status_idled", "id": "sesn_1"}}'
    client = module.app.test_client()
    headers = webhooks.sign(body, SECRET)

    assert client.post("/webhooks", data=body, headers=headers).status_code == 500
    monkeypatch.setattr(module.app.logger, "info", log)
    assert client.post("/webhooks", data=body, headers=headers).status_code == 204
    assert client.post("/webhooks", data=body, headers=headers).data == b"replayed"


def test_body_from_a_file_is_sent_as_it_is(tmp_path: Path) -> None:
    got: list[tuple[bytes, str]] = []

    def app(environ: dict[str, Any], start: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        got.append((body, webhooks.verify(body, environ)))
        start("200 OK", [])
        return [b""]

    file = tmp_path / "event.json"
    file.write_bytes(b'{ "type":"event" }\n')
    with serve_wsgi(app) as url:
        assert main(["webhooks", "send", url, "--data", str(file), "--id", "msg_7", "--times", "2"]) == 0
    assert got == [(b'{ "type":"event" }\n', "msg_7")] * 2


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["http://127.0.0.1:1/webhooks"], 4, "127.0.0.1:1"),
        (["nowhere"], 2, "nowhere"),
        (["http://127.0.0.1:1", "--data", "/does/not/exist"], 2, "No such file"),
        (["http://127.0.0.1:1", "--times", "0"], 2, "at least 1"),
        (["http://127.0.0.1:1", "--times", "-3"], 2, "at least 1"),
        *((["http://127.0.0.1:1", f"--age={age}"], 2, "--age is") for age in ("nan", "inf", "-inf", "1e30", "-1e30")),
    ],
)
def test_what_cannot_be_sent_is_told_in_one_line(
    arguments: list[str], status: int, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["webhooks", "send", *arguments]) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


def test_sending_without_a_secret_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ANTHROPIC_WEBHOOK_SIGNING_KEY")
    assert main(["webhooks", "send", "http://127.0.0.1:1"]) == 2
    assert "ANTHROPIC_WEBHOOK_SIGNING_KEY" in capsys.readouterr().err


def test_types_and_secrets_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["webhooks", "types"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 51
    assert main(["webhooks", "secret"]) == 0
    secret = capsys.readouterr().out.strip()
    body = json.dumps({}).encode()
    assert webhooks.verify(body, webhooks.sign(body, secret), secret).startswith("msg_")
