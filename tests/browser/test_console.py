"""The console page in a browser: what a person sees and clicks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer

HEADERS = {"x-api-key": "sk-ant-local", "anthropic-version": "2023-06-01"}
HELLO = {"model": "claude-sonnet-4-5", "max_tokens": 200, "messages": [{"role": "user", "content": "Hello"}]}


def ask(server: LocalServer, **changes: Any) -> httpx.Response:
    return httpx.post(f"{server.url}/v1/messages", json={**HELLO, **changes}, headers=HEADERS)


def rows(page: Any) -> list[str]:
    return page.locator("#list .name").all_inner_texts()


def wait_for_rows(page: Any, count: int) -> None:
    wait(lambda: page.locator("#list li").count(), count)


def wait(read: Callable[[], Any], expected: Any) -> None:
    """Read until the value is there. The page's policy does not let Playwright evaluate its own conditions."""
    end = time.monotonic() + 10
    while (found := read()) != expected:
        assert time.monotonic() < end, f"{found!r} is not {expected!r}"
        time.sleep(0.05)


class TestRequests:
    def test_request_appears_without_reload(self, server: LocalServer, open_page: Any) -> None:
        page = open_page(server.url)
        assert page.locator("#empty").is_visible()

        ask(server)

        wait_for_rows(page, 1)
        assert rows(page) == ["messages.create"]
        assert not page.locator("#empty").is_visible()

    def test_request_opens_with_its_body_headers_and_response(self, server: LocalServer, open_page: Any) -> None:
        ask(server, system="Be <b>brief</b>.")
        page = open_page(server.url)
        wait_for_rows(page, 1)

        page.locator("#list button").click()
        page.wait_for_selector("#detail h2")

        text = page.locator("#detail").inner_text()
        assert "POST /v1/messages" in text
        assert '"Be <b>brief</b>."' in text
        assert "canned answer" in text
        page.locator("#detail summary", has_text="Request headers").click()
        assert "(not kept)" in page.locator("#detail").inner_text()

    def test_events_are_listed_with_their_times(self, server: LocalServer, open_page: Any) -> None:
        ask(server, stream=True)
        page = open_page(server.url)
        wait_for_rows(page, 1)
        page.locator("#list button").click()

        events = page.locator("#detail .events > li")
        assert "message_start" in events.first.inner_text()
        assert "ms" in events.first.inner_text()
        events.first.locator("summary").first.click()
        page.wait_for_selector("#detail .events .json")
        assert '"message_start"' in events.first.inner_text()

    def test_filters_by_text_operation_and_status(self, server: LocalServer, open_page: Any) -> None:
        ask(server, messages=[{"role": "user", "content": "the needle"}])
        ask(server)
        ask(server, model="none")
        httpx.get(f"{server.url}/v1/models", headers=HEADERS)
        page = open_page(server.url)
        wait_for_rows(page, 4)

        page.fill("#text", "NEEDLE")
        wait_for_rows(page, 1)
        assert page.locator("#count").inner_text() == "1 of 4"
        page.fill("#text", "")
        page.select_option("#operation", "models.list")
        wait_for_rows(page, 1)
        page.select_option("#operation", "")
        page.select_option("#status", "4")
        wait_for_rows(page, 1)
        assert "model: none" in page.locator("#list .note").inner_text()

    def test_keyboard_alone_is_enough(self, server: LocalServer, open_page: Any) -> None:
        for number in range(3):
            ask(server, messages=[{"role": "user", "content": f"number {number}"}])
        page = open_page(server.url)
        wait_for_rows(page, 3)

        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "text"
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector("#detail h2")
        assert "number 1" in page.locator("#detail").inner_text()
        page.keyboard.press("Escape")
        assert page.locator("#detail").is_hidden()
        assert page.evaluate("document.activeElement.textContent").count("number 1") == 1

    def test_reset_from_elsewhere_empties_the_list(self, server: LocalServer, open_page: Any) -> None:
        ask(server)
        page = open_page(server.url)
        wait_for_rows(page, 1)
        page.locator("#list button").click()
        page.wait_for_selector("#detail h2")
        server.reset()
        wait_for_rows(page, 0)
        assert page.locator("#detail").is_hidden()


