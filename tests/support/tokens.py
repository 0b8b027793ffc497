"""A token endpoint and an API behind it, on loopback: refresh tokens are good once, access tokens until they are withdrawn."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-5-5",
    "content": [{"type": "text", "text": "Hello."}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}
HELLO: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "Hello"}],
}
CLIENT_ID = "client-of-a-test"


class TokenServer:
    """Gives tokens by both grants.

    Attributes:
        refresh_token: The one refresh token that is good now.
        grants: The requests to the token endpoint, in order.
        calls: Headers of the API requests, in order.
        answers: Answers that the token endpoint gives next, in the place of tokens: (status, body).
    """

    def __init__(self, *, life: int = 3600, seconds: float = 0.0) -> None:
        self.life, self.seconds = life, seconds
        self.refresh_token = "refresh-0-not-real"
        self.good: set[str] = set()
        self.grants: list[dict[str, Any]] = []
        self.betas: list[str] = []
        self.calls: list[dict[str, str]] = []
        self.answers: list[tuple[int, Any]] = []
        self._lock = threading.Lock()
        self._server: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def give(self) -> str:
        """Makes an access token that the API takes."""
        token = f"access-{len(self.good)}-not-real-{time.monotonic_ns()}"
        self.good.add(token)
        return token

    def grant(self, fields: dict[str, Any], betas: str) -> tuple[int, Any]:
        time.sleep(self.seconds)
        with self._lock:
            self.grants.append(fields)
            self.betas.append(betas)
            if self.answers:
                return self.answers.pop(0)
            answer = {"access_token": self.give(), "token_type": "Bearer", "expires_in": self.life}
            if fields["grant_type"] != "refresh_token":
                return 200, answer
            if fields["refresh_token"] != self.refresh_token:
                return 400, {"error": "invalid_grant", "error_description": "The refresh token was used before."}
            self.refresh_token = f"refresh-{len(self.grants)}-not-real"
            return 200, {**answer, "refresh_token": self.refresh_token}

    def call(self, headers: dict[str, str]) -> tuple[int, Any]:
        with self._lock:
            self.calls.append(headers)
        if headers.get("authorization", "").removeprefix("Bearer ") in self.good:
            return 200, MESSAGE
        return 401, {"type": "error", "error": {"type": "authentication_error", "message": "The token is not valid."}}

    def __enter__(self) -> Self:
        tokens = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                if self.path == "/v1/oauth/token":
                    status, answer = tokens.grant(json.loads(body), headers.get("anthropic-beta", ""))
                else:
                    status, answer = tokens.call(headers)
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("request-id", "req_1")
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def user_profile(
    folder: Path,
    server: TokenServer,
    *,
    name: str = "default",
    expires_in: int = -10,
    client_id: str | None = CLIENT_ID,
    **more: Any,
) -> Path:
    """Writes the profile of a person. Returns the file with its tokens."""
    (folder / "configs").mkdir(parents=True, exist_ok=True)
    (folder / "credentials").mkdir(exist_ok=True)
    authentication = {"type": "user_oauth", **({"client_id": client_id} if client_id else {})}
    config = {"version": "1.0", "base_url": server.url, "authentication": authentication, **more}
    (folder / "configs" / f"{name}.json").write_text(json.dumps(config))
    path = folder / "credentials" / f"{name}.json"
    path.write_text(
        json.dumps(
            {
                "version": "1.0",
                "type": "oauth_token",
                "access_token": server.give() if expires_in > 0 else "access-old-not-real",
                "expires_at": int(time.time()) + expires_in,
                "refresh_token": server.refresh_token,
            }
        )
    )
    path.chmod(0o600)
    return path


@contextmanager
def federation(folder: Path, server: TokenServer) -> Iterator[dict[str, str]]:
    """The environment of a workload."""
    token = folder / "identity-token"
    token.write_text("header.claims.signature")
    yield {
        "ANTHROPIC_FEDERATION_RULE_ID": "fdrl_1",
        "ANTHROPIC_ORGANIZATION_ID": "00000000-0000-0000-0000-000000000001",
        "ANTHROPIC_IDENTITY_TOKEN_FILE": str(token),
        "ANTHROPIC_BASE_URL": server.url,
    }
