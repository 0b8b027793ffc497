"""A server that answers every operation of the document with an example of its response: what the official suites are run against."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final

from tests.instances import document, example

_METHODS: Final = ("get", "post", "delete")


def _routes() -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    found: list[tuple[str, re.Pattern[str], dict[str, Any]]] = []
    for path, item in document()["paths"].items():
        pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
        found += [(method.upper(), pattern, item[method]) for method in _METHODS if method in item]
    # A path without parameters goes before one that would match it.
    return sorted(found, key=lambda route: route[1].pattern.count("[^/]+"))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    routes = _routes()

    def _answer(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        if "chunked" in self.headers.get("transfer-encoding", ""):
            while size := int(self.rfile.readline(), 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        path = self.path.partition("?")[0]
        for method, pattern, operation in self.routes:
            if method == self.command and pattern.fullmatch(path):
                return self._send(*self._content(operation, body))
        return self._send(
            404, "application/json", b'{"type": "error", "error": {"type": "not_found_error", "message": "stub"}}'
        )

    do_GET = do_POST = do_DELETE = _answer  # names of http.server

    def _content(self, operation: dict[str, Any], body: bytes) -> tuple[int, str, bytes]:
        content = operation["responses"]["200"]["content"]
        kind = "application/json" if "application/json" in content else next(iter(content))
        if "text/event-stream" in content and b'"stream":true' in body.replace(b" ", b""):
            return 200, "text/event-stream", b""
        if kind != "application/json":
            return 200, kind, b""
        value = example(content[kind]["schema"])
        if isinstance(value, dict) and "results_url" in value:
            value["results_url"] = f"http://{self.headers['host']}/v1/messages/batches/msgbatch_1/results"
        return 200, kind, json.dumps(value).encode()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # name of http.server
        pass


@contextmanager
def stub_server() -> Iterator[str]:
    """Run the server, and give its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
