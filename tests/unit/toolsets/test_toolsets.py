"""The toolsets for a computer and a browser, over drivers that only note what they are told."""

from __future__ import annotations

import inspect
from typing import Any

import anyio
import pytest

from claudewire import AsyncClaude, Claude, ConfigurationError, Deny
from claudewire.testing import LocalServer, tool_use
from claudewire.tools.errors import ToolError
from claudewire.toolsets import BrowserToolset, ComputerTool, ComputerToolset

PNG = b"\x89PNG\r\n\x1a\nrest"
BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 300,
    "messages": [{"role": "user", "content": "Look."}],
}
TABS = [{"tab_id": "t1", "title": "Shop", "url": "https://shop.example/", "active": True}]


class Screen(ComputerToolset):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.done: list[Any] = []

    def screenshot(self) -> bytes:
        return PNG

    def cursor_position(self) -> Any:
        return 3, 4

    def left_click(self, coordinate: Any = None, text: str | None = None) -> None:
        if coordinate == (0, 0):
            raise ValueError("nothing is there")
        self.done.append(("left_click", coordinate, text))

    def type(self, text: str) -> None:
        self.done.append(("type", text))

    async def wait(self, duration: float) -> str:
        self.done.append(("wait", duration))
        return f"waited {duration:g} s"


class Tabs(BrowserToolset):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.done: list[Any] = []

    def state(self) -> Any:
        return {"tabs": TABS, "state_changes": []}

    def navigate(self, url: str, tab_id: str | None = None) -> str:
        self.done.append(("navigate", url, tab_id))
        return f"Opened {url}"

    def left_click_drag(self, start: Any, target: Any, tab_id: str | None = None) -> None:
        self.done.append(("drag", start["x"], target["x"]))

    def file_upload(self, target: Any, paths: Any = None, document_ids: Any = None, tab_id: Any = None) -> None:
        self.done.append(("upload", paths))

    async def new_tab(self) -> None:
        self.done.append(("new_tab",))


def call_of(family: str, name: str, **input: Any) -> dict[str, Any]:
    return {**tool_use(name, input), "toolset_name": family}


def point(x: int) -> dict[str, Any]:
    return {"type": "coordinate", "x": x, "y": 0}


@pytest.fixture
def results(server: LocalServer, client: Claude):
    """Runs one turn of calls, and returns the blocks of their results."""

    def run(toolset: Any, *calls: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
        server.script([list(calls), "Done."])
        client.messages.tool_runner(**BASE, tools=[toolset], **options).until_done()
        return server.requests[-1].body["messages"][-1]["content"]

    return run


def test_actions_are_carried_out_and_answered_under_the_name_of_the_set(server, results):
    screen = Screen()

    blocks = results(
        screen,
        call_of("computer", "left_click", coordinate=[5, 6], text="ctrl"),
        call_of("computer", "screenshot"),
        call_of("computer", "cursor_position"),
        call_of("computer", "wait", duration=1.5),
    )

    assert screen.done == [("left_click", (5, 6), "ctrl"), ("wait", 1.5)]
    assert {block["toolset_name"] for block in blocks} == {"computer"}
    click, picture, place, wait = (block["content"] for block in blocks)
    assert (click, place, wait) == ("Done.", "[3,4]", "waited 1.5 s")
    assert picture[0]["source"]["media_type"] == "image/png"
    definition = server.requests[0].body["tools"][0]
    assert definition["type"] == "computer_toolset_20260801"
    assert definition["configs"]["zoom"] == {"enabled": False}
    assert "screenshot" not in definition["configs"]


@pytest.mark.parametrize(
    ("name", "input", "said"),
    [
        ("left_click", {"coordinate": [1]}, "/coordinate"),
        ("left_click", {"coordinate": "5,6"}, "/coordinate"),
        ("left_click", {"colour": "red"}, "/colour"),
        ("wait", {}, "duration"),
        ("zoom", {"region": [0, 0, 1, 1]}, "no action 'zoom'"),
        ("done", {}, "no action 'done'"),
    ],
)
def test_action_that_does_not_fit_is_answered_to_the_model(results, name, input, said):
    (block,) = results(Screen(), call_of("computer", name, **input))

    assert block["is_error"]
    assert said in block["content"]


@pytest.mark.parametrize("first", [{"coordinate": [0, 0]}, {"coordinate": "nowhere"}])
def test_actions_behind_one_that_failed_are_not_carried_out(results, first):
    screen = Screen(confirm=True)

    blocks = results(
        screen, call_of("computer", "left_click", **first), call_of("computer", "type", text="rm -rf"), call_of("computer", "screenshot")
    )  # fmt: skip

    assert screen.done == []
    assert [block["is_error"] for block in blocks] == [True] * 3
    assert blocks[2]["content"].startswith("Not carried out")


def test_risky_action_waits_for_a_verdict_and_harmless_ones_do_not(server, client):
    screen = Screen()
    server.script([[call_of("computer", "screenshot"), call_of("computer", "type", text="hi")], "Done."])
    runner = client.messages.tool_runner(**BASE, tools=[screen])

    asked = [event.calls for event in runner.events() if type(event).__name__ == "ApprovalNeeded"]

    assert [[call.name for call in calls] for calls in asked] == [["type"]]
    runner.run.feed_verdict(asked[0][0].id, True)
    client.messages.resume(runner.run, tools=[screen]).until_done()
    assert screen.done == [("type", "hi")]


def test_denied_action_stops_those_behind_it(results):
    screen = Screen(confirm=lambda call, run: Deny("Not this."))

    blocks = results(screen, call_of("computer", "type", text="x"), call_of("computer", "left_click"))

    assert screen.done == []
    assert blocks[0]["content"] == "Not this."
    assert blocks[1]["is_error"]


@pytest.mark.parametrize("configs", [{"fly": {"enabled": True}}, {"zoom": {"enabled": True}}])
def test_configs_name_actions_that_the_class_has(configs):
    with pytest.raises(ConfigurationError, match=next(iter(configs))):
        Screen(configs=configs)


@pytest.mark.parametrize("version", ["computer_20241022", "computer_20250124", "computer_20251124"])
def test_older_computer_tool_has_the_same_actions(server, results, version):
    screen = Screen(confirm=True)

    blocks = results(
        ComputerTool(screen, 800, 600, version=version),
        tool_use("computer", {"action": "left_click", "coordinate": [5, 6]}),
        tool_use("computer", {"action": "type", "text": "hi"}),
        tool_use("computer", {"coordinate": [5, 6]}),
    )

    assert screen.done == [("left_click", (5, 6), None), ("type", "hi")]
    assert "no action" in blocks[2]["content"]
    assert server.requests[0].body["tools"][0]["display_width_px"] == 800
    assert version[9:13] in server.requests[0].headers["anthropic-beta"]


def test_results_of_a_browser_have_its_state(server, results):
    tabs = Tabs()

    blocks = results(
        tabs,
        call_of("browser", "navigate", url="https://shop.example/"),
        call_of("browser", "new_tab"),
        call_of("browser", "left_click_drag", **{"from": point(1), "target": point(2)}),
    )

    assert tabs.done == [("navigate", "https://shop.example/", None), ("new_tab",), ("drag", 1, 2)]
    state = {"type": "browser_state", "tabs": TABS}
    assert blocks[0]["content"] == [{"type": "text", "text": "Opened https://shop.example/"}, state]
    assert blocks[1]["content"] == [state]
    assert blocks[2]["content"] == [{"type": "text", "text": "Done."}, state]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "https:///x", "data:text/html,x", "http://[", "ftp://a/b", ""]
)
def test_addresses_outside_the_web_are_not_opened(results, url):
    tabs = Tabs()

    (block,) = results(tabs, call_of("browser", "navigate", url=url))

    assert (tabs.done, block["content"]) == ([], "This address is not allowed.")