class TestCopies:
    @pytest.fixture
    def copied(self, server: LocalServer, open_page: Any) -> Any:
        ask(server, system="It's a \"test\" with ünï, $HOME, `x` and\na line; 'quoted'.", stop_sequences=["'"])
        page = open_page(server.url, permissions=["clipboard-read", "clipboard-write"])
        wait_for_rows(page, 1)
        page.locator("#list button").click()
        page.wait_for_selector("#detail h2")

        def copy(name: str) -> str:
            page.get_by_role("button", name=name).click()
            page.wait_for_selector("#message:not([hidden])")
            return page.evaluate("navigator.clipboard.readText()")

        return copy

    def test_curl_sends_the_same_request(self, server: LocalServer, copied: Any) -> None:
        done = subprocess.run(
            ["bash", "-c", copied("Copy as curl").replace("curl ", "curl -s ", 1)], capture_output=True, check=True
        )
        assert json.loads(done.stdout)["type"] == "message"
        first, second = server.requests
        assert first.body == second.body

    def test_python_sends_the_same_request(self, server: LocalServer, copied: Any) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", copied("Copy as Python")],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        first, second = server.requests
        assert first.body == second.body


class TestControls:
    def test_reply_script_and_fault_are_clicked(self, server: LocalServer, open_page: Any) -> None:
        page = open_page(server.url)
        page.locator(".chip", has_text="tool call").click()
        page.locator("#reply button[type=submit]").click()
        wait(page.locator("#waiting").inner_text, "(1 waiting)")
        page.fill("#turn", '["One", {"error": 529}]')
        page.locator("#reply button[type=submit]").click()
        wait(page.locator("#waiting").inner_text, "(3 waiting)")
        assert [ask(server).json().get("stop_reason") for _ in range(3)] == ["tool_use", "end_turn", None]

        page.select_option("#fault-name", "rate_limit")
        assert "429" in page.locator("#fault-about").inner_text()
        page.fill("#fault-times", "")
        page.locator("#fault button[type=submit]").click()
        wait(page.locator("#active").inner_text, "(1 active)")
        assert ask(server).status_code == 429
        page.locator("#fault-clear").click()
        wait(page.locator("#active").inner_text, "")
        assert ask(server).status_code == 200

    def test_reply_that_is_not_one_is_explained(self, server: LocalServer, open_page: Any) -> None:
        page = open_page(server.url)
        page.fill("#turn", '{"colour": 1}')
        page.locator("#reply button[type=submit]").click()
        page.wait_for_selector("#message.bad")
        assert "has no field 'colour'" in page.locator("#message").inner_text()
        open_page.problems.clear()  # the browser logs the 400


class TestLooks:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 390])
    def test_page_fits_its_width(self, server: LocalServer, open_page: Any, scheme: str, width: int) -> None:
        server.fault("overloaded", times=1)
        ask(server)
        ask(server, stream=True, messages=[{"role": "user", "content": "long " * 100 + "x" * 300}])
        httpx.get(f"{server.url}/v1/{'y' * 200}", headers=HEADERS)
        page = open_page(server.url, viewport={"width": width, "height": 900}, color_scheme=scheme)
        wait_for_rows(page, 3)
        self.shot(page, f"console-list-{width}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width

        page.locator("#list button").nth(1).click()
        page.wait_for_selector("#detail .events")
        self.shot(page, f"console-detail-{width}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="Close").click()
        page.wait_for_selector("#requests", state="visible")

    @staticmethod
    def shot(page: Any, name: str) -> None:
        """Keep a screenshot where SCREENSHOTS says."""
        if os.environ.get("SCREENSHOTS"):
            page.screenshot(path=str(Path(os.environ["SCREENSHOTS"]) / f"{name}.png"), full_page=True)
