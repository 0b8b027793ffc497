"""A web page of another origin that talks to the server, as one talks to the API."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from claudewire.testing import LocalServer, Settings

PAGE = b"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>a page of somebody</title>"
STREAM = """
async ([url, optIn]) => {
  const headers = {"x-api-key": "sk-ant-local", "anthropic-version": "2023-06-01", "content-type": "application/json"};
  if (optIn) headers["anthropic-dangerous-direct-browser-access"] = "true";
  const body = {model: "claude-sonnet-4-5", max_tokens: 200, stream: true, messages: [{role: "user", content: "Hello"}]};
  const response = await fetch(`${url}/v1/messages`, {method: "POST", headers, body: JSON.stringify(body)});
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "", chunks = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    text += value;
    chunks += 1;
  }
  const said = text.split("\\n").filter((line) => line.startsWith("data: ")).map((line) => JSON.parse(line.slice(6)));
  return {status: response.status, request: response.headers.get("request-id"), chunks,
          text: said.map((event) => event.delta?.text || "").join(""), last: said.at(-1).type};
}
"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{other.server_port}"
        other.shutdown()
        thread.join()


def test_page_of_another_origin_streams_a_message(server: LocalServer, open_page: Any, origin: str) -> None:
    server.reply("Streamed to a web page, piece by piece. " * 5)
    server.state.settings = Settings(tokens_per_second=100)
    page = open_page(origin)

    got = page.evaluate(STREAM, [server.url, True])

    assert got["text"].startswith("Streamed to a web page")
    assert (got["status"], got["last"]) == (200, "message_stop")
    assert got["chunks"] > 1
    assert got["request"].startswith("req_")  # the header is exposed


def test_page_that_does_not_opt_in_reads_nothing(server: LocalServer, open_page: Any, origin: str) -> None:
    page = open_page(origin)
    with pytest.raises(Exception, match="Failed to fetch"):
        page.evaluate(STREAM, [server.url, False])
    open_page.problems.clear()  # the browser logs what it has refused


def test_page_of_another_origin_cannot_read_the_log_or_control_the_server(
    server: LocalServer, open_page: Any, origin: str
) -> None:
    server.fault("overloaded", times=None)
    page = open_page(origin)
    for path, options in (("/-/requests", "{}"), ("/-/reset", "{method: 'POST'}")):
        with pytest.raises(Exception, match="Failed to fetch"):
            page.evaluate(f"fetch('{server.url}{path}', {options}).then(r => r.text())")
    assert len(server.state.faults.active()) == 1
    open_page.problems.clear()