@pytest.mark.parametrize("word", ["back", "forward", "reload"])
def test_history_needs_no_allowed_address(word):
    tabs = Tabs(allow_url=lambda url: False)

    tabs.call({"action": "navigate", "url": word})

    assert tabs.done == [("navigate", word, None)]
    with pytest.raises(ToolError, match="not allowed"):
        tabs.call({"action": "navigate", "url": "https://shop.example/"})


def test_upload_is_off_until_it_is_switched_on_and_each_file_is_allowed():
    upload = {"action": "file_upload", "target": {"type": "ref", "ref": "e1"}, "paths": ["files/a", "files/b"]}
    with pytest.raises(ToolError, match="no action"):
        Tabs(allow_file=lambda path: True).call(upload)
    on = {"configs": {"file_upload": {"enabled": True}}}
    for allow in (None, lambda path: path == "files/a", lambda path: "yes"):
        with pytest.raises(ToolError, match="file is not allowed"):
            Tabs(allow_file=allow, **on).call(upload)
    tabs = Tabs(allow_file=lambda path: True, **on)
    tabs.call(upload)

    assert tabs.done == [("upload", ["files/a", "files/b"])]
    assert tabs.to_dict()["configs"]["file_upload"] == {"enabled": True}


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_driver_may_be_asynchronous(server, backend):
    class AsyncTabs(Tabs):
        async def state(self) -> Any:
            return {"tabs": TABS}

        async def navigate(self, url: str, tab_id: str | None = None) -> str:
            await anyio.lowlevel.checkpoint()
            return super().navigate(url, tab_id)

    tabs = AsyncTabs()
    server.script(
        [[call_of("browser", "navigate", url="https://shop.example/"), call_of("browser", "new_tab")], "Done."]
    )

    async def main() -> None:
        async with AsyncClaude(api_key="sk-ant-local", base_url=server.url) as client:
            await client.messages.tool_runner(**BASE, tools=[tabs]).until_done()

    anyio.run(main, backend=backend)

    blocks = server.requests[-1].body["messages"][-1]["content"]
    assert [content["type"] for block in blocks for content in block["content"]] == [
        "text",
        "browser_state",
        "browser_state",
    ]


def test_definition_without_a_driver_pauses_the_run(server, client):
    server.script([[call_of("computer", "screenshot")], "Done."])
    runner = client.messages.tool_runner(**BASE, tools=[{"type": "computer_toolset_20260801"}])

    events = [type(event).__name__ for event in runner.events()]

    assert events[-1] == "ResultsNeeded"
    runner.run.feed_result(runner.run.calls[0].id, "a picture")
    assert client.messages.resume(runner.run, tools=[{"type": "computer_toolset_20260801"}]).until_done() is not None


@pytest.mark.parametrize("base", [ComputerToolset, BrowserToolset])
def test_base_class_implements_no_action_and_has_no_state(base):
    """A driver that calls `super()` must not take a stub for an action that was done."""
    driver = base()
    assert driver.implemented == ()
    if base is BrowserToolset:
        assert driver.state() is None

    for name in driver._configs:
        with pytest.raises(NotImplementedError):
            getattr(driver, name)(**dict.fromkeys(inspect.signature(getattr(base, name)).parameters.keys() - {"self"}))
