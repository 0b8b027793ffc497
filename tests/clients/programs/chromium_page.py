"""A web page of another origin in headless Chromium: `fetch`, and nothing else."""

import json
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from checks import MODEL, QUESTION, URL, run, weather
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
POST = """
async ([url, body]) => {
  const headers = {"x-api-key": "sk-ant-local", "anthropic-version": "2023-06-01", "content-type": "application/json",
                   "anthropic-dangerous-direct-browser-access": "true"};
  const response = await fetch(`${url}/v1/messages`, {method: "POST", headers, body: JSON.stringify(body)});
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
"""


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><link rel=icon href=data:,>")

    def log_message(self, *_):
        pass


def ask(**changes):
    body = {"model": MODEL, "max_tokens": 500, "messages": [{"role": "user", "content": "Hello"}], **changes}
    return page.evaluate(POST, [URL, body])


def message():
    return json.loads(ask())["content"][0]["text"]


def stream():
    events = [json.loads(line[6:]) for line in ask(stream=True).splitlines() if line.startswith("data: ")]
    return [event["delta"]["text"] for event in events if event["type"] == "content_block_delta"]


def tools():
    tool = {"name": "weather", "input_schema": {"type": "object", "properties": {"town": {"type": "string"}}}}
    dialogue = [{"role": "user", "content": QUESTION}]
    call = json.loads(ask(messages=dialogue, tools=[tool]))["content"][0]
    result = {"type": "tool_result", "tool_use_id": call["id"], "content": weather(**call["input"])}
    dialogue += [{"role": "assistant", "content": [call]}, {"role": "user", "content": [result]}]
    return json.loads(ask(messages=dialogue, tools=[tool]))["content"][0]["text"]


def structured():
    properties = {"name": {"type": "string"}, "age": {"type": "integer"}}
    schema = {"type": "object", "properties": properties, "required": ["name", "age"], "additionalProperties": False}
    return json.loads(
        json.loads(ask(output_config={"format": {"type": "json_schema", "schema": schema}}))["content"][0]["text"]
    )


server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
with sync_playwright() as driver:
    browser = driver.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    )
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    run(message=message, stream=stream, tools=tools, structured=structured, error=message)
    browser.close()
